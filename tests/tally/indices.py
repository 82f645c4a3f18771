#!/usr/bin/env python3
"""The engine's density, centralisation and evenness against R's igraph, sna and vegan, to 1e-9.

Usage: indices.py [COUNT [FIRST_SEED]]
"""
import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import engine
import reference
import tables

HERE = Path(__file__).resolve().parent
HEADS = {"sizes": ["table", "people", "eligible", "groups"], "acts": ["table", "kind", "acts"],
         "ties": ["table", "from", "to"], "ratings": ["table", "from", "to", "rating"]}
# What each program must have been asked for at least a few times.
WANTED = {("J_person", "vegan"), ("J_group", "vegan"), ("follow.density", "igraph"),
          ("follow.density", "sna"), ("follow.central", "igraph"), ("follow.central", "sna"),
          ("peer.density_1_5", "sna"), ("peer.density_ge4", "sna"), ("peer.density_ge4", "igraph"),
          ("peer.central", "igraph")}


def ties_of(t):
    for c, first in t.clauses.items():
        given = t.on(c, "amend", "carry", "commit")
        authors = first.people.union(*(a.people for a in given if a.k == "amend"))
        yield from ((j, i) for a in given for j in a.people for i in authors if i != j)


def rows_of(seed, table):
    """(file, row) for R; the engine's own figures are not looked at."""
    t = reference.Table(table)
    acts = t.participation()[0]
    groups = Counter()
    for act in t.acts:
        for _, g in act.voices:
            groups[g] += 1 / len(act.voices)
    yield "sizes", [seed, t.n, len(t.eligible), t.k]
    yield from (("acts", [seed, "person", float(acts[p])]) for p in t.eligible)
    yield from (("acts", [seed, "group", groups[g]]) for g in t.seated)
    number = {p: i + 1 for i, p in enumerate(t.people)}
    yield from (("ties", [seed, number[j], number[i]]) for j, i in sorted(set(ties_of(t))))
    if not t.peer()["shown"]:
        return
    number = {p: i + 1 for i, p in enumerate(t.eligible)}
    for p in t.eligible:
        for q, value in (table["ratings"].get(p) or {}).items():
            if q in number and q != p and value is not None:
                yield "ratings", [seed, number[p], number[q], value]


def ask_r(drawn):
    with tempfile.TemporaryDirectory() as folder:
        files = {k: open(f"{folder}/{k}.csv", "w", encoding="utf-8") for k in HEADS}
        writers = {k: csv.writer(f) for k, f in files.items()}
        for name, head in HEADS.items():
            writers[name].writerow(head)
        for seed, table in drawn.items():
            for name, row in rows_of(seed, table):
                writers[name].writerow(row)
        for file in files.values():
            file.close()
        done = subprocess.run(["Rscript", "--vanilla", HERE / "indices.R", folder], timeout=1200,
                              capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"Rscript failed: {done.stderr}")
    return [line.split(",") for line in done.stdout.splitlines()]


def figure(result, path):
    for key in path.split("."):
        result = result.get(key) if result else None
    return result


def complete(table):
    """Every second table gets every rating, so that programs without missing data can answer."""
    names = [p["id"] for p in table["people"]]
    table["ratings"] = {p: {q: 1 + (7 * i + 3 * j) % 5 for j, q in enumerate(names) if p != q}
                        for i, p in enumerate(names)}
    return table


def main(arguments):
    count = int(arguments[0]) if arguments else 500
    first = int(arguments[1]) if len(arguments) > 1 else 1
    drawn = {seed: tables.table(seed) for seed in range(first, first + count)}
    drawn = {s: complete(t) if s % 2 else t for s, t in drawn.items()}
    names = {f"vector {f.stem}": json.loads(f.read_text(encoding="utf-8"))["input"]
             for f in (HERE / "vectors").glob("*.json")}
    drawn.update(names)
    found = dict(zip(map(str, drawn), engine.results(drawn.values(), "--decimals", "15")))
    bad, seen = [], Counter()
    for table, index, program, value in ask_r(drawn):
        seen[index, program] += 1
        ours = figure(found[table], index)
        if ours is None or abs(ours - float(value)) > 1e-9:
            bad.append(f"{table}: {index} is {ours}, and {value} for {program}")
    bad += [f"{program} was hardly asked for {index}" for index, program in WANTED
            if seen[index, program] < count / 20]
    for line in bad[:40]:
        print(line)
    print(f"{sum(seen.values())} figures of {len(drawn)} tables against R, {len(bad)} differences")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
