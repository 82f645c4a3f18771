// The editor behind a proxy speaks to one server, then to another: what is saved, published or
// tried on one is there on the other, and who saves over somebody else's change is shown it.
import assert from "node:assert/strict";
import fs from "node:fs";
import { Client } from "../hour/client.mjs";
import { Database, Server, until, World } from "./world.mjs";

const KEY = "a-key-of-some-length-0123456789";
const shipped = new URL("../../scenarios/la-mauve/scenario.json", import.meta.url);
const model = JSON.parse(fs.readFileSync(shipped, "utf8"));
const world = new World();
const db = await (await new Database(world, "a").make()).start();
await db.sql("CREATE DATABASE tablee", "postgres");
const servers = {};
for (const name of ["n1", "n2"]) {
    servers[name] = new Server(world, name, db.url("tablee"), { more: ["--key", KEY] });
    await servers[name].start();
}
const variant = (id, fr, more = {}) =>
    JSON.stringify({ ...model, id, title: { fr, en: fr }, ...more });
async function call(name, where, body) {
    const answer = await fetch(`http://127.0.0.1:${servers[name].port}/api/${where}`, {
        method: body === undefined ? "GET" : "POST",
        headers: {
            Connection: "close",
            Authorization: `Bearer ${KEY}`,
            ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        body,
    });
    return { status: answer.status, out: await answer.json() };
}
const drafts = async (name) => (await call(name, "drafts")).out.drafts.map((d) => [d.id, d.hash]);

/* -- a draft ---------------------------------------------------------------------------------- */
const one = await call("n1", "drafts/la-rive", variant("la-rive", "La Rive"));
assert.equal(one.status, 200);
assert.deepEqual(await drafts("n2"), [["la-rive", one.out.hash]]);
const read = await call("n2", "drafts/la-rive");
assert.equal(read.out.text, variant("la-rive", "La Rive"));
const two = await call("n2", `drafts/la-rive?base=${one.out.hash}`, variant("la-rive", "Deux"));
assert.equal(two.status, 200);
const late = await call("n1", `drafts/la-rive?base=${one.out.hash}`, variant("la-rive", "Trop"));
assert.deepEqual([late.status, late.out.error, late.out.hash], [409, "changed", two.out.hash]);
assert.equal(late.out.text, variant("la-rive", "Deux"), "and sees what it is now");
const again = await call("n1", "drafts/la-rive", variant("la-rive", "Neuf"));
assert.equal(again.status, 409, "of that name there is one");
// Both at once: one is told.
const both = await Promise.all(
    ["n1", "n2"].map((name) =>
        call(name, `drafts/la-rive?base=${two.out.hash}`, variant("la-rive", `De ${name}`)),
    ),
);
assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
const now = both.find(({ status }) => status === 200).out.hash;

/* -- published -------------------------------------------------------------------------------- */
const published = await call("n1", `drafts/la-rive/publish?base=${now}`, "");
assert.equal(published.status, 200, JSON.stringify(published.out));
const lists = async (name) => (await call(name, "scenarios")).out.some((s) => s.id === "la-rive");
assert.ok(await lists("n1"));
await until("the other lists it", () => lists("n2"));
const same = await call("n2", `drafts/la-rive/publish?base=${now}`, "");
assert.deepEqual([same.status, same.out.error], [409, "version"]);
const dropped = await call("n2", `drafts/la-rive/delete?base=${now}`, "");
assert.equal(dropped.status, 200);
assert.deepEqual(await drafts("n1"), []);
assert.equal((await call("n1", "drafts/la-rive")).status, 404);

/* -- tried ------------------------------------------------------------------------------------ */
const tried = await call("n1", "scenarios/trial", variant("essai", "Essai"));
assert.equal(tried.status, 200, JSON.stringify(tried.out));
const boss = await new Client(servers.n2.port).connect();
const options = { scenario: tried.out.hash, lang: "fr", tables: 1, places: 6, roles: "auto" };
const { out: made } = await boss.ask({ t: "create", key: KEY, options });
await boss.hello(made.room, made.token);
await boss.until("the room", (docs) => docs.room);
boss.socket.cut();

/* -- a server that starts finds what was published -------------------------------------------- */
servers.n2.restarts = false;
servers.n2.child.kill("SIGKILL");
await until("it is gone", () => servers.n2.child.signalCode);
fs.rmSync(`${world.dir}/n2.state`, { recursive: true });
await servers.n2.start();
assert.ok(await lists("n2"));
console.log("summary: drafts, scenarios and trials of two servers are the same");
process.exit(0);
