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

/// The stack of the function `f` with the given lines, the red zone and the return address apart.
fn stack(lines: &str) -> Option<u64> {
    let listing = format!("a.o: file format\n\n0000000000000000 <f>:\n{lines}\n");
    let code = read(&listing, &Machine::X86_64).ok()?;
    code.depths.get("f").and_then(|bytes| bytes.checked_sub(128 + 8))
}

#[test]
fn the_stack_is_what_is_pushed_and_subtracted_on_any_path() {
    assert_eq!(stack("   0:\tretq"), Some(0));
    let both = "   0:\tpushq\t%rbx\n   1:\tje\t0x9 <f+0x9>\n   3:\tsubq\t$0x18, %rsp\n\
        \x20  7:\taddq\t$0x18, %rsp\n   9:\tsubq\t$0x20, %rsp\n   d:\tsubq\t$0x9, %rax";
    assert_eq!(stack(both), Some(8 + 0x18 + 0x20));
}

#[test]
fn a_large_frame_taken_page_by_page_counts_once() {
    let end = "   5:\tsubq\t$0x1000, %rsp  # imm = 0x1000\n   c:\tmovq\t$0x0, (%rsp)\n\
        \x20 14:\tcmpq\t%r11, %rsp\n  17:\tjne\t0x5 <f+0x5>\n  19:\tsubq\t$0x8, %rsp";
    let moved = format!("   0:\tmovq\t%rsp, %r11\n   3:\tsubq\t$0x8000, %r11\n{end}");
    assert_eq!(stack(&moved), Some(0x8008));
    assert_eq!(stack(&format!("   0:\tleaq\t-0x8000(%rsp), %r11\n{end}")), Some(0x8008));
    let unrolled = "   0:\tsubq\t$0x1000, %rsp\n   7:\tmovq\t$0x0, (%rsp)\n\
        \x20  f:\tsubq\t$0x1000, %rsp\n  16:\tmovq\t$0x0, (%rsp)";
    assert_eq!(stack(unrolled), Some(0x2000));
}

#[test]
fn the_deepest_callee_counts_a_tail_call_as_well() {
    let calls = "   0:\tsubq\t$0x10, %rsp\n   4:\tcallq\t0x9 <g>\n   9:\taddq\t$0x10, %rsp\n\
        \x20  d:\tjmp\t0x12 <f+0x12>\n\t\t000000000000000e:  R_X86_64_PLT32\th-0x4\n\n\
        0000000000000000 <g>:\n   0:\tpushq\t%rbx\n\n\
        0000000000000000 <h>:\n   0:\tsubq\t$0x30, %rsp";
    assert_eq!(stack(calls), Some(0x10 + 8 + 0x30));
}

#[test]
fn a_stack_of_unknown_size_is_refused() {
    for line in
        ["subq\t%rax, %rsp", "leaq\t-0x28(%rbp), %rsp", "movq\t%rax, %rsp", "andq\t$-0x40, %rsp"]
    {
        let found = x86(&format!("   0:\t{line}"));
        assert!(matches!(found[..], [Fault::Stack(_)]), "{line}: {found:?}");
    }
    assert_eq!(faults("   0:\tmov\tsp, x0", Machine::Aarch64).len(), 1);
    let known = "   0:\tstp\tx29, x30, [sp, #-0x10]!\n   4:\tsub\tsp, sp, #0x20\n\
        \x20  8:\tadd\tsp, sp, #0x20\n   c:\tret";
    assert_eq!(faults(known, Machine::Aarch64), []);
}
