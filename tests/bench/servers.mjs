// Starts what is measured, on a core of its own, and fills it with people.
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Socket } from "../hour/socket.mjs";

export const BUILD = process.env.TABLEE_BUILD_RELEASE ?? "build";
export const program = (name) => path.join(BUILD, name);
const here = path.dirname(fileURLToPath(import.meta.url));
const CORES = os.cpus().length;
const SERVER_CORE = 0;
const LOAD_CORE = CORES > 1 ? 1 : 0;
const AT_ONCE = 64;

export const scratch = () => fs.mkdtempSync(path.join(os.tmpdir(), "tablee-bench-"));

// Root measures ahead of what else the machine does: the kernel weighs sessions, then processes.
const AHEAD = "-15";
const ahead = process.getuid() === 0 ? ["nice", "-n", AHEAD] : [];

function pinned(core, command, args, options) {
    const [first, ...rest] = [...ahead, "taskset", "-c", String(core), command, ...args];
    const child = spawn(first, rest, { ...options, detached: true });
    try {
        fs.writeFileSync(`/proc/${child.pid}/autogroup`, AHEAD);
    } catch {
        // not root, or a kernel that weighs processes alone
    }
    return child;
}

/** Runs a program on a core to its end; gives what it printed. */
export function run(command, args, core = LOAD_CORE) {
    return new Promise((resolve, reject) => {
        const child = pinned(core, command, args, { stdio: ["ignore", "pipe", "inherit"] });
        let out = "";
        child.stdout.on("data", (data) => (out += data));
        // Not its exit: what it printed may come after that.
        child.on("close", (code) =>
            code === 0 ? resolve(out) : reject(new Error(`${command} stopped with ${code}`)),
        );
    });
}

export const lines = (out) =>
    out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));

async function serve(command, args, pattern) {
    const began = performance.now();
    const child = pinned(SERVER_CORE, command, args, { stdio: ["ignore", "pipe", "inherit"] });
    const exited = new Promise((resolve) => child.on("exit", resolve));
    let out = "";
    const port = await new Promise((resolve, reject) => {
        child.stdout.on("data", (data) => {
            const found = (out += data).match(pattern);
            if (found) resolve(Number(found[1]));
        });
        exited.then((code) => reject(new Error(`${command} stopped with ${code}`)));
    });
    return {
        port,
        pid: child.pid, // taskset becomes the program
        ready: performance.now() - began,
        began,
        stop: (signal = "SIGTERM") => (child.kill(signal), exited),
    };
}

const PORT = /port (\d+)/;
const tablee = (state, port = 0) =>
    serve(
        program("tablee"),
        [
            "serve",
            "--port",
            String(port),
            "--open",
            "--no-qr",
            "--log-level",
            "warn",
            "--message-rate",
            "0",
        ]
            .concat(["--max-connections", "20000", "--web", here])
            .concat(state ? ["--state", state] : ["--memory"]),
        /http:\/\/127\.0\.0\.1:(\d+)/,
    );

/** What is measured. A relay only passes on what it gets. */
export const SERVERS = {
    raw: { relay: true, start: () => serve(program("bench_raw_epoll"), ["message"], PORT) },
    turns: { relay: true, start: () => serve(program("bench_raw_epoll"), ["turn"], PORT) },
    ws: { relay: true, start: () => serve("node", [path.join(here, "node_ws.mjs")], PORT) },
    tablee: { start: (state, port) => tablee(state ?? scratch(), port) },
    memory: { start: () => tablee(null) },
};

/** Milliseconds until something listens on the port. */
export async function answers(port) {
    const began = performance.now();
    for (;;) {
        const there = await new Promise((resolve) => {
            const socket = net.connect(port, "127.0.0.1", () => resolve(true));
            socket.on("error", () => setTimeout(resolve, 10, false));
            socket.on("close", () => resolve(false));
            socket.on("connect", () => socket.destroy());
        });
        if (there) return performance.now() - began;
    }
}

/** Bytes of memory of its own that a process holds. */
export function memory(pid) {
    const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(status.match(/RssAnon:\s+(\d+) kB/)[1]) * 1024;
}

/** Seconds of CPU a process took so far. */
export function cpu(pid) {
    const fields = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
}

/* -- people -- */

class Asker {
    static async open(port) {
        const a = new Asker();
        a.waiting = new Map();
        a.number = 0;
        a.socket = new Socket(port);
        a.socket.on("text", (text) => a.take(text));
        await new Promise((resolve, reject) => {
            a.socket.on("open", resolve);
            a.socket.on("failed", reject);
        });
        return a;
    }

