// The trial before a workshop: what it finds of a network, and its code, which is said aloud,
// typed by somebody else, and caught when it was misheard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page, SERVER_NOW } from "./page.mjs";

const { result } = await new Page().load();

const all = [];
for (const way of result.WAYS)
    for (const pace of result.PACES)
        for (let n = 0; n < 32; n++) {
            const [held, clock, storage, awake, secure] = [16, 8, 4, 2, 1].map((b) => !!(n & b));
            all.push({ way, pace, held, clock, storage, awake, secure });
        }

test("whatever was found is read again from its code, however that is typed", () => {
    for (const r of all) {
        const code = result.codeOf(r);
        assert.match(code, /^[0-9A-HJKMNP-TV-Z]{3}$/);
        assert.deepEqual({ ...result.resultOf(code) }, r);
        assert.deepEqual({ ...result.resultOf(` ${code.toLowerCase().split("").join("-")} `) }, r);
    }
    assert.equal(new Set(all.map(result.codeOf)).size, all.length);
    assert.deepEqual({ ...result.resultOf("oqy") }, { ...result.resultOf("0QY") });
});

test("a sign that was misheard is no code", () => {
    const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (const code of all.map(result.codeOf))
        for (let at = 0; at < 3; at++)
            for (const sign of signs) {
                const slip = code.slice(0, at) + sign + code.slice(at + 1);
                if (sign !== code[at]) assert.equal(result.resultOf(slip), undefined, slip);
            }
    for (const none of ["", "AB", "ABCD", "É1A", "ZZZ", "😀😀😀", "A".repeat(1e5)])
        assert.equal(result.resultOf(none), undefined);
});

test("the workshop needs a way to the server that is not too slow, and nothing else", () => {
    for (const r of all)
        assert.equal(result.passes(r), r.way !== "none" && r.pace !== "poor");
});

/** A trial on a page whose clock is `ahead`, and the network that the test is. */
async function trial({ ahead = 0, storage } = {}) {
    const page = new Page();
    page.wall = SERVER_NOW + ahead;
    if (storage) page.storage = storage;
    globalThis.fetch = async () => Promise.reject(new TypeError("blocked"));
    const client = await page.load();
    page.window.isSecureContext = true;
    const stop = new AbortController();
    const found = client.checks.tryAll(stop.signal);
    /** Answers each ping after so long, until that many were or none comes. */
    const answer = async (ms, times = Infinity) => {
        for (let done = 0, n = 0; n < times; n++) {
            for (let s = 0; s < 30 && page.socket.of("ping").length === done; s++)
                await page.pass(1000);
            const pings = page.socket.of("ping");
            if (pings.length === done || page.socket.readyState === 3) return;
            done = pings.length;
            await page.pass(ms);
            page.socket.say({ t: "pong", c: pings.at(-1).c, now: page.wall - ahead - ms / 2 });
            await page.pass(0);
        }
    };
    return { page, stop, found, answer };
}

test("a socket that lasts its minute is held, nearly without a word", async () => {
    const { page, found, answer } = await trial();
    page.socket.accept();
    await answer(40);
    const r = await found;
    assert.deepEqual([r.way, r.pace, r.held, r.clock], ["socket", "quick", true, true]);
    assert.equal(page.socket.readyState, 3, "it is closed");
    assert(page.socket.of("ping").length < 12, "as quiet as a workshop");
    assert.equal(page.socket.sent.length, page.socket.of("ping").length, "it says nothing else");
    assert.equal(page.timers.size, 0);
});

test("one that is cut on the way is a way, and was not held", async () => {
    const { page, found, answer } = await trial();
    page.socket.accept();
    await answer(40, 6);
    page.socket.end();
    const r = await found;
    assert.deepEqual([r.way, r.held], ["socket", false]);
});

test("one that falls silent without an end was not held either", async () => {
    const { page, found, answer } = await trial();
    page.socket.accept();
    await answer(40, 6);
    await page.pass(60_000);
    assert.equal((await found).held, false);
});

test("where nothing answers, nothing passes; one that opens and says nothing is none", async () => {
    for (const opens of [false, true]) {
        const { page, found } = await trial();
        if (opens) page.socket.accept();
        await page.pass(10_000);
        const r = await found;
        assert.deepEqual([r.way, r.held], ["none", false]);
        assert.equal(page.socket.readyState, 3);
    }
});

test("a slow network, one that is too slow, and by how much a clock is off", async () => {
    for (const [ms, pace] of [
        [800, "slow"],
        [3000, "poor"],
    ]) {
        const { page, found, answer } = await trial({ ahead: 90_000 });
        page.socket.accept();
        await answer(ms);
        const r = await found;
        assert.deepEqual([r.pace, r.trip, r.clock, r.ahead], [pace, ms, false, 90]);
    }
});

test("a browser that keeps nothing is told, and a pong that nobody asked for is none", async () => {
    const full = { setItem: () => assert.fail("full"), getItem: () => null, removeItem: () => {} };
    const { page, found, answer } = await trial({ storage: full });
    page.socket.accept();
    for (let n = 0; n < 9; n++) page.socket.say({ t: "pong", c: 7, now: 0 });
    await answer(40);
    const r = await found;
    assert.deepEqual([r.storage, r.clock], [false, true]);
});

test("who stops it leaves nothing open", async () => {
    const { page, stop, found, answer } = await trial();
    page.socket.accept();
    await answer(40, 2);
    stop.abort();
    await found;
    assert.equal(page.socket.readyState, 3);
    assert.equal(page.timers.size, 0);
});
