// What a hall shows of many tables, where nobody turns pages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./page.mjs";

const { tables } = await new Page().load();
const of = (n) => Array.from({ length: n }, (_, i) => i + 1);

test("few tables are all shown, always", () => {
    for (const now of [0, 15_000, 47_000]) assert.deepEqual(tables.inTurn(of(6), 6, now), of(6));
    assert.deepEqual(tables.inTurn([], 6, 47_000), []);
});

test("many tables are shown in turn, none left out", () => {
    const seen = [0, 15_000, 30_000].map((now) => tables.inTurn(of(14), 6, now));
    assert.deepEqual(seen.flat(), of(14));
    assert.deepEqual(tables.inTurn(of(14), 6, 45_000), seen[0], "and again");
    assert.deepEqual(tables.inTurn(of(14), 6, 14_999), seen[0]);
});
