"""The plain reports' words: what is heard by them is what is heard in full. Laws L3 and L5."""

import z3

from words.laws import (
    QTY_MAX,
    U64,
    amount,
    bit,
    field,
    least,
    most,
    num,
    wide,
    wide_signed,
    with_bit,
)  # fmt: skip
from words.theorem import theorem
from words.theorems.child import COOLING, WIDTH, one_of, state

BORN, SENT, LIVE, PARTIALLY_FILLED, FILLED = 1, 2, 3, 4, 5
UNSENT, AT_WORK = (BORN, SENT), (BORN, SENT, LIVE, PARTIALLY_FILLED)
OVER = (0, FILLED, 6, 7, 8, 9, 12, 14, 15)
NEW, TRADE = 2, 3
NONE, PART, WHOLE = 0, 1, 2


def is_plain(word, generation, states):
    """Whether a child of this generation stands in one of these states, and does not cool."""
    same = field(word, 63, 48) == generation
    return z3.And(same, z3.Not(bit(word, COOLING)), one_of(state(word), states))


def in_full(run, word, report, progress):
    """The word in the state that a report leads to, by the functions that hear it in full."""
    number, kind = z3.ZeroExt(4, state(word)), z3.BitVecVal(report, 8)
    after = run.call("child_next_state", number, kind, progress).value
    return run.call("child_with_state", word, after).value


@theorem("child_state_code")
def _(run):
    """A state's number is what stands in its place, and 0 in a free slot."""
    (word,) = run.inputs
    yield run.value == z3.ZeroExt(60, state(word))


@theorem("child_is_of")
def _(run):
    """A child is found by its generation in whatever state; in a free slot there is none."""
    word, generation = run.inputs
    yield run.truth == z3.And(field(word, 63, 48) == generation, state(word) != 0)


@theorem("child_acknowledge")
def _(run):
    """An order is acknowledged where it is this generation's, born or sent, and does not cool;
    nowhere else.
    """
    word, generation = run.inputs
    some, _ = run.option
    yield some == is_plain(word, generation, UNSENT)


@theorem("child_acknowledge")
def _(run):
    """An acknowledgement moves the state to live, and nothing else: what is left and what is
    reserved stay.
    """
    word, _ = run.inputs
    some, new = run.option
    moved = z3.Concat(field(word, 63, 47), z3.BitVecVal(LIVE, 4), field(word, 42, 0))
    reserved = [run.call("child_reserved", one).value for one in (word, new)]
    yield z3.Implies(some, z3.And(new == moved, reserved[0] == reserved[1]))


@theorem("child_acknowledge")
def _(run):
    """It comes to what the same report comes to where it is heard in full."""
    word, _ = run.inputs
    some, new = run.option
    yield z3.Implies(some, new == in_full(run, word, NEW, z3.BitVecVal(NONE, 8)))


@theorem("child_acknowledge")
def _(run):
    """A child that has ended, is void or unknown, or was never there, is not acknowledged."""
    word, generation = run.inputs
    some, _ = run.option
    other = field(word, 63, 48) != generation
    shut = z3.Or(other, bit(word, COOLING), one_of(state(word), (*OVER, 13)))
    yield z3.Implies(shut, z3.Not(some))


@theorem("child_execute")
def _(run):
    """An execution is booked where the child is this generation's, at work, does not cool, and has
    as much left; nowhere else.
    """
    word, generation, n = run.inputs
    some, _ = run.option
    covered = z3.And(wide(n) >= 1, wide(n) <= amount(word, WIDTH))
    yield some == z3.And(is_plain(word, generation, AT_WORK), covered)


@theorem("child_execute")
def _(run):
    """Exactly that quantity is gone and never more than was left; generation and cooling stay."""
    word, _, n = run.inputs
    some, new = run.option
    left = amount(new, WIDTH)
    gone = z3.And(left == amount(word, WIDTH) - wide(n), left >= 0)
    yield z3.Implies(some, z3.And(gone, field(new, 63, 47) == field(word, 63, 47)))


@theorem("child_execute")
def _(run):
    """It is filled where nothing is left, and partially filled where something is."""
    some, new = run.option
    filled = z3.If(amount(new, WIDTH) == 0, z3.BitVecVal(FILLED, 4), z3.BitVecVal(4, 4))
    yield z3.Implies(some, state(new) == filled)


@theorem("child_execute")
def _(run):
    """It comes to what the same report comes to where it is heard in full."""
    word, _, n = run.inputs
    some, new = run.option
    less = run.call("child_less", word, n).value
    progress = z3.If(amount(less, WIDTH) > 0, z3.BitVecVal(PART, 8), z3.BitVecVal(WHOLE, 8))
    yield z3.Implies(some, new == in_full(run, less, TRADE, progress))


CUM, BOUND, CONFIRMED = 24, 8, 32


@theorem("child_plain_size")
def _(run):
    """A size is plain where what binds the child is the OrderQty that was confirmed."""

    def claim(way):
        bound, confirmed = way.read(BOUND), way.read(CONFIRMED)
        size = z3.ZeroExt(16, field(confirmed, 47, 0))
        same = z3.ZeroExt(14, field(bound, 49, 0)) == size
        return z3.And(way.wrote(), way.some == same, z3.Implies(same, way.inner == size))

    yield run.every(claim)
    _ = run.option


