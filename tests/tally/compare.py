#!/usr/bin/env python3
"""The engine against the vectors, and against the reference on random tables.

Usage: compare.py [COUNT [FIRST_SEED]]
"""
import json
import sys
from pathlib import Path

import engine
import reference
import tables

HERE = Path(__file__).resolve().parent


def vectors(cases):
    files = sorted((HERE / "vectors").glob("*.json"))
    wanted = [json.loads(f.read_text(encoding="utf-8")) for f in files]
    bad = []
    for file, vector, found in zip(files, wanted, engine.results(v["input"] for v in wanted)):
        for name, result in (("engine", found), ("reference", reference.tally(vector, cases))):
            bad += [f"{file.name}, {name}: {d}"
                    for d in reference.differences(result, vector["expected"])]
    return len(files), bad


def random_tables(cases, seeds):
    drawn = [tables.table(seed) for seed in seeds]
    bad = []
    for seed, table, found in zip(seeds, drawn, engine.results(drawn)):
        bad += [f"seed {seed}: engine {d} in the reference"
                for d in reference.differences(found, reference.tally(table, cases))]
    return bad


def main(arguments):
    count = int(arguments[0]) if arguments else 400
    first = int(arguments[1]) if len(arguments) > 1 else 1
    cases = reference.load_cases()
    n, bad = vectors(cases)
    bad += random_tables(cases, range(first, first + count))
    for line in bad[:40]:
        print(line)
    print(f"{n} vectors and {count} random tables (seeds {first} to {first + count - 1}), "
          f"{len(bad)} differences")
    return 1 if bad or not n else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
