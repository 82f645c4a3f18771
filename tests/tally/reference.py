#!/usr/bin/env python3
"""A second tally, written from the text of the rules and not from the C: exact fractions, sets
and whole passes over the log instead of a replay. The two must agree on every table.

Usage: reference.py FILE...      prints what `tablee tally FILE` must print
       reference.py --check FILE...   compares the `expected` of each vector with this reference
"""
import json
import math
import sys
from fractions import Fraction
from pathlib import Path

GROUPS = "MCO"
SCALES = ["local", "mrc", "region", "beyond"]
MODELS = {"M": "municipal", "C": "citoyen", "O": "organisme"}
SHARED = "partagé dès le départ"
EPS = 1e-9
CASES = Path(__file__).resolve().parents[2] / "scenarios" / "cases.json"


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else None


def ratio(x, y):
    return Fraction(x) / y if y else None


def evenness(weights, seats):
    """Pielou's J over `seats` places, silent ones included."""
    total = sum(weights)
    if seats < 2 or not total:
        return None
    shares = [float(w / Fraction(total)) for w in weights if w]
    return -sum(p * math.log(p) for p in shares) / math.log(seats)


class Act:
    """An act that the rules accept: who is credited, under which group each of them acts."""

    def __init__(self, event, voices):
        self.e, self.k, self.c = event, event["k"], event.get("c")
        self.voices = voices  # [(person, group)], first named first
        self.unsure = set(event.get("unconfirmed") or [])
        self.people = {p for p, _ in voices}
        self.groups = {g for _, g in voices}


