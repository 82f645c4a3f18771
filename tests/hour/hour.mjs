// The whole hour over the wire against the real binary: seven people on six devices, a facilitator
// and a screen, from creation to conclusion; a reconnection, a resent command, a restart in the
// middle, and what nobody may know. Rules are those of server/PROTOCOL.md.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "./client.mjs";
import { start } from "./server.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-hour-"));
let server = await start(dir);
let passed = 0;
const ok = (what) => (passed++, console.log(`  ok ${what}`));
const refused = async (promise, code) => {
    await assert.rejects(promise, (error) => {
        assert.equal(error.code, code, `refused as ${error.code}: ${error.message}`);
        return true;
    });
};

/* -- create, look, join --------------------------------------------------------------------- */
const boss = await new Client(server.port).connect();
const made = (
    await boss.ask({
        t: "create",
        options: { scenario: "la-brunante", lang: "fr", tables: 1, places: 9, roles: "auto" },
    })
).out;
assert.match(made.room, /^[1-9]\d{6}$/);
await boss.hello(made.room, made.token);
boss.me = boss.you.f;
const screen = await new Client(server.port).connect();
await screen.hello(made.room, made.screen);
const people = [];
async function join(name, phone) {
    const c = phone ?? (await new Client(server.port).connect());
    const looked = (await c.ask({ t: "look", room: made.room })).out;
    assert.equal(looked.lang, "fr");
    const got = (
        await c.ask({
            t: "join",
            room: made.room,
            name,
            debrief: true,
            research: false,
            lang: "fr",
            ...(phone ? { token: phone.token } : {}),
        })
    ).out;
    await c.hello(made.room, got.token ?? c.token);
    if (!phone) {
        c.me = got.person;
        c.resume = got.resume;
    }
    people.push({ id: got.person, c });
    return c;
}
for (const name of ["Ana", "Bruno", "Chloé", "Dounia", "Émile", "Fatou"]) await join(name);
await join("Gaston", people[5].c);
const seats = await boss.until("seven people seated", ({ room }) => {
    const all = Object.entries(room.people);
    return all.length === 7 && all.every(([, p]) => p.table === "t1") && room.people;
});
const groups = Object.values(seats).map((p) => p.group);
for (const g of ["M", "C", "O"])
    assert.ok(groups.filter((x) => x === g).length >= 2, groups.join());
for (const p of people) p.group = seats[p.id].group;
const of = (g) => people.filter((p) => p.group === g);
const by = (p, act, a, more) => p.c.do(act, a, { as: p.id, ...more });
ok("seven people join and sit over the three groups");

await refused(
    new Client(server.port).connect().then((c) => c.ask({ t: "look", room: "1000001" })),
    "unknown_room",
);
await refused(by(people[0], "next"), "not_allowed");
await refused(by(people[0], "propose", { text: "x", scale: [], dims: [], for: "all" }), "phase");
ok("a wrong code, a forbidden act and an act of another phase are refused by name");

/* -- presentation, phase 1 ------------------------------------------------------------------- */
await boss.do("next");
await people[0].c.until("briefing", ({ room }) => room.clock.kind === "briefing");
await people[0].c.until("one's own card", (d) => d[`person/${people[0].id}`].role.red_line.fr);
for (const p of people) await by(p, "ready");
await boss.do("next");
const [m1, m2] = of("M");
await by(m1, "idea", { need: "Rester au village", idea: "Un toit commun MARQUE" });
assert.ok(!JSON.stringify(m2.c.docs[`group/t1/M`]).includes("MARQUE"));
for (const p of people.filter((x) => x !== m1))
    await by(p, "idea", { need: "Un besoin", idea: "Une idée" });
await m2.c.until("ideas of the group", (d) => d["group/t1/M"].ideas?.[m1.id]);
ok("ideas are hidden until the whole group wrote");
await by(m1, "sheet", { field: "title", base: "", text: "Un toit au village" });
await m2.c.until("the title", (d) => d["group/t1/M"].sheet.title.text === "Un toit au village");
await Promise.all([
    by(m1, "sheet", {
        field: "title",
        base: "Un toit au village",
        text: "Un grand toit au village",
    }),
    by(m2, "sheet", {
        field: "title",
        base: "Un toit au village",
        text: "Un toit au village de Racine",
    }),
]);
await m2.c.until(
    "both changes",
    (d) => d["group/t1/M"].sheet.title.text === "Un grand toit au village de Racine",
);
ok("two people writing in one field lose nobody's words");
for (const g of ["M", "C", "O"]) {
    await by(of(g)[0], "sheet", { field: "need", text: `Besoin ${g} SECRET${g}` });
    await by(of(g)[0], "points", { a: 5, b: 3, c: 2 });
    await by(of(g)[0], "presenter", { person: of(g)[0].id });
}
await refused(by(m1, "points", { a: 5, b: 3, c: 3 }), "ten_points");
for (const p of people)
    for (const g of ["M", "C", "O"].filter(
        (x) => x !== p.group && !people.some((q) => q.c === p.c && q.group === x),
    ))
        assert.ok(
            !JSON.stringify(p.c.docs).includes(`SECRET${g}`),
            `${p.id} reads the sheet of ${g}`,
        );
ok("a sheet is known to its group alone");

