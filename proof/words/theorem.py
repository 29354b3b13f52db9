"""Theorems: what is claimed of a function, and whether it holds for all inputs.

A theorem names a function of core's room `words` and yields claims about one run of it, on symbols.
A claim must hold on every path, whatever the inputs. For each function it is proved besides that
none of its duties is broken: see `machine`.
"""

from dataclasses import dataclass

import z3

from words.ir import POINTER, Int, Unknown
from words.machine import Machine
from words.values import Parts, Place, Value, all_of, any_of, poison_of

THEOREMS = {}
CASES = {}


@dataclass(frozen=True)
class Theorem:
    """Claims about one function, under a name that says what they are."""

    function: str
    says: str
    claims: object


def theorem(function):
    """Registers what yields the claims of a theorem about `function`."""

    def register(claims):
        says = " ".join(claims.__doc__.split()).rstrip(".")
        THEOREMS.setdefault(function, []).append(Theorem(function, says, claims))
        return claims

    return register


def cases(function):
    """Registers how all inputs of a function are divided up, where that helps the solver."""

    def register(divide):
        CASES[function] = divide
        return divide

    return register


class Undecided(Unknown):
    """No solver knows in time."""


class Run:
    """All paths of a function for arbitrary inputs."""

    def __init__(self, module, short, inputs=None, instead=None):
        """Runs the function called `short`."""
        name = module.words().get(short)
        if name is None:
            raise Unknown(f"there is no function {short}")
        self.module, self.instead = module, instead
        self.machine = Machine(module, instead)
        function = self.machine.function(name)
        arguments = [argument(*one) for one in function.parameters]
        if inputs is not None:
            arguments = [Value(bits) for bits in inputs]
        self.inputs = [one.bits for one in arguments if isinstance(one, Value)]
        self.ends = self.machine.run(function, arguments)
        if not self.ends:
            raise Unknown(f"{short} has no path")
        self.taken = [all_of(list(state.taken)) for state, _ in self.ends]
        self.reached = any_of(*self.taken)
        self.duties = [never for never, _ in self.machine.duties]
        self.says = [says for _, says in self.machine.duties]

    def merged(self, of):
        """A part of what is returned, over all paths."""
        result = None
        for taken, (_, value) in zip(self.taken, self.ends, strict=True):
            bits = of(value).bits
            result = bits if result is None else z3.If(taken, bits, result)
        return result

    def owe(self, poison, says):
        """What is returned there must not be poison."""
        for taken, (_, value) in zip(self.taken, self.ends, strict=True):
            never = poison(value)
            if not z3.is_false(never):
                self.duties.append(z3.And(taken, never))
                self.says.append(says)

    @property
    def value(self):
        """What is returned."""
        self.owe(poison_of, "poison is returned")
        return self.merged(lambda value: value)

    @property
    def truth(self):
        """What is returned, as a condition."""
        return self.value == 1

    @property
    def pair(self):
        """The two parts of what is returned."""
        self.owe(poison_of, "poison is returned")
        return self.merged(lambda value: value.parts[0]), self.merged(lambda value: value.parts[1])

    @property
    def option(self):
        """Whether there is something, and what."""
        some = self.merged(lambda value: value.parts[0])

        def never(value):
            tag, inner = value.parts
            there = z3.simplify(z3.And(tag.bits != 0, inner.poison))
            return any_of(tag.poison, z3.UGT(tag.bits, 1), there)

        self.owe(never, "poison is returned")
        return some == 1, self.merged(lambda value: value.parts[1])

    def paths(self):
        """Each path: the condition, what is returned, what was read, and what was written."""
        for taken, (state, value) in zip(self.taken, self.ends, strict=True):
            yield Way(taken, value, state.reads, state.writes)

    def every(self, claim):
        """A claim, on each path."""
        return [z3.Implies(way.taken, claim(way)) for way in self.paths()]

    def call(self, short, *inputs):
        """Another function, on these inputs."""
        return Run(self.module, short, list(inputs))


class Way:
    """One path, as theorems about shared words look at it."""

    def __init__(self, taken, returned, reads, writes):
        """Keeps what was seen and done."""
        self.taken, self.returned, self.all_reads, self.writes = taken, returned, reads, writes

    def reads(self, offset):
        """All that was seen at a place, in order."""
        return [value for _, at, value, _ in self.all_reads if at.as_long() == offset]

    def read(self, offset, nth=-1):
        """What was seen at a place; the last time, if nothing else is said."""
        values = self.reads(offset)
        return values[nth] if -len(values) <= nth < len(values) else None

    def lost(self, offset):
        """Whether an exchange there found something else than it expected."""
        found = [lost for _, at, _, lost in self.all_reads if at.as_long() == offset]
        return z3.BoolVal(any(found))

    def at(self, offset):
        """What was written at a place."""
        return [one for one in self.writes if one.offset.as_long() == offset]

    @property
    def value(self):
        """What this path returns."""
        return self.returned.bits

    @property
    def some(self):
        """Whether this path returns something."""
        return self.returned.parts[0].bits == 1

    @property
    def inner(self):
        """What this path returns inside."""
        return self.returned.parts[1].bits

    def wrote(self, *expected):
        """Whether exactly these were written, in this order: place, what was there, what is."""
        if len(self.writes) != len(expected):
            return z3.BoolVal(False)
        parts = []
        for one, (offset, old, new) in zip(self.writes, expected, strict=True):
            parts.append(z3.BoolVal(one.offset.as_long() == offset))
            if new is not None and one.new.size() == number(new, one.new).size():
                parts.append(one.new == number(new, one.new))
            elif new is not None:
                return z3.BoolVal(False)
            if old is not None:
                if one.old is None or one.old.size() != number(old, one.new).size():
                    return z3.BoolVal(False)
                parts.append(one.old == number(old, one.new))
        return z3.And(parts)


