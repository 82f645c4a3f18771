// Who writes in a text right now: said once in a while, believed for a few seconds, kept nowhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { entered } from "./page.mjs";

const room = { people: { p1: { name: "Ana" }, p2: { name: "Léo" }, p3: { name: "Zoé" }, p4: {} } };
const me = { id: "p1", room, tableId: "t1", acting: "M" };
const need = { act: "sheet", field: "need", shared: "" };
const report = { act: "report", field: "project", shared: "" };
const heard = (by, topic, what) => ({ t: "relayed", topic, by, kind: "typing", what });

test("a key pressed is told to those who read that text, once in three seconds", async () => {
    const { page, client } = await entered();
    const told = () => page.socket.of("relay").map((m) => [m.as, m.topic, m.kind, m.what]);
    client.writing.writing.tell(me, need);
    client.writing.writing.tell(me, need);
    const group = ["p1", "group/t1/M", "typing", "sheet.need"];
    assert.deepEqual(told(), [group]);
    client.writing.writing.tell(me, report);
    assert.deepEqual(told().at(-1), ["p1", "table/t1", "typing", "report.project"]);
    client.writing.writing.tell(me, need);
    assert.equal(told().length, 3, "another text is another thing to say");
    await page.pass(3000);
    client.writing.writing.tell(me, need);
    assert.equal(told().length, 4);
    page.socket.end();
    client.writing.writing.tell(me, report);
    await page.pass(2000);
    page.socket.accept();
    await page.welcome();
    assert.deepEqual(told(), [], "it is not kept for later");
});

test("who writes is named for five seconds, or until what they wrote is there", async () => {
    const { page, client } = await entered();
    const who = (place) => {
        const { text = "", ...names } = client.writing.writing.others(me, place) ?? {};
        return text.replace(/\{(\w+)\}/g, (_, name) => names[name]);
    };
    assert.equal(who(need), "");
    page.socket.say(heard("p2", "group/t1/M", "sheet.need"));
    page.socket.say(heard("p1", "group/t1/M", "sheet.need"));
    assert.equal(who(need), "Léo écrit…", "nobody is told of themselves");
    assert.equal(who({ ...need, field: "title" }), "");
    assert.equal(who(report), "");
    page.socket.say(heard("p3", "group/t1/M", "sheet.need"));
    assert.equal(who(need), "Léo et Zoé écrivent…");
    page.socket.say(heard("p4", "group/t1/M", "sheet.need"));
    assert.equal(who(need), "Plusieurs personnes écrivent…");
    await page.pass(4900);
    assert.notEqual(who(need), "");
    await page.pass(200);
    assert.equal(who(need), "");
    page.socket.say(heard("p2", "group/t1/M", "sheet.need"));
    assert.equal(who(need), "Léo écrit…");
    assert.equal(who({ ...need, shared: "Un toit" }), "", "it was written");
});

test("what draws is told when who writes changes", async () => {
    const { page, client } = await entered();
    let drawn = 0;
    client.store.subscribe("table/t1", () => drawn++);
    page.socket.say(heard("p2", "table/t1", "report.project"));
    await page.pass(10);
    assert.equal(drawn, 1);
    await page.pass(5200);
    assert.equal(drawn, 2);
});
