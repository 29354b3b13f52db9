#!/usr/bin/env python3
"""The whole book once more, by other means: facts in a relational database, sums by SQL.

    simulate --log FILE                    calls and answers, and now and then what the core shows
        │
        ▼
    tables: admitted, routed, ... said     one row a fact, as it was told; nothing is worked out on the way in
        │
        ▼
    views: what each execution counts for, once; each child; each parent; each position
        │
        ▼
    differences: rows of what the core showed that the views do not allow; none may be

Law: it shares no code and no idea with the core or with its model. Where the facts leave a choice it gives bounds,
and says which sums were exact.

    check.py LOG                 fails at the first run whose book is another
    check.py LOG --break KIND    damages the log first (lose, double, change, free): it must fail

Uses: the standard library alone. Used by: `cargo xtask prove --only oracle`.
"""

import argparse
import json
import sqlite3
import sys

TABLES = """
CREATE TABLE venue(id INTEGER PRIMARY KEY, sums INTEGER, plain INTEGER, cooling INTEGER);
CREATE TABLE admitted(parent TEXT PRIMARY KEY, n INTEGER, account INTEGER, instrument INTEGER, buys INTEGER, qty INTEGER);
CREATE TABLE amended(n INTEGER, parent TEXT, qty INTEGER);
CREATE TABLE routed(child TEXT PRIMARY KEY, n INTEGER, parent TEXT, venue INTEGER, qty INTEGER, lives_on INTEGER);
CREATE TABLE asked(n INTEGER, child TEXT, qty INTEGER);
CREATE TABLE retired(parent TEXT PRIMARY KEY, n INTEGER);
CREATE TABLE said(n NUMERIC PRIMARY KEY, how TEXT, child TEXT, type TEXT, exec TEXT, ref TEXT, last INTEGER,
                  price INTEGER, cum INTEGER, leaves INTEGER, order_qty INTEGER, status TEXT,
                  duplicate INTEGER, breach INTEGER, overfill INTEGER, booked INTEGER, full INTEGER);
CREATE TABLE assigned(n INTEGER);
CREATE TABLE run(honest INTEGER);
CREATE TABLE shown_parent(n INTEGER, kind TEXT, id TEXT, state TEXT, qty INTEGER, executed INTEGER, inferred INTEGER,
                  working INTEGER, unknown INTEGER, cooling INTEGER, headroom INTEGER, overfill INTEGER, sent INTEGER,
                  children INTEGER);
CREATE TABLE shown_child(n INTEGER, kind TEXT, id TEXT, parent TEXT, state TEXT, order_qty INTEGER, cum INTEGER,
                  inferred INTEGER, leaves INTEGER, unknown INTEGER, cooling INTEGER);
CREATE TABLE shown_position(n INTEGER, kind TEXT, account INTEGER, instrument INTEGER, bought INTEGER, sold INTEGER);
CREATE TABLE at_venue(n INTEGER, child TEXT, cum INTEGER);
CREATE TABLE shown(n INTEGER, kind TEXT);
CREATE INDEX said_by ON said(child, exec, n);
CREATE INDEX shown_by ON shown_child(n, kind, id);
"""

