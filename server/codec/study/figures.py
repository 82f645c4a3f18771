"""Every figure of a table, counted again from the tables of this folder, without any other library.

    python3 figures.py [FOLDER]   compares them with tallies.csv, and says what could not be counted

`Folder` reads the CSV files; `Folder.tables()` gives each table of each session as a `Table`, whose
`figures()` are those of tallies.csv by their path, and whose `outcome()` is what the table saw on
its screen. Figures are exact fractions until the last step. Where somebody is left out of the
export (suppressions.csv), what rests on persons cannot be counted again and is not in `figures()`:
`Table.left_out` says how many they are, and `Table.skipped` which figures that takes.
"""
import csv
import json
import math
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

GROUPS = ("M", "C", "O")
SCALES = ("local", "mrc", "region", "beyond")
NEAR = 1e-9  # 0.6 - 0.4 is below 0.2 in floating point
ELIGIBLE_FROM, RATERS_PERCENT, RELIED_ON, HIGH = 5, 80, 3, 4  # thresholds-1
TOP, LEAD, SHARED = 0.5, 0.2, 0.6
MODELS = {"M": "municipal", "C": "citoyen", "O": "organisme"}
SHARED_MODEL, MIXED_MODEL = "partagé dès le départ", "mixte"
# What rests on persons, and not on their groups.
PERSONAL = ("acts.", "J_person", "gini_c", "EI.", "follow.", "peer.")


def read(path):
    """Rows of a CSV file of an export, in any of its dialects; cells are text, "" when empty."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    mark = ";" if ";" in text.split("\n", 1)[0] else ","
    return list(csv.DictReader(text.splitlines(keepends=True), delimiter=mark))


def number(cell):
    return float(cell.replace(",", "."))


def true(cell):
    return cell == "true"


def share(x, of):
    return Fraction(x, of) if of else None


def evenness(weights, seats):
    """Pielou's J over all seats, silent ones included; None with one seat or nothing to share."""
    total = sum(weights)
    if seats < 2 or not total:
        return None
    parts = [float(w / total) for w in weights if w]
    return -sum(p * math.log(p) for p in parts) / math.log(seats)


def gini(weights):
    """Gini corrected for size: 1 when one of them has all, whatever their number."""
    n, total = len(weights), sum(weights)
    if n < 2 or not total:
        return None
    return sum((2 * i - n - 1) * x for i, x in enumerate(sorted(weights), 1)) / ((n - 1) * total)


def difference(a, b):
    return None if a is None or b is None else a - b


def ratio(a, b):
    return None if a is None or not b else a / b


class Folder:
    def __init__(self, path="."):
        self.path = Path(path)
        self.rows = {file.stem: read(file) for file in sorted(self.path.glob("*.csv"))}
        cases = json.loads((self.path / "cases.json").read_text(encoding="utf-8"))["cases"]
        self.cases = [{k: c.get(k, []) for k in ("key", "from", "to", "help", "scales", "also")}
                      for c in cases]
        self.by_table = {name: self._by_table(rows) for name, rows in self.rows.items()}
        self.rooms = {row["room"]: row for row in self.rows["rooms"]}

    @staticmethod
    def _by_table(rows):
        of = defaultdict(list)
        for row in rows:
            of[row.get("room"), row.get("table")].append(row)
        return of

    def tables(self):
        return [Table(self, row) for row in self.rows["tables"]]


class Clause:
    """An adopted or open clause, with the voices whose hands are in it."""

    def __init__(self, row, hands, dated):
        self.id, self.row, self.dated = row["clause"], row, dated
        self.adopted = row["state"] == "adopted"
        self.scales, self.dims = row["scale"].split(), row["dims"].split()
        self.of = {way: [h for h in hands if h["hand"] == way]
                   for way in ("propose", "amend", "carry", "commit")}
        self.proposed_by = {h["group"] for h in self.of["propose"]}
        self.carried_by = {h["group"] for h in self.of["carry"]}
        self.committed_by = {h["group"] for h in self.of["commit"]}
        self.hands = {h["group"] for h in hands}

    def shares(self, way):
        count = Counter(h["group"] for h in self.of[way])
        return {g: share(count[g], len(self.of[way])) for g in GROUPS}


