"""Whether two compiled functions are the same but for names.

Then what is proved of one holds of both.
"""

import re

from words.machine import Machine

HASH = re.compile(r"17h[0-9a-f]{16}E")


def canonical(module, name, seen=()):
    """A function as one text, with the tables that it reads and the functions that it calls."""
    function = Machine(module).function(name)
    if function is None:
        return f"extern {HASH.sub('', name)}"
    lines = [str(function.kind), str(function.range), str(function.parameters), function.entry]
    for label, block in function.blocks.items():
        lines.append(label)
        lines += [described(module, one, (*seen, function.name)) for one in block]
    return HASH.sub("", "\n".join(lines))


def described(module, one, seen):
    """One instruction as text."""
    extra, tail = one.extra, ""
    if one.op == "call" and not one.extra["callee"].startswith("llvm."):
        callee = one.extra["callee"]
        tail = callee if callee in seen else canonical(module, callee, seen)
    if one.op == "load" and one.extra.get("range"):
        extra = {**extra, "range": module.ranges.get(one.extra["range"])}
    operands = []
    for kind, (what, given) in one.operands:
        if what == "global":
            given = module.constants.get(given[1:].strip('"'), given)
        operands.append((kind, what, given))
    return f"{one.result} {one.op} {one.kind} {operands} {sorted(one.flags)} {extra} {tail}"
