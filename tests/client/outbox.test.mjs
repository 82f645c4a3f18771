// What was asked and not answered outlives the page, in its order, each under its own id.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page, ROOM, entered } from "./page.mjs";

const ids = (page) => page.socket.of("do").map((m) => m.id);
const texts = (page) => page.socket.of("do").map((m) => m.a.text);

test("after a reload, and a clock set back, acts leave in the order they were asked", async () => {
    const { page, client } = await entered();
    page.socket.end();
    for (const text of ["un", "deux", "trois"]) {
        void client.socket.act("idea", { text });
        page.wall -= 60_000;
    }
    const again = await entered(page);
    assert.deepEqual(texts(page), ["un", "deux", "trois"]);
    void again.client.socket.act("idea", { text: "quatre" });
    assert.deepEqual(texts(page), ["un", "deux", "trois", "quatre"]);
    const asked = ids(page);
    await entered(page); // none was answered
    assert.deepEqual(ids(page), asked);
});

test("what was answered is not sent again", async () => {
    const { page, client } = await entered();
    const first = client.socket.act("idea", { text: "un" });
    void client.socket.act("idea", { text: "deux" });
    page.socket.say({ t: "ok", id: ids(page)[0], out: {} });
    assert.equal((await first).ok, true);
    await entered(page);
    assert.deepEqual(texts(page), ["deux"]);
});

test("two tabs of one person never lose each other's", async () => {
    const page = new Page();
    const one = (await page.load()).outbox;
    const two = (await page.load()).outbox;
    one.put("p", ROOM, { id: "a" }, {});
    two.put("p", ROOM, { id: "b" }, {});
    one.put("p", ROOM, { id: "c" }, {});
    assert.deepEqual(
        one.all("p", ROOM).map((k) => k.frame.id),
        ["a", "b", "c"],
    );
    two.drop("p", ROOM, "b");
    assert.deepEqual(
        two.all("p", ROOM).map((k) => k.frame.id),
        ["a", "c"],
    );
});

test("acts of one room, and of one role in it, stay theirs", async () => {
    const { put, all } = (await new Page().load()).outbox;
    put("p", ROOM, { id: "a" }, {});
    put("f", ROOM, { id: "b" }, {});
    put("p", "1234567", { id: "c" }, {});
    assert.deepEqual(
        all("p", ROOM).map((k) => k.frame.id),
        ["a"],
    );
});

test("what cannot be read is thrown away, and the rest is kept", async () => {
    const page = new Page();
    const { put, all } = (await page.load()).outbox;
    put("p", ROOM, { id: "a" }, {});
    page.storage.setItem(`tablee.out.p.${ROOM}.x`, "{");
    assert.equal(all("p", ROOM).length, 1);
    assert.equal(page.storage.getItem(`tablee.out.p.${ROOM}.x`), null);
});

test("a storage that takes nothing leaves the page its memory", async () => {
    const page = new Page();
    page.storage.setItem = () => {
        throw new Error("full");
    };
    const { put, all, drop } = (await page.load()).outbox;
    put("p", ROOM, { id: "a" }, {});
    assert.equal(all("p", ROOM).length, 1);
    drop("p", ROOM, "a");
    assert.equal(all("p", ROOM).length, 0);
});

test("what was asked before a reload outlives a way that is cut after it", async () => {
    const { page, client } = await entered();
    void client.socket.act("idea", { text: "un" });
    const again = await entered(page);
    page.socket.end();
    await page.pass(2000);
    page.socket.accept();
    await page.welcome();
    assert.deepEqual(texts(page), ["un"]);
    assert.equal(again.client.socket.pendingCount.get(), 1);
    assert.equal((await page.load()).outbox.all("p", ROOM).length, 1);
});
