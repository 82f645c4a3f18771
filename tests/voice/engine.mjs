// The engine of voices, started as deploy/voice sets it up.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const ROOT = process.env.TABLEE_SOURCE ?? path.resolve(import.meta.dirname, "../..");

/** Media never goes by the loopback: an address of this machine that is another. */
export const address = () =>
    Object.values(os.networkInterfaces())
        .flat()
        .find((a) => a.family === "IPv4" && !a.internal)?.address;

export const isThere = () => fs.existsSync("/usr/bin/janus") && !!address();

export class Engine {
    constructor(dir) {
        this.dir = dir;
        this.socket = path.join(dir, "janus.sock");
        execFileSync(path.join(ROOT, "deploy/voice"), ["conf", dir, this.socket, address()]);
    }
    /** And again as often as it ends by itself, as its unit does: of 1.1.2 the thread that listens
     *  ends now and then before its plugin says that it is ready ("No Janus API transport"). */
    start() {
        fs.rmSync(this.socket, { force: true });
        this.log ??= fs.openSync(path.join(this.dir, "janus.log"), "a");
        this.ended = false;
        this.child = spawn("janus", ["-F", this.dir, "-C", path.join(this.dir, "janus.jcfg")], {
            stdio: ["ignore", this.log, this.log],
            cwd: this.dir,
        });
        this.gone = new Promise((resolve) => this.child.on("exit", resolve));
        this.child.on("exit", () => this.ended || this.start());
        return this;
    }
    async end(signal = "SIGTERM") {
        this.ended = true;
        this.child.kill(signal);
        await this.gone;
    }
}
