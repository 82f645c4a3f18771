// `tablee export`: a room of people who consent, one who refuses and one who is forgotten, from the
// log and from the database, in every format; then read in Python (check.py), and in R if asked.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { download, finish, playRoom } from "../hour/play.mjs";
import { start } from "../hour/server.mjs";

const binary = path.join(process.env.TABLEE_BUILD ?? "build", "tablee");
const here = path.join(process.env.TABLEE_SOURCE ?? ".", "tests/export");
const shipped = path.join(process.env.TABLEE_SOURCE ?? ".", "scenarios");
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-export-"));
process.on("exit", () => fs.rmSync(dir, { recursive: true, force: true }));
// Nobody answers a ping while a tool is run.
const server = await start(path.join(dir, "state"), ["--ping", "60"]);
process.on("exit", () => server.child.kill("SIGKILL"));
let passed = 0;
const ok = (what) => (passed++, console.log(`  ok ${what}`));

/** A module of the client's that needs no page. */
async function bundled(name) {
    const web = path.join(here, "../../web");
    const { build } = createRequire(path.join(path.resolve(web), "package.json"))("esbuild");
    const outfile = path.join(dir, "client.mjs");
    const entryPoints = [path.resolve(web, "src", name)];
    await build({ entryPoints, bundle: true, format: "esm", target: "es2020", outfile });
    return import(pathToFileURL(outfile));
}
function run(...args) {
    const env = { ...process.env, LC_ALL: "C" };
    const done = spawnSync(binary, args, { env, encoding: "utf8", timeout: 60_000 });
    return { code: done.status, out: done.stdout, err: done.stderr };
}
function exported(name, ...args) {
    const out = path.join(dir, name);
    const format = args.includes("--format") ? [] : ["--format", "csv"];
    const done = run("export", "--out", out, ...format, ...args);
    assert.equal(done.code, 0, done.err);
    return Object.fromEntries(
        fs.readdirSync(out).map((file) => [file, fs.readFileSync(path.join(out, file), "utf8")]),
    );
}

/* -- a room, a second one ---- */
const formulas = { 1: '=HYPERLINK("x")', 2: '+1, "deux"\nlignes', 3: "@SUM(A1)", 4: "-2+3" };
const room = await playRoom(server, { consents: "yyyyyny", words: formulas });
const refuser = room.people[5],
    forgotten = room.people[6];
await forgotten.c.do("erase");
await finish(room);
const other = await playRoom(server, { consents: "yyn", objection: "none", ratings: false });
await other.people[2].c.do("consent", { debrief: true, research: true }); // the last word counts
await finish(other);
const logs = [];
for (const [i, r] of [room, other].entries()) {
    const file = path.join(dir, `${i}.ndjson`);
    fs.writeFileSync(file, await download(server, r));
    logs.push(file);
}
// What an exported log says, and all that the database does: they differ by who rated whom.
const database = path.join(dir, "state", "tablee.db");
const tallies = [room, other].map((r) =>
    JSON.parse(run("tally", "--decimals", "15", "--db", database, "--room", r.made.room).out),
);
for (const [i, log] of logs.entries()) {
    const told = JSON.parse(run("tally", "--decimals", "15", log).out);
    for (const [t, table] of Object.entries(tallies[i].tables)) {
        assert.deepEqual(told.tables[t].peer, {
            raters: null,
            pairs: null,
            shown: false,
            reason: "sealed",
        });
        assert.deepEqual({ ...told.tables[t], peer: table.peer }, table);
    }
    const bare = fs.readFileSync(log, "utf8").split("\n");
    for (const line of bare.filter((line) => /"act":"(rate|answers)"/.test(line)))
        for (const value of Object.values(JSON.parse(line).a)) assert.ok(value["#"], line);
}
ok("an exported log tells nobody who rated whom, and the rest of the tallies");
fs.writeFileSync(path.join(dir, "tallies.json"), JSON.stringify(tallies));
fs.writeFileSync(
    path.join(dir, "who.json"),
    JSON.stringify({ refuser: refuser.id, forgotten: forgotten.id, formulas }),
);

