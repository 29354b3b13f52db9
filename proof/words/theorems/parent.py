"""A parent's word: laws L1, L2 and L9."""

import z3

from words.laws import (
    MONEY_MAX,
    amount,
    bit,
    field,
    is_charged,
    is_given,
    is_taken,
    least,
    may_take,
    most,
    num,
    qty,
    saturated,
    tags,
    wide,
    wide_signed,
    with_bit,
)  # fmt: skip
from words.operations import quotient
from words.theorem import theorem

WIDTH = 44
DONE, HELD, CLOSED, LIVE = 44, 45, 46, 47
UNKNOWN_PARENT, PARENT_DONE, IS_CLOSED, IS_HELD = 45, 80, 81, 82


def generation(word):
    """The slot's generation."""
    return field(word, 63, 48)


def is_here(word, given):
    """Whether this generation lives in the slot."""
    return z3.And(bit(word, LIVE), generation(word) == given)


def is_open(word, given):
    """Whether anything may be routed."""
    shut = z3.Or(bit(word, DONE), bit(word, CLOSED), bit(word, HELD))
    return z3.And(is_here(word, given), z3.Not(shut))


@theorem("parent_admitted")
def _(run):
    """A parent begins open, with its whole quantity to be routed."""
    number, units = run.inputs
    word = run.value
    yield amount(word, WIDTH) == wide(qty(units))
    yield z3.And(is_open(word, number), tags(word, WIDTH) == z3.Concat(number, z3.BitVecVal(8, 4)))


@theorem("parent_free")
def _(run):
    """A free slot keeps its generation and nothing else."""
    (number,) = run.inputs
    yield run.value == z3.Concat(number, z3.BitVecVal(0, 48))


@theorem("parent_balance")
def _(run):
    """The balance is the low 44 bits, with their sign."""
    (word,) = run.inputs
    yield wide_signed(run.value) == amount(word, WIDTH)


@theorem("parent_headroom")
def _(run):
    """Headroom is the balance above zero."""
    (word,) = run.inputs
    yield wide(run.value) == most(num(0), amount(word, WIDTH))


@theorem("parent_overfill")
def _(run):
    """Overfill is the balance below zero, without its sign."""
    (word,) = run.inputs
    yield wide(run.value) == most(num(0), -amount(word, WIDTH))


@theorem("parent_permits")
def _(run):
    """A parent says why it refuses, in the order of precedence, and refuses for nothing else."""
    word, number = run.inputs
    reasons = [
        (z3.Not(is_here(word, number)), UNKNOWN_PARENT), (bit(word, DONE), PARENT_DONE),
        (bit(word, CLOSED), IS_CLOSED), (bit(word, HELD), IS_HELD),
    ]  # fmt: skip
    says = z3.BitVecVal(0, 16)
    for applies, code in reversed(reasons):
        says = z3.If(applies, z3.BitVecVal(code, 16), says)
    yield run.value == says


@theorem("parent_take")
def _(run):
    """A route takes exactly what it asks for, of an open parent of this generation that has as
    much.
    """
    word, number, n = run.inputs
    some, new = run.option
    yield some == z3.And(is_open(word, number), may_take(word, n, num(0), WIDTH))
    yield z3.Implies(some, is_taken(word, new, n, WIDTH))


@theorem("parent_take")
def _(run):
    """From any word at all, what is routed leaves no overfill, and generation and flags stay."""
    word, _, _ = run.inputs
    some, new = run.option
    yield z3.Implies(some, z3.And(amount(new, WIDTH) >= 0, tags(new, WIDTH) == tags(word, WIDTH)))


@theorem("parent_take")
def _(run):
    """A word that is closed, held, done, free or another's gives nothing out."""
    word, number, _ = run.inputs
    some, _ = run.option
    shut = z3.Or(bit(word, CLOSED), bit(word, HELD), bit(word, DONE), z3.Not(bit(word, LIVE)))
    yield z3.Implies(z3.Or(shut, generation(word) != number), z3.Not(some))