@theorem("child_plain_size")
def _(run):
    """Of a confirmed OrderQty as every confirmation writes it, a plain size is a quantity, the
    bound's, and nobody moves leaves.
    """

    def claim(way):
        bound, confirmed = way.read(BOUND), way.read(CONFIRMED)
        rest = z3.And(field(bound, 49, 42) == 0, z3.ULE(way.inner, QTY_MAX))
        same = field(bound, 41, 0) == field(way.inner, 41, 0)
        written = field(confirmed, 47, 42) == 0
        return z3.Implies(z3.And(way.some, written), z3.And(rest, same))

    yield run.every(claim)


@theorem("child_moved")
def _(run):
    """One thread less moves leaves; while there is one, quantity and version stay."""

    def claim(way):
        bound = way.read(BOUND)
        (one,) = way.writes
        fewer = z3.Concat(field(bound, 63, 50), field(bound, 49, 42) - 1, field(bound, 41, 0))
        moving = field(bound, 49, 42) != 0
        exact = way.wrote((BOUND, bound, bound - (1 << 42)))
        return z3.And(exact, z3.Implies(moving, one.new == fewer))

    yield run.every(claim)


WORD, STATED, HELD_BOUND = 0, 192, 216
PROVEN, IS_STATED, HELD_BACK, VOID = 63, 62, 61, 14


@theorem("child_state_at_least")
def _(run):
    """What is stated only grows, is noted after, and of a void child nothing is stated."""
    (cum,) = run.inputs

    def claim(way):
        looked = way.read(WORD, 0)
        void = state(looked) == VOID
        if not way.writes:
            return void
        before, known, word = way.read(STATED), way.read(CUM), way.read(WORD)
        raised = z3.If(z3.UGT(before, cum), before, cum)
        noted = with_bit(known, IS_STATED, on=True)
        wrote = way.wrote((STATED, before, raised), (CUM, known, noted), (WORD, word, word))
        return z3.And(z3.Not(void), wrote)

    yield run.every(claim)


@theorem("child_fact_bound")
def _(run):
    """Facts bind a child to its final CumQty once it has cooled; before, to no less than its
    OrderQty and all that was claimed or stated.
    """

    def claim(way):
        word, again = way.read(CUM, 0), way.read(CUM, 1)
        stated = way.read(STATED)
        none = z3.BitVecVal(0, 64)
        said = none if stated is None else z3.If(bit(again, IS_STATED), stated, none)
        known = z3.BoolVal(stated is not None) == bit(again, IS_STATED)
        claimed = z3.ZeroExt(22, field(word, 41, 0))
        cum = z3.If(z3.UGT(claimed, said), claimed, said)
        over = z3.And(bit(word, PROVEN), z3.Not(bit(word, HELD_BACK)))
        order = way.read(CONFIRMED)
        if order is None:
            return z3.And(way.wrote(), known, over, way.value == cum)
        held = way.read(HELD_BOUND)
        size = z3.ZeroExt(22, field(order, 41, 0))
        held = none if held is None else held
        kept = z3.Implies(bit(word, HELD_BACK), z3.BoolVal(way.read(HELD_BOUND) is not None))
        held = z3.If(bit(word, HELD_BACK), held, none)
        expected = most(most(wide(size), wide(cum)), wide(held))
        alive = z3.And(z3.Not(over), kept, wide(way.value) == expected)
        return z3.And(way.wrote(), known, z3.If(over, way.value == cum, alive))

    yield run.every(claim)


REPLACES, OPEN = (144, 152, 160), 2


@theorem("request_highest_open")
def _(run):
    """Of the replaces that are open the one that asks for most binds; none binds to nothing."""

    def claim(way):
        asked = num(0)
        for at in REPLACES:
            word = way.read(at)
            if word is None:
                # No such way: all three are looked at.
                return z3.BoolVal(False)
            is_open = field(word, 47, 45) == OPEN
            asked = z3.If(is_open, most(asked, wide(field(word, 41, 0))), asked)
        return z3.And(way.wrote(), wide(way.value) == asked)

    yield run.every(claim)


ABSURD = 16


def magnitude(number):
    """A wide number without its sign."""
    return z3.If(number < 0, -number, number)


@theorem("price_is_impossible")
def _(run):
    """A price is impossible where it is worse than the limit, of another sign, or past sixteen
    times it; one that was not said never is.
    """
    buy, limit, price = run.inputs
    ours, theirs = wide_signed(limit), wide_signed(price)
    limited = ours != 0
    beyond = z3.If(buy == 1, theirs > ours, theirs < ours)
    sign = z3.And(limited, (ours > 0) != (theirs > 0))
    far = least(magnitude(ours) * ABSURD, num(U64))
    absurd = z3.And(limited, magnitude(theirs) > far)
    yield run.truth == z3.And(theirs != 0, z3.Or(beyond, sign, absurd))


@theorem("price_is_ordinary")
def _(run):
    """A price is ordinary between the limit and sixteen times it on the good side, both above
    zero.
    """
    buy, limit, price = run.inputs
    ours, theirs = wide_signed(limit), wide_signed(price)
    bought = z3.And(theirs > 0, theirs <= ours)
    sold = z3.And(ours > 0, theirs >= ours, theirs < ours * ABSURD)
    yield run.truth == z3.If(buy == 1, bought, sold)


@theorem("price_is_ordinary")
def _(run):
    """What is ordinary is not impossible."""
    buy, limit, price = run.inputs
    impossible = run.call("price_is_impossible", buy, limit, price).truth
    yield z3.Implies(run.truth, z3.Not(impossible))
