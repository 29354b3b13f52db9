"""What theorems are written in: amounts, fields and flags, in wide numbers that cannot wrap."""

import z3

WIDE = 72
QTY_MAX = (1 << 42) - 1
MONEY_MAX = (1 << 60) - 1
U64 = (1 << 64) - 1
I64 = (1 << 63) - 1


def wide(bits):
    """A number without a sign, in so many bits that nothing wraps."""
    return z3.ZeroExt(WIDE - bits.size(), bits)


def wide_signed(bits):
    """A number with a sign, in so many bits that nothing wraps."""
    return z3.SignExt(WIDE - bits.size(), bits)


def num(value):
    """A wide number."""
    return z3.BitVecVal(value, WIDE)


def amount(word, width):
    """The signed amount in a word's low bits."""
    return wide_signed(z3.Extract(width - 1, 0, word))


def tags(word, width):
    """What stands above the amount."""
    return z3.Extract(word.size() - 1, width, word)


def field(word, high, low):
    """The bits from `high` down to `low`."""
    return z3.Extract(high, low, word)


def bit(word, place):
    """Whether a bit is set."""
    return z3.Extract(place, place, word) == 1


def least(a, b):
    """The lesser of two wide numbers."""
    return z3.If(a < b, a, b)


def most(a, b):
    """The greater of two wide numbers."""
    return z3.If(a > b, a, b)


def saturated(value, limit=U64):
    """A wide number, not below nothing and not above a limit."""
    return most(num(0), least(value, num(limit)))


def ceiling(width):
    """The largest amount of so many bits."""
    return (1 << (width - 1)) - 1


def floor(width):
    """The least amount of so many bits: a word that lost count stays there."""
    return -(1 << (width - 1))


def may_take(word, n, credit, width):
    """Whether `n` is covered by what is left, or by that and a sane credit, clear of the floor."""
    left = amount(word, width)
    sane = z3.And(wide(n) <= num(I64), credit <= num(I64))
    lent = z3.And(sane, wide(n) <= left + credit, left - wide(n) > num(floor(width)))
    return z3.Or(wide(n) <= left, lent)


def same_tags(word, new, width):
    """Whether nothing but the amount has changed."""
    return tags(word, width) == tags(new, width)


def is_taken(word, new, n, width):
    """Whether exactly `n` is gone, and nothing else has changed."""
    return z3.And(amount(new, width) == amount(word, width) - wide(n), same_tags(word, new, width))


def is_given(word, new, n, width):
    """Whether `n` is back, as far as it fits; a word at the floor stays there."""
    left, bottom = amount(word, width), num(floor(width))
    back = z3.If(left == bottom, bottom, least(left + wide(n), num(ceiling(width))))
    return z3.And(amount(new, width) == back, same_tags(word, new, width))


def is_charged(word, new, n, width):
    """Whether `n` is booked, whatever was left; not below the floor."""
    booked = most(amount(word, width) - wide(n), num(floor(width)))
    return z3.And(amount(new, width) == booked, same_tags(word, new, width))


def qty(units):
    """A number as a quantity: no more than the largest."""
    top = z3.BitVecVal(QTY_MAX, units.size())
    return z3.If(z3.ULT(units, top), units, top)


def with_bit(word, place, on):
    """The word with a bit set, or cleared."""
    mask = z3.BitVecVal(1 << place, word.size())
    return word | mask if on else word & ~mask
