// The worked table of the measures (tests/tally/vectors/V0.json), played as a workshop over the
// wire: what is published of it is what a research folder of this database gives. As nobody waits
// seven minutes here, the late joiner is there from the start, and no ratio of representation is
// compared. Usage: worked.mjs DIRECTORY: the database is DIRECTORY/tablee.db.
import { Client } from "../hour/client.mjs";
import { finish } from "../hour/play.mjs";
import { start } from "../hour/server.mjs";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [directory] = process.argv.slice(2);
const here = path.dirname(fileURLToPath(import.meta.url));
const file = path.join(here, "../tally/vectors/V0.json");
const { input } = JSON.parse(fs.readFileSync(file, "utf8"));
const server = await start(directory);
process.on("exit", () => server.child.kill("SIGKILL"));

const boss = await new Client(server.port).connect();
const options = { scenario: "la-mauve", lang: "fr", tables: 1, places: 9, roles: "auto" };
const made = (await boss.ask({ t: "create", options })).out;
await boss.hello(made.room, made.token);
boss.me = boss.you.f;
const people = {};
for (const { id, g } of input.people) {
    const c = await new Client(server.port).connect();
    const join = { name: id, debrief: true, research: true, lang: "fr" };
    const got = (await c.ask({ t: "join", room: made.room, ...join })).out;
    await c.hello(made.room, got.token);
    people[id] = { id: got.person, g, c };
}
await boss.until("everybody seated", (d) =>
    Object.values(people).every((p) => d.room.people?.[p.id]?.group),
);
for (const p of Object.values(people))
    if (boss.docs.room.people[p.id].group !== p.g)
        await boss.do("sit", { person: p.id, table: "t1", group: p.g });
const act = (id, name, fields, more) =>
    people[id].c.do(name, fields, { as: people[id].id, ...more });
const first = (g) => input.people.find((p) => p.g === g).id;

await boss.do("next");
await boss.do("next");
for (const [g, interests] of Object.entries(input.interests)) {
    const [a, b, c] = interests.map(([points]) => points);
    await act(first(g), "points", { a, b, c });
}
await boss.do("next");

const clauses = {};
const kinds = {
    base: (e) => act(first("C"), "base", { groups: e.groups }),
    propose: async (e) => {
        const fields = { text: `Clause ${e.c}`, scale: e.scale, dims: e.dims, for: e.for };
        if (e.norm) fields.norm = "La loi ne prévoit pas cette forme";
        const credit = e.credit?.map((id) => people[id].id);
        clauses[e.c] = (await act(e.by, "propose", fields, { credit })).out.clause;
        // Whose idea it was says so.
        for (const id of e.credit ?? []) await act(id, "own", { clause: clauses[e.c], yes: true });
    },
    amend: async (e) => {
        const fields = { clause: clauses[e.c], text: `Clause ${e.c}, autrement (${e.n})` };
        const { out } = await act(e.by, "amend", fields);
        const { by, credit } = input.events.find((p) => p.k === "propose" && p.c === e.c);
        const answer = { clause: clauses[e.c], amendment: out.amendment, accept: true };
        await act(credit?.[0] ?? by, "answer", answer);
    },
    // Who moves before anybody saw the objection has raised none: the round ends first.
    react: async (e) => {
        const clause = clauses[e.c];
        const before = input.events.filter((p) => p.c === e.c && p.n < e.n);
        if (before.some((p) => p.k === "react" && p.by === e.by && p.s === "object"))
            await boss.until("the round is over", (d) => !d["table/t1"].clauses[clause].round);
        const why = { reason: "cost", why: e.why, could: "Autrement" };
        const stance = { clause, stance: e.s, ...(e.s === "object" ? why : {}) };
        await act(e.by, "stance", stance);
    },
    carry: (e) =>
        act(e.by, "carry", {
            clause: clauses[e.c],
            who: people[e.by].id,
            ...(e.due ? { due: "2014-09-30" } : {}),
        }),
    commit: (e) =>
        act(e.by, "commit", { clause: clauses[e.c], kind: e.res, text: "Ce que nous avons" }),
};
for (const e of input.events) await kinds[e.k](e);
for (const [id, stance] of Object.entries(input.final)) await act(id, "final", { stance });

await boss.do("next");
for (const [rater, marks] of Object.entries(input.ratings))
    for (const [rated, value] of Object.entries(marks))
        await act(rater, "rate", { person: people[rated].id, value: value ?? 0 });
for (const [g, interests] of Object.entries(input.interests)) {
    const [a, b, c] = interests.map(([, met]) => met * 2);
    await act(first(g), "met", { a, b, c });
}
await boss.do("next");
await finish({ boss });
if ((await server.stop()) !== 0) throw new Error("the server did not stop well");
console.log(`  ${input.events.length} acts of the worked table were played`);
process.exit(0);
