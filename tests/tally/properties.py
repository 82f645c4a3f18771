#!/usr/bin/env python3
"""What must hold of the tallies of any table, whatever the formulas: each property takes a random
table, and compares what the engine says of it and of a changed copy.

Usage: properties.py [COUNT [FIRST_SEED]]
"""
import copy
import random
import sys

import engine
import tables

SCREEN = ["adopted", "origin", "carried_by", "hands2", "hands_all", "objections", "grid", "scales",
          "soc", "eco", "both", "beyond_norm", "engaged", "mobilised", "planned", "solidarity",
          "collective", "voice_final", "model_declared", "model_computed"]
# What a person who never acted still weighs on.
SILENT = {"n", "eligible", "engaged", "voice_final", "final", "acts", "silent", "J_person",
          "gini_c", "rep_ratio", "EI", "follow", "peer"}
EPS = 2e-4  # three figures rounded to four decimals
ACTS = ("propose", "amend", "react", "carry", "commit")


def ordered(table):
    """The same table, its events in order and numbered 1, 2, 3..."""
    table = copy.deepcopy(table)
    table["events"].sort(key=lambda e: e["n"])
    return renumber(table)


def renumber(table):
    for i, event in enumerate(table["events"]):
        event["n"] = i + 1
    return table


def voices(table, event):
    return set(event.get("credit") or [event.get("by")])


# Changes: (name, change(table, rng) -> changed copy or None, compare(before, after) -> faults)

def shuffled(table, rng):
    out = copy.deepcopy(table)
    rng.shuffle(out["events"])
    return out


def all_same(before, after):
    return [k for k in before.keys() | after.keys() if before.get(k) != after.get(k)]


def seats_changed(table, rng):
    out = copy.deepcopy(table)
    rng.shuffle(out["people"])
    return out


def swapped_stances(table, rng):
    """Two neighbouring reactions of different people change places."""
    out = ordered(table)
    events = out["events"]
    pairs = [i for i in range(len(events) - 1)
             if events[i]["k"] == events[i + 1]["k"] == "react"
             and not voices(out, events[i]) & voices(out, events[i + 1])]
    if not pairs:
        return None
    i = rng.choice(pairs)
    events[i], events[i + 1] = events[i + 1], events[i]
    return renumber(out)


def swapped_gifts(table, rng):
    """Two neighbouring acts that only add to sets change places."""
    out = ordered(table)
    events = out["events"]
    pairs = [i for i in range(len(events) - 1)
             if {events[i]["k"], events[i + 1]["k"]} <= {"carry", "commit"}]
    if not pairs:
        return None
    i = rng.choice(pairs)
    events[i], events[i + 1] = events[i + 1], events[i]
    return renumber(out)


def all_but_handover(before, after):
    return [k for k in all_same(before, after) if k != "handover"]


def tapped_twice(table, rng):
    out = ordered(table)
    if not out["events"]:
        return None
    i = rng.randrange(len(out["events"]))
    out["events"].insert(i, copy.deepcopy(out["events"][i]))
    return renumber(out)


def tapped_later(table, rng):
    """Carrying and committing again at the end."""
    out = ordered(table)
    again = [e for e in out["events"] if e["k"] in ("carry", "commit")]
    known, done = set(), []
    for event in out["events"]:  # a refused act that comes again is not a second click
        if event["k"] == "propose" and not event.get("ext"):
            known.add(event["c"])
        if event in again and event["c"] in known:
            done.append(event)
    if not done:
        return None
    out["events"].append(copy.deepcopy(rng.choice(done)))
    return renumber(out)


def screen_same(before, after):
    return [k for k in SCREEN if before[k] != after[k]]


def screen_same_ties_grow(before, after):
    """A repeated act may follow somebody who became an author since (rules 4.5.2)."""
    faults = screen_same(before, after)
    if before["follow"]["ties"] > after["follow"]["ties"]:
        faults.append("follow")
    return faults


def without_silent(table, rng):
    """Someone who never acted and whose group others hold, taken off the roster."""
    named = {p for e in table["events"] for p in [e.get("by"), *(e.get("credit") or [])]}
    holders = {g: sum(g == p["g"] for p in table["people"] if not p.get("robot"))
               for g in tables.GROUPS}
    quiet = [p for p in table["people"] if p["id"] not in named and not p.get("robot")
             and all(holders[g] - (g == p["g"]) > 0 for g in [p["g"], *p.get("hats", [])])]
    if not quiet:
        return None
    out = copy.deepcopy(table)
    out["people"].remove(rng.choice(quiet))
    return out


def only_silent(before, after):
    faults = [k for k in all_same(before, after) if k not in SILENT]
    faults += [f"{k} x" for k in ("engaged",) if before[k][0] != after[k][0]]
    faults += [f"EI.{k}" for k in ("E", "I", "raw") if before["EI"][k] != after["EI"][k]]
    if before["follow"]["ties"] != after["follow"]["ties"]:
        faults.append("follow.ties")
    faults += [f"acts {p}" for p, x in after["acts"].items() if before["acts"][p] != x]
    if before["n"] - after["n"] != 1 or before["silent"] - after["silent"] != 1:
        faults.append("n or silent")
    return faults


def outside_the_game(table, rng):
    """Acts of early finishers, at the end."""
    out = ordered(table)
    for event in rng.sample(out["events"], min(5, len(out["events"]))):
        out["events"].append({**copy.deepcopy(event), "ext": True})
    return renumber(out) if out["events"] else None


