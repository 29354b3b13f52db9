"""A second opinion without a solver: the arithmetic at six bits, run on numbers, for every input.

The same compiled functions, the same machine, but plain integers for the expected result, written
down once more and apart from the theorems.
"""

import z3

from words.machine import Machine
from words.values import Value

WIDTH = 6
FLOOR, CEILING = -(1 << (WIDTH - 1)), (1 << (WIDTH - 1)) - 1
AMOUNTS, CREDITS = range(80), (0, 1, 5, 19, 70)


def signed(word):
    """The amount of a word."""
    low = word & ((1 << WIDTH) - 1)
    return low - (1 << WIDTH) if low > CEILING else low


def word_with(word, amount):
    """The word with another amount."""
    return word >> WIDTH << WIDTH | amount & ((1 << WIDTH) - 1)


def expected(verb, word, n, credit):
    """What a verb must say; `None` for a refusal."""
    left = signed(word)
    if verb == "take":
        fits = n <= left + credit and left - n > FLOOR
        return word_with(word, left - n) if fits else None
    if verb == "give":
        return word if left == FLOOR else word_with(word, min(left + n, CEILING))
    return word_with(word, max(left - n, FLOOR))


def summary(module, short):
    """The compiled function as one formula of its inputs."""
    machine = Machine(module)
    function = machine.function(module.words()[short])
    inputs = [z3.BitVec(name[1:], kind.bits) for name, kind, _ in function.parameters]
    ends = machine.run(function, [Value(one) for one in inputs])
    return inputs, ends


def evaluator(module, short):
    """A function of numbers that does what the compiled one does, path by path."""
    inputs, ends = summary(module, short)

    def run(*numbers):
        pairs = [(one, z3.BitVecVal(n, one.size())) for one, n in zip(inputs, numbers, strict=True)]

        def known(expression):
            return z3.simplify(z3.substitute(expression, *pairs))

        for state, value in ends:
            if all(z3.is_true(known(taken)) for taken in state.taken):
                if hasattr(value, "parts"):
                    some, inner = value.parts
                    return known(inner.bits).as_long() if known(some.bits).as_long() else None
                return known(value.bits).as_long()
        return "no path"

    return run


def faults(module, stride):
    """What differs: every `stride`-th of all inputs, whose number is no multiple of it."""
    bad, tried, place = [], 0, 0
    for verb in ("take", "give", "charge"):
        run = evaluator(module, f"small_{verb}")
        for word in range(256):
            for n in AMOUNTS:
                for credit in CREDITS if verb == "take" else (0,):
                    place += 1
                    if place % stride:
                        continue
                    tried += 1
                    numbers = (word, n, credit) if verb == "take" else (word, n)
                    if run(*numbers) != expected(verb, word, n, credit) and not bad:
                        bad.append(f"small_{verb}{numbers}: {run(*numbers)}")
    print(f"words: {tried} of {place} inputs of six bits tried besides, by plain integers")
    return bad
