"""A scope's switch, and who holds a lane: laws L6 and L7. Words that other threads change
meanwhile.
"""

import z3

from words.theorem import theorem

KILLS, ARMED, RESTRICTIONS, EASED, REDUCE, CANCEL_ALL = 0, 8, 16, 24, 32, 40
REASON, AT, VALUE, OTHER = 64, 72, 80, 88
HALTED, KILLED_SINCE = 33, 34
OPEN, WARN, REDUCE_ONLY, NO_NEW_ORDERS, CANCEL = range(5)


@theorem("switch_raise")
def _(run):
    """Each level adds one to its own count and to no other; a kill never lowers anything."""
    level, reason, at = run.inputs
    note = [
        (REASON, None, z3.ZeroExt(32, reason)),
        (AT, None, at),
        (VALUE, None, 0),
        (OTHER, None, 0),
    ]

    def claim(way):
        kills, others = way.read(KILLS), way.read(RESTRICTIONS)
        added = way.at(KILLS)
        killed = (KILLS, kills, None if kills is None else kills + 1)
        limited = (RESTRICTIONS, others, None if others is None else others + 1)
        top = (CANCEL_ALL, None, grown(way.read(CANCEL_ALL), kills))
        reduced = (REDUCE, None, grown(way.read(REDUCE), others))
        returned = way.value == (kills + 1 if added else kills)
        return z3.And(
            returned,
            z3.Implies(level == OPEN, way.wrote()),
            z3.Implies(level == WARN, way.wrote(*note, limited)),
            z3.Implies(level == REDUCE_ONLY, way.wrote(*note, limited, reduced)),
            z3.Implies(level == NO_NEW_ORDERS, way.wrote(*note, killed)),
            z3.Implies(z3.UGE(level, CANCEL), way.wrote(*note, killed, top)),
        )

    yield run.every(claim)


def grown(before, count):
    """The greater of what was there and a count and 1; nothing where they were not read."""
    if before is None or count is None:
        return None
    return z3.If(z3.UGT(before, count + 1), before, count + 1)


def moves_up(run, low, high, seen):
    """The low word moves up to what was seen, where the high one is still there; else nothing
    moves.
    """

    def claim(way):
        before, count = way.read(low, 0), way.read(high, 0)
        lost = way.lost(low)
        due = z3.And(count == seen, z3.ULE(before, seen))
        done = z3.And(due, way.wrote((low, before, seen)))
        refused = z3.And(way.value == KILLED_SINCE, way.wrote(), z3.Or(z3.Not(due), lost))
        return z3.If(way.value == 0, done, refused)

    return run.every(claim)


@theorem("switch_reset")
def _(run):
    """A reset arms at the very count that it names, never lower, and fails where a kill came
    between.
    """
    yield moves_up(run, ARMED, KILLS, run.inputs[0])


@theorem("switch_ease")
def _(run):
    """Easing lifts the restrictions that it names, and fails where one came between."""
    yield moves_up(run, EASED, RESTRICTIONS, run.inputs[0])


def is_step(one, kills, restrictions):
    """Whether a write moves one of the two words up to what was seen."""
    at = one.offset.as_long()
    if one.how != "cmpxchg" or at not in (ARMED, EASED):
        return z3.BoolVal(False)
    seen = kills if at == ARMED else restrictions
    return z3.And(one.new == seen, z3.ULE(one.old, seen))


@theorem("switch_open")
def _(run):
    """Opening moves both words to the counts that it names, or leaves both as they were."""
    kills, restrictions = run.inputs

    def claim(way):
        steps = list(way.writes)
        put_back = (
            len(steps) == 2 and steps[1].how == "store" and steps[1].offset.as_long() == EASED
        )
        moves = steps[:1] if put_back else steps
        lawful = z3.And([is_step(one, kills, restrictions) for one in moves])
        places = sorted(one.offset.as_long() for one in moves)
        both = z3.BoolVal(places == [ARMED, EASED])
        still = [one.old == one.new for one in moves if one.offset.as_long() == ARMED]
        if put_back:
            first = way.read(EASED, 0)
            neither = z3.And(z3.BoolVal(places == [EASED]), steps[1].new == first)
        else:
            neither = z3.And(z3.BoolVal(EASED not in places), *still)
        held = z3.If(way.value == 0, both, z3.And(way.value == KILLED_SINCE, neither))
        # Every write to it that is proved in this file moves it up; so does what others read of it.
        return z3.And(lawful, z3.Implies(only_grows(way, ARMED), held))

    yield run.every(claim)


@theorem("switch_open")
def _(run):
    """Restrictions are lifted first only where the switch was halted, so that nothing is born
    before they are put back.
    """
    kills, _ = run.inputs

    def claim(way):
        places = [one.offset.as_long() for one in way.writes]
        if places[:1] != [EASED]:
            return z3.BoolVal(True)
        return way.read(ARMED, 0) != kills

    yield run.every(claim)


