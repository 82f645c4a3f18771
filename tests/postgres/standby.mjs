// A server whose database turns out to be the standby by now: it says so to who looks after it,
// keeps its phones waiting, and goes on when that is promoted. Started on one, it is refused.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { BINARY } from "../hour/server.mjs";
import { Database, Server, until, Wire, World } from "./world.mjs";

const world = new World();
const primary = await (await new Database(world, "a").make()).start();
await primary.sql("CREATE DATABASE tablee", "postgres");
const wire = await new Wire(world, "w", primary.dir).ready;
const server = new Server(world, "n1", `postgresql:///tablee?host=${wire.dir}&user=postgres`);
await server.start();

const boss = await new Client(server.port).connect();
const options = { scenario: "la-brunante", lang: "fr", tables: 2, places: 9, roles: "auto" };
const made = (await boss.ask({ t: "create", options })).out;
const c = await new Client(server.port).connect();
const join = { t: "join", room: made.room, name: "Orme", lang: "fr" };
const got = (await c.ask({ ...join, debrief: false, research: false })).out;
c.me = got.person;
await c.hello(made.room, got.token);
const ready = async () => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/readyz`);
    return `${answer.status} ${(await answer.text()).trim()}`;
};
assert.equal(await ready(), "200 ok");

const standby = new Database(world, "b");
await (await standby.follow(primary)).start();
const behind = "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn=pg_current_wal_lsn()";
await until("it has all", async () => (await primary.sql(behind)) === "1");
await primary.kill();
wire.to = standby.dir;
wire.lose();
await until("it says so", async () => /^503 .*standby/.test(await ready()));
assert.equal(await server.health(), 200, "whoever is here stays");
let said = false;
const waits = c.do("draft", { key: "note", text: "mot" }).then(() => (said = true));

const store = `postgresql:///tablee?host=${standby.dir}&user=postgres`;
const words = ["serve", "--port", "0", "--open", "--no-qr", "--node", "n2", "--store", store];
const second = spawnSync(BINARY, [...words, "--state", path.join(world.dir, "n2")], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
});
assert.equal(second.status, 1);
assert.match(second.stderr, /this database is a standby.*target_session_attrs=read-write/);
assert.equal(second.stderr.trim().split("\n").length, 1, second.stderr);

assert.equal(said, false, "nothing is acknowledged meanwhile");
await standby.promote();
await waits;
await until("it is ready again", async () => (await ready()) === "200 ok");
console.log("summary: a database that is a standby is told, waited for, and refused at first");
process.exit(0);
