"""Quantities, money, sides and ids: sums and products have room, and ids are taken apart as they
were made.
"""

import z3

from words.laws import MONEY_MAX, QTY_MAX, field, num, qty, wide
from words.operations import product
from words.theorem import theorem


@theorem("qty_new")
def _(run):
    """A quantity is refused only above the largest, and is what was given."""
    (units,) = run.inputs
    some, made = run.option
    yield some == z3.ULE(units, QTY_MAX)
    yield z3.Implies(some, made == units)


@theorem("qty_saturating")
def _(run):
    """A quantity is never above the largest."""
    (units,) = run.inputs
    yield run.value == qty(units)


@theorem("qty_checked_add")
def _(run):
    """A sum of quantities is exact, or refused because it is above the largest."""
    left, right = (wide(qty(one)) for one in run.inputs)
    some, made = run.option
    yield some == (left + right <= num(QTY_MAX))
    yield z3.Implies(some, wide(made) == left + right)


@theorem("notional_of")
def _(run):
    """Money is the exact product, or refused because it is above the largest."""
    units, unit = run.inputs
    some, made = run.option
    money, carries = product(qty(units), unit)
    yield some == z3.And(z3.Not(carries), z3.ULE(money, MONEY_MAX))
    yield z3.Implies(some, made == money)


@theorem("side_is_beyond")
def _(run):
    """A price is beyond a limit where it is higher for a buyer, lower for a seller."""
    buy, price, limit = run.inputs
    yield run.truth == z3.If(buy == 1, price > limit, price < limit)


def register(name, kind):
    """The same theorems for ids of parents and of children."""

    @theorem(f"{name}_id")
    def _(run):
        """Kind, session, generation and index stand in bits of their own."""
        session, generation, index = run.inputs
        made = run.value
        yield z3.And(
            field(made, 63, 62) == kind, field(made, 61, 46) == session,
            field(made, 45, 30) == generation, field(made, 29, 0) == field(index, 29, 0),
        )  # fmt: skip

    @theorem(f"{name}_id")
    def _(run):
        """An id that was made is taken apart into what it was made of."""
        session, generation, index = run.inputs
        some, joined = run.call(f"{name}_parts", run.value).option
        small = z3.ULT(index, 1 << 30)
        yield z3.Implies(small, z3.And(some, joined == z3.Concat(session, generation, index)))

    @theorem(f"{name}_parts")
    def _(run):
        """Bits that are of another kind have no parts; all others have those that stand in them."""
        (bits,) = run.inputs
        some, joined = run.option
        yield some == (field(bits, 63, 62) == kind)
        zero = z3.BitVecVal(0, 2)
        parts = z3.Concat(field(bits, 61, 46), field(bits, 45, 30), zero, field(bits, 29, 0))
        yield z3.Implies(some, joined == parts)


register("parent", 1)
register("child", 2)


@theorem("lane_published")
def _(run):
    """A lane's children are counted by the low 40 bits alone, whatever the kills."""
    (word,) = run.inputs
    yield run.value == z3.ZeroExt(24, field(word, 39, 0))


@theorem("lane_published")
def _(run):
    """A kill never changes the count of children, and a birth adds one, below 2^40 − 1 of them."""
    (word,) = run.inputs
    killed = run.call("lane_published", word + (1 << 40)).value
    born = run.call("lane_published", word + 1).value
    yield killed == run.value
    yield z3.Implies(run.value != (1 << 40) - 1, z3.And(born == run.value + 1))