/* -- the database, while it is served ---- */
const db = path.join(dir, "state", "tablee.db");
const codes = ["--db", db, "--room", room.made.room, "--room", other.made.room];
const csv = exported("csv", ...codes);
assert.deepEqual(exported("again", ...codes), csv);
ok("the same rooms give the same bytes");
assert.deepEqual(exported("all", "--db", db), csv);
exported("bom", ...codes, "--bom");
for (const language of ["fr", "en"]) exported(language, ...codes, "--excel", language);
exported("json", ...codes, "--format", "json");
exported("graphml", ...codes, "--format", "graphml");
exported("debrief", ...codes, "--for", "debrief");
ok("a server's database is exported while it is served");

/* -- a scenario that changed since ------------------------------------------------------------ */
const changed = path.join(dir, "changed");
fs.mkdirSync(path.join(changed, "la-brunante"), { recursive: true });
const scenario = fs.readFileSync(path.join(shipped, "la-brunante", "scenario.json"), "utf8");
fs.writeFileSync(
    path.join(changed, "la-brunante", "scenario.json"),
    scenario.replace(/"version": \d+/, '"version": 1000').replaceAll('"ecole"', '"classe"'),
);
assert.deepEqual(exported("kept", ...codes, "--scenarios", changed), csv);
const warned = run("export", "--scenarios", changed, "--out", path.join(dir, "c"), logs[0]);
assert.equal(warned.code, 0, warned.err);
assert.equal(warned.err, ""); // the log carries its own
ok("a room, or a log, is read with the scenario it was played with");

/* -- the same answers, given by others ---- */
// Of who rated whom, and answered what, the folder says the same whoever it was.
const told = [];
for (const order of [
    [0, 1, 2, 3, 4],
    [3, 0, 4, 1, 2],
]) {
    const r = await playRoom(server, { consents: "yyyyy", objection: "none", order });
    await finish(r);
    const name = `order-${order[0]}`;
    const folder = exported(name, "--db", db, "--room", r.made.room);
    const graphs = exported(`${name}-g`, "--db", db, "--room", r.made.room, "--format", "graphml");
    const xapi = ["--format", "json", "--xapi", "https://tablee.invalid"];
    const stated = exported(`${name}-x`, "--db", db, "--room", r.made.room, ...xapi)["xapi.json"];
    const [, nameless] = /^(r[^,]+),/m.exec(folder["answers.csv"].split("\r\n")[1]);
    const net = Object.entries(graphs).find(([file]) => file.startsWith("ratings-"))[1];
    const raters = JSON.parse(stated).filter((s) => /-t1-e\d+$/.test(s.actor.account.name));
    assert.equal(raters.length, 5 * 4);
    const all = [folder["ratings.csv"], folder["answers.csv"], net, JSON.stringify(raters)];
    const ours = /"(id|registration)":"[^"]*"/g;
    told.push(all.map((text) => text.replaceAll(nameless, "r").replace(ours, "")));
}
assert.deepEqual(told[0], told[1]);
assert.equal(told[0][0].trimEnd().split("\r\n").length, 1 + 5 * 4);
ok("who rated whom is told under ids that are nobody's");

/* -- from logs, which hold no words ---- */
const bare = exported("logs", ...logs);
const rows = (text) => text.trimEnd().split("\r\n");
const given = {
    "ratings.csv": (text) => rows(text).slice(0, 1),
    "answers.csv": (text) => rows(text).slice(0, 1),
    "tallies.csv": (text) => rows(text).filter((row) => !/,peer\./.test(row)),
};
for (const file of Object.keys(csv).filter((f) => !["texts.csv", "suppressions.csv"].includes(f))) {
    const part = given[file] ?? ((text) => text);
    assert.deepEqual(part(bare[file]), part(csv[file]), file);
}
assert.equal(rows(bare["ratings.csv"]).length, 1);
assert.match(bare["suppressions.csv"], /,answers,row,sealed,/);
// No word is there; that a group emptied its line is no word.
for (const row of rows(bare["texts.csv"]).slice(1)) assert.match(row, /,gave_up,text,,$/);
assert.match(bare["suppressions.csv"], /,texts,words,not_in_log,/);
ok("logs give all but the words, and what each answered");

/* -- what a facilitator downloads ---- */
const one = exported("one", "--db", db, "--room", room.made.room);
const listed = JSON.parse(await download(server, room, "export/"));
assert.ok(listed.includes("tablee-export.json") && listed.some((f) => f.endsWith(".graphml")));
for (const file of Object.keys(one)) {
    assert.ok(listed.includes(file), file);
    assert.equal((await download(server, room, `export/${file}`)).toString(), one[file], file);
}
const marked = await download(server, room, "export/people.csv?excel=en");
assert.equal(marked.toString(), `\ufeff${one["people.csv"]}`);
const parted = await download(server, room, "export/people.csv?excel=fr");
assert.equal(parted.toString(), marked.toString().replaceAll(",", ";")); // no cell holds either
await assert.rejects(download(server, room, "export/passwords.csv"), /404/);
const stranger = { made: { room: room.made.room, token: other.made.token } };
await assert.rejects(download(server, stranger, "export/people.csv"), /403/);
ok("a facilitator downloads the same, and nobody else does");

