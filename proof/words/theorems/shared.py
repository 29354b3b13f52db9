"""Words that threads share, as what ships changes them: limits, budgets, claims, requests,
executions.

Each load gives anything at all, so what is proved holds whatever other threads do between two
steps.
"""

import z3

from words.laws import bit, field, is_charged, is_given, is_taken, may_take, qty, wide, with_bit
from words.theorem import theorem
from words.theorems.throttle import (
    MOST_REJECTS,
    bounded,
    in_step,
    passes,
    rejects_count,
    rejects_next,
    streak_next,
)  # fmt: skip

WIDTH = 62
CLOSED, SET = 63, 62
LIMIT_UNSET, IS_CLOSED, EXCEEDS = 70, 81, 85


def one_write(way, at, lawful):
    """Whether one exchange was made there, and it was lawful."""
    if len(way.writes) != 1 or way.writes[0].offset.as_long() != at:
        return z3.BoolVal(False)
    one = way.writes[0]
    return z3.And(
        z3.BoolVal(one.how == "cmpxchg"), one.old == way.read(at), lawful(one.old, one.new)
    )


@theorem("limit_take")
def _(run):
    """A limit gives exactly what is asked, if it is set, open and has it; else it says why, and
    stays.
    """
    n, credit = run.inputs

    def claim(way):
        word = way.read(0)
        ready = z3.And(bit(word, SET), z3.Not(bit(word, CLOSED)))
        fits = z3.And(ready, may_take(word, n, wide(credit), WIDTH))
        took = one_write(way, 0, lambda old, new: is_taken(old, new, n, WIDTH))
        reason = z3.If(
            z3.Not(bit(word, SET)), z3.BitVecVal(LIMIT_UNSET, 16),
            z3.If(bit(word, CLOSED), z3.BitVecVal(IS_CLOSED, 16), z3.BitVecVal(EXCEEDS, 16)),
        )  # fmt: skip
        return z3.If(fits, z3.And(took, way.value == 0), z3.And(way.wrote(), way.value == reason))

    yield run.every(claim)


@theorem("limit_give")
def _(run):
    """What goes back to a limit is counted exactly; open or closed, set or not, it stays so."""
    (n,) = run.inputs
    yield run.every(lambda way: one_write(way, 0, lambda old, new: is_given(old, new, n, WIDTH)))


@theorem("limit_charge")
def _(run):
    """A fact is charged to a limit whatever is left of it, closed or unset as it may be."""
    (n,) = run.inputs
    yield run.every(lambda way: one_write(way, 0, lambda old, new: is_charged(old, new, n, WIDTH)))


@theorem("limit_close")
def _(run):
    """Closing changes one bit."""

    def closed(old, new):
        return new == with_bit(old, CLOSED, on=True)

    yield run.every(
        lambda way: (
            one_write(way, 0, closed)
            if way.at(0)[0].how == "cmpxchg"
            else way.wrote((0, way.read(0), with_bit(way.read(0), CLOSED, on=True)))
        )
    )


@theorem("limit_reopen")
def _(run):
    """Reopening changes the same bit back."""

    def opened(old, new):
        return new == with_bit(old, CLOSED, on=False)

    yield run.every(
        lambda way: (
            one_write(way, 0, opened)
            if way.at(0)[0].how == "cmpxchg"
            else way.wrote((0, way.read(0), with_bit(way.read(0), CLOSED, on=False)))
        )
    )


@theorem("limit_move")
def _(run):
    """A limit that moves takes what is left with it by the difference, and is set from then on."""
    before, after = run.inputs

    def lawful(old, new):
        marked = with_bit(old, SET, on=True)
        up = is_given(marked, new, after - before, WIDTH)
        down = is_charged(marked, new, before - after, WIDTH)
        return z3.If(z3.UGE(after, before), up, down)

    yield run.every(lambda way: one_write(way, 0, lawful))


@theorem("budget_spend")
def _(run):
    """A lane counts a message before it passes, the older counts first; one that is refused,
    never.
    """
    step, limit = run.inputs

    def claim(way):
        high, low = way.read(0), way.read(8)
        begun, before = in_step(high, low, step)
        passed = z3.And(way.value == 1, way.wrote((8, None, before), (0, None, begun + (1 << 32))))
        refused = z3.And(way.value == 0, way.wrote())
        return z3.If(passes(high, low, step, limit), passed, refused)

    yield run.every(claim)


