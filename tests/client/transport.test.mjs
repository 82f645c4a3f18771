// Which way a page goes: the socket as long as it is let through, and no other for being offline.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page, ROOM, settle } from "./page.mjs";

/** A server behind a network: `answers` says what it gives to a path, or undefined when offline. */
function network(answers) {
    const asked = [];
    globalThis.fetch = async (path, { method = "GET", body, headers } = {}) => {
        asked.push({ path, method, body, headers });
        const text = answers(path, method);
        if (text === undefined) throw new TypeError("offline");
        const bytes = new TextEncoder().encode(text);
        const parts = [{ done: false, value: bytes }];
        const read = () => parts.shift() ?? new Promise(() => {});
        const told = { getReader: () => ({ read }) };
        return { ok: true, json: async () => JSON.parse(text), body: told };
    };
    return asked;
}
const links = (asked) => asked.filter(({ path }) => path.startsWith("/api/link"));
async function refusals(page, n) {
    for (let i = 0; i < n; i++) {
        page.socket.end();
        await page.pass(20_000);
    }
}
/** Refused, and the next try made: before it could be doubted for hanging. */
async function refused(page) {
    const mine = page.socket;
    mine.end();
    for (let i = 0; i < 20 && page.socket === mine; i++) await page.pass(100);
}

test("who is sent on to another server goes at once, but not round and round", async () => {
    network(() => "ok");
    const page = new Page();
    const client = await page.load();
    client.socket.enter(ROOM, { token: "secret" });
    const goes = async (reason, ms, to) => {
        const were = page.sockets.length;
        page.socket.accept();
        page.socket.end(4004, reason);
        await page.pass(ms);
        assert.equal(page.sockets.length, were + (to === undefined ? 0 : 1));
        if (to !== undefined) assert.equal(page.socket.url, `ws://hall.test${to}/ws?room=${ROOM}`);
    };
    await goes("n2", 0, "/n/n2");
    await goes("", 0, "");
    assert.equal(page.sockets.length, 3, "who leaves names nobody: by the common way");
    await goes("n1", 0, "/n/n1");
    const were = page.sockets.length;
    await goes("n2", 0);
    for (let i = 0; i < 50 && page.sockets.length === were; i++) await page.pass(100);
    assert.equal(page.socket.url, `ws://hall.test/n/n2/ws?room=${ROOM}`);
    page.socket.accept();
    await page.welcome();
    await goes("n1", 0, "/n/n1");
    page.socket.accept();
    await refused(page);
    assert.equal(page.socket.url, `ws://hall.test/n/n1/ws?room=${ROOM}`, "it was there");
});

test("offline, each try is a socket's", async () => {
    const asked = network(() => undefined);
    const page = new Page();
    const client = await page.load();
    client.socket.enter(ROOM, { token: "secret" });
    assert.equal(page.socket.url, `ws://hall.test/ws?room=${ROOM}`);
    await refusals(page, 4);
    assert.ok(page.sockets.length >= 5);
    assert.deepEqual(links(asked), []);
});

test("a page that came enciphered goes on so, and one that leaves asks nothing more", async () => {
    const asked = network(() => undefined);
    const page = new Page();
    const client = await page.load();
    define("location", { protocol: "https:", host: "hall.test" });
    client.socket.enter(ROOM, { token: "secret" });
    assert.equal(page.socket.url, `wss://hall.test/ws?room=${ROOM}`);
    client.socket.leave();
    await page.pass(60_000);
    assert.deepEqual(asked, []);
});

test("a socket refused twice while the server answers: hello is said another way", async () => {
    const asked = network((path, method) =>
        path === "/readyz"
            ? "ok"
            : method === "POST"
              ? '{"link":"L"}'
              : "event: open\ndata: {}\n\n",
    );
    const page = new Page();
    const client = await page.load();
    client.socket.enter(ROOM, { token: "secret" });
    await refused(page);
    assert.equal(page.sockets.length, 2, "once is chance");
    await refused(page);
    assert.equal(page.sockets.length, 2);
    const [opening, reading, said] = links(asked);
    assert.deepEqual([opening.method, reading.method, said.method], ["POST", "GET", "POST"]);
    for (const { path } of [opening, reading, said])
        assert.equal(path, `/api/link?by=events&room=${ROOM}`);
    assert.equal(said.headers.Authorization, "Bearer L");
    assert.equal(JSON.parse(said.body).t, "hello");
});

test("a socket that hangs is not waited for longer than a plain request shows", async () => {
    const asked = network((path, method) =>
        path === "/readyz" ? "ok" : method === "POST" ? '{"link":"L"}' : "",
    );
    const page = new Page();
    const client = await page.load();
    client.socket.enter(ROOM, { token: "secret" });
    await page.pass(4000);
    await settle();
    assert.equal(page.sockets.length, 1);
    assert.ok(links(asked).length, "the other way was taken");
});

