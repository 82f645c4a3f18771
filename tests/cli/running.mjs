// A server that runs can be found, asked and stopped, and ends with its terminal.
//   running.mjs TABLEE
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const binary = path.resolve(process.argv[2]);
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-running-"));
process.on("exit", () => fs.rmSync(dir, { recursive: true, force: true }));
// A path too long for the address of a socket.
const state = path.join(dir, "d".repeat(120), "state");
let passed = 0;
const ok = (what) => {
    passed++;
    console.log(`ok: ${what}`);
};

function run(...args) {
    const env = { ...process.env, LC_ALL: "C", XDG_STATE_HOME: path.join(dir, "none") };
    const done = spawnSync(binary, args, { encoding: "utf8", env, timeout: 60_000 });
    assert.equal(done.signal, null, `${args.join(" ")} hung`);
    return { code: done.status, out: done.stdout, err: done.stderr };
}

/** Starts a server, by `before` (nohup, say); resolves once it has said where it is. */
async function serve(extra = [], before = [], said = /^Key.+\n/m) {
    const words = [...before, binary, "serve", "--port", "0", "--state", state, ...extra];
    const env = { ...process.env, LC_ALL: "C" };
    const child = spawn(words[0], words.slice(1), { env, stdio: ["ignore", "pipe", "pipe"] });
    const server = { child, out: "", exit: once(child, "exit") };
    child.stderr.resume();
    child.stdout.on("data", (d) => (server.out += d));
    while (!said.test(server.out)) await once(child.stdout, "data");
    return server;
}

for (const name of ["status", "links", "stop", "reload"]) {
    const said = run(name, "--state", state);
    assert.deepEqual([said.code, said.out], [1, ""], name);
    assert.match(said.err, /: no server runs on this directory; --state names another\n$/);
    assert.equal(run(name, "more").code, 2);
}
ok("where no server runs, each command says so");

let server = await serve(["--listen", "127.0.0.1"]);
const pid = server.child.pid;
const here = /http:\/\/127\.0\.0\.1:\d+/.exec(server.out)[0];
const key = fs.readFileSync(path.join(state, "host.key"), "utf8").trim();
assert.ok(!server.out.includes(key), "the key on an output that is no terminal");
assert.ok(server.out.includes(path.join(state, "host.key")), "nothing says where the key is");
const status = run("status", "--state", state);
assert.equal(status.code, 0, status.err);
assert.match(status.out, new RegExp(`^Process: +${pid}\nVersion: +\\d.+\nSince: +\\d{4}-`));
assert.ok(status.out.includes(here) && !status.out.includes(key), status.out);
assert.ok(run("links", "--state", state).out.includes(`${here}/#cle=${key}\n`));
assert.equal(fs.statSync(path.join(state, "control")).mode & 0o777, 0o600);
ok("status tells which server runs and where; links, the link that opens workshops");

const second = run("serve", "--state", state);
assert.equal(second.code, 1);
assert.match(second.err, /another tablee serves .+ already; 'tablee stop' ends it/);
assert.match(second.out, new RegExp(`^Process: +${pid}\n`));
assert.ok(second.out.includes(here) && second.out.includes(path.join(state, "host.key")));
assert.ok(run("status", "--state", state).out.includes(here), "the first one went");
ok("a start beside a running one says where that is");

const looked = run("doctor", "--state", state);
assert.equal(looked.code, /^amiss/m.test(looked.out) ? 1 : 0, looked.out);
assert.match(looked.out, new RegExp(`^good +server: process ${pid}$`, "m"));
assert.match(looked.out, /^good +host's key: .*host\.key$/m);
assert.match(looked.out, /^good +page of privacy: \/confidentialite$/m);
assert.ok(status.out.includes(`${here}/hote\n`), "nothing says where the host's page is");
ok("doctor looks at the server that runs, and its code is that of what it found");
assert.match(run("reload", "--state", state).out, /scenarios are read again/);
const stopped = run("stop", "--state", state);
assert.equal(stopped.code, 0, stopped.err);
assert.match(stopped.out, new RegExp(`^stopped \\(${pid}\\)`));
assert.deepEqual(await server.exit, [0, null]);
assert.ok(!fs.existsSync(path.join(state, "control")), "the socket stays");
ok("stop ends it, and waits until it has ended");

/* -- terminals -- */
const terminal = (...words) =>
    spawnSync("python3", [path.join(import.meta.dirname, "terminal.py"), ...words], {
        encoding: "utf8",
        env: { ...process.env, LC_ALL: "C" },
        timeout: 60_000,
    });
const closed = terminal(binary, "serve", "--port", "0", "--state", state);
assert.equal(closed.status, 0, closed.stderr);
assert.match(closed.stdout, /Closing this terminal stops the server/);
assert.ok(closed.stdout.includes(`/#cle=${key}`), "a terminal gets no link");
ok("a server whose terminal closes ends well, and had said that it would");

const wifi = ["--wifi", "Salle; bleue", "--wifi-password", "motdepasse"];
server = await serve(wifi, ["nohup", "setsid"]);
assert.match(server.out, /^Wi-Fi: +Salle; bleue\nPassword: +motdepasse\n/m);
process.kill(server.child.pid, "SIGHUP");
assert.equal(run("status", "--state", state).code, 0);
assert.equal(run("stop", "--state", state).code, 0);
ok("one that nohup started stays until it is stopped");

/* -- who answers for people's data -- */
const nobody = /this server is open to all and does not say who answers/;
for (const named of [[], ["--responsible", "Mairie de Saint-Clément"]]) {
    server = await serve(["--open", ...named], [], /^All workshops.+\n/m);
    run("stop", "--state", state);
    await server.exit;
    assert.equal(nobody.test(server.out), named.length === 0, server.out);
}
ok("an open server says that nobody is named who answers for people's data");

/* -- the key -- */
for (const weak of ["k", "k".repeat(64), "0123456789".repeat(3), "a".repeat(21) + "b"]) {
    const said = run("serve", "--memory", "--port", "0", "--key", weak);
    assert.equal(said.code, 1, weak);
    assert.match(said.err, /The key can be guessed: it needs 128 bits/);
}
fs.writeFileSync(path.join(state, "host.key"), "short\n");
const amiss = run("doctor", "--state", state);
assert.equal(amiss.code, 1);
assert.match(amiss.out, /^amiss +host's key: can be guessed; remove this file/m);
assert.match(run("serve", "--state", state).err, /The key of .+host\.key can be guessed/);
fs.writeFileSync(path.join(state, "host.key"), `${key}\n`);
fs.chmodSync(path.join(state, "host.key"), 0o644);
server = await serve();
assert.equal(fs.statSync(path.join(state, "host.key")).mode & 0o777, 0o600);
run("stop", "--state", state);
ok("a key shorter than 128 bits is refused, and one that others may read is closed to them");
console.log(`summary: ${passed} rules of a server that runs`);
