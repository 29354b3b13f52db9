"""The throttles' words: laws L12 and L8."""

import z3

from words.laws import U64, bit, field, least, most, num, saturated, wide
from words.operations import product, quotient
from words.theorem import cases, theorem

MOST_MESSAGES = (1 << 21) - 1
MOST_REJECTS = (1 << 16) - 1
MOST_REPEATS = (1 << 22) - 1


def bounded(value, limit):
    """The lesser of a number of 32 bits and what its field can hold."""
    return least(wide(value), num(limit))


def length_of(window):
    """A third of a window, rounded up."""
    third = z3.UDiv(window, z3.BitVecVal(3, 64))
    rest = z3.URem(window, z3.BitVecVal(3, 64))
    return z3.If(rest == 0, third, third + 1)


@theorem("throttle_step")
def _(run):
    """A step is a third of the window, rounded up; a window that was never set has none."""
    now, window = run.inputs
    some, step = run.option
    yield some == (window != 0)
    yield z3.Implies(some, step == quotient(now, length_of(window)))


@theorem("throttle_length")
def _(run):
    """A step is a third of the window, rounded up: three are no shorter than it."""
    (window,) = run.inputs
    yield run.value == length_of(window)


@theorem("throttle_window")
def _(run):
    """Three steps make a window."""
    (step,) = run.inputs
    yield run.value == z3.UDiv(step, z3.BitVecVal(3, 64))


def counts(high, low):
    """Messages of the step that stands and of the three before it."""
    return [field(high, 52, 32), field(low, 20, 0), field(low, 41, 21), field(low, 62, 42)]


def spent(high, low):
    """All of them together."""
    return sum((wide(one) for one in counts(high, low)), num(0))


def in_step(high, low, step):
    """The words as they stand in a step: what is older than four steps is forgotten."""
    zero = z3.BitVecVal(0, 21)
    now, *_ = counts(high, low)
    begun = z3.Concat(z3.BitVecVal(0, 32), field(step, 31, 0))
    ahead = field(step, 31, 0) - field(high, 31, 0)
    moved = {
        1: z3.Concat(field(low, 42, 0), now),
        2: z3.Concat(field(low, 21, 0), now, zero),
        3: z3.Concat(field(low, 0, 0), now, zero, zero),
    }
    new_low = z3.BitVecVal(0, 64)
    for steps, value in moved.items():
        new_low = z3.If(ahead == steps, value, new_low)
    return z3.If(ahead == 0, high, begun), z3.If(ahead == 0, low, new_low)


def passes(high, low, step, limit):
    """Whether one more message may pass."""
    return spent(*in_step(high, low, step)) < bounded(limit, MOST_MESSAGES)


def by_step(high, step):
    """Five cases: the step that stands, each of the next three, and any other."""
    ahead = field(step, 31, 0) - field(high, 31, 0)
    near = [
        (ahead == n, step, z3.Concat(field(step, 63, 32), field(high, 31, 0) + n)) for n in range(4)
    ]
    return [*near, (z3.UGT(ahead, 3), step, step)]


for _name in ("budget_in_step", "budget_left", "budget_permits", "budget_next"):
    cases(_name)(lambda high, low, step, *_: by_step(high, step))
cases("budget_spend")(lambda step, limit: by_step(z3.BitVec("seen1", 64), step))


@theorem("budget_spent")
def _(run):
    """What was sent lately is the sum of four counts, and cannot wrap."""
    high, low = run.inputs
    yield wide(run.value) == spent(high, low)


@theorem("budget_in_step")
def _(run):
    """A later step moves the counts on, each to its place, and begins at nothing."""
    high, low, step = run.inputs
    expected = in_step(high, low, step)
    yield z3.And([made == wanted for made, wanted in zip(run.pair, expected, strict=True)])


@theorem("budget_in_step")
def _(run):
    """No count appears from nowhere: four steps hold no more than they did."""
    high, low, _ = run.inputs
    yield spent(*run.pair) <= spent(high, low)


@theorem("budget_permits")
def _(run):
    """A message passes exactly where four steps have fewer than the most; a bound of zero stops
    all.
    """
    high, low, step, limit = run.inputs
    yield run.truth == passes(high, low, step, limit)


@theorem("budget_next")
def _(run):
    """One that passes is counted, once, in its step; one that does not changes nothing."""
    high, low, step, limit = run.inputs
    begun, before = in_step(high, low, step)
    pass_it = passes(high, low, step, limit)
    made = run.pair
    yield made[0] == z3.If(pass_it, begun + (1 << 32), high)
    yield made[1] == z3.If(pass_it, before, low)


@theorem("budget_next")
def _(run):
    """From any words at all, one that passes leaves no more than the most, and the step
    uncorrupted.
    """
    high, low, step, limit = run.inputs
    pass_it = passes(high, low, step, limit)
    made = run.pair
    yield z3.Implies(pass_it, spent(*made) <= bounded(limit, MOST_MESSAGES))
    yield z3.Implies(pass_it, field(made[0], 31, 0) == field(step, 31, 0))


@theorem("budget_left")
def _(run):
    """What is left is what four steps have fewer than the most, and never less than nothing."""
    high, low, step, limit = run.inputs
    now, *before = (z3.ZeroExt(43, one) for one in counts(*in_step(high, low, step)))
    sent = before[0] + before[1] + before[2] + now
    top = z3.BitVecVal(MOST_MESSAGES, 32)
    most_of_all = z3.ZeroExt(32, z3.If(z3.ULT(limit, top), limit, top))
    none = z3.BitVecVal(0, 64)
    yield run.value == z3.If(z3.ULT(most_of_all, sent), none, most_of_all - sent)