test("on a slow network a socket that hangs is waited for thrice as long", async () => {
    const asked = network((path, method) =>
        path === "/readyz" ? "ok" : method === "POST" ? '{"link":"L"}' : "",
    );
    const atOnce = globalThis.fetch;
    const page = new Page();
    const client = await page.load();
    globalThis.fetch = async (path, how) => {
        if (path === "/readyz") await new Promise((done) => page.window.setTimeout(done, 400));
        return atOnce(path, how);
    };
    client.socket.enter(ROOM, { token: "secret" });
    await page.pass(4000); // 2,500 until in doubt, 400 for the request, and of 1,200 these
    assert.deepEqual(links(asked), []);
    await page.pass(600);
    await settle();
    assert.ok(links(asked).length, "the other way was taken");
});

/** A server joined without WebSocket: `streams` are what it tells, `posts` what it was told. */
async function other(page, by = "events", ...not) {
    const posts = [];
    const streams = [];
    const refused = new Set(not);
    globalThis.fetch = async (path, { method = "GET", body, headers, signal } = {}) => {
        if (path === "/readyz") return { ok: true };
        if (method === "POST" && headers.Authorization) {
            posts.push({ path, body, headers });
            return { ok: !refused.has("post"), status: 500 };
        }
        if (method === "POST")
            return { ok: !refused.has("open"), json: async () => ({ link: "L" }) };
        const told = [];
        const waiting = [];
        const give = () => {
            while (told.length && waiting.length) waiting.shift()(told.shift());
        };
        streams.push({
            say: (text) => {
                told.push({ done: false, value: new TextEncoder().encode(text) });
                give();
            },
            end: () => {
                told.push({ done: true });
                give();
            },
            signal,
            path,
        });
        const read = () => new Promise((done) => (waiting.push(done), give()));
        return { ok: true, body: { getReader: () => ({ read }) } };
    };
    define("sessionStorage", { getItem: () => by, setItem: () => {}, removeItem: () => {} });
    const client = await page.load();
    client.socket.enter(ROOM, { token: "secret" });
    await settle();
    return { client, posts, streams, refused, said: () => posts.flatMap((p) => lines(p.body)) };
}
const define = (name, value) =>
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
const lines = (body) =>
    body
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line).t);
const event = (m) => `data: ${JSON.stringify(m)}\n\n`;
const WELCOME = {
    ...{ t: "welcome", room: ROOM, epoch: "e1", now: 1 },
    ...{ you: { kind: "person", people: ["p1"] }, topics: ["room"] },
};

test("over events one is welcomed, told and answered as over a socket", async () => {
    const page = new Page();
    const { client, streams, posts, said } = await other(page);
    const [stream] = streams;
    assert.equal(client.socket.link.get(), "connecting", "no sign of it yet");
    void client.socket.request("look", { room: ROOM }); // needs no welcome
    await settle();
    assert.deepEqual(posts, []);
    stream.say("event: open\ndata: {}\n\n");
    await settle();
    assert.deepEqual(said(), ["hello", "look"]);
    const text = event(WELCOME) + event({ t: "doc", topic: "room", ver: 1, doc: { a: "é" } });
    stream.say(text.slice(0, 40)); // it comes in pieces
    stream.say(text.slice(40));
    await settle();
    assert.equal(client.socket.link.get(), "open");
    assert.equal(client.store.getDoc("room").a, "é");
    stream.say(": ping\n\n");
    await settle();
    assert.equal(posts.at(-1).body, "", "a sign of life is answered");
    void client.socket.act("ready");
    await settle();
    assert.deepEqual(said(), ["hello", "look", "do"]);
    await page.pass(10_000);
    assert.equal(client.socket.link.get(), "open", "what is open is not taken for held back");
});

test("what is said while something is on its way goes together, in order", async () => {
    const page = new Page();
    const { client, streams, posts } = await other(page);
    streams[0].say("event: open\ndata: {}\n\n" + event(WELCOME));
    await settle();
    const before = posts.length;
    for (let i = 0; i < 20; i++)
        void client.socket.act("draft", { key: `k${i}`, text: "€".repeat(2000) });
    await settle();
    await settle();
    const bodies = posts.slice(before).map((p) => p.body);
    assert.ok(bodies.length > 2 && bodies.length < 20, `${bodies.length} posts`);
    for (const body of bodies) {
        assert.ok(new TextEncoder().encode(body).length <= 64 << 10);
        assert.ok(body.endsWith("\n"));
    }
    const keys = bodies
        .flatMap((b) => b.split("\n").filter(Boolean))
        .map((x) => JSON.parse(x).a.key);
    assert.deepEqual(
        keys,
        [...Array(20).keys()].map((i) => `k${i}`),
    );
});