/* -- phase 2 ---------------------------------------------------------------------------------- */
await boss.do("next");
await of("C")[0].c.until("the sheets of all", (d) =>
    d["table/t1"].sheets.M.need.includes("SECRETM"),
);
await by(of("C")[0], "base", { groups: ["C"] });
const proposed = {
    text: "Vingt logements au cœur du village",
    scale: ["local"],
    dims: ["soc"],
    for: "all",
};
await by(of("C")[0], "propose", proposed, { id: "same-command", credit: [of("C")[1].id] });
await by(of("C")[0], "propose", proposed, { id: "same-command", credit: [of("C")[1].id] });
await boss.until("one clause", (d) => Object.keys(d["table/t1"].clauses ?? {}).length === 1);
ok("a command sent twice takes effect once");
await refused(by(m1, "stance", { clause: "c1", stance: "object" }), "needs_reason");
await by(m1, "stance", {
    clause: "c1",
    stance: "object",
    reason: "cost",
    why: "CACHÉ trop cher",
    could: "un plafond",
});
assert.ok(!JSON.stringify(m2.c.docs).includes("CACHÉ"));
for (const p of people.filter((x) => x !== m1 && x.group !== "C"))
    await by(p, "stance", { clause: "c1", stance: "support" });
for (const p of of("C")) await by(p, "stance", { clause: "c1", stance: "support" }).catch(() => {});
await m2.c.until(
    "the stances",
    (d) =>
        d["table/t1"].clauses.c1.stances[m1.id].stance === "object" ||
        d["table/t1"].clauses.c1.stances[m1.id].s === "object",
);
assert.equal(boss.docs["table/t1"].clauses.c1.state, "open");
ok("stances appear together, and an objection keeps a clause open");
await by(of("O")[0], "amend", { clause: "c1", text: "Vingt logements, au plus 2 M$" });
await of("C")[0].c.until("the amendment", (d) => d["table/t1"].clauses.c1.amends.a1);
await refused(by(m2, "answer", { clause: "c1", amendment: "a1", accept: true }), "not_author");
await by(of("C")[0], "answer", { clause: "c1", amendment: "a1", accept: true });
assert.equal(boss.docs["table/t1"].clauses.c1.state, "open");
await by(m1, "stance", { clause: "c1", stance: "live" });
for (const p of people) await by(p, "stance", { clause: "c1", stance: "support" }).catch(() => {});
await boss.until("adoption", (d) => d["table/t1"].clauses.c1.state === "adopted");
ok("an amended clause is adopted by consent of every group");
await by(of("C")[1], "carry", { clause: "c1", who: of("C")[1].id, due: "2014-09-30" });
await refused(by(of("C")[1], "carry", { clause: "c1", who: of("C")[1].id, due: "demain" }), "date");

/* -- a reconnection, a restart ----------------------------------------------------------------- */
const away = of("O")[0].c;
const before = structuredClone(away.docs);
away.socket.cut();
await boss.do("say", { text: "Deux minutes encore" });
await away.connect();
await away.hello(made.room, away.token);
await away.until("what was missed", (d) =>
    JSON.stringify(d.room.say ?? {}).includes("Deux minutes"),
);
assert.deepEqual(away.docs["table/t1"].base, before["table/t1"].base);
ok("a reconnecting phone gets what it missed");
const known = structuredClone(boss.docs["table/t1"]);
await server.stop("SIGKILL");
server = await start(dir);
for (const c of new Set([boss, screen, ...people.map((p) => p.c)])) {
    c.port = server.port;
    await c.connect();
    await c.hello(made.room, c.token);
}
await boss.until(
    "the clock paused by the restart",
    (d) => d.room.clock.paused && d.room.clock.why === "restart",
);
assert.deepEqual(boss.docs["table/t1"].clauses, known.clauses);
await boss.do("resume");
ok("killed and started again: nothing is lost, and the clock waits");
const fresh = await new Client(server.port).connect();
const resumed = (await fresh.ask({ t: "resume", room: made.room, code: people[0].c.resume })).out;
assert.equal(resumed.person, people[0].id);
await fresh.hello(made.room, resumed.token);
assert.ok(
    fresh.docs[`person/${people[0].id}`] ||
        (await fresh.until("own topic", (d) => d[`person/${people[0].id}`])),
);
await refused(
    new Client(server.port).connect().then((c) => c.hello(made.room, "A".repeat(22))),
    "bad_token",
);
ok("a resume code gives the same seat in another browser");

/* -- report, conclusion -------------------------------------------------------------------- */
for (const p of people) await by(p, "final", { stance: "support" });
await boss.do("next");
await boss.until("the report", (d) => d.room.clock.kind === "report" && d["outcome/t1"]);
assert.equal(boss.docs["outcome/t1"].tally, undefined);
for (const p of people) {
    assert.equal(p.c.docs["outcome/t1"], undefined);
    for (const q of people) if (q !== p) await by(p, "rate", { person: q.id, value: 3 });
    await by(p, "answers", { q3: "all_groups", q4: 4, q5: false });
}
const outcome = await boss.until("the outcome", (d) => d["outcome/t1"].tally);
assert.ok(JSON.stringify(outcome).includes("c1"));
ok("the outcome opens once everybody answered, and not before");
await by(people[0], "report", { field: "own", text: "Un toit, ensemble." });
await boss.do("next");
await boss.until("conclusion", ({ room }) => room.clock.kind === "conclusion");
await by(people[1], "q6", { text: "Le comité des loisirs." });
await by(people[2], "erase");
await boss.until("a name forgotten", ({ room }) => !JSON.stringify(room).includes("Chloé"));
await boss.do("end");
await boss.until("the end", ({ room }) => room.state === "ended");
ok("conclusion, a person forgotten, the end");
assert.equal(await server.stop(), 0);
// Where servers share their rooms, each goes to another.
const sent = process.env.TABLEE_STORE ? 4004 : 1012;
assert.deepEqual(
    [...new Set(people.map((p) => p.c.closed))].filter((x) => x !== sent && x !== undefined),
    [],
);
fs.rmSync(dir, { recursive: true, force: true });
console.log(`summary: ${passed} steps of the hour`);
process.exit(0);
