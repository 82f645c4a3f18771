// A hall behind one address: three hundred phones come in at once, load their page again at once,
// and open what they may watch again at once: they meet none of the bounds that are for others.
// hall.mjs BINARY
import assert from "node:assert/strict";
import { Client, get } from "./client.mjs";
import { run, test } from "./suite.mjs";

const binary = process.argv[2];
const PEOPLE = 300; // 24 tables of 12, and some who stand
const WATCHING = 120;
const OWN = 8; // of their own phone, which is made for each; the others watch the hall's screen

async function ask(c, message) {
  await c.send(1, JSON.stringify({ id: 1, ...message }));
  for (;;) {
    const answer = JSON.parse((await c.receive()).text);
    if (["ok", "no", "welcome", "pong"].includes(answer.t)) return answer;
  }
}

const w = { people: [] };

async function come(s, i) {
  const c = await Client.open(s.port);
  const { room, link } = w.made;
  assert.equal((await ask(c, { t: "look", room })).t, "ok", "look");
  const name = `Personne ${i}`;
  const join = await ask(c, { t: "join", room, link, name, debrief: true, research: false });
  assert.equal(join.t, "ok", JSON.stringify(join));
  const p = { ...join.out, c };
  assert.equal((await ask(c, { t: "hello", v: 1, room, token: p.token })).t, "welcome");
  return p;
}

async function reload(s, p) {
  p.c.socket.destroy();
  p.c = await Client.open(s.port);
  const hello = await ask(p.c, { t: "hello", v: 1, room: w.made.room, token: p.token });
  assert.equal(hello.t, "welcome");
}

/** What each budget refused or let wait, by its name. */
async function refusals(s) {
  const { body } = await get(s.port, "/metrics");
  const found = [...body.matchAll(/^tablee_budget_(\w+)_total\{budget="(\w+)"\} (\d+)$/gm)];
  assert.ok(found.length >= 10, body);
  return found.filter(([, , , n]) => n !== "0").map(([line]) => line);
}

test(`${PEOPLE} phones of one address join at once`, async (s) => {
  w.boss = await Client.open(s.port);
  const options = { scenario: "la-mauve", tables: 24, places: 12 };
  w.made = (await ask(w.boss, { t: "create", options })).out;
  await ask(w.boss, { t: "hello", v: 1, room: w.made.room, token: w.made.token });
  w.people = await Promise.all(Array.from({ length: PEOPLE }, (_, i) => come(s, i)));
  assert.equal(new Set(w.people.map((p) => p.person)).size, PEOPLE);
  assert.deepEqual(await refusals(s), []);
});

test("the one after them hears that the hall is full, until somebody is removed", async (s) => {
  const c = await Client.open(s.port);
  const join = { t: "join", room: w.made.room, name: "En trop" };
  assert.equal((await ask(c, join)).code, "full");
  const led = (act, a) => ask(w.boss, { t: "do", id: act, as: "f1", act, a });
  assert.equal((await led("remove", { person: w.people.at(-1).person })).t, "ok");
  assert.equal((await ask(c, join)).t, "ok");
  c.socket.destroy();
});

test("all of them load the page again at once", async (s) => {
  await Promise.all(w.people.slice(0, -1).map((p) => reload(s, p)));
  assert.deepEqual(await refusals(s), []);
});

test(`${WATCHING} of them open a replay at once, and each gets it`, async (s) => {
  const made = async () =>
    Number(/^tablee_recordings_made_total (\d+)$/m.exec((await get(s.port, "/metrics")).body)[1]);
  for (let n = 0; n < 5; n++) {
    const next = { t: "do", id: `n${n}`, as: "f1", act: "next", a: {} };
    assert.equal((await ask(w.boss, next)).t, "ok");
  }
  const before = await made();
  const watch = (view, token) =>
    get(s.port, `/api/rooms/${w.made.room}/replay/${view}`, { Authorization: `Bearer ${token}` });
  const all = await Promise.all([
    ...w.people.slice(0, OWN).map((p) => watch(p.person, p.token)),
    ...Array.from({ length: WATCHING - OWN }, () => watch("screen", w.made.token)),
  ]);
  for (const { status, whole, body } of all) {
    assert.ok(status === 200 && whole, String(status));
    assert.equal(JSON.parse(body.slice(0, body.indexOf("\n"))).replay, 1);
  }
  assert.equal(new Set(all.slice(OWN).map(({ body }) => body)).size, 1);
  assert.equal((await made()) - before, OWN + 1, "one of each viewpoint");
  assert.deepEqual(await refusals(s), []);
});

await run("hall", binary, ["--open"]);
