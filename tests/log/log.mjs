// An exported log: `tablee verify` proves it, sees one changed byte, and `tablee tally` replays it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";

const binary = path.join(process.env.TABLEE_BUILD ?? "build", "tablee");
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-log-"));
process.on("exit", () => fs.rmSync(dir, { recursive: true, force: true }));
const server = await start(path.join(dir, "state"));
process.on("exit", () => server.child.kill("SIGKILL"));
let passed = 0;
const ok = (what) => (passed++, console.log(`  ok ${what}`));

function run(language, ...args) {
    const env = { ...process.env, LC_ALL: language };
    const done = spawnSync(binary, args, { env, encoding: "utf8", timeout: 20_000 });
    return { code: done.status, out: done.stdout, err: done.stderr };
}
function written(name, bytes) {
    const file = path.join(dir, name);
    fs.writeFileSync(file, bytes);
    return file;
}

/* -- a short room ---------------------------------------------------------------------------- */
const boss = await new Client(server.port).connect();
const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 9, roles: "auto" };
const made = (await boss.ask({ t: "create", options })).out;
await boss.hello(made.room, made.token);
boss.me = boss.you.f;
const people = [];
for (const name of ["Ana", "Bruno", "Chloé"]) {
    const c = await new Client(server.port).connect();
    const asked = { t: "join", room: made.room, name, debrief: true, research: false, lang: "fr" };
    const got = (await c.ask(asked)).out;
    await c.hello(made.room, got.token);
    c.me = got.person;
    people.push(c);
}
for (let i = 0; i < 3; i++) await boss.do("next");
const propose = (c, text) => c.do("propose", { text, scale: ["local"], dims: ["soc"], for: "all" });
await propose(people[0], "Vingt logements au cœur du village");
await propose(people[1], "Une salle ouverte le soir");
for (const c of people.slice(1)) await c.do("stance", { clause: "c1", stance: "support" });

// What they say of the second is hidden while its author and one more have not answered.
const said = (c, stance, more) => c.do("stance", { clause: "c2", stance, ...more });
await said(people[0], "object", { reason: "cost", could: "Moins de murs" });
await said(people[0], "live");
await people[2].do("final", { stance: "support" });

const address = `http://127.0.0.1:${server.port}/api/rooms/${made.room}/log.ndjson`;
const answer = await fetch(address, { headers: { Authorization: `Bearer ${made.token}` } });
assert.equal(answer.status, 200);
const log = Buffer.from(await answer.arrayBuffer());
const whole = written("whole.ndjson", log);
const lines = log.toString().trimEnd().split("\n");

/* -- what is hidden in the room is sealed in its log ------------------------------------------ */
const stances = (lines, clause) =>
    lines
        .slice(2)
        .map((line) => JSON.parse(line))
        .filter((r) => ["stance", "final"].includes(r.act) && r.a.clause === clause);