@theorem("rejects_count_one")
def _(run):
    """Of lanes that count at once none is lost, and who reaches the most is told."""
    window, limit = run.inputs

    def claim(way):
        new = rejects_next(way.read(0), window)
        counted = one_write(way, 0, lambda _, made: made == new)
        tell = rejects_count(new) >= bounded(limit, MOST_REJECTS)
        told = z3.Implies(tell, wide(way.inner) == rejects_count(new))
        return z3.And(counted, way.some == tell, told)

    yield run.every(claim)
    _ = run.option


WORD, LATCHED_AT, LATCHES = 32, 40, 48


@theorem("repeat_executed")
def _(run):
    """An execution counts once; exactly the one that latches says so, and none after it."""
    buy, window, limit, now = run.inputs

    def claim(way):
        word = way.read(WORD)
        new = streak_next(word, buy, window, limit)
        times = way.read(LATCHES)
        stamp = [(LATCHED_AT, None, now), (LATCHES, times, None if times is None else times + 1)]
        counted = (WORD, word, new)
        latched = z3.And(way.value == 1, way.wrote(counted, *stamp))
        went_on = z3.If(bit(new, 62), latched, z3.And(way.value == 0, way.wrote(counted)))
        return z3.If(bit(word, 62), z3.And(way.value == 0, way.wrote()), went_on)

    yield run.every(claim)


@theorem("repeat_reenable")
def _(run):
    """Only what is latched is enabled again, and begins at nothing."""

    def claim(way):
        word = way.read(WORD)
        enabled = z3.And(way.value == 1, way.wrote((WORD, word, 0)))
        return z3.If(bit(word, 62), enabled, z3.And(way.value == 0, way.wrote()))

    yield run.every(claim)


@theorem("alarm_deadline")
def _(run):
    """A warning, or an alarm that was read, stops nothing; one without a deadline is due at
    once.
    """
    (critical,) = run.inputs
    never = z3.BitVecVal(-1, 64)

    def claim(way):
        if way.read(0) is None:
            return z3.And(critical == 0, way.value == never)
        raised = way.read(0) != way.read(8)
        if way.read(40) is None:
            return z3.And(critical == 1, z3.Not(raised), way.value == never)
        due = way.read(40) - 1
        if way.read(24) is not None:
            due = z3.If(way.read(40) == 0, way.read(24), due)
        known = z3.Or(way.read(40) != 0, z3.BoolVal(way.read(24) is not None))
        return z3.And(critical == 1, raised, known, way.value == due)

    yield run.every(claim)


CUM, CONFIRMED, PEAK, END_CUM = 24, 32, 104, 248
PROVEN, STATED, HELD_BACK, CORRECTED, SETTLED = 63, 62, 61, 60, 59


def with_qty(word, units):
    """The word with another quantity in its low bits."""
    return z3.Concat(field(word, 63, 42), field(units, 41, 0))


def claimed(word):
    """The quantity in a word's low bits."""
    return z3.ZeroExt(22, field(word, 41, 0))


@theorem("child_claim_cum")
def _(run):
    """What a venue claims only grows, and what is known of it stays."""
    cum = qty(run.inputs[0])

    def claim(way):
        word = way.read(CUM)
        raised = way.wrote((CUM, word, with_qty(word, cum)))
        return z3.If(z3.ULT(claimed(word), cum), raised, way.wrote())

    yield run.every(claim)


@theorem("child_lower_claim")
def _(run):
    """An execution that is taken back lowers the claim, never raises it, and is remembered."""
    (cum,) = run.inputs

    def claim(way):
        word = way.read(CUM)
        lesser = z3.If(z3.ULT(claimed(word), cum), claimed(word), cum)
        return way.wrote((CUM, word, with_bit(with_qty(word, lesser), CORRECTED, on=True)))

    yield run.every(claim)


@theorem("child_confirm")
def _(run):
    """An OrderQty counts unless a later request has confirmed one; the largest is kept besides."""
    number, units = run.inputs
    confirmed = z3.Concat(number, z3.BitVecVal(0, 6), field(qty(units), 41, 0))

    def claim(way):
        peak, word = way.read(PEAK, 0), way.read(CONFIRMED)
        again = way.read(PEAK, 1)
        news = (
            []
            if again is None
            else [(PEAK, again, z3.If(z3.UGT(again, qty(units)), again, qty(units)))]
        )
        is_news = z3.UGT(qty(units), peak) == z3.BoolVal(again is not None)
        late = z3.UGT(field(word, 63, 48), number)
        set_it = way.wrote(*news, (CONFIRMED, word, confirmed))
        return z3.And(is_news, z3.If(late, way.wrote(*news), set_it))

    yield run.every(claim)


