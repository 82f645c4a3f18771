#!/usr/bin/env python3
"""The tables of server/PROTOCOL.md, written from acts.def, refusals.def, relays.def and
topics.def.

  table.py          fails when the page and the tables of the core disagree
  table.py --write  writes them into the page; server/asyncapi.json (asyncapi.py) and the client's
                    types (client.py) too
"""
import re
import subprocess
import sys
from pathlib import Path

import tables as core

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "server" / "PROTOCOL.md"


def field(f):
    bounds = f" {f.low}–{f.high}" if f.type in ("TEXT", "LINE", "LONG", "INT") else ""
    return f"`{f.name}` {f.type.lower()}{bounds}" + (f" ({words(f.flags)})" if f.flags else "")


def words(flags):
    return ", ".join(sorted(w.lower() for w in flags))


def tables():
    out = ["| act | who | phases | fields |", "|---|---|---|---|"]
    out += [f"| `{a.name}` | {words(a.who)} | {words(a.phases)} | "
            f"{'; '.join(map(field, a.fields))} |" for a in core.acts()]
    out += ["", "| refusal | meaning |", "|---|---|"]
    out += [f"| `{name}` | {meaning} |" for name, meaning in core.refusals()]
    out += ["", "| kind of `relay` | to readers of | meaning |", "|---|---|---|"]
    out += [f"| `{name}` | {', '.join(f'`{t}`' for t in topics)} | {meaning} |"
            for name, topics, meaning in core.relays()]
    return "\n".join(out) + "\n"


READERS = {"EVERYBODY": "everybody", "AT_TABLE": "people of the table",
           "IN_GROUP": "people of the group", "SELF": "that person",
           "FACILITATORS": "facilitators", "SCREENS": "the hall's screens",
           "REMOTE": "who is not in the hall"}
KEYS = {"BY_PERSON": "person", "BY_TABLE": "table", "BY_CLAUSE": "clause",
        "BY_AMENDMENT": "amendment", "BY_COMMITMENT": "commitment",
        "BY_FACILITATOR": "facilitator", "BY_NUMBER": "number", "BY_GROUP": "group",
        "BY_SCALE": "scale", "BY_SHEET_FIELD": "field", "BY_REPORT_FIELD": "field", "BY_ID": "id"}


def holds(topics, m):
    of = topics.shape(m)
    one = f"[{of.type}](#{of.type.lower()})" if of else m.type.lower()
    return {"ONE": one, "LIST": f"list of {one}"}.get(m.how) or f"{one} by {KEYS[m.how]}"


assert set(READERS) == core.READERS and {"ONE", "LIST", *KEYS} == core.HOW


def rows_of(topics, shape):
    for m in shape.members:
        yield f"| `{m.name}` | {holds(topics, m)} | {words(m.flags)} | {m.meaning} |"


def documents():
    """Every topic and shape, a table each."""
    topics = core.Topics()
    out = ["| topic | who may read it | holds |", "|---|---|---|"]
    out += [f"| `{s.name}` | {', '.join(w for r, w in READERS.items() if r in s.readers)} | "
            f"[{s.type}](#{s.type.lower()}): {s.meaning.lower()} |" for s in topics.topics()]
    shapes = sorted(topics.shapes.values(), key=lambda s: s.readers is None)
    for s in shapes:
        out += ["", f"#### {s.type}", "", f"{s.meaning}.", "", "| member | holds | | meaning |",
                "|---|---|---|---|", *rows_of(topics, s)]
    named = ", ".join(f"{kind.lower()} (`{'` `'.join(w)}`)" for kind, w in topics.words.items())
    return "\n".join(out + ["", f"Words: {named}."]) + "\n"


def between(page, mark, text):
    head, start, rest = page.partition(f"<!-- {mark} -->\n")
    _, end, tail = rest.partition(f"<!-- end of {mark} -->\n")
    if not (start and end):
        sys.exit(f"server/PROTOCOL.md: no place for the {mark}")
    return head + start + text + end + tail


def uncited(page):
    tests = [f for f in (ROOT / "tests").rglob("*") if f.suffix in (".c", ".mjs", ".txt")]
    text = "\n".join(f.read_text() for f in tests if "node_modules" not in f.parts)
    cited = set(re.findall(r"\bP\d+\b", text))
    return [rule for rule in re.findall(r"^- \*\*(P\d+)\*\*", page, re.M) if rule not in cited]


def main():
    page = PAGE.read_text()
    new = between(between(page, "tables", tables()), "documents", documents())
    if "--write" in sys.argv[1:]:
        PAGE.write_text(new)
    elif new != page:
        sys.exit("server/PROTOCOL.md is behind the tables of core: tests/protocol/table.py --write")
    if missing := uncited(page):
        sys.exit(f"no test cites these rules of server/PROTOCOL.md: {', '.join(missing)}")
    for other in ("asyncapi.py", "client.py"):
        run = [sys.executable, Path(__file__).with_name(other), *sys.argv[1:]]
        if subprocess.run(run, check=False).returncode:
            sys.exit(1)
    print("summary: the page, the description and the client agree with the tables")


main()
