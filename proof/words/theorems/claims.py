"""What a venue claims of a child, written down or not, and a plain end. Laws L3 and L5."""

import z3

from words.laws import QTY_MAX, U64, amount, bit, field, qty, saturated, wide, with_bit
from words.theorem import theorem
from words.theorems.child import WIDTH, state
from words.theorems.parent import DONE

WORD, BOUND, CUM, QUANTITY, END_CUM = 0, 8, 24, 96, 248
PROVEN, CORRECTED, SAID = 63, 60, 58
CANCELED, EXPIRED = 7, 8


def claimed(word):
    """The quantity in a word's low bits."""
    return z3.ZeroExt(22, field(word, 41, 0))


def with_qty(word, units):
    """The word with another quantity in its low bits."""
    return z3.Concat(field(word, 63, 42), field(units, 41, 0))


def only_said(word):
    """Whether nothing else is known than what may be claimed: no end, no statement, no correction."""
    return field(with_bit(word, SAID, on=False), 63, 42) == 0


def reported(bound, word):
    """What of a bound is not left, no less than nothing and no more than the largest quantity."""
    return saturated(wide(field(bound, 41, 0)) - amount(word, WIDTH), QTY_MAX)


@theorem("child_plain_claim")
def _(run):
    """A claim is plain where nothing else is known; where nothing is written down it is what was
    reported.
    """

    def claim(way):
        word = way.read(CUM)
        inner = z3.If(word == 0, z3.BitVecVal(U64, 64), claimed(word))
        plain = z3.And(way.some == only_said(word), z3.Implies(way.some, way.inner == inner))
        return z3.And(way.wrote(), plain)

    yield run.every(claim)
    _ = run.option


@theorem("child_claims_nothing")
def _(run):
    """Nothing is claimed where no quantity is, and nothing else is known."""

    def claim(way):
        word = way.read(CUM)
        nothing = z3.And(only_said(word), claimed(word) == 0)
        return z3.And(way.wrote(), (way.value == 1) == nothing)

    yield run.every(claim)


@theorem("child_is_still_plain")
def _(run):
    """It is still plain where nothing else is known, and nothing is written down that was not."""
    (as_reported,) = run.inputs

    def claim(way):
        word = way.read(CUM)
        still = z3.If(as_reported == 1, word == 0, only_said(word))
        return z3.And(way.wrote(), (way.value == 1) == still)

    yield run.every(claim)


@theorem("child_claim_reported")
def _(run):
    """What is reported only raises a claim, and never one that was corrected."""
    cum = qty(run.inputs[0])

    def claim(way):
        word = way.read(CUM)
        more = z3.And(z3.Not(bit(word, CORRECTED)), z3.ULT(claimed(word), cum))
        return z3.If(more, way.wrote((CUM, word, with_qty(word, cum))), way.wrote())

    yield run.every(claim)


@theorem("child_say_claim")
def _(run):
    """What was reported is written down once; where it is written down nothing changes."""

    def claim(way):
        if not way.writes:
            return bit(way.read(CUM), SAID)
        first, *rest = way.writes
        at_claim = z3.BoolVal(first.offset.as_long() == CUM)
        bound, word = way.read(BOUND, 0), way.read(WORD, 0)
        said = z3.Extract(63, 0, reported(bound, word))
        exact = first.new == with_bit(first.old, SAID, on=True) | said
        once = z3.And(z3.Not(bit(first.old, SAID)), z3.BoolVal(1 <= len(rest) <= 2))
        return z3.And(at_claim, once, z3.Or(exact, way.lost(CUM)))

    yield run.every(claim)


