// What is measured: scenarios that servers play in turns, and things measured once.
import fs from "node:fs";
import path from "node:path";
import {
    ACTS,
    SERVERS,
    answers,
    cpu,
    fill,
    hold,
    join_plan,
    load,
    memory,
    negotiate,
    people_plan,
    relay_plan,
    scratch,
    stall,
    sync_cost,
} from "./servers.mjs";

const RELAY_COUNTED = "~~";
const gone = (dir) => fs.rmSync(dir, { recursive: true, force: true });
const scaled = (n, size) => Math.max(1, Math.round(n * size.scale));

const told = (r) => ({
    rate: r.deliveries / r.seconds,
    efficiency: r.deliveries / Math.max(r.cpu, 0.01),
    commands: r.commands / r.seconds,
    p50: r.p50,
    p99: r.p99,
    cpu: r.cpu / r.seconds,
    others: r.others / r.seconds,
    lost: r.lost,
    disordered: r.disordered,
    refused: r.refused,
});

async function plan_for(server, dir, s, size) {
    const rooms = scaled(s.rooms, size);
    if (SERVERS[s.server].relay) return [relay_plan(dir, rooms, s.members, s.bytes), RELAY_COUNTED];
    const act = ACTS[s.act ?? "name"];
    const all = await fill(server.port, rooms, s.members, s.tables);
    if (s.act === "stance" || s.phase2) await negotiate(server.port, all);
    const stalled = s.stalled ? await stall(server.port, all) : null;
    return [people_plan(dir, all, act), act.counted, stalled];
}

// `amount`: commands in flight (saturate) or a second (rate).
function scenario(name, mode, rooms, members, amount, servers, more = {}) {
    const run = async (which, size) => {
        const dir = scratch();
        const server = await SERVERS[which].start(dir);
        try {
            const s = { server: which, rooms, members, ...more };
            const [plan, counted, stalled] = await plan_for(server, dir, s, size);
            const before = memory(server.pid);
            const how = [
                mode,
                Math.max(amount / 10, scaled(amount, size)),
                more.warm ?? size.warm,
                size.measure,
            ];
            const result = told(await load(server, plan, counted, ...how));
            if (stalled) result.grown = (memory(server.pid) - before) / scaled(rooms, size);
            stalled?.leave();
            return result;
        } finally {
            await server.stop();
            gone(dir);
        }
    };
    return { name, servers, run };
}

const ALL = ["raw", "turns", "ws", "tablee", "memory"];
const BESIDE = ["raw", "ws", "tablee"];
const OURS = ["tablee"];

export const SCENARIOS = [
    scenario("sat10", "saturate", 40, 10, 40, ALL),
    scenario("sat10x10", "saturate", 40, 10, 400, ALL),
    scenario("phase2", "saturate", 40, 10, 400, ["turns", "ws", "tablee"], { act: "stance" }),
    // The same rooms, where somebody is renamed: what differs from sat10x10 is the phase alone.
    scenario("phase2name", "saturate", 40, 10, 400, OURS, { phase2: true }),
    // What a member gets of a relay: a thousand bytes instead of 250.
    scenario("relay1000", "saturate", 40, 10, 400, ["turns", "ws"], { bytes: 1000 }),
    scenario("sat200", "saturate", 1, 200, 20, ["raw", "turns", "ws", "tablee"]),
    scenario("lat10", "rate", 40, 10, 1000, BESIDE),
    scenario("stalled", "rate", 40, 10, 1000, OURS, { stalled: true }),
    scenario("lat200", "rate", 1, 200, 50, BESIDE),
    scenario("one", "saturate", 1, 1, 1, ["raw", "tablee"]),
    scenario("durable", "saturate", 400, 1, 3200, ["raw", "ws", "tablee"]),
    scenario("few", "rate", 10, 10, 500, OURS),
    scenario("many", "rate", 1000, 10, 500, OURS),
    scenario("evening", "rate", 10, 120, 400, OURS, { tables: 10, act: "stance", warm: 3000 }),
];

/* -- once -- */

async function syncs(size) {
    const dir = scratch();
    const seconds = size.scale < 1 ? 1 : 3;
    const one = await sync_cost(dir, 1, seconds);
    const many = await sync_cost(dir, 57, seconds);
    gone(dir);
    return { "sync one": one, "sync 57": many };
}

const members_plan = async (which, server, dir, n) =>
    SERVERS[which].relay
        ? relay_plan(dir, 1, n)
        : people_plan(dir, await fill(server.port, Math.ceil(n / 200), Math.min(n, 200)));

