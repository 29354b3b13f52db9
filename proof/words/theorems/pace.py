"""What a lane may send without another look, and the flows that it counts in: laws L12 and L8."""

import z3

from words.laws import U64, field, num, wide
from words.theorem import cases, theorem
from words.theorems.throttle import by_step, in_step

VERSION, FROM, STEP, LEFT, HIGH, LOW = 0, 8, 16, 24, 32, 40
CANCELS = 48
UNBOUNDED = U64


@theorem("pace_step_at")
def _(run):
    """What was found stands in its step, by its version, and while orders are left; nowhere
    else.
    """
    now, length, version = run.inputs

    def claim(way):
        begins, of, left, step = (way.read(at) for at in (FROM, VERSION, LEFT, STEP))
        stands = []
        if begins is not None:
            stands.append(z3.ULT(now - begins, length))
        if of is not None:
            stands.append(of == version)
        if left is not None:
            stands.append(left != 0)
        whole = z3.BoolVal(all(one is not None for one in (begins, of, left, step)))
        yes = z3.And(whole, *stands, way.inner == step) if step is not None else whole
        return z3.And(way.wrote(), z3.If(way.some, yes, z3.Not(z3.And(stands))))

    yield run.every(claim)
    _ = run.option


@theorem("pace_step_at")
def _(run):
    """A step stands from its first nanosecond to the one before the next step's first."""
    now, length, _ = run.inputs

    def claim(way):
        begins = way.read(FROM)
        if begins is None:
            return z3.Not(way.some)
        until = wide(begins) + wide(length)
        within = z3.And(wide(begins) <= wide(now), wide(now) < until)
        return z3.Implies(z3.And(way.some, until <= num(1 << 64)), within)

    yield run.every(claim)


@theorem("pace_is_of")
def _(run):
    """What was found is of the version that stands beside it."""
    (version,) = run.inputs
    yield run.every(
        lambda way: z3.And(way.wrote(), (way.value == 1) == (way.read(VERSION) == version))
    )


@theorem("pace_found")
def _(run):
    """What is found is kept with its version, its step, that step's first nanosecond, and the
    orders left.
    """
    version, step, begins, left = run.inputs
    kept = {FROM: begins, STEP: step, LEFT: left, VERSION: version}
    yield run.every(lambda way: way.wrote(*((at, None, new) for at, new in kept.items())))


@theorem("pace_sent")
def _(run):
    """An order is counted in the step that stands and leaves one less; where nobody counts,
    nothing is written.
    """

    def claim(way):
        left, step = way.read(LEFT), way.read(STEP)
        if step is None:
            return z3.And(left == UNBOUNDED, way.wrote())
        begun, before = in_step(way.read(HIGH), way.read(LOW), step)
        less = z3.If(left == 0, left, left - 1)
        counted = ((LOW, None, before), (HIGH, None, begun + (1 << 32)), (LEFT, None, less))
        return z3.And(left != UNBOUNDED, way.wrote(*counted))

    yield run.every(claim)


# The step is looked at second, the word that it is set beside third.
cases("pace_sent")(lambda: by_step(z3.BitVec("seen3", 64), z3.BitVec("seen2", 64)))


@theorem("pace_restart")
def _(run):
    """After a restart nothing is left, and nothing was sent."""
    cleared = (LEFT, LOW, HIGH, CANCELS + 8, CANCELS)
    yield run.every(lambda way: way.wrote(*((at, None, 0) for at in cleared)))


OUT, ADMITTED, ENDED, ALLOWANCE, TAGS, OUT_BEFORE, ENDED_BEFORE = 0, 8, 16, 24, 32, 64, 96
COPIES = 4
BUSY = 1 << 63


def tag_of(step):
    """A step's tag: one more, and never busy."""
    last = z3.BitVecVal(BUSY - 1, 64)
    return z3.If(z3.ULT(step, last), step + 1, last)


def greater(a, b):
    """The greater of two numbers without a sign."""
    return z3.If(z3.UGT(a, b), a, b)


def copy_of(step, first):
    """Where the copy of a step stands."""
    return z3.ZeroExt(62, field(step, 1, 0)) * 8 + first


def wrote_at(way, expected):
    """Whether exactly these were written, in this order, to places that depend on an input."""
    if len(way.writes) != len(expected):
        return z3.BoolVal(False)
    pairs = zip(way.writes, expected, strict=True)
    return z3.And([z3.And(one.offset == at, one.new == new) for one, (at, new) in pairs])


@theorem("flow_begin")
def _(run):
    """A step begins once, with a copy of what was sent and what had ended; a later one stands."""
    (step,) = run.inputs
    tag = tag_of(step)

    def claim(way):
        (_, first_at, first, _), *rest = way.all_reads
        begun = z3.And(first_at == copy_of(step, TAGS), first == tag)
        if not rest:
            return z3.And(begun, wrote_at(way, []))
        tags = [value for _, at, value, _ in rest[:COPIES]]
        places = [at.as_long() for _, at, _, _ in rest[:COPIES]]
        looked = z3.BoolVal(places == [TAGS + 8 * n for n in range(COPIES)])
        newest = z3.BitVecVal(0, 64)
        for one in tags:
            newest = greater(newest, one & (BUSY - 1))
        later = z3.UGT(newest, tag)
        new = z3.And(first_at == copy_of(step, TAGS), first != tag, looked)
        if len(rest) == COPIES:
            return z3.And(new, later, wrote_at(way, []))
        (_, out_at, out, _), (_, ended_at, ended, _) = rest[COPIES:]
        totals = z3.And(out_at == OUT, ended_at == ENDED)
        mine = copy_of(step, TAGS)
        copies = [(copy_of(step, OUT_BEFORE), out), (copy_of(step, ENDED_BEFORE), ended)]
        marks = [(mine, tag | BUSY), *copies, (mine, tag)]
        wrote = wrote_at(way, [*marks, (z3.BitVecVal(ALLOWANCE, 64), z3.BitVecVal(0, 64))])
        return z3.And(new, z3.Not(later), totals, wrote)

    yield run.every(claim)


@theorem("flow_allows")
def _(run):
    """Without another look only what the allowance covers is sent, in a step that has begun."""
    qty, step = run.inputs

    def claim(way):
        (_, at, tag, _), *rest = way.all_reads
        begun = z3.And(at == copy_of(step, TAGS), tag == tag_of(step))
        if not rest:
            return z3.And(z3.Not(begun), way.value == 0, wrote_at(way, []))
        ((_, place, left, _),) = rest
        covered = z3.And(place == ALLOWANCE, (way.value == 1) == z3.And(begun, z3.ULE(qty, left)))
        return z3.And(at == copy_of(step, TAGS), covered, wrote_at(way, []))

    yield run.every(claim)


@theorem("flow_sent")
def _(run):
    """What is sent is counted in full, and taken from the allowance, which never wraps."""
    (qty,) = run.inputs

    def claim(way):
        left = way.read(ALLOWANCE)
        less = z3.If(z3.ULT(left, qty), z3.BitVecVal(0, 64), left - qty)
        return way.wrote((OUT, None, way.read(OUT) + qty), (ALLOWANCE, None, less))

    yield run.every(claim)


@theorem("flow_brings")
def _(run):
    """What a parent brings is counted in full."""
    (qty,) = run.inputs
    yield run.every(lambda way: way.wrote((ADMITTED, None, way.read(ADMITTED) + qty)))


@theorem("flow_forget_allowance")
def _(run):
    """By another bound nothing is allowed before the next look."""
    yield run.every(lambda way: way.wrote((ALLOWANCE, None, 0)))
