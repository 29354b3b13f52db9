"""A compiled module: its functions, aliases, constant tables, ranges and named numbers."""

import re

from words.reader import read_function


class Module:
    """A compiled module: functions are read when they are asked for."""

    def __init__(self, text):
        """Finds where each function, alias and constant stands."""
        self.headers, self.bodies, self.read = {}, {}, {}
        self.aliases, self.constants, self.ranges, self.types = {}, {}, {}, {}
        lines = iter(text.splitlines())
        for line in lines:
            if line.startswith("define "):
                name = re.search(r'@("[^"]*"|[\w.$-]+)\(', line)[1].strip('"')
                self.headers[name] = line.rstrip("{ ")
                body = []
                for inner in lines:
                    if inner.startswith("}"):
                        break
                    body.append(inner)
                self.bodies[name] = body
            elif line.startswith("@"):
                self.note_global(line)
            elif re.fullmatch(r'%"[^"]*" = type \{ i\d+ \}', line):
                # A number under another name, as atomics are.
                name, _, kind = line.partition(" = type ")
                self.types[name] = kind
            elif line.startswith("!"):
                node = re.fullmatch(r"(!\d+) = !\{i(\d+) (-?\d+), i\d+ (-?\d+)\}", line)
                if node:
                    self.ranges[node[1]] = (int(node[2]), int(node[3]), int(node[4]))

    def note_global(self, line):
        """Takes note of an alias or a constant."""
        name = re.match(r'@("[^"]*"|[\w.$-]+) = ', line)[1].strip('"')
        if " alias " in line:
            self.aliases[name] = re.search(r'ptr @("[^"]*"|[\w.$-]+)$', line)[1].strip('"')
        elif " constant " in line:
            self.constants[name] = line.split(" constant ", 1)[1]

    def function(self, name):
        """Reads the function of this name, or says that it is not here."""
        name = self.aliases.get(name, name)
        if name not in self.headers:
            return None
        if name not in self.read:
            header = self.headers[name].split(" unnamed_addr")[0].split(" local_unnamed_addr")[0]
            body = [self.plainly(line) for line in self.bodies[name]]
            self.read[name] = read_function(header, body)
        return self.read[name]

    def plainly(self, line):
        """A line with what its named types stand for."""
        for name, kind in self.types.items():
            line = line.replace(f"{name},", f"{kind},")
        return line

    def words(self):
        """Names every function of core's room `words`, by its own short name."""
        found = {}
        for name in list(self.headers) + list(self.aliases):
            short = re.fullmatch(
                r"_ZN8plimsoll5words(?:\d+[a-z]+?)?\d+([a-z_0-9]+?)17h\w{16}E", name
            )
            if short:
                path = path_of(name)
                found[path[-1]] = name
        return found


def path_of(name):
    """The path of a mangled name, without its hash."""
    rest, path = name[3:], []
    while rest[:1].isdigit():
        length = re.match(r"\d+", rest)[0]
        rest = rest[len(length) :]
        path.append(rest[: int(length)])
        rest = rest[int(length) :]
    return path[:-1]
