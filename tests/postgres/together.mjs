// What is promised of one server holds of two together: who guesses codes gets from both what one
// would give, what is deleted or forgotten on one is so on the other, and a copy has all.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { BINARY } from "../hour/server.mjs";
import { Database, Server, until, World } from "./world.mjs";

const KEY = "a-key-of-some-length-0123456789";
const FREE = 100; // wrong codes of one address, before it waits
const world = new World();
const db = await (await new Database(world, "a").make()).start();
await db.sql("CREATE DATABASE tablee", "postgres");
const servers = {};
for (const name of ["n1", "n2"]) {
    const more = ["--key", KEY, "--message-rate", "0"];
    servers[name] = new Server(world, name, db.url("tablee"), { more });
    await servers[name].start();
}
const { n1, n2 } = servers;
const ask = (server, where, method = "GET") =>
    fetch(`http://127.0.0.1:${server.port}${where}`, {
        method,
        redirect: "manual",
        headers: { Authorization: `Bearer ${KEY}`, "Content-Type": "application/json" },
        ...(method === "POST" ? { body: "" } : {}),
    });
const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 6, roles: "auto" };
async function workshop(server) {
    const boss = await new Client(server.port).connect();
    const { out: made } = await boss.ask({ t: "create", key: KEY, options });
    const c = await new Client(server.port).connect();
    const join = { t: "join", room: made.room, name: "Cerisier", lang: "fr" };
    const { out } = await c.ask({ ...join, debrief: false, research: false });
    c.me = out.person;
    await c.hello(made.room, out.token);
    await c.do("draft", { key: "note", text: "grenouille" });
    return { ...made, c };
}
const both = () => db.sql("SELECT count(*) FROM nodes WHERE NOT dead AND beat>1");
await until("each knows the other", async () => (await both()) === "2", { every: 200 });

/* -- a copy ----------------------------------------------------------------------------------- */
const [one, two] = [await workshop(n1), await workshop(n2)];
const copy = path.join(world.dir, "copy");
execFileSync(BINARY, ["backup", "--state", path.join(world.dir, "n1.state"), copy]);
const told = execFileSync(BINARY, ["verify", "--db", path.join(copy, "tablee.db")], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
});
assert.match(told, /2 workshops/);

/* -- forgotten -------------------------------------------------------------------------------- */
const left = "SELECT count(*) FROM texts WHERE encode(text,'escape') LIKE '%nouill%'";
const words = () => db.sql(left);
assert.equal(await words(), "2");
await one.c.do("erase");
await until("no word is left", async () => (await words()) === "1", { every: 100 });
n1.restarts = false;
n1.child.kill("SIGKILL");
const again = await new Client(n2.port).connect();
for (;;) {
    const came = await again.hello(one.room, one.token).catch((error) => error);
    if (!(came instanceof Error)) break;
    await again.connect();
}
await again.until("the room", (docs) => docs.room);
assert.ok(!JSON.stringify(again.docs).match(/Cerisier|grenouille/), "nor does who takes over");
n1.restarts = true;
await n1.start();

/* -- deleted ---------------------------------------------------------------------------------- */
const where = `/api/host/rooms/${two.room}/delete`;
const sent = await ask(n1, where, "POST");
assert.equal(sent.status, 307, await sent.text());
assert.equal(sent.headers.get("location"), `/n/n2${where}`);
assert.equal((await ask(n2, where, "POST")).status, 200);
const late = await new Client(n1.port).connect();
await assert.rejects(late.hello(two.room, two.token), /bad_token|unknown_room|room_gone/);
for (const server of [n1, n2]) {
    const { gone } = await (await ask(server, "/api/host")).json();
    assert.ok(gone.some(({ room }) => room === two.room), JSON.stringify(gone));
}

/* -- guessed ---------------------------------------------------------------------------------- */
const waited = async (server) =>
    Number(
        (await (await ask(server, "/metrics")).text()).match(
            /tablee_budget_waited_total\{budget="guesses_address"\} (\d+)/,
        )[1],
    );
await until("each knows the other", async () => (await both()) === "2", { every: 200 });
for (const server of [n1, n2]) {
    const c = await new Client(server.port).connect();
    const guess = (room) =>
        c.ask({ t: "join", room, name: "Rusé", lang: "fr", debrief: false, research: false });
    for (let i = 0; i < FREE / 2; i++) await assert.rejects(guess(String(9000000 + i)));
    const before = await waited(server);
    const more = [1, 2, 3].map((i) => guess(String(9100000 + i)).catch(() => {}));
    await until("who guesses more waits", async () => (await waited(server)) > before);
    c.socket.cut();
    await Promise.all(more);
}
console.log("summary: copies, words forgotten, deletion and guesses are of both");
process.exit(0);
