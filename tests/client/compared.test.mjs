// What a new wording changed: both are shown as they were written.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./page.mjs";

const { compared } = await new Page().load();
const BEFORE = "Les usagers élisent cinq sièges; mairies deux, médecins deux.";
const NOW = "Les usagers, eux, élisent cinq sièges; mairies deux; médecins un.";
const read = (pieces, without, of) =>
    pieces
        .filter((x) => x.is !== without)
        .map(of)
        .join(" ");

test("the wording before keeps its own commas and stops", () => {
    const pieces = compared.compared(BEFORE, NOW);
    assert.equal(
        read(pieces, "gone", (x) => x.text),
        NOW,
    );
    assert.equal(
        read(pieces, "new", (x) => (x.is === "same" ? x.before : x.text)),
        BEFORE,
    );
    assert.deepEqual(
        pieces.filter((x) => x.is === "new").map((x) => x.text),
        ["eux,", "un."],
    );
});