@theorem("switch_open")
def _(run):
    """It moves a word only after it has seen the count that is named, and refuses only where it
    did not.
    """
    kills, restrictions = run.inputs

    def claim(way):
        seen_kills, seen_others = way.read(KILLS), way.read(RESTRICTIONS)
        guards = [z3.BoolVal(True)]
        if way.at(ARMED):
            guards.append(seen_kills == kills)
        if way.at(EASED):
            guards.append(seen_others == restrictions)
        return z3.And(*guards, z3.Or(way.value == 0, reason_to_refuse(way, kills, restrictions)))

    yield run.every(claim)


def only_grows(way, offset):
    """Whether a word was never seen to fall."""
    seen = way.reads(offset)
    return z3.And([z3.ULE(a, b) for a, b in zip(seen, seen[1:], strict=False)])


def reason_to_refuse(way, kills, restrictions):
    """Whether a count was another one, a word was past it, or an exchange was lost."""
    reasons = []
    for low, high, seen in ((ARMED, KILLS, kills), (EASED, RESTRICTIONS, restrictions)):
        if way.read(high) is not None:
            reasons.append(way.read(high) != seen)
            reasons += [
                z3.UGT(one, seen) for one in (way.read(low, 0), way.read(low, 1)) if one is not None
            ]
        reasons.append(way.lost(low))
    return z3.Or(reasons)


@theorem("switch_permits")
def _(run):
    """Nothing is born while the counts differ; only what reduces, while a restriction stands."""

    def claim(way):
        halted = way.read(KILLS) != way.read(ARMED)
        if way.read(REDUCE) is None:
            return z3.And(halted, way.value == 0, way.wrote())
        reduces = z3.UGT(way.read(REDUCE), way.read(EASED))
        open_way = z3.If(reduces, way.value == 1, way.value == 2)
        return z3.And(z3.If(halted, way.value == 0, open_way), way.wrote())

    yield run.every(claim)


@theorem("switch_is_eased")
def _(run):
    """No restriction stands where the word is the very count that is named."""
    (seen,) = run.inputs
    yield run.every(
        lambda way: z3.And(way.wrote(), (way.value == 1) == (way.read(EASED) == seen))
    )  # fmt: skip


@theorem("switch_mend")
def _(run):
    """A word that no call has made is halted: the count goes past what is ahead of it, and never
    back.
    """

    def claim(way):
        expected, due = [], []
        for low, high in ((ARMED, KILLS), (EASED, RESTRICTIONS)):
            ahead, wrote = way.read(low), bool(way.at(high))
            due.append(z3.UGT(ahead, way.read(high)) == z3.BoolVal(wrote))
            if wrote:
                expected.append((high, None, ahead + 1))
        return z3.And(*due, way.wrote(*expected))

    yield run.every(claim)


@theorem("switch_level")
def _(run):
    """The level that is shown is the one that stands, the strictest first."""

    def claim(way):
        halted = way.read(KILLS) != way.read(ARMED, 0)
        if way.read(CANCEL_ALL) is not None:
            all_of_it = z3.UGT(way.read(CANCEL_ALL), way.read(ARMED, 1))
            return z3.And(
                halted, way.value == z3.If(all_of_it, number(CANCEL), number(NO_NEW_ORDERS))
            )
        reduces = z3.UGT(way.read(REDUCE), way.read(EASED, 0))
        if way.read(RESTRICTIONS) is None:
            return z3.And(z3.Not(halted), reduces, way.value == REDUCE_ONLY)
        warned = way.read(RESTRICTIONS) != way.read(EASED, 1)
        shown = z3.If(reduces, number(REDUCE_ONLY), z3.If(warned, number(WARN), number(OPEN)))
        return z3.And(z3.Not(halted), way.value == shown)

    yield run.every(claim)


def number(level):
    """A level's number."""
    return z3.BitVecVal(level, 8)


@theorem("lane_publish")
def _(run):
    """A birth counts one child more on the very word that it began with; where that is another,
    it is refused, and nothing changes.
    """
    (begun,) = run.inputs

    def claim(way):
        born = z3.And(way.value == 0, way.wrote((0, begun, begun + 1)))
        return z3.If(way.lost(0), z3.And(way.value == HALTED, way.wrote()), born)

    yield run.every(claim)


@theorem("lane_claim")
def _(run):
    """A claim takes what nobody holds, and its token is odd and another than before."""

    def claim(way):
        held = way.read(0)
        took = z3.And(held & 1 == 0, way.wrote((0, held, held + 1)), way.value == held + 1)
        return z3.Or(took, z3.And(held & 1 == 1, way.wrote(), way.value == 0))

    yield run.every(claim)


@theorem("lane_take_over")
def _(run):
    """Whoever takes over holds an odd token that nobody had; the word only grows, by one or two."""

    def claim(way):
        held = way.read(0)
        token = held + 1 + (held & 1)
        return z3.And(way.wrote((0, held, token)), way.value == token, token & 1 == 1)

    yield run.every(claim)


@theorem("lane_give_up")
def _(run):
    """Only the holder of the token gives the claim up; anybody else changes nothing."""
    (token,) = run.inputs

    def claim(way):
        return z3.If(way.lost(0), way.wrote(), way.wrote((0, token, token + 1)))

    yield run.every(claim)