/* -- the whole folder, as one archive; and those of several workshops as one ---- */
const ADDRESS = "https://tablee.invalid";
const research = await bundled("sessions/research.ts");
const folderOf = async (r) =>
    research.unzip(await download(server, r, `export/research.zip?xapi=${ADDRESS}`));
const textsOf = (folder) =>
    Object.fromEntries([...folder].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
/** A statement of somebody unnamed is told apart by its place in the file. */
const parsed = ({ "xapi.json": xapi, "tablee-export.json": json, ...files }) => ({
    ...files,
    json: JSON.parse(json),
    xapi: JSON.parse(xapi).map(({ id, ...statement }) => [id.length, statement]),
});
const all = ["--format", "all", "--xapi", ADDRESS];
const ofOne = exported("folder-one", ...all, "--db", db, "--room", room.made.room);
assert.deepEqual(textsOf(await folderOf(room)), ofOne);
const both = await Promise.all([room, other].map(folderOf));
const ofBoth = exported("folder-both", ...all, ...codes);
const made = path.join(dir, "joined.zip");
fs.writeFileSync(made, Buffer.from(await research.zip(research.joined(both)).arrayBuffer()));
assert.deepEqual(parsed(textsOf(research.unzip(fs.readFileSync(made)))), parsed(ofBoth));
const tested = spawnSync("python3", ["-m", "zipfile", "-t", made], { encoding: "utf8" });
assert.deepEqual([tested.status, tested.stdout.trim()], [0, "Done testing"]);
const odd = await download(server, room, 'export/research.zip?xapi=https://a"b');
assert.equal(research.unzip(odd).has("xapi.json"), false);
ok("the folder as one archive is the command's, of one workshop and of two");

/* -- nothing that nobody may know ---- */
const everything = (files) => Object.values(files).join("\n");
for (const files of [csv, bare, exported("json", ...codes, "--format", "json")]) {
    const text = everything(files);
    for (const secret of [
        "Nom1",
        "Chloé",
        "Nom6",
        room.made.room,
        room.made.token,
        forgotten.c.resume ?? "Nom7",
    ])
        assert.ok(!text.includes(secret), secret);
    for (const words of [`Un besoin de ${refuser.id}`, `Un besoin de ${forgotten.id}`])
        assert.ok(!text.includes(words), words);
}
ok("no name, no code, no word of those who refused");

for (const wrong of [
    ["export"],
    ["export", "--format", "xls", logs[0]],
    ["export", "--excel", "de", logs[0]],
    ["export", "--db", path.join(dir, "absent.db")],
    ["export", "--db", db, "--room", "1"],
    ["export", path.join(dir, "absent.ndjson")],
    ["export", path.join(dir, "tallies.json")],
]) {
    const said = run(...wrong, "--out", path.join(dir, "never"));
    assert.equal(said.code, 2, wrong.join(" "));
    assert.notEqual(said.err, "");
}
assert.ok(!fs.existsSync(path.join(dir, "never")));
ok("what cannot be exported is refused in a sentence, and nothing is written");

/* -- other programs ---- */
function reader(command, ...args) {
    const done = spawnSync(command, [...args, dir], { encoding: "utf8", timeout: 120_000 });
    assert.equal(done.status, 0, `${done.stdout}${done.stderr}`);
    process.stdout.write(done.stdout);
}
reader(process.env.TABLEE_PYTHON ?? "python3", path.join(here, "check.py"));
ok("read in Python");
if (process.env.TABLEE_R) {
    reader("Rscript", "--vanilla", path.join(here, "check.R"));
    ok("read in R");
}
if (process.env.TABLEE_SOFFICE) {
    reader(process.env.TABLEE_PYTHON ?? "python3", path.join(here, "spreadsheet.py"));
    ok("opened in LibreOffice, as in French and as in English");
}
assert.equal(await server.stop(), 0);
console.log(`summary: ${passed} steps of the research export`);
process.exit(0);
