"""A child's word, its bound, and where each report leads: laws L3, L5 and L9."""

from pathlib import Path

import z3

from words.laws import (
    amount,
    bit,
    field,
    is_charged,
    is_given,
    most,
    num,
    qty,
    wide,
    with_bit,
)  # fmt: skip
from words.theorem import theorem

WIDTH = 43
COOLING = 47
BORN = 1
WORKING = (1, 2, 3, 4, 10, 11)
STATES, REPORTS, PROGRESS = 14, 19, 3
TABLE = Path(__file__).parents[3] / "core/tests/state_table.txt"
# The states and the reports in the order of their numbers.
NAMES = tuple(
    "born sent live partially_filled filled done_for_day canceled expired rejected suspended "
    "stopped calculated unknown void".split()
)
KINDS = tuple(
    "pending_new new trade pending_cancel canceled pending_replace replaced rejected expired "
    "done_for_day suspended stopped calculated restated trade_correct trade_cancel order_status "
    "cancel_rejected replace_rejected".split()
)


def state(word):
    """The number that stands where the state does."""
    return field(word, 46, 43)


def one_of(bits, numbers):
    """Whether the bits are one of these numbers."""
    return z3.Or([bits == number for number in numbers])


@theorem("child_born")
def _(run):
    """A child is born with its whole quantity reserved, and nothing else set."""
    generation, units = run.inputs
    word = run.value
    yield amount(word, WIDTH) == wide(qty(units))
    yield z3.And(field(word, 63, 48) == generation, state(word) == BORN, z3.Not(bit(word, COOLING)))


@theorem("child_free")
def _(run):
    """A free slot keeps its generation and nothing else."""
    (generation,) = run.inputs
    yield run.value == z3.Concat(generation, z3.BitVecVal(0, 48))


@theorem("child_reserved")
def _(run):
    """What is reserved is the leaves above zero: never less, to hide an overfill."""
    (word,) = run.inputs
    yield wide(run.value) == most(num(0), amount(word, WIDTH))


@theorem("child_unknown")
def _(run):
    """All that is reserved is unknown, unless the child cools or is at work; in a free slot too."""
    (word,) = run.inputs
    vouched = z3.Or(bit(word, COOLING), one_of(state(word), WORKING))
    reserved = most(num(0), amount(word, WIDTH))
    yield wide(run.value) == z3.If(vouched, num(0), reserved)


@theorem("child_cooling")
def _(run):
    """All that is reserved cools, or nothing does."""
    (word,) = run.inputs
    reserved = most(num(0), amount(word, WIDTH))
    yield wide(run.value) == z3.If(bit(word, COOLING), reserved, num(0))


@theorem("child_with_cooling")
def _(run):
    """Cooling is one bit: leaves, state and generation stay."""
    word, on = run.inputs
    set_it, clear_it = with_bit(word, COOLING, on=True), with_bit(word, COOLING, on=False)
    yield run.value == z3.If(on == 1, set_it, clear_it)


@theorem("child_state")
def _(run):
    """A number that no state has is none."""
    (word,) = run.inputs
    number = z3.ZeroExt(4, state(word))
    known = z3.And(z3.UGE(number, 1), z3.ULE(number, STATES))
    yield run.value == z3.If(known, number, z3.BitVecVal(0, 8))


@theorem("child_with_state")
def _(run):
    """A change of state keeps leaves, cooling and generation; an unknown number changes nothing."""
    word, number = run.inputs
    known = z3.And(z3.UGE(number, 1), z3.ULE(number, STATES))
    moved = z3.Concat(field(word, 63, 47), field(number, 3, 0), field(word, 42, 0))
    yield run.value == z3.If(known, moved, word)


@theorem("child_less")
def _(run):
    """An execution, or a drop of the bound, leaves exactly so much less; state and generation
    stay.
    """
    word, n = run.inputs
    yield is_charged(word, run.value, n, WIDTH)


@theorem("child_more")
def _(run):
    """A rise of the bound leaves exactly so much more, as far as it fits; state and generation
    stay.
    """
    word, n = run.inputs
    yield is_given(word, run.value, n, WIDTH)


@theorem("bound_sealed")
def _(run):
    """A seal counts one version more, so that an old bound is never taken for the same again."""
    (bound,) = run.inputs
    yield run.value == z3.Concat(field(bound, 63, 50) + 1, field(bound, 49, 0))


