// kill -9 at random moments under load, and a restart (server/PROTOCOL.md P3, P14): no acknowledged
// command is lost, no reader had seen a version that is gone, and what was sent without an answer
// can be sent again and takes effect once. With a library (power.c) the current fails instead, or a
// sync does, or the disk is full, one after the other; with TABLEE_LIES the disk forgets what it
// synced, which must be seen. crash.mjs [ROUNDS [SEED [LIBRARY]]]
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "./client.mjs";
import { fail, wired } from "./power.mjs";
import { start } from "./server.mjs";

const rounds = Number(process.argv[2] ?? 25);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
let state = seed;
const random = (n) => (state = (state * 48271) % 2147483647) % n;
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-crash-"));
console.log(`seed ${seed}`);

const library = process.argv[4];
const ways = process.env.TABLEE_LIES
    ? [() => ({ POWER_LIES: "1" })]
    : [
          () => ({}),
          () => ({ POWER_SYNCS: String(25 + random(20)) }),
          () => ({ POWER_BYTES: String(600_000 + random(800_000)) }),
      ];
let uncertain = 0;
let stopped = 0; // by itself, as its disk failed
const begin = (way = {}) => start(dir, [], library ? wired(library, dir, way) : process.env);

let server = await begin();
const boss = await new Client(server.port).connect();
const made = (
    await boss.ask({
        t: "create",
        options: { scenario: "la-brunante", lang: "fr", tables: 2, places: 9, roles: "auto" },
    })
).out;
await boss.hello(made.room, made.token);
boss.me = boss.you.f;
const phones = [];
for (let i = 0; i < 8; i++) {
    const c = await new Client(server.port).connect();
    const got = (
        await c.ask({
            t: "join",
            room: made.room,
            name: `Érable ${i}`,
            debrief: false,
            research: false,
            lang: "fr",
        })
    ).out;
    await c.hello(made.room, got.token);
    c.me = got.person;
    c.sent = c.acked = 0;
    phones.push(c);
}

const draft = (c, n) => c.do("draft", { key: "note", text: `mot ${n}` }, { id: `${c.name}-n${n}` });

const sent = () => phones.reduce((n, c) => n + c.sent, 0);

/** Sends numbered drafts, within the burst a connection is allowed, until the server is gone. */
async function load(c, told) {
    try {
        for (let n = 0; n < 50; n++) {
            c.sent++;
            told();
            await draft(c, c.sent);
            c.acked = c.sent;
        }
    } catch (error) {
        assert.match(error.message, /closed|ECONN|EPIPE/, error.message);
    }
}

async function again(c) {
    c.port = server.port;
    const seen = { ...c.versions };
    c.versions = {};
    c.docs = {};
    await c.connect();
    await c.hello(made.room, c.token);
    const known = Object.keys(seen);
    await c.until("all it had", (d) => [`person/${c.me}`, ...known].every((topic) => d[topic]));
    for (const [topic, version] of Object.entries(seen))
        assert.ok(
            c.versions[topic] >= version,
            `${topic}: ${c.versions[topic]} after ${version} was seen`,
        );
    const kept = Number(c.docs[`person/${c.me}`].drafts?.note?.match(/\d+/)?.[0] ?? 0);
    assert.ok(kept >= c.acked, `${c.me}: ${c.acked} was acknowledged, ${kept} is kept`);
    assert.ok(kept <= c.sent, `${c.me}: ${kept} is kept, ${c.sent} was the last sent`);
    await draft(c, c.sent);
    c.acked = c.sent;
}

for (let round = 1; round <= rounds; round++) {
    // Whoever sends the last of them: one phone may be served sooner than the others.
    const target = sent() + 20 + random(300);
    let work;
    await new Promise((enough) => {
        work = phones.map((c) => load(c, () => sent() >= target && enough()));
        server.exited.then(enough); // by itself, when its disk fails
    });
    if (library) await new Promise((later) => setTimeout(later, random(20))); // into its writing
    stopped += server.child.exitCode !== null;
    await server.stop("SIGKILL");
    await Promise.all(work);
    if (library) uncertain += fail(dir, random);
    server = await begin(ways[round % ways.length]());
    for (const c of phones) await again(c);
}
const total = phones.reduce((n, c) => n + c.acked, 0);
assert.equal(await server.stop(), 0);
for (const made of [dir, `${dir}.notes`]) fs.rmSync(made, { recursive: true, force: true });
const how = library ? `cuts, ${stopped} disks that failed, ${uncertain} writes uncertain` : "kills";
console.log(`summary: ${rounds} ${how}, ${total} commands, none lost`);
process.exit(0);
