// What the debrief asks: never what did not happen at this table.
import assert from "node:assert/strict";
import { test } from "node:test";
import { entered } from "./page.mjs";

const { client } = await entered();
const { modelQuestion } = client.say;
const table = { clauses: { c1: { text: "Un toit" } } };
const clause = (hands, adopted = true) => ({ id: "c1", adopted, hands });
const tally = (more) => ({ clauses: [clause(["M", "C"])], lead: [], ...more });
const asked = (more, at = table) => modelQuestion(tally(more), at);
const lead = (...groups) => groups.map((g, i) => [i, g, "propose", "c1"]);
const PASSED = /initiative/i;

test("when the initiative passed is asked where it did", () => {
    const two = { declared: "C", label: "M" };
    assert.match(asked({ ...two, lead: lead("C", "M") }), PASSED);
    assert.doesNotMatch(asked({ ...two, lead: lead("M", "M") }), PASSED, "it never had it");
    assert.doesNotMatch(asked({ ...two, lead: lead("M", "C") }), PASSED, "the other way");
    assert.doesNotMatch(asked({ declared: "shared", label: "M", lead: lead("C", "M") }), PASSED);
    assert.doesNotMatch(asked({ declared: "M", label: "M", lead: lead("M") }), PASSED);
    assert.doesNotMatch(asked({ declared: "M", label: "unsure", lead: lead("C", "M") }), PASSED);
});

test("the question is about the clause that the table calls the heart of its project", () => {
    const heart = { ...table, heart: "c1" };
    const more = { declared: "C", label: "M", lead: lead("C", "M") };
    assert.match(asked(more, heart), /Un toit.*(common|commun)\?$/);
    assert.match(asked({ ...more, clauses: [clause(["M"])] }, heart), /Un toit.*(else|autre)/);
    assert.match(asked({ ...more, clauses: [clause(["M"], false)] }, heart), /adopt/);
});