@theorem("child_prove")
def _(run):
    """A proven end keeps the venue's CumQty, is held back at most once, and says whether it was."""
    units, exact, cools = run.inputs
    cum = qty(units)

    def claim(way):
        word = way.read(CUM)
        greater = z3.If(z3.UGT(claimed(word), cum), claimed(word), cum)
        final = with_qty(word, z3.If(exact == 1, cum, greater))
        begins = z3.And(cools == 1, z3.Not(bit(word, PROVEN)))
        held = z3.And(exact == 0, z3.Or(begins, bit(word, HELD_BACK)))
        new = with_bit(final, PROVEN, on=True)
        new = z3.If(held, with_bit(new, HELD_BACK, on=True), with_bit(new, HELD_BACK, on=False))
        new = z3.If(exact == 1, with_bit(new, SETTLED, on=True), new)
        says = z3.And(held, z3.Not(bit(word, HELD_BACK)))
        return z3.And(way.wrote((END_CUM, None, cum), (CUM, word, new)), (way.value == 1) == says)

    yield run.every(claim)


@theorem("child_unprove")
def _(run):
    """An order that lives again has no end, and its claim stays."""

    def claim(way):
        word = way.read(CUM)
        new = word
        for place in (PROVEN, HELD_BACK, SETTLED):
            new = with_bit(new, place, on=False)
        return way.wrote((CUM, word, new))

    yield run.every(claim)


@theorem("child_let_go")
def _(run):
    """What is held back is let go once, by whoever is told so."""

    def claim(way):
        word = way.read(CUM)
        gone = way.wrote((CUM, word, with_bit(word, HELD_BACK, on=False)))
        return z3.And(gone, (way.value == 1) == bit(word, HELD_BACK))

    yield run.every(claim)


LAST, CANCEL, REPLACES = 128, 136, (144, 152, 160)
FREE, CLAIMED, OPEN, ACCEPTED, REFUSED = range(5)


def state(word):
    """The state of a request."""
    return field(word, 47, 45)


def with_state(word, given):
    """A request in another state: number, kind and quantity stay."""
    given = z3.BitVecVal(given, 3) if isinstance(given, int) else given
    return z3.Concat(field(word, 63, 48), given, field(word, 44, 0))


def answer(accepted):
    """The state of a request that was answered so."""
    return z3.If(accepted == 1, z3.BitVecVal(ACCEPTED, 3), z3.BitVecVal(REFUSED, 3))


@theorem("request_answer_replace")
def _(run):
    """A replace is answered once: by the exchange from open to answered, and by no other."""
    (accepted,) = run.inputs

    def claim(way):
        word = way.read(REPLACES[1])
        first = way.wrote((REPLACES[1], word, with_state(word, answer(accepted))))
        again = z3.And(way.value == 2, way.wrote())
        return z3.If(state(word) == OPEN, z3.And(way.value == 1, first), again)

    yield run.every(claim)


@theorem("request_answer_cancel")
def _(run):
    """An answer to a cancel counts for the one that it names, and once."""
    number, accepted = run.inputs

    def claim(way):
        looked, word = way.read(CANCEL, 0), way.read(CANCEL)
        newest = field(looked, 63, 48)
        none = z3.Or(state(looked) == FREE, z3.UGT(number, newest))
        named = z3.And(z3.Not(none), number == newest)
        first = way.wrote((CANCEL, word, with_state(word, answer(accepted))))
        said = z3.If(
            state(word) == OPEN, z3.And(way.value == 1, first), z3.And(way.value == 2, way.wrote())
        )
        quiet = z3.And(
            way.value == z3.If(none, z3.BitVecVal(0, 8), z3.BitVecVal(2, 8)), way.wrote()
        )
        return z3.If(named, said, quiet)

    yield run.every(claim)


@theorem("request_open_cancel")
def _(run):
    """A cancel gets a number that was never given, or none where all are used; it replaces only
    older ones.
    """

    def claim(way):
        last, old = way.read(LAST), way.read(CANCEL)
        looks = [way.read(at) for at in REPLACES]
        open_beside = z3.Or([state(word) == OPEN for word in looks if word is not None])
        all_seen = z3.BoolVal(all(word is not None for word in looks))
        one, none = z3.BitVecVal(1, 42), z3.BitVecVal(0, 42)
        number = field(last + 1, 15, 0)
        low = z3.Concat(z3.BitVecVal(OPEN, 3), z3.BitVecVal(1, 3), z3.If(open_beside, one, none))
        newer = z3.ULT(field(old, 63, 48), number)
        counted = (LAST, last, last + 1)
        wrote = z3.If(
            newer, way.wrote(counted, (CANCEL, old, z3.Concat(number, low))), way.wrote(counted)
        )
        given = z3.And(way.some, way.inner == number, wrote)
        used_up = z3.And(z3.Not(way.some), way.wrote())
        known = z3.Or(open_beside, all_seen)
        return z3.And(known, z3.If(z3.ULT(last, (1 << 16) - 1), given, used_up))

    yield run.every(claim)
    _ = run.option


