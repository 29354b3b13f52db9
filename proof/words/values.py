"""What a machine works on: bits that may be poison, addresses, structures, and what was written."""

from dataclasses import dataclass

import z3

from words.ir import POINTER, Int, Unknown

NEVER = z3.BoolVal(False)
ALWAYS = z3.BoolVal(True)


def any_of(*parts):
    """The disjunction, with what is false for certain left out."""
    parts = [part for part in parts if not z3.is_false(part)]
    if not parts:
        return NEVER
    if any(z3.is_true(part) for part in parts):
        return ALWAYS
    return parts[0] if len(parts) == 1 else z3.Or(parts)


def all_of(parts):
    """The conjunction, with what is true for certain left out."""
    parts = [part for part in parts if not z3.is_true(part)]
    if not parts:
        return ALWAYS
    return parts[0] if len(parts) == 1 else z3.And(parts)


def when(condition, yes, no):
    """The choice between two poisons."""
    if z3.eq(yes, no):
        return yes
    return z3.If(condition, yes, no)


@dataclass(frozen=True)
class Value:
    """Bits, and when they are poison."""

    bits: object
    poison: object = NEVER


@dataclass(frozen=True)
class Place:
    """An address: so many bytes into something that has a name."""

    base: str
    offset: object
    poison: object = NEVER


@dataclass(frozen=True)
class Parts:
    """A structure's parts."""

    parts: tuple


@dataclass(frozen=True)
class Write:
    """A shared word is another one from here on; `old` is None where nobody looked at it."""

    base: str
    offset: object
    old: object
    new: object
    how: str


def poison_of(value):
    """When any of a value is poison."""
    if isinstance(value, Parts):
        return any_of(*(poison_of(part) for part in value.parts))
    return value.poison


def symbols(*expressions):
    """The names of the symbols in expressions."""
    found, seen, left = set(), set(), list(expressions)
    while left:
        one = left.pop()
        if one.get_id() in seen:
            continue
        seen.add(one.get_id())
        if z3.is_const(one) and one.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            found.add(one.decl().name())
        left.extend(one.children())
    return found


def size_of(kind):
    """The bytes that a value of a type takes in memory."""
    if kind == POINTER:
        return 8
    if isinstance(kind, Int):
        return (kind.bits + 7) // 8
    if kind.parts and all(part == kind.parts[0] for part in kind.parts):
        return size_of(kind.parts[0]) * len(kind.parts)
    raise Unknown(f"the size of {kind}")
