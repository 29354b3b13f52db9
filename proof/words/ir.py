"""The part of LLVM's textual form that the word functions are compiled to.

Law: what is not known here is refused. An unknown instruction, flag, type or piece of metadata
raises `Unknown`, and whoever asked for the proof fails.

llvmlite reads only the form of the LLVM that it was built with, which is older than rustc's.
"""

import re
from dataclasses import dataclass, field


class Unknown(Exception):  # noqa: N818, it is a word of the house
    """Something in the compiled form that the proof does not understand."""


class Endless(Unknown):
    """A function that goes round, or forks, without an end in sight."""


@dataclass(frozen=True)
class Int:
    """An integer type of so many bits."""

    bits: int


@dataclass(frozen=True)
class Struct:
    """A structure, or an array as a structure of equal parts."""

    parts: tuple


POINTER = "ptr"
VOID = "void"


@dataclass
class Instruction:
    """One instruction: what it does, to what, and what it promises."""

    op: str
    result: str | None = None
    kind: object = None
    operands: list = field(default_factory=list)
    flags: frozenset = frozenset()
    extra: object = None
    text: str = ""


@dataclass
class Function:
    """A function: its parameters with their types, and its blocks in order."""

    name: str
    kind: object
    parameters: list
    blocks: dict
    entry: str
    range: tuple | None = None


TOKEN = re.compile(
    r"""\s*(c?"(?:[^"\\]|\\.)*"|[%@]"[^"]*"|[%@][\w.$-]+|![\w.]*|\#\d+|-?\d+|[\w.]+|[{}()\[\]<>,=*:|])"""
)
# What says how a value may be used or where it comes from, and nothing about its bits.
SILENT = {
    "noundef", "zeroext", "signext", "noalias", "nonnull", "readonly", "writeonly", "readnone",
    "noreturn", "nounwind", "unnamed_addr", "local_unnamed_addr", "dso_local", "internal",
    "hidden", "private", "fastcc", "coldcc", "tail", "musttail", "notail", "returned", "writable",
    "nofree", "noinline",
}  # fmt: skip
WITH_NUMBER = {"dereferenceable", "captures", "initializes", "dereferenceable_or_null", "memory"}
METADATA = {"!noalias", "!alias.scope", "!noundef", "!prof", "!tbaa", "!srcloc", "!align"}
BINARY = {
    "add": {"nuw", "nsw"}, "sub": {"nuw", "nsw"}, "mul": {"nuw", "nsw"}, "shl": {"nuw", "nsw"},
    "lshr": {"exact"}, "ashr": {"exact"}, "udiv": {"exact"}, "sdiv": {"exact"}, "urem": set(),
    "srem": set(), "and": set(), "or": {"disjoint"}, "xor": set(),
}  # fmt: skip
CASTS = {"zext": {"nneg"}, "sext": set(), "trunc": {"nuw", "nsw"}}
PREDICATES = {"eq", "ne", "ult", "ule", "ugt", "uge", "slt", "sle", "sgt", "sge"}
ORDERINGS = {"monotonic", "acquire", "release", "acq_rel"}


class Line:
    """The tokens of one line, taken from the left."""

    def __init__(self, text):
        """Cuts `text` up."""
        self.text = text
        self.tokens = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise Unknown(f"no tokens: {text[at:]!r} in {text!r}")
            self.tokens.append(found[1])
            at = found.end()
        self.at = 0

    def peek(self):
        """Looks at the next token; the empty text at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self):
        """Takes the next token."""
        token = self.peek()
        self.at += 1
        return token

    def accept(self, token):
        """Takes the next token if it is this one; whether it was."""
        if self.peek() == token:
            self.at += 1
            return True
        return False

    def expect(self, token):
        """Takes the next token, which must be this one."""
        if not self.accept(token):
            raise Unknown(f"{token!r} expected, {self.peek()!r} found: {self.text.strip()}")

    def flags(self, allowed):
        """Takes the flags that stand here."""
        found = set()
        while self.peek() in allowed:
            found.add(self.take())
        return frozenset(found)

    def kind(self):
        """Takes a type."""
        token = self.take()
        if token == "ptr":
            return POINTER
        if token == "void":
            return VOID
        if re.fullmatch(r"i\d+", token):
            return Int(int(token[1:]))
        if token == "{":
            parts = [self.kind()]
            while self.accept(","):
                parts.append(self.kind())
            self.expect("}")
            return Struct(tuple(parts))
        if token == "[":
            count = int(self.take())
            self.expect("x")
            part = self.kind()
            self.expect("]")
            return Struct((part,) * count)
        if token == "<" and self.peek() == "{":
            kind = self.kind()
            self.expect(">")
            return kind
        raise Unknown(f"type {token!r}: {self.text.strip()}")

    def attributes(self):
        """Passes over attributes; returns the range that one of them promises."""
        promised = None
        while True:
            token = self.peek()
            if token in SILENT:
                self.take()
            elif token == "align":
                self.take()
                self.take()
            elif token == "range":
                self.take()
                self.expect("(")
                kind = self.kind()
                low, _, high = int(self.take()), self.expect(","), int(self.take())
                self.expect(")")
                promised = (kind.bits, low, high)
            elif token in WITH_NUMBER:
                self.take()
                self.pass_brackets()
            else:
                return promised

    def pass_brackets(self):
        """Passes over what stands in round brackets."""
        self.expect("(")
        depth = 1
        while depth:
            token = self.take()
            if not token:
                raise Unknown(f"an open bracket: {self.text.strip()}")
            depth += (token == "(") - (token == ")")

    def value(self, kind):
        """Takes a value of a type: a register, a global, or a constant."""
        token = self.take()
        if token.startswith("%"):
            return ("register", token)
        if token.startswith("@"):
            return ("global", token)
        if token in ("true", "false"):
            return ("number", int(token == "true"))
        if token in ("poison", "undef"):
            return ("poison", token)
        if token in ("zeroinitializer", "null"):
            return ("zero", None)
        if re.fullmatch(r"-?\d+", token) and isinstance(kind, Int):
            return ("number", int(token))
        if token in ("{", "[") and isinstance(kind, Struct):
            parts = []
            for part in kind.parts:
                if parts:
                    self.expect(",")
                if self.kind() != part:
                    raise Unknown(f"a part of another type: {self.text.strip()}")
                parts.append(self.value(part))
            self.expect("}" if token == "{" else "]")
            return ("aggregate", parts)
        raise Unknown(f"constant {token!r}: {self.text.strip()}")

    def typed(self):
        """Takes a type, attributes, and a value of the type."""
        kind = self.kind()
        self.attributes()
        return (kind, self.value(kind))

    def label(self):
        """Takes a label."""
        self.expect("label")
        return self.take()

    def end(self, made=None):
        """Takes what may stand at the end of an instruction; a load's range is kept."""
        while self.peek().startswith("#"):
            self.take()
        while self.accept(","):
            token = self.take()
            if token == "align":
                self.take()
            elif token == "!range" and made is not None:
                made.extra["range"] = self.take()
            elif token in METADATA:
                if self.take() == "!":
                    raise Unknown(f"metadata in line: {self.text.strip()}")
            else:
                raise Unknown(f"{token!r} at the end: {self.text.strip()}")
        if self.peek():
            raise Unknown(f"{self.peek()!r} left over: {self.text.strip()}")
