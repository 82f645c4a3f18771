#!/usr/bin/env python3
"""The research folder of all golden logs: every figure is counted again from its tables, and is
what `tablee tally` prints and what the table saw on its screen; a log that is cut or forged among
many is named, and the others are exported. Nothing but Python.

Usage: study.py [FOLDER]    where the folder stays; else nowhere
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "server/codec/study"))
sys.dont_write_bytecode = True
import figures  # noqa: E402 - it is the folder's own
from flat import flat  # noqa: E402

TABLEE = Path(os.environ.get("TABLEE_BUILD", TOP / "build")) / "tablee"
LOGS = sorted((TOP / "tests/golden").glob("*.ndjson"))
ADDRESS = "https://tablee.invalid"


def run(*arguments, code=0):
    done = subprocess.run([TABLEE, *map(str, arguments)], capture_output=True, text=True,
                          timeout=120, check=False, env={**os.environ, "LC_ALL": "C"})
    assert done.returncode == code, (arguments, done.returncode, done.stderr)
    return done


# Every figure, counted again, is the one that `tablee tally` prints.
def check_figures(folder):
    rooms, counted, left = list(folder.rooms), 0, 0
    assert len(rooms) == len(LOGS)
    tables = folder.tables()
    for room, log in zip(rooms, LOGS):
        tally = json.loads(run("tally", "--decimals", "15", log).stdout)["tables"]
        for table in (t for t in tables if t.room == room):
            told = dict(flat(tally[table.table]))
            for path, value in table.figures().items():
                assert path in told and figures.same(value, told[path]), (log.name, path, value)
                counted += 1
            _, wrong, skipped = figures.compare(table)
            assert not wrong, (log.name, wrong)
            left += len(skipped)
            missing = told.keys() - table.figures().keys()
            assert all(p.startswith(table.skipped) for p in missing), (log.name, missing)
            if not table.left_out and not table.forgotten and not table.few:
                assert set(skipped) <= {"peer.raters", "peer.pairs", "peer.shown", "peer.reason"}
    assert counted > 1500, counted
    return counted, left


# What is counted again is also what the screen of the table showed at the end.
def merge(document, patch):
    if not isinstance(patch, dict):
        return patch
    document = dict(document) if isinstance(document, dict) else {}
    for key, value in patch.items():
        if value is None:
            document.pop(key, None)
        else:
            document[key] = merge(document.get(key), value)
    return document


def screens_of(log):
    """The topics `outcome/…` as a facilitator's screen holds them at the end of a log."""
    document = {}
    for line in run("replay", "--view", "facilitator", log).stdout.splitlines():
        record = json.loads(line)
        patch = record.get("patch", record.get("docs", {}))
        document = merge(document, {k: v for k, v in patch.items() if k.startswith("outcome/")})
    return {name.split("/")[1]: topic for name, topic in document.items()}


def as_told(ours):
    """A set as a list in the order of the names."""
    kinds = ("money", "premises", "expertise", "volunteers", "permits", "network")
    ours["kinds"] = {g: [k for k in kinds if k in ours["kinds"][g]] for g in figures.GROUPS}
    return ours


def check_screens(folder):
    seen = 0
    for room, log in zip(folder.rooms, LOGS):
        screens = screens_of(log)
        for table in (t for t in folder.tables() if t.room == room and not t.forgotten):
            screen = screens[table.table]
            tally, ours = screen.get("tally"), as_told(table.outcome())
            if not tally:
                continue
            founding = ours.pop("founding", None)
            assert founding is None or founding == screen["founding"], (log.name, founding)
            for key, value in ours.items():
                said = tally.get(key)
                if key == "lead":
                    said = [act[1:] for act in said]
                if key == "relied":
                    said = said if tally.get("relied") else value  # some answers never came
                if key == "agreed" and table.sealed:
                    continue
                assert said == value or (not said and not value), (log.name, key, value, said)
                seen += 1
    assert seen > 200, seen
    return seen


