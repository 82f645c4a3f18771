// A page without a browser: storage, timers and a steady clock that tests move by hand, and a
// WebSocket whose other end is the test. Each `load` is the client's state modules as a page that
// is loaded has them, over the storage that was left by the page before.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const root = process.env.TABLEE_SOURCE ?? path.resolve(import.meta.dirname, "../..");
const web = path.join(root, "web");
const { build } = createRequire(path.join(web, "package.json"))("esbuild");
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-client-"));
process.on("exit", () => fs.rmSync(dir, { recursive: true }));
const NAMES = [
    ..."socket store outbox clock storage patch code people attempts identity awake replayed".split(
        " ",
    ),
    ...[
        "moments",
        "turn",
        "ui/toast",
        "play/compared",
        "play/drafts",
        "play/follow",
        "play/typing",
        "play/writing",
        "ui/thread",
        "outcome/say",
        "outcome/tables",
        "taken/session",
        "taken/whole",
    ],
    ...[
        "console/needs",
        "console/plan",
        "kit/file",
        "figures",
        "lengths",
        "editor/schema",
        "preflight/checks",
        "preflight/result",
    ],
];
const bundled = path.join(dir, "client.mjs");
await build({
    absWorkingDir: web,
    stdin: {
        contents: NAMES.map((name) => `export * as ${path.basename(name)} from "./src/${name}";`)
            .concat('export * as preact from "preact";')
            .join("\n"),
        resolveDir: web,
    },
    bundle: true,
    format: "esm",
    target: "es2020",
    outfile: bundled,
});

class Storage {
    getItem(key) {
        return Object.hasOwn(this, key) ? this[key] : null;
    }
    setItem(key, value) {
        this[key] = String(value);
    }
    removeItem(key) {
        delete this[key];
    }
}

/** Lets everything run that waits for no timer. */
export async function settle() {
    for (let i = 0; i < 5; i++) await new Promise((done) => setImmediate(done));
}

const define = (name, value) =>
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
define("CSS", { supports: () => false });
let loads = 0;

export class Page {
    now = 1000; // on the page's steady clock
    wall = Date.UTC(2014, 2, 27, 13, 0, 0); // what the device says the time of day is
    timers = new Map();
    lastTimer = 0;
    sockets = [];
    /** Keys come in no order one may rely on: here, the newest first. */
    storage = new Proxy(new Storage(), { ownKeys: (all) => Reflect.ownKeys(all).reverse() });

    /** The modules of a page loaded now; what an earlier one of this Page still does is lost. */
    async load() {
        this.timers.clear();
        this.sockets.forEach((socket) => (socket.dead = true));
        this.window = new EventTarget();
        this.document = Object.assign(new EventTarget(), {
            visibilityState: "visible",
            documentElement: {},
        });
        const set = (fn, ms, every) => {
            this.timers.set(++this.lastTimer, { fn, at: this.now + ms, every });
            return this.lastTimer;
        };
        const clear = (id) => void this.timers.delete(id);
        Object.assign(this.window, {
            setTimeout: (fn, ms = 0) => set(fn, ms),
            setInterval: (fn, ms) => set(fn, ms, ms),
            clearTimeout: clear,
            clearInterval: clear,
        });
        define("window", this.window);
        define("document", this.document);
        define("localStorage", this.storage);
        define("location", { protocol: "http:", host: "hall.test" });
        define("navigator", { language: "fr-CA" });
        define("performance", { now: () => this.now, timeOrigin: this.wall - this.now });
        define("Date", this.skewed());
        define("WebSocket", this.socketClass());
        return import(`${pathToFileURL(bundled)}?${++loads}`);
    }
    /** The device's own clock, which somebody may set. */
    skewed() {
        const page = this;
        return class extends Real {
            constructor(...given) {
                super(...(given.length ? given : [page.wall]));
            }
            static now = () => page.wall;
        };
    }
    socketClass() {
        const page = this;
        return class FakeSocket {
            static CONNECTING = 0;
            static OPEN = 1;
            static CLOSED = 3;
            readyState = 0;
            sent = [];
            constructor(url) {
                this.url = url;
                page.sockets.push(this);
            }
            send(text) {
                this.sent.push(JSON.parse(text));
            }
            close() {
                this.readyState = 3;
            }
            /* the test's end */
            accept() {
                this.readyState = 1;
                this.onopen?.();
            }
            say(message) {
                if (!this.dead) this.onmessage?.({ data: JSON.stringify(message) });
            }
            end(code = 1006, reason = "") {
                this.readyState = 3;
                if (!this.dead) this.onclose?.({ code, reason });
            }
            /** What was sent of a kind, or of an act. */
            of(kind) {
                return this.sent.filter((m) => m.t === kind || m.act === kind);
            }
        };
    }
    get socket() {
        return this.sockets.at(-1);
    }
    /** Time goes by on both clocks; whatever is due is done, in order. */
    async pass(ms) {
        const end = this.now + ms;
        await settle();
        for (;;) {
            const due = [...this.timers].filter(([, x]) => x.at <= end);
            if (!due.length) break;
            const [id, timer] = due.reduce((a, b) => (b[1].at < a[1].at ? b : a));
            this.wall += timer.at - this.now;
            this.now = timer.at;
            if (timer.every) timer.at += timer.every;
            else this.timers.delete(id);
            timer.fn();
            await settle();
        }
        this.wall += end - this.now;
        this.now = end;
    }
    look(state) {
        this.document.visibilityState = state;
        this.document.dispatchEvent(new Event("visibilitychange"));
    }
    /** The server's welcome to the last hello, `delay` after it. */
    async welcome(more = {}, delay = 40) {
        const hello = this.socket.of("hello").at(-1);
        await this.pass(delay);
        const now = more.now ?? SERVER_NOW;
        const welcome = { t: "welcome", id: hello.id, room: ROOM, epoch: "e1", now };
        this.socket.say({ ...welcome, ...ME, ...more });
        await settle();
    }
}
const Real = Date;
export const ROOM = "6372310";
export const SERVER_NOW = 1_700_000_000_000;
const ME = { you: { kind: "person", people: ["p1"] }, topics: ["room", "table/t1", "person/p1"] };

/** A page that has entered the room, and its modules. */
export async function entered(page = new Page(), more) {
    const client = await page.load();
    client.socket.enter(ROOM, { token: "secret" });
    page.socket.accept();
    await page.welcome(more);
    return { page, client };
}

/** Draws a component that is nothing but a hook: `seen` is what each drawing of it got. */
export function drawn(client, hook) {
    const { h, options, render } = client.preact;
    options.requestAnimationFrame = (fn) => setImmediate(fn);
    const nowhere = { childNodes: [] };
    const seen = [];
    const Nothing = (props) => {
        seen.push(hook(props));
        return null;
    };
    return {
        seen,
        last: () => seen.at(-1),
        draw: async (props = {}) => {
            render(h(Nothing, props), nowhere);
            await settle();
        },
        drop: async () => {
            render(null, nowhere);
            await settle();
        },
    };
}
