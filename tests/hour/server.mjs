// Starts the real binary on a port of its choosing, and stops it.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

export const BINARY = path.join(process.env.TABLEE_BUILD ?? "build", "tablee");

export async function start(dir, extra = [], env = process.env) {
    fs.mkdirSync(dir, { recursive: true });
    const open = extra.includes("--key") ? [] : ["--open"];
    const child = spawn(BINARY, ["serve", "--port", "0", ...open, "--state", dir, ...extra], {
        stdio: ["ignore", "pipe", "pipe"],
        env,
    });
    let out = "";
    const exited = new Promise((resolve) =>
        child.on("exit", (code, signal) => resolve(code ?? signal)),
    );
    const port = await new Promise((resolve, reject) => {
        const look = (data) => {
            out += data;
            const found = out.match(/http:\/\/127\.0\.0\.1:(\d+)/);
            if (found) resolve(Number(found[1]));
        };
        child.stdout.on("data", look);
        child.stderr.on("data", look);
        exited.then((code) => reject(new Error(`tablee serve stopped (${code}): ${out}`)));
    });
    return {
        port,
        child,
        exited,
        output: () => out,
        stop: (signal = "SIGTERM") => (child.kill(signal), exited),
    };
}
