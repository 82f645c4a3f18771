// What screens hang on: a text half-typed, documents, the clock, and a screen that stays lit.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page, SERVER_NOW, drawn, entered, settle } from "./page.mjs";

const told = (page) => page.socket.of("draft").map((m) => [m.a.key, m.a.text]);
const person = (page, ver, drafts) =>
    page.socket.say({ t: "doc", topic: "person/p1", ver, doc: { drafts } });

async function field(first = "") {
    const { page, client } = await entered();
    const hook = ({ first }) => client.drafts.useDraft("p1", "why", first);
    const it = drawn(client, hook);
    await it.draw({ first });
    const type = async (text) => {
        it.last().set(text);
        await settle();
    };
    return { page, client, hook, type, ...it };
}

test("what is typed is on the phone at once, and told after a pause", async () => {
    const { page, client, type, last } = await field("d’avant");
    assert.deepEqual([last().text, last().dirty], ["d’avant", false]);
    await type("u");
    assert.deepEqual([last().text, last().dirty, last().now()], ["u", true, "u"]);
    assert.equal(client.drafts.draftOf("p1", "why"), "u");
    await page.pass(2400);
    await type("un");
    await page.pass(2400);
    assert.deepEqual(told(page), [], "somebody types on");
    await page.pass(100);
    assert.deepEqual(told(page), [["why", "un"]]);
    await page.pass(10_000);
    assert.equal(told(page).length, 1);
});

test("a field that goes away tells what it had not told", async () => {
    const one = await field();
    await one.type("un");
    await one.drop();
    assert.deepEqual(told(one.page), [["why", "un"]]);
    const again = drawn(one.client, one.hook);
    await again.draw({ first: "" });
    assert.deepEqual([again.last().text, again.last().dirty], ["un", true]);
    await again.drop();
    assert.equal(told(one.page).length, 1, "nothing was typed since");
});

test("what others write shows until somebody types here", async () => {
    const { type, last, draw } = await field("un");
    await draw({ first: "deux" });
    assert.deepEqual([last().text, last().dirty], ["deux", false]);
    await draw({ first: " deux " });
    assert.equal(last().text, "deux", "the same words");
    await type("trois");
    await draw({ first: "quatre" });
    assert.deepEqual([last().text, last().dirty], ["trois", true]);
});

test("a text given up is the document's again, here and on the server", async () => {
    const { page, client, type, last } = await field("un");
    await type("deux");
    await page.pass(2500);
    last().clear("autre chose");
    await settle();
    assert.equal(last().text, "deux", "more was typed than what was sent");
    await type("trois");
    last().clear();
    await settle();
    assert.deepEqual([last().text, last().dirty], ["un", false]);
    assert.equal(client.drafts.draftOf("p1", "why"), undefined);
    await page.pass(10_000);
    assert.deepEqual(told(page), [
        ["why", "deux"],
        ["why", ""],
    ]);
    await type("quatre");
    last().clear("quatre");
    await settle();
    assert.equal(last().text, "un");
});

test("what was accepted stays until the document says what became of it", async () => {
    const { page, type, last, draw } = await field("un");
    await type("un toit");
    last().accept("autre chose");
    await settle();
    assert.equal(last().dirty, true, "it was not that");
    last().accept("un toit");
    await settle();
    assert.deepEqual([last().text, last().dirty], ["un toit", false]);
    await page.pass(10_000);
    assert.deepEqual(told(page), [], "it is no draft any more");
    await draw({ first: "un toit, deux portes" });
    assert.equal(last().text, "un toit, deux portes");
});

test("what the document says already is shown when it comes before the answer", async () => {
    for (const [came, shown] of [
        ["deux et trois", "deux et trois"],
        ["trois ", "trois"],
    ]) {
        const { type, last, draw } = await field("un");
        await type("trois");
        await draw({ first: came });
        last().accept("trois");
        await settle();
        assert.equal(last().text, shown);
        await draw({ first: came });
        assert.equal(last().text, shown);
    }
});

test("texts put somewhere are told, and those given up only where they were known", async () => {
    const { page, client } = await entered();
    const { begunOn, dropDraft, keepBegun, take, taken } = client.drafts;
    dropDraft("p1", "why");
    assert.deepEqual(told(page), [], "nobody knew of it");
    person(page, 1, { why: "un" });
    dropDraft("p1", "why");
    assert.deepEqual(told(page), [["why", ""]]);
    keepBegun("p1", "why", "avant");
    assert.equal(begunOn("p1", "why"), "avant");
    assert.equal(begunOn("p1", "could"), null);
    keepBegun("p1", "why", null);
    assert.equal(begunOn("p1", "why"), null);
    take();
    take();
    assert.equal(taken.get(), 2);
});

