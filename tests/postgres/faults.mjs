// Two servers on one PostgreSQL while people type, and what may go wrong between them, by the real
// processes (cluster faults): a server killed, or standing still; its wire to the database holding
// what passes and delivering it late; the database killed in the middle of commits, or failing over
// to its standby; a clock that is an hour off. After each of them all that was acknowledged is in
// the logs once, what anybody saw of a log is what it still says, its chain is whole, and each term
// of a workshop had one owner.
//     faults.mjs [FAULT=TIMES]... [still=SECONDS] [seed=N]
// `lost` is a standby that lagged and is promoted: what is missing then is noticed, and told.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { Client } from "../hour/client.mjs";
import { BINARY } from "../hour/server.mjs";
import { Database, here, Server, until, Wire, World } from "./world.mjs";

const wanted = Object.fromEntries(process.argv.slice(2).map((word) => word.split("=")));
const seed = Number(wanted.seed ?? Date.now() % 1_000_000);
const STILL_MS = Number(wanted.still ?? 7) * 1000;
const SLOWLY = { every: 200 }; // each look is a process
const ROOMS = 3;
const PHONES = 2; // in each
let state = seed || 1;
const random = (n) => (state = (state * 48271) % 2147483647) % n;
console.log(`seed ${seed}`);
if (!here) {
    console.log("summary: PostgreSQL is not here: passed over");
    process.exit(0);
}

/* -- what there is ---------------------------------------------------------------------------- */
const world = new World();
const twins = [await new Database(world, "a").make(), new Database(world, "b")];
let [primary, standby] = twins;
await primary.start();
await primary.sql("CREATE DATABASE tablee", "postgres");
const wires = {};
const servers = {};
for (const name of ["n1", "n2"]) {
    wires[name] = await Promise.all(
        twins.map((db, i) => new Wire(world, `${name}${i}`, db.dir).ready),
    );
    const hosts = wires[name].map((wire) => wire.dir).join(",");
    const whichever = "user=postgres&target_session_attrs=read-write";
    const store = `postgresql:///tablee?host=${hosts}&${whichever}`;
    servers[name] = new Server(world, name, store);
    await servers[name].start();
    void servers[name].watch();
}
// Each term, and who had it: a second owner of one would break its key.
await primary.sql(`CREATE TABLE terms(room bigint, term bigint, owner bigint,
        PRIMARY KEY(room,term));
    CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO terms VALUES(NEW.id,NEW.term,NEW.owner); RETURN NEW; END $$;
    CREATE TRIGGER note AFTER UPDATE ON rooms FOR EACH ROW WHEN (NEW.term<>OLD.term)
        EXECUTE FUNCTION note();`);
const other = (name) => (name === "n1" ? "n2" : "n1");

