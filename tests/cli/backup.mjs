// A copy is made while the server runs, put back elsewhere, and no phone mixes the two histories;
// what rots or is forged in a database is told with its place.
//   backup.mjs TABLEE
import { once } from "node:events";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const binary = path.resolve(process.argv[2]);
process.env.TABLEE_BUILD ??= path.dirname(binary);
const { start } = await import("../hour/server.mjs");
const { Client } = await import("../hour/client.mjs");
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-backup-"));
process.on("exit", () => fs.rmSync(dir, { recursive: true, force: true }));
const at = (...names) => path.join(dir, ...names);
let passed = 0;
const ok = (what) => {
    passed++;
    console.log(`ok: ${what}`);
};

function run(...args) {
    const env = { ...process.env, LC_ALL: "C", XDG_STATE_HOME: at("none") };
    const done = spawnSync(binary, args, { encoding: "utf8", env, timeout: 60_000 });
    return { code: done.status, out: done.stdout, err: done.stderr };
}
const device = (server) => new Client(server.port).connect();
const note = (text) => ["draft", { key: "note", text }];

let server = await start(at("state"));
const boss = await device(server);
const options = { scenario: "la-brunante", tables: 1 };
const { room, token } = (await boss.ask({ t: "create", options })).out;
const phone = await device(server);
const joined = (await phone.ask({ t: "join", room, name: "Ana" })).out;
const { epoch } = await phone.hello(room, joined.token);
const as = { as: joined.person };
await phone.do(...note("avant la copie"), as);
fs.mkdirSync(at("state", "drafts"), { recursive: true });
fs.writeFileSync(at("state", "drafts", "x.json"), "{}");

/* -- made -- */
const made = run("backup", "--state", at("state"), at("copy"));
assert.equal(made.code, 0, made.err);
await phone.do(...note("après la copie"), as);
const again = run("backup", "--state", at("state"), at("copy"));
assert.equal(again.code, 1);
assert.match(again.err, /copy: this directory is not empty/);
const modes = (name) => fs.statSync(at("copy", name)).mode & 0o777;
assert.deepEqual([modes("tablee.db"), modes("drafts/x.json"), modes(".")], [0o600, 0o600, 0o700]);
assert.ok(!fs.existsSync(at("copy", "control")) && !fs.existsSync(at("copy", "tablee.db-wal")));
const whole = run("verify", "--db", at("copy", "tablee.db"));
assert.match(whole.out, /^1 workshops, \d+ records, chains and texts whole\n$/);
ok("a server that runs copies itself, into a directory that is empty");
const running = run("restore", "--state", at("state"), at("copy"));
assert.equal(running.code, 1);
assert.match(running.err, /a server runs on this directory: end it first/);
assert.equal(await server.stop(), 0);
const cold = run("backup", "--state", at("state"), at("cold"));
assert.equal(cold.code, 0, cold.err);
ok("one that does not run is copied too; nothing is put back under one that does");

/* -- put back -- */
const refused = run("restore", "--state", at("state"), at("copy"));
assert.equal(refused.code, 1);
assert.match(refused.err, /there are workshops here already; --replace sets them aside/);
assert.match(run("restore", "--state", at("new"), at("absent")).err, /absent.*No such file/);
const back = run("restore", "--state", at("state"), "--replace", at("copy"));
assert.equal(back.code, 0, back.err);
const aside = fs.readdirSync(at("state")).filter((n) => n.startsWith("before-2"));
assert.equal(aside.length, 1);
assert.match(run("verify", "--db", at("state", aside[0], "tablee.db")).out, /^1 workshops/);
assert.ok(fs.existsSync(at("state", "drafts", "x.json")));
server = await start(at("state"));
const old = await device(server);
old.epoch = epoch; // of the history that went on after the copy
await old.hello(room, joined.token).then(
    () => assert.fail("a phone of the other history is let in"),
    () => undefined,
);
await old.until("the end of its connection", () => old.closed);
assert.equal(old.closed, 4003);
const fresh = await device(server);
const welcome = await fresh.hello(room, joined.token);
assert.ok(welcome.epoch !== epoch && welcome.epoch.startsWith(`${epoch}.`), welcome.epoch);
await fresh.until("the words of the copy", (d) =>
    JSON.stringify(d[`person/${joined.person}`]).includes("avant la copie"),
);
const lead = await device(server);
await lead.hello(room, token);
const log = await fetch(`http://127.0.0.1:${server.port}/api/rooms/${room}/log.ndjson`, {
    headers: { Authorization: `Bearer ${token}` },
});
fs.writeFileSync(at("log.ndjson"), await log.text());
assert.match(run("verify", at("log.ndjson")).out, /chain whole/);
assert.equal(await server.stop(), 0);
assert.equal(run("restore", "--state", at("new"), at("copy")).code, 0);
server = await start(at("new"));
const third = await (await device(server)).hello(room, joined.token);
assert.notEqual(third.epoch, welcome.epoch, "put back twice, it is two histories");
assert.equal(await server.stop(), 0);
const register = run("register", "--state", at("new"));
assert.match(register.out, /restore.*copy/);
ok("a copy put back lets everybody in again, as another history, and the register has it");

/* -- rotten, forged -- */
const sql = (file, text) => {
    const program =
        "import sqlite3,sys;d=sqlite3.connect(sys.argv[1]);d.execute(sys.argv[2]);d.commit()";
    const done = spawnSync("python3", ["-c", program, file, text], { encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr);
};
sql(at("copy", "tablee.db"), "UPDATE texts SET text='forgé' WHERE text='Ana'");
const forged = run("verify", "--db", at("copy", "tablee.db"));
assert.equal(forged.code, 1);
const place = new RegExp(`^workshop ${room}, record \\d+: the text 'name' is not the one`);
assert.match(forged.out, place);
assert.match(
    spawnSync(binary, ["verify", "--db", at("copy", "tablee.db")], {
        encoding: "utf8",
        env: { ...process.env, LC_ALL: "fr_CA.UTF-8" },
    }).stdout,
    /le texte «\u00a0name\u00a0» n’est pas celui qui a été écrit/,
);
assert.equal(run("restore", "--state", at("forged"), at("copy")).code, 0);
server = await start(at("forged"));
await (await device(server)).hello(room, token); // a room is read when somebody comes
const told = /"event":"text_not_as_written","room":1,"seq":\d+,"field":"name"/;
while (!told.test(server.output())) await once(server.child.stderr, "data");
assert.equal(await server.stop(), 0);
sql(at("cold", "tablee.db"), "DROP TRIGGER events_fixed");
const other = "replace(CAST(body AS TEXT),'la-brunante','la-brunantf')";
sql(at("cold", "tablee.db"), `UPDATE events SET body=CAST(${other} AS BLOB) WHERE seq=1`);
const broken = run("verify", "--db", at("cold", "tablee.db"));
assert.equal(broken.code, 1);
assert.match(broken.out, new RegExp(`^workshop ${room}, record 1: the chain is broken\n`));
ok("a text that is not as it was written, and a record, are told with their place");
console.log(`summary: ${passed} rules of copies`);
process.exit(0);
