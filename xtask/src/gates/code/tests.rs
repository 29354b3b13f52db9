//! Listings with one wrong line each, as llvm-objdump prints them.

use super::super::Fault;
use super::{Machine, read};

/// The faults of one function `f` with the given lines.
fn faults(lines: &str, machine: Machine) -> Vec<Fault> {
    let listing = format!("a.o: file format\n\n0000000000000000 <f>:\n{lines}\n");
    read(&listing, &machine).map(|code| code.faults).unwrap_or_default()
}

fn x86(lines: &str) -> Vec<Fault> {
    faults(lines, Machine::X86_64)
}

#[test]
fn moves_and_integer_vectors_pass() {
    let lines = "   0:\tmovups\t(%rsi), %xmm0\n   4:\tpxor   %xmm1,%xmm1\n   8:\tlock\n\
        \x20  9:\txaddq\t%rax, (%rbx)\n\
        \x20  c:\tvpaddq\t%ymm0, %ymm1, %ymm2\n  10:\tretq";
    assert_eq!(x86(lines), []);
}

#[test]
fn each_kind_of_floating_point_is_refused() {
    for line in [
        "mulsd\t(%rsi), %xmm1",
        "cvtsi2sd %rax,%xmm0",
        "ucomisd %xmm0,%xmm1",
        "vfmadd213sd\t%xmm2, %xmm1, %xmm0",
        "vaddpd\t%ymm0, %ymm1, %ymm2",
        "flds\t(%rdi)",
        "fld1",
        "somethingnew\t%zmm0, %zmm1",
    ] {
        let found = x86(&format!("   0:\t{line}"));
        assert!(matches!(found[..], [Fault::FloatingPoint(_)]), "{line}: {found:?}");
    }
    let found = faults("   0:\tfmul\td0, d1, d0\n   4:\tscvtf\td0, x0", Machine::Aarch64);
    assert_eq!(found.len(), 2);
}

#[test]
fn each_system_call_is_refused() {
    for line in ["syscall", "sysenter", "int\t$0x80", "rep\tsyscall"] {
        let found = x86(&format!("   0:\t{line}"));
        assert!(matches!(found[..], [Fault::SystemCall(_)]), "{line}: {found:?}");
    }
    assert_eq!(faults("   0:\tsvc\t#0", Machine::Aarch64).len(), 1);
}

#[test]
fn a_call_through_the_linkers_table_passes_and_one_through_a_register_not() {
    let named = "   f:\tcallq\t*(%rip)  # 0x15 <f+0x15>\n\
        \t\t0000000000000011:  R_X86_64_GOTPCREL\tmemcpy-0x4";
    assert_eq!(x86(named), []);
    assert!(matches!(x86("   7:\tcallq\t*%rax")[..], [Fault::IndirectCall(_)]));
    let table = "   7:\tcallq\t*(,%rax,8)\n\t\t000000000000000a:  R_X86_64_32S\t.rodata";
    assert!(matches!(x86(table)[..], [Fault::IndirectCall(_)]));
    assert_eq!(faults("   0:\tblr\tx8", Machine::Aarch64).len(), 1);
}

#[test]
fn recursion_is_refused_directly_by_relocation_and_by_tail_call() {
    let own = x86("   5:\tcallq\t0x0 <f>");
    assert!(matches!(own[..], [Fault::Recursion(_)]), "{own:?}");
    let tail = x86("   5:\tjmp\t0xa <f+0xa>\n\t\t0000000000000006:  R_X86_64_PLT32\tf-0x4");
    assert!(matches!(tail[..], [Fault::Recursion(_)]), "{tail:?}");
    let through = x86("   5:\tcall   a <f+0xa>\n\t\t\t6: R_X86_64_PLT32\t.text.g-0x4\n\n\
        0000000000000000 <g>:\n   0:\tcall   5 <g+0x5>\n\t\t\t1: R_X86_64_PLT32\tf-0x4");
    assert_eq!(through.len(), 2, "{through:?}");
}

#[test]
fn a_loop_is_not_recursion() {
    assert_eq!(x86("   5:\tjmp\t0x2 <f+0x2>\n   7:\tjne\t0x0 <f>\n   9:\tjmpq\t*%rax"), []);
}

#[test]
fn a_listing_without_functions_proves_nothing() {
    assert!(read("a.o: file format\n", &Machine::X86_64).is_err());
}

#[test]
fn a_call_of_a_panic_is_told_with_its_place() {
    let lines = "; core/src/desk.rs:7\n   0:\tcallq\t0x5 <f+0x5>\n\
        \t\t0000000000000001:  R_X86_64_PLT32\t.text.unlikely.core9panicking-0x4";
    let found = x86(lines);
    let [Fault::Tainted(text)] = &found[..] else { panic!("{found:?}") };
    assert!(text.contains("core9panicking, by f: callq") && text.contains("desk.rs:7"), "{text}");
}
