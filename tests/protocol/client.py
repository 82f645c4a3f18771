#!/usr/bin/env python3
"""web/src/types.ts: what the client knows of the server, written from the server's tables.

  client.py          fails when the file is behind the tables
  client.py --write  writes it
"""
import re
import sys
from pathlib import Path

import tables

OUT = Path(__file__).resolve().parents[2] / "web/src/types.ts"
WIDTH = 100
TOPICS = tables.Topics()
PLAIN = {"INT": "number", "TIME": "number", "BOOL": "boolean", "TEXTS": "Text",
         "OF": "[number, number]", "THREE": "[number, number, number]",
         "LEAD": '[number, Group, "propose" | "amend" | "carry", string]',
         **dict.fromkeys(("TEXT", "LINE", "LONG", "PERSON", "TABLE", "CLAUSE_ID", "DATE", "ACTOR",
                          "ACT_NAME"), "string")}
NAMED = {"BY_GROUP": "Group", "BY_SCALE": "Scale", "BY_SHEET_FIELD": "SheetField",
         "BY_REPORT_FIELD": "ReportField"}
LISTS = {  # names that the client goes through one by one
    "GROUPS": "GROUP", "SCALES": "SCALE", "DIMENSIONS": "DIMENSION", "STANCES": "STANCE_NAME",
    "REASONS": "REASON", "Q3S": "Q3", "RESOURCES": "RESOURCE", "BENEFICIARIES": "BENEFICIARY",
    "REPORT_FIELDS": "REPORT_FIELD", "SHOWS": "SHOW", "WOOLS": "WOOL",
    "PLENARIES": "PLENARY"}
HEAD = """\
// Written from the server's tables by tests/protocol/client.py --write, not by hand: documents of
// core/topics.def, names of core/act.c, bounds of core/limits.h.
"""


def alias(kind):
    name, words = TOPICS.aliases[kind], [f'"{w}"' for w in TOPICS.words[kind]]
    head, line = f"export type {name} =", " | ".join(words)
    if len(f"{head} {line};") <= WIDTH:
        return f"{head} {line};"
    if len(f"    {line};") <= WIDTH:
        return f"{head}\n    {line};"
    return head + "".join(f"\n    | {w}" for w in words) + ";"


def names_of(name, kind):
    words = [f'"{w}"' for w in TOPICS.words[kind]]
    head, line = f"export const {name}: readonly {TOPICS.aliases[kind]}[] = [", ", ".join(words)
    if len(f"{head}{line}];") <= WIDTH:
        return f"{head}{line}];"
    return head + "\n" + "".join(f"    {w},\n" for w in words) + "];"


def value(m):
    of = TOPICS.shape(m)
    one = of.type if of else TOPICS.aliases.get(m.type) or PLAIN.get(m.type)
    if not one:
        sys.exit(f"topics.def: {m.name}: no type of the client says what {m.type} is")
    if m.how == "ONE":
        return one
    if m.how == "LIST":
        return f"{one}[]"
    if m.how not in NAMED:
        return f"Dict<{one}>"
    record = f"Record<{NAMED[m.how]}, {one}>"
    all_there = m.type in ("INT", "GRID_ROW")  # counts are told of each, a nought too
    return record if all_there else f"Partial<{record}>"


def interface(s):
    out = [f"/** {s.meaning}. */", f"export interface {s.type} {{"]
    for m in s.members:
        out += [f"    /** {m.meaning} */", f"    {quoted(m.name)}"
                f"{'' if 'SURE' in m.flags else '?'}: {value(m)};"]
    return "\n".join(out + ["}"])


def quoted(name):
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else f'"{name}"'


def bounds():
    """Of all layers; an enumeration: the bundler writes its numbers where they are asked."""
    values = tables.enum_values("core/limits.h").items()
    return "\n".join(["export const enum Bound {", *(f"    {k} = {n}," for k, n in values), "}"])


def written():
    parts = [HEAD + 'import type { Dict, Text } from "./reading";\n',
             'export { list, words, type Dict, type Field, type MaybeText, type Text } '
             'from "./reading";\n']
    parts += [alias(k) for k in TOPICS.words]
    parts += [""] + [names_of(name, kind) for name, kind in LISTS.items()]
    parts += ["", bounds(), ""]
    parts += [interface(s) for s in TOPICS.shapes.values()]
    topics = " | ".join(f'"{t.name}"' for t in TOPICS.topics())
    return "\n".join(parts) + f"\n/** Kinds of topics. */\nexport type TopicKind =\n    {topics};\n"


def main():
    if "--write" in sys.argv[1:]:
        OUT.write_text(written())
    elif OUT.read_text() != written():
        sys.exit("web/src/types.ts is behind the tables: tests/protocol/table.py --write")


main()