// Connections that greet nobody: how fast they get in.
async function connect(size) {
    const out = {};
    for (const which of BESIDE) {
        const dir = scratch();
        const server = await SERVERS[which].start(dir);
        const n = scaled(10000, size);
        const plan = path.join(dir, "plan");
        fs.writeFileSync(plan, "0\t\t\n".repeat(n));
        const before = cpu(server.pid);
        const held = await hold(server, plan, RELAY_COUNTED);
        out[`connect ${which}`] = {
            rate: n / held.seconds,
            efficiency: n / Math.max(cpu(server.pid) - before, 0.01),
            slowdown: held.last_thousand / held.first_thousand,
        };
        await held.leave();
        await server.stop();
        gone(dir);
    }
    return out;
}

const IDLE_SECONDS = 30; // more than the time between two pings

// Members who have joined and say nothing.
async function idle(size) {
    const out = {};
    for (const which of BESIDE) {
        const dir = scratch();
        const server = await SERVERS[which].start(dir);
        const n = scaled(10000, size);
        const plan = await members_plan(which, server, dir, n);
        const before = memory(server.pid);
        const held = await hold(server, plan, RELAY_COUNTED);
        const bytes = (memory(server.pid) - before) / n;
        const began = cpu(server.pid);
        const seconds = IDLE_SECONDS * size.scale;
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
        const share = (cpu(server.pid) - began) / seconds;
        out[`idle ${which}`] = { bytes, cpu_percent: (share * 100 * 10000) / n };
        await held.leave();
        await server.stop();
        gone(dir);
    }
    return out;
}

// Everybody scans the code at once; then the server is started again under them.
async function hall(size) {
    const dir = scratch();
    const state = path.join(dir, "state");
    const people = scaled(150, size);
    const first = await SERVERS.tablee.start(state);
    const empty = await fill(first.port, 2, 0);
    const joining = await hold(first, join_plan(dir, empty, people), RELAY_COUNTED, people * 2);
    await joining.leave();
    const rooms = await fill(first.port, 2, people);
    await first.stop();
    const again = await SERVERS.tablee.start(state);
    const back = await hold(again, people_plan(dir, rooms), RELAY_COUNTED, people * 2);
    await back.leave();
    await again.stop();
    gone(dir);
    return { hall: { join_s: joining.seconds, back_s: back.seconds } };
}

const size_of = (dir) =>
    fs.readdirSync(dir).reduce((sum, name) => sum + fs.statSync(path.join(dir, name)).size, 0);

// One member of each room says hello as soon as the server listens.
async function start_again(state, port, dir, rooms) {
    const [listening, server] = await Promise.all([
        answers(port),
        SERVERS.tablee.start(state, port),
    ]);
    const plan = people_plan(
        dir,
        rooms.map((r) => ({ ...r, people: r.people.slice(0, 1) })),
    );
    const began = cpu(server.pid);
    const held = await hold(server, plan, RELAY_COUNTED, rooms.length);
    const used = cpu(server.pid) - began;
    const answered = (performance.now() - server.began) / 1000;
    const bytes = memory(server.pid);
    await held.leave();
    await server.stop();
    return {
        listening_s: listening / 1000,
        ready_s: server.ready / 1000,
        answered_s: answered,
        room_cpu_ms: (used * 1000) / rooms.length,
        room_bytes: bytes / rooms.length,
    };
}

const EVENTS = 1000;
const SET_UP = 10; // events before the first person
const EACH = 2; // events of one person's joining

async function start(size) {
    const dir = scratch();
    const state = path.join(dir, "state");
    const server = await SERVERS.tablee.start(state);
    const n = scaled(1000, size);
    const members = 10;
    const rooms = await fill(server.port, n, members);
    const left = Math.ceil((EVENTS - SET_UP - EACH * members) / members);
    const plan = people_plan(dir, rooms);
    const said = await load(server, plan, ACTS.name.counted, "each", left, n * members);
    await server.stop("SIGKILL");
    const killed = await start_again(state, server.port, dir, rooms);
    const result = await start_again(state, server.port, dir, rooms);
    const megabytes = size_of(state) / 1e6;
    gone(dir);
    return {
        start: { ...result, db_mb: megabytes, commands: said.commands / said.seconds },
        killed,
    };
}

export const MEASURES = [
    { name: "sync", run: syncs },
    { name: "connect", run: connect },
    { name: "idle", run: idle },
    { name: "hall", run: hall },
    { name: "start", run: start },
];
