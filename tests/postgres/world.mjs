// What the tests of several servers are made of: PostgreSQL servers that may be killed and followed
// by standbys, wires that hold what passes and deliver it late, servers of Tablée, and who looks at
// them as a proxy does. All in a folder that goes with it, by sockets there: no fixed port.
import { execFile, execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { promisify } from "node:util";
import { BINARY } from "../hour/server.mjs";

const SOCKET = ".s.PGSQL.5432";
const POLL_MS = 25;
const versions = "/usr/lib/postgresql";
const newest = fs.existsSync(versions)
    ? fs
          .readdirSync(versions)
          .sort((a, b) => Number(a) - Number(b))
          .at(-1)
    : undefined;
export const here = newest !== undefined;
const bin = (name) => path.join(versions, newest, "bin", name);
const root = process.getuid() === 0;
/** The server refuses to run as root. */
const as = root
    ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"]
    : ["env"];
// The wires and the phones live in this process, which is not to stand still meanwhile.
const command = promisify(execFile);
const run = (...words) => command(as[0], [...as.slice(1), ...words]);

export async function until(what, test, { limit = 60_000, every = POLL_MS } = {}) {
    const end = Date.now() + limit;
    for (;;) {
        const value = await test();
        if (value) return value;
        if (Date.now() > end) throw new Error(`never: ${what}`);
        await rest(every);
    }
}

export class World {
    constructor() {
        this.dir = fs.mkdtempSync(path.join(os.tmpdir(), "tn-"));
        fs.chmodSync(this.dir, 0o755);
        this.all = [];
        process.on("exit", () => this.end());
        for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(1));
    }
    folder(name) {
        const dir = path.join(this.dir, name);
        fs.mkdirSync(dir, { recursive: true });
        if (root) execFileSync("chown", ["postgres", dir]);
        return dir;
    }
    /** Ends all that was started here, by its own number. */
    end() {
        for (const one of this.all)
            if (one.child?.exitCode === null && !one.child.signalCode) one.child.kill("SIGKILL");
        fs.rmSync(this.dir, { recursive: true, force: true, maxRetries: 3 });
    }
}

/** A PostgreSQL. It does not sync: what is killed is processes. */
export class Database {
    constructor(world, name) {
        this.world = world;
        this.dir = world.folder(name);
        this.data = path.join(this.dir, "data");
        world.all.push(this);
    }
    url(name = "postgres") {
        return `postgresql:///${name}?host=${this.dir}&user=postgres`;
    }
    async sql(text, name = "tablee") {
        const words = ["-AtqX", "-v", "ON_ERROR_STOP=1", "-c", text, this.url(name)];
        return (await command("psql", words, { maxBuffer: 1 << 28 })).stdout.trim();
    }
    async make() {
        const options = "-A trust -U postgres -N -E UTF8 --locale=C".split(" ");
        await run(bin("initdb"), "-D", this.data, ...options);
        return this;
    }
    /** A standby of `primary`, by its own socket or by a wire to it. */
    async follow(primary, by = primary.dir) {
        fs.rmSync(this.data, { recursive: true, force: true });
        const from = `host=${primary.dir} user=postgres application_name=standby`;
        const how = ["-R", "-c", "fast", "--no-sync"];
        await run(bin("pg_basebackup"), "-D", this.data, "-d", from, ...how);
        if (by === primary.dir) return this;
        const conf = path.join(this.data, "postgresql.auto.conf");
        fs.appendFileSync(
            conf,
            `primary_conninfo = 'host=${by} user=postgres application_name=standby'\n`,
        );
        return this;
    }
    /** Its processes of before may hold its memory for a moment. */
    async start() {
        const settings = {
            fsync: "off",
            listen_addresses: "",
            unix_socket_directories: this.dir,
            max_wal_senders: 4,
            wal_receiver_status_interval: "1s",
            wal_retrieve_retry_interval: "200ms",
        };
        const words = Object.entries(settings).flatMap(([k, v]) => ["-c", `${k}=${v}`]);
        const log = fs.openSync(path.join(this.world.dir, `${path.basename(this.dir)}.log`), "a");
        await until("a database", async () => {
            if (!this.child || this.child.exitCode !== null || this.child.signalCode)
                this.child = spawn(
                    as[0],
                    [...as.slice(1), bin("postgres"), "-D", this.data, ...words],
                    {
                        stdio: ["ignore", log, log],
                    },
                );
            await rest(POLL_MS);
            return this.sql("SELECT 1", "postgres").catch(() => false);
        });
        fs.closeSync(log);
        return this;
    }
    async gone() {
        if (this.child.exitCode === null && !this.child.signalCode)
            await new Promise((resolve) => this.child.on("exit", resolve));
    }
    async kill(signal = "SIGKILL") {
        this.child.kill(signal);
        await this.gone();
    }
    promote() {
        return run(bin("pg_ctl"), "-D", this.data, "-w", "promote");
    }
}

