// Words half-typed, sent and refused: where they are at each moment, and that none is lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page, entered, settle } from "./page.mjs";

const told = (page) => page.socket.of("draft").map((m) => [m.a.key, m.a.text]);
const person = (page, drafts) =>
    page.socket.say({ t: "doc", topic: "person/p1", ver: 1, doc: { drafts } });

test("a draft of this phone stands before the server's", async () => {
    const { page, client } = await entered();
    const { draftOf, keepDraft } = client.drafts;
    assert.equal(draftOf("p1", "why"), undefined);
    person(page, { why: "du serveur" });
    assert.equal(draftOf("p1", "why"), "du serveur");
    keepDraft("p1", "why", "et d’ici");
    assert.equal(draftOf("p1", "why"), "du serveur et d’ici");
    assert.deepEqual(told(page), [["why", "du serveur et d’ici"]]);
});

test("words that are refused come back", async () => {
    const { page, client } = await entered();
    const { draftOf, keepDraft, takeDrafts } = client.drafts;
    keepDraft("p1", "why", "trop loin");
    const answer = client.socket.act("stance", {}, { as: "p1", texts: { why: "trop loin" } });
    takeDrafts("p1", { why: "trop loin" });
    person(page, { why: "trop loin" });
    assert.equal(draftOf("p1", "why"), undefined, "on their way");
    const { id } = page.socket.of("stance")[0];
    page.socket.say({ t: "no", id, code: "phase" });
    assert.equal((await answer).no.code, "phase");
    assert.equal(draftOf("p1", "why"), "trop loin");
});

test("words that are refused after a reload come back too", async () => {
    const { page, client } = await entered();
    client.drafts.keepDraft("p1", "why", "trop loin");
    void client.socket.act("stance", {}, { as: "p1", texts: { why: "trop loin" } });
    client.drafts.takeDrafts("p1", { why: "trop loin" });
    const again = await entered(page);
    assert.equal(again.client.drafts.draftOf("p1", "why"), undefined);
    const { id } = page.socket.of("stance")[0];
    page.socket.say({ t: "no", id, code: "phase" });
    await settle();
    assert.equal(again.client.drafts.draftOf("p1", "why"), "trop loin");
});

test("words typed since are not covered by those that come back", async () => {
    const { page, client } = await entered();
    const { draftOf, keepDraft, takeDrafts } = client.drafts;
    void client.socket.act("stance", {}, { as: "p1", texts: { why: "un" } });
    takeDrafts("p1", { why: "un" });
    keepDraft("p1", "why", "deux");
    page.socket.say({ t: "no", id: page.socket.of("stance")[0].id, code: "phase" });
    await settle();
    assert.equal(draftOf("p1", "why"), "deux");
});

test("words that are accepted are a draft no more, here and on the server", async () => {
    const { page, client } = await entered();
    const { draftOf, keepDraft, takeDrafts } = client.drafts;
    keepDraft("p1", "why", "bien");
    void client.socket.act("stance", {}, { as: "p1", texts: { why: "bien" } });
    takeDrafts("p1", { why: "bien" });
    page.socket.say({ t: "ok", id: page.socket.of("stance")[0].id, out: {} });
    await settle();
    assert.equal(draftOf("p1", "why"), undefined);
    assert.deepEqual(told(page).at(-1), ["why", ""]);
});

test("of a field, only the newest draft waits", async () => {
    const { page, client } = await entered();
    page.socket.end();
    client.drafts.keepDraft("p1", "why", "a");
    client.drafts.keepDraft("p1", "could", "x");
    client.drafts.keepDraft("p1", "why", "b");
    await page.pass(2000);
    page.socket.accept();
    await page.welcome();
    assert.deepEqual(told(page), [
        ["could", "x"],
        ["why", "a b"],
    ]);
});

test("all that was begun can be asked for, but for what was given up", async () => {
    const { page, client } = await entered();
    const { draftsOf, keepDraft, dropDraft } = client.drafts;
    person(page, { "why.c1": "un", "could.c1": "  ", propose: "deux" });
    keepDraft("p1", "amend.c2", "trois");
    assert.deepEqual(draftsOf("p1", ["why.", "amend.", "could."]), {
        "why.c1": "un",
        "amend.c2": "trois",
    });
    dropDraft("p1", "amend.c2");
    assert.deepEqual(draftsOf("p1", ["amend."]), {});
});
