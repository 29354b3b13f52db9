"""What LLVM's instructions do to values, and when their promises are broken."""

import re

import z3

from words.ir import Unknown
from words.values import Parts, Place, Value, any_of, when


def outside(bits, bounds):
    """Whether bits are not in a range, which may lead past the largest number."""
    _, low, high = bounds
    low, high = z3.BitVecVal(low, bits.size()), z3.BitVecVal(high, bits.size())
    return z3.simplify(z3.UGE(bits - low, high - low))


def table_of(text, name):
    """The bytes of a constant table."""
    if text is None:
        raise Unknown(f"the constant {name}")
    found = re.match(r'(?:<\{ )?\[\d+ x i8\] c"((?:[^"\\]|\\.)*)"', text)
    if found:
        pieces = re.findall(r"\\[0-9A-Fa-f]{2}|.", found[1], re.S)
        return bytes(int(one[1:], 16) if len(one) == 3 else ord(one) for one in pieces)
    found = re.match(r"\[\d+ x i(\d+)\] \[(.*?)\]", text)
    if found:
        size = int(found[1]) // 8
        numbers = [int(one.split()[-1]) for one in found[2].split(",")]
        return b"".join((one % (1 << 8 * size)).to_bytes(size, "little") for one in numbers)
    raise Unknown(f"the constant {name}: {text[:60]}")


COMPARE = {
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b,
    "ult": z3.ULT, "ule": z3.ULE, "ugt": z3.UGT, "uge": z3.UGE,
    "slt": lambda a, b: a < b, "sle": lambda a, b: a <= b,
    "sgt": lambda a, b: a > b, "sge": lambda a, b: a >= b,
}  # fmt: skip


def truth(condition):
    """A condition as one bit."""
    return z3.If(condition, z3.BitVecVal(1, 1), z3.BitVecVal(0, 1))


def compute(machine, state, one, operands):
    """The result of arithmetic, a comparison, a cast or a choice."""
    if one.op == "select":
        condition, yes, no = operands
        chosen = condition.bits == 1
        if isinstance(yes, Place):
            raise Unknown(f"a choice of addresses: {one.text}")
        poison = any_of(condition.poison, when(chosen, yes.poison, no.poison))
        return Value(z3.If(chosen, yes.bits, no.bits), poison)
    poison = any_of(*(operand.poison for operand in operands))
    a = operands[0].bits
    if one.op == "icmp":
        b = operands[1].bits
        if "samesign" in one.flags:
            poison = any_of(poison, (a < 0) != (b < 0))
        return Value(truth(COMPARE[one.extra](a, b)), poison)
    if one.op in ("zext", "sext", "trunc"):
        return cast(one, a, poison)
    b = operands[1].bits
    if one.op in ("udiv", "sdiv", "urem", "srem"):
        machine.owe(state, any_of(b == 0, operands[1].poison), "a division by zero")
        if one.op[0] == "s":
            raise Unknown(f"{one.op} is not used yet")
        if one.op == "udiv":
            machine.facts += facts_of(a, b)
    bits, broken = arithmetic(one, a, b)
    return Value(bits, any_of(poison, *broken))


def cast(one, a, poison):
    """A value of another width."""
    bits = one.kind.bits
    if one.op == "trunc":
        small = z3.Extract(bits - 1, 0, a)
        wide = a.size() - bits
        if "nuw" in one.flags:
            poison = any_of(poison, z3.ZeroExt(wide, small) != a)
        if "nsw" in one.flags:
            poison = any_of(poison, z3.SignExt(wide, small) != a)
        return Value(small, poison)
    more = bits - a.size()
    if "nneg" in one.flags:
        poison = any_of(poison, a < 0)
    return Value(z3.ZeroExt(more, a) if one.op == "zext" else z3.SignExt(more, a), poison)


def arithmetic(one, a, b):
    """The result of an operation, and what its flags promise not to be."""
    op, flags, size = one.op, one.flags, a.size()
    plain = {
        "add": lambda: a + b, "sub": lambda: a - b, "mul": lambda: a * b, "and": lambda: a & b,
        "or": lambda: a | b, "xor": lambda: a ^ b, "shl": lambda: a << b,
        "lshr": lambda: z3.LShR(a, b), "ashr": lambda: a >> b, "udiv": lambda: quotient(a, b),
        "urem": lambda: z3.URem(a, b),
    }  # fmt: skip
    bits, broken = plain[op](), []
    if op == "mul" and z3.is_bv_value(b):
        return bits, times(a, b.as_long(), flags)
    if op in ("shl", "lshr", "ashr"):
        broken.append(z3.simplify(z3.UGE(b, size)))
    checks = {
        ("add", "nuw"): lambda: z3.Not(z3.BVAddNoOverflow(a, b, False)),
        ("add", "nsw"): lambda: z3.Not(
            z3.And(z3.BVAddNoOverflow(a, b, True), z3.BVAddNoUnderflow(a, b))
        ),
        ("sub", "nuw"): lambda: z3.ULT(a, b),
        ("sub", "nsw"): lambda: z3.Not(
            z3.And(z3.BVSubNoOverflow(a, b), z3.BVSubNoUnderflow(a, b, True))
        ),
        ("mul", "nuw"): lambda: z3.Not(z3.BVMulNoOverflow(a, b, False)),
        ("mul", "nsw"): lambda: z3.Not(
            z3.And(z3.BVMulNoOverflow(a, b, True), z3.BVMulNoUnderflow(a, b))
        ),
        ("shl", "nuw"): lambda: z3.LShR(bits, b) != a,
        ("shl", "nsw"): lambda: bits >> b != a,
        ("lshr", "exact"): lambda: bits << b != a,
        ("ashr", "exact"): lambda: bits << b != a,
        ("udiv", "exact"): lambda: bits * b != a,
        ("or", "disjoint"): lambda: a & b != 0,
    }
    broken.extend(checks[op, flag]() for flag in flags)
    return bits, broken