# The tables: tidy, told in the codebook, and with nothing that joins them to a log.
OURS = ("seats", "groups", "acts", "hands", "objections", "versions", "moments")


def check_tables(folder):
    book = {(r["file"], r["column"]): r for r in folder.rows["codebook"]}
    for name, rows in folder.rows.items():
        for column in rows[0] if rows and name != "codebook" else ():
            entry = book[name, column]
            assert entry["en"] and entry["fr"] and entry["type"] and entry["source"], entry
            assert entry["type"] != "integer" or entry["unit"], entry
    for name in OURS:
        columns = set(folder.rows[name][0])
        assert not columns & {"seq", "at_ms", "t"}, name
        keys = [tuple(r.values()) for r in folder.rows[name]]
        if name in ("seats", "groups", "objections", "versions"):
            assert len(keys) == len(set(keys)), name
    whole = json.loads((folder.path / "tablee-export.json").read_text(encoding="utf-8"))
    for name, rows in folder.rows.items():
        assert len(whole[name]) == len(rows), name
    graphs = {f.stem.split("-")[0] for f in folder.path.glob("*.graphml")}
    assert graphs == {"followers", "ratings"}, graphs


def check_companions(folder):
    notebook = json.loads((folder.path / "tablee.ipynb").read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4 and not any(c.get("outputs") for c in notebook["cells"])
    for name in ("LISEZMOI.md", "README.md", "CITATION.cff", "tablee.Rmd", "figures.py"):
        assert (folder.path / name).read_bytes() == \
            (TOP / "server/codec/study" / name).read_bytes(), name


# xAPI 1.0.3, part 2: what a statement must and may hold.
IRI = re.compile(r"https?://[\w.~:/-]+$")


def check_agent(agent):
    assert agent["objectType"] in ("Agent", "Group") and set(agent) == {"objectType", "account"}
    assert set(agent["account"]) == {"homePage", "name"} and IRI.match(agent["account"]["homePage"])


def check_statement(s):
    assert set(s) <= {"id", "actor", "verb", "object", "result", "context", "version"}, set(s)
    assert uuid.UUID(s["id"]).version == 4 and uuid.UUID(s["context"]["registration"])
    check_agent(s["actor"])
    assert IRI.match(s["verb"]["id"]) and set(s["verb"]["display"]) == {"fr-CA", "en-CA"}
    about = s["object"]
    if "objectType" in about:
        check_agent(about)  # then no platform, no revision
    else:
        assert IRI.match(about["id"]) and IRI.match(about["definition"]["type"])
    for activities in s["context"]["contextActivities"].values():
        assert activities and all(IRI.match(a["id"]) for a in activities)
    assert all(IRI.match(key) for key in s["context"]["extensions"])
    score = s.get("result", {}).get("score")
    assert score is None or score["min"] <= score["raw"] <= score["max"]
    assert s["version"] == "1.0.3"


def marks_by_rater(rows):
    """What each rater gave, as a list of lists that tells nobody: "" who cannot say."""
    by = {}
    for rater, value in rows:
        by.setdefault(rater, []).append("" if value in (0, None) else str(value))
    return sorted(sorted(marks) for marks in by.values())


# Each rater of a log has as many ratings in the folder as the log says, and the same ones; what is
# not there is counted, and what a log seals is in none.
def check_ratings(folder):
    raters = 0
    for room, log in zip(folder.rooms, LOGS):
        rows = [r for r in folder.rows["ratings"] if r["room"] == room]
        left = sum(int(r["count"]) for r in folder.rows["suppressions"]
                   if (r["room"], r["file"], r["what"]) == (room, "ratings", "row"))
        records = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()[2:]]
        rates = [r for r in records if r["act"] == "rate"]
        if any(isinstance(r["a"]["person"], dict) for r in rates):
            assert not rows, log.name
            continue
        last = {(r["by"], r["a"]["person"]): r["a"]["value"] for r in rates}
        assert len(rows) + left == len(last), (log.name, len(rows), left, len(last))
        if not left:
            ours = marks_by_rater(((r["table"], r["rater"]), r["value"]) for r in rows)
            theirs = marks_by_rater((by, value) for (by, _), value in last.items())
            assert ours == theirs, (log.name, ours, theirs)
            raters += len(ours)
    assert raters > 50, raters
    return raters


