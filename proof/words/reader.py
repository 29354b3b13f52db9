"""Reads one instruction, and one function, of LLVM's textual form."""

import re

from words.ir import (
    BINARY,
    CASTS,
    ORDERINGS,
    POINTER,
    PREDICATES,
    Function,
    Instruction,
    Int,
    Line,
    Struct,
    Unknown,
)


def read_binary(line, op, made):
    """Reads `add nuw i64 %a, 1` and its like."""
    made.flags = line.flags(BINARY[op])
    made.kind = line.kind()
    made.operands = [(made.kind, line.value(made.kind))]
    line.expect(",")
    made.operands.append((made.kind, line.value(made.kind)))


def read_cast(line, op, made):
    """Reads `zext nneg i32 %a to i64` and its like."""
    made.flags = line.flags(CASTS[op])
    made.operands = [line.typed()]
    line.expect("to")
    made.kind = line.kind()


def read_compare(line, made):
    """Reads `icmp samesign ult i64 %a, %b`."""
    made.flags = line.flags({"samesign"})
    made.extra = line.take()
    if made.extra not in PREDICATES:
        raise Unknown(f"predicate {made.extra!r}")
    kind = line.kind()
    made.operands = [(kind, line.value(kind))]
    line.expect(",")
    made.operands.append((kind, line.value(kind)))
    made.kind = Int(1)


def read_select(line, made):
    """Reads `select i1 %c, i64 %a, i64 %b`."""
    made.operands = [line.typed()]
    for _ in range(2):
        line.expect(",")
        made.operands.append(line.typed())
    made.kind = made.operands[1][0]


def read_phi(line, made):
    """Reads `phi i64 [ %a, %one ], [ 0, %other ]`."""
    made.kind = line.kind()
    made.extra = []
    while True:
        line.expect("[")
        value = line.value(made.kind)
        line.expect(",")
        made.operands.append((made.kind, value))
        made.extra.append(line.take())
        line.expect("]")
        if line.tokens[line.at : line.at + 2] != [",", "["]:
            return
        line.expect(",")


def read_branch(line, made):
    """Reads a branch with or without a condition."""
    if line.peek() == "label":
        made.extra = [line.label()]
        return
    made.operands = [line.typed()]
    made.extra = []
    for _ in range(2):
        line.expect(",")
        made.extra.append(line.label())


def read_switch(line, made):
    """Reads a switch: its default first, then its cases."""
    kind, value = line.typed()
    made.operands = [(kind, value)]
    line.expect(",")
    made.extra = [(None, line.label())]
    line.expect("[")
    while not line.accept("]"):
        if line.kind() != kind:
            raise Unknown("a case of another type")
        case = int(line.take())
        line.expect(",")
        made.extra.append((case, line.label()))


def read_call(line, made):
    """Reads a call of a function by name."""
    line.attributes()
    made.extra = {"range": None}
    made.kind = line.kind()
    callee = line.take()
    if not callee.startswith("@"):
        raise Unknown(f"a call of {callee!r}")
    made.extra["callee"] = callee[1:].strip('"')
    line.expect("(")
    while not line.accept(")"):
        if line.peek() == "metadata":
            while line.peek() not in (")", ","):
                line.take()
                if line.peek() == "(":
                    line.pass_brackets()
        else:
            made.operands.append(line.typed())
        line.accept(",")
    line.attributes()


def read_address(line, made):
    """Reads a getelementptr over bytes, or over equal parts."""
    made.flags = line.flags({"inbounds", "nuw", "nusw"})
    made.extra = line.kind()
    line.expect(",")
    made.operands = [line.typed()]
    while line.tokens[line.at : line.at + 1] == [","] and not line.tokens[line.at + 1].startswith(
        "!"
    ):
        line.expect(",")
        made.operands.append(line.typed())
    made.kind = POINTER