// Of what is sealed there is a hash, whether it was said or not.
const shut = (r) => {
    assert.equal(r.open, undefined);
    for (const [field, value] of Object.entries(r.a))
        if (field !== "clause") assert.match(value["#"], /^[0-9a-f]{64}$/, field);
};
const stanceOf = (r) => JSON.parse(r.open.stance[1]);
assert.deepEqual(stances(lines, "c1").map(stanceOf), ["support", "support"]);
const [first, second] = stances(lines, "c2");
assert.deepEqual(Object.keys(first.a), ["clause", "stance", "reason", "why", "could"]);
assert.deepEqual(Object.keys(second.a), Object.keys(first.a));
[first, second, ...stances(lines, undefined)].forEach(shut);
const early = JSON.parse(run("C", "tally", whole).out).tables.t1;
assert.deepEqual(early.voice_final, [1, 3]);
assert.deepEqual(early.final, { support: null, live: null, object: null, reason: "sealed" });
await said(people[2], "support");
for (const c of people.slice(0, 2)) await c.do("final", { stance: "live" });
const again = await fetch(address, { headers: { Authorization: `Bearer ${made.token}` } });
const after = Buffer.from(await again.arrayBuffer());
const revealed = written("revealed.ndjson", after);
const later = after.toString().trimEnd().split("\n");
const [taken, kept, last] = stances(later, "c2");
shut(taken); // what was said otherwise before anybody saw it is nobody's to read
assert.deepEqual([kept, last].map(stanceOf), ["live", "support"]);
assert.deepEqual(stances(later, undefined).map(stanceOf), ["support", "live", "live"]);
assert.equal(run("C", "verify", revealed).code, 0);
const stored = ["--db", path.join(dir, "state", "tablee.db"), "--room", made.room];
assert.equal(run("C", "tally", revealed).out, run("C", "tally", ...stored).out);
for (const [what, forged] of [
    ["another value", (line) => line.replace('"\\"live\\""', '"\\"object\\""')],
    ["another salt", (line) => line.replace(/"stance":\["../, (head) => `${head.slice(0, -2)}zz`)],
    ["no object", (line) => line.replace(/"open":\{.*\},"hash"/, '"open":{]},"hash"')],
]) {
    const n = later.findIndex((line) => line.includes('\\"live\\"'));
    const other = forged(later[n]);
    assert.notEqual(other, later[n], what);
    const file = written("forged.ndjson", later.with(n, other).join("\n"));
    assert.match(run("C", "verify", file).out, new RegExp(`broken at line ${n + 1}\n`), what);
}
ok("stances are sealed until they are revealed, and cannot be revealed otherwise");

/* -- who writes an objection is told with it, or never ---------------------------------------- */
const download = async (name) => {
    const got = await fetch(address, { headers: { Authorization: `Bearer ${made.token}` } });
    const file = written(name, Buffer.from(await got.arrayBuffer()));
    assert.equal(run("C", "verify", file).code, 0);
    const all = fs.readFileSync(file, "utf8").trimEnd().split("\n").slice(2);
    return { file, records: all.map((line) => JSON.parse(line)) };
};
const writing = ({ records }) => records.filter((r) => r.act === "writing");
const who = (r) => r.open && JSON.parse(r.open.person[1]);
await propose(people[0], "Un jardin derrière l’église");
await people[1].do("stance", { clause: "c3", stance: "support" });
await people[2].do("reserve", { clause: "c3" });
await people[2].do("draft", { key: "could.c3", text: "Plus petit" });
await people[1].do("reserve", { clause: "c3" });
await people[1].do("reserve", { clause: "c3", on: false });
const while_writing = await download("writing.ndjson");
assert.deepEqual(writing(while_writing).map(who), [undefined, undefined, undefined]);
assert.deepEqual(
    writing(while_writing).map((r) => [r.by, r.a.on, r.a.more ?? false]),
    [
        ["sys", true, false],
        ["sys", true, false],
        ["sys", false, true],
    ],
);
const drafted = while_writing.records.find((r) => r.act === "draft");
for (const value of Object.values(drafted.a)) assert.deepEqual(Object.keys(value), ["#"]);
const person = (c) => c.docs[`person/${c.me}`];
assert.ok(person(people[2]).reserves.c3, "who writes knows it");
const objection = { clause: "c3", stance: "object", reason: "cost", could: "Plus petit" };
await people[2].do("stance", objection);
await people[1].do("stance", { clause: "c3", stance: "live" });
const objected = await download("objected.ndjson");
assert.deepEqual(writing(objected).map(who), [people[2].me, undefined, undefined]);
const figures = (...args) => JSON.parse(run("C", "tally", ...args).out);
assert.deepEqual(figures(objected.file), figures(...stored), "what is not told changes no figure");
ok("a log tells who writes an objection once it is said, and never who let it be");

/* -- verify ---------------------------------------------------------------------------------- */
const proven = run("C", "verify", whole);
assert.equal(proven.code, 0, proven.err);
const RECORDS = lines.length - 2; // after the header and the scenario
assert.equal(proven.out, `${RECORDS} records, chain whole\n`);
assert.match(run("fr_CA.UTF-8", "verify", whole).out, /chaîne intacte/);
ok("a log as exported is proven");

const at = lines.findIndex((line) => line.includes('"act":"propose"'));
const place = log.indexOf('"act":"propose"') + 7;
const changed = Buffer.from(log);
changed[place] ^= 1;
const tampered = written("tampered.ndjson", changed);
const refused = run("C", "verify", tampered);
assert.equal(refused.code, 1);
assert.match(refused.out, new RegExp(`broken at line ${at + 1}\n`));
const untallied = run("C", "tally", tampered);
assert.equal(untallied.code, 2);
assert.match(untallied.err, new RegExp(`the chain is broken at line ${at + 1}`));
ok("one changed byte is found, by line");

const without = written("without.ndjson", lines.filter((_, i) => i !== 3).join("\n"));
assert.match(run("C", "verify", without).out, /broken at line 4\n/);
const cut = written("cut.ndjson", log.subarray(0, log.length - 5));
assert.match(run("C", "verify", cut).out, new RegExp(`broken at line ${lines.length}\n`));
const ended = written("ended.ndjson", `${lines.slice(0, -2).join("\n")}\n`);
const missing = run("C", "verify", ended);
assert.equal(missing.code, 1);
assert.match(missing.out, new RegExp(`the end is missing after ${RECORDS - 2} records`));
assert.match(run("C", "tally", ended).err, /the end is missing/);
ok("a line taken out, a file cut short and whole lines missing at the end are found");

const { rules } = JSON.parse(lines[0]);
for (const [from, to] of [
    [`"room":"${made.room}"`, '"room":"1234567"'],
    ['"scenario":"la-brunante"', '"scenario":"la-mauve"'],
    [`"rules":${rules}`, '"rules":1'],
    ['"format":3', '"format":"x"'],
]) {
    const other = written(
        "other.ndjson",
        [lines[0].replace(from, to), ...lines.slice(1)].join("\n"),
    );
    const said = run("C", "verify", other);
    assert.equal(said.code, 1, from);
    assert.match(said.out, /the first line is not that of these records/);
}
ok("a first line that tells of another room is found");

/* -- the scenario it carries ------------------------------------------------------------------- */
const own = fs.readFileSync(
    path.join(process.env.TABLEE_SOURCE ?? ".", "scenarios/la-brunante/scenario.json"),
);
assert.equal(JSON.parse(lines[1]).file, own.toString());
const another = `${lines[1].slice(0, -2)} "}`;
for (const [what, second] of [
    ["another scenario", [another]],
    ["one that is no text", ['{"tablee":"scenario","file":7}']],
    ["none", []],
]) {
    const file = written("other.ndjson", [lines[0], ...second, ...lines.slice(2)].join("\n"));
    for (const tool of ["verify", "tally", "replay"]) {
        const said = run("C", tool, ...(tool === "replay" ? ["--list", file] : [file]));
        assert.equal(said.code, tool === "verify" ? 1 : 2, `${what}, ${tool}`);
        assert.match(said.out + said.err, /the scenario it carries is not the one that was played/);
    }
}
ok("a scenario that is not the one that was played is found");

for (const wrong of [
    [written("other.json", "{}")],
    [written("header.ndjson", `${lines[0]}\n`)],
    [path.join(dir, "absent")],
    [],
    ["--unknown"],
]) {
    const said = run("C", "verify", ...wrong);
    assert.equal(said.code, 2, wrong.join());
    assert.notEqual(said.err, "");
}
ok("what is no log is refused in a sentence");

/* -- tally ----------------------------------------------------------------------------------- */
const tallied = run("C", "tally", whole);
assert.equal(tallied.code, 0, tallied.err);
const result = JSON.parse(tallied.out);
assert.equal(result.rules, rules);
assert.deepEqual(Object.keys(result.tables), ["t1"]);
assert.equal(result.tables.t1.n, people.length);
assert.equal(result.tables.t1.clauses, 2);
assert.equal(tallied.err, "");
ok("the log is replayed and its table tallied");

// The folder of its scenario, edited or gone: the log has its own. One of before logs carried it
// is read with the folder's, which is told when it changed.
const edited = path.join(dir, "scenarios");
const cards = JSON.parse(own);
for (const role of cards.roles) role.title.fr = `Autre ${role.title.fr}`;
fs.mkdirSync(path.join(edited, "la-brunante"), { recursive: true });
fs.writeFileSync(path.join(edited, "la-brunante", "scenario.json"), JSON.stringify(cards));
const old = written(
    "old.ndjson",
    [lines[0].replace('"format":3', '"format":1'), ...lines.slice(2)].join("\n"),
);
const screen_of = (...args) => run("C", "replay", "--view", "facilitator", ...args);
const shown = screen_of(whole).out;
assert.doesNotMatch(shown, /Autre /);
for (const scenarios of [edited, path.join(dir, "absent")]) {
    const out = path.join(dir, "exported");
    for (const tool of [["tally"], ["export", "--out", out], ["replay", "--list"]])
        assert.deepEqual(
            { ...run("C", ...tool, "--scenarios", scenarios, whole), out: "" },
            { code: 0, out: "", err: "" },
            tool[0],
        );
    assert.equal(run("C", "tally", "--scenarios", scenarios, whole).out, tallied.out);
    assert.equal(screen_of("--scenarios", scenarios, whole).out, shown);
}
ok("a log has its own cards, whatever became of the folder");

const exported = path.join(dir, "exported");
for (const tool of [["tally"], ["export", "--out", exported], ["replay", "--list"]]) {
    const none = run("C", ...tool, "--scenarios", path.join(dir, "absent"), old);
    assert.equal(none.code, 2, tool[0]);
    assert.match(none.err, /it does not carry its scenario "la-brunante", which is not in /);
    const warned = run("C", ...tool, "--scenarios", edited, old);
    assert.equal(warned.code, 0, tool[0]);
    assert.match(warned.err, /it does not carry its scenario, and today's has changed since/);
}
assert.equal(run("C", "verify", old).code, 0);
assert.equal(run("C", "tally", old).out, tallied.out);
assert.match(screen_of("--scenarios", edited, old).out, /Autre /);
ok("a log of before it carried them is read, and it is told which cards it gets");

/* -- replay ---------------------------------------------------------------------------------- */
const newer = written(
    "newer.ndjson",
    [lines[0].replace('"format":3', '"format":9'), ...lines.slice(1)].join("\n"),
);
const newerRules = written(
    "newer-rules.ndjson",
    [lines[0].replace(`"rules":${rules}`, `"rules":${rules + 1}`), ...lines.slice(1)].join("\n"),
);
for (const [said, ...args] of [
    [/comes from a newer version/, newer],
    [new RegExp(`by version ${rules + 1} of .* knows them up to ${rules}: it takes`), newerRules],
    [/not a log that Tablée exported/, written("other.json", "{}")],
    [/No such file/, path.join(dir, "absent")],
    [/p4: the workshop has no such viewpoint/, "--view", "p4", whole],
    [/p1: the workshop did not come to its conclusion/, "--view", "p1", whole],
    [/a port is a number/, "--port", "x", whole],
    [/there is no such directory/, "--web", path.join(dir, "absent"), whole],
    [/^tablee replay: one LOG is needed.*\nUsage/],
    [/\nUsage/, whole, whole],
    [/unknown option --unknown\nUsage/, "--unknown", whole],
    [/No such file/, "--db", path.join(dir, "absent.db"), "--room", made.room],
    [/\nUsage/, "--db", path.join(dir, "state", "tablee.db")],
    [/\nUsage/, "--db", path.join(dir, "state", "tablee.db"), "--room", made.room, whole],
]) {
    const done = run("C", "replay", ...args);
    assert.equal(done.code, 2, args.join(" "));
    assert.match(done.err, said);
    assert.equal(done.out, "");
}
assert.match(run("C", "tally", newer).err, /comes from a newer version/);
assert.match(
    run("fr_CA.UTF-8", "tally", newerRules).err,
    new RegExp(`la version ${rules + 1} des règles`),
);
assert.match(
    run("C", "export", newerRules).err,
    new RegExp(`by version ${rules + 1} of the rules`),
);
const screen = run("C", "replay", "--view", "screen", whole);
assert.deepEqual([screen.code, screen.err], [0, ""]);
assert.equal(JSON.parse(screen.out.split("\n")[0]).records, RECORDS);
const full = spawnSync("sh", ["-c", `"${binary}" replay --list "${whole}" >/dev/full`]);
assert.equal(full.status, 1);
assert.match(run("C", "replay", "--help").out, /^Usage/);
ok("what cannot be replayed is refused in a sentence");

const part = path.join(dir, "part.html");
for (const [said, file, kept] of [
    [new RegExp(`the chain is broken at line ${at + 1}`), tampered, at - 2],
    [/the end is missing/, ended, RECORDS - 2],
]) {
    const seen = run("C", "replay", "--view", "screen", file);
    assert.match(seen.err, said);
    assert.deepEqual([seen.code, JSON.parse(seen.out.split("\n")[0]).records], [1, kept]);
    assert.equal(run("C", "replay", "--html", part, file).code, 1);
    const page = fs.readFileSync(part, "utf8");
    const [parts, seal] = ["parts", "seal"].map(
        (id) => new RegExp(`id="${id}">([^<]*)</script>`).exec(page)[1],
    );
    const { links } = JSON.parse(seal);
    const last = parts.split("\n").at(-2);
    assert.deepEqual(JSON.parse(last), { until: kept });
    const link = createHash("sha256").update(Buffer.from(links.at(-2), "hex")).update(last);
    assert.equal(link.digest("hex"), links.at(-1));
}
ok("of a log that is broken or cut, what is whole is shown, and where it ends");

assert.equal(await server.stop(), 0);
console.log(`summary: ${passed} steps of an exported log`);
process.exit(0);