@theorem("parent_shrink")
def _(run):
    """An amendment takes headroom away for good, of a parent that lives and is not done."""
    word, number, n = run.inputs
    some, new = run.option
    there = z3.And(is_here(word, number), z3.Not(bit(word, DONE)))
    yield some == z3.And(there, may_take(word, n, num(0), WIDTH))
    yield z3.Implies(some, is_taken(word, new, n, WIDTH))


@theorem("parent_give")
def _(run):
    """What comes back is counted exactly, and neither opens nor closes anything."""
    word, n = run.inputs
    yield is_given(word, run.value, n, WIDTH)


@theorem("parent_charge")
def _(run):
    """A fact is booked whatever is left, and a parent that it leaves below zero is held."""
    word, n = run.inputs
    new = run.value
    over = amount(new, WIDTH) < 0
    booked = z3.If(over, with_bit(word, HELD, on=True), word)
    yield is_charged(booked, new, n, WIDTH)
    yield z3.Implies(over, bit(new, HELD))


FLAGS = {
    "close": ("Nothing more is routed", lambda word: with_bit(word, CLOSED, on=True)),
    "hold": ("It waits for a person", lambda word: with_bit(word, HELD, on=True)),
    "release": ("A person lets it go on", lambda word: with_bit(word, HELD, on=False)),
    "retire": ("Its slot goes back", lambda word: with_bit(word, LIVE, on=False)),
    "unretire": ("Its slot stays", lambda word: with_bit(word, LIVE, on=True)),
    "end": ("It is done", lambda word: with_bit(word, DONE, on=True)),
    "resume": (
        "It lives again, held",
        lambda word: with_bit(with_bit(word, DONE, on=False), HELD, on=True),
    ),
}


def register(verb, says, changed):
    """One theorem for each flag."""

    def claims(run):
        (word,) = run.inputs
        yield run.value == changed(word)

    claims.__doc__ = f"{says}: balance, generation and the other flags stay as they are."
    theorem(f"parent_{verb}")(claims)


for name, (sentence, change) in FLAGS.items():
    register(name, sentence, change)


@theorem("parent_is_here")
def _(run):
    """A generation is in its slot while it lives there, or is on its way out."""
    word, number = run.inputs
    yield run.truth == z3.And(generation(word) == number, z3.Or(bit(word, LIVE), bit(word, DONE)))


@theorem("parent_is_retiring")
def _(run):
    """A slot is on its way back where its parent is done and out of sight."""
    (word,) = run.inputs
    yield run.truth == z3.And(z3.Not(bit(word, LIVE)), bit(word, DONE))


@theorem("parent_due")
def _(run):
    """The levels above pay for the quantity and the overfill; once it is done, not for what is
    left.
    """
    word, quantity = run.inputs
    balance = amount(word, WIDTH)
    left, over = most(num(0), balance), most(num(0), -balance)
    kept = z3.If(bit(word, DONE), saturated(wide(quantity) - left), wide(quantity))
    yield wide(run.value) == saturated(kept + over)


@theorem("parent_is_over")
def _(run):
    """A parent is over where nothing is reserved, and it is closed or nothing is left."""
    word, executed, quantity = run.inputs
    balance = amount(word, WIDTH)
    reserved = wide(quantity) - wide(executed) - balance
    yield run.truth == z3.And(reserved == 0, z3.Or(bit(word, CLOSED), balance <= 0))


@theorem("parent_head_with")
def _(run):
    """A birth counts one child more, and the newest is the one that was born."""
    head, index = run.inputs
    yield field(run.value, 63, 52) == field(head, 63, 52)
    yield field(run.value, 51, 32) == field(head, 51, 32) + 1
    yield field(run.value, 31, 0) == index + 1