test("what fits is reckoned by what is said next, and not by what follows it", async () => {
    const page = new Page();
    const { client, streams, posts } = await other(page);
    streams[0].say("event: open\ndata: {}\n\n" + event(WELCOME));
    await settle();
    const before = posts.length;
    // The first is on its way while the others wait.
    const signs = [1, 5000, 5000, 5000, 5000, 4000, 1];
    for (const [i, n] of signs.entries())
        void client.socket.act("draft", { key: `k${i}`, text: "€".repeat(n) });
    await settle();
    await settle();
    const bodies = posts.slice(before).map((p) => p.body);
    for (const body of bodies) assert.ok(new TextEncoder().encode(body).length <= 64 << 10);
    assert.deepEqual(
        bodies.map((body) => lines(body).length),
        [1, 4, 2],
    );
});

test("over events too one goes to whoever has the room, and back if nobody does", async () => {
    const page = new Page();
    const { streams, posts, refused } = await other(page);
    streams[0].say('event: close\ndata: {"code":4004,"reason":"n2"}\n\n');
    await settle();
    await page.pass(1000);
    await settle();
    assert.equal(streams[1].path, `/n/n2/api/link?by=events&room=${ROOM}`);
    streams[1].say("event: open\ndata: {}\n\n");
    await settle();
    assert.equal(posts.at(-1).path, streams[1].path);
    refused.add("post");
    streams[1].say(": ping\n\n");
    await settle();
    await page.pass(2000);
    await settle();
    assert.ok(page.socket.url.includes("/n/n2/ws?"), "it was there, by whichever way");
    page.socket.end();
    await page.pass(20_000);
    assert.equal(page.socket.url, `ws://hall.test/ws?room=${ROOM}`, "nobody is there");
});

test("a close that the server tells is heard as a socket's is", async () => {
    const page = new Page();
    const { client, streams } = await other(page);
    streams[0].say("event: open\ndata: {}\n\n" + event(WELCOME));
    await settle();
    streams[0].say('event: close\ndata: {"code":4002}\n\n');
    await settle();
    assert.equal(client.socket.link.get(), "elsewhere");
    assert.equal(streams[0].signal.aborted, true);
    streams[0].say(event({ t: "moved" }));
    await settle();
    assert.equal(client.socket.moves.get(), 0, "nothing is heard after it");
});

test("events that a proxy holds back are asked for one answer at a time", async () => {
    const page = new Page();
    const { client, streams } = await other(page);
    await page.pass(4100);
    await page.pass(2000); // the next try
    assert.equal(streams.length, 2);
    assert.ok(streams[1].path.includes("by=polls"), streams[1].path);
    await settle();
    const polls = streams[1];
    polls.say(event(WELCOME));
    polls.end();
    await settle();
    assert.equal(client.socket.link.get(), "open");
    assert.equal(streams.length, 3, "each answer that ends is asked for again");
    client.socket.leave();
    streams[2].end();
    await settle();
    assert.equal(streams.length, 3, "but not by who left");
});

test("who leaves before the way is open has not found it held back", async () => {
    const page = new Page();
    const { client, streams } = await other(page);
    client.socket.leave();
    await page.pass(5000);
    client.socket.enter(ROOM, { token: "secret" });
    await settle();
    assert.ok(streams.at(-1).path.includes("by=events"), streams.at(-1).path);
});

test("who leaves while the code of the other way is fetched asks nothing by it", async () => {
    const page = new Page();
    const { client, streams } = await other(page);
    client.socket.leave();
    await settle();
    const were = streams.length;
    client.socket.enter(ROOM, { token: "secret" });
    client.socket.leave();
    await settle();
    await page.pass(5000);
    assert.equal(streams.length, were);
});

test("a way that is refused, or cut, is left; another try is made", async () => {
    for (const cut of ["open", "post", "end"]) {
        const page = new Page();
        const { client, streams, refused } = await other(page);
        streams[0].say("event: open\ndata: {}\n\n" + event(WELCOME));
        await settle();
        if (cut === "open") refused.add("open");
        if (cut === "post") refused.add("post");
        if (cut === "end") streams[0].end();
        void client.socket.act("ready");
        await settle();
        assert.equal(client.socket.link.get(), cut === "open" ? "open" : "lost", cut);
        client.socket.leave();
        await settle();
        assert.equal(client.socket.link.get(), "idle");
    }
});

test("where the other way is refused, sockets are doubted as at first", async () => {
    const page = new Page();
    await other(page, "events", "open");
    await page.pass(2000);
    assert.equal(page.sockets.length, 1);
    await refused(page);
    assert.equal(page.sockets.length, 2, "once is chance");
    await refused(page);
    assert.equal(page.sockets.length, 2);
});
