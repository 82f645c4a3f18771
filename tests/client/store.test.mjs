// The documents a browser holds: patches in order, and nothing kept that may not be read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page, entered } from "./page.mjs";

const load = async () => (await new Page().load()).store;

test("a patch follows what is held, and a gap is told", async () => {
    const { setDoc, patchDoc, getDoc, versions } = await load();
    assert.equal(patchDoc("room", 1, { a: 1 }), false, "nothing is held");
    setDoc("room", 4, { a: 1, b: { c: 2, d: 3 } });
    assert.equal(patchDoc("room", 5, { b: { c: null } }), true);
    assert.deepEqual(getDoc("room"), { a: 1, b: { d: 3 } });
    assert.equal(patchDoc("room", 7, { a: 9 }), false, "5 then 7");
    assert.deepEqual(getDoc("room"), { a: 1, b: { d: 3 } });
    assert.equal(patchDoc("room", 5, { a: 9 }), true, "an old one says nothing new");
    assert.deepEqual(getDoc("room"), { a: 1, b: { d: 3 } });
    assert.deepEqual(versions(), { room: 5 });
});

test("documents are compared by identity: a patch leaves the old one as it was", async () => {
    const { setDoc, patchDoc, getDoc } = await load();
    setDoc("room", 1, { a: { x: 1 }, b: { y: 1 } });
    const before = getDoc("room");
    patchDoc("room", 2, { a: { x: 2 } });
    assert.equal(before.a.x, 1);
    assert.equal(getDoc("room").b, before.b);
});

test("who draws is told once for what came in one turn", async () => {
    const page = new Page();
    const { setDoc, patchDoc, dropDoc, subscribe } = (await page.load()).store;
    let told = 0;
    const stop = subscribe("room", () => told++);
    setDoc("room", 1, {});
    patchDoc("room", 2, { a: 1 });
    setDoc("table/t1", 1, {});
    await page.pass(0);
    assert.equal(told, 1);
    dropDoc("room");
    await page.pass(0);
    assert.equal(told, 2);
    dropDoc("room");
    await page.pass(0);
    assert.equal(told, 2, "nothing was held");
    stop();
    setDoc("room", 1, {});
    await page.pass(0);
    assert.equal(told, 2);
});

test("a gap is asked for again, with the versions that are held", async () => {
    const { page, client } = await entered();
    page.socket.say({ t: "doc", topic: "room", ver: 3, doc: { a: 1 } });
    page.socket.say({ t: "patch", topic: "room", ver: 4, patch: { a: 2 } });
    assert.equal(page.socket.of("hello").length, 1);
    page.socket.say({ t: "patch", topic: "room", ver: 6, patch: { a: 4 } });
    const hellos = page.socket.of("hello");
    assert.equal(hellos.length, 2);
    assert.deepEqual(hellos[1].have, { room: 4 });
    assert.equal(client.store.getDoc("room").a, 2);
});

test("what may no longer be read is not kept: told, or found out after being away", async () => {
    const { page, client } = await entered();
    const { getDoc } = client.store;
    for (const topic of ["room", "table/t1", "group/t1/M"])
        page.socket.say({ t: "doc", topic, ver: 1, doc: {} });
    page.socket.say({ t: "drop", topic: "group/t1/M" });
    assert.equal(getDoc("group/t1/M"), undefined);
    page.socket.end();
    await page.pass(2000);
    page.socket.accept();
    assert.deepEqual(page.socket.of("hello")[0].have, { room: 1, "table/t1": 1 });
    await page.welcome({ topics: ["room", "table/t2", "person/p1"] });
    assert.equal(getDoc("table/t1"), undefined);
    assert.deepEqual(getDoc("room"), {});
});

test("another life of the room: nothing of the one before is kept", async () => {
    const { page, client } = await entered();
    page.socket.say({ t: "doc", topic: "room", ver: 1, doc: {} });
    page.socket.end();
    await page.pass(2000);
    page.socket.accept();
    await page.welcome({ epoch: "e2" });
    assert.deepEqual(client.store.versions(), {});
});