def read_memory(line, op, made):
    """Reads a load, a store, an exchange, an addition in place, or a fence."""
    made.flags = line.flags({"atomic", "volatile", "weak"})
    if "volatile" in made.flags:
        raise Unknown("volatile")
    made.extra = {}
    if op == "load":
        made.kind = line.kind()
        line.expect(",")
        made.operands = [line.typed()]
    elif op == "store":
        made.operands = [line.typed()]
        line.expect(",")
        made.operands.append(line.typed())
    elif op == "cmpxchg":
        made.operands = [line.typed()]
        for _ in range(2):
            line.expect(",")
            made.operands.append(line.typed())
        made.kind = Struct((made.operands[1][0], Int(1)))
    elif op == "atomicrmw":
        made.extra["op"] = line.take()
        made.operands = [line.typed()]
        line.expect(",")
        made.operands.append(line.typed())
        made.kind = made.operands[1][0]
    made.extra["ordering"] = [line.take() for _ in range(2) if line.peek() in ORDERINGS]


def read_place(line, op, made):
    """Reads an insertvalue or an extractvalue: one place."""
    made.operands = [line.typed()]
    line.expect(",")
    if op == "insertvalue":
        made.operands.append(line.typed())
        line.expect(",")
    made.extra = int(line.take())
    kind = made.operands[0][0]
    made.kind = kind if op == "insertvalue" else kind.parts[made.extra]


def read_return(line, made):
    """Reads a return."""
    if line.accept("void"):
        return
    made.operands = [line.typed()]


def read_rest(line, op, made):
    """Reads the few that have a form of their own."""
    if op == "alloca":
        made.kind, made.extra = POINTER, line.kind()
    elif op == "freeze":
        made.operands = [line.typed()]
        made.kind = made.operands[0][0]
    elif op != "unreachable":
        raise Unknown(f"instruction {op!r}: {line.text.strip()}")


def read_instruction(text):
    """Reads one instruction."""
    line = Line(text)
    made = Instruction("", text=text.strip())
    if line.peek().startswith("%") and line.tokens[1:2] == ["="]:
        made.result = line.take()
        line.expect("=")
    while line.peek() in ("tail", "musttail", "notail"):
        line.take()
    op = made.op = line.take()
    readers = {
        "icmp": read_compare, "select": read_select, "phi": read_phi, "br": read_branch,
        "switch": read_switch, "call": read_call, "getelementptr": read_address, "ret": read_return,
    }  # fmt: skip
    if op in BINARY:
        read_binary(line, op, made)
    elif op in CASTS:
        read_cast(line, op, made)
    elif op in readers:
        readers[op](line, made)
    elif op in ("load", "store", "cmpxchg", "atomicrmw", "fence"):
        read_memory(line, op, made)
    elif op in ("insertvalue", "extractvalue"):
        read_place(line, op, made)
    else:
        read_rest(line, op, made)
    line.end(made if op == "load" else None)
    return made


def read_function(header, body):
    """Reads a function from its header and the lines of its body."""
    line = Line(header)
    line.expect("define")
    promised = line.attributes()
    kind = line.kind()
    name = line.take()[1:].strip('"')
    line.expect("(")
    parameters = []
    while not line.accept(")"):
        part = line.kind()
        bound = line.attributes()
        parameters.append((line.take(), part, bound))
        line.accept(",")
    blocks, current, waiting = {}, None, None
    for text in body:
        text = re.sub(r"\s*; preds = .*$", "", text.split(";")[0] if '"' not in text else text)
        if not text.strip():
            continue
        label = re.fullmatch(r'("[^"]*"|[\w.$-]+):', text.strip())
        if label:
            current = "%" + label[1]
            blocks[current] = []
            continue
        waiting = text if waiting is None else waiting + " " + text.strip()
        if waiting.lstrip().startswith("switch") and not waiting.rstrip().endswith("]"):
            continue
        if current is None:
            current = "%start"
            blocks[current] = []
        blocks[current].append(read_instruction(waiting))
        waiting = None
    return Function(name, kind, parameters, blocks, next(iter(blocks)), promised)