def number(given, like):
    """A number as bits."""
    return z3.BitVecVal(given, like.size()) if isinstance(given, int) else given


def argument(name, kind, bound):
    """An arbitrary input."""
    name = name.removeprefix("%")
    if kind == POINTER:
        return Place(name, z3.BitVecVal(0, 64))
    if isinstance(kind, Int) and bound is None:
        return Value(z3.BitVec(name, kind.bits))
    raise Unknown(f"an input of {kind} with {bound}")


def divided(short, formula, inputs):
    """A formula for each part of all inputs: together they say the same."""
    if short not in CASES:
        return [formula]
    parts = CASES[short](*inputs)
    conditions = [condition for condition, _, _ in parts]
    laws = [z3.Not(z3.Or(conditions))]
    laws += [z3.And(condition, one != other) for condition, one, other in parts]
    for law in laws:
        if refuted(law) is not None:
            raise Unknown(f"the cases of {short} leave something out")
    return [
        z3.And(condition, z3.substitute(formula, (one, other))) for condition, one, other in parts
    ]


def refuted(formula):
    """A model of the formula, or `None` where there is none."""
    for make, share in SOLVERS:
        solver = make()
        solver.set("timeout", int(patience.milliseconds * share))
        solver.add(formula)
        answer = solver.check()
        if answer == z3.sat:
            return solver.model()
        if answer == z3.unsat:
            return None
    raise Undecided("no solver knows in time")


# What is quick for most, and what is sure for the rest.
SOLVERS = (
    (z3.Solver, 0.05),
    (lambda: z3.SolverFor("QF_BV"), 1.0),
    (z3.SimpleSolver, 1.0),
)


class Patience:
    """How long a solver may think."""

    milliseconds = 60000


patience = Patience()


def checks_of(run, short):
    """All that must be false of a run: each duty broken, each claim that does not hold."""
    found = [(f"duty: {says}", never) for says, never in zip(run.says, run.duties, strict=True)]
    for one in THEOREMS.get(short, []):
        try:
            for claim in one.claims(run):
                parts = claim if isinstance(claim, list) else [z3.Implies(run.reached, claim)]
                found += [(one.says, z3.Not(part)) for part in parts]
        except (AttributeError, IndexError, TypeError, ValueError, z3.Z3Exception) as error:
            # A word that the theorem speaks of was not looked at, or another one was.
            found.append((f"{one.says}: it cannot even be said ({error})", z3.BoolVal(True)))
    # What a claim asks for may owe something too.
    owed = len([1 for says, _ in found if says.startswith("duty: ")])
    found += [
        (f"duty: {says}", never)
        for says, never in zip(run.says[owed:], run.duties[owed:], strict=True)
    ]
    return found


def first_fault(module, short, instead=None):
    """The first theorem or duty that does not hold of a function, with inputs; `None` if all do."""
    run = Run(module, short, instead=instead)
    if short not in THEOREMS:
        raise Unknown(f"nothing is claimed of {short}")
    for says, never in checks_of(run, short):
        if z3.is_false(z3.simplify(never)):
            continue
        for part in divided(short, z3.And(never, *run.machine.facts), run.inputs):
            model = refuted(part)
            if model is not None:
                return says, model
    return None


def differs(module, short, instead):
    """Inputs for which what stands instead does something else; `None` if it never does."""
    one, other = Run(module, short), Run(module, short, instead=instead)
    apart = [*other.duties, z3.And(one.reached, z3.Not(other.reached))]
    for a in one.paths():
        for b in other.paths():
            same = z3.And(same_value(a.returned, b.returned), same_writes(a.writes, b.writes))
            apart.append(z3.And(a.taken, b.taken, z3.Not(same)))
    whole = z3.And(z3.Or(apart), *one.machine.facts)
    for part in divided(short, whole, one.inputs):
        model = refuted(part)
        if model is not None:
            return model
    return None


def same_value(a, b):
    """Whether two returned values are the same, or nothing that may be looked at."""
    if a is None or b is None:
        return z3.BoolVal(a is b)
    if isinstance(a, Parts):
        return z3.And([same_value(x, y) for x, y in zip(a.parts, b.parts, strict=True)])
    if z3.is_true(a.poison):
        return z3.BoolVal(True)
    return z3.Or(a.poison, z3.And(z3.Not(b.poison), a.bits == b.bits))


def same_writes(a, b):
    """Whether the same was written to the same places."""
    if len(a) != len(b):
        return z3.BoolVal(False)
    parts = []
    for x, y in zip(a, b, strict=True):
        if x.how != y.how or x.new.size() != y.new.size():
            return z3.BoolVal(False)
        parts += [x.offset == y.offset, x.new == y.new]
        if x.old is not None:
            parts.append(x.old == y.old)
    return z3.And(parts) if parts else z3.BoolVal(True)
