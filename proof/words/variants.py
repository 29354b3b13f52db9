"""Wrong variants: a compiled function with one thing changed, which some theorem must refute.

Law: a variant is refuted, or it is proved to do the same for all inputs, or the run fails. So the
theorems say all that there is to say of a function.

A variant of an instruction keeps no flags: it is to be refuted by the laws, not by a promise.
"""

import copy
from dataclasses import dataclass

from words.ir import Endless, Int
from words.theorem import Undecided, differs, first_fault

SWAPS = {
    "add": "sub", "sub": "add", "mul": "add", "and": "or", "or": "and", "xor": "or",
    "shl": "lshr", "lshr": "shl", "ashr": "lshr", "udiv": "lshr", "urem": "udiv",
}  # fmt: skip
NEIGHBOURS = {
    "ult": ("ule", "uge"), "ule": ("ult", "ugt"), "ugt": ("uge", "ule"), "uge": ("ugt", "ult"),
    "slt": ("sle", "sge"), "sle": ("slt", "sgt"), "sgt": ("sge", "sle"), "sge": ("sgt", "slt"),
    "eq": ("ne",), "ne": ("eq",),
}  # fmt: skip
OTHERS = {
    "umin": "umax", "umax": "umin", "smin": "smax", "smax": "smin",
    "uadd.sat": "usub.sat", "usub.sat": "uadd.sat", "sadd.sat": "ssub.sat", "ssub.sat": "sadd.sat",
}  # fmt: skip
EXCHANGES = {"add": "sub", "sub": "add", "and": "or", "or": "and", "umax": "umin", "xchg": "add"}


@dataclass
class Variant:
    """One change to a function."""

    function: str
    says: str
    changed: object


def variants_of(module, short):
    """Every variant of a function, in the order of its instructions."""
    name = module.words()[short]
    name = module.aliases.get(name, name)
    original = module.function(name)
    for label, block in original.blocks.items():
        for place, one in enumerate(block):
            for says, changed in changes(one):
                made = copy.copy(original)
                made.blocks = dict(original.blocks)
                made.blocks[label] = [*block[:place], changed, *block[place + 1 :]]
                made.range = None
                text = one.text if len(one.text) < 110 else one.text[:107] + "…"
                yield Variant(short, f"{says}: {text}", made)


def altered(one, **new):
    """An instruction with something else in it."""
    made = copy.copy(one)
    made.flags = one.flags & {"atomic", "weak"}
    for key, value in new.items():
        setattr(made, key, value)
    return made


def changes(one):
    """Every way in which one instruction may be wrong."""
    yield from changed_operation(one)
    yield from changed_operands(one)
    if one.op in ("br", "switch") and len(one.extra) > 1:
        yield from changed_branch(one)


def changed_operation(one):
    """Another operation on the same operands."""
    if one.op in SWAPS:
        yield f"{one.op} → {SWAPS[one.op]}", altered(one, op=SWAPS[one.op])
    if one.op == "icmp":
        for other in NEIGHBOURS[one.extra]:
            yield f"{one.extra} → {other}", altered(one, extra=other)
    if one.op == "zext" and one.operands[0][0] != Int(1):
        yield "zext → sext", altered(one, op="sext")
    if one.op == "sext":
        yield "sext → zext", altered(one, op="zext")
    if one.op == "select":
        condition, yes, no = one.operands
        yield "arms swapped", altered(one, operands=[condition, no, yes])
    if one.op == "call" and one.extra["callee"].startswith("llvm."):
        short, _, width = one.extra["callee"].removeprefix("llvm.").rpartition(".")
        if short in OTHERS:
            extra = {**one.extra, "callee": f"llvm.{OTHERS[short]}.{width}"}
            yield f"{short} → {OTHERS[short]}", altered(one, extra=extra)
    if one.op == "atomicrmw" and one.extra["op"] in EXCHANGES:
        other = EXCHANGES[one.extra["op"]]
        yield f"{one.extra['op']} → {other}", altered(one, extra={**one.extra, "op": other})
    if one.op == "cmpxchg":
        place, expected, new = one.operands
        yield "writes what was there", altered(one, operands=[place, expected, expected])
        yield (
            "writes nothing but 0",
            altered(one, operands=[place, expected, (new[0], ("number", 0))]),
        )
    if one.op == "store" and isinstance(one.operands[0][0], Int):
        value, place = one.operands
        yield "stores 1 instead", altered(one, operands=[(value[0], ("number", 1)), place])


def changed_operands(one):
    """The same operation with a number that is off by one, or with its operands swapped."""
    if one.op in ("sub", "shl", "lshr", "ashr", "udiv"):
        yield "operands swapped", altered(one, operands=one.operands[::-1])
    if one.op == "phi" and len(one.operands) == 2:
        yield "ways swapped", altered(one, operands=one.operands[::-1])
    if one.op in ("alloca", "extractvalue", "insertvalue", "load", "cmpxchg"):
        return
    for place, (kind, (what, number)) in enumerate(one.operands):
        if what != "number" or not isinstance(kind, Int):
            continue
        for by in (1, -1) if kind.bits > 1 else (1,):
            # A displacement to the next word; any other number to the next one.
            by = by * 8 if one.op == "getelementptr" else by
            operands = list(one.operands)
            operands[place] = (kind, ("number", (number + by) % (1 << kind.bits)))
            yield f"{number} → {number + by}", altered(one, operands=operands)


def changed_branch(one):
    """A branch that is never, always or wrongly taken."""
    if one.op == "br":
        yield "ways swapped", altered(one, extra=one.extra[::-1])
        for place, says in ((0, "always"), (1, "never")):
            yield f"{says} taken", altered(one, operands=[], extra=[one.extra[place]])
        return
    for place in range(1, len(one.extra)):
        rest = [*one.extra[:place], *one.extra[place + 1 :]]
        yield f"no case {one.extra[place][0]}", altered(one, extra=rest)


REFUTED, EQUAL, SURVIVED, UNDECIDED, NONSENSE = (
    "refuted", "equal", "survived", "undecided", "nonsense",
)  # fmt: skip


def judge(module, variant):
    """What becomes of a variant, and by which theorem."""
    name = module.words()[variant.function]
    instead = {module.aliases.get(name, name): variant.changed}
    try:
        fault = first_fault(module, variant.function, instead)
        if fault is not None:
            return REFUTED, fault[0]
        if differs(module, variant.function, instead) is None:
            return EQUAL, ""
        return SURVIVED, ""
    except Endless:
        return REFUTED, "it comes to no end"
    except Undecided:
        return UNDECIDED, ""
    except KeyError:
        # A value from a way that was not taken: no compiler makes that.
        return NONSENSE, ""