# `now` holds the instant that is looked at: facts up to call n.
VIEWS = """
CREATE TABLE now(n INTEGER, kind TEXT);
CREATE VIEW heard AS
    SELECT said.* FROM said, now WHERE said.n <= now.n AND said.booked;

-- An execution by its own id: the first report of it that was heard.
CREATE VIEW trade AS
    SELECT child, exec, MIN(n) AS n, last FROM heard
    WHERE type = 'trade' AND last > 0 AND (how = 'report' OR cum IS NULL) GROUP BY child, exec;

-- A bust or a correction, once, with the execution that it goes back to, link by link.
CREATE VIEW link AS
    SELECT child, CASE WHEN exec IN ('0', ref) THEN type || ':' || ref || ':' || last || ':' || price ELSE exec END AS name,
           ref, type, last, MIN(n) AS n
    FROM heard WHERE type IN ('trade_cancel', 'trade_correct') GROUP BY child, name;
CREATE VIEW chain AS
    WITH RECURSIVE back(child, name, root, n, type, last, depth) AS (
        SELECT child, name, ref, n, type, last, 1 FROM link
        UNION ALL
        SELECT back.child, back.name, link.ref, back.n, back.type, back.last, depth + 1
        FROM back JOIN link ON link.child = back.child AND link.name = back.root WHERE depth < 50)
    SELECT child, name, root, n, type, last, MAX(depth) FROM back GROUP BY child, name;

-- What an execution counts for: its own quantity, or what the corrections of it say, the last one last.
CREATE VIEW event AS
    SELECT child, exec AS root, -1 AS n, 'trade' AS type, last FROM trade
    UNION ALL SELECT child, root, n, type, last FROM chain;
CREATE VIEW numbered AS
    SELECT *, ROW_NUMBER() OVER (PARTITION BY child, root ORDER BY n) AS place,
           COUNT(*) OVER (PARTITION BY child, root) AS places FROM event;
CREATE VIEW counts AS
    WITH RECURSIVE fold(child, root, place, places, qty) AS (
        SELECT child, root, place, places,
               CASE type WHEN 'trade_cancel' THEN 0 ELSE last END FROM numbered WHERE place = 1
        UNION ALL
        SELECT fold.child, fold.root, next.place, fold.places,
               CASE WHEN next.type = 'trade_correct' THEN next.last
                    WHEN next.last = 0 THEN 0 ELSE MAX(0, fold.qty - next.last) END
        FROM fold JOIN numbered AS next
          ON next.child = fold.child AND next.root = fold.root AND next.place = fold.place + 1)
    SELECT child, root, qty FROM fold WHERE place = places;
CREATE VIEW told AS SELECT child, SUM(qty) AS told FROM counts GROUP BY child;

-- What venues said of a child besides.
CREATE VIEW claims AS
    SELECT child, MAX(COALESCE(cum, 0)) AS cum, MAX(COALESCE(order_qty, 0), COALESCE(cum + leaves, 0)) AS size,
           MAX(CASE WHEN how IN ('status', 'drop_copy') AND cum IS NOT NULL THEN cum ELSE 0 END) AS stated,
           MAX(type IN ('trade_cancel', 'trade_correct')) AS corrected,
           MAX(type IN ('replaced', 'replace_rejected', 'restated')) AS resized,
           MAX(how != 'report') AS asked_for, MAX(full) AS full,
           MIN(CASE WHEN cum IS NOT NULL AND COALESCE(leaves, 0) = 0
                     AND COALESCE(status, 'filled') IN ('filled', 'canceled', 'expired', 'rejected', 'done_for_day',
                                                        'pending_cancel', 'pending_replace') AND (type IN ('canceled', 'expired', 'rejected')
                         OR (type = 'done_for_day' AND NOT (SELECT lives_on FROM routed WHERE routed.child = heard.child)))
                    THEN n END) AS ended
    FROM heard GROUP BY child;
CREATE VIEW biggest AS
    SELECT child, MAX(size) AS size FROM (
        SELECT child, MAX(COALESCE(order_qty, 0), COALESCE(cum, 0) + COALESCE(leaves, 0)) AS size FROM heard
        UNION ALL SELECT asked.child, asked.qty FROM asked, now WHERE asked.n <= now.n
        UNION ALL SELECT routed.child, routed.qty FROM routed, now WHERE routed.n <= now.n)
    GROUP BY child;

-- The book of a child: executed for certain, at most; reserved at least, at most.
CREATE VIEW book AS
    SELECT routed.child, routed.parent, routed.qty, venue.sums, venue.plain, venue.cooling > 0 AS cools,
           COALESCE(told.told, 0) AS told, COALESCE(claims.stated, 0) AS stated, COALESCE(claims.cum, 0) AS claimed,
           COALESCE(claims.full, 0) AS full, COALESCE(claims.corrected, 0) AS corrected,
           COALESCE(claims.resized, 0) OR EXISTS(SELECT 1 FROM asked, now
               WHERE asked.child = routed.child AND asked.n <= now.n) AS resized,
           COALESCE(claims.asked_for, 0) AS asked_for, claims.ended, biggest.size
    FROM routed JOIN now ON routed.n <= now.n JOIN venue ON venue.id = routed.venue
    JOIN biggest ON biggest.child = routed.child
    LEFT JOIN told ON told.child = routed.child LEFT JOIN claims ON claims.child = routed.child;
CREATE VIEW expected AS
    SELECT *, (NOT corrected AND NOT resized AND NOT asked_for AND NOT sums AND NOT cools AND NOT full
               AND size <= qty AND claimed <= qty AND told <= qty) AS exact,
           MAX(0, CASE WHEN ended IS NULL THEN MAX(qty, claimed) ELSE claimed END - MAX(told, stated)) AS reserved
    FROM book;
"""

