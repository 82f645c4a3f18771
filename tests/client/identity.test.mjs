// Who one is on this device, and what a storage keeps of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page, ROOM } from "./page.mjs";

test("a seat is kept by its room, apart from what else one is there", async () => {
    const page = new Page();
    const { keepIdentity, storedIdentity } = (await page.load()).identity;
    assert.equal(storedIdentity(ROOM), undefined);
    keepIdentity(ROOM, { token: "f" }, "f");
    assert.equal(page.storage.getItem("tablee.last"), null, "no seat");
    assert.equal(storedIdentity(ROOM), undefined);
    keepIdentity(ROOM, { token: "a", people: ["p1"] });
    const later = (await page.load()).identity;
    assert.deepEqual(later.storedIdentity(ROOM), { token: "a", people: ["p1"] });
    assert.deepEqual(later.storedIdentity(ROOM, "f"), { token: "f" });
    assert.equal(later.storedIdentity("1234567"), undefined);
    assert.equal(page.storage.getItem("tablee.last"), ROOM);
    for (const broken of ["{", '{"people":["p1"]}']) {
        page.storage.setItem(`tablee.p.${ROOM}`, broken);
        assert.equal(later.storedIdentity(ROOM), undefined);
    }
});

test("what the storage does not take lives in memory, and goes when it is given up", async () => {
    const page = new Page();
    const { remember } = (await page.load()).storage;
    remember.save("tablee.x.a", "1");
    const { setItem, removeItem } = Object.getPrototypeOf(page.storage);
    page.storage.setItem = page.storage.getItem = () => {
        throw new Error("refused");
    };
    remember.save("tablee.x.b", "2");
    assert.equal(remember.load("tablee.x.b"), "2");
    assert.equal(remember.load("tablee.x.a"), null, "it cannot be read");
    assert.ok(remember.keys("tablee.x.").includes("tablee.x.b"));
    remember.save("tablee.x.b", null);
    assert.equal(remember.load("tablee.x.b"), null);
    Object.assign(page.storage, { setItem, removeItem });
});

test("what has a name is forgotten by its words, and the rest is kept", async () => {
    const page = new Page();
    const { remember } = (await page.load()).storage;
    const names = [
        `tablee.draft.${ROOM}.p1.why`,
        `tablee.draft.${ROOM}.p2.why`,
        "tablee.last",
        "x",
    ];
    for (const name of names) remember.save(name, "1");
    remember.forget(ROOM, "p1");
    assert.deepEqual(
        names.map((name) => remember.load(name)),
        [null, "1", "1", "1"],
    );
});

test("who enters is known on this device from then on, welcomed or not", async () => {
    const page = new Page();
    const { socket } = await page.load();
    socket.enter(ROOM, { token: "secret" });
    assert.deepEqual((await page.load()).identity.storedIdentity(ROOM), { token: "secret" });
});

test("a replay sees and leaves nothing on the device but its reader's language", async () => {
    const page = new Page();
    const { replayed, socket, storage } = await page.load();
    const { load, save, keys } = storage.remember;
    save("tablee.last", ROOM);
    save("tablee.lang", "en");
    let refused = 0;
    replayed.replay(() => refused++);
    assert.deepEqual([load("tablee.last"), load("tablee.lang")], [null, "en"]);
    save("tablee.last", "1234567");
    save("tablee.lang", "fr");
    assert.deepEqual(keys("tablee."), []);
    assert.equal(page.storage.getItem("tablee.last"), ROOM);
    assert.equal(page.storage.getItem("tablee.lang"), "fr");
    assert.equal((await socket.act("ready")).ok, false);
    assert.equal((await socket.request("look", {})).ok, false);
    assert.equal(refused, 1, "an act is told to be none, a question is not asked");
    assert.equal(page.sockets.length, 0);
});
