// A workshop that must outlive the server. Reads what `tablee links` prints on standard input.
//   workshop.mjs make PORT FILE    opens one with the host's key, a person joins and writes a note
//   workshop.mjs find PORT FILE    both are let in again, and the note is there
import assert from "node:assert/strict";
import fs from "node:fs";
import { Client } from "../hour/client.mjs";

const [what, port, file] = process.argv.slice(2);
const key = fs.readFileSync(0, "utf8").match(/#cle=(\w+)/)?.[1];
assert.ok(key, "the server printed no link to open a workshop");
const device = () => new Client(Number(port)).connect();

async function make() {
    const boss = await device();
    const options = { scenario: "la-brunante", tables: 1 };
    await assert.rejects(boss.ask({ t: "create", options }), { code: "bad_key" });
    const { room, token } = (await boss.ask({ t: "create", key, options })).out;
    const phone = await device();
    const joined = (await phone.ask({ t: "join", room, name: "Ana" })).out;
    await phone.hello(room, joined.token);
    const draft = { key: "note", text: "à garder" };
    await phone.do("draft", draft, { as: joined.person });
    fs.writeFileSync(file, JSON.stringify({ key, room, token, joined, draft }));
    for (const c of [boss, phone]) c.socket.cut();
}

async function find() {
    const was = JSON.parse(fs.readFileSync(file, "utf8"));
    assert.equal(key, was.key, "the host's key changed");
    const boss = await device();
    await boss.hello(was.room, was.token);
    await boss.until("Ana is in", (d) => d.room.people[was.joined.person].name === "Ana");
    const phone = await device();
    await phone.hello(was.room, was.joined.token);
    const own = `person/${was.joined.person}`;
    await phone.until("the draft", (d) => JSON.stringify(d[own]).includes(was.draft.text));
    for (const c of [boss, phone]) c.socket.cut();
}

await { make, find }[what]();
