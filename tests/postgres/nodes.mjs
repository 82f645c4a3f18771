// Two servers on one PostgreSQL behind HAProxy, as deploy/cluster/try starts them: one is killed,
// or stands still and wakes up, or leaves in order, while phones type. Nothing that was
// acknowledged is lost, nothing takes effect twice, and a workshop is had by one of them.
//     nodes.mjs [ROUNDS [SEED]]      a round is a kill; from the second on, each fault in turn
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { Client } from "../hour/client.mjs";

const rounds = Number(process.argv[2] ?? 1);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
let state = seed;
const random = (n) => (state = (state * 48271) % 2147483647) % n;
console.log(`seed ${seed}`);
const root = process.env.TABLEE_SOURCE ?? ".";
const cluster = spawn(path.join(root, "deploy/cluster/try"), [], {
    stdio: ["ignore", "pipe", "inherit"],
});
process.on("exit", () => cluster.kill("SIGTERM"));
const said = await new Promise((resolve, reject) => {
    let out = "";
    cluster.stdout.on("data", (data) => {
        out += data;
        if (out.includes("Ctrl+C")) resolve(out);
    });
    cluster.on("exit", () => reject(new Error(`it did not start: ${out}`)));
});
const port = Number(said.match(/127\.0\.0\.1:(\d+)/)[1]);
const [, store] = said.match(/^store (.*)$/m);
const [, folder] = said.match(/^folder (.*)$/m);
const sql = (text) => execFileSync("psql", ["-Atc", text, store], { encoding: "utf8" }).trim();
const pid = (node) => Number(fs.readFileSync(path.join(folder, `${node}.pid`), "utf8"));

/** As web/src/transport.ts does: by the hash at first, then to whom it was sent. */
async function come(c, room, token) {
    for (;;) {
        c.path = `${c.node ? `/n/${c.node}` : ""}/ws?room=${room}`;
        c.versions = {};
        c.docs = {};
        try {
            await c.connect();
            c.open = true;
            return await c.hello(room, token);
        } catch (error) {
            if (c.closed === 4004) c.node = c.reason;
            else if (!c.open || c.closed !== 1013) c.node = undefined;
            assert.match(error.message, /closed|ECONN|EPIPE|HTTP\/1.1 50|hang up/);
        }
        c.open = false;
        await rest(150 + random(150)); // a phone's own
    }
}

const boss = await new Client(port).connect();
const made = (
    await boss.ask({
        t: "create",
        options: { scenario: "la-brunante", lang: "fr", tables: 2, places: 9, roles: "auto" },
    })
).out;
await come(boss, made.room, made.token);
const phones = [];
for (let i = 0; i < 6; i++) {
    const c = new Client(port);
    c.node = boss.node;
    c.path = `${c.node ? `/n/${c.node}` : ""}/ws?room=${made.room}`;
    await c.connect();
    const join = { t: "join", room: made.room, name: `Érable ${i}`, lang: "fr" };
    const got = (await c.ask({ ...join, debrief: false, research: false })).out;
    await come(c, made.room, got.token);
    Object.assign(c, { me: got.person, sent: 0, acked: 0 });
    phones.push(c);
}
const draft = (c, n) => c.do("draft", { key: "note", text: `mot ${n}` }, { id: `${c.name}-n${n}` });
const owner = () =>
    sql(`SELECT name FROM nodes JOIN rooms ON owner=incarnation AND NOT dead
         WHERE code=${Number(made.room)}`);

async function type(c) {
    try {
        for (let n = 0; n < 40; n++) {
            c.sent++;
            await draft(c, c.sent);
            c.acked = c.sent;
        }
        await new Promise((gone) => c.socket.on("close", gone));
    } catch {
        // cut, and comes back
    }
}

async function back(c) {
    await come(c, made.room, c.token);
    await c.until("its own words", (d) => d[`person/${c.me}`]);
    const kept = Number(c.docs[`person/${c.me}`].drafts?.note?.match(/\d+/)?.[0] ?? 0);
    assert.ok(kept >= c.acked, `${c.me}: ${c.acked} was acknowledged, ${kept} is kept`);
    assert.ok(kept <= c.sent, `${c.me}: ${kept} is kept, ${c.sent} was the last sent`);
    await draft(c, c.sent);
    c.acked = c.sent;
}

// Who asks the wrong server for a file is sent to the one that has the workshop, with their key.
{
    const theirs = { headers: { Authorization: `Bearer ${boss.token}` } };
    const wrong = owner() === "n1" ? "n2" : "n1";
    const file = `/api/rooms/${made.room}/log.ndjson`;
    const at = `http://127.0.0.1:${port}/n/${wrong}${file}?once=1`;
    const sent = await fetch(at, { ...theirs, redirect: "manual" });
    assert.equal(sent.status, 307);
    assert.equal(sent.headers.get("location"), `/n/${owner()}${file}?once=1`);
    const got = await fetch(at, theirs);
    assert.equal(got.status, 200);
    assert.match(await got.text(), /"act":"created"/);
    const stranger = await fetch(at, { redirect: "manual" });
    assert.equal(stranger.status, 403, "nobody else is told whose it is");
}

const faults = {
    SIGKILL: async (node) => process.kill(pid(node), "SIGKILL"),
    SIGSTOP: async (node) => process.kill(pid(node), "SIGSTOP"),
    SIGTERM: async (node) => process.kill(pid(node), "SIGTERM"),
};
const order = ["SIGKILL", "SIGSTOP", "SIGKILL"];
const took = {};
for (let round = 0; round < rounds; round++) {
    const fault = order[round % order.length];
    const node = owner();
    assert.match(node, /^n[12]$/);
    const work = phones.map(type);
    await rest(200 + random(400)); // somewhere in their typing
    const victim = pid(node);
    await faults[fault](node);
    const start = process.hrtime.bigint();
    await Promise.all(work);
    await Promise.all(phones.map(back));
    (took[fault] ??= []).push(Number((process.hrtime.bigint() - start) / 1_000_000n));
    assert.match(owner(), /^n[12]$/);
    if (fault === "SIGSTOP") {
        assert.notEqual(owner(), node, "who stands still lets go");
        process.kill(victim, "SIGCONT");
    }
}
// The last one leaves in order; the other goes on.
const leaver = owner();
const work = phones.map(type);
await faults.SIGTERM(leaver);
await Promise.all(work);
await Promise.all(phones.map(back));
assert.notEqual(owner(), leaver);
const total = phones.reduce((n, c) => n + c.acked, 0);
const gone = new Promise((resolve) => cluster.on("exit", resolve));
execFileSync(path.join(process.env.TABLEE_BUILD ?? "build", "tablee"), ["verify", "--db", store], {
    stdio: "inherit",
});
cluster.kill("SIGTERM");
await gone;
assert.ok(!fs.existsSync(folder), "nothing is left of it");
console.log(`back after ${JSON.stringify(took)} ms`);
console.log(`summary: ${rounds} faults and one who left, ${total} commands, none lost`);
process.exit(0);
