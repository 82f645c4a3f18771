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
    client.drafts.dropDraft("p1", "why");
    person(page, { why: "d’un autre téléphone" });
    assert.equal(draftOf("p1", "why"), "d’un autre téléphone");
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

const support = (client, shown = true) =>
    client.socket.act(
        "stance",
        { clause: "c1", stance: "support" },
        { as: "p1", at: { table: "t1" }, about: "Un toit", shown: () => shown },
    );
const refuse = async (page, no) => {
    page.socket.say({ t: "no", id: page.socket.of("stance").at(-1).id, ...no });
    await settle();
};
const MOVED = { code: "elsewhere", field: "table" };

test("a choice meant for the table one left is given back, with what it was about", async () => {
    const { page, client } = await entered();
    const { returnedTo, dropReturned } = client.drafts;
    void support(client);
    await refuse(page, MOVED);
    const [[key, back]] = returnedTo("p1");
    assert.equal(back.about, "Un toit");
    assert.equal(back.a.stance, "support");
    assert.equal(back.at.table, "t1");
    assert.equal(back.no.field, "table");
    assert.deepEqual(returnedTo("p2"), []);
    const again = await entered(page);
    assert.equal(again.client.drafts.returnedTo("p1").length, 1, "until it was read");
    dropReturned(key);
    assert.deepEqual(again.client.drafts.returnedTo("p1"), []);
});

test("a refusal that the screen shows is told once, one that nobody sees is kept", async () => {
    const { page, client } = await entered();
    void support(client);
    await refuse(page, { code: "phase" });
    assert.deepEqual(client.drafts.returnedTo("p1"), []);
    void support(client, false); // the sheet was closed meanwhile
    await refuse(page, { code: "phase" });
    assert.equal(client.drafts.returnedTo("p1").length, 1);
    void support(client, false);
    await refuse(page, { code: "already" });
    assert.equal(client.drafts.returnedTo("p1").length, 1, "what is so already is no loss");
});

test("asked before a reload, and refused after it: kept to be told", async () => {
    const { page, client } = await entered();
    void support(client);
    const again = await entered(page);
    await refuse(page, MOVED);
    const [[, back]] = again.client.drafts.returnedTo("p1");
    assert.equal(back.about, "Un toit");
});

test("words come back as the draft of the place they were typed at, and of no other", async () => {
    const { page, client } = await entered();
    const { draftOf, draftsBeyond, draftsOf, keepDraft, returnedTo, takeDrafts } = client.drafts;
    const key = "t1M.propose";
    const texts = { [key]: "un toit" };
    void client.socket.act("propose", {}, { as: "p1", texts, shown: () => false });
    takeDrafts("p1", texts);
    keepDraft("p1", "t2M.propose", "une route");
    keepDraft("p1", "q6", "à moi");
    page.socket.say({ t: "no", id: page.socket.of("propose")[0].id, ...MOVED });
    await settle();
    assert.equal(draftOf("p1", key), "un toit");
    assert.deepEqual(draftsOf("p1", ["t2M.propose"]), { "t2M.propose": "une route" });
    assert.deepEqual(draftsBeyond("p1", "t2M."), [[key, "un toit"]]);
    assert.deepEqual(draftsBeyond("p1", "t1M."), [["t2M.propose", "une route"]]);
    assert.deepEqual(draftsBeyond("p1", "t1C.").length, 2, "another group is another place");
    assert.deepEqual(returnedTo("p1"), [], "words are no choice");
});
