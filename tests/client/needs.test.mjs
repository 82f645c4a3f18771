// Who needs a facilitator first; and where the tables stand in the hall.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { entered } from "./page.mjs";

const { client } = await entered();
const { feedOf, isWaiting } = client.needs;
const { inOrder, tidy, swap, widen, keep, kept } = client.plan;

const feed = (needs) =>
    feedOf(
        Object.keys(needs),
        Object.fromEntries(Object.entries(needs).map(([id, all]) => [id, { needs: all }])),
    );
const later = { kind: "silent", press: "later", who: ["p1"] };

test("of two that call, who has waited longer; of two alike, the lower number", () => {
    const order = feed({
        t1: [later],
        t10: [later],
        t2: [later],
        t3: [{ kind: "help", press: "call", since: 20 }],
        t4: [{ kind: "help", press: "call", since: 10 }],
        t5: [],
    }).map((x) => x.table);
    assert.deepEqual(order, ["t4", "t3", "t1", "t2", "t10"]);
});

test("how much a table presses is told by what presses most of it, wherever that stands", () => {
    const found = feed({
        t1: [later],
        t2: [
            { kind: "asked", press: "later", since: 1 },
            { kind: "idle", press: "now" },
        ],
    });
    assert.deepEqual(
        found.map((x) => [x.table, x.press, isWaiting(x)]),
        [
            ["t2", "now", true],
            ["t1", "later", false],
        ],
    );
    assert.deepEqual(feedOf(["t1"], undefined), []);
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