@theorem("request_close_claim")
def _(run):
    """An open request is set aside again only while nobody has answered it."""

    def claim(way):
        word = way.read(REPLACES[1])
        aside = z3.And(way.value == 1, way.wrote((REPLACES[1], word, with_state(word, CLAIMED))))
        return z3.If(state(word) == OPEN, aside, z3.And(way.value == 0, way.wrote()))

    yield run.every(claim)


@theorem("request_withdraw")
def _(run):
    """A request that was not sent is taken back, unless it was answered."""

    def claim(way):
        word = way.read(REPLACES[1])
        mine = z3.Or(state(word) == OPEN, state(word) == CLAIMED)
        back = way.wrote((REPLACES[1], word, with_state(word, REFUSED)))
        return z3.If(mine, back, way.wrote())

    yield run.every(claim)


CHILD, SUCCESSOR, STATED_AS, BOOKED, PRICE = 32, 36, 40, 48, 56
TRADE, AWAITED, CORRECTION, MARK, BUST = 1, 2, 3, 4, 5


@theorem("execution_prepare")
def _(run):
    """A record holds its child, its kind and its quantity; only a trade counts before it is
    moved.
    """
    owner, kind, units, price = run.inputs
    known = z3.Or([kind == one for one in (TRADE, AWAITED, CORRECTION, BUST)])
    code = field(z3.If(known, kind, z3.BitVecVal(MARK, 8)), 3, 0)
    amount = field(qty(units), 41, 0)
    stated = z3.Concat(code, field(owner, 45, 30), z3.BitVecVal(0, 2), amount)
    booked = z3.If(kind == TRADE, qty(units), z3.BitVecVal(0, 64))
    child = z3.Concat(z3.BitVecVal(0, 2), field(owner, 29, 0))
    expected = {0: 0, 8: 0, 16: 0, 20: 0, 24: 0, 28: 0, CHILD: child, SUCCESSOR: 0,
                STATED_AS: stated, BOOKED: booked, PRICE: price}  # fmt: skip

    def claim(way):
        return way.wrote(*((at, None, new) for at, new in expected.items()))

    yield run.every(claim)


@theorem("execution_arrive")
def _(run):
    """An awaited execution becomes a trade once, keeps its child's generation, and takes its
    price.
    """
    units, price = run.inputs

    def claim(way):
        word = way.read(STATED_AS)
        amount = field(qty(units), 41, 0)
        new = z3.Concat(z3.BitVecVal(TRADE, 4), field(word, 59, 44), z3.BitVecVal(0, 2), amount)
        came = z3.And(way.value == 1, way.wrote((STATED_AS, word, new), (PRICE, None, price)))
        awaited = field(word, 63, 60) == AWAITED
        return z3.If(awaited, came, z3.And(way.value == 0, way.wrote()))

    yield run.every(claim)


@theorem("execution_booked")
def _(run):
    """A record that corrects another counts for nothing itself."""

    def claim(way):
        word = way.read(BOOKED)
        return z3.And(way.wrote(), way.value == z3.If(bit(word, 63), z3.BitVecVal(0, 64), word))

    yield run.every(claim)


@theorem("execution_owner")
def _(run):
    """A record's child is known by its place and its generation."""

    def claim(way):
        generation = z3.ZeroExt(48, field(way.read(STATED_AS), 59, 44))
        owner = generation << 30 | z3.ZeroExt(32, way.read(CHILD))
        return z3.And(way.wrote(), way.value == owner)

    yield run.every(claim)


@theorem("execution_rebook")
def _(run):
    """What is booked moves by one exchange: its winner owns the difference, and nobody else
    does.
    """
    before, after = run.inputs

    def claim(way):
        moved = z3.And(way.value == 1, way.wrote((BOOKED, before, after)))
        return z3.If(way.lost(BOOKED), z3.And(way.value == 0, way.wrote()), moved)

    yield run.every(claim)
