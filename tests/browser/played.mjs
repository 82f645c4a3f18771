// A room played over the wire up to its report, for the browser to look at what the tallies say:
// a table of three groups where much happens, a table where a group is missing, an idle one.
import { Client } from "../hour/client.mjs";

const TABLES = [
    ["M", "M", "C", "C", "C", "O", "O"],
    ["M", "C", "C"],
    ["M", "C", "O"],
];
const NAMES = "Ana Bruno Chloé Dounia Émile Fatou Gaston Hélène Ivan Jade Karim Lise Malik".split(
    " ",
);
const CLAUSES = [
    [
        "C0",
        "Vingt logements abordables pour les aînés, dans l’ancien presbytère",
        "local",
        "soc eco",
    ],
    ["C1", "Une coopérative de solidarité ouverte à tout le village", "local mrc", "eco"],
    ["M0", "Un sentier qui relie les logements au cœur du village", "local", "soc"],
    ["O0", "Des repas partagés deux fois par semaine, avec le CLSC", "local mrc", "eco soc"],
    ["O1", "Une navette vers la ville la plus proche, le jeudi et le samedi", "region", "soc"],
    ["M1", "Un fonds régional alimenté par les surplus", "region", "eco"],
];

export class Played {
    constructor(port, lang = "fr") {
        this.port = port;
        this.lang = lang;
        this.seats = [];
    }

    /** A workshop of one table or many, and nobody yet. */
    async gather(tables, options = {}) {
        const boss = (this.boss = await new Client(this.port).connect());
        this.made = (
            await boss.ask({
                t: "create",
                options: {
                    scenario: "la-brunante",
                    lang: this.lang,
                    tables,
                    places: 9,
                    roles: "facilitator",
                    ...options,
                },
            })
        ).out;
        await boss.hello(this.made.room, this.made.token);
        boss.me = boss.you.f;
    }

    async open(options) {
        await this.gather(TABLES.length, options);
        for (const [t, groups] of TABLES.entries()) {
            const seen = { M: 0, C: 0, O: 0 };
            this.seats.push({});
            for (const g of groups) this.seats[t][`${g}${seen[g]++}`] = await this.sit(t, g);
        }
    }

    async sit(table, group) {
        const c = await new Client(this.port).connect();
        const name = NAMES[this.seats.flatMap((x) => Object.values(x)).length];
        const got = (
            await c.ask({
                t: "join",
                room: this.made.room,
                name,
                debrief: true,
                research: false,
                lang: this.lang,
            })
        ).out;
        await c.hello(this.made.room, got.token);
        c.me = got.person;
        await this.boss.do("sit", { person: got.person, table: `t${table + 1}`, group });
        await c.until("a card", (d) => d[`person/${c.me}`].role);
        return c;
    }

    async phase(kind) {
        while (this.boss.docs.room?.clock.kind !== kind) {
            const was = this.boss.docs.room.clock.phase;
            await this.boss.do("next");
            await this.boss.until("the next phase", (d) => d.room.clock.phase !== was);
        }
    }

    async clause(t, who, [, text, scale, dims], answers = {}) {
        const seats = this.seats[t];
        const by = seats[who];
        const { clause } = (
            await by.do("propose", {
                text,
                scale: scale.split(" "),
                dims: dims.split(" "),
                for: "all",
            })
        ).out;
        for (const [name, c] of Object.entries(seats)) {
            if (c === by) continue;
            const s = answers[name] ?? "support";
            const more =
                s === "object" ? { reason: "cost", why: "C’est cher.", could: "Moins." } : {};
            await c.do("stance", { clause, stance: s, ...more });
        }
        return clause;
    }

    async commit(t, who, clause) {
        const c = this.seats[t][who];
        const asset = c.docs[`person/${c.me}`].role.assets[0];
        await c.do("commit", { clause, kind: asset.kind, text: asset.text[this.lang] });
    }

    async first() {
        const s = this.seats[0];
        await s.C0.do("base", { groups: ["C"] });
        const c1 = await this.clause(0, "C0", CLAUSES[0], { M1: "object", O0: "live" });
        const { amendment } = (
            await s.O0.do("amend", { clause: c1, text: CLAUSES[0][1].replace("Vingt", "Douze") })
        ).out;
        await s.C0.do("answer", { clause: c1, amendment, accept: true });
        await s.M1.do("stance", { clause: c1, stance: "live" });
        const c2 = await this.clause(0, "C1", CLAUSES[1], { O1: "object" });
        await s.O1.do("stance", { clause: c2, stance: "support" });
        const c3 = await this.clause(0, "M0", CLAUSES[2]);
        const c4 = await this.clause(0, "O0", CLAUSES[3], { C2: "live" });
        await this.clause(0, "M1", CLAUSES[5], { C1: "object" });
        const carry = (clause, who, due) => s.C0.do("carry", { clause, who: s[who].me, due });
        await carry(c1, "M0", "2027-09-30");
        await carry(c2, "C1", "2027-05-01");
        await carry(c4, "C2");
        await this.commit(0, "O0", c2);
        await this.commit(0, "O1", c2);
        await this.commit(0, "C0", c3);
        await this.commit(0, "M1", c3);
    }

    async second() {
        const s = this.seats[1];
        await s.M0.do("base", { groups: ["M", "C"] });
        const c1 = await this.clause(1, "M0", CLAUSES[4]);
        await this.clause(1, "C0", CLAUSES[0]);
        await s.M0.do("carry", { clause: c1, who: s.M0.me, due: "2027-03-01" });
    }

    async answer(c, t) {
        for (const other of Object.values(this.seats[t]))
            if (other !== c)
                await c.do("rate", {
                    person: other.me,
                    value: (Number(other.me.slice(1)) % 3) + 2,
                });
        await c.do("answers", { q3: "two_groups", q4: 4, q5: false });
    }

    /** Negotiates, then all answer but those named. */
    async play(but = []) {
        await this.phase("pooling");
        await this.first();
        await this.second();
        await this.phase("report");
        for (const [t, seats] of this.seats.entries())
            for (const c of Object.values(seats)) if (!but.includes(c)) await this.answer(c, t);
    }
}
