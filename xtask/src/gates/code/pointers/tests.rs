//! A call through a register passes only while the register holds what was fetched by name.

use super::super::super::Fault;
use super::super::{Machine, read};
use super::register;

const FETCH: &str = "   0:\tmovq\t(%rip), %rbx            # 0x7 <f+0x7>\n\
    \t\t0000000000000003:  R_X86_64_GOTPCREL\tmemcpy-0x4\n";

/// The faults of a function that fetches memcpy into rbx, and goes on so.
fn faults(lines: &str) -> Vec<Fault> {
    let listing = format!("0000000000000000 <f>:\n{FETCH}{lines}\n");
    read(&listing, &Machine::X86_64).map(|code| code.faults).unwrap_or_default()
}

#[test]
fn a_fetched_address_may_be_called_more_than_once_and_copied() {
    assert_eq!(faults("   7:\tcallq\t*%rbx\n   9:\tpopq\t%rbx\n   a:\tcallq\t*%rbx"), []);
    assert_eq!(faults("   7:\tmovq\t%rbx, %r14\n   9:\tcallq\t*%r14"), []);
    assert_eq!(faults("   7:\tcmpq\t%rax, %rbx\n   9:\tcallq\t*%rbx"), []);
}

#[test]
fn after_any_write_to_the_register_the_call_is_unknown() {
    for write in ["movq\t(%rax), %rbx", "leaq\t0x8(%rcx), %rbx", "xorl\t%ebx, %ebx", "incq\t%rbx"] {
        let found = faults(&format!("   7:\t{write}\n   9:\tcallq\t*%rbx"));
        assert!(matches!(found[..], [Fault::IndirectCall(_)]), "{write}: {found:?}");
    }
    let other = faults("   9:\tcallq\t*%rax\n");
    assert!(matches!(other[..], [Fault::IndirectCall(_)]), "{other:?}");
}

#[test]
fn another_function_knows_nothing_of_it() {
    let found = faults("   9:\tretq\n\n0000000000000000 <g>:\n   0:\tcallq\t*%rbx");
    assert!(matches!(found[..], [Fault::IndirectCall(_)]), "{found:?}");
}

#[test]
fn the_parts_of_a_register_are_the_register() {
    for (part, whole) in [("%ebx", "%rbx"), ("%bl", "%rbx"), ("%r9d", "%r9"), ("%esi", "%rsi")] {
        assert_eq!(register(part), register(whole), "{part}");
    }
    assert_ne!(register("%r8"), register("%r9"));
    assert_ne!(register("%rsi"), register("%rdi"));
    assert_eq!(register("(%rbx)"), None);
    assert_eq!(register("0x8(%rbx)"), None);
}
