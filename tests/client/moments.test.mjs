// What is worth a moment, told once by what the documents say: never of what was there at a load.
import assert from "node:assert/strict";
import { test } from "node:test";
import { entered } from "./page.mjs";

const { page, client } = await entered();
const { happened, closed, Watch, most, buzz } = client.moments;
const clause = (state, thread = ["M"], wording = 7) => ({ state, thread, wording });
const table = (clauses, answered = 0, of = 3) => ({ clauses, final: { answered, of } });
const kinds = (all) => all.map((x) => [x.kind, x.clause].filter(Boolean).join(" "));

test("what was there when the page was loaded is no moment; what comes is one, once", () => {
    const watch = new Watch();
    const see = (doc, ended = false) => kinds(watch.see("1 t1", happened(ended, doc)));
    const was = { c1: clause("adopted", ["M", "="]) };
    assert.deepEqual(see(table(was)), []);
    const now = { ...was, c2: clause("adopted", ["C", "="], 9) };
    assert.deepEqual(see(table({ ...was, c2: clause("open", ["C"], 9) })), []);
    assert.deepEqual(see(table(now)), ["adopted c2"]);
    assert.deepEqual(see(table(now)), []);
    // It is open again for a while: the same words adopted again are not told, other words are.
    assert.deepEqual(see(table({ ...now, c2: clause("open", ["C"], 9) })), []);
    assert.deepEqual(see(table(now)), []);
    assert.deepEqual(see(table({ ...now, c2: clause("adopted", ["C", "="], 12) })), ["adopted c2"]);
});

test("an objection that gives way is a compromise; the last signature, and the end", () => {
    const watch = new Watch();
    const see = (doc, ended = false) => kinds(watch.see("1 t1", happened(ended, doc)));
    assert.deepEqual(see(table({ c1: clause("open", ["M", "C!"]) })), []);
    const eased = clause("open", ["M", "C~"]);
    assert.deepEqual(see(table({ c1: eased })), ["compromise c1"]);
    assert.deepEqual(see(table({ c1: eased }, 2)), []);
    assert.deepEqual(see(table({ c1: eased }, 3)), ["signed"]);
    assert.deepEqual(see(table({ c1: eased }, 3), true), ["end"]);
    assert.deepEqual(
        kinds([...happened(false, table({}, 0, 0)).values()]),
        [],
        "nobody sits there",
    );
});

test("another table has its own, and a burst is one moment", () => {
    const watch = new Watch();
    const done = table({ c1: clause("adopted", ["M", "C~", "="]) }, 3);
    assert.deepEqual(watch.see("1 t1", happened(false, table({}))), []);
    assert.deepEqual(watch.see("1 t2", happened(false, done)), [], "seen first there");
    const all = watch.see("1 t1", happened(false, done));
    assert.deepEqual(kinds(all), ["compromise c1", "adopted c1", "signed"]);
    assert.equal(most(all).kind, "signed");
    assert.equal(most(all.slice(0, 2)).kind, "compromise");
    assert.equal(most([]), undefined);
});

test("the hall is told how many rows a table has closed, each once", () => {
    const watch = new Watch();
    const see = (t1, t2) =>
        watch.see("", closed({ t1: { laid: 5, closed: t1 }, t2: { laid: 2, closed: t2 } }));
    assert.deepEqual(see(1, 0), []);
    assert.deepEqual(see(1, 1), ["t2"]);
    assert.deepEqual(see(0, 1), []);
    assert.deepEqual(see(3, 1), ["t1", "t1"]);
    const signed = { t1: { laid: 5, closed: 3, signed: true } };
    assert.deepEqual(watch.see("", closed(signed)), ["t1"], "and that all have signed, once");
    assert.deepEqual(watch.see("", closed(signed)), []);
});

test("it is felt in the hand, once in ten seconds, and not before a touch", () => {
    const felt = [];
    buzz("adopted"); // nothing to feel it by
    navigator.vibrate = (what) => felt.push(what);
    navigator.userActivation = { hasBeenActive: false };
    buzz("adopted");
    assert.deepEqual(felt, []);
    navigator.userActivation.hasBeenActive = true;
    buzz("adopted");
    buzz("signed");
    assert.deepEqual(felt, [30]);
    page.now += 10_000;
    buzz("end");
    assert.deepEqual(felt, [30, 200]);
});