def quotient(a, b):
    """A quotient; by what is no number, a function that `facts_of` alone says something of."""
    if z3.is_bv_value(b):
        return z3.UDiv(a, b)
    sort = a.sort()
    return z3.Function(f"quotient{a.size()}", sort, sort, sort)(a, b)


def facts_of(a, b):
    """What is known of a quotient: it is not above what was divided."""
    return [z3.Or(b == 0, z3.ULE(quotient(a, b), a))]


def product(a, b):
    """A product of two unknowns, and whether it is too large: functions and no more."""
    a, b = sorted((a, b), key=str)
    sort = a.sort()
    low = z3.Function(f"product{a.size()}", sort, sort, sort)(a, b)
    return low, z3.Function(f"carries{a.size()}", sort, sort, z3.BoolSort())(a, b)


def times(a, number, flags):
    """What the flags of a multiplication by a number promise not to be: a comparison."""
    size, broken = a.size(), []
    if number >> (size - 1):
        raise Unknown(f"a multiplication by {number}")
    if number and "nuw" in flags:
        broken.append(z3.UGT(a, ((1 << size) - 1) // number))
    if number and "nsw" in flags:
        most, least = ((1 << (size - 1)) - 1) // number, -((1 << (size - 1)) // number)
        broken.append(z3.Or(a > most, a < least))
    return broken


def intrinsic(machine, state, name, arguments):
    """One of LLVM's own functions."""
    short = name.removeprefix("llvm.").rsplit(".", 1)[0]
    if short == "assume":
        machine.owe(state, any_of(arguments[0].bits == 0, arguments[0].poison), "an assumption")
        return None
    if len(arguments) != 2:
        raise Unknown(f"intrinsic {name}")
    poison = any_of(*(argument.poison for argument in arguments))
    a, b = (argument.bits for argument in arguments)
    size = a.size()
    if short == "abs":
        broken = z3.And(b == 1, a == z3.BitVecVal(1 << (size - 1), size))
        return Value(z3.If(a < 0, -a, a), any_of(poison, z3.simplify(broken)))
    if b.size() != size:
        raise Unknown(f"intrinsic {name}")
    most, least = z3.BitVecVal((1 << (size - 1)) - 1, size), z3.BitVecVal(1 << (size - 1), size)
    signed = {
        "sadd.sat": (z3.BVAddNoOverflow(a, b, True), z3.BVAddNoUnderflow(a, b), a + b),
        "ssub.sat": (z3.BVSubNoOverflow(a, b), z3.BVSubNoUnderflow(a, b, True), a - b),
    }
    if short in signed:
        not_over, not_under, plain = signed[short]
        return Value(z3.If(not_over, z3.If(not_under, plain, least), most), poison)
    simple = {
        "umin": lambda: z3.If(z3.ULT(a, b), a, b), "umax": lambda: z3.If(z3.UGT(a, b), a, b),
        "smin": lambda: z3.If(a < b, a, b), "smax": lambda: z3.If(a > b, a, b),
        "uadd.sat": lambda: z3.If(z3.ULT(a + b, a), z3.BitVecVal(-1, size), a + b),
        "usub.sat": lambda: z3.If(z3.ULT(a, b), z3.BitVecVal(0, size), a - b),
    }  # fmt: skip
    if short in simple:
        made = simple[short]()
        if short == "usub.sat":
            machine.facts.append(z3.ULE(made, a))
        return Value(made, poison)
    carries = {
        "uadd.with.overflow": (lambda: a + b, z3.Not(z3.BVAddNoOverflow(a, b, False))),
        "usub.with.overflow": (lambda: a - b, z3.ULT(a, b)),
        "umul.with.overflow": (lambda: product(a, b)[0], product(a, b)[1]),
    }
    if short in carries:
        plain, over = carries[short]
        return Parts((Value(plain(), poison), Value(truth(over), poison)))
    raise Unknown(f"intrinsic {name}")