@theorem("clock_check")
def _(run):
    """A time before the lane's own goes back; one behind all others by more than allowed stands
    still.
    """
    now, own, latest, tolerance = run.inputs
    still = wide(now) < saturated(wide(latest) - wide(tolerance))
    says = z3.If(
        z3.ULT(now, own), z3.BitVecVal(1, 8), z3.If(still, z3.BitVecVal(2, 8), z3.BitVecVal(0, 8))
    )
    yield run.value == says


@theorem("clock_leads")
def _(run):
    """A time leads where it is later by more than a quarter of what is allowed."""
    now, latest, tolerance = run.inputs
    quarter = wide(z3.LShR(tolerance, z3.BitVecVal(2, 64)))
    yield run.truth == (wide(now) > saturated(wide(latest) + quarter))


@theorem("clock_believed")
def _(run):
    """A report's time is believed between the lane's last and what is allowed ahead of all
    lanes.
    """
    now, own, latest, tolerance = run.inputs
    ahead = saturated(wide(latest) + wide(tolerance))
    yield wide(run.value) == least(most(wide(now), wide(own)), ahead)


@theorem("flow_exceeds")
def _(run):
    """What is sent exceeds the ratio by the exact product, however large."""
    brought, out, ratio = run.inputs
    product = z3.ZeroExt(64, brought) * z3.ZeroExt(96, ratio)
    yield run.truth == z3.UGT(z3.ZeroExt(64, out), product)


@theorem("flow_share")
def _(run):
    """A lane may send its share of half of what is left, and nothing past the ratio."""
    brought, out, ratio, lanes = run.inputs
    whole, carries = product(brought, z3.ZeroExt(32, ratio))
    limit = z3.If(carries, z3.BitVecVal(U64, 64), whole)
    left = z3.If(z3.ULT(out, limit), limit - out, z3.BitVecVal(0, 64))
    half = z3.LShR(left, z3.BitVecVal(1, 64))
    yield run.value == z3.If(lanes == 0, half, quotient(half, z3.ZeroExt(32, lanes)))


@theorem("flow_since")
def _(run):
    """What came since is the difference of two totals that wrap; nothing where the second is
    younger.
    """
    total, before = run.inputs
    more = total - before
    yield run.value == z3.If(more > 0, more, z3.BitVecVal(0, 64))


@theorem("flow_tag")
def _(run):
    """A step's tag is never nothing and never looks busy."""
    (step,) = run.inputs
    yield wide(run.value) == least(wide(step) + 1, num((1 << 63) - 1))
    yield z3.And(run.value != 0, z3.Not(bit(run.value, 63)))


def rejects_count(word):
    """Rejects of this window and of the one before."""
    return wide(field(word, 63, 48)) + wide(field(word, 47, 32))


def rejects_next(word, window):
    """One more reject: a later window moves the counts on, an earlier one counts where it
    stands.
    """
    before, now = field(word, 63, 48), field(word, 47, 32)
    number = field(window, 31, 0)
    ahead = number - field(word, 31, 0)
    none = z3.BitVecVal(0, 16)
    before_then = z3.If(ahead == 1, now, z3.If(ahead > 1, none, before))
    now_then = z3.If(ahead > 0, none, now)
    count = z3.If(now_then == z3.BitVecVal(-1, 16), now_then, now_then + 1)
    return z3.Concat(before_then, count, z3.If(ahead > 0, number, field(word, 31, 0)))


@theorem("rejects_count")
def _(run):
    """Rejects are counted over this window and the one before."""
    (word,) = run.inputs
    yield wide(run.value) == rejects_count(word)


@theorem("rejects_next")
def _(run):
    """A reject counts once in its window; an earlier time counts in the window that stands."""
    word, window = run.inputs
    yield run.value == rejects_next(word, window)


@theorem("rejects_is_alarming")
def _(run):
    """Somebody is told at the most, however large that is said to be."""
    word, limit = run.inputs
    yield run.truth == (rejects_count(word) >= bounded(limit, MOST_REJECTS))


def streak_next(word, buy, window, limit):
    """One more execution in a row, or the first of another row."""
    number, stands = field(window, 39, 0), field(word, 39, 0)
    ahead = number - stands
    count = field(word, 61, 40)
    later = z3.Or(count == 0, ahead > 0)
    goes_on = z3.And(z3.Not(later), bit(word, 63) == (buy != 1))
    more = z3.If(count == z3.BitVecVal(-1, 22), count, count + 1)
    in_row = z3.If(goes_on, more, z3.BitVecVal(1, 22))
    latch = wide(in_row) >= bounded(limit, MOST_REPEATS)
    sells = z3.If(buy == 1, z3.BitVecVal(0, 1), z3.BitVecVal(1, 1))
    latched = z3.If(latch, z3.BitVecVal(1, 1), z3.BitVecVal(0, 1))
    new = z3.Concat(sells, latched, in_row, z3.If(later, number, stands))
    return z3.If(bit(word, 62), word, new)


@theorem("streak_count")
def _(run):
    """Executions in a row stand in 22 bits."""
    (word,) = run.inputs
    yield wide(run.value) == wide(field(word, 61, 40))


@theorem("streak_next")
def _(run):
    """A row grows by one on the same side and begins anew on the other, or in a later window."""
    yield run.value == streak_next(*run.inputs)


@theorem("streak_next")
def _(run):
    """What is latched stays as it is, and a bound of zero latches at once."""
    word, _, _, limit = run.inputs
    yield z3.Implies(bit(word, 62), run.value == word)
    yield z3.Implies(limit == 0, bit(run.value, 62))


@theorem("streak_after_restart")
def _(run):
    """A restart forgets a count, and no latch."""
    (word,) = run.inputs
    yield run.value == z3.If(bit(word, 62), word, z3.BitVecVal(0, 64))
