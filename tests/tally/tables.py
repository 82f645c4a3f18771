"""Random tables in the vectors' `input` format: one to twelve people (now and then none), any mix
of groups, late joiners, second hats, credits, repeated clicks, objections raised, moved, withdrawn
and standing, missing raters, no clauses. The same seed gives the same table everywhere."""
import random

GROUPS = "MCO"
SCALES = ["local", "mrc", "region", "beyond"]
RESOURCES = ["money", "premises", "expertise", "volunteers", "permits", "network"]
STANCES = ["support", "live", "object"]


class Draw:
    def __init__(self, seed):
        self.rng = random.Random(f"table {seed}")
        self.chance = lambda share: self.rng.random() < share
        self.style = self.rng.random()  # how much goes wrong at this table
        self.clauses, self.events = [], []

    def some(self, items, most=None):
        items = list(items)
        return self.rng.sample(items, self.rng.randint(0, min(len(items), most or len(items))))

    def people(self):
        robots = self.chance(0.15)
        size = 0 if self.chance(0.01) else self.rng.randint(1, 12)
        groups = self.rng.sample(GROUPS, self.rng.choice([1, 2, 2, 3, 3, 3]))
        people = []
        for i in range(size):
            group = self.rng.choice(groups)
            person = {"id": f"{group}{i}", "g": group, "in": self.arrival()}
            if self.chance(0.25 * self.style):
                person["hats"] = self.some(GROUPS, 2)
            if robots and self.chance(0.3):
                person["robot"] = True
            people.append(person)
        return people

    def arrival(self):
        if self.chance(0.75):
            return 0
        return self.rng.choice([-30, 599, 600, 601, 1199, 1200, 2000, self.rng.randint(1, 1200)])

    def name(self):
        if not self.people_ or self.chance(0.02):
            return "nobody"
        return self.rng.choice(self.people_)["id"]

    def act(self, kind, **more):
        event = {"k": kind, "by": self.name(), **more}
        if self.chance(0.3 * self.style):
            event["credit"] = [self.name() for _ in range(self.rng.choice([0, 1, 1, 1, 2, 2, 3]))]
        if self.chance(0.2):
            named = event.get("credit") or [event["by"]]
            event["unconfirmed"] = self.some([*named, self.name()])
        if self.chance(0.4 * self.style):
            who = (event.get("credit") or [event["by"]])[0]
            worn = [h for p in self.people_ if p["id"] == who for h in [p["g"], *p.get("hats", [])]]
            event["hat"] = self.rng.choice(worn if worn and self.chance(0.9) else GROUPS)
        if self.chance(0.03):
            event["ext"] = True
        return event

    def propose(self):
        again = self.clauses and self.chance(0.05)
        clause = self.rng.choice(self.clauses) if again else f"c{len(self.clauses) + 1}"
        self.clauses.append(clause)
        event = self.act("propose", c=clause, scale=self.some(SCALES),
                         dims=self.some(["soc", "eco"]))
        if self.chance(0.9):
            event["for"] = self.rng.choice(["own", "several", "all", "M", "C", "O"])
        if self.chance(0.2):
            event["norm"] = self.rng.choice([True, False, "the housing law"])
        return event

    def react(self, stances=None):
        event = self.act("react", c=self.clause(), s=self.rng.choice(stances or STANCES))
        if event["s"] == "object" and self.chance(0.8):
            event["why"] = self.rng.choice(["cost", "wrong scale", ""])
        return event

    def clause(self):
        return "unknown" if not self.clauses or self.chance(0.01) else self.rng.choice(self.clauses)

    def event(self):
        roll = self.rng.random()
        if roll < 0.15 or not self.clauses:
            return self.propose()
        if roll < 0.55:
            return self.react(["support", "live"] if self.chance(self.calm) else None)
        if roll < 0.68:
            return self.act("amend", c=self.clause(), ok=self.chance(0.7))
        if roll < 0.83:
            return self.act("carry", c=self.clause(), due=self.chance(0.6))
        if roll < 0.97:
            return self.act("commit", c=self.clause(), res=self.rng.choice(RESOURCES))
        return {"k": "base", "groups": self.some(GROUPS)}

    def log(self):
        self.calm = self.rng.random()
        for _ in range(self.rng.choice([0, 3, 10, 30, 60, 120])):
            if self.events and self.chance(0.08):
                self.events.append(dict(self.rng.choice(self.events[-3:])))  # clicked again
            else:
                self.events.append(self.event())
        events = [{"n": i + 1, "t": 10 * i, **e} for i, e in enumerate(self.events)]
        if self.chance(0.2):
            self.rng.shuffle(events)
        return events

    def ratings(self):
        answering, cannot = self.rng.choice([0, 0.5, 0.8, 0.9, 1, 1]), self.rng.random() * 0.3
        names = [p["id"] for p in self.people_]
        return {p: {q: None if self.chance(cannot) else self.rng.randint(1, 5)
                    for q in names if q != p and self.chance(0.97)}
                for p in [*names, "nobody"] if self.chance(answering)}

    def interests(self):
        def spread():
            first = self.rng.randint(0, 10)
            second = self.rng.randint(0, 10 - first)
            points = [first, second, 10 - first - second] if self.chance(0.95) else [0, 0, 0]
            return [[p, None if self.chance(0.02) else self.rng.choice([0.0, 0.5, 1.0])]
                    for p in points]
        return {g: spread() for g in GROUPS if self.chance(0.8)}

    def table(self):
        self.people_ = self.people()
        data = {"people": self.people_, "events": self.log()}
        if self.chance(0.6):
            data["rules"] = self.rng.choice([1, 2, 3])
        if self.rng.random() < 0.05:
            data["sealed"] = True
        if self.chance(0.9):
            data["phase2_s"] = self.rng.choice([1200, 1200, 600, 1201])
        if self.chance(0.9):
            data["final"] = {p["id"]: self.rng.choice(STANCES)
                             for p in [*self.people_, {"id": "nobody"}] if self.chance(0.8)}
        if self.chance(0.9):
            data["ratings"] = self.ratings()
        if self.chance(0.9):
            data["interests"] = self.interests()
        return data


def table(seed):
    return Draw(seed).table()
