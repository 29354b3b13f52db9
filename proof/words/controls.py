"""Negative controls: what the machine must refuse, or find, in a few functions written by hand.

Each is a function in LLVM's form and what must become of it; were one of them accepted, nothing
that is proved with this machine would mean anything.
"""

import z3

from words.ir import Int, Unknown
from words.machine import Machine
from words.module import Module
from words.theorem import refuted
from words.values import Place, Value, any_of, poison_of

HEADER = "define noundef i64 @f(i64 noundef %a, ptr noundef %p) unnamed_addr #0 {\nstart:\n"
FOUND, REFUSED, SOUND = "found", "refused", "sound"
CASES = {
    "a sum that wraps, promised not to": (FOUND, "  %b = add nuw i64 %a, 1\n  ret i64 %b\n"),
    "a sum that wraps, not promised": (SOUND, "  %b = add i64 %a, 1\n  ret i64 %b\n"),
    "bits that overlap, promised apart": (FOUND, "  %b = or disjoint i64 %a, 1\n  ret i64 %b\n"),
    "a shift too far": (FOUND, "  %b = shl i64 1, %a\n  ret i64 %b\n"),
    "a shift that loses bits": (FOUND, "  %b = lshr exact i64 %a, 1\n  ret i64 %b\n"),
    "a negative number, promised not": (
        FOUND,
        "  %c = trunc i64 %a to i32\n  %b = zext nneg i32 %c to i64\n  ret i64 %b\n",
    ),
    "poison that is not chosen": (
        SOUND,
        "  %b = add nuw i64 %a, 1\n  %c = icmp eq i64 %a, -1\n"
        "  %d = select i1 %c, i64 0, i64 %b\n  ret i64 %d\n",
    ),
    "a division by what may be zero": (FOUND, "  %b = udiv i64 1, %a\n  ret i64 %b\n"),
    "a panic": (
        FOUND,
        "  %c = icmp eq i64 %a, 7\n  br i1 %c, label %x, label %y\n\nx:\n"
        "  call void @core_panicking_panic()\n  unreachable\n\ny:\n  ret i64 %a\n",
    ),
    "what cannot be reached": (
        FOUND,
        "  %c = icmp eq i64 %a, 7\n  br i1 %c, label %x, label %y\n\nx:\n  unreachable\n\n"
        "y:\n  ret i64 %a\n",
    ),
    "an unknown instruction": (REFUSED, "  %b = fneg double %a\n  ret i64 %b\n"),
    "an unknown flag": (REFUSED, "  %b = add fast i64 %a, 1\n  ret i64 %b\n"),
    "an unknown intrinsic": (
        REFUSED,
        "  %b = call i64 @llvm.ctpop.i64(i64 %a)\n  ret i64 %b\n",
    ),
    "an unknown function": (REFUSED, "  %b = call i64 @g(i64 %a)\n  ret i64 %b\n"),
    "a load that is not atomic": (REFUSED, "  %b = load i64, ptr %p, align 8\n  ret i64 %b\n"),
    "a volatile load": (
        REFUSED,
        "  %b = load atomic volatile i64, ptr %p acquire, align 8\n  ret i64 %b\n",
    ),
    "a loop without an end": (REFUSED, "  br label %x\n\nx:\n  %c = icmp eq i64 %a, 0\n"
        "  br i1 %c, label %x, label %y\n\ny:\n  ret i64 %a\n"),
}  # fmt: skip


def becomes(text):
    """What the machine makes of a function."""
    try:
        machine = Machine(Module(HEADER + text + "}\n"))
        function = machine.function("f")
        arguments = [
            Value(z3.BitVec("a", kind.bits))
            if isinstance(kind, Int)
            else Place("p", z3.BitVecVal(0, 64))
            for _, kind, _ in function.parameters
        ]
        ends = machine.run(function, arguments)
        never = [one for one, _ in machine.duties]
        never += [z3.And(*state.taken, poison_of(value)) for state, value in ends]
        return SOUND if refuted(any_of(*never)) is None else FOUND
    except Unknown:
        return REFUSED


def faults():
    """The controls that did not come out as they must."""
    bad = []
    for name, (expected, text) in CASES.items():
        found = becomes(text)
        if found != expected:
            bad.append(f"control: {name}: {found}, where {expected} was due")
    print(f"words: {len(CASES)} controls of the machine, {len(CASES) - len(bad)} as they must be")
    return bad