/** Between a server and its database. */
export class Wire {
    constructor(world, name, to) {
        this.dir = world.folder(name);
        this.to = to;
        this.held = false;
        this.muted = false;
        this.pairs = new Set();
        this.server = net.createServer((near) => this.pair(near));
        this.server.unref();
        this.ready = new Promise((resolve) => {
            const at = path.join(this.dir, SOCKET);
            this.server.listen(at, () => (fs.chmodSync(at, 0o777), resolve(this)));
        });
    }
    pair(near) {
        const far = net.connect(path.join(this.to, SOCKET));
        const one = { waiting: [], near, far };
        this.pairs.add(one);
        // What was sent arrives, be it after its sender has gone.
        const pass = (from, what) =>
            this.held || (this.muted && from === far) ? one.waiting.push(what) : what();
        for (const [from, to] of [
            [near, far],
            [far, near],
        ]) {
            from.on("data", (data) => pass(from, () => to.writable && to.write(data)));
            from.on("end", () => pass(from, () => to.end()));
            from.on("error", () => pass(from, () => to.destroy()));
            from.on("close", () => pass(from, () => (to.end(), this.pairs.delete(one))));
        }
    }
    hold() {
        this.held = true;
    }
    deliver() {
        this.held = false;
        for (const one of this.pairs) for (const what of one.waiting.splice(0)) what();
    }
    /** Questions arrive, answers do not. */
    mute() {
        this.muted = true;
    }
    /** What waits is lost, and so is who waited. */
    lose() {
        this.muted = false;
        for (const one of this.pairs) {
            one.waiting = [];
            one.near.destroy();
            one.far.destroy();
        }
        this.pairs.clear();
    }
    /** What waits is lost, and nobody comes any more. */
    cut() {
        this.server.close();
        for (const one of this.pairs) one.waiting = [];
    }
}

/** A server of Tablée that is started again when it dies, as systemd does; its port changes. */
export class Server {
    constructor(world, name, store, { env = {}, binary = BINARY, more = [] } = {}) {
        Object.assign(this, {
            world,
            name,
            store,
            env,
            binary,
            more,
            restarts: true,
            phones: new Set(),
        });
        this.log = path.join(world.dir, `${name}.log`);
        world.all.push(this);
    }
    start() {
        const words = ["serve", "--port", "0", "--open", "--no-qr", "--node", this.name];
        const state = path.join(this.world.dir, `${this.name}.state`);
        this.port = undefined;
        this.child = spawn(
            this.binary,
            [...words, "--state", state, "--store", this.store, ...this.more],
            { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...this.env } },
        );
        const { child } = this;
        let out = "";
        const look = (data) => {
            fs.appendFileSync(this.log, data);
            out = (out + data).slice(-4000);
            const found = out.match(/http:\/\/127\.0\.0\.1:(\d+)/);
            if (found && child === this.child) this.port ??= Number(found[1]);
        };
        child.stdout.on("data", look);
        child.stderr.on("data", look);
        child.on("exit", (code, signal) => {
            this.ended = code ?? signal;
            this.port = undefined;
            if (this.restarts && child === this.child) setTimeout(() => this.start(), 200);
        });
        return until(`${this.name} listens`, () => this.port);
    }
    said(word) {
        if (!fs.existsSync(this.log)) return [];
        return fs
            .readFileSync(this.log, "utf8")
            .split("\n")
            .filter((line) => line.includes(word));
    }
    async health() {
        try {
            const answer = await fetch(`http://127.0.0.1:${this.port}/healthz`, {
                signal: AbortSignal.timeout(1000),
            });
            return answer.status;
        } catch {
            return 0;
        }
    }
    /** Looks as a proxy does: who fails two looks is cut, whoever leaves gets nobody new. */
    async watch() {
        let bad = 0;
        for (;;) {
            const status = await this.health();
            this.leaving = status === 404;
            bad = status === 200 || status === 404 ? 0 : bad + 1;
            this.down = bad >= 2;
            if (this.down) for (const c of this.phones) c.socket.cut();
            await rest(500, undefined, { ref: false });
        }
    }
}
