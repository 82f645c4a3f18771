#!/usr/bin/env python3
"""Executes the notebooks that travel with an export, in folders of golden logs and databases and of
the worked table, and compares what they count with the tallies and with what was published.

Usage: notebooks.py DIRECTORY [--python] [--r]    DIRECTORY/worked/tablee.db: by worked.mjs
"""
import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import study
from study import figures

VECTOR = study.TOP / "tests/tally/vectors/V0.json"
NOBODY_WAITED = "rep_ratio."  # the late joiner of the worked table was there from the start


def execute(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900,
                          check=False)
    assert done.returncode == 0, (folder, command, done.stdout[-3000:], done.stderr[-3000:])


def in_python(folder):
    execute(folder, "/usr/bin/python3", "-m", "nbconvert", "--to", "notebook", "--execute",
            "--ExecutePreprocessor.kernel_name=python3", "--output", "executed.ipynb",
            "tablee.ipynb")
    cells = json.loads((folder / "executed.ipynb").read_text(encoding="utf-8"))["cells"]
    said = "".join("".join(o.get("text", "")) for c in cells for o in c.get("outputs", ()))
    assert "figures counted again and alike, 0 differ" in said, said[-2000:]
    return "recomptes-python.csv"


def in_r(folder):
    execute(folder, "Rscript", "--vanilla", "-e", 'rmarkdown::render("tablee.Rmd", quiet = TRUE)')
    page = (folder / "tablee.html").read_text(encoding="utf-8")
    assert "figures counted again and alike, 0 differ" in page
    return "recomptes-r.csv"


def counted(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        return {(r["room"], r["table"], r["tally"]): r["value"] for r in csv.DictReader(file)}


def alike(a, b):
    try:
        return abs(float(a) - float(b)) <= 1e-9
    except ValueError:
        return str(a).lower() == str(b).lower()


def check(folder, ways):
    """What a notebook counted in a folder, against tallies.csv and against the other."""
    folder_of = figures.Folder(folder)
    expected = {(t.room, t.table, path): "" if value is None else value
                for t in folder_of.tables() for path, value in t.figures().items()}
    for way in ways:
        found = counted(folder, way(folder))
        assert found.keys() == expected.keys(), found.keys() ^ expected.keys()
        for key, value in found.items():
            assert alike(value, expected[key]), (way.__name__, key, value, expected[key])
    return len(expected)


def check_published(folder):
    """The worked table as the measures print it, to four decimals."""
    vector = json.loads(VECTOR.read_text(encoding="utf-8"))
    expected = vector["expected"]
    (table,) = figures.Folder(folder).tables()
    ratings = [(r["rater"], r["value"]) for r in figures.Folder(folder).rows["ratings"]]
    given = [(p, v) for p, of in vector["input"]["ratings"].items() for v in of.values()]
    assert study.marks_by_rater(ratings) == study.marks_by_rater(given)
    ours, seen = table.figures(), 0
    for path, value in study.flat(expected):
        if path.startswith((NOBODY_WAITED, "acts.")):
            continue
        close = isinstance(value, float) and abs(ours[path] - value) <= 6e-5
        assert close or ours[path] == value, (path, ours[path], value)
        seen += 1
    acts = sorted(v for p, v in ours.items() if p.startswith("acts."))
    assert acts == sorted(expected["acts"].values()), acts
    return seen


def main(directory, *options):
    top = Path(directory)
    ways = [way for option, way in (("--python", in_python), ("--r", in_r)) if option in options]
    sets = {"worked": ["--db", top / "worked/tablee.db"], "golden": study.LOGS}
    for kept in sorted((study.TOP / "tests/golden/database").iterdir()):
        shutil.copytree(kept, top / kept.name)
        sets[f"of-{kept.name}"] = ["--db", top / kept.name / "tablee.db"]
    for name, arguments in sets.items():
        study.run("export", "--out", top / f"folder-{name}", *arguments)
        print(f"  {name}: {check(top / f'folder-{name}', ways)} figures", flush=True)
    print(f"  {check_published(top / 'folder-worked')} published figures of the worked table")


if __name__ == "__main__":
    os.environ["MPLBACKEND"] = "agg"
    main(*sys.argv[1:])
