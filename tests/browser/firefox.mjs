// Firefox, by its own remote control (Marionette, JSON over TCP), goes the way of journey.mjs.
// FIREFOX names another program than firefox-esr. A file that is named is opened instead.
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { journey, opened, Remote, until } from "./journey.mjs";

const program = process.env.FIREFOX ?? "firefox-esr";

/** Every way out leads to a port where nobody is. */
const NOWHERE = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
};

/** One browser, one session. Each answer is waited for before the next command. */
class Firefox extends Remote {
    name = "firefox";

    async open() {
        const profile = path.join(this.home, "profile");
        fs.mkdirSync(profile);
        const prefs = {
            "marionette.port": 0,
            "remote.prefs.recommended": true,
            "intl.accept_languages": "fr-CA",
            "ui.prefersReducedMotion": 1,
            ...(this.alone && NOWHERE),
        };
        fs.writeFileSync(
            path.join(profile, "user.js"),
            Object.entries(prefs)
                .map(([k, v]) => `user_pref("${k}", ${JSON.stringify(v)});\n`)
                .join(""),
        );
        this.child = spawn(
            program,
            ["--headless", "--marionette", "--no-remote", "--profile", profile],
            { stdio: "ignore", env: { ...process.env, HOME: this.home } },
        );
        this.child.on("error", (error) => {
            throw new Error(`${program} does not start: ${error.message}`);
        });
        this.exited = new Promise((resolve) => this.child.on("exit", resolve));
        const file = path.join(profile, "MarionetteActivePort");
        const port = await until("Firefox's port", () => {
            if (this.child.exitCode !== null) throw new Error("Firefox stopped");
            return fs.existsSync(file) && Number(fs.readFileSync(file, "utf8"));
        });
        this.socket = net.connect(port, "127.0.0.1");
        this.buffer = Buffer.alloc(0);
        this.waiting = new Map();
        this.number = 0;
        this.socket.on("data", (data) => this.take(data));
        this.socket.on("close", () => {
            for (const { reject } of this.waiting.values()) reject(new Error("Firefox is gone"));
        });
        await this.ask("WebDriver:NewSession", { capabilities: {} });
        await this.resize(450, 900);
    }
    take(data) {
        this.buffer = Buffer.concat([this.buffer, data]);
        for (;;) {
            const colon = this.buffer.indexOf(":");
            const n = Number(this.buffer.subarray(0, colon));
            if (colon < 0 || this.buffer.length < colon + 1 + n) return;
            const message = JSON.parse(this.buffer.subarray(colon + 1, colon + 1 + n));
            this.buffer = this.buffer.subarray(colon + 1 + n);
            if (!Array.isArray(message)) continue; // its greeting
            const [, id, error, result] = message;
            const { resolve, reject } = this.waiting.get(id);
            this.waiting.delete(id);
            if (error) reject(Object.assign(new Error(error.message), { code: error.error }));
            else resolve(result);
        }
    }
    ask(name, fields = {}) {
        const text = JSON.stringify([0, ++this.number, name, fields]);
        this.socket.write(`${Buffer.byteLength(text)}:${text}`);
        return new Promise((resolve, reject) => this.waiting.set(this.number, { resolve, reject }));
    }
    resize(width, height) {
        return this.ask("WebDriver:SetWindowRect", { width, height });
    }
    go(url) {
        return this.ask("WebDriver:Navigate", { url });
    }
    reload() {
        return this.ask("WebDriver:Refresh");
    }
    frame(id) {
        return this.ask("WebDriver:SwitchToFrame", { id });
    }
    async run(script, ...args) {
        return (await this.ask("WebDriver:ExecuteScript", { script, args })).value;
    }
    press(id) {
        return this.ask("WebDriver:ElementClick", { id });
    }
    async fill(id, text) {
        await this.ask("WebDriver:ElementClear", { id });
        await this.ask("WebDriver:ElementSendKeys", { id, text });
    }
    async screenshot() {
        return (await this.ask("WebDriver:TakeScreenshot", { full: false })).value;
    }
    async close() {
        this.socket?.destroy();
        this.child.kill();
        await this.exited;
    }
}

const [file] = process.argv.slice(2);
await (file ? opened(new Firefox(), file) : journey(new Firefox(), 8));