# Each finds rows that must not be: what is wrong, and of whom.
DIFFERENCES = {
    "a child executed what was not reported, or not what was": """
        SELECT shown.id, shown.cum, shown.inferred, book.told FROM shown_child AS shown
        JOIN now ON shown.n = now.n AND shown.kind = now.kind JOIN book ON book.child = shown.id
        WHERE NOT book.full AND NOT book.sums AND (NOT book.corrected OR (SELECT honest FROM run))
          AND shown.cum - shown.inferred != book.told""",
    "a child has more inferred than was ever stated": """
        SELECT shown.id, shown.inferred, book.stated, book.told FROM shown_child AS shown
        JOIN now ON shown.n = now.n AND shown.kind = now.kind JOIN book ON book.child = shown.id
        WHERE NOT book.sums AND shown.inferred > MAX(0, book.claimed - CASE WHEN book.corrected THEN 0 ELSE book.told END)""",
    "a child holds another quantity than what is left of it": """
        SELECT shown.id, shown.leaves + shown.unknown + shown.cooling, expected.reserved FROM shown_child AS shown
        JOIN now ON shown.n = now.n AND shown.kind = now.kind JOIN expected ON expected.child = shown.id
        WHERE expected.exact AND shown.state != 'void'
          AND shown.leaves + shown.unknown + shown.cooling != expected.reserved""",
    "a child holds more than anybody ever asked for or claimed": """
        SELECT shown.id, shown.leaves + shown.unknown + shown.cooling, book.size FROM shown_child AS shown
        JOIN now ON shown.n = now.n AND shown.kind = now.kind JOIN book ON book.child = shown.id
        WHERE shown.cum + shown.leaves + shown.unknown + shown.cooling > MAX(book.size, book.claimed, shown.cum)""",
    "a child's parent is another": """
        SELECT shown.id FROM shown_child AS shown JOIN now ON shown.n = now.n AND shown.kind = now.kind
        LEFT JOIN routed ON routed.child = shown.id WHERE routed.parent IS NOT shown.parent""",
    "a parent's sums are not its children's": """
        SELECT p.id, p.executed, p.working, p.unknown, p.cooling, p.inferred FROM shown_parent AS p
        JOIN now ON p.n = now.n AND p.kind = now.kind
        LEFT JOIN shown_child AS c ON c.n = p.n AND c.kind = p.kind AND c.parent = p.id
        GROUP BY p.id HAVING p.executed != COALESCE(SUM(c.cum), 0) OR p.working != COALESCE(SUM(c.leaves), 0)
          OR p.unknown != COALESCE(SUM(c.unknown), 0) OR p.cooling != COALESCE(SUM(c.cooling), 0)
          OR p.inferred != COALESCE(SUM(c.inferred), 0)""",
    "a parent's quantity is not in one place": """
        SELECT p.id, p.qty, p.headroom, p.overfill FROM shown_parent AS p JOIN now ON p.n = now.n AND p.kind = now.kind
        WHERE p.headroom - p.overfill + p.working + p.unknown + p.cooling + p.executed != p.qty
          OR (p.headroom > 0 AND p.overfill > 0)""",
    "a parent's headroom is not what the facts leave of it": """
        SELECT p.id, p.headroom - p.overfill, p.qty - SUM(COALESCE(MAX(e.told, e.stated) + e.reserved, 0))
        FROM shown_parent AS p JOIN now ON p.n = now.n AND p.kind = now.kind
        LEFT JOIN expected AS e ON e.parent = p.id
          AND NOT EXISTS(SELECT 1 FROM shown_child AS v WHERE v.n = p.n AND v.kind = p.kind AND v.id = e.child
                         AND v.state = 'void')
        GROUP BY p.id HAVING MIN(COALESCE(e.exact, 1)) = 1
          AND p.headroom - p.overfill != p.qty - SUM(COALESCE(MAX(e.told, e.stated) + e.reserved, 0))""",
    "a parent's quantity is not what was asked for": """
        SELECT p.id, p.qty FROM shown_parent AS p JOIN now ON p.n = now.n AND p.kind = now.kind
        JOIN admitted AS a ON a.parent = p.id
        WHERE p.qty < (SELECT MIN(q) FROM (SELECT a.qty AS q UNION SELECT qty FROM amended
                       WHERE amended.parent = p.id AND amended.n <= now.n))
           OR p.qty > (SELECT MAX(q) FROM (SELECT a.qty AS q UNION SELECT qty FROM amended
                       WHERE amended.parent = p.id AND amended.n <= now.n))""",
    "a position is not the sum of what was executed": """
        SELECT pos.account, pos.instrument, pos.bought, pos.sold,
               SUM(CASE WHEN a.buys THEN p.executed ELSE 0 END), SUM(CASE WHEN a.buys THEN 0 ELSE p.executed END)
        FROM shown_position AS pos JOIN now ON pos.n = now.n AND pos.kind = now.kind
        JOIN admitted AS a ON a.account = pos.account AND a.instrument = pos.instrument AND a.n <= now.n
        JOIN shown_parent AS p ON p.id = a.parent AND p.n = pos.n AND p.kind = pos.kind
        WHERE NOT EXISTS(SELECT 1 FROM retired, now WHERE retired.n <= now.n)
        GROUP BY pos.account, pos.instrument
        HAVING pos.bought != SUM(CASE WHEN a.buys THEN p.executed ELSE 0 END)
            OR pos.sold != SUM(CASE WHEN a.buys THEN 0 ELSE p.executed END)""",
}