def check_xapi(folder):
    statements = json.loads((folder.path / "xapi.json").read_text(encoding="utf-8"))
    for statement in statements:
        check_statement(statement)
    assert len({s["id"] for s in statements}) == len(statements), "each its own"
    told = sum(r["act"] != "react" or r["stance"] != "" for r in folder.rows["acts"])
    told += sum(r["value"] != "" for r in folder.rows["ratings"])
    told += sum(r["final"] != "" and r["table"] != "" for r in folder.rows["people"])
    assert len(statements) == told, (len(statements), told)
    people = {f"{r['room']}-{r['person']}" for r in folder.rows["people"]}
    agents = {s["actor"]["account"]["name"] for s in statements
              if s["actor"]["objectType"] == "Agent"}
    raters = {f"{r['room']}-{r['table']}-{r['rater']}" for r in folder.rows["ratings"]}
    assert not raters & people, "who rated is nobody of those who did the rest"
    assert agents <= people | raters, "nobody who did not consent is a person there"
    assert any(s["actor"]["objectType"] == "Group" for s in statements)
    return len(statements)


# Cut, forged, twice: each is named and left out, and the others are what they are without it.
def check_faults(top):
    lines = LOGS[0].read_text(encoding="utf-8").splitlines(keepends=True)
    forged = [re.sub(r'"stance":"(support|live)"', '"stance":"object"', line) for line in lines]
    assert forged != lines
    faults = {"cut.ndjson": "".join(lines[:-3]), "forged.ndjson": "".join(forged),
              "torn.ndjson": "".join(lines)[:-40], "other.ndjson": "{}\n"}
    for name, text in faults.items():
        (top / name).write_text(text, encoding="utf-8")
    bad = [top / name for name in faults]
    done = run("export", "--out", top / "some", "--format", "csv", bad[0], LOGS[1], *bad[1:3],
               LOGS[2], LOGS[1], bad[3], code=2)
    for path in bad:
        assert f"{path}: " in done.stderr, done.stderr
    assert done.stderr.count(str(LOGS[1])) == 1 and "already" in done.stderr, done.stderr
    assert "2 workshop(s) exported without those named above" in done.stderr, done.stderr
    run("export", "--out", top / "sound", "--format", "csv", LOGS[1], LOGS[2])
    for file in sorted((top / "sound").iterdir()):
        assert file.read_bytes() == (top / "some" / file.name).read_bytes(), file.name
    done = run("export", "--out", top / "none", *bad, code=2)
    assert not (top / "none").exists()
    run("export", "--out", top / "none", "--xapi", "tablee", LOGS[1], code=2)
    run("export", "--out", top / "none", "--xapi", ADDRESS, "--format", "csv", LOGS[1], code=2)
    for language in ("fr", "en"):
        run("export", "--out", top / language, "--excel", language, *LOGS[1:4])
        found = figures.Folder(top / language).tables()
        assert found and not any(figures.compare(t)[1] for t in found), language


def main(kept=None):
    with tempfile.TemporaryDirectory() as temporary:
        top = Path(temporary)
        out = Path(kept) if kept else top / "all"
        run("export", "--out", out, "--xapi", ADDRESS, *LOGS)
        folder = figures.Folder(out)
        counted, left = check_figures(folder)
        seen = check_screens(folder)
        check_tables(folder)
        check_companions(folder)
        raters = check_ratings(folder)
        statements = check_xapi(folder)
        check_faults(top)
    print(f"  {counted} figures counted again as told, {left} rest on who is missing; {seen} of "
          f"the screens; {raters} raters as their logs say; {statements} statements")


if __name__ == "__main__":
    main(*sys.argv[1:])
