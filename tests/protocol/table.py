#!/usr/bin/env python3
"""The tables of server/PROTOCOL.md, written from acts.def and refusals.def.

  table.py          fails when the page and the tables of the core disagree
  table.py --write  writes them into the page, and server/asyncapi.json (asyncapi.py)
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
    return "\n".join(out) + "\n"


def uncited(page):
    tests = [f for f in (ROOT / "tests").rglob("*") if f.suffix in (".c", ".mjs", ".txt")]
    text = "\n".join(f.read_text() for f in tests if "node_modules" not in f.parts)
    cited = set(re.findall(r"\bP\d+\b", text))
    return [rule for rule in re.findall(r"^- \*\*(P\d+)\*\*", page, re.M) if rule not in cited]


def main():
    page = PAGE.read_text()
    head, _, rest = page.partition("<!-- tables -->\n")
    _, _, tail = rest.partition("<!-- end of tables -->\n")
    new = head + "<!-- tables -->\n" + tables() + "<!-- end of tables -->\n" + tail
    if "--write" in sys.argv[1:]:
        PAGE.write_text(new)
    elif new != page:
        sys.exit("server/PROTOCOL.md is behind the tables of core: tests/protocol/table.py --write")
    if missing := uncited(page):
        sys.exit(f"no test cites these rules of server/PROTOCOL.md: {', '.join(missing)}")
    asyncapi = Path(__file__).with_name("asyncapi.py")
    if subprocess.run([sys.executable, asyncapi, *sys.argv[1:]], check=False).returncode:
        sys.exit(1)
    print("summary: the page and the tables agree")


main()
