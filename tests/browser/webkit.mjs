// WebKit, the engine of an iPhone's browsers, goes the way of journey.mjs: Debian's MiniBrowser on
// a screen of its own, by its driver (WebDriver over HTTP).
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { journey, opened, Remote, until } from "./journey.mjs";

/* The bar over the page gives way, for the window to be as narrow as a phone. */
const NARROW =
    "window * { min-width: 0; padding: 0; margin: 0; border-width: 0; border-spacing: 0; }";

function freePort() {
    return new Promise((resolve) => {
        const server = net.createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

/** Every way out leads to a port where nobody is. */
const NOBODY = "http://127.0.0.1:9";

class WebKit extends Remote {
    name = "webkit";
    children = [];

    start(program, args, options) {
        const child = spawn(program, args, options);
        child.on("error", (error) => {
            throw new Error(`${program} does not start: ${error.message}`);
        });
        this.children.push(child);
        return child;
    }
    async display() {
        const args = ["-displayfd", "3", "-screen", "0", "800x1000x24", "-nolisten", "tcp"];
        const stdio = ["ignore", "ignore", "ignore", "pipe"];
        const screen = this.start("Xvfb", args, { stdio });
        return new Promise((resolve) =>
            screen.stdio[3].once("data", (number) => resolve(`:${String(number).trim()}`)),
        );
    }
    async open() {
        fs.mkdirSync(path.join(this.home, "gtk-3.0"));
        fs.writeFileSync(path.join(this.home, "gtk-3.0/gtk.css"), NARROW);
        const env = {
            ...process.env,
            DISPLAY: await this.display(),
            HOME: this.home,
            XDG_CONFIG_HOME: this.home,
            GSETTINGS_BACKEND: "memory",
            NO_AT_BRIDGE: "1",
            ...(this.alone && { http_proxy: NOBODY, https_proxy: NOBODY }),
            WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1", // there is no graphics card to wait for
        };
        const port = await freePort();
        this.at = `http://127.0.0.1:${port}`;
        this.start("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore", env });
        await until("WebKit's driver", () =>
            fetch(`${this.at}/status`).then(
                (r) => r.ok,
                () => 0,
            ),
        );
        const { sessionId } = await this.ask("POST", "/session", { capabilities: {} });
        this.at += `/session/${sessionId}`;
        await this.resize(390, 844);
    }
    async ask(method, where, fields = {}) {
        const body = method === "POST" ? JSON.stringify(fields) : undefined;
        const signal = AbortSignal.timeout(90_000);
        const answer = await fetch(this.at + where, { method, body, signal });
        const { value } = await answer.json();
        if (answer.ok) return value;
        throw Object.assign(new Error(`${value.error}: ${value.message}`), { code: value.error });
    }
    resize(width, height) {
        return this.ask("POST", "/window/rect", { x: 0, y: 0, width, height });
    }
    go(url) {
        return this.ask("POST", "/url", { url });
    }
    reload() {
        return this.ask("POST", "/refresh");
    }
    frame(id) {
        return this.ask("POST", "/frame", { id });
    }
    run(script, ...args) {
        return this.ask("POST", "/execute/sync", { script, args });
    }
    press(id) {
        return this.ask("POST", `/element/${id}/click`);
    }
    async fill(id, text) {
        await this.ask("POST", `/element/${id}/clear`);
        await this.ask("POST", `/element/${id}/value`, { text });
    }
    screenshot() {
        return this.ask("GET", "/screenshot");
    }
    async close() {
        await this.ask("DELETE", "").catch(() => {});
        for (const child of this.children) child.kill();
    }
}

const [file] = process.argv.slice(2);
await (file ? opened(new WebKit(), file) : journey(new WebKit(), 9));