@theorem("child_say_claim")
def _(run):
    """Then the child's word is looked at by a read-modify-write, and what was reported meanwhile
    raises the claim, unless the leaves are being moved.
    """

    def claim(way):
        if not way.writes:
            return z3.BoolVal(True)
        word = way.writes[1]
        looked = z3.And(z3.BoolVal(word.offset.as_long() == WORD), word.new == word.old)
        before, after = way.read(BOUND, -2), way.read(BOUND, -1)
        if before is None or len(way.reads(BOUND)) < 3:
            before = after
        still = z3.And(before == after, field(before, 49, 42) == 0)
        now = z3.Extract(63, 0, reported(after, word.old))
        raised = way.writes[2:]
        if not raised:
            stood = way.read(CUM)
            no_more = z3.Or(bit(stood, CORRECTED), z3.UGE(claimed(stood), now))
            return z3.And(looked, z3.Or(z3.Not(still), no_more))
        (one,) = raised
        at_claim = z3.BoolVal(one.offset.as_long() == CUM)
        grew = z3.And(z3.ULT(claimed(one.old), now), z3.Not(bit(one.old, CORRECTED)))
        return z3.And(looked, at_claim, still, grew, one.new == with_qty(one.old, now))

    yield run.every(claim)


@theorem("child_prove_plainly")
def _(run):
    """A plain end is proven where nothing else is known and no more is claimed; then it is all that
    is known.
    """
    cum = qty(run.inputs[0])

    def claim(way):
        word = way.read(CUM)
        plain = z3.And(only_said(word), z3.ULE(claimed(word), cum))
        known = z3.BitVecVal(1 << PROVEN | 1 << SAID, 64) | cum
        at_end = (END_CUM, None, cum)
        proven = z3.And(way.value == 1, way.wrote(at_end, (CUM, word, known)))
        return z3.If(plain, proven, z3.And(way.value == 0, way.wrote(at_end)))

    yield run.every(claim)


def ended(old, expires):
    """A child's word after its end: nothing is left of what was."""
    left = z3.If(field(old, 42, 42) == 1, field(old, 42, 0), z3.BitVecVal(0, 43))
    over = z3.If(expires == 1, z3.BitVecVal(EXPIRED, 4), z3.BitVecVal(CANCELED, 4))
    return z3.Concat(field(old, 63, 47), over, left)


@theorem("child_end")
def _(run):
    """A child whose word is what it was ends with nothing left; any other stays."""
    old, expires = run.inputs

    def claim(way):
        done = z3.And(way.value == 1, way.wrote((WORD, old, ended(old, expires))))
        return z3.Or(done, z3.And(way.value == 0, way.wrote()))

    yield run.every(claim)


@theorem("child_end")
def _(run):
    """It ends as the one of the two that was reported, and generation and cooling stay."""
    old, expires = run.inputs

    def claim(way):
        if not way.writes:
            return z3.BoolVal(True)
        (one,) = way.writes
        over = z3.If(expires == 1, state(one.new) == EXPIRED, state(one.new) == CANCELED)
        nothing_left = amount(one.new, WIDTH) <= 0
        return z3.And(over, nothing_left, field(one.new, 63, 47) == field(old, 63, 47))

    yield run.every(claim)


@theorem("child_has_ended_so")
def _(run):
    """Nobody has touched it where its word is what the end made of it, and what is known is that
    end; the look changes nothing.
    """
    old, expires, units = run.inputs

    def claim(way):
        word = way.read(WORD)
        same = word == ended(old, expires)
        looked = way.wrote((WORD, word, word))
        if way.read(CUM) is None:
            return z3.And(looked, way.value == 0, z3.Not(same))
        known = z3.BitVecVal(1 << PROVEN | 1 << SAID, 64) | qty(units)
        return z3.And(looked, same, (way.value == 1) == (way.read(CUM) == known))

    yield run.every(claim)


@theorem("parent_seems_over")
def _(run):
    """A parent seems over where it was told done, or what is not executed is all its balance; and
    what is over seems so.
    """
    (executed,) = run.inputs

    def claim(way):
        word, quantity = way.read(WORD), way.read(QUANTITY)
        balance = z3.SignExt(20, field(word, 43, 0))
        seems = z3.Or(bit(word, DONE), quantity - executed == balance)
        over = run.call("parent_is_over", word, executed, quantity).truth
        exact = (way.value == 1) == seems
        return z3.And(way.wrote(), exact, z3.Implies(over, seems))

    yield run.every(claim)
