// Workshops are listed, archived, deleted and purged, the server running or not; the register says
// so; and of one that was deleted no byte is left in the directory.
//   keep.mjs TABLEE
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const binary = path.resolve(process.argv[2]);
process.env.TABLEE_BUILD ??= path.dirname(binary);
const { start } = await import("../hour/server.mjs");
const { Client } = await import("../hour/client.mjs");
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-keep-"));
process.on("exit", () => fs.rmSync(dir, { recursive: true, force: true }));
const state = path.join(dir, "state");
let passed = 0;
const ok = (what) => {
    passed++;
    console.log(`ok: ${what}`);
};

function run(command, ...args) {
    const env = { ...process.env, LC_ALL: "C", XDG_STATE_HOME: path.join(dir, "none") };
    const line = [command, "--state", state, ...args];
    const done = spawnSync(binary, line, { encoding: "utf8", env, timeout: 60_000 });
    return { code: done.status, out: done.stdout, err: done.stderr };
}
function does(...line) {
    const done = run(...line);
    assert.equal(done.code, 0, `${line}: ${done.err}`);
    return done.out;
}
function refuses(what, ...line) {
    const done = run(...line);
    assert.notEqual(done.code, 0, `${line}`);
    assert.match(done.err, what);
}
const found = (word) =>
    fs.readdirSync(state).filter((name) => {
        const file = path.join(state, name);
        return fs.statSync(file).isFile() && fs.readFileSync(file).includes(word);
    });

let server = await start(state);
const boss = await new Client(server.port).connect();
const make = async (scenario) =>
    (await boss.ask({ t: "create", options: { scenario, tables: 1 } })).out;
const kept = await make("la-brunante");
const gone = await make("la-mauve");
const phone = await new Client(server.port).connect();
const { token, person } = (await phone.ask({ t: "join", room: gone.room, name: "Zéphirine" })).out;
await phone.hello(gone.room, token);
await phone.do("draft", { key: "k", text: "mots de Zéphirine" }, { as: person });

assert.ok(does("rooms").includes(kept.room) && does("rooms", "MAUVE").includes(gone.room));
assert.ok(!does("rooms", "mauve").includes(kept.room));
assert.match(does("rooms", "nothing of that kind"), /^code .*\n$/);
ok("workshops are listed, and found by their title in any case");

does("archive", gone.room);
refuses(/it is so already/, "archive", gone.room);
assert.match(does("rooms", gone.room), /archived/);
const code = { code: "archived" };
await assert.rejects(phone.ask({ t: "join", room: gone.room, name: "Tard" }), code);
does("archive", "--undo", gone.room);
refuses(/no workshop has this code/, "archive", "1000000");
refuses(/seven digits/, "delete", "abc");
ok("an archived workshop lets nobody in, and is opened again");

assert.match(does("delete", gone.room), /in seven days/);
assert.match(does("rooms", gone.room), /to be deleted/);
does("delete", "--undo", gone.room);
assert.equal(run("backup", path.join(dir, "copy")).code, 0);
const incident = ["data", "circumstances", "when", "learnt", "people", "serious", "notices"];
const fields = [...incident, "measures"].flatMap((name) => [`--${name}`, `le "${name}" \\ d’ici`]);
does("register", "incident", ...fields);
refuses(/--measures is missing/, "register", "incident", ...fields.slice(0, -2));
const lines = does("register");
for (const word of ["archive", "unarchive", "doom", "spare", "copy", "incident"])
    assert.match(lines, new RegExp(`  ${word}  host`), word);
ok("the register has what was done, copies and incidents, with eight fields");

assert.notDeepEqual(found("phirine"), [], "there is something to be found");
assert.match(does("delete", "--now", gone.room), /copies made before still have it/);
assert.deepEqual(found("phirine"), []);
assert.ok(!does("rooms").includes(gone.room));
assert.match(does("purge"), /^0 deleted/);
refuses(/YYYY-MM-DD/, "purge", "--before", "2999-01-01");
ok("of a workshop that was deleted no byte is left, and its people are sent away");

assert.equal(await server.stop(), 0);
assert.ok(does("rooms").includes(kept.room));
does("archive", kept.room);
assert.match(does("rooms"), /archived/);
does("delete", "--now", kept.room);
assert.ok(!does("rooms").includes(kept.room));
assert.match(does("register"), /  delete  host/);
ok("the same on the database, when no server runs");

server = await start(state);
const again = await new Client(server.port).connect();
await assert.rejects(again.ask({ t: "look", room: gone.room }), { code: "unknown_room" });
const more = (await again.ask({ t: "create", options: { scenario: "la-mauve" } })).out;
assert.ok(does("rooms").includes(more.room));
assert.equal(await server.stop(), 0);
ok("a server goes on with what is left");
console.log(`${passed} of 6`);
process.exit(0);
