// Who needs a facilitator first, and why; and where the tables stand in the hall.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { entered } from "./page.mjs";

const { client } = await entered();
const { needsOf, feedOf } = client.needs;
const { inOrder, tidy, swap, widen, keep, kept } = client.plan;

const NOW = 1_000_000;
const kinds = (watch, beside) => needsOf(watch, beside).map((n) => n.kind);
const feed = (watched, beside = () => ({}), now = NOW) =>
    feedOf(Object.keys(watched), watched, beside, now);

test("what presses most is first: a call, a new wording, a prompt, then what lasts", () => {
    const watch = {
        help: 5,
        prompt: "idle",
        typist: "p1",
        silent: ["p2"],
        standing: [
            { clause: "c1", by: "p3", since: 1 },
            { clause: "c2", by: "p4", since: 1, asked: 9 },
        ],
    };
    assert.deepEqual(kinds(watch, { hat: true, owners: ["r"] }), [
        "help",
        "asked",
        "idle",
        "missing",
        "standing",
        "typist",
        "silent",
        "owner",
    ]);
});

test("a table that plays on for itself has finished, and needs nobody", () => {
    assert.deepEqual(kinds({ finished: true }), ["finished"]);
    assert.deepEqual(kinds({ finished: true, extra: true }), []);
    assert.deepEqual(kinds(undefined), []);
});

test("of two that call, who has waited longer; of two alike, the lower number", () => {
    const order = feed({
        t1: { silent: ["p1"] },
        t10: { silent: ["p2"] },
        t2: { silent: ["p3"] },
        t3: { help: 20 },
        t4: { help: 10 },
        t5: {},
    }).map((x) => x.table);
    assert.deepEqual(order, ["t4", "t3", "t1", "t2", "t10"]);
});

test("a new wording presses once it has waited a minute", () => {
    const watch = (asked) => ({ t1: { standing: [{ clause: "c1", by: "p1", since: 1, asked }] } });
    assert.equal(feed(watch(NOW - 59_999))[0].degree, 1);
    assert.equal(feed(watch(NOW - 60_000))[0].degree, 2);
});

beforeEach(() => keep("1", undefined));
const six = ["t1", "t2", "t3", "t4", "t5", "t6"];

test("tables lie in their order until they are arranged, in rows that fit", () => {
    assert.deepEqual(inOrder(six), { cols: 3, at: six });
    assert.equal(inOrder(["t1"]).cols, 1);
    assert.equal(inOrder(Array.from({ length: 24 }, (_, i) => `t${i + 1}`)).cols, 6);
});

test("rows are whole; a table is at one place, and none is lost", () => {
    const plan = tidy({ cols: 2, at: ["t2", "", "t9", "t2", "t1"] }, ["t1", "t2", "t3"]);
    assert.deepEqual(plan.at, ["t2", "", "", "", "t1", "t3"]);
    assert.equal(tidy(plan, ["t1", "t2", "t3"], true).at.length, 8);
});

test("two places change what they hold", () => {
    const plan = tidy({ cols: 2, at: ["t1", "t2"] }, ["t1", "t2"], true);
    assert.deepEqual(swap(plan, 0, 3).at, ["", "t2", "", "t1"]);
    assert.deepEqual(swap(plan, 0, 1).at, ["t2", "t1", "", ""]);
});

test("in other rows a table keeps its row and place; one whose place went finds another", () => {
    const plan = { cols: 3, at: ["t1", "", "t3", "", "t5", ""] };
    assert.deepEqual(widen(plan, 1).at, ["t1", "", "t3", "", "", "t5"]);
    assert.deepEqual(widen(plan, -1).at, ["t1", "t3", "", "t5"]);
    assert.equal(widen({ cols: 1, at: ["t1"] }, -1).cols, 1);
    assert.equal(widen({ cols: 8, at: ["t1"] }, 1).cols, 8);
});

test("what is kept of it on the device is believed only when it is a map", () => {
    keep("1", { cols: 2, at: ["t1"] });
    assert.deepEqual(kept("1"), { cols: 2, at: ["t1"] });
    for (const bad of ["{", "null", '{"cols":0,"at":[]}', '{"cols":2,"at":[1]}', '{"cols":2}']) {
        client.storage.remember.save("tablee.plan.1", bad);
        assert.equal(kept("1"), undefined, bad);
    }
});
