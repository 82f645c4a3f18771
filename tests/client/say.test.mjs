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

test("two readings meet where there are two", () => {
    const one = asked({ label: "C" });
    const two = asked({ declared: "C", label: "C" });
    assert.notEqual(one, two);
    assert.doesNotMatch(one, /deux lectures|two readings/);
});

test("the question is about the clause that the table calls the heart of its project", () => {
    const heart = { ...table, heart: "c1" };
    const more = { declared: "C", label: "M", lead: lead("C", "M") };
    assert.match(asked(more, heart), /Un toit.*(common|commun)\?$/);
    assert.match(asked({ ...more, clauses: [clause(["M"])] }, heart), /Un toit.*(else|autre)/);
    assert.match(asked({ ...more, clauses: [clause(["M"], false)] }, heart), /adopt/);
});

test("what nobody said is said to be unsaid, and not to be nought", () => {
    const { collectiveText, lineOf } = client.say;
    const said = (dims) => ({ id: "c1", adopted: true, dims });
    const counted = (clauses, more) => ({ clauses, m: clauses.length, ...more });
    const none = counted([said([]), said([])], { soc: 0, eco: 0, both: 0, collective: [0, 2] });
    const some = counted([said(["soc"]), said([])], {
        soc: 1,
        eco: 0,
        both: 0,
        collective: [0, 2],
    });
    const dims = (tally) => lineOf("dims", tally, []).text;
    assert.doesNotMatch(dims(none), /\d/);
    assert.match(dims(some), /1 .*0 .*0; .*1 clause/);
    assert.doesNotMatch(collectiveText(none, { clauses: { c1: {} } }), /\d/);
    assert.equal(collectiveText(none, { clauses: { c1: { for: "all" } } }).split(";").length, 1);
});

test("a condition that is not met is left open, and said to be", () => {
    const { suggestion } = client.say;
    const put = (holds) => ({ x1: { condition: "Une assemblée", holds } });
    const at = (holds) => ({ clauses: { c1: { state: "adopted", commits: put(holds) } } });
    const open = (holds) => suggestion("open", {}, at(holds), { clauses: [], m: 1 });
    assert.match(open(false), /Une assemblée/);
    assert.doesNotMatch(open(true), /Une assemblée/);
});
