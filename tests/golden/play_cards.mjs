// Plays a table of plays.mjs over the wire, as its phones would, and tells where it stalled: what
// was refused, what stands in suspense, what the sum lacks.
import { Client } from "../hour/client.mjs";

const GROUP_FIELDS = ["title", "clause1", "clause2"];

async function gather(server, room, [scenario, n]) {
    const boss = (room.boss = await new Client(server.port).connect());
    const options = { scenario, lang: "fr", tables: 1, places: 12, roles: "auto" };
    room.made = (await boss.ask({ t: "create", options })).out;
    await boss.hello(room.made.room, room.made.token);
    boss.me = boss.you.f;
    room.seats = {};
    for (let i = 0; i < n; i++) {
        const c = await new Client(server.port).connect();
        const join = { name: `Personne ${i + 1}`, debrief: true, research: true, lang: "fr" };
        const got = (await c.ask({ t: "join", room: room.made.room, ...join })).out;
        await c.hello(room.made.room, got.token);
        c.me = got.person;
        await c.until("a card", (d) => d[`person/${c.me}`]?.role);
        room.seats[c.docs[`person/${c.me}`].role.id] = c;
    }
}

/** Phase 1, from what each card says: the aims are the ideas, the red lines are the groups'. */
async function apart(room) {
    const all = Object.values(room.seats);
    await room.boss.do("next");
    for (const c of all) await c.do("ready");
    await room.boss.do("next");
    const first = {};
    for (const c of all) {
        const { role } = c.docs[`person/${c.me}`];
        await c.do("idea", { need: role.wants[0].fr, idea: (role.wants[1] ?? role.wants[0]).fr });
        first[role.group] ??= [c, role];
    }
    for (const [c, role] of Object.values(first)) {
        for (const [i, field] of GROUP_FIELDS.entries())
            await c.do("sheet", { field, base: "", text: (role.wants[i] ?? role.wants[0]).fr });
        await c.do("points", { a: 5, b: 3, c: 2 });
        await c.do("red_line", { text: role.red_line.fr });
        await c.do("presenter", { person: c.me });
    }
    await room.boss.do("next");
    await all[0].do("base", { groups: [Object.keys(first)[1]] });
}

const table = (room) => Object.values(room.seats)[0].docs["table/t1"];

class Play {
    constructor(room) {
        this.room = room;
        this.clause = {}; // the play's number: the table's id
        this.number = 0;
        this.amended = {};
        this.stalls = [];
    }

    async act(c, name, fields) {
        try {
            return (await c.do(name, fields)).out ?? {};
        } catch (e) {
            this.stalls.push(`${name} ${JSON.stringify(fields)}: ${e.message}`);
            return {};
        }
    }

    /** Who has not answered can live with it; who objects waits for another wording. */
    async rest(n) {
        const clause = this.clause[n];
        if (!clause) return;
        for (const c of Object.values(this.room.seats)) {
            const me = c.docs[`person/${c.me}`];
            if (me.stances?.[clause]?.s === "object" || me.asked?.[clause]) continue;
            if (!me.stances?.[clause] || me.awaits?.[clause])
                await this.act(c, "stance", { clause, stance: "live" });
        }
    }

    async put(c, clause, asset, met) {
        const { role } = c.docs[`person/${c.me}`];
        const one = role.assets.find((a) => a.id === asset);
        const fields = { clause, kind: one.kind, text: one.text.fr, asset };
        const { commitment } = await this.act(c, "commit", fields);
        if (met === "met" && commitment)
            await this.act(c, "holds", { clause, commitment, on: true });
    }

    async lend(c, clause, role, asset, met) {
        await c.until("the owner was called", (d) => d["table/t1"].owners?.[role]?.grants);
        const one = table(this.room).owners[role].grants.find((g) => g.id === asset);
        const fields = { clause, kind: one.kind, text: one.text.fr, asset };
        const { commitment } = await this.act(c, "commit", fields);
        if (met === "met" && commitment)
            await this.act(c, "holds", { clause, commitment, on: true });
    }