class Table:
    def __init__(self, data):
        self.data = data
        self.rules = data.get("rules", 2)
        everybody = data.get("people", [])
        self.robots = {p["id"] for p in everybody if p.get("robot")}
        self.people = [p["id"] for p in everybody if not p.get("robot")]
        self.of = {p["id"]: p for p in everybody if not p.get("robot")}
        self.home = {i: p["g"] for i, p in self.of.items()}
        self.worn = {i: {p["g"], *p.get("hats", [])} for i, p in self.of.items()}
        self.n = len(self.people)
        everywhere = set().union(*self.worn.values()) if self.worn else set()
        self.seated = [g for g in GROUPS if g in everywhere]
        self.k = len(self.seated)
        self.length = Fraction(str(data.get("phase2_s", 1200)))
        self.present = {i: self.presence(p) for i, p in self.of.items()}
        self.eligible = [i for i in self.people if 2 * self.present[i] >= self.length]
        self.read_log(sorted(data.get("events", []), key=lambda e: e.get("n", 0)))
        self.adopt()

    def presence(self, person):
        start = max(Fraction(0), Fraction(str(person.get("in", 0))))
        end = min(self.length, Fraction(str(person.get("out", self.length))))
        return max(Fraction(0), end - start)

    # The log

    def voices(self, event):
        """[(person, group)] credited, or nothing when the act is refused."""
        named = event.get("credit") or [event.get("by")]
        named = [p for p in dict.fromkeys(named) if p in self.of]
        hat = event.get("hat")
        if hat and not any(hat in self.worn[p] for p in named):
            return []
        return [(p, hat if hat in self.worn[p] else self.home[p]) for p in named]

    def taken_up(self, events):
        """Clauses that a robot proposed and that a person, later, amends or carries."""
        proposed, taken = set(), set()
        for e in events:
            if e.get("ext"):
                continue
            if e["k"] == "propose" and e.get("by") in self.robots:
                proposed.add(e["c"])
            takes = e["k"] == "carry" or (e["k"] == "amend" and e.get("ok"))
            if takes and e["c"] in proposed and e.get("by") not in self.robots:
                taken |= {e["c"]} if self.voices(e) else set()
        return taken

    def read_log(self, events):
        self.base, self.acts, self.clauses = None, [], {}
        taken = self.taken_up(events)
        for event in events:
            if event.get("ext"):
                continue
            if event["k"] == "base":
                self.base = set(event["groups"])
            if event["k"] not in ("propose", "amend", "react", "carry", "commit"):
                continue
            if event.get("by") in self.robots:
                if event["k"] == "propose" and event["c"] in taken:
                    self.clauses.setdefault(event["c"], Act(event, []))
                continue
            voices = self.voices(event)
            if not voices or (event["k"] != "propose" and event["c"] not in self.clauses):
                continue
            act = Act(event, voices)
            self.acts.append(act)
            if event["k"] == "propose":
                self.clauses.setdefault(event["c"], act)

    def on(self, clause, *kinds):
        """Acts of these kinds on a clause; an amendment only when it was accepted."""
        return [a for a in self.acts if a.c == clause and a.k in kinds
                and (a.k != "amend" or a.e.get("ok"))]

    def authors(self, clause):
        return self.clauses[clause].groups

    def carriers(self, clause):
        return {v for a in self.on(clause, "carry") for v in a.voices}

    def commitments(self, clauses):
        return {(c, v, a.e.get("res")) for c in clauses
                for a in self.on(c, "commit") for v in a.voices}

    def hands(self, clause):
        acts = [self.clauses[clause], *self.on(clause, "amend", "carry", "commit")]
        return set().union(*(a.groups for a in acts))

    # Stances

    def life(self, voice, clause):
        """What one voice says of one clause, in order: (stance, said outright, version, act). A
        support that only others say of it waits for its next own act on the clause."""
        version, said, waits = 0, [], False
        for act in self.acts:
            if act.c != clause:
                continue
            first = act is self.clauses[clause]
            if act.k == "amend" and act.e.get("ok"):
                version += 1
            if voice not in act.voices:
                continue
            implies = first or act.k in ("carry", "commit")
            implies = implies or (act.k == "amend" and act.e.get("ok"))
            if voice[0] in act.unsure and act.k != "react":
                waits = waits or implies
                continue
            if waits and voice[0] not in act.unsure:
                said.append(("support", False, version, act))
                waits = False
            if act.k == "react":
                said.append((act.e["s"], True, version, act))
            elif implies:
                said.append(("support", False, version, act))
        return said

    def follow_voice(self, voice, clause):
        """(last stance, fate of the episode or None, stance that ended it, a reason was given)"""
        now, fate, ended, reason, since = None, None, None, False, 0
        for stance, outright, version, act in self.life(voice, clause):
            if now == "object" and not outright:
                continue
            if stance == "object":
                reason = reason or bool(act.e.get("why"))
                if now != "object":
                    fate, since = "standing", version
            elif now == "object":
                fate, ended = ("compromise" if version > since else "withdrawn"), stance
            now = stance
        return now, fate, ended, reason

    def adopt(self):
        voices = {v for a in self.acts for v in a.voices}
        self.ends = {(v, c): self.follow_voice(v, c) for c in self.clauses for v in voices}
        self.adopted = []
        for c in self.clauses:
            stances = {v: self.ends[v, c][0] for v in voices}
            for_it = {g for (p, g), s in stances.items() if s in ("support", "live")}
            if "object" not in stances.values() and for_it >= set(self.seated):
                self.adopted.append(c)
        self.m = len(self.adopted)

    # Counts of the adopted clauses

    def by_group(self, voices_of, clauses):
        """Each of these clauses is one whole, shared equally between the voices on it."""
        sums = dict.fromkeys(self.seated, Fraction(0))
        for c in clauses:
            voices = set(voices_of(c))
            for _, g in voices:
                sums[g] += Fraction(1, len(voices))
        return {g: ratio(s, len(clauses)) for g, s in sums.items()}

    def count(self, test):
        return sum(1 for c in self.adopted if test(c))

    def movers(self, c):
        return {g for a in self.on(c, "carry", "commit") for g in a.groups}

    def trajectory(self):
        self.begun = [c for c in self.adopted if self.clauses[c].voices]
        origin = self.by_group(lambda c: self.clauses[c].voices, self.begun)
        shared = [c for c in self.adopted if self.rules == 1 or self.carriers(c)]
        carried = self.by_group(self.carriers, shared)
        between = shared and self.k >= 2
        moved = between and self.begun
        shift = sum(abs(origin[g] - carried[g]) for g in self.seated) / 2 if moved else None
        toward = carried["C"] - origin["C"] if moved and "C" in self.seated else None
        even = evenness(list(carried.values()), self.k) if between else None
        return origin, carried, even, shift, toward

    def declared(self):
        if not self.base:
            return None
        return MODELS[min(self.base)] if len(self.base) == 1 else SHARED

    def computed(self, origin):
        if len(self.begun) < 2 or self.k < 2:
            return None
        ranked = sorted(self.seated, key=lambda g: -origin[g])
        top, second = origin[ranked[0]], origin[ranked[1]]
        if top >= 0.5 - EPS and top - second >= 0.2 - EPS:
            return MODELS[ranked[0]]
        return SHARED if min(origin.values()) >= 0.6 / self.k - EPS else "mixte"

    def objections(self):
        fates = [end[1] for end in self.ends.values() if end[1]]
        out = {"raised": len(fates)}
        for fate in ("compromise", "withdrawn", "standing"):
            out[fate] = fates.count(fate)
        out["rate"] = ratio(out["compromise"], len(fates))
        reasons = sum(1 for end in self.ends.values() if end[1] and end[3])
        return out, [reasons, len(fates)]

    def concessions(self):
        gave = dict.fromkeys(self.seated, 0)
        accepted = [a for c in self.clauses for a in self.on(c, "amend")]
        crossed = [a for a in accepted if a.groups - self.authors(a.c)]
        for act in crossed:
            for g in self.authors(act.c):
                gave[g] += 1
        for ((_, g), _), (_, fate, ended, _) in self.ends.items():
            gave[g] += fate == "compromise" and ended == "live"
        return gave, [len(crossed), len(accepted)]

    def scales_of(self, c):
        return self.clauses[c].e.get("scale") or []

    def grid(self):
        return {s: {g: self.count(lambda c: s in self.scales_of(c)
                                  and any(h == g for _, h in self.carriers(c)))
                    for g in self.seated} for s in SCALES}

    def dims(self, *wanted):
        return self.count(lambda c: set(wanted) <= set(self.clauses[c].e.get("dims") or []))

    def own(self, c):
        target = self.clauses[c].e.get("for")
        return not target or target == "own" or target in self.authors(c)

    def complementarity(self):
        kinds = {}
        for _, (_, g), res in self.commitments(self.adopted):
            kinds.setdefault(g, set()).add(res)
        groups = [g for g in GROUPS if g in kinds]
        pairs = [(kinds[a], kinds[b]) for i, a in enumerate(groups) for b in groups[i + 1:]]
        return mean(1 - Fraction(len(a & b), len(a | b)) for a, b in pairs)

    # Participation

    def participation(self):
        acts = dict.fromkeys(self.people, Fraction(0))
        groups = dict.fromkeys(self.seated, Fraction(0))
        for act in self.acts:
            for p, g in act.voices:
                acts[p] += Fraction(1, len(act.voices))
                groups[g] += Fraction(1, len(act.voices))
        counted = sorted(acts[p] for p in self.eligible)
        size = len(counted)
        gini = ratio(sum((2 * i - size - 1) * x for i, x in enumerate(counted, 1)),
                     (size - 1) * sum(counted)) if size > 1 else None
        minutes = {g: sum(self.present[p] for p in self.people if self.home[p] == g)
                   for g in self.seated}
        everyone, total = sum(minutes.values()), sum(groups.values())
        fair = {g: ratio(groups[g] * everyone, total * minutes[g]) for g in self.seated}
        even = evenness([acts[p] for p in self.eligible], size)
        return acts, even, gini, evenness(list(groups.values()), self.k), fair

    def dyads(self):
        """E-I on distinct (actor, proposer) pairs, against the pairs that were possible."""
        proposers = {p for a in self.clauses.values() for p in a.people}
        seen = {(p, q) for a in self.acts if a.k != "propose" for p in a.people
                for q in self.clauses[a.c].people if p != q}
        possible = {(p, q) for q in proposers for p in self.people if p != q}
        split = lambda pairs: (sum(self.home[p] != self.home[q] for p, q in pairs),
                               sum(self.home[p] == self.home[q] for p, q in pairs))
        (e, i), (pe, pi) = split(seen), split(possible)
        out = {"E": e, "I": i, "raw": None, "chance": None, "adj": None}
        if self.k >= 2:
            out["raw"], out["chance"] = ratio(e - i, e + i), ratio(pe - pi, pe + pi)
            if pe and pi:
                de, di = Fraction(e, pe), Fraction(i, pi)
                out["adj"] = ratio(de - di, de + di)
        return out

    def handover(self):
        lead = [a for a in self.acts if a.k in ("propose", "carry")
                or (a.k == "amend" and a.e.get("ok"))]
        seq = "".join(a.voices[0][1] for a in lead)
        size, obs, exp = len(seq), None, None
        if size > 1 and self.k >= 2:
            obs = Fraction(sum(x != y for x, y in zip(seq, seq[1:])), size - 1)
            same = sum(seq.count(g) * (seq.count(g) - 1) for g in GROUPS)
            exp = 1 - Fraction(same, size * (size - 1))
        return {"seq": seq, "obs": obs, "exp": exp, "ratio": ratio(obs, exp) if exp else None}

    def follow(self):
        """Version 2: i counts for what j gave only when i was an author by then."""
        ties = set()
        for c, first in self.clauses.items():
            given = self.on(c, "amend", "carry", "commit")
            everyone = first.people.union(*(a.people for a in given if a.k == "amend"))
            for at, act in enumerate(given):
                before = first.people.union(*(a.people for a in given[:at] if a.k == "amend"))
                authors = everyone if self.rules == 1 else before
                ties |= {(j, i) for j in act.people for i in authors if i != j}
        degree = [sum(i == p for _, i in ties) for p in self.people]
        central = None
        if self.n > 1 and ties:
            central = Fraction(sum(max(degree) - d for d in degree), (self.n - 1) ** 2)
        return {"ties": len(ties), "density": ratio(len(ties), self.n * (self.n - 1)),
                "central": central}

    # Perception

    def peer(self):
        if self.data.get("sealed"):
            return {"raters": None, "pairs": None, "shown": False, "reason": "sealed"}
        size, given = len(self.eligible), self.data.get("ratings") or {}
        answers = {p: {q: given[p][q] for q in self.eligible if q != p and q in given[p]}
                   for p in self.eligible if p in given}
        marked = lambda a: any(v is not None for v in a.values())
        raters = sum(1 for a in answers.values() if (a if self.rules == 1 else marked(a)))
        marks = [v for a in answers.values() for v in a.values() if v is not None]
        shown = size >= 5 and 5 * raters >= 4 * size and bool(marks)
        out = {"raters": [raters, size], "pairs": [len(marks), size * max(size - 1, 0)],
               "shown": shown}
        if not shown:
            return out
        got = {q: [a[q] for a in answers.values() if a.get(q) is not None] for q in self.eligible}
        means = [Fraction(sum(v), len(v)) for v in got.values() if v]
        s = [(x - 1) / 4 for x in means]
        middle = mean(s)
        density = Fraction(sum(marks), len(marks))
        spread = math.sqrt(mean((x - middle) ** 2 for x in s))
        out["density_1_5"], out["density01"] = density, (density - 1) / 4
        out["density_ge4"] = Fraction(sum(v >= 4 for v in marks), len(marks))
        out["central"] = ratio(sum(max(s) - x for x in s), len(s) - 1)
        out["cv"] = spread / float(middle) if middle else None
        out["relied_on"] = sum(x >= 3 for x in means)
        return out

    def gain(self):
        u, trade = {}, []
        for g in self.seated:
            rows = (self.data.get("interests") or {}).get(g) or []
            points = sum(p for p, _ in rows)
            if not points or any(s is None for _, s in rows):
                continue
            u[g] = Fraction(sum(p * Fraction(s) for p, s in rows)) / points
            trade.append(u[g] - mean(Fraction(s) for _, s in rows))
        if not u:
            return None
        return {"u": u, "mean": mean(u.values()), "min": min(u.values()),
                "nash_geo": float(math.prod(u.values())) ** (1 / len(u)), "trade": mean(trade)}

    # Comparison

    def features(self, origin, carried):
        top = lambda shares: {g for g in shares if shares[g] and shares[g] == max(shares.values())}
        start, end = top(origin), top(carried)
        if self.rules > 1 and self.base:
            start = self.base
        helped = set().union(*(self.hands(c) for c in self.adopted)) - start - end
        scales = {s for c in self.adopted for s in self.scales_of(c)}
        return sorted({f"from:{g}" for g in start} | {f"to:{g}" for g in end}
                      | {f"help:{g}" for g in helped} | scales)

    def tally(self, cases):
        origin, carried, even, shift, toward = self.trajectory()
        objections, reasons = self.objections()
        concessions, crossed = self.concessions()
        acts, j, gini, j_group, fair = self.participation()
        final = [s for p, s in (self.data.get("final") or {}).items() if p in self.of and s]
        gifts = self.commitments(self.adopted)
        engaged = {p for c in self.adopted for a in self.on(c, "carry", "commit")
                   for p in a.people}
        grid, m = self.grid(), self.m
        dated = lambda c: any(a.e.get("due") for a in self.on(c, "carry"))
        out = {
            "n": self.n, "eligible": len(self.eligible), "seated": self.seated,
            "clauses": len(self.clauses), "adopted": self.adopted,
            "origin": origin, "carried_by": carried, "carry_even": even, "shift_TV": shift,
            "toward_citizens": toward, "model_declared": self.declared(),
            "model_computed": self.computed(origin),
            "hands2": [self.count(lambda c: len(self.hands(c)) >= 2), m],
            "hands_all": [self.count(lambda c: len(self.hands(c)) == self.k >= 2), m],
            "objections": objections, "concessions": concessions, "reasons": reasons,
            "amend_cross": crossed, "grid": grid,
            "scales": len({s for c in self.adopted for s in self.scales_of(c)}),
            "soc": self.dims("soc"), "eco": self.dims("eco"), "both": self.dims("soc", "eco"),
            "beyond_norm": self.count(lambda c: bool(self.clauses[c].e.get("norm"))),
            "engaged": [len(engaged), self.n],
            "mobilised": [self.count(lambda c: self.movers(c) - self.authors(c)), m],
            "planned": [self.count(dated), m],
            "solidarity": [sum(bool(self.authors(c)) and g not in self.authors(c)
                               for c, (_, g), _ in gifts), len(gifts)],
            "collective": [self.count(lambda c: not self.own(c)), m],
            "voice_final": [len(final), self.n],
            "final": {s: final.count(s) for s in ("support", "live", "object")},
            "complementarity": self.complementarity(),
            "acts": acts, "silent": sum(not a for a in acts.values()),
            "J_person": j, "gini_c": gini, "J_group": j_group, "rep_ratio": fair,
            "EI": self.dyads(), "handover": self.handover(), "follow": self.follow(),
            "peer": self.peer(),
        }
        gain = self.gain()
        if gain:
            out["gain"] = gain
        if m:
            features = self.features(origin, carried)
            out["features"] = features
            out["cases"] = {c["key"]: jaccard(set(features), case_features(c)) for c in cases}
        return out


