// Making and entering rooms, over a network that loses answers. rooms.mjs BINARY
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Client } from "./client.mjs";
import { run, test } from "./suite.mjs";

const secret = () => randomBytes(16).toString("hex");
const options = { scenario: "la-mauve", tables: 2 };

async function ask(c, message) {
  await c.send(1, JSON.stringify({ id: 1, ...message }));
  return JSON.parse((await c.receive()).text);
}

// Sends and hangs up without waiting; resolves once the server has seen the end.
async function askAndLose(s, message) {
  const c = await Client.open(s.port);
  await c.send(1, JSON.stringify({ id: 1, ...message }));
  c.socket.end();
  await c.closed();
}

test("P18 a room and a person made once, though their answers were lost", async (s) => {
  const create = { t: "create", options, once: secret() };
  await askAndLose(s, create);
  const c = await Client.open(s.port);
  const made = await ask(c, create);
  assert.equal(made.t, "ok");
  assert.deepEqual(await ask(c, create), made);
  const other = await ask(c, { ...create, once: secret() });
  assert.notEqual(other.out.room, made.out.room);

  const join = { t: "join", room: made.out.room, name: "Alix", once: secret() };
  for (let i = 0; i < 3; i++) await askAndLose(s, join);
  const joined = await ask(c, join);
  assert.equal(joined.out.person, "p1");
  assert.deepEqual(await ask(c, { ...join, name: "Noé" }), joined);
  const next = await ask(c, { ...join, once: secret() });
  assert.equal(next.out.person, "p2");
  assert.notEqual(next.out.token, joined.out.token);

  const hello = { t: "hello", v: 1, room: made.out.room, token: joined.out.token };
  assert.deepEqual((await ask(c, hello)).you.people, ["p1"]);
  c.socket.destroy();
});

test("P18 a secret that is too short is refused", async (s) => {
  const c = await Client.open(s.port);
  const no = await ask(c, { t: "create", options, once: "12345" });
  assert.deepEqual([no.t, no.code, no.field], ["no", "range", "once"]);
  c.socket.destroy();
});

test("P6 a room is made in the era asked for, when its scenario offers it", async (s) => {
  const c = await Client.open(s.port);
  const make = async (scenario, era) =>
    await ask(c, { t: "create", options: { scenario, tables: 1, ...(era && { era }) } });
  for (const [era, own] of [["today"], ["2014"], [undefined, "2014"]]) {
    const made = (await make("la-brunante", era)).out;
    const host = await Client.open(s.port);
    const hello = { t: "hello", v: 1, room: made.room, token: made.token };
    assert.equal((await ask(host, hello)).t, "welcome");
    let frame;
    do frame = JSON.parse((await host.receive()).text);
    while (frame.topic !== "room");
    assert.equal(frame.doc.scenario.era, era ?? own);
    const today = frame.doc.scenario.roles.cdr.title.fr.includes("(CDRQ)");
    assert.equal(today, era === "today");
    host.socket.destroy();
  }
  const none = await make("la-mauve", "2014");
  assert.deepEqual([none.t, none.code, none.field], ["no", "no_such_item", "scenario"]);
  const wrong = await make("la-brunante", "1997");
  assert.deepEqual([wrong.t, wrong.code, wrong.field], ["no", "range", "era"]);
  const list = await (await fetch(`http://127.0.0.1:${s.port}/api/scenarios`)).json();
  assert.deepEqual(
    ["la-brunante", "la-mauve"].map((id) => list.find((x) => x.id === id).two_eras),
    [true, false],
  );
  const founding = `http://127.0.0.1:${s.port}/api/checklist`;
  assert.ok((await (await fetch(founding)).json()).items.length > 5);
  c.socket.destroy();
});

await run("rooms", process.argv[2], ["--open"]);
