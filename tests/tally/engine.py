"""The `tablee tally` of the build under test, given tables and asked for what it prints."""
import json
import os
import subprocess
import tempfile
from pathlib import Path

BATCH = 200


def binary():
    return Path(os.environ["TABLEE_BUILD"]) / "tablee"


def run(arguments, language="C", **more):
    return subprocess.run([binary(), "tally", *arguments], capture_output=True, text=True,
                          timeout=120, check=False, env={**os.environ, "LC_ALL": language}, **more)


def refuse(constant):
    raise ValueError(f"{constant} is not JSON")


def results(tables, *options):
    """What the engine prints for each table, many tables a run."""
    tables, out = list(tables), []
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(tables), BATCH):
            names = []
            for i, table in enumerate(tables[start:start + BATCH]):
                names.append(f"{folder}/{i}.json")
                Path(names[-1]).write_text(json.dumps({"input": table}), encoding="utf-8")
            done = run([*options, *names])
            if done.returncode != 0 or done.stderr:
                raise AssertionError(f"tablee tally: exit {done.returncode}: {done.stderr}")
            out += [json.loads(line, parse_constant=refuse) for line in done.stdout.splitlines()]
    if len(out) != len(tables):
        raise AssertionError(f"{len(tables)} tables gave {len(out)} results")
    return out
