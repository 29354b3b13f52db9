"""Runs a compiled function on symbols instead of numbers: every path, and what must not be.

```text
  path      what must hold for it to be taken │ what it gives back │ what it does to shared words
  duty      must never hold: a panic, a branch on poison, a wrong address, a division by zero
```

A value is a bit-vector and a condition under which it is poison: a promise of the optimiser that
was not kept (nuw, nsw, exact, disjoint, nneg, samesign, inbounds, a range) makes its result poison,
and poison that is branched on, stored, returned or used as an address is a broken duty.

Words that threads share are arbitrary: each load gives a fresh symbol, and an exchange either
writes over exactly what it expected or fails and gives a fresh symbol. So what holds for every path
holds whatever other threads do between two steps. A loop that tries an exchange again comes back to
where it was, but for a fresh symbol in place of another: there it is cut, for nothing new follows.
"""

from dataclasses import dataclass, field

import z3

from words.ir import POINTER, Endless, Instruction, Struct, Unknown
from words.operations import compute, intrinsic, outside, table_of
from words.values import (
    ALWAYS,
    NEVER,
    Parts,
    Place,
    Value,
    Write,
    all_of,
    any_of,
    size_of,
    symbols,
)

PATHS = 4000
VISITS = 40


@dataclass
class State:
    """Where a path stands."""

    block: str
    index: int = 0
    before: str | None = None
    registers: dict = field(default_factory=dict)
    taken: tuple = ()
    memory: dict = field(default_factory=dict)
    writes: tuple = ()
    visits: dict = field(default_factory=dict)
    fresh: int = 0
    reads: tuple = ()

    def fork(self):
        """The same state, to go another way."""
        return State(
            self.block, self.index, self.before, dict(self.registers), self.taken,
            {base: dict(cells) for base, cells in self.memory.items()}, self.writes,
            dict(self.visits), self.fresh, self.reads,
        )  # fmt: skip


