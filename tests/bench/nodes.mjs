// What a command costs where servers share a PostgreSQL, and what a second server brings: renames
// in rooms of ten, over the wire, upon one server and then upon two. CPU is what is compared, each
// process's own, for the load has to run on the same cores; the database does not sync.
//     nodes.mjs [--rounds N] [--seconds N] [--rooms N]
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { parseArgs } from "node:util";
import { Client } from "../hour/client.mjs";
import { Database, here, Server, World } from "../postgres/world.mjs";

const { values: asked } = parseArgs({
    options: {
        rounds: { type: "string", default: "3" },
        seconds: { type: "string", default: "5" },
        rooms: { type: "string", default: "20" },
    },
});
const MEMBERS = 10;
const WARM_MS = 1000;
if (!here) {
    console.log("PostgreSQL is not here");
    process.exit(0);
}
const world = new World();
const pids = (parent) =>
    execFileSync("ps", ["-o", "pid=", "--ppid", String(parent)], { encoding: "utf8" })
        .split("\n")
        .map(Number)
        .filter(Boolean);
/** Seconds of CPU that processes took so far. */
function cpu(all) {
    let sum = 0;
    for (const pid of all) {
        const fields = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
        sum += (Number(fields[11]) + Number(fields[12])) / 100;
    }
    return sum;
}
async function people(server) {
    const options = { scenario: "la-brunante", lang: "fr", tables: 1, places: 10, roles: "auto" };
    const boss = await new Client(server.port).connect();
    const { out: made } = await boss.ask({ t: "create", options });
    const all = [];
    for (let i = 0; i < MEMBERS; i++) {
        const c = await new Client(server.port).connect();
        const join = { t: "join", room: made.room, name: `Personne ${i}`, lang: "fr" };
        const { out } = await c.ask({ ...join, debrief: false, research: false });
        c.me = out.person;
        await c.hello(made.room, out.token);
        all.push(c);
    }
    return all;
}
async function measure(nodes, round) {
    const db = await (await new Database(world, `d${nodes}${round}`).make()).start();
    await db.sql("CREATE DATABASE tablee", "postgres");
    const servers = [];
    for (let i = 1; i <= nodes; i++) {
        const server = new Server(world, `n${nodes}${round}${i}`, db.url("tablee"), {
            more: ["--message-rate", "0", "--log-level", "warn"],
        });
        server.restarts = false;
        await server.start();
        servers.push(server);
    }
    const rooms = [];
    for (let i = 0; i < Number(asked.rooms); i++) rooms.push(await people(servers[i % nodes]));
    let commands = 0;
    let over = false;
    const work = rooms.map(async (all) => {
        for (let n = 0; !over; n++) {
            await all[n % MEMBERS].do("name", { name: `Nom ${n}` });
            commands++;
        }
    });
    await new Promise((done) => setTimeout(done, WARM_MS));
    const theirs = [servers.map((s) => s.child.pid), [db.child.pid, ...pids(db.child.pid)]];
    const before = [commands, performance.now(), ...theirs.map(cpu)];
    await new Promise((done) => setTimeout(done, Number(asked.seconds) * 1000));
    const after = [commands, performance.now(), ...theirs.map(cpu)];
    const [n, ms, servers_s, database_s] = after.map((x, i) => x - before[i]);
    over = true;
    await Promise.all(work);
    for (const all of rooms) for (const c of all) c.socket.cut();
    for (const server of servers) server.child.kill("SIGKILL");
    await db.kill("SIGQUIT");
    const us = 1e6 / n;
    return { rate: (n / ms) * 1000, server: servers_s * us, database: database_s * us };
}
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const seen = { 1: [], 2: [] };
for (let round = 0; round < Number(asked.rounds); round++)
    for (const nodes of [1, 2]) seen[nodes].push(await measure(nodes, round));
const mid = (nodes, what) => median(seen[nodes].map((one) => one[what]));
for (const nodes of [1, 2])
    console.log(
        `${nodes} of them: ${mid(nodes, "rate").toFixed(0)} commands a second; ` +
            `a command ${mid(nodes, "server").toFixed(0)} us of CPU of the servers, ` +
            `${mid(nodes, "database").toFixed(0)} us of the database`,
    );
const each = mid(1, "server") / mid(2, "server");
console.log(`two, on a core each, do ${(2 * each).toFixed(2)} of what one does`);
process.exit(0);
