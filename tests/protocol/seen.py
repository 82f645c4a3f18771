#!/usr/bin/env python3
"""Tells the members of topics.def that no document of any test held: seen.py DIRECTORY, where tests
that hold documents to the table (tests/script/contract.h) noted what they saw."""
import sys
from pathlib import Path

import tables

notes = list(Path(sys.argv[1]).glob("*"))
seen = {line for note in notes for line in note.read_text().splitlines()}
wanted = {f"{s.type}.{m.name}" for s in tables.Topics().shapes.values() for m in s.members}
never = sorted(wanted - seen)
for name in never:
    print(f"  no document of any test has held {name}")
print(f"summary: {len(seen)} of {len(wanted)} members seen, by {len(notes)} programs")
sys.exit(1 if never or not notes else 0)
