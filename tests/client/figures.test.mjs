// What sentences say of the server's bounds and of the lengths of phases.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./page.mjs";

const { figures, lengths, schema } = await new Page().load();
const said = (name, language = "fr-CA") =>
    figures.figure(language, name)?.replaceAll("\u00a0", " ");

test("a length of time is said in the unit in which it is whole", () => {
    assert.equal(said("SPEAK_MS"), "90 secondes");
    assert.equal(said("WARN_MS"), "2 minutes");
    assert.equal(said("WARN_MS", "en-CA"), "2 minutes");
    assert.equal(said("DOOM_DAYS"), "7 jours");
    assert.equal(said("HOUR"), "1 h");
    assert.equal(said("HOUR_BACK", "en-CA"), "1 h 20");
    assert.equal(said("SHORT"), "10 minutes");
});

test("a number is said as each language writes it; a name that stands for none is none", () => {
    assert.equal(said("MODEL_LEAD"), "0,2");
    assert.equal(said("MODEL_LEAD", "en-CA"), "0.2");
    assert.equal(said("HOUR_PHASES"), "5, 15, 20, 15, 5");
    assert.equal(said("n"), undefined);
});

test("a new scenario has the deck's phases", () => {
    const { phases } = schema.blankScenario("essai");
    assert.deepEqual(
        phases.map((x) => [x.kind, x.seconds]),
        lengths.KINDS.map((kind, i) => [kind, lengths.DECK[i]]),
    );
    for (const { seconds, steps } of phases) for (const { at_s } of steps) assert(at_s < seconds);
});