@theorem("bound_moving_to")
def _(run):
    """A new bound has its quantity, a version more, and one more thread that moves leaves."""
    bound, units = run.inputs
    new = run.value
    yield field(new, 41, 0) == field(qty(units), 41, 0)
    yield field(new, 63, 42) == field(bound, 63, 42) + (1 << 8) + 1


@theorem("bound_moving_to")
def _(run):
    """While fewer than 255 move, the count and the version do not touch each other."""
    bound, _ = run.inputs
    few = field(bound, 49, 42) != 255
    apart = z3.And(
        field(run.value, 49, 42) == field(bound, 49, 42) + 1,
        field(run.value, 63, 50) == field(bound, 63, 50) + 1,
    )
    yield z3.Implies(few, apart)


@theorem("bound_at_rest")
def _(run):
    """At rest nobody moves leaves, and the bound is a new one all the same."""
    bound, units = run.inputs
    still = z3.BitVecVal(0, 8)
    yield run.value == z3.Concat(field(bound, 63, 50) + 1, still, field(qty(units), 41, 0))


@theorem("bound_is_moving")
def _(run):
    """Somebody moves leaves where the count of them is not nothing."""
    (bound,) = run.inputs
    yield run.truth == (field(bound, 49, 42) != 0)


def checked_in():
    """The table that is checked in: by state, report and progress, the number of what follows."""
    found = {}
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split()[2:]
    if columns != list(NAMES):
        raise ValueError(f"{TABLE} has other states")
    for line in lines[1:]:
        report, progress, *cells = line.split()
        for name, cell in zip(columns, cells, strict=True):
            key = (
                NAMES.index(name),
                KINDS.index(report),
                ["none", "part", "whole"].index(progress),
            )
            found[key] = NAMES.index(name if cell == "·" else cell) + 1
    if len(found) != STATES * REPORTS * PROGRESS:
        raise ValueError(f"{TABLE} has {len(found)} cells")
    return found


@theorem("child_next_state")
def _(run):
    """Each report leads from each state where the checked-in table says, and unknown numbers
    nowhere.
    """
    before, report, progress = run.inputs
    rows = {}
    for (one, kind, part), number in checked_in().items():
        rows.setdefault((kind, number), []).append(z3.And(before == one + 1, progress == part))
    expected = z3.BitVecVal(0, 8)
    for (kind, number), places in rows.items():
        expected = z3.If(
            z3.And(report == kind + 1, z3.Or(places)), z3.BitVecVal(number, 8), expected
        )
    yield run.value == expected


@theorem("child_next_state")
def _(run):
    """A child that is void, canceled, expired or rejected never leaves that state."""
    before, report, progress = run.inputs
    known = z3.And(z3.UGE(report, 1), z3.ULE(report, REPORTS), z3.ULT(progress, PROGRESS))
    yield z3.Implies(z3.And(known, one_of(before, (7, 8, 9, 14))), run.value == before)


@theorem("queue_new")
def _(run):
    """A queue's ends are each in a half of the word, as an index and 1."""
    first, last = run.inputs
    high = z3.Concat(last + 1, z3.BitVecVal(0, 32))
    yield run.value == high | (z3.ZeroExt(32, first) + 1)


@theorem("queue_new")
def _(run):
    """Ends that were put in are found again."""
    first, last = run.inputs
    small = z3.And(first != z3.BitVecVal(-1, 32), last != z3.BitVecVal(-1, 32))
    for verb, end in (("first", first), ("last", last)):
        some, found = run.call(f"queue_{verb}", run.value).option
        yield z3.Implies(small, z3.And(some, found == end))


@theorem("queue_first")
def _(run):
    """The first of a queue, if there is one."""
    (ends,) = run.inputs
    some, index = run.option
    yield some == (field(ends, 31, 0) != 0)
    yield z3.Implies(some, index == field(ends, 31, 0) - 1)


@theorem("queue_last")
def _(run):
    """The last of a queue, if there is one."""
    (ends,) = run.inputs
    some, index = run.option
    yield some == (field(ends, 63, 32) != 0)
    yield z3.Implies(some, index == field(ends, 63, 32) - 1)