    async line([who, verb, ...more]) {
        if (who === "rest") return this.rest(verb);
        const absent = who.startsWith("!");
        const role = absent ? who.slice(1) : who;
        if (verb === "propose") this.number++;
        if (absent === !!this.room.seats[role]) return;
        const clause = this.clause[more[0]];
        const c = this.room.seats[role];
        switch (verb) {
            case "propose": {
                const [text, scale, dims, whom] = more;
                const fields = { text, scale: scale.split(" "), dims: dims.split(" "), for: whom };
                const out = await this.act(c, "propose", fields);
                this.clause[this.number] = out.clause;
                return;
            }
            case "object": {
                const [, reason, why, could] = more;
                if (clause)
                    await this.act(c, "stance", { clause, stance: "object", reason, why, could });
                return;
            }
            case "amend": {
                if (!clause) return;
                const out = await this.act(c, "amend", {
                    clause,
                    text: more[1],
                    ...(more[2] && { live: true }),
                });
                this.amended[more[0]] = out.amendment;
                return;
            }
            case "accept":
            case "decline":
                if (clause && this.amended[more[0]])
                    await this.act(c, "answer", {
                        clause,
                        amendment: this.amended[more[0]],
                        accept: verb === "accept",
                    });
                this.amended[more[0]] = undefined;
                return;
            case "say":
                if (clause) await this.act(c, "stance", { clause, stance: more[1] });
                return;
            case "carry":
                if (clause)
                    await this.act(c, "carry", {
                        clause,
                        who: c.me,
                        ...(more[1] && { due: more[1] }),
                    });
                return;
            case "put":
                if (clause) await this.put(c, clause, more[1], more[2]);
                return;
            case "call":
                await this.act(
                    this.room.seats[more[0]] ?? Object.values(this.room.seats)[0],
                    "call",
                    { role },
                );
                return;
            case "lend":
                if (clause)
                    await this.lend(
                        this.room.seats[more[2]] ?? Object.values(this.room.seats)[0],
                        clause,
                        role,
                        more[1],
                        more[3],
                    );
        }
    }
}

async function finals(room) {
    const all = Object.values(room.seats);
    for (const c of all) await c.do("final", { stance: "live" });
    await room.boss.do("next");
    for (const c of all) {
        for (const q of all) if (q !== c) await c.do("rate", { person: q.me, value: 3 });
        await c.do("answers", { q3: "all_groups", q4: 4, q5: false });
    }
    for (const g of ["M", "C", "O"]) {
        const c = all.find((x) => x.docs[`person/${x.me}`].role.group === g);
        if (c) await c.do("met", { a: 2, b: 1, c: 1 });
    }
    await all[0].do("report_done", { on: true });
    await room.boss.do("next");
    await room.boss.do("end");
    await room.boss.until("the end", (d) => d.room.state === "ended");
}

/** Who objects, and to which version, or who has said nothing. */
function objectors(room, c) {
    const names = (test) =>
        Object.entries(room.seats)
            .filter(([, x]) => test(c.stances?.[x.me]))
            .map(([role]) => role)
            .join(", ");
    const silent = names((s) => !s);
    return `version ${c.version}; objects: ${names((s) => s?.s === "object")}; silent: ${silent}`;
}

/** What happened, for whoever reads it. */
function told(room, play) {
    const t = table(room);
    const left = Object.entries(t.clauses).filter(([, c]) => c.state !== "adopted");
    return {
        seated: Object.keys(room.seats),
        absent: Object.keys(t.owners ?? {}).filter((id) => t.owners[id].t),
        adopted: Object.values(t.clauses).filter((c) => c.state === "adopted").length,
        suspended: left.map(([id, c]) => `${id} ${c.text} (${objectors(room, c)})`),
        sums: t.sums,
        refused: play.stalls,
    };
}

export async function playCards(server, play) {
    const room = {};
    await gather(server, room, play);
    await apart(room);
    const one = new Play(room);
    for (const line of play[2]) await one.line(line);
    for (let n = 1; n <= one.number; n++) await one.rest(n);
    const story = told(room, one);
    await finals(room);
    return { room, story };
}
