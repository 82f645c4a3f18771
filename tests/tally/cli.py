#!/usr/bin/env python3
"""`tablee tally` as a command: what it says of wrong files and options, and its exit code."""
import json
import sys
import tempfile
from pathlib import Path

import engine

HERE = Path(__file__).resolve().parent
V0 = str(HERE / "vectors" / "V0.json")
GOOD = json.dumps({"people": [], "events": []})


def checks(folder):
    """(arguments, standard input, exit code, lines out, text that standard error holds)"""
    broken = f"{folder}/broken.json"
    Path(broken).write_text('{"people": [{"id": "a\\u001b[31m", "g": "Z"}]', encoding="utf-8")
    control = f"{folder}/control.json"
    Path(control).write_text('{"people": [{"id": "a", "g": "\\u001b[31m"}], "events": []}',
                             encoding="utf-8")
    no_cases = f"{folder}/cases.json"
    Path(no_cases).write_text('{"version": "x", "cases": [{"key": "k", "from": ["Z"]}]}',
                              encoding="utf-8")
    yield [V0], None, 0, 1, ""
    yield [V0, V0], None, 0, 2, ""
    yield ["-"], GOOD, 0, 1, ""
    yield ["--help"], None, 0, None, ""
    yield [], None, 2, 0, "no FILE given"
    yield ["--nothing", V0], None, 2, 0, "--nothing"
    yield ["--decimals", "16", V0], None, 2, 0, "--decimals takes a whole number from 1 to 15"
    yield ["--decimals", "12", V0], None, 0, 1, ""
    yield [f"{folder}/absent"], None, 2, 0, "absent: No such file"
    yield [folder], None, 2, 0, "directory"
    yield [broken, V0], None, 2, 1, "broken.json: line 1, column "
    yield [control], None, 2, 0, '$.people[0].g: found "[31m", expected "M"'
    yield ["-"], "", 2, 0, "-: line 1"
    yield ["--cases", no_cases, V0], None, 2, 0, "cases.json: $.cases[0].from[0]: found \"Z\""
    yield ["--cases", f"{folder}/absent", V0], None, 2, 0, "absent: No such file"


FRENCH = [
    (["--help"], 0, "Utilisation\u00a0: tablee tally"),
    ([], 2, "tablee tally\u00a0: aucun FICHIER n’est nommé"),
    (["--decimals", "16", V0], 2,
     "ne convient pas\u00a0: --decimals veut un nombre entier de 1 à 15"),
    (["/dev/null"], 2, "tablee tally\u00a0: /dev/null\u00a0: "),
]


def main():
    bad, count = [], 0
    for arguments, code, said in FRENCH:
        done = engine.run(arguments, language="fr_CA.UTF-8")
        count += 1
        if done.returncode != code or said not in done.stdout + done.stderr:
            bad.append(f"{arguments}, in French: exit {done.returncode}, said "
                       f"{done.stdout + done.stderr!r}")
    with tempfile.TemporaryDirectory() as folder:
        for arguments, text, code, lines, error in checks(folder):
            done = engine.run(arguments, input=text)
            count += 1
            if done.returncode != code or error not in done.stderr:
                bad.append(f"{arguments}: exit {done.returncode}, said {done.stderr!r}")
            if lines is not None and len(done.stdout.splitlines()) != lines:
                bad.append(f"{arguments}: printed {done.stdout!r}")
            if error == "" and done.stderr:
                bad.append(f"{arguments}: said {done.stderr!r}")
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = engine.subprocess.run([engine.binary(), "tally", V0], stdout=full, check=False,
                                     stderr=engine.subprocess.PIPE, text=True, timeout=60,
                                     env={**engine.os.environ, "LC_ALL": "C"})
    if done.returncode != 1 or "cannot write the result" not in done.stderr:
        bad.append(f"a full disk: exit {done.returncode}, said {done.stderr!r}")
    for line in bad:
        print(line)
    print(f"{count + 1} command lines, {len(bad)} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