def typed_by_one(table, rng):
    """Everything typed on one phone, every act credited to whose idea it was."""
    out = copy.deepcopy(table)
    robots = {p["id"] for p in out["people"] if p.get("robot")}
    people = [p["id"] for p in out["people"] if not p.get("robot")]
    for event in out["events"]:
        if event["k"] in ACTS and people and event["by"] not in robots:
            event["credit"] = event.get("credit") or [event["by"]]
            event["by"] = people[0]
    return out if people else None


CHANGES = [
    ("the order of the file does not matter, only n", shuffled, all_same),
    ("the order of the roster does not matter", seats_changed, all_same),
    ("two reactions of two people commute", swapped_stances, all_same),
    ("carrying and committing commute, but for handover", swapped_gifts, all_but_handover),
    ("clicking twice raises no screen tally", tapped_twice, screen_same_ties_grow),
    ("carrying or committing again raises no screen tally", tapped_later, screen_same_ties_grow),
    ("a silent person weighs on seats only", without_silent, only_silent),
    ("acts outside the game are not seen", outside_the_game, all_same),
    ("credit makes one typist invisible", typed_by_one, all_same),
]


# Invariants of one result

def pairs_of(result):
    keys = ["hands2", "hands_all", "reasons", "amend_cross", "engaged", "mobilised", "planned",
            "solidarity", "collective", "voice_final"]
    yield from ((k, result[k]) for k in keys)
    yield from ((f"peer.{k}", result["peer"][k]) for k in ("raters", "pairs") if result["peer"][k])


def units(result):
    """Figures that lie between 0 and 1."""
    yield from ((f"origin.{g}", v) for g, v in result["origin"].items())
    yield from ((f"carried_by.{g}", v) for g, v in result["carried_by"].items())
    for key in ("carry_even", "shift_TV", "complementarity", "J_person", "gini_c", "J_group"):
        yield key, result[key]
    yield "objections.rate", result["objections"]["rate"]
    yield from ((f"handover.{k}", result["handover"][k]) for k in ("obs", "exp"))
    yield from ((f"follow.{k}", result["follow"][k]) for k in ("density", "central"))
    peer = result["peer"]
    yield from ((f"peer.{k}", peer.get(k)) for k in ("density01", "density_ge4", "central"))
    yield from ((f"gain.{k}", result.get("gain", {}).get(k)) for k in ("mean", "min", "nash_geo"))
    yield from ((f"cases.{k}", v) for k, v in result.get("cases", {}).items())


def check_sums(result, rules):
    adopted, acts = len(result["adopted"]), sum(result["acts"].values())
    if adopted and abs(sum(result["origin"].values()) - 1) > EPS:
        yield "origin does not sum to one"
    carried = [v for v in result["carried_by"].values() if v is not None]
    if rules > 1 and carried and abs(sum(carried) - 1) > EPS:
        yield "carried_by does not sum to one"
    if sum(carried) > 1 + EPS:
        yield "carried_by sums to more than one"
    if adopted and result["planned"][0] == adopted and abs(sum(carried) - 1) > EPS:
        yield "every clause is carried and carried_by does not sum to one"
    o = result["objections"]
    if not o["compromise"] + o["withdrawn"] + o["standing"] == o["raised"] == result["reasons"][1]:
        yield "objections do not add up"
    if abs(acts - round(acts)) > EPS * max(1, len(result["acts"])):
        yield "shares of acts do not sum to a whole number"
    if sum(result["final"].values()) != result["voice_final"][0]:
        yield "final stances do not add up"
    if result["both"] > min(result["soc"], result["eco"]):
        yield "both is more than one of them"
    if result["hands_all"][0] > result["hands2"][0]:
        yield "more clauses of all hands than of several"


def check_seated(result):
    seated = result["seated"]
    for key in ("origin", "carried_by", "concessions", "rep_ratio"):
        if list(result[key]) != seated:
            yield f"{key} does not keep the seated groups"
    if any(list(row) != seated for row in result["grid"].values()):
        yield "grid does not keep the seated groups"
    if len(seated) < 2 and (result["J_group"], result["model_computed"]) != (None, None):
        yield "one group has figures between groups"
    if not result["peer"]["shown"] and len(result["peer"]) != 3 + ("reason" in result["peer"]):
        yield "ratings that are not shown have figures"


def invariants(result, rules):
    yield from (f"{k} {x} of {y}" for k, (x, y) in pairs_of(result) if not 0 <= x <= y)
    yield from (f"{k} is {v}" for k, v in units(result) if v is not None and not 0 <= v <= 1)
    yield from check_sums(result, rules)
    yield from check_seated(result)


def main(arguments):
    count = int(arguments[0]) if arguments else 300
    first = int(arguments[1]) if len(arguments) > 1 else 1
    seeds = range(first, first + count)
    drawn = [tables.table(seed) for seed in seeds]
    before = engine.results(drawn)
    bad = [f"seed {s}: {fault}" for s, t, r in zip(seeds, drawn, before)
           for fault in invariants(r, t.get("rules", 2))]
    for name, change, compare in CHANGES:
        changed = [(s, t, change(t, random.Random(f"{name} {s}")), b)
                   for s, t, b in zip(seeds, drawn, before)]
        changed = [c for c in changed if c[2] is not None]
        if 10 * len(changed) < count:
            bad.append(f"{name}: only {len(changed)} tables of {count} could be changed")
        after = engine.results(c[2] for c in changed)
        for (seed, _, _, b), a in zip(changed, after):
            bad += [f"seed {seed}: {name}: {fault}" for fault in compare(b, a)]
    for line in bad[:40]:
        print(line)
    print(f"{len(CHANGES)} properties and the invariants on {count} tables "
          f"(seeds {first} to {first + count - 1}), {len(bad)} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