class Table:
    def __init__(self, folder, row):
        self.folder, self.row = folder, row
        self.room, self.table = row["room"], row["table"]
        self.rules = int(folder.rooms[self.room]["rules"])
        for name in ("seats", "groups", "acts", "hands", "objections", "ratings", "interests",
                     "tallies", "clauses", "founding", "moments", "versions", "suppressions"):
            setattr(self, name, folder.by_table[name][self.room, self.table])
        self.left_out = sum(int(r["count"]) for r in self.suppressions
                            if r["file"] == "seats" and r["what"] == "row")
        self.forgotten = any(r["reason"] == "forgotten" and r["what"] == "row" and
                             r["file"] in ("acts", "hands", "objections")
                             for r in self.suppressions)
        self.sealed = any(r["tally"] == "peer.reason" for r in self.tallies)
        self.few = any(r["file"] == "ratings" and r["reason"] == "few_raters"
                       for r in self.suppressions)
        self.seated = [r["group"] for r in self.groups]
        self.k = len(self.seated)
        self.n = sum(int(r["people"]) for r in self.groups)
        self.eligible = sum(int(r["eligible"]) for r in self.groups)
        self.clause = self._clauses()
        self.adopted = [c for c in self.clause.values() if c.adopted]
        self.m = len(self.adopted)

    def _clauses(self):
        """Those that the tallies see, in the order they were proposed."""
        hands, first, dated = defaultdict(list), {}, set()
        for row in self.hands:
            hands[row["clause"]].append(row)
        for row in self.acts:
            first.setdefault(row["clause"], int(row["n"]))
            if true(row["dated"]):
                dated.add(row["clause"])
        rows = {r["clause"]: r for r in self.clauses}
        order = sorted(hands, key=lambda c: (first.get(c, math.inf), int(c[1:])))
        return {c: Clause(rows[c], hands[c], c in dated) for c in order}

    @property
    def skipped(self):
        """Beginnings of the paths that cannot be counted again here."""
        everything = ("",) if self.forgotten else ()
        personal = PERSONAL if self.left_out else ()
        return everything + personal + (("peer.",) if self.sealed or self.few else ())

    # How it began, and where it went

    def _mean(self, way, of):
        parts = [c.shares(way) for c in self.adopted if c.of[way]]
        return {g: ratio(sum((p[g] for p in parts), Fraction(0)), of) for g in GROUPS}

    def _shares(self):
        begun = sum(bool(c.of["propose"]) for c in self.adopted)
        carried = sum(bool(c.of["carry"]) for c in self.adopted)
        of = carried if self.rules >= 2 else self.m
        return self._mean("propose", begun), self._mean("carry", of), begun

    def _model(self, origin):
        shares = sorted((float(origin[g]) for g in self.seated), reverse=True)
        top, second, least = shares[0], shares[1], shares[-1]
        if top >= TOP - NEAR and top - second >= LEAD - NEAR:
            return MODELS[max(self.seated, key=lambda g: origin[g])]
        return SHARED_MODEL if least >= SHARED / self.k - NEAR else MIXED_MODEL

    def _sure(self, origin, begun, model):
        """Does the label outlive one clause more or one less? Versions of rules from 2 on ask."""
        if model is None or self.rules < 2:
            return model is not None
        if self.m < 4:
            return False
        if model not in MODELS.values():
            return True
        whole = [{g: Fraction(int(g == one)) for g in GROUPS} for one in self.seated]
        more = [{g: (origin[g] * begun + w[g]) / (begun + 1) for g in GROUPS} for w in whole]
        less = [{g: (origin[g] * begun - c.shares("propose")[g]) / (begun - 1) for g in GROUPS}
                for c in self.adopted if c.of["propose"]]
        return all(self._model(o) == model for o in more + less)

    def _declared(self):
        base = self.row["base"].split()
        return None if not base else MODELS[base[0]] if len(base) == 1 else SHARED_MODEL

    def story(self):
        origin, carried, begun = self._shares()
        compared = self.m > 0 and self.k >= 2
        steps = [difference(origin[g], carried[g]) for g in GROUPS]
        known = compared and None not in carried.values()
        even = evenness(list(carried.values()), self.k) if known else None
        model = self._model(origin) if begun >= 2 and self.k >= 2 else None
        out = {f"origin.{g}": origin[g] for g in self.seated}
        out.update({f"carried_by.{g}": carried[g] for g in self.seated})
        out["carry_even"] = even
        out["shift_TV"] = (sum(map(abs, steps)) / 2
                           if compared and None not in steps else None)
        out["toward_citizens"] = (difference(carried["C"], origin["C"])
                                  if compared and "C" in self.seated else None)
        out["model_declared"], out["model_computed"] = self._declared(), model
        out["hands2.x"] = sum(len(c.hands) >= 2 for c in self.adopted)
        out["hands_all.x"] = sum(len(c.hands) == self.k >= 2 for c in self.adopted)
        out["hands2.of"] = out["hands_all.of"] = self.m
        self.sure = self._sure(origin, begun, model)
        return out

    # Objections

    def _crossed(self):
        """(accepted amendments, those from another group, what each group conceded by them)"""
        voices = defaultdict(set)
        for row in self.acts:
            if row["act"] == "amend" and true(row["accepted"]):
                voices[row["n"], row["clause"]].add(row["group"])
        conceded = Counter()
        crossed = 0
        for (_, clause), groups in voices.items():
            proposers = self.clause[clause].proposed_by
            if groups - proposers:
                crossed += 1
                conceded.update(proposers)
        return len(voices), crossed, conceded

    def disputes(self):
        fates = Counter(o["fate"] for o in self.objections)
        raised = len(self.objections)
        amended, crossed, conceded = self._crossed()
        conceded.update(o["group"] for o in self.objections if true(o["gave_way"]))
        out = {f"objections.{fate}": fates[fate]
               for fate in ("compromise", "withdrawn", "standing")}
        out["objections.raised"] = raised
        out["objections.rate"] = share(fates["compromise"], raised)
        out.update({f"concessions.{g}": conceded[g] for g in self.seated})
        out["reasons.x"] = sum(true(o["reasoned"]) for o in self.objections)
        out["reasons.of"] = raised
        out["amend_cross.x"], out["amend_cross.of"] = crossed, amended
        return out

    # What the adopted clauses are made of

    def _solidarity(self):
        gifts = [(c, h["group"]) for c in self.adopted for h in c.of["commit"]]
        return sum(bool(c.proposed_by) and g not in c.proposed_by for c, g in gifts), len(gifts)

    def kinds(self):
        return {g: {h["kind"] for c in self.adopted for h in c.of["commit"] if h["group"] == g}
                for g in GROUPS}

    def _complementarity(self):
        kinds = [k for k in self.kinds().values() if k]
        pairs = [(a, b) for i, a in enumerate(kinds) for b in kinds[i + 1:]]
        far = [Fraction(len(a ^ b), len(a | b)) for a, b in pairs]
        return sum(far) / len(far) if far else None

    def grid(self):
        return {s: {g: sum(s in c.scales and g in c.carried_by for c in self.adopted)
                    for g in GROUPS} for s in SCALES}

    def counts(self):
        grid, m, n = self.grid(), self.m, self.n
        out = {f"grid.{s}.{g}": grid[s][g] for s in SCALES for g in self.seated}
        out["scales"] = len({s for c in self.adopted for s in c.scales})
        out["soc"] = sum("soc" in c.dims for c in self.adopted)
        out["eco"] = sum("eco" in c.dims for c in self.adopted)
        out["both"] = sum({"soc", "eco"} <= set(c.dims) for c in self.adopted)
        out["beyond_norm"] = sum(true(c.row["beyond_norm"]) for c in self.adopted)
        given = [c.carried_by | c.committed_by for c in self.adopted]
        of = {"engaged": (sum(int(r["engaged"]) for r in self.groups), n),
              "mobilised": (sum(bool(g - c.proposed_by) for c, g in zip(self.adopted, given)), m),
              "planned": (sum(c.dated for c in self.adopted), m),
              "solidarity": self._solidarity(),
              "collective": (sum(c.row["for"] in ("several", "all") for c in self.adopted), m),
              "voice_final": (sum(int(r["voices"]) for r in self.groups), n)}
        for path, (x, y) in of.items():
            out[f"{path}.x"], out[f"{path}.of"] = x, y
        out["complementarity"] = self._complementarity()
        out.update(self._finals())
        return out

    def _finals(self):
        sealed = any(r["support"] == "" for r in self.groups)
        out = {f"final.{s}": None if sealed else sum(int(r[s]) for r in self.groups)
               for s in ("support", "live", "object")}
        return {**out, "final.reason": "sealed"} if sealed else out

    # Participation

    def _credited(self, key):
        of = defaultdict(Fraction)
        for row in self.acts:
            of[row[key]] += Fraction(1, int(row["voices"]))
        return of

    def participation(self):
        person, group = self._credited("person"), self._credited("group")
        total = sum(group.values())
        present = {r["group"]: int(r["present_ms"]) for r in self.groups}
        everyone = sum(present.values())
        counted = [person[s["person"]] for s in self.seats if true(s["eligible"])]
        out = {f"acts.{s['person']}": person[s["person"]] for s in self.seats}
        out["silent"] = sum(int(r["silent"]) for r in self.groups)
        out["J_person"] = evenness(counted, len(counted))
        out["gini_c"] = gini(counted)
        out["J_group"] = evenness([group[g] for g in self.seated], self.k)
        for g in self.seated:
            out[f"rep_ratio.{g}"] = ratio(ratio(group[g], total), share(present[g], everyone))
        return out

    # Networks

    def dyads(self):
        """Ordered pairs of persons: who acted on a clause that the other proposed."""
        proposers = {c.id: {h["person"] for h in c.of["propose"]} for c in self.clause.values()}
        return {(row["person"], q) for row in self.acts if row["act"] != "propose"
                for q in proposers[row["clause"]] if q != row["person"]}

    def _ei(self):
        group = {s["person"]: s["group"] for s in self.seats}
        proposers = {h["person"] for c in self.clause.values() for h in c.of["propose"]}
        possible = [group[p] != group[q] for p in group for q in proposers if p != q]
        acted = [group[p] != group[q] for p, q in self.dyads()]
        external, internal = sum(possible), len(possible) - sum(possible)
        e, i = sum(acted), len(acted) - sum(acted)
        out = {"EI.E": e, "EI.I": i, "EI.raw": None, "EI.chance": None, "EI.adj": None}
        if self.k < 2:
            return out
        outward, inward = share(e, external), share(i, internal)
        out["EI.raw"] = share(e - i, e + i)
        out["EI.chance"] = share(external - internal, external + internal)
        if outward is not None and inward is not None:
            out["EI.adj"] = ratio(outward - inward, outward + inward)
        return out

    def lead(self):
        """The initiatives, in order: a group's letter each."""
        rows = sorted((r for r in self.acts if true(r["leads"])), key=lambda r: int(r["n"]))
        return [(r["group"], r["act"], r["clause"], int(r["minute"])) for r in rows]

    def _handover(self):
        seq = "".join(act[0] for act in self.lead())
        count, n = Counter(seq), len(seq)
        seen = expected = None
        if n >= 2 and self.k >= 2:
            seen = share(sum(a != b for a, b in zip(seq, seq[1:])), n - 1)
            expected = 1 - share(sum(c * (c - 1) for c in count.values()), n * (n - 1))
        return {"handover.seq": seq, "handover.obs": seen, "handover.exp": expected,
                "handover.ratio": ratio(seen, expected)}

    def ties(self):
        """j -> i: j gave to a clause of which i was an author by then (rules 1: whenever)."""
        authors, ties, gifts = defaultdict(set), set(), defaultdict(set)
        for n in sorted({int(r["n"]) for r in self.acts}):
            rows = [r for r in self.acts if int(r["n"]) == n]
            clause, act = rows[0]["clause"], rows[0]["act"]
            people = {r["person"] for r in rows}
            gives = act in ("carry", "commit") or (act == "amend" and true(rows[0]["accepted"]))
            if gives:
                ties |= {(j, i) for j in people for i in authors[clause] if i != j}
                gifts[clause] |= people
            if act == "propose" and not authors[clause] or act == "amend" and gives:
                authors[clause] |= people
        if self.rules < 2:
            ties = {(j, i) for c in gifts for j in gifts[c] for i in authors[c] if i != j}
        return ties

    def _follow(self):
        ties, n = self.ties(), self.n
        degree = Counter(i for _, i in ties)
        most = max(degree.values(), default=0)
        below = sum(most - degree[s["person"]] for s in self.seats)
        return {"follow.ties": len(ties), "follow.density": share(len(ties), n * (n - 1)),
                "follow.central": share(below, (n - 1) ** 2) if ties else None}

    # What people said of it

    def peer(self):
        rows = self.ratings
        marks = [r for r in rows if r["value"] != ""]
        raters = {r["rater"] for r in (marks if self.rules >= 2 else rows)}
        e = self.eligible
        out = {"peer.raters.x": len(raters), "peer.raters.of": e,
               "peer.pairs.x": len(marks), "peer.pairs.of": e * (e - 1)}
        out["peer.shown"] = (e >= ELIGIBLE_FROM and len(raters) * 100 >= e * RATERS_PERCENT and
                             bool(marks))
        if not out["peer.shown"]:
            return out
        got = defaultdict(list)
        for r in marks:
            got[r["rated"]].append(int(r["value"]))
        total = sum(map(sum, got.values()))
        s = [Fraction(sum(v) - len(v), 4 * len(v)) for v in got.values()]
        mean = sum(s) / len(s)
        spread = math.sqrt(sum(float(x - mean) ** 2 for x in s) / len(s))
        out["peer.density_1_5"] = share(total, len(marks))
        out["peer.density01"] = share(total - len(marks), 4 * len(marks))
        out["peer.density_ge4"] = share(sum(int(r["value"]) >= HIGH for r in marks), len(marks))
        out["peer.central"] = share(sum(max(s) - x for x in s), len(s) - 1)
        out["peer.cv"] = spread / float(mean) if mean else None
        out["peer.relied_on"] = sum(sum(v) >= RELIED_ON * len(v) for v in got.values())
        return out

    def gain(self):
        u, flat = {}, {}
        for g in self.seated:
            rows = [r for r in self.interests if r["group"] == g]
            points = sum(int(r["points"] or 0) for r in rows)
            if not points or any(r["points"] == "" or r["met_halves"] == "" for r in rows):
                continue
            halves = [int(r["met_halves"]) for r in rows]
            u[g] = Fraction(sum(int(r["points"]) * h for r, h in zip(rows, halves)), 2 * points)
            flat[g] = Fraction(sum(halves), 2 * len(rows))
        if not u:
            return {}
        out = {f"gain.u.{g}": u[g] for g in u}
        out["gain.mean"], out["gain.min"] = sum(u.values()) / len(u), min(u.values())
        out["gain.nash_geo"] = math.prod(map(float, u.values())) ** (1 / len(u))
        out["gain.trade"] = sum(u[g] - flat[g] for g in u) / len(u)
        return out

    # The known cases

    def features(self):
        origin, carried, _ = self._shares()

        def highest(shares):
            top = max((s for s in shares.values() if s), default=None)
            return {g for g in GROUPS if top is not None and shares[g] == top}

        base = set(self.row["base"].split()) if self.rules >= 2 else set()
        start, end = base or highest(origin), highest(carried)
        help_ = {g for c in self.adopted for g in c.hands} - start - end
        return {"from": start, "to": end, "help": help_,
                "scales": {s for c in self.adopted for s in c.scales}}

    def compared(self):
        if not self.m:
            return {}
        ours = self.features()
        named = {f"{k}:{g}" for k in ("from", "to", "help") for g in ours[k]} | ours["scales"]
        out = {"features": " ".join(sorted(named))}
        for case in self.folder.cases:
            both = sum(len(ours[k] & set(case[k])) for k in ours)
            any_ = sum(len(ours[k] | set(case[k])) for k in ours)
            out[f"cases.{case['key']}"] = share(both, any_)
        return out

    def figures(self):
        """Path -> value, as tallies.csv has them: int, float, text, bool, or None."""
        out = {"n": self.n, "eligible": self.eligible, "seated": " ".join(self.seated),
               "clauses": len(self.clause), "adopted": " ".join(c.id for c in self.adopted)}
        skipped = self.skipped
        if "" in skipped:
            return {}
        parts = [self.story, self.disputes, self.counts, self.participation, self._handover,
                 self.gain, self.compared]
        if not self.left_out:
            parts += [self._ei, self._follow, self.peer]
        for part in parts:
            out.update(part())
        return {path: float(v) if isinstance(v, Fraction) else v for path, v in out.items()
                if not path.startswith(skipped or ("\0",))}

    def outcome(self):
        """What the table's screen shows, by the names of the topic `outcome`."""
        f = self.figures()
        letter = {name: g for g, name in MODELS.items()}
        letter.update({SHARED_MODEL: "shared", MIXED_MODEL: "mixed"})
        label = (letter[f["model_computed"]] if self.sure else "unsure")
        pair = ("hands2", "hands_all", "engaged", "solidarity", "mobilised", "planned",
                "collective")
        out = {path: [f[f"{path}.x"], f[f"{path}.of"]] for path in pair}
        out.update({path: f[path] for path in ("n", "scales", "soc", "eco", "both")})
        out["m"], out["carried"] = self.m, sum(bool(c.of["carry"]) for c in self.adopted)
        out["seated"] = self.seated
        out["from"] = {g: sum(g in c.proposed_by for c in self.adopted) for g in GROUPS}
        out["to"] = {g: sum(g in c.carried_by for c in self.adopted) for g in GROUPS}
        out["objections"] = {k: f[f"objections.{k}"]
                             for k in ("raised", "compromise", "withdrawn", "standing")}
        out["grid"], out["kinds"] = self.grid(), self.kinds()
        out["voices"] = [f["voice_final.x"], self.n]
        if f["final.support"] is not None:
            out["agreed"] = [f["final.support"] + f["final.live"], self.n]
        out["declared"] = letter.get(f["model_declared"])
        out["computed"] = letter.get(f["model_computed"])
        out["label"] = label if self.k >= 2 and (self.sure or self.rules >= 2) else None
        out["beyond"] = [c.id for c in self.adopted if true(c.row["beyond_norm"])]
        out["lead"] = [list(act[:3]) for act in self.lead()]
        if f.get("peer.shown"):
            out["relied"] = [f["peer.relied_on"], self.eligible]
        if self.founding:
            out["founding"] = {part: [sum(true(r["answered"]) for r in rows), len(rows)]
                               for part, rows in self._founding().items()}
        return out

    def _founding(self):
        parts = {"answered": self.founding}
        for part in ("democratic", "collective", "solidarity"):
            parts[part] = [r for r in self.founding if r["difference"] == part]
        return parts


