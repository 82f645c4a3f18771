// Where the marks of a clause's thread stand, and what is woven between them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { entered } from "./page.mjs";

const { client } = await entered();
const { threadOf, woolOf, places, WIDTH } = client.thread;
const kinds = (knots) => threadOf(knots).marks.map((m) => `${m.kind} ${m.group}`);
const styles = (knots) => threadOf(knots).bands.map((b) => `${b.style} ${b.hands}`);

test("a clause that was proposed is a thin thread with a fringe", () => {
    assert.deepEqual(kinds(["C"]), ["hand C", "fringe C"]);
    assert.deepEqual(styles(["C"]), ["thin C"]);
});

test("another group's hand weaves its colour in from there on; the same group's adds none", () => {
    assert.deepEqual(styles(["C", "M", "O"]), ["thin C", "thin MC", "thin MCO"]);
    assert.deepEqual(kinds(["C", "M", "C", "M"]), ["hand C", "hand M", "fringe M"]);
});

test("an objection cuts the thread to its end; given way, the thread goes on", () => {
    assert.deepEqual(styles(["M", "C!"]), ["thin M", "cut M"]);
    assert.deepEqual(kinds(["M", "C!"]), ["hand M", "objection C", "fringe M"]);
    assert.deepEqual(styles(["M", "C", "C~"]), ["thin M", "cut MC", "thin MC"]);
});

test("adopted, it is a band from the bars on; carried, it ends in a ring", () => {
    assert.deepEqual(styles(["O", "=", "M", "C@"]), ["thin O", "full O", "full MO"]);
    assert.deepEqual(kinds(["O", "=", "M", "C@"]), ["hand O", "tie O", "hand M", "carried C"]);
});

test("marks stand in order within the picture, however many there are", () => {
    for (let n = 1; n < 40; n++) {
        const knots = [
            "M",
            ...Array.from({ length: n }, (_, i) => "MCO"[i % 3] + "!~"[i % 2]),
            "=",
        ];
        const { marks, bands } = threadOf(knots);
        for (let i = 1; i < marks.length; i++) assert.ok(marks[i].x > marks[i - 1].x);
        assert.ok(marks.at(-1).x < WIDTH);
        assert.equal(bands.length, marks.length - 1);
        bands.forEach((b, i) => assert.deepEqual([b.from, b.to], [marks[i].x, marks[i + 1].x]));
    }
});

test("wool has no hands", () => {
    for (const closed of [true, false])
        assert.ok(woolOf(closed).bands.every((b) => b.hands === ""));
});

test("every seat of a table has a place of its own on its edge", () => {
    for (let n = 1; n <= 14; n++) {
        const at = places(n);
        assert.equal(at.length, n);
        assert.equal(new Set(at.map((p) => `${p.x} ${p.y}`)).size, n);
        assert.ok(at.every(({ x, y }) => [0, 1].includes(x) || [0, 1].includes(y)));
    }
});
