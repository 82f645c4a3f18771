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
    await refusals(page, 1);
    assert.equal(page.sockets.length, 2, "once is chance");
    await refusals(page, 1);
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