# Once, at the end of a run.
AT_THE_END = {
    "a repeated execution was not called one, or a new one was": """
        SELECT said.n, said.child, said.exec, said.duplicate FROM said JOIN routed ON routed.child = said.child
        JOIN venue ON venue.id = routed.venue
        WHERE said.type = 'trade' AND said.last > 0 AND said.booked AND NOT said.full AND NOT venue.sums
          AND said.how = 'report' AND said.duplicate IS NOT NULL
          AND said.duplicate != EXISTS(SELECT 1 FROM said AS before WHERE before.child = said.child
              AND before.exec = said.exec AND before.n < said.n AND before.booked AND before.last > 0
              AND before.type = 'trade')
          AND NOT EXISTS(SELECT 1 FROM said AS full WHERE full.child = said.child AND full.full)
          AND NOT EXISTS(SELECT 1 FROM said AS copy WHERE copy.child = said.child AND copy.how = 'drop_copy'
              AND copy.exec = said.exec)
          AND NOT EXISTS(SELECT 1 FROM said AS early WHERE early.child = said.child AND early.ref = said.exec)
          AND NOT EXISTS(SELECT 1 FROM said AS other WHERE other.child = said.child AND other.exec = said.exec
              AND other.type != 'trade')
          AND NOT EXISTS(SELECT 1 FROM died WHERE died.child = said.child AND died.exec = said.exec)""",
}
AT_REST = {
    "something is promised at rest": """
        SELECT id, working, unknown, cooling FROM shown_parent WHERE kind = 'rest' AND working + unknown + cooling != 0""",
}
AT_REST_AND_HONEST = {
    "what was executed is not what the venues executed": """
        SELECT c.id, c.cum, v.cum FROM shown_child AS c JOIN at_venue AS v ON v.child = c.id
        WHERE c.kind = 'rest' AND c.cum != v.cum AND c.state != 'void'
          AND NOT EXISTS(SELECT 1 FROM said WHERE said.child = c.id AND said.full)""",
    "an honest run was overfilled": """
        SELECT id, overfill FROM shown_parent WHERE kind = 'rest' AND overfill != 0
          AND NOT EXISTS(SELECT 1 FROM said WHERE said.full)""",
}


