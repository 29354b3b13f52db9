"""The head of a row of records: it carries its owner's generation, and grows by one. Law L3."""

import z3

from words.laws import field
from words.theorem import theorem

MOST = 4
HEAD, OLDER = 0, 16


def count(head):
    """How many records a row has."""
    return field(head, 47, 32)


@theorem("row_empty")
def _(run):
    """A row begins with its owner's generation, and nothing else."""
    (generation,) = run.inputs
    yield run.value == z3.Concat(generation, z3.BitVecVal(0, 48))


@theorem("row_generation")
def _(run):
    """The generation is what the row began with."""
    (head,) = run.inputs
    yield run.value == field(head, 63, 48)


@theorem("row_newest")
def _(run):
    """The newest record is the one that was put there last; an empty row has none."""
    (head,) = run.inputs
    some, index = run.option
    low = field(head, 31, 0)
    yield z3.And(some == (low != 0), z3.Implies(some, index == low - 1))


@theorem("row_has_place")
def _(run):
    """A row has place for another record until it has four."""
    (head,) = run.inputs
    yield run.truth == z3.ULT(count(head), MOST)


@theorem("row_push")
def _(run):
    """A record is put at the head of the row that was seen, generation and all, or nowhere; then it
    leads to what was the newest. Where it was not put, it leads nowhere.
    """
    seen, index = run.inputs
    older = field(seen, 31, 0)
    longer = z3.Concat(field(seen, 63, 32) + 1, index + 1)

    def claim(way):
        linked = (OLDER, None, older)
        pushed = z3.And(way.value == 1, way.wrote(linked, (HEAD, seen, longer)))
        left = z3.And(way.value == 0, way.wrote(linked, (OLDER, None, 0)))
        return z3.Or(pushed, left)

    yield run.every(claim)


@theorem("row_push")
def _(run):
    """While a row has place, a record more leaves its generation."""
    seen, _ = run.inputs

    def claim(way):
        heads = way.at(HEAD)
        if not heads:
            return z3.BoolVal(True)
        (head,) = heads
        same = field(head.new, 63, 48) == field(seen, 63, 48)
        one_more = count(head.new) == count(seen) + 1
        return z3.Implies(z3.ULT(count(seen), MOST), z3.And(same, one_more))

    yield run.every(claim)