    take(text) {
        if (!/^\{"t":"(ok|no|welcome)"/.test(text)) return;
        const m = JSON.parse(text);
        const done = this.waiting.get(m.id);
        this.waiting.delete(m.id);
        if (m.t === "no") throw new Error(`the setting up was refused: ${text}`);
        done?.(m.out);
    }

    ask(message) {
        const id = `a${++this.number}`;
        return new Promise((resolve) => {
            this.waiting.set(id, resolve);
            this.socket.send(JSON.stringify({ ...message, id }));
        });
    }
}

const OPTIONS = { scenario: "la-brunante", lang: "fr", roles: "auto" };

/** Somebody of each room on a second device that reads nothing after the documents. */
export async function stall(port, rooms) {
    const all = [];
    for (const r of rooms) {
        const asker = await Asker.open(port);
        await asker.ask(hello(r.room, r.people[0].token));
        asker.socket.tcp.pause();
        all.push(asker.socket);
    }
    return { leave: () => all.forEach((socket) => socket.tcp.destroy()) };
}

async function make_room(asker, members, tables) {
    const places = Math.min(12, Math.max(3, Math.ceil(members / tables)));
    const made = await asker.ask({ t: "create", options: { ...OPTIONS, tables, places } });
    const consent = { debrief: true, research: false, lang: "fr" };
    const joining = Array.from({ length: members }, (_, i) =>
        asker.ask({ t: "join", room: made.room, name: `Personne ${i + 1}`, ...consent }),
    );
    return { ...made, people: await Promise.all(joining) };
}

/** Makes rooms and lets people join: [{ room, token, people: [{ person, token }] }]. */
export async function fill(port, rooms, members, tables = 1) {
    const asker = await Asker.open(port);
    const all = [];
    for (let i = 0; i < rooms; i++) all.push(await make_room(asker, members, tables));
    asker.socket.close();
    return all;
}

const hello = (room, token) => ({ t: "hello", v: 1, room, token });

async function in_turns(list, work) {
    const rest = [...list];
    const hand = async () => {
        while (rest.length) await work(rest.shift());
    };
    await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

/** Brings rooms of many tables to phase 2, with one clause a table that all have answered. */
export async function negotiate(port, rooms) {
    for (const r of rooms) {
        const boss = await Asker.open(port);
        await boss.ask(hello(r.room, r.token));
        for (let i = 0; i < 3; i++) await boss.ask({ t: "do", as: "f1", act: "next", a: {} });
        boss.socket.close();
        const tables = new Map();
        for (const p of r.people) p.asker = null;
        await in_turns(r.people, async (p) => {
            p.asker = await Asker.open(port);
            p.asker.socket.on("text", (text) => {
                const at = text.match(/"topic":"table\/(t\d+)"/);
                if (at && !p.table) p.table = at[1];
            });
            await p.asker.ask(hello(r.room, p.token));
        });
        const act = (p, name, a) => p.asker.ask({ t: "do", as: p.person, act: name, a });
        for (const p of r.people) {
            if (!p.table) await act(p, "help", { on: true }); // an answer comes after the documents
            if (tables.has(p.table)) continue;
            tables.set(p.table, p);
            await act(p, "propose", CLAUSE);
        }
        await in_turns(r.people, (p) => act(p, "stance", { ...STANCE, why: "d’accord" }));
        for (const p of r.people) p.asker.socket.close();
    }
}

const CLAUSE = { text: "Douze logements au cœur du village", scale: ["local"], dims: ["soc"] };
CLAUSE.for = "all";
const STANCE = { clause: "c1", stance: "live" };

/* -- plans of the load generator -- */

const MARK = `~~${"0".repeat(14)}`;
const MESSAGE_BYTES = 250;

const line = (group, greeting, command = "") => `${group}\t${greeting}\t${command}`;
const write = (dir, all) => {
    const file = path.join(dir, "plan");
    fs.writeFileSync(file, all.join("\n") + "\n");
    return file;
};

export function relay_plan(dir, rooms, members, bytes = MESSAGE_BYTES) {
    const all = [];
    for (let r = 0; r < rooms; r++)
        for (let m = 0; m < members; m++) all.push(line(r, r, MARK.padEnd(bytes, "x")));
    return write(dir, all);
}

const command = (person, act, a) => JSON.stringify({ t: "do", id: MARK, as: person, act, a });

export const ACTS = {
    // Everybody of the room is told.
    name: {
        counted: '{"t":"patch","topic":"room"',
        of: (p) => command(p.person, "name", { name: `${MARK} Personne à renommer` }),
    },
    // Everybody of the table is told, with the whole clause.
    stance: {
        counted: '{"t":"patch","topic":"table/',
        of: (p) => command(p.person, "stance", { ...STANCE, why: `${MARK} ${"mot ".repeat(20)}` }),
    },
};

export function people_plan(dir, rooms, act = ACTS.name) {
    const all = [];
    const groups = new Map();
    for (const r of rooms)
        for (const p of r.people) {
            const place = `${r.room}/${p.table ?? ""}`;
            if (!groups.has(place)) groups.set(place, groups.size);
            const greeting = JSON.stringify({ ...hello(r.room, p.token), id: 1 });
            all.push(line(groups.get(place), greeting, act.of(p)));
        }
    return write(dir, all);
}

export function join_plan(dir, rooms, members) {
    const all = [];
    for (const r of rooms)
        for (let i = 0; i < members; i++) {
            const who = { name: `Personne ${i}`, debrief: true, research: false, lang: "fr" };
            all.push(line(0, JSON.stringify({ t: "join", id: 1, room: r.room, ...who })));
        }
    return write(dir, all);
}

/* -- the load generator -- */

export async function load(server, plan, counted, ...how) {
    const args = [server.port, server.pid, plan, counted, ...how].map(String);
    const [connected, result] = lines(await run(program("bench_load"), args));
    return { connected, ...result };
}

/** Connections that stay until `leave` is called. */
export async function hold(server, plan, counted, at_once = AT_ONCE) {
    const args = [server.port, 0, plan, counted, "hold", at_once].map(String);
    const child = pinned(LOAD_CORE, program("bench_load"), args, {
        stdio: ["pipe", "pipe", "inherit"],
    });
    const exited = new Promise((resolve) => child.on("exit", resolve));
    const connected = await new Promise((resolve, reject) => {
        let out = "";
        child.stdout.on("data", (data) => {
            out += data;
            if (out.includes("\n")) resolve(JSON.parse(out));
        });
        exited.then((code) => reject(new Error(`bench_load stopped with ${code}`)));
    });
    return { ...connected, leave: () => (child.stdin.end(), exited) };
}

export async function sync_cost(dir, records, seconds) {
    const args = [path.join(dir, "append"), String(records), String(seconds)];
    return lines(await run(program("bench_append"), args, SERVER_CORE))[0];
}
