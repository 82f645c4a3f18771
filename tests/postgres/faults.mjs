// Two servers on one PostgreSQL while people type, and what may go wrong between them, by the real
// processes (cluster faults): a server killed, or standing still; its wire to the database holding
// what passes and delivering it late; the database killed in the middle of commits, or failing over
// to its standby; a clock that is an hour off. Afterwards all that was acknowledged is in the log
// once, what anybody saw of the log is what it still says, its chain is whole, and each term of
// the workshop had one owner.
//     faults.mjs [FAULT=TIMES]... [still=SECONDS] [seed=N]
// `lost` is a standby that lagged and is promoted: what is missing then is noticed, and told.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { Client } from "../hour/client.mjs";
import { BINARY } from "../hour/server.mjs";
import { Database, here, Server, until, Wire, World } from "./world.mjs";

const wanted = Object.fromEntries(process.argv.slice(2).map((word) => word.split("=")));
const seed = Number(wanted.seed ?? Date.now() % 1_000_000);
const STILL_MS = Number(wanted.still ?? 7) * 1000;
const PHONES = 6;
let state = seed || 1;
const random = (n) => (state = (state * 48271) % 2147483647) % n;
console.log(`seed ${seed}`);
if (!here) {
    console.log("summary: PostgreSQL is not here: passed over");
    process.exit(0);
}