class Machine:
    """Runs functions of one module."""

    def __init__(self, module, instead=None):
        """`instead` gives other functions in the place of some, by name."""
        self.module, self.instead = module, instead or {}
        self.duties, self.facts, self.instructions = [], [], set()
        self.allocated = 0

    def function(self, name):
        """The function of this name, or what stands in its place."""
        name = self.module.aliases.get(name, name)
        return self.instead.get(name) or self.module.function(name)

    def owe(self, state, never, says):
        """On this path that must not hold."""
        if not z3.is_false(never):
            self.duties.append((all_of([*state.taken, never]), says))

    def run(self, function, arguments, state=None):
        """Every path through a function."""
        first = state.fork() if state else State("")
        first.block, first.index, first.before = function.entry, 0, None
        first.visits = {}
        names = [name for name, _, _ in function.parameters]
        if len(names) != len(arguments):
            raise Unknown(f"{function.name} takes {len(names)} arguments")
        first.registers = dict(zip(names, arguments, strict=True))
        left, done = [first], []
        while left:
            if len(left) + len(done) > PATHS:
                raise Endless(f"{function.name} has too many paths")
            left.extend(self.walk(function, left.pop(), done))
        return done

    def walk(self, function, state, done):
        """Follows one path to its end, or to where it forks."""
        while True:
            block = function.blocks[state.block]
            if state.index == 0 and not self.enter(function, state, block):
                return []
            one = block[state.index]
            state.index += 1
            self.instructions.add((function.name, id(one)))
            if one.op == "ret":
                value = self.typed(state, one.operands[0]) if one.operands else None
                if function.range is not None:
                    self.owe(state, outside(value.bits, function.range), "a range is left")
                done.append((state, value))
                return []
            if one.op == "unreachable":
                self.owe(state, ALWAYS, "what cannot be reached is reached")
                return []
            if one.op in ("br", "switch"):
                ways = self.branch(state, one)
                if len(ways) != 1:
                    return ways
                continue
            ways = self.step(state, one)
            if ways is not None:
                return ways

    def enter(self, function, state, block):
        """Reads the phis of a block; whether the path goes on."""
        values = []
        for one in block:
            if one.op != "phi":
                break
            kind, value = one.operands[one.extra.index(state.before)]
            values.append((one.result, self.value(state, kind, value)))
            self.instructions.add((function.name, id(one)))
        visits = state.visits.setdefault(state.block, ())
        mark = (tuple(value for _, value in values), state.fresh, len(state.writes), state.taken)
        if len(visits) >= VISITS:
            raise Endless(f"{function.name} goes round too often")
        if len(visits) >= 2 and self.is_again(visits[-2], visits[-1], mark):
            return False
        state.visits[state.block] = (*visits, mark)
        state.registers.update(values)
        state.index = len(values)
        return True

    @staticmethod
    def is_again(before, last, now):
        """Whether a path is where it was, but for one fresh symbol in the place of another."""
        # Nothing may have been written on the way round, and something must have been looked at.
        if now[2] != last[2] or now[1] == last[1]:
            return False
        for old, new in zip(last[0], now[0], strict=True):
            if not (isinstance(old, Value) and isinstance(new, Value)):
                return False
            if z3.eq(old.bits, new.bits) and z3.eq(old.poison, new.poison):
                continue
            for value, since, taken in ((old, before[1], last[3]), (new, last[1], now[3])):
                name = value.bits.decl().name() if z3.is_const(value.bits) else ""
                number = name.removeprefix("seen")
                if name == number or not number.isdigit() or int(number) < since:
                    return False
                if not z3.is_false(value.poison) or name in symbols(*taken):
                    return False
        return True

    def branch(self, state, one):
        """Where a branch leads: one state, changed in place, or several."""
        if not one.operands:
            return [self.go(state, one.extra[0], ALWAYS)]
        value = self.typed(state, one.operands[0])
        self.owe(state, value.poison, "a branch on poison")
        bits = z3.simplify(value.bits)
        if one.op == "br":
            yes = z3.simplify(bits == 1)
            ways = [(yes, one.extra[0]), (z3.Not(yes), one.extra[1])]
        else:
            cases = [(bits == number, label) for number, label in one.extra[1:]]
            rest = z3.Not(z3.Or([case for case, _ in cases])) if cases else ALWAYS
            ways = [*cases, (rest, one.extra[0][1])]
        ways = [(z3.simplify(taken), label) for taken, label in ways]
        ways = [(taken, label) for taken, label in ways if not z3.is_false(taken)]
        if len(ways) == 1:
            return [self.go(state, ways[0][1], ways[0][0])]
        return [self.go(state.fork(), label, taken) for taken, label in ways]

    @staticmethod
    def go(state, label, taken):
        """Goes on at a block."""
        state.before, state.block, state.index = state.block, label, 0
        if not z3.is_true(taken):
            state.taken = (*state.taken, taken)
        return state

    def typed(self, state, operand):
        """An operand's value."""
        return self.value(state, *operand)

    def value(self, state, kind, value):
        """A value that an instruction names."""
        what, given = value
        if what == "register":
            return state.registers[given]
        if what == "global":
            return Place(given, z3.BitVecVal(0, 64))
        if what == "aggregate":
            pairs = zip(kind.parts, given, strict=True)
            return Parts(tuple(self.value(state, part, one) for part, one in pairs))
        if isinstance(kind, Struct):
            return Parts(tuple(self.value(state, part, value) for part in kind.parts))
        if kind == POINTER:
            return Place("nothing", z3.BitVecVal(0, 64), ALWAYS if what == "poison" else NEVER)
        number = given if what == "number" else 0
        return Value(z3.BitVecVal(number, kind.bits), ALWAYS if what == "poison" else NEVER)

    def seen(self, state, bits):
        """A fresh symbol: anything at all."""
        state.fresh += 1
        return z3.BitVec(f"seen{state.fresh}", bits)

    def look(self, state, base, offset, bits, lost=False):
        """What a shared word is at this moment: anything at all."""
        value = self.seen(state, bits)
        state.reads = (*state.reads, (base, offset, value, lost))
        return Value(value)

    def step(self, state, one: Instruction):
        """Carries out one instruction; the states that follow, where it is not just this one."""
        if one.op == "call":
            return self.call(state, one)
        if one.op == "cmpxchg":
            return self.exchange(state, one)
        operands = [self.typed(state, operand) for operand in one.operands]
        if one.op in ("load", "store", "atomicrmw", "fence", "alloca", "getelementptr"):
            result = getattr(self, one.op)(state, one, operands)
        elif one.op == "insertvalue":
            parts = list(operands[0].parts)
            parts[one.extra] = operands[1]
            result = Parts(tuple(parts))
        elif one.op == "extractvalue":
            result = operands[0].parts[one.extra]
        elif one.op == "freeze":
            loose = self.seen(state, one.kind.bits)
            result = Value(z3.If(operands[0].poison, loose, operands[0].bits))
        else:
            result = compute(self, state, one, operands)
        if one.result is not None:
            state.registers[one.result] = result
        return None

    def call(self, state, one):
        """Calls a function: one of LLVM's own, one of this module, or one that never returns."""
        name = one.extra["callee"]
        if name.startswith(("llvm.lifetime", "llvm.experimental.noalias.scope")):
            return None
        arguments = [self.typed(state, operand) for operand in one.operands]
        if name.startswith("llvm."):
            result = intrinsic(self, state, name, arguments)
            if one.result is not None:
                state.registers[one.result] = result
            return None
        function = self.function(name)
        if function is None or "panic" in name:
            if "panic" in name or "slice_index" in name or "unwrap_failed" in name:
                self.owe(state, ALWAYS, f"a panic: {name}")
                return []
            raise Unknown(f"a call of {name}")
        ways = []
        for end, value in self.run(function, arguments, state):
            after = state.fork()
            after.taken, after.writes, after.fresh = end.taken, end.writes, end.fresh
            after.memory, after.reads = end.memory, end.reads
            if one.result is not None:
                after.registers[one.result] = value
            ways.append(after)
        return ways

    def address(self, state, place):
        """An address that something is read from or written to."""
        if not isinstance(place, Place) or place.base == "nothing":
            raise Unknown("an address that is none")
        self.owe(state, place.poison, "an address that is poison")
        return place.base, z3.simplify(place.offset)

    def alloca(self, state, one, _):
        """A place of the function's own."""
        self.allocated += 1
        base = f"own{self.allocated}"
        state.memory[base] = {}
        return Place(base, z3.BitVecVal(0, 64))

    def getelementptr(self, state, one, operands):
        """An address beside another."""
        place, offset, poison = operands[0], operands[0].offset, operands[0].poison
        size, inner = size_of(one.extra), one.extra
        for position, index in enumerate(operands[1:]):
            if position:
                inner = inner.parts[0]
                size = size_of(inner)
            wide = (
                z3.SignExt(64 - index.bits.size(), index.bits)
                if index.bits.size() < 64
                else index.bits
            )
            step = wide * size
            poison = any_of(poison, index.poison)
            if one.flags:
                # Nothing here is larger than a page; what is within it neither wraps nor leaves it.
                far = z3.Or(offset + step < 0, offset + step > 4096)
                poison = any_of(poison, z3.simplify(z3.Or(wide < -4096, wide > 4096, far)))
            offset = offset + step
        return Place(place.base, z3.simplify(offset), poison)

    def load(self, state, one, operands):
        """A word of the function's own, of a constant table, or one that threads share."""
        base, offset = self.address(state, operands[0])
        if base in state.memory:
            if not z3.is_bv_value(offset):
                raise Unknown("an own word at a place that is not known")
            value = state.memory[base].get((offset.as_long(), size_of(one.kind)))
            if value is None:
                raise Unknown("an own word that was not written as it is read")
            return value
        if base.startswith("@"):
            value = self.constant(state, base[1:].strip('"'), offset, one.kind)
        elif "atomic" in one.flags:
            value = self.look(state, base, offset, one.kind.bits)
        else:
            raise Unknown(f"a load that is not atomic: {one.text}")
        if one.extra.get("range"):
            bounds = self.module.ranges.get(one.extra["range"])
            if bounds is None:
                raise Unknown(f"a range that is not known: {one.text}")
            return Value(value.bits, any_of(value.poison, outside(value.bits, bounds)))
        return value

    def constant(self, state, name, offset, kind):
        """What stands in a constant table."""
        data = table_of(self.module.constants.get(name), name)
        size = size_of(kind)
        self.owe(state, z3.UGT(offset, len(data) - size), "a table is left")
        self.owe(state, z3.URem(offset, z3.BitVecVal(size, 64)) != 0, "a table is read askew")
        bits = z3.BitVecVal(0, kind.bits)
        for at in range(0, len(data) - size + 1, size):
            number = int.from_bytes(data[at : at + size], "little")
            bits = z3.If(offset == at, z3.BitVecVal(number, kind.bits), bits)
        return Value(z3.simplify(bits))

    def store(self, state, one, operands):
        """Writes a word."""
        value, place = operands
        base, offset = self.address(state, place)
        if base in state.memory:
            if not z3.is_bv_value(offset):
                raise Unknown("an own word at a place that is not known")
            state.memory[base][(offset.as_long(), size_of(one.operands[0][0]))] = value
            return
        if "atomic" not in one.flags:
            raise Unknown(f"a store that is not atomic: {one.text}")
        self.owe(state, value.poison, "poison is stored")
        state.writes = (*state.writes, Write(base, offset, None, value.bits, "store"))
        return

    def fence(self, _state, _one, _operands):
        """Orders what stands around it; arbitrary words are not changed by that."""

    def atomicrmw(self, state, one, operands):
        """Changes a shared word, whatever it was."""
        base, offset = self.address(state, operands[0])
        self.owe(state, operands[1].poison, "poison is stored")
        old, given = self.look(state, base, offset, one.kind.bits).bits, operands[1].bits
        changes = {
            "xchg": lambda: given, "add": lambda: old + given, "sub": lambda: old - given,
            "and": lambda: old & given, "or": lambda: old | given, "xor": lambda: old ^ given,
            "umax": lambda: z3.If(z3.UGT(old, given), old, given),
            "umin": lambda: z3.If(z3.ULT(old, given), old, given),
        }  # fmt: skip
        if one.extra["op"] not in changes:
            raise Unknown(f"atomicrmw {one.extra['op']}")
        new = changes[one.extra["op"]]()
        state.writes = (*state.writes, Write(base, offset, old, new, one.extra["op"]))
        return Value(old)

    def exchange(self, state, one):
        """Writes over what is expected, or finds something else."""
        place, expected, new = (self.typed(state, operand) for operand in one.operands)
        base, offset = self.address(state, place)
        self.owe(state, any_of(expected.poison, new.poison), "poison is exchanged")
        state.fresh += 1
        done = z3.Bool(f"swapped{state.fresh}")
        won, lost = state.fork(), state
        won.taken = (*won.taken, done)
        won.writes = (*won.writes, Write(base, offset, expected.bits, new.bits, "cmpxchg"))
        won.registers[one.result] = Parts((expected, Value(z3.BitVecVal(1, 1))))
        lost.taken = (*lost.taken, z3.Not(done))
        found = self.look(lost, base, offset, expected.bits.size(), lost=True)
        lost.registers[one.result] = Parts((found, Value(z3.BitVecVal(0, 1))))
        return [won, lost]
