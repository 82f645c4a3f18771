// Two versions side by side on one PostgreSQL: each server in turn leaves and comes back as the
// other version, while people type in workshops of either; then back again. Nobody loses more than
// a connection, and the logs are whole to both.
//     upgrade.mjs OLD NEW      two programs
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { setTimeout as rest } from "node:timers/promises";
import { Client } from "../hour/client.mjs";
import { Database, Server, until, World } from "./world.mjs";

const [old, now] = process.argv.slice(2);
const ROOMS = 3;
const world = new World();
const db = await (await new Database(world, "a").make()).start();
await db.sql("CREATE DATABASE tablee", "postgres");
const servers = {};
for (const name of ["n1", "n2"]) {
    servers[name] = new Server(world, name, db.url("tablee"), { binary: old });
    await servers[name].start();
}
const columns = async () =>
    (
        await db.sql(
            `SELECT table_name||'.'||column_name||' '||data_type||' '||is_nullable
        FROM information_schema.columns WHERE table_schema='public' ORDER BY 1`,
        )
    ).split("\n");
const before = await columns();

let cuts = 0;
async function come(c) {
    for (;;) {
        const name = c.node ?? (servers.n1.leaving ? "n2" : "n1");
        c.versions = {};
        c.docs = {};
        try {
            c.port = servers[name].port;
            if (!c.port) throw new Error("closed");
            c.path = `/ws?room=${c.room}`;
            await c.connect();
            return await c.hello(c.room, c.token);
        } catch {
            c.node = c.closed === 4004 ? c.reason || undefined : name === "n1" ? "n2" : "n1";
        }
        await rest(100);
    }
}
const people = [];
async function workshop(name) {
    const boss = new Client(servers[name].port);
    boss.path = "/ws";
    await boss.connect();
    const options = { scenario: "la-brunante", lang: "fr", tables: 2, places: 9, roles: "auto" };
    const made = (await boss.ask({ t: "create", options })).out;
    boss.socket.cut();
    for (let i = 0; i < 2; i++) {
        const c = new Client(servers[name].port);
        c.path = `/ws?room=${made.room}`;
        await c.connect();
        const join = { t: "join", room: made.room, name: `Aulne ${i}`, lang: "fr" };
        const got = (await c.ask({ ...join, debrief: false, research: false })).out;
        Object.assign(c, { room: made.room, token: got.token, me: got.person, ids: [], cuts: 0 });
        await c.hello(made.room, got.token);
        people.push(c);
    }
}
let over = false;
async function type(c) {
    for (let n = 1; !over;) {
        const id = `${c.name}-n${n}`;
        try {
            if (c.closed !== undefined) await come(c);
            await c.do("draft", { key: "note", text: `mot ${n}` }, { id });
            c.ids.push(id);
            n++;
            await rest(120); // less than a connection may say
        } catch {
            if (c.closed !== undefined) (c.cuts++, cuts++);
        }
    }
}
async function replace(name, binary) {
    const server = servers[name];
    const cut = cuts;
    server.restarts = false;
    server.leaving = true;
    server.child.kill("SIGTERM");
    await until("it left", () => server.child.exitCode !== null);
    assert.equal(server.child.exitCode, 0);
    server.binary = binary;
    server.restarts = true;
    await server.start();
    server.leaving = false;
    const said = people.map((c) => c.ids.length);
    await until("everybody goes on", () => people.every((c, i) => c.ids.length > said[i] + 2));
    return cuts - cut;
}
const others = [];
for (let i = 0; i < ROOMS; i++) await workshop(i % 2 ? "n2" : "n1");
const typing = people.map(type);
const steps = [
    ["n1", now],
    ["n2", now],
    ["n2", old],
    ["n1", old],
    ["n1", now],
];
for (const [i, [name, binary]] of steps.entries()) {
    others.push(await replace(name, binary));
    if (i < 3) await workshop(name).then(() => typing.push(...people.slice(-2).map(type)));
    const after = await columns();
    assert.ok(
        before.every((column) => after.includes(column)),
        "a change only adds",
    );
    const owners = "SELECT count(DISTINCT owner) FROM rooms WHERE owner IS NOT NULL";
    const versions = await db.sql(owners);
    assert.ok(Number(versions) >= 1);
}
over = true;
await Promise.all(typing);
const ids = new Map();
for (const body of (await db.sql("SELECT convert_from(body,'UTF8') FROM events")).split(
    "\n",
)) {
    const { cmd: id } = JSON.parse(body);
    ids.set(id, (ids.get(id) ?? 0) + 1);
}
for (const c of people) for (const id of c.ids) assert.equal(ids.get(id), 1, `${id} is there once`);
for (const c of people)
    assert.ok(c.cuts <= 2 * steps.length, `${c.cuts} reconnects in ${steps.length} replacements`);
for (const binary of [old, now])
    execFileSync(binary, ["verify", "--db", db.url("tablee")], { stdio: "inherit" });
console.log(
    `reconnects at each of ${steps.length} replacements: ${others.join(", ")} of ${people.length}`,
);
const total = people.reduce((n, c) => n + c.ids.length, 0);
console.log(`summary: ${total} commands across ${steps.length} replacements, each there once`);
process.exit(0);
