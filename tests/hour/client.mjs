// A device as the server sees one: documents kept up by patches, commands answered by id.
import { connection } from "../wire/record.mjs";
import { Socket } from "./socket.mjs";

const TIMEOUT = 60_000; // nothing here takes a second on an idle machine; past this it hangs

/** RFC 7396. */
export function merge(target, patch) {
    if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
    const out =
        target !== null && typeof target === "object" && !Array.isArray(target)
            ? { ...target }
            : {};
    for (const [key, value] of Object.entries(patch))
        if (value === null) delete out[key];
        else out[key] = merge(out[key], value);
    return out;
}

export class Client {
    constructor(port) {
        this.port = port;
        this.docs = {};
        this.versions = {};
        this.waiting = new Map();
        this.watchers = new Set();
        this.number = 0;
        this.name = `c${Math.random().toString(36).slice(2, 10)}`;
    }

    async connect() {
        const socket = new Socket(this.port, this.path);
        this.socket = socket;
        this.record = connection();
        socket.on("text", (text) => {
            this.record("in", text);
            this.take(JSON.parse(text));
        });
        socket.on("close", (code) => {
            this.closed = code;
            this.reason = socket.reason;
            for (const { reject } of this.waiting.values()) reject(new Error(`closed ${code}`));
            this.waiting.clear();
            this.look();
        });
        await new Promise((resolve, reject) => {
            socket.on("open", resolve);
            socket.on("failed", reject);
        });
        this.closed = undefined;
        return this;
    }

    take(m) {
        if (m.t === "doc") {
            this.docs[m.topic] = m.doc;
            this.versions[m.topic] = m.ver;
        } else if (m.t === "patch") {
            if (m.ver !== this.versions[m.topic] + 1)
                throw new Error(`${m.topic}: version ${m.ver} after ${this.versions[m.topic]}`);
            this.docs[m.topic] = merge(this.docs[m.topic], m.patch);
            this.versions[m.topic] = m.ver;
        } else if (m.t === "drop") {
            delete this.docs[m.topic];
            delete this.versions[m.topic];
        } else if (m.t === "ok" || m.t === "no" || m.t === "welcome") this.answer(m);
        this.look();
    }

    answer(m) {
        const waiting = this.waiting.get(m.id);
        if (!waiting) return;
        this.waiting.delete(m.id);
        if (m.t !== "no") waiting.resolve(m);
        else
            waiting.reject(
                Object.assign(new Error(`${waiting.what}: ${m.code} ${m.field ?? ""}`), m),
            );
    }

    ask(message, id = `${this.name}-${++this.number}`) {
        const what = message.act ?? message.t;
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => reject(new Error(`no answer: ${what}`)), TIMEOUT);
            const settle = (act) => (value) => (clearTimeout(timer), act(value));
            this.waiting.set(id, { resolve: settle(resolve), reject: settle(reject), what });
            const text = JSON.stringify({ ...message, id });
            this.record("out", text);
            this.socket.send(text);
        });
    }

    async hello(room, token) {
        this.room = room;
        this.token = token;
        const welcome = await this.ask({
            t: "hello",
            v: 1,
            room,
            token,
            ...(this.epoch ? { epoch: this.epoch } : {}),
            have: this.versions,
        });
        this.epoch = welcome.epoch;
        this.you = welcome.you;
        return welcome;
    }

    do(act, a = {}, { as = this.me, credit, id } = {}) {
        return this.ask({ t: "do", as, act, a, ...(credit ? { credit } : {}) }, id);
    }

    look() {
        for (const watcher of [...this.watchers]) watcher();
    }

    /** Resolves once `test` holds of the documents; fails with `what` when it never does. */
    until(what, test) {
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => {
                this.watchers.delete(watcher);
                reject(new Error(`never: ${what}`));
            }, TIMEOUT);
            const watcher = () => {
                let value;
                try {
                    value = test(this.docs);
                } catch {
                    return;
                }
                if (!value) return;
                clearTimeout(timer);
                this.watchers.delete(watcher);
                resolve(value);
            };
            this.watchers.add(watcher);
            watcher();
        });
    }
}
