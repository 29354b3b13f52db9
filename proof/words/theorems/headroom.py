"""The arithmetic of amounts: laws L1 and L2."""

import z3

from words.laws import (
    amount,
    ceiling,
    floor,
    is_charged,
    is_given,
    is_taken,
    least,
    may_take,
    most,
    num,
    same_tags,
    wide,
    wide_signed,
)  # fmt: skip
from words.theorem import theorem

# Firm, account and position keep 62 bits; six bits are small enough to try every input besides.
WIDTHS = {"headroom": 62, "small": 6}


def register(room, width):
    """The same theorems for a width."""

    @theorem(f"{room}_take")
    def _(run):
        """A take gives exactly what was there, and refuses only what was not."""
        word, n, credit = run.inputs
        some, new = run.option
        yield some == may_take(word, n, wide(credit), width)
        yield z3.Implies(some, is_taken(word, new, n, width))

    @theorem(f"{room}_take")
    def _(run):
        """From any word at all, no take brings the amount below what the credit allows."""
        _, _, credit = run.inputs
        some, new = run.option
        yield z3.Implies(some, amount(new, width) >= -wide(credit))

    @theorem(f"{room}_give")
    def _(run):
        """A give puts back exactly, as far as the bits hold; a word that lost count stays so."""
        word, n = run.inputs
        yield is_given(word, run.value, n, width)

    @theorem(f"{room}_give")
    def _(run):
        """A give never leaves less than there was."""
        word, _ = run.inputs
        yield amount(run.value, width) >= amount(word, width)

    @theorem(f"{room}_charge")
    def _(run):
        """A charge books exactly, whatever is left, and past the floor the word says so for
        ever.
        """
        word, n = run.inputs
        yield is_charged(word, run.value, n, width)

    @theorem(f"{room}_charge")
    def _(run):
        """A charge never leaves more than there was."""
        word, _ = run.inputs
        yield amount(run.value, width) <= amount(word, width)


for name, bits in WIDTHS.items():
    register(name, bits)


@theorem("headroom_take")
def _(run):
    """What is taken and given back leaves the word as it was."""
    word, n, _ = run.inputs
    some, new = run.option
    back = run.call("headroom_give", new, n).value
    yield z3.Implies(some, back == word)


@theorem("headroom_with_amount")
def _(run):
    """An amount past what the bits hold stays at the end of the range; the tags stay."""
    word, given = run.inputs
    held = most(num(floor(62)), least(wide_signed(given), num(ceiling(62))))
    yield z3.And(amount(run.value, 62) == held, same_tags(word, run.value, 62))


@theorem("headroom_amount")
def _(run):
    """The amount is the low bits, with their sign."""
    (word,) = run.inputs
    yield wide_signed(run.value) == amount(word, 62)


@theorem("headroom_above")
def _(run):
    """What is left is the part above zero."""
    (given,) = run.inputs
    yield wide(run.value) == most(num(0), wide_signed(given))


@theorem("headroom_below")
def _(run):
    """What is too much is the part below zero, without its sign."""
    (given,) = run.inputs
    yield wide(run.value) == most(num(0), -wide_signed(given))
