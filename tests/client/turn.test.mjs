// What is read of a workshop: an answer, or why there is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "./page.mjs";

const { turn, toast } = await new Page().load();
const answer = (status, body) => new Response(body, { status });
const why = (status, body) => turn.taken(answer(status, body)).then(assert.fail, (e) => e.message);

test("a refusal is thrown as its code, or as its status where it has none", async () => {
    assert.equal(await why(409, '{"error":"unreadable_room"}'), "unreadable_room");
    assert.equal(await why(502, "<html>"), "502");
    assert.equal(await why(500, "{}"), "500");
    assert.equal(await (await turn.taken(answer(200, "yes"))).text(), "yes");
});

test("a code is a sentence; of one that nobody knows, what the screen says", () => {
    assert.match(toast.refusalText({ code: "unreadable_room" }, "failed"), /ne peut plus être lu/);
    assert.equal(toast.refusalText({ code: "502" }, "failed"), "failed");
    assert.match(toast.refusalText({ code: "502" }), /502/);
    assert.equal(toast.refusalText({ code: "" }, "failed"), "");
});
