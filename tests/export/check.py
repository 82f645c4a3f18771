#!/usr/bin/env python3
"""Reads an export as those who study it would: csv, json and networkx of the distribution; then
compares it with the tallies, and looks for those who should not be in it."""
import csv
import glob
import json
import math
import os
import re
import sys

import networkx
from flat import flat

top = sys.argv[1]
who = json.load(open(f"{top}/who.json", encoding="utf-8"))
tallies = json.load(open(f"{top}/tallies.json", encoding="utf-8"))


def read(folder, name, encoding="utf-8"):
    with open(f"{top}/{folder}/{name}.csv", encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


names = sorted(os.path.basename(f)[:-4] for f in glob.glob(f"{top}/csv/*.csv"))
tables = {name: read("csv", name) for name in names}
rooms = [row["room"] for row in tables["rooms"]]
assert len(rooms) == 2 and len(set(rooms)) == 2


def count(name, room, **wanted):
    return sum(row["room"] == room and all(row[k] == v for k, v in wanted.items())
               for row in tables[name])


# The codebook knows every column and every figure.
book = {(row["file"], row["column"]) for row in tables["codebook"]}
for name, rows in tables.items():
    for column in rows[0].keys() if rows and name != "codebook" else []:
        assert (name, column) in book, (name, column)
figures = {row["values"] for row in tables["codebook"] if row["type"] == "figure"}
told = {row["tally"].split(".")[0] for row in tables["tallies"]}
assert told <= figures, told - figures
for row in tables["codebook"]:
    assert row["en"] and row["fr"], row


# Figures are those of `tablee tally`, one by one.
for room, tally in zip(rooms, tallies):
    said = {row["tally"]: row for row in tables["tallies"] if row["room"] == room}
    expected = dict(flat(tally["tables"]["t1"]))
    if room == rooms[0]:
        for person in (who["refuser"], who["forgotten"]):
            del expected[f"acts.{person}"]
    assert said.keys() == expected.keys(), said.keys() ^ expected.keys()
    for path, value in expected.items():
        row = said[path]
        if value is None:
            assert row["value"] == "" and row["label"] == "", path
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            assert math.isclose(float(row["value"]), value, abs_tol=1e-12), path
        else:
            assert row["label"] == {True: "true", False: "false"}.get(value, value), path
    t = tally["tables"]["t1"]
    assert count("clauses", room) == 3  # one of them taken back
    assert count("clauses", room, state="adopted") == len(t["adopted"])
    assert t["beyond_norm"] == count("clauses", room, state="adopted", beyond_norm="true") == 1
    assert t["soc"] == sum(r["room"] == room and r["state"] == "adopted" and "soc" in r["dims"]
                           for r in tables["clauses"])
    assert t["solidarity"][1] == count("commitments", room, taken_back="false")

room = rooms[0]
assert [r["by"] for r in tables["calls"] if r["room"] == room] == ["p1"]
founding = {r["item"]: r for r in tables["founding"] if r["room"] == room}
assert founding["members"]["choice"] == "users supporting"
assert founding["members"]["difference"] == "democratic"
assert founding["share"]["amount"] == "100" and founding["founders"]["written"] == "true"
assert count("people", room) == 5
assert count("people", rooms[1]) == 3
assert tables["rooms"][0]["people"] == "7"
assert tallies[0]["tables"]["t1"]["objections"]["compromise"] == 1
assert tallies[0]["tables"]["t1"]["reasons"] == [1, 1]

# Who refused is in the counts, as their group; who is forgotten has no row.
for name, rows in tables.items():
    if name == "codebook":
        continue
    for row in rows:
        for column, value in row.items():
            if row["room"] == room and column in ("credit", "person", "by"):
                assert not {who["refuser"], who["forgotten"]} & set(value.split()), (name, row)
assert count("stances", room, person="") > 0
assert count("ratings", room) == 5 * 4 and count("answers", room) == 5
assert count("ratings", rooms[1], value="") == 3 * 2
left_out = {(r["file"], r["what"], r["reason"]): int(r["count"])
            for r in tables["suppressions"] if r["room"] == room and r["table"] == "t1"}
assert left_out["people", "row", "no_consent"] == left_out["people", "row", "forgotten"] == 1
assert left_out["ratings", "row", "no_consent"] + left_out["ratings", "row", "forgotten"] == 22
assert left_out["answers", "row", "no_consent"] + left_out["answers", "row", "forgotten"] == 2
assert left_out["texts", "words", "no_consent"] > 0
assert left_out["texts", "words", "forgotten"] > 0
assert ("tallies", "figure", "few_eligible") in {
    (r["file"], r["what"], r["reason"]) for r in tables["suppressions"]
    if r["room"] == rooms[1]}, "three people rate: too few"

# Who rated whom, and what each answered alone: under ids that no other file has, in no order but
# that of what they say; the acts themselves, and what was being written, are not among the events.
ids = {f"e{i}" for i in range(1, 6)}
for r in tables["ratings"] + tables["answers"]:
    said = [r[k] for k in ("rater", "rated", "q2a", "q2b") if r.get(k)]
    assert r["rater"] and all(re.fullmatch(r"e\d+", s) for s in said), r
    assert not any(r[k] for k in ("rater_group", "rated_group", "group") if k in r), r
assert {r["rater"] for r in tables["ratings"] if r["room"] == room} == ids
for name in ("ratings", "answers"):
    keys = [(r["room"], r["table"], int(r["rater"][1:]), int(r.get("rated", "e0")[1:]))
            for r in tables[name]]
    assert keys == sorted(keys, key=lambda k: (rooms.index(k[0]), *k[1:])), name
for name, rows in tables.items():
    cells = {v for r in rows for k, v in r.items() if name not in ("ratings", "answers")}
    assert not cells & ids, name
    columns = set(rows[0]) if rows and name not in ("ratings", "answers") else set()
    assert not columns & {"q2a", "q2b", "q3", "q4", "q5", "rater", "rated"}, name
alone = {"rate", "answers", "draft", "reserve", "writing", "lapse"}
assert not alone & {r["act"] for r in tables["events"]}
shared = [r["text"] for r in tables["texts"] if r["room"] == room and r["act"] == "answers"]
assert len(shared) == 5 and shared == sorted(shared)
assert not any(r["person"] or r["seq"] or r["group"] for r in tables["texts"]
               if r["act"] == "answers")

# Words: whole, and no formula. What a spreadsheet would run begins with an apostrophe.
texts = {(r["person"], r["act"], r["field"]): r["text"] for r in tables["texts"]
         if r["room"] == room}
for number, words in who["formulas"].items():
    assert texts[f"p{number}", "idea", "need"] == f"'{words}", texts[f"p{number}", "idea", "need"]
gave_up = {r["group"]: r["text"] for r in tables["texts"]
           if r["room"] == room and (r["act"], r["field"]) == ("gave_up", "text")}
assert gave_up == {"M": "Le terrain du stationnement", "C": ""}, gave_up  # emptied: no last word
for name, rows in tables.items():
    for row in rows:
        for column, value in row.items():
            number = name == "tallies" and column == "value"
            assert number or value[:1] not in tuple("=+-@\t\r"), (name, column, value)
seqs = [int(r["seq"]) for r in tables["events"] if r["room"] == room]
assert seqs == sorted(set(seqs))
assert {r["seq"] for r in tables["texts"] if r["room"] == room} <= {"", *map(str, seqs)}
for row in tables["events"]:
    assert row["act"] != "cred"
    assert not row["fields"] or isinstance(json.loads(row["fields"]), dict)

# A byte order mark changes nothing else; JSON says the same, without apostrophes.
for name in names:
    plain = open(f"{top}/csv/{name}.csv", "rb").read()
    assert open(f"{top}/bom/{name}.csv", "rb").read() == b"\xef\xbb\xbf" + plain
    assert read("bom", name, "utf-8-sig") == tables[name]

# As a spreadsheet in French expects it: the same cells, and figures with decimal commas.
for name in names:
    with open(f"{top}/fr/{name}.csv", encoding="utf-8-sig", newline="") as file:
        french = list(csv.DictReader(file, delimiter=";"))
    assert len(french) == len(tables[name]), name
    for ours, theirs in zip(tables[name], french):
        for column, value in ours.items():
            figure = name == "tallies" and column == "value"
            assert theirs[column] == (value.replace(".", ",") if figure else value), (name, column)
    assert open(f"{top}/en/{name}.csv", "rb").read() == open(f"{top}/bom/{name}.csv", "rb").read()
assert any("." in row["value"] for row in tables["tallies"])
whole = json.load(open(f"{top}/json/tablee-export.json", encoding="utf-8"))
assert sorted(whole) == names
for name in names:
    assert len(whole[name]) == len(tables[name]), name
needs = [r["text"] for r in whole["texts"] if r["act"] == "idea" and r["field"] == "need"]
assert set(who["formulas"].values()) <= set(needs)
assert all(r["value"] is None or isinstance(r["value"], (int, float)) for r in whole["tallies"])

# Another use, another consent: those who refused research had said yes to the debrief.
debrief = [r["person"] for r in read("debrief", "people") if r["room"] == room]
assert debrief == [who["refuser"]], debrief

# Networks. With everybody consenting, networkx finds the densities of the tallies.
for number, (room, tally) in enumerate(zip(rooms, tallies)):
    follow = networkx.read_graphml(f"{top}/graphml/followers-{room}-t1.graphml")
    ratings = networkx.read_graphml(f"{top}/graphml/ratings-{room}-t1.graphml")
    t = tally["tables"]["t1"]
    assert follow.is_directed() and ratings.is_directed()
    assert set(networkx.get_node_attributes(follow, "group").values()) == {"M", "C", "O"}
    assert not networkx.get_node_attributes(ratings, "group")
    if number == 0:
        assert follow.graph["left_out"] == 2 and len(ratings) == 5
        assert who["refuser"] not in follow and who["forgotten"] not in follow
        assert set(ratings) == ids
        for rater, rated, data in ratings.edges(data=True):
            assert any(r["room"] == room and r["rater"] == rater and r["rated"] == rated and
                       r["value"] == str(data["weight"]) for r in tables["ratings"])
    else:
        assert follow.number_of_edges() == t["follow"]["ties"]
        assert math.isclose(networkx.density(follow), t["follow"]["density"], abs_tol=1e-9)
print(f"  {len(names)} files, {sum(map(len, tables.values()))} rows read")