class Run:
    """One run of the simulator: its facts, and what the core showed."""

    def __init__(self, head):
        self.seed, self.honest = head["run"], head["honest"]
        self.base = sqlite3.connect(":memory:")
        self.base.executescript(TABLES + "CREATE TABLE died(n INTEGER, child TEXT, exec TEXT);" + VIEWS)
        self.put("run", self.honest)
        for place, venue in enumerate(head["venues"]):
            self.put("venue", place, venue["sums"], venue["plain"], venue["cooling"])
        self.checked = self.exact = 0

    def put(self, table, *values):
        marks = ",".join("?" * len(values))
        self.base.execute(f"INSERT OR IGNORE INTO {table} VALUES({marks})", values)

    def take(self, fact):
        n = fact["n"]
        if "view" in fact:
            return self.take_view(n, fact)
        if fact["call"] == "died":
            return self.take_death(n, fact["in"], fact["found"])
        if "no" in fact["answer"]:
            return None
        return self.take_call(n, fact, fact["answer"])

    def take_death(self, n, call, found):
        """A process died in a call: what the next one found is a fact, what it found nothing of is not."""
        if call["call"] == "admit" and found:
            self.take_call(n, call, {"parent": found})
        elif call["call"] == "route" and found:
            self.take_call(n, call, {"child": found})
        elif call["call"] in ("replace", "amend"):
            self.take_call(n, call, {})
        elif call["call"] == "retire":
            self.take_call(n, call, {})
        elif call["call"] == "assign":
            self.put("assigned", n)
        elif call["call"] == "report":
            # It is handed in again, and may be called a repetition then.
            self.put("died", n, call["child"], call["exec"])

    def take_call(self, n, fact, answer):
        kind = fact["call"]
        if kind == "admit":
            self.put("admitted", answer["parent"], n, fact["account"], fact["instrument"], fact["buys"], fact["qty"])
        elif kind == "amend":
            self.put("amended", n, fact["parent"], fact["qty"])
        elif kind == "route":
            self.put("routed", answer["child"], n, fact["parent"], fact["venue"], fact["qty"], fact["lives_on"])
        elif kind == "replace":
            self.put("asked", n, fact["child"], fact["qty"])
        elif kind == "retire":
            self.put("retired", fact["parent"], n)
        elif kind == "assign":
            self.put("assigned", n)
        elif kind in ("report", "status", "drop_copy"):
            self.take_report(n, kind, fact, answer)

    def take_report(self, n, how, fact, answer):
        self.put("said", n, how, fact["child"], fact["type"], fact["exec"], fact["ref"], fact["last"], fact["price"],
                 fact["cum"], fact["leaves"], fact["order_qty"], fact["status"], answer["duplicate"], answer["breach"],
                 answer["overfill"], answer["booked"], answer["full"])

    def take_view(self, n, fact):
        kind = fact["view"]
        self.put("shown", n, kind)
        for view in fact["parents"]:
            names = ("id", "state", "qty", "executed", "inferred", "working", "unknown", "cooling", "headroom",
                     "overfill", "sent", "children")
            self.put("shown_parent", n, kind, *(view[name] for name in names))
        for view in fact["children"]:
            names = ("id", "parent", "state", "order_qty", "cum", "inferred", "leaves", "unknown", "cooling")
            self.put("shown_child", n, kind, *(view[name] for name in names))
        for view in fact["positions"]:
            self.put("shown_position", n, kind, view["account"], view["instrument"], view["bought"], view["sold"])
        for order in fact["venue_orders"]:
            self.put("at_venue", n, order["child"], order["cum"])

    def differences(self):
        """The first difference, or nothing."""
        if self.base.execute("SELECT COUNT(*) FROM assigned").fetchone()[0]:
            # What a person gives to a child out of suspense is told to nobody else.
            return None
        for n, kind in self.base.execute("SELECT DISTINCT n, kind FROM shown ORDER BY n").fetchall():
            self.base.execute("DELETE FROM now")
            self.put("now", n, kind)
            self.checked += 1
            self.exact += self.base.execute("SELECT COALESCE(SUM(exact), 0) FROM expected").fetchone()[0]
            found = self.first(DIFFERENCES, f"after call {n}")
            if found:
                return found
        rest = self.base.execute("SELECT COUNT(*) FROM shown WHERE kind = 'rest'").fetchone()[0]
        found = self.first(AT_THE_END, "at the end") or (rest and self.first(AT_REST, "at rest"))
        return found or (rest and self.honest and self.first(AT_REST_AND_HONEST, "at rest")) or None

    def first(self, queries, when):
        for what, query in queries.items():
            row = self.base.execute(query).fetchone()
            if row:
                return f"run {self.seed}, {when}: {what}: {row}"
        return None


