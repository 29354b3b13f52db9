"""Passes: what a lane has found permitted stands until its word shows another kill. Law L6."""

import z3

from words.laws import field
from words.theorem import theorem

PASS = 40
LANES, VENUES = 64, 40


def kills(begun):
    """The kills of a lane's word, as a pass keeps them."""
    return field(begun, 63, 40)


def pass_of(parent, lane, begun):
    """The parent's id without its index, the lane, and the kills."""
    named = z3.Concat(field(parent, 63, 30), z3.BitVecVal(0, 30))
    return named | z3.ZeroExt(32, lane) << 24 | z3.ZeroExt(40, kills(begun))


@theorem("pass_of")
def _(run):
    """A parent's id but for its index, a lane and the kills stand in bits of their own, and make a
    pass that is never nothing.
    """
    parent, lane, begun = run.inputs
    apart = z3.Concat(field(parent, 63, 30), field(lane, 5, 0), kills(begun))
    yield run.value == pass_of(parent, lane, begun)
    yield z3.Implies(z3.ULT(lane, LANES), run.value == apart)
    yield z3.Implies(field(parent, 63, 62) == 1, run.value != 0)


@theorem("pass_of")
def _(run):
    """No two parents of a slot, and no two lanes, have a pass in common."""
    parent, lane, begun = run.inputs
    other, another = z3.BitVec("other", 64), z3.BitVec("another", 32)
    same = run.call("pass_of", other, another, begun).value == run.value
    named = z3.And(field(other, 63, 30) == field(parent, 63, 30), another == lane)
    yield z3.Implies(z3.And(z3.ULT(lane, LANES), z3.ULT(another, LANES)), same == named)


@theorem("pass_of")
def _(run):
    """Births leave a pass as it is; kills make it another, unless they are a multiple of 2^24."""
    parent, lane, begun = run.inputs
    more = z3.BitVec("more", 64)
    killed = run.call("pass_of", parent, lane, begun + (more << 40)).value
    born = run.call("pass_of", parent, lane, z3.Concat(kills(begun), field(more, 39, 0))).value
    yield (killed == run.value) == (field(more, 23, 0) == 0)
    yield born == run.value


@theorem("pass_has")
def _(run):
    """A pass stands for the parent, the lane and the kills that it was given for, and nothing is
    written.
    """
    parent, lane, begun = run.inputs

    def claim(way):
        stands = way.read(PASS) == pass_of(parent, lane, begun)
        return z3.And((way.value == 1) == stands, way.wrote())

    yield run.every(claim)


@theorem("pass_has")
def _(run):
    """Whatever stands in the slot, none stands where the lane's word shows other kills."""
    _, _, begun = run.inputs
    yield run.every(
        lambda way: z3.Implies(way.value == 1, field(way.read(PASS), 23, 0) == kills(begun))
    )


@theorem("pass_give")
def _(run):
    """A pass that is given is the parent's, the lane's, and of the kills that were read before."""
    parent, lane, begun = run.inputs
    given = pass_of(parent, lane, begun)
    yield run.every(lambda way: way.wrote((PASS, None, given)))


def shows(word, begun):
    """Whether a word of venues is of the kills that the lane's word shows."""
    return field(word, 23, 0) == kills(begun)


def has(word, venue):
    """Whether a venue's bit is set, if it has one."""
    place = z3.ZeroExt(32, venue) + 24
    return z3.And(z3.ULT(venue, VENUES), field(z3.LShR(word, place), 0, 0) == 1)


@theorem("pass_with_venue")
def _(run):
    """A venue is put beside the others of the same kills; those of other kills are forgotten."""
    word, venue, begun = run.inputs
    others = z3.If(shows(word, begun), word, z3.ZeroExt(40, kills(begun)))
    bit = z3.BitVecVal(1, 64) << (z3.ZeroExt(32, venue) + 24)
    yield run.value == z3.If(z3.ULT(venue, VENUES), others | bit, others)


@theorem("pass_with_venue")
def _(run):
    """What was put in is found while the lane's word shows the same kills, and nothing else
    appears by it.
    """
    word, venue, begun = run.inputs
    other, later = z3.BitVec("other", 32), z3.BitVec("later", 64)
    before = run.call("pass_has_venue", word, other, begun).truth
    found = run.call("pass_has_venue", run.value, other, begun).truth
    yield found == z3.Or(before, z3.And(other == venue, z3.ULT(venue, VENUES)))
    gone = run.call("pass_has_venue", run.value, other, later).truth
    yield z3.Implies(kills(later) != kills(begun), z3.Not(gone))


@theorem("pass_has_venue")
def _(run):
    """A venue is found where its bit is set, of the same kills; one without a bit never is."""
    word, venue, begun = run.inputs
    yield run.truth == z3.And(shows(word, begun), has(word, venue))


@theorem("lane_kills")
def _(run):
    """A lane's kills are the high 24 bits of its word; a kill adds one, and the last wraps."""
    (word,) = run.inputs
    yield run.value == z3.ZeroExt(40, kills(word))
    killed = run.call("lane_kills", word + (1 << 40)).value
    yield killed == (run.value + 1) & ((1 << 24) - 1)