test("a document is drawn again when it changes, as long as somebody shows it", async () => {
    const page = new Page();
    const client = await page.load();
    const { setDoc, useDoc } = client.store;
    const { seen, last, draw, drop } = drawn(client, ({ topic }) => useDoc(topic));
    await draw({ topic: "room" });
    assert.equal(last(), undefined);
    const change = async (topic, doc) => {
        const before = seen.length;
        setDoc(topic, 1, doc);
        await page.pass(0);
        return seen.length - before;
    };
    assert.equal(await change("room", "a"), 1);
    assert.equal(last(), "a");
    assert.equal(await change("table/t1", "b"), 0);
    await draw({ topic: "table/t1" });
    assert.equal(last(), "b");
    assert.equal(await change("table/t1", "c"), 1);
    assert.equal(await change("room", "d"), 0, "it is not shown any more");
    await drop();
    assert.equal(await change("table/t1", "e"), 0);
});

test("several documents in the order of their topics, and values that are no topics", async () => {
    const page = new Page();
    const client = await page.load();
    const { cell, setDoc, useDocs } = client.store;
    const value = cell("value", 1);
    const both = drawn(client, ({ topics }) => [...useDocs(topics), value.use()]);
    await both.draw({ topics: ["a", "b"] });
    assert.deepEqual(both.last(), [undefined, undefined, 1]);
    setDoc("b", 1, "B");
    await page.pass(0);
    assert.deepEqual(both.last(), [undefined, "B", 1]);
    setDoc("a", 1, "A");
    value.set(2);
    await page.pass(0);
    assert.deepEqual(both.last(), ["A", "B", 2]);
    const times = both.seen.length;
    value.set(2);
    await page.pass(0);
    assert.equal(both.seen.length, times, "it is what it was");
    await both.draw({ topics: ["b", "c"] });
    setDoc("c", 1, "C");
    await page.pass(0);
    assert.deepEqual(both.last(), ["B", "C", 2]);
    await both.drop();
    const end = both.seen.length;
    setDoc("b", 2, "");
    value.set(3);
    await page.pass(0);
    assert.equal(both.seen.length, end);
});

test("a clock is drawn again while it is shown", async () => {
    const { page, client } = await entered();
    const { seen, last, draw, drop } = drawn(client, ({ ms }) => client.clock.useNow(ms));
    await draw({ ms: 1000 });
    const before = seen.length;
    await page.pass(3000);
    assert.equal(seen.length - before, 3);
    assert.equal(last(), client.clock.serverNow());
    client.clock.shownMoment.set(SERVER_NOW);
    await page.pass(10);
    assert.equal(last(), SERVER_NOW, "the moment that a replay shows");
    await drop();
    const end = seen.length;
    await page.pass(3000);
    assert.equal(seen.length, end);
});

test("a screen that nobody touches stays lit while it is looked at", async () => {
    const page = new Page();
    const client = await page.load();
    const { canStayAwake, useAwake } = client.awake;
    const log = [];
    const it = drawn(client, ({ on }) => useAwake(on));
    await it.draw({ on: true });
    assert.equal(canStayAwake(), false);
    navigator.wakeLock = {
        request: async (what) => {
            log.push(what);
            return { release: async () => log.push("released") };
        },
    };
    assert.equal(canStayAwake(), true);
    await it.draw({ on: false });
    assert.deepEqual(log, []);
    await it.draw({ on: true });
    assert.deepEqual(log, ["screen"]);
    page.look("hidden"); // the browser lets go by itself
    await settle();
    assert.deepEqual(log, ["screen"]);
    page.look("visible");
    await settle();
    assert.deepEqual(log, ["screen", "screen"]);
    await it.draw({ on: false });
    assert.deepEqual(log, ["screen", "screen", "released"]);
    page.look("visible");
    await settle();
    assert.equal(log.length, 3);
});

test("the clock’s step is followed until one looks elsewhere, ahead of it too", async () => {
    const client = await new Page().load();
    let go;
    const { draw, last } = drawn(client, ({ now, busy }) => {
        const [at, to] = client.follow.useFollowed(now, () => !!busy);
        go = to;
        return at;
    });
    const sees = async (props) => (await draw(props), await settle(), last());
    assert.equal(await sees({ now: "read" }), "read");
    assert.equal(await sees({ now: "alone" }), "alone");
    go("points");
    assert.equal(await sees({ now: "sheet" }), "points", "who looks ahead is not taken back");
    go("sheet");
    assert.equal(await sees({ now: "sheet" }), "sheet");
    assert.equal(await sees({ now: "points" }), "points", "who came back to it goes along");
    assert.equal(await sees({ now: "voice", busy: true }), "points");
});
