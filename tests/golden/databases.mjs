// Databases of earlier formats, each kept as a server of then left it (record_database.mjs):
// today's server opens them, tells the same log, lets the same people in, and stops the clock that
// ran.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "../hour/client.mjs";
import { download } from "../hour/play.mjs";
import { start } from "../hour/server.mjs";

const kept = path.join(path.dirname(fileURLToPath(import.meta.url)), "database");
const top = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-databases-"));
process.on("exit", () => fs.rmSync(top, { recursive: true, force: true }));

/** The records of a log, without what stands before them. */
const records = (log) =>
    log
        .toString()
        .split("\n")
        .filter((line) => line.startsWith('{"seq":'));

async function holds(format, state) {
    const read = (name) => fs.readFileSync(path.join(kept, format, name));
    const keys = JSON.parse(read("keys.json"));
    // Kept without end: a year after it was recorded, its rooms would be due.
    const server = await start(state, ["--keep", "0"]);
    const ended = await new Client(server.port).connect();
    await ended.hello(keys.ended.room, keys.ended.token);
    assert.equal(ended.docs.room.state, "ended");
    const log = await download(server, { made: keys.ended });
    const [then, now] = [records(read("ended.ndjson")), records(log)];
    assert.deepEqual(now.slice(0, then.length), then);
    assert.ok(
        now.slice(then.length).every((line) => ["presence", "kept"].includes(JSON.parse(line).act)),
        "nothing happens to a room by being read, but that it is told how long the host keeps it",
    );
    const words = JSON.stringify(ended.docs);
    assert.ok(words.includes("Nom1") && !words.includes("Nom3"), "who was forgotten stays so");
    const boss = await new Client(server.port).connect();
    const got = await boss.ask({
        t: "recover",
        room: keys.running.room,
        code: keys.running.recovery,
    });
    await boss.hello(keys.running.room, got.out.token);
    assert.deepEqual(
        [boss.docs.room.clock.paused, boss.docs.room.clock.why],
        [true, "restart"],
        "the hour stood still while nobody served it",
    );
    const ana = await new Client(server.port).connect();
    await ana.hello(keys.running.room, keys.person.token);
    assert.equal(ana.you.people[0], keys.person.person);
    assert.equal(await server.stop(), 0);
    return now.length;
}

for (const format of fs.readdirSync(kept)) {
    const state = path.join(top, format);
    fs.mkdirSync(state);
    fs.copyFileSync(path.join(kept, format, "tablee.db"), path.join(state, "tablee.db"));
    await holds(format, state);
    await holds(format, state); // as it is now, renewed
    console.log(`  ok a database of ${format} opens, and opens again`);
}

// Many old rooms: none is in memory until somebody comes, and then that one.
const MANY = 300;
const many = path.join(top, "many");
fs.mkdirSync(many);
const tool = path.join(kept, "../../bench/old_rooms.py");
const made = spawnSync("python3", [tool, path.join(many, "tablee.db"), String(MANY)]);
assert.equal(made.status, 0, String(made.stderr));
for (let life = 0; life < 2; life++) {
    const server = await start(many);
    const health = async () => (await fetch(`http://127.0.0.1:${server.port}/api/health`)).json();
    assert.equal((await health()).rooms, 0);
    const boss = await new Client(server.port).connect();
    const last = MANY - 1;
    await boss.hello(String(1000000 + last), `room${String(last).padStart(18, "0")}`);
    assert.equal((await health()).rooms, 1);
    assert.equal(await server.stop(), 0);
}
console.log(`  ok of ${MANY} old rooms, the one that somebody comes to is in memory`);
process.exit(0);