def jaccard(a, b):
    return Fraction(len(a & b), len(a | b))


def case_features(case):
    words = {f"{word}:{g}" for word in ("from", "to", "help") for g in case[word]}
    return words | set(case["scales"])


def plain(value):
    """Four decimals; never -0.0."""
    if isinstance(value, (Fraction, float)):
        return round(float(value), 4) + 0.0
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value


def load_cases(path=CASES):
    return json.loads(Path(path).read_text(encoding="utf-8"))["cases"]


def tally(data, cases):
    return plain(Table(data.get("input", data)).tally(cases))


def differences(found, expected, path="$"):
    """Every place where two results differ by more than 1e-9, order of keys included."""
    if isinstance(expected, dict) and isinstance(found, dict):
        if list(found) != list(expected):
            return [f"{path}: keys {list(found)} instead of {list(expected)}"]
        return [d for k in expected for d in differences(found[k], expected[k], f"{path}.{k}")]
    if isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        return [d for i, e in enumerate(expected)
                for d in differences(found[i], e, f"{path}[{i}]")]
    same = type(found) is type(expected) and found == expected
    if isinstance(expected, float) and isinstance(found, float):
        same = abs(found - expected) <= 1e-9
    return [] if same else [f"{path}: {found!r} instead of {expected!r}"]


def main(arguments):
    check = arguments[:1] == ["--check"]
    cases, bad = load_cases(), 0
    for name in arguments[check:]:
        data = json.loads(Path(name).read_text(encoding="utf-8"))
        found = tally(data, cases)
        if not check:
            print(json.dumps(found, ensure_ascii=False, indent=1))
            continue
        wrong = differences(found, data["expected"])
        bad += bool(wrong)
        for line in wrong:
            print(f"{name}: {line}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