/* -- what there is ---------------------------------------------------------------------------- */
const world = new World();
const twins = [new Database(world, "a").make(), new Database(world, "b")];
let [primary, standby] = twins;
await primary.start();
primary.sql("CREATE DATABASE tablee", "postgres");
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
primary.sql(`CREATE TABLE terms(room bigint, term bigint, owner bigint, PRIMARY KEY(room,term));
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
    await until("somebody who listens", () => server.port && !server.down, 3000).catch(() => {});
    if (!server.port || server.down) throw new Error("closed");
    c.port = server.port;
    c.at = server;
    await soon(c.connect(), c);
    server.phones.add(c);
    c.socket.on("close", () => server.phones.delete(c));
}
/** By chance at first, then to whom it was sent: as web/src/transport.ts does behind a hash. */
async function come(c, room, token) {
    for (;;) {
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
const boss = new Client(0);
boss.path = "/ws";
await connect(boss, "n1");
const options = { scenario: "la-brunante", lang: "fr", tables: 2, places: 9, roles: "auto" };
const made = (await boss.ask({ t: "create", options })).out;
await come(boss, made.room, made.token);
const phones = [];
for (let i = 0; i < PHONES; i++) {
    const c = new Client(0);
    c.path = `/ws?room=${made.room}`;
    await connect(c, "n1");
    const join = { t: "join", room: made.room, name: `Érable ${i}`, lang: "fr" };
    const got = (await c.ask({ ...join, debrief: false, research: false })).out;
    Object.assign(c, { me: got.person, sent: 0, acked: 0, ids: new Set() });
    await come(c, made.room, got.token);
    phones.push(c);
}
const draft = async (c, n) => {
    const id = `${c.name}-n${n}`;
    await c.do("draft", { key: "note", text: `mot ${n}` }, { id });
    c.ids.add(id);
    c.acked = Math.max(c.acked, n);
};
/** Types until the line breaks. */
async function type(c) {
    try {
        for (let n = 0; n < 45; n++) await draft(c, ++c.sent);
        await new Promise((gone) => c.socket.on("close", gone));
    } catch {
        // cut, and comes back
    }
}
/** Comes back, and says again what was not answered. */
async function back(c) {
    for (;;)
        try {
            await come(c, made.room, c.token);
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
const owner = () =>
    sql(`SELECT name FROM nodes JOIN rooms ON owner=incarnation AND NOT dead
         WHERE code=${Number(made.room)}`);
const dead = (name) => sql(`SELECT dead FROM nodes WHERE name='${name}'`) === "t";

/* -- what is seen of the log ------------------------------------------------------------------ */
const seen = new Map();
function witness() {
    const from = seen.size;
    const rows = sql(
        `SELECT seq,encode(hash,'hex'),md5(body) FROM events WHERE seq>${from} ORDER BY 1`,
    );
    for (const row of rows.split("\n").filter(Boolean)) {
        const [seq, ...what] = row.split("|");
        seen.set(Number(seq), what.join("|"));
    }
}
function check() {
    witness();
    const rows = sql("SELECT seq,encode(hash,'hex'),md5(body) FROM events ORDER BY 1").split("\n");
    for (const row of rows) {
        const [seq, ...what] = row.split("|");
        assert.equal(what.join("|"), seen.get(Number(seq)), `record ${seq} is not what it was`);
    }
    assert.equal(rows.length, seen.size, "nothing that was seen is gone");
    const bodies = sql("SELECT convert_from(body,'UTF8') FROM events").split("\n");
    const times = new Map();
    let last = 0;
    for (const body of bodies) {
        const { cmd: id } = JSON.parse(body);
        if (id) times.set(id, (times.get(id) ?? 0) + 1);
    }
    for (const body of sql("SELECT convert_from(body,'UTF8') FROM events ORDER BY seq").split(
        "\n",
    )) {
        const { t } = JSON.parse(body);
        assert.ok(t >= last, "no record is before the one before it");
        last = t;
    }
    let total = 0;
    for (const c of phones)
        for (const id of c.ids) {
            assert.equal(times.get(id), 1, `${id} was acknowledged, and is there once`);
            total++;
        }
    return total;
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
async function stranger(name) {
    const c = new Client(0);
    c.node = name;
    await come(c, made.room, made.token);
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
            assert.notEqual(owner(), victim);
            server.restarts = true;
            await server.start();
        };
    },
    /** It stands still for longer than it is waited for, and wakes up. */
    async pause(victim) {
        const { child } = servers[victim];
        child.kill("SIGSTOP");
        await until("it is declared dead", () => dead(victim));
        const woken = rest(STILL_MS - 5000).then(() => child.kill("SIGCONT"));
        return async () => {
            assert.notEqual(owner(), victim, "who stands still lets go");
            await woken;
        };
    },
    /** It lives and hears its phones; nothing passes to the database, and then all comes late. */
    async partition(victim) {
        for (const wire of wires[victim]) wire.hold();
        await until("it is declared dead", () => dead(victim));
        await stranger(other(victim));
        assert.equal(owner(), other(victim));
        for (const wire of wires[victim]) wire.deliver();
    },
    /** The database dies with what it was doing: a backend, all of it, or in order and at once. */
    async database(_, round) {
        const way = round % 3;
        if (way === 0) {
            const pid = sql(`SELECT pid FROM pg_stat_activity WHERE application_name='tablee'
                AND query LIKE 'WITH w AS%' LIMIT 1`);
            if (pid) process.kill(Number(pid), "SIGKILL");
            await until("it is back", () => {
                try {
                    return sql("SELECT 1");
                } catch {
                    return false;
                }
            });
        } else {
            await primary.kill(way === 1 ? "SIGKILL" : "SIGQUIT");
            await primary.start();
        }
        return "stays";
    },
    /** The primary dies and its standby takes its place; it comes back as the standby's. */
    async failover() {
        await primary.kill();
        standby.promote();
        [primary, standby] = [standby, primary];
        await standby.follow(primary).start();
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
        assert.ok(!dead(victim) && owner() === victim, "no clock of the wall is compared");
        return faults.kill(victim, 1);
    },
    /** It is told to leave, and says so to who looks before it sends anybody away. */
    async leave(victim) {
        servers[victim].child.kill("SIGTERM");
    },
};

/** One fault in the middle of everybody's typing. */
async function suffer(fault, round) {
    const victim = owner();
    const start = Date.now();
    const work = phones.map(type);
    await rest(100 + random(500));
    const after = await faults[fault](victim, round);
    if (after === "stays") for (const c of phones) c.socket.cut(); // they hang up by themselves
    await Promise.all(work);
    await Promise.all(phones.map(back));
    const took = Date.now() - start;
    if (typeof after === "function") await after();
    await until("both listen", () => servers.n1.port && servers.n2.port);
    assert.match(owner(), /^n[12]$/);
    witness();
    return took;
}

async function follow(by) {
    await standby.follow(primary, by).start();
    await until("a standby", () => sql("SELECT count(*) FROM pg_stat_replication") !== "0");
}
const took = {};
for (const fault of Object.keys(faults)) {
    const times = Number(wanted[fault] ?? 0);
    if (fault === "failover" && times) {
        await follow();
        primary.sql("ALTER SYSTEM SET synchronous_standby_names='*'", "postgres");
        sql("SELECT pg_reload_conf()");
    }
    for (let round = 0; round < times; round++) {
        (took[fault] ??= []).push(await suffer(fault, round));
        if (process.stderr.isTTY) process.stderr.write(`${fault} ${round + 1}\n`);
    }
}

/* -- a standby that lagged -------------------------------------------------------------------- */
async function lose() {
    if (Number(wanted.failover ?? 0)) {
        primary.sql("ALTER SYSTEM RESET synchronous_standby_names", "postgres");
        sql("SELECT pg_reload_conf()");
        await standby.kill("SIGQUIT");
    }
    const wire = await new Wire(world, "lag", primary.dir).ready;
    await follow(wire.dir);
    await until(
        "it has all",
        () => sql("SELECT replay_lsn=pg_current_wal_lsn() FROM pg_stat_replication") === "t",
    );
    wire.hold();
    const before = phones.map((c) => c.acked);
    const work = phones.map(type);
    await until("words that the standby has not", () =>
        phones.every((c, i) => c.acked > before[i]),
    );
    await primary.kill();
    wire.cut();
    standby.promote();
    [primary, standby] = [standby, primary];
    const names = Object.keys(servers);
    await until("somebody notices", () =>
        names.some((n) => servers[n].said("database_went_back").length),
    );
    for (const c of phones) c.socket.cut();
    await Promise.all(work);
    const lost = phones.filter((c, i) => {
        const kept = sql(
            `SELECT count(*) FROM events
             WHERE convert_from(body,'UTF8') LIKE '%"${c.name}-n${c.acked}"%'`,
        );
        return kept === "0" && c.acked > before[i];
    });
    assert.ok(lost.length, "something was lost, or this shows nothing");
    const epochs = phones.map((c) => c.epoch);
    for (const c of phones) c.acked = 0;
    await Promise.all(phones.map(back));
    assert.ok(
        phones.every((c, i) => c.epoch !== epochs[i]),
        "phones hear that it is another history",
    );
    assert.notEqual(sql("SELECT value FROM meta WHERE name='generation'"), "0");
    return lost.length;
}
const total = check();
assert.equal(sql("SELECT count(*)-count(DISTINCT (room,term)) FROM terms"), "0");
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
console.log(
    `summary: ${Object.values(took).flat().length} faults, ` +
        `${total} commands acknowledged, each there once; ` +
        `in doubt ${doubts.length} times, ${found} of them committed; ` +
        `${sql("SELECT count(*) FROM terms")} terms, one owner each` +
        (wanted.lost ? `; what ${lost} phones lost with a standby that lagged was told` : ""),
);
process.exit(0);
