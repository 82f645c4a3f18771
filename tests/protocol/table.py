#!/usr/bin/env python3
"""The tables of server/PROTOCOL.md, written from acts.def and refusals.def.

  table.py          fails when the page and the tables of the core disagree
  table.py --write  writes them into the page, and server/asyncapi.json (asyncapi.py)
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "server" / "PROTOCOL.md"
ACT = re.compile(r'^ACT\((\w+), "(\w+)", ([^,]+), ([^)]+)\)')
FIELD = re.compile(r'^F\(\w+, \w+, "(\w+)", (\w+), (\w+|-?\d+), (\w+|-?\d+), ([^)]+)\)')
REFUSAL = re.compile(r'^REFUSAL\(\w+, "(\w+)", "(.+)"\)')


def limits():
    text = (ROOT / "server/core/limits.h").read_text()
    return dict(re.findall(r"^\s+([A-Z_]+) = (\d+),", text, re.M))


def acts():
    known, rows = limits(), []
    for line in (ROOT / "server/core/acts.def").read_text().splitlines():
        if m := ACT.match(line):
            rows.append([m[2], words(m[3]), words(m[4]), []])
        elif m := FIELD.match(line):
            low, high = (known.get(x, x) for x in (m[3], m[4]))
            flags = words(m[5]) if m[5] != "0" else ""
            text = f"`{m[1]}` {m[2].lower()}"
            text += f" {low}–{high}" if m[2] in ("TEXT", "LINE", "LONG", "INT") else ""
            rows[-1][3].append(text + (f" ({flags})" if flags else ""))
    return rows


def words(flags):
    return ", ".join(sorted(w.strip().lower() for w in flags.split("|")))


def tables():
    out = ["| act | who | phases | fields |", "|---|---|---|---|"]
    out += [f"| `{n}` | {w} | {p} | {'; '.join(f)} |" for n, w, p, f in acts()]
    out += ["", "| refusal | meaning |", "|---|---|"]
    for line in (ROOT / "server/core/refusals.def").read_text().splitlines():
        if m := REFUSAL.match(line):
            out.append(f"| `{m[1]}` | {m[2]} |")
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
