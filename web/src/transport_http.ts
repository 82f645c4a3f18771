// The way without WebSocket (protocol P28): what is told comes as server-sent events, what is said
// goes by POST. Where a proxy holds an answer until it ends, each answer ends with the first thing told.
import type { By, Told, Transport } from "./told";
import { Bound } from "./types";

const OPEN_MS = 4000; // an open stream says so at once; past this somebody holds it back

/** One answer of the server's events, until it ends. */
async function readEvents(answer: Response, each: (event: string) => void): Promise<void> {
    const reader = answer.body?.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
        const part = await reader?.read();
        if (!part || part.done) return;
        const events = (text + decoder.decode(part.value, { stream: true })).split("\n\n");
        text = events.pop() ?? "";
        events.forEach(each);
    }
}

class Link implements Transport {
    private secret = "";
    private ready = false;
    private over = false;
    private posting = false;
    private said: string[] = [];
    private stop = new AbortController();
    private timer = 0;

    constructor(
        private node: string,
        private room: string | undefined,
        private by: By,
        private told: Told,
        private worked: (by: By) => void,
    ) {
        void this.run();
    }
    isOpen = (): boolean => this.ready && !this.over;
    send = (text: string): void => {
        this.said.push(text);
        void this.post();
    };
    close = (): void => {
        this.over = true;
        window.clearTimeout(this.timer);
        this.stop.abort();
    };
    private end(code: number, reason?: string): void {
        if (this.over) return;
        this.close();
        this.told.closed(code, reason);
    }
    private ask(body?: string): Promise<Response> {
        const headers: Record<string, string> = {};
        if (this.secret) headers.Authorization = `Bearer ${this.secret}`;
        if (body !== undefined) headers["Content-Type"] = "application/json";
        const at = `${this.node}/api/link?by=${this.by}${this.room ? `&room=${this.room}` : ""}`;
        const { signal } = this.stop;
        const method = body === undefined ? "GET" : "POST";
        return fetch(at, { method, body, headers, signal, cache: "no-store" }).then((answer) =>
            answer.ok ? answer : Promise.reject(new Error(String(answer.status))),
        );
    }
    private async run(): Promise<void> {
        try {
            const { link } = (await (await this.ask("")).json()) as { link: string };
            this.secret = link;
            if (this.by === "polls") this.opened();
            else this.timer = window.setTimeout(() => this.heldBack(), OPEN_MS);
            do await readEvents(await this.ask(), (event) => this.take(event));
            while (this.by === "polls" && !this.over);
            this.end(1006);
        } catch {
            this.end(1006);
        }
    }
    private heldBack(): void {
        this.worked("polls"); // the next try
        this.end(1006);
    }
    private opened(): void {
        if (this.over || this.ready) return;
        window.clearTimeout(this.timer);
        this.ready = true;
        this.worked(this.by);
        this.told.opened();
    }
    private take(event: string): void {
        if (this.over) return;
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (event.includes("event: open")) this.opened();
        else if (event.includes("event: close")) {
            const why = JSON.parse(data ?? "{}") as { code: number; reason?: string };
            this.end(why.code, why.reason);
        } else if (data) this.told.frame(data);
        else void this.post(true); // a ping
    }
    /** A sign is three bytes at most. */
    private fits(body: string): boolean {
        const next = this.said[0];
        return next !== undefined && (body.length + next.length + 1) * 3 <= Bound.NET_SAID_MAX;
    }
    /** One after another, so that what was said first comes first. */
    private async post(pong = false): Promise<void> {
        if (this.posting || !this.ready) return;
        this.posting = true;
        while ((this.said.length || pong) && !this.over) {
            pong = false;
            let body = "";
            while (this.fits(body)) body += `${this.said.shift()}\n`;
            if (!body && this.said.length) body = `${this.said.shift()}\n`;
            try {
                await this.ask(body);
            } catch {
                this.end(1006);
            }
        }
        this.posting = false;
    }
}

export const overHttp = (
    node: string,
    room: string | undefined,
    by: By,
    told: Told,
    worked: (by: By) => void,
): Transport => new Link(node, room, by, told, worked);