def said(row):
    """A row of tallies.csv as a value."""
    if row["value"] != "":
        return number(row["value"])
    return {"": None, "true": True, "false": False}.get(row["label"], row["label"])


def same(a, b):
    if isinstance(a, bool) or isinstance(b, bool) or isinstance(a, str) or a is None or b is None:
        return a == b or (a in ("", None) and b in ("", None))
    return abs(a - b) <= 1e-9


def compare(table):
    """(figures alike, [(path, ours, theirs)] that differ, paths that could not be counted)"""
    ours = table.figures()
    theirs = {row["tally"]: said(row) for row in table.tallies}
    left = [p for p in theirs if p.startswith(table.skipped or ("\0",))]
    paths = (ours.keys() | theirs.keys()) - set(left)
    wrong = [(p, ours.get(p, "absent"), theirs.get(p, "absent")) for p in sorted(paths)
             if p not in ours or p not in theirs or not same(ours[p], theirs[p])]
    return len(paths) - len(wrong), wrong, left


def main(folder="."):
    alike, differ, left = 0, 0, 0
    for table in Folder(folder).tables():
        good, wrong, skipped = compare(table)
        alike, differ, left = alike + good, differ + len(wrong), left + len(skipped)
        for path, ours, theirs in wrong:
            print(f"{table.room} {table.table}: {path}: counted {ours}, told {theirs}")
    print(f"{alike} figures counted again and alike, {differ} differ, {left} taken as told")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