def damage(lines, kind):
    """The same log, wrong in one place: a fill lost, doubled, changed; or quantity freed in one view."""
    fills = [place for place, line in enumerate(lines) if is_fill(line)]
    if kind == "free":
        views = [place for place, line in enumerate(lines) if line.get("view") and line["parents"]]
        lines[views[len(views) // 2]]["parents"][0]["headroom"] += 1
        return lines
    place = fills[len(fills) // 2]
    fill = lines[place]
    if kind == "lose":
        del lines[place]
    elif kind == "change":
        fill["last"] += 1
    elif kind == "double":
        # As another execution, right before: it has a number of its own.
        twin = dict(fill, exec=fill["exec"] + "f", n=fill["n"] - 0.5)
        lines.insert(place, twin)
    return lines


def is_fill(line):
    answer = line.get("answer") or {}
    fill = line.get("call") == "report" and line["type"] == "trade" and line["last"] > 0
    return fill and answer.get("booked") and not answer["duplicate"] and not answer["full"]


def check(lines):
    """Every run of a log; the first difference and the counts."""
    runs = views = exact = 0
    run = None
    for line in lines:
        if "run" in line:
            run = Run(line)
        elif "end" in line:
            found = run.differences()
            runs, views, exact = runs + 1, views + run.checked, exact + run.exact
            if found:
                return found, runs, views, exact
        else:
            run.take(line)
    return None, runs, views, exact


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("log")
    parser.add_argument("--break", dest="kind", choices=("lose", "double", "change", "free"))
    options = parser.parse_args()
    with open(options.log, encoding="utf-8") as file:
        lines = (json.loads(line) for line in file)
        if options.kind:
            lines = damage(list(lines), options.kind)
        found, runs, views, exact = check(lines)
    if found:
        print(f"oracle: {found}")
        return 1
    if not runs or not views:
        print("oracle: the log holds nothing")
        return 1
    print(f"oracle: {runs} runs, {views} views agree; {exact} times a child's whole book was exact, else within bounds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