@theorem("parent_head_newest")
def _(run):
    """The newest child is the one that was linked last; none where none was."""
    (head,) = run.inputs
    some, index = run.option
    yield some == (field(head, 31, 0) != 0)
    yield z3.Implies(some, index == field(head, 31, 0) - 1)


@theorem("fan_out_at")
def _(run):
    """A bound of money is one of quantity, rounded down; a unit that costs nothing buys nothing."""
    max_sent, money, unit = run.inputs
    unbound = z3.UGE(money, MONEY_MAX)
    units = z3.If(unit == 0, z3.BitVecVal(0, 64), quotient(money, unit))
    lesser = z3.If(z3.ULT(units, max_sent), units, max_sent)
    yield run.value == z3.If(unbound, max_sent, lesser)


@theorem("parent_is")
def _(run):
    """A generation lives in its slot where the word says so, whatever else it says."""
    word, number = run.inputs
    yield run.truth == is_here(word, number)


@theorem("parent_head_count")
def _(run):
    """Children are counted in twenty bits, whichever is the newest and however many replace-ups were sent."""
    (head,) = run.inputs
    yield run.value == z3.ZeroExt(12, field(head, 51, 32))


@theorem("parent_hold_word")
def _(run):
    """A parent of this generation is held once, in sight or not, and nothing else changes."""
    (number,) = run.inputs

    def claim(way):
        word = way.read(0)
        there = z3.And(generation(word) == number, z3.Or(bit(word, LIVE), bit(word, DONE)))
        due = z3.And(there, z3.Not(bit(word, HELD)))
        held = z3.And(way.value == 1, way.wrote((0, word, with_bit(word, HELD, on=True))))
        return z3.If(due, held, z3.And(way.value == 0, way.wrote()))

    yield run.every(claim)


UNTIL, EXPIRES, LEASE = 32, 200, 208
NEVER = (1 << 64) - 1
PARENT_EXPIRED, LEASE_EXPIRED, NOTHING_TO_CHANGE = 89, 90, 103


@theorem("parent_is_in_time")
def _(run):
    """Nothing is routed from the earlier of two times on; which of them it was is what is said."""
    (now,) = run.inputs

    def claim(way):
        until, expires = way.read(UNTIL), way.read(EXPIRES)
        if expires is None:
            return z3.And(z3.ULT(now, until), way.value == 0, way.wrote())
        over = z3.And(expires != NEVER, z3.UGE(now, expires))
        says = z3.If(over, z3.BitVecVal(PARENT_EXPIRED, 16), z3.BitVecVal(LEASE_EXPIRED, 16))
        return z3.And(z3.UGE(now, until), way.value == says, way.wrote())

    yield run.every(claim)


@theorem("parent_refresh")
def _(run):
    """A lease that is refreshed never becomes shorter, nor longer than its parent; without one, or
    too late, nothing changes.
    """
    (now,) = run.inputs

    def claim(way):
        first, expires = way.read(EXPIRES, 0), way.read(EXPIRES)
        lease, until = way.read(LEASE), way.read(UNTIL)
        over = z3.And(expires != NEVER, z3.UGE(now, expires))
        none = lease == 0
        if until is None:
            says = z3.If(
                over, z3.BitVecVal(PARENT_EXPIRED, 16), z3.BitVecVal(NOTHING_TO_CHANGE, 16)
            )
            return z3.And(z3.Or(over, none), way.value == says, way.wrote())
        end = least(wide(first), saturated(wide(now) + wide(lease)))
        longer = z3.And(wide(until) < end, z3.BoolVal(len(way.at(UNTIL)) == 1))
        wrote = way.wrote((UNTIL, until, z3.Extract(63, 0, end)))
        kept = z3.And(z3.Not(wide(until) < end), way.wrote())
        right = z3.Or(z3.And(longer, wrote), kept)
        return z3.And(z3.Not(over), z3.Not(none), way.value == 0, right)

    yield run.every(claim)