/* -- people ----------------------------------------------------------------------------------- */
/** Within the time that a proxy gives a server that does not answer. */
const soon = (work, c) =>
    new Promise((resolve, reject) => {
        const timer = setTimeout(() => (c.socket?.cut(), reject(new Error("closed"))), 3400);
        work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
async function connect(c, name) {
    const server = servers[name];
    const listens = () => server.port && !server.down;
    await until("somebody who listens", listens, { limit: 3000 }).catch(() => {});
    if (!server.port || server.down) throw new Error("closed");
    c.port = server.port;
    await soon(c.connect(), c);
    server.phones.add(c);
    c.socket.on("close", () => server.phones.delete(c));
}
/** What comes of the old connection comes before there is a new one. */
async function hang_up(c) {
    if (!c.socket || c.socket.tcp.closed) return;
    const gone = new Promise((resolve) => c.socket.on("close", resolve));
    c.socket.cut();
    await gone;
}
/** By chance at first, then to whom it was sent: as web/src/transport.ts does behind a hash. */
async function come(c, room, token) {
    for (;;) {
        await hang_up(c); // a refusal leaves it open
        const free = Object.keys(servers).filter((n) => !servers[n].down && !servers[n].leaving);
        const name = c.node || free[random(free.length || 1)] || "n1";
        c.path = `/ws?room=${room}`;
        c.versions = {};
        c.docs = {};
        c.closed = undefined;
        try {
            await connect(c, name);
            return await soon(c.hello(room, token), c);
        } catch (error) {
            if (c.closed === 4003) c.epoch = undefined;
            if (error.code === "epoch") c.epoch = undefined;
            c.node = c.closed === 4004 ? c.reason : undefined;
        }
        await rest(100 + random(150)); // a phone's own
    }
}
const options = { scenario: "la-brunante", lang: "fr", tables: 2, places: 9, roles: "auto" };
const rooms = [];
const phones = [];
for (let n = 0; n < ROOMS; n++) {
    const at = n % 2 ? "n2" : "n1";
    const boss = new Client(0);
    boss.path = "/ws";
    await connect(boss, at);
    const made = (await boss.ask({ t: "create", options })).out;
    await come(boss, made.room, made.token);
    for (let i = 0; i < PHONES; i++) {
        const c = new Client(0);
        c.path = `/ws?room=${made.room}`;
        await connect(c, at);
        const join = { t: "join", room: made.room, name: `Érable ${i}`, lang: "fr" };
        const got = (await c.ask({ ...join, debrief: false, research: false })).out;
        Object.assign(c, { me: got.person, sent: 0, acked: 0, ids: new Set() });
        await come(c, made.room, got.token);
        phones.push(c);
    }
    rooms.push({ ...made, seq: 0, t: 0, head: Buffer.alloc(32), all: crypto.createHash("md5") });
}
const draft = async (c, n) => {
    const id = `${c.name}-n${n}`;
    await c.do("draft", { key: "note", text: `mot ${n}` }, { id });
    c.ids.add(id);
    c.acked = Math.max(c.acked, n);
};
/** Types until the line breaks, or what was to happen has. */
let over;
async function type(c) {
    try {
        while (!over && c.closed === undefined) {
            await draft(c, ++c.sent);
            await rest(60 + random(60)); // less than a connection may say
        }
    } catch {
        // cut, and comes back
    }
}
/** Comes back, and says again what was not answered. */
async function back(c) {
    for (;;)
        try {
            await come(c, c.room, c.token);
            await soon(
                c.until("its own words", (d) => d[`person/${c.me}`]),
                c,
            );
            const kept = Number(c.docs[`person/${c.me}`].drafts?.note?.match(/\d+/)?.[0] ?? 0);
            assert.ok(
                wanted.lost || kept >= c.acked,
                `${c.acked} was acknowledged, ${kept} is kept`,
            );
            assert.ok(kept <= c.sent, `${kept} is kept, ${c.sent} was the last sent`);
            await draft(c, c.sent);
            return;
        } catch (error) {
            if (error instanceof assert.AssertionError) throw error;
        }
}
const sql = (text) => primary.sql(text);
const owner = (room) =>
    sql(`SELECT name FROM nodes JOIN rooms ON owner=incarnation AND NOT dead
         WHERE code=${Number(room.room)}`);
async function had(name) {
    const owners = await Promise.all(rooms.map(owner));
    return rooms.filter((_, i) => owners[i] === name);
}
const dead = async (name) => (await sql(`SELECT dead FROM nodes WHERE name='${name}'`)) === "t";

/* -- what is seen of the logs ----------------------------------------------------------------- */
const times = new Map(); // how often a command is in them
const lines = async (text) => (await sql(text)).split("\n").filter(Boolean);
/** What came to a log follows what was there. */
async function read(room) {
    const id = `(SELECT id FROM rooms WHERE code=${Number(room.room)})`;
    for (const row of await lines(`SELECT seq,encode(hash,'hex'),encode(body,'hex') FROM events
        WHERE room=${id} AND seq>${room.seq} ORDER BY seq`)) {
        const [seq, hash, hex] = row.split("|");
        const body = Buffer.from(hex, "hex");
        assert.equal(Number(seq), ++room.seq, "no gap");
        room.head = crypto.createHash("sha256").update(room.head).update(body).digest();
        assert.equal(hash, room.head.toString("hex"), `the chain breaks at ${seq}`);
        room.all.update(`${seq}${hash}${crypto.createHash("md5").update(body).digest("hex")}`);
        const { t, cmd } = JSON.parse(body);
        assert.ok(t >= room.t, "no record is before the one before it");
        room.t = t;
        if (cmd) times.set(cmd, (times.get(cmd) ?? 0) + 1);
    }
    const [now] = await lines(`SELECT
        md5(string_agg(seq||encode(hash,'hex')||md5(body),'' ORDER BY seq))
        FROM events WHERE room=${id}`);
    assert.equal(now, room.all.copy().digest("hex"), "what was seen is as it was");
}
/** How many were acknowledged. */
async function check() {
    for (const room of rooms) await read(room);
    for (const c of phones)
        for (const id of c.ids)
            assert.equal(times.get(id), 1, `${id} was acknowledged, and is there once`);
    assert.equal(await sql("SELECT count(*)-count(DISTINCT (room,term)) FROM terms"), "0");
    return phones.reduce((n, c) => n + c.ids.size, 0);
}

function shifted(seconds) {
    const preload = path.join(world.dir, "clock.so");
    const source = path.join(import.meta.dirname, "clock.c");
    execFileSync("cc", ["-shared", "-fPIC", "-o", preload, source]);
    const asan = execFileSync("ldd", [BINARY], { encoding: "utf8" }).match(
        /=> (\S*libasan\S*)/,
    )?.[1];
    return { LD_PRELOAD: [asan, preload].filter(Boolean).join(":"), SHIFT_S: String(seconds) };
}

/* -- what goes wrong -------------------------------------------------------------------------- */
/** Somebody new asks for the workshop elsewhere, so that it is taken there. */
async function stranger(room, name) {
    const c = new Client(0);
    c.node = name;
    await come(c, room.room, room.token);
    c.socket.cut();
}
const faults = {
    /** A server dies; systemd starts it again, or its machine is gone until all are back. */
    async kill(victim, round) {
        const server = servers[victim];
        server.restarts = round % 2 === 0;
        server.child.kill("SIGKILL");
        return async () => {
            if (server.restarts) return;
            assert.equal((await had(victim)).length, 0);
            server.restarts = true;
            await server.start();
        };
    },
    /** It stands still for longer than it is waited for, and wakes up. */
    async pause(victim) {
        const { child } = servers[victim];
        child.kill("SIGSTOP");
        await until("it is declared dead", () => dead(victim), SLOWLY);
        const woken = rest(STILL_MS - 5000).then(() => child.kill("SIGCONT"));
        return async () => {
            assert.equal((await had(victim)).length, 0, "who stands still lets go");
            await woken;
        };
    },
    /** It lives and hears its phones; nothing passes to the database, and then all comes late. */
    async partition(victim) {
        const theirs = await had(victim);
        for (const wire of wires[victim]) wire.hold();
        await until("it is declared dead", () => dead(victim), SLOWLY);
        for (const room of theirs) await stranger(room, other(victim));
        assert.equal((await had(other(victim))).length, ROOMS);
        for (const wire of wires[victim]) wire.deliver();
    },
    /** The database dies with what it was doing: a backend, all of it, in order and at once, or
     * what it answered is lost with it. */
    async database(_, round) {
        const way = round % 4;
        if (way === 0) {
            const pid = await sql(`SELECT pid FROM pg_stat_activity WHERE application_name='tablee'
                AND query LIKE 'WITH w AS%' LIMIT 1`);
            if (pid) process.kill(Number(pid), "SIGKILL");
            await until("it is back", () => sql("SELECT 1").catch(() => false));
        } else {
            const all = Object.values(wires).flat();
            if (way === 3) for (const wire of all) wire.mute();
            if (way === 3) await rest(50 + random(200));
            await primary.kill(way === 2 ? "SIGQUIT" : "SIGKILL");
            if (way === 3) for (const wire of all) wire.lose();
            await primary.start();
        }
        return "stays";
    },
    /** The primary dies and its standby takes its place; it comes back as the standby's. */
    async failover() {
        await primary.kill();
        await standby.promote();
        [primary, standby] = [standby, primary];
        await (await standby.follow(primary)).start();
        return "stays";
    },
    /** The database of one is away for so long that its phones are sent where it answers. */
    async cut(victim) {
        for (const wire of wires[victim]) wire.hold();
        await until("it says so", async () => (await servers[victim].health()) === 503);
        assert.equal(await servers[other(victim)].health(), 200);
        return async () => {
            for (const wire of wires[victim]) wire.deliver();
            await until("it is well again", async () => (await servers[victim].health()) === 200);
        };
    },
    /** A server whose clock is an hour off lives beside the other, and takes over from it. */
    async clock(victim, round) {
        const off = servers[other(victim)];
        off.env = shifted(round % 2 ? -3600 : 3600);
        off.child.kill("SIGKILL");
        await until("it is back", () => off.port && off.child.exitCode === null);
        await rest(6000); // longer than a beat that stands still is believed
        assert.ok(!(await dead(victim)), "no clock of the wall is compared");
        assert.ok((await had(victim)).length);
        return faults.kill(victim, 1);
    },
    /** It is told to leave, and says so to who looks before it sends anybody away. */
    async leave(victim) {
        servers[victim].child.kill("SIGTERM");
    },
};

/** One fault in the middle of everybody's typing. */
async function suffer(fault, round) {
    const victim = await owner(rooms[random(ROOMS)]);
    const start = Date.now();
    over = false;
    const work = phones.map(type);
    await rest(100 + random(500));
    const after = await faults[fault](victim, round);
    // Who stays connected waits for the answer, or hangs up.
    if (after === "stays" && random(2)) for (const c of phones) c.socket.cut();
    over = true;
    await Promise.all(work);
    await Promise.all(phones.map(back));
    const took = Date.now() - start;
    if (typeof after === "function") await after();
    await until("both listen", () => servers.n1.port && servers.n2.port);
    for (const room of rooms) assert.match(await owner(room), /^n[12]$/);
    await check();
    return took;
}

async function follow(by) {
    await (await standby.follow(primary, by)).start();
    const standbys = () => sql("SELECT count(*) FROM pg_stat_replication");
    await until("a standby", async () => (await standbys()) !== "0");
}
const took = {};
for (const fault of Object.keys(faults)) {
    const times = Number(wanted[fault] ?? 0);
    if (fault === "failover" && times) {
        // Before the standby copies them: it is to have these settings when it is the primary.
        await primary.sql("ALTER SYSTEM SET synchronous_standby_names='*'", "postgres");
        await sql("SELECT pg_reload_conf()");
        await follow();
    }
    for (let round = 0; round < times; round++) {
        (took[fault] ??= []).push(await suffer(fault, round));
        if (process.stderr.isTTY || wanted.lane)
            process.stderr.write(`${wanted.lane ?? ""} ${fault} ${round + 1}\n`);
    }
}

/* -- a standby that lagged -------------------------------------------------------------------- */
async function lose() {
    if (Number(wanted.failover ?? 0)) {
        await primary.sql("ALTER SYSTEM RESET synchronous_standby_names", "postgres");
        await sql("SELECT pg_reload_conf()");
        await standby.kill("SIGQUIT");
    }
    const wire = await new Wire(world, "lag", primary.dir).ready;
    await follow(wire.dir);
    await until(
        "it has all",
        async () =>
            (await sql("SELECT replay_lsn=pg_current_wal_lsn() FROM pg_stat_replication")) === "t",
    );
    wire.hold();
    const before = phones.map((c) => c.acked);
    over = false;
    const work = phones.map(type);
    await until("words that the standby has not", () =>
        phones.every((c, i) => c.acked > before[i]),
    );
    await primary.kill();
    wire.cut();
    await standby.promote();
    [primary, standby] = [standby, primary];
    const names = Object.keys(servers);
    await until("somebody notices", () =>
        names.some((n) => servers[n].said("database_went_back").length),
    );
    over = true;
    for (const c of phones) c.socket.cut();
    await Promise.all(work);
    const lost = [];
    for (const [i, c] of phones.entries()) {
        const kept = await sql(
            `SELECT count(*) FROM events
             WHERE convert_from(body,'UTF8') LIKE '%"${c.name}-n${c.acked}"%'`,
        );
        if (kept === "0" && c.acked > before[i]) lost.push(c);
    }
    assert.ok(lost.length, "something was lost, or this shows nothing");
    const epochs = phones.map((c) => c.epoch);
    for (const c of phones) c.acked = 0;
    await Promise.all(phones.map(back));
    assert.ok(
        phones.every((c, i) => c.epoch !== epochs[i]),
        "phones hear that it is another history",
    );
    assert.notEqual(await sql("SELECT value FROM meta WHERE name='generation'"), "0");
    return lost.length;
}
const total = await check();
const lost = wanted.lost ? await lose() : 0;

/* -- what became of it ------------------------------------------------------------------------ */
const words = (word) => Object.values(servers).flatMap((s) => s.said(word));
const doubts = words("database_back").map((line) =>
    Number(line.match(/"?found"?[=:] ?(\d+)/)?.[1] ?? 0),
);
const found = doubts.filter((n) => n > 0).length;
if (wanted.both) assert.ok(found && found < doubts.length, "doubt was seen both ways");
for (const one of Object.values(servers)) {
    one.restarts = false;
    one.child.kill("SIGTERM");
    await until(`${one.name} ended`, () => one.child.exitCode !== null);
    assert.equal(one.child.exitCode, 0);
}
execFileSync(BINARY, ["verify", "--db", primary.url("tablee")], { stdio: "inherit" });
if (process.env.TABLEE_ARTEFACTS)
    for (const one of Object.values(servers))
        fs.copyFileSync(one.log, path.join(process.env.TABLEE_ARTEFACTS, `faults-${one.name}.log`));
const middle = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];
for (const [fault, all] of Object.entries(took))
    console.log(
        `${fault} ${all.length}: all back after ${middle(all)} ms, at most ${Math.max(...all)}`,
    );
const terms = Number(await sql("SELECT count(*) FROM terms"));
const counts = Object.fromEntries(Object.entries(took).map(([fault, all]) => [fault, all.length]));
Object.assign(counts, { lost, commands: total, doubts: doubts.length, found, terms });
console.log(`counts ${JSON.stringify(counts)}`);
console.log(
    `summary: ${Object.values(took).flat().length} faults, ` +
        `${total} commands acknowledged, each there once; ` +
        `in doubt ${doubts.length} times, ${found} of them committed; ` +
        `${terms} terms, one owner each` +
        (wanted.lost ? `; what ${lost} phones lost with a standby that lagged was told` : ""),
);
process.exit(0);
