// The replay of a room over HTTP: who may take which viewpoint, and what a viewpoint tells.
// replay.mjs BINARY
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Server, get, unchunked, within } from "./client.mjs";
import { run, test } from "./suite.mjs";

const binary = process.argv[2];
const top = mkdtempSync(join(tmpdir(), "replay-"));
const FORMS = ["ratings", "q6", "resume", "drafts"];

/** RFC 7396, and a document of it. */
function merge(into, patch) {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const doc = typeof into === "object" && into !== null && !Array.isArray(into) ? into : {};
  for (const [k, v] of Object.entries(patch)) {
    if (v === null) delete doc[k];
    else doc[k] = merge(doc[k], v);
  }
  return doc;
}

/** A connection that keeps its topics, as a page does. */
class Reader {
  static async open(s, { room, token }) {
    const r = new Reader();
    Object.assign(r, { c: await Client.open(s.port), docs: {}, n: 0 });
    await r.ask({ t: "hello", v: 1, room, token });
    await r.ask({ t: "ping", c: 1 });
    return r;
  }

  /** The next answer; what comes before it is kept. */
  async answer() {
    for (;;) {
      const m = JSON.parse((await this.c.receive()).text);
      if (m.t === "doc") this.docs[m.topic] = m.doc;
      else if (m.t === "patch") merge(this.docs[m.topic], m.patch);
      else if (m.t === "drop") delete this.docs[m.topic];
      else if (["ok", "no", "welcome", "pong"].includes(m.t)) return m;
    }
  }

  async ask(message) {
    await this.c.send(1, JSON.stringify({ id: ++this.n, ...message }));
    return await this.answer();
  }

  async act(as, act, a = {}) {
    const answer = await this.ask({ t: "do", id: `${as}-${++this.n}`, as, act, a });
    assert.equal(answer.t, "ok", `${as} ${act} ${JSON.stringify(answer)}`);
    return answer.out;
  }
}

async function enter(s, message) {
  const c = await Client.open(s.port);
  await c.send(1, JSON.stringify({ id: 1, ...message }));
  const answer = JSON.parse((await c.receive()).text);
  c.socket.destroy();
  assert.equal(answer.t, "ok", JSON.stringify(answer));
  return answer.out;
}

/** A room with people who agree to the debrief, or not, and a facilitator. */
async function workshop(s, people, tables = 1) {
  const options = { scenario: "la-mauve", tables, places: 6 };
  const w = { s, made: await enter(s, { t: "create", options }), people: [] };
  w.boss = await Reader.open(s, w.made);
  w.screen = await Reader.open(s, { room: w.made.room, token: w.made.screen });
  for (const [name, debrief] of people) {
    const join = { t: "join", room: w.made.room, name, debrief, research: false };
    const p = { ...(await enter(s, join)), name, debrief };
    p.reader = await Reader.open(s, { room: w.made.room, token: p.token });
    p.act = (act, a) => p.reader.act(p.person, act, a);
    w.people.push(p);
  }
  return w;
}

/** Through all phases; every text ends with its author, so that it can be looked for. */
async function play(w) {
  const [one] = w.people;
  const next = () => w.boss.act("f1", "next");
  const mine = (p, text) => `${text} de ${p.person}-mark`;
  await next();
  await next();
  for (const p of w.people) {
    await p.act("draft", { key: "idea", text: mine(p, "brouillon") });
    await p.act("idea", { need: mine(p, "besoin"), idea: mine(p, "piste") });
    await p.act("sheet", { field: "title", text: mine(p, "titre") });
  }
  await w.boss.act("f1", "say", { text: "Avis à tous" });
  await next();
  for (const p of w.people) {
    const { clause } = await p.act("propose", {
      text: mine(p, "clause"),
      scale: ["local"],
      dims: ["soc"],
      for: "all",
    });
    for (const q of w.people)
      await q.act("stance", { clause, stance: "live", why: mine(q, "raison") });
  }
  await next();
  for (const p of w.people) {
    for (const q of w.people) if (p !== q) await p.act("rate", { person: q.person, value: 4 });
    await p.act("answers", { q3: "no_one", q4: 3, q5: true, q5text: mine(p, "secret") });
  }
  await one.act("report", { field: "carried", base: "", text: mine(one, "rapport") });
}

async function close(w) {
  await w.boss.act("f1", "next");
  for (const p of w.people) await p.act("q6", { text: `question de ${p.person}-mark` });
  for (const r of [w.boss, w.screen, ...w.people.map((p) => p.reader)])
    await r.ask({ t: "ping", c: 2 });
}

const ask = (w, token, view, method) =>
  get(
    w.s.port,
    `/api/rooms/${w.made.room}/replay${view ?? ""}`,
    token ? { Authorization: `Bearer ${token}` } : {},
    method,
  );

async function refused(w, token, view) {
  const answer = await ask(w, token, `/${view}`);
  assert.match(answer.head, /content-type: application\/json/i);
  return [answer.status, JSON.parse(answer.body).error];
}

async function views(w, token) {
  const answer = await ask(w, token);
  assert.equal(answer.status, 200);
  return JSON.parse(answer.body);
}

/** The recording, its documents at the end, and all that it ever told. */
async function recording(w, token, view) {
  const answer = await ask(w, token, `/${view}`);
  assert.equal(answer.status, 200, answer.body);
  assert.ok(answer.whole);
  assert.match(answer.head, /content-type: application\/x-ndjson/i);
  assert.match(answer.head, /cache-control: no-store/i);
  const [head, ...lines] = answer.body
    .trim()
    .split("\n")
    .map((l) => JSON.parse(l));
  const docs = {};
  let t = head.from;
  let n = 0;
  for (const l of lines) {
    assert.ok(l.t >= t && l.n > n, JSON.stringify([l.n, l.t]));
    [t, n] = [l.t, l.n];
    for (const topic of l.drop ?? []) assert.ok(delete docs[topic], topic);
    for (const [topic, doc] of Object.entries(l.docs ?? {})) {
      assert.ok(!(topic in docs), topic);
      docs[topic] = doc;
    }
    for (const [topic, patch] of Object.entries(l.patch ?? {})) {
      assert.ok(topic in docs, topic);
      merge(docs[topic], patch);
    }
  }
  assert.deepEqual([head.replay, head.room, head.view], [1, w.made.room, view]);
  assert.ok(n <= head.records && t <= head.to);
  return { head, lines, docs, body: answer.body };
}

/** What the live page shows, as a replay tells it. */
function told(docs) {
  const all = structuredClone(docs);
  for (const [topic, doc] of Object.entries(all)) {
    if (topic.startsWith("person/")) for (const key of FORMS) delete doc[key];
    if (doc.answers && topic.startsWith("person/")) doc.answers = { done: true };
    if (topic === "console") doc.codes = {};
    if (topic === "room") delete doc.link;
  }
  return all;
}

let w;

test("P24 P25 who may take which viewpoint, and when", async (s) => {
  w = await workshop(s, [
    ["Alix", true],
    ["Bao", true],
    ["Cleo", false],
  ]);
  const [alix, , cleo] = w.people;
  const boss = w.made.token;
  await play(w);
  assert.deepEqual((await views(w, boss)).views, [{ view: "facilitator" }, { view: "screen" }]);
  assert.deepEqual((await views(w, alix.token)).views, []);
  assert.deepEqual(await refused(w, boss, "p1"), [403, "not_yet"]);
  assert.deepEqual(await refused(w, alix.token, "p1"), [403, "not_yet"]);
  await close(w);
  const list = await views(w, boss);
  assert.deepEqual(
    list.views.map((v) => v.view),
    ["facilitator", "screen", "p1", "p2"],
  );
  const [, , first] = list.views;
  assert.deepEqual([first.name, first.table], ["Alix", "t1"]);
  assert.ok(["M", "C", "O"].includes(first.group) && first.role.fr);
  assert.deepEqual(
    (await views(w, cleo.token)).views.map((v) => [v.view, v.name]),
    [["p3", "Cleo"]],
  );
  assert.deepEqual(await refused(w, boss, "p3"), [403, "no_consent"]);
  for (const view of ["p4", "p0", "f1", "sys", "", "p1x", "room", "log.ndjson"])
    assert.deepEqual(await refused(w, boss, view), [404, "no_file"], view);
  for (const view of ["p2", "p3", "facilitator", "screen"])
    assert.deepEqual(await refused(w, alix.token, view), [403, "bad_token"], view);
  for (const token of [w.made.screen, "nobody", undefined])
    for (const view of ["facilitator", "screen", "p1"])
      assert.deepEqual(await refused(w, token, view), [403, "bad_token"], view);
  assert.equal((await ask(w, w.made.screen)).status, 403);
  await w.boss.act("f1", "back");
  assert.deepEqual(await refused(w, alix.token, "p1"), [403, "not_yet"]);
  await w.boss.act("f1", "next");
  assert.equal((await ask(w, alix.token, "/p1")).status, 200);
  const page = await get(s.port, `/rejouer/${w.made.room}`);
  // The client's page, which asks for what it will need: here, the replay's.
  const less = (body) => body.replace(/<link rel="modulepreload"[^>]*>\n/g, "");
  const other = await get(s.port, `/p/${w.made.room}`);
  assert.deepEqual([page.status, less(page.body)], [200, less(other.body)]);
});

test("P30 the story is for all who were there, its notes for facilitators", async (s) => {
  const room = await workshop(s, [
    ["Alix", true],
    ["Bao", true],
    ["Cleo", false],
  ]);
  const [alix] = room.people;
  const boss = room.made.token;
  await room.boss.act("f1", "note", { text: "à reprendre" });
  await play(room);
  assert.deepEqual(await refused(room, alix.token, "story"), [403, "not_yet"]);
  assert.deepEqual(await refused(room, room.made.screen, "story"), [403, "not_yet"]);
  assert.equal((await ask(room, boss, "/story")).status, 200);
  await close(room);
  const got = await Promise.all(
    [alix.token, room.made.screen, boss].map((token) => ask(room, token, "/story")),
  );
  assert.deepEqual(new Set(got.map((x) => x.body)).size, 1);
  for (const token of [alix.token, room.made.screen])
    assert.deepEqual(await refused(room, token, "notes"), [403, "bad_token"]);
  assert.deepEqual(await refused(room, "nobody", "story"), [403, "bad_token"]);
  const story = JSON.parse(got[0].body);
  assert.deepEqual([story.withheld, story.tables.length], [1, 1]);
  assert.deepEqual(
    story.tables[0].clauses.map((c) => [c.n, c.who, c.first]),
    room.people.map(({ person, debrief }, i) => [
      i + 1,
      person,
      debrief ? `clause de ${person}-mark` : undefined,
    ]),
  );
  assert.ok(story.tables[0].lead.length === 3 && !got[0].body.includes("à reprendre"));
  // Others' words, of as many people: what was made before is to be asked for again.
  const [, , cleo] = room.people;
  const now = async () => {
    await alix.reader.ask({ t: "ping", c: 1 }); // behind what was told
    return alix.reader.docs.room;
  };
  const { quoted, withheld } = await now();
  assert.ok(quoted <= story.records);
  await alix.act("consent", { debrief: false, research: false });
  await cleo.act("consent", { debrief: true, research: false });
  const later = await now();
  assert.deepEqual([later.withheld, later.quoted > story.records], [withheld, true]);
  await alix.act("consent", { debrief: true, research: false });
  const notes = JSON.parse((await ask(room, boss, "/notes")).body);
  assert.ok(notes.beats.some((b) => b.k === "note" && b.text === "à reprendre"));
});

test("P25 P26 at its end a replay is what the page showed, but for names and words", async (s) => {
  const all = await workshop(s, [
    ["Alix", true],
    ["Bao", true],
    ["Cleo", true],
  ]);
  await play(all);
  await close(all);
  const boss = all.made.token;
  const live = [
    ["facilitator", boss, all.boss],
    ["screen", boss, all.screen],
    ...all.people.map((p) => [p.person, boss, p.reader]),
    ...all.people.map((p) => [p.person, p.token, p.reader]),
  ];
  for (const [view, token, reader] of live) {
    const got = await recording(all, token, view);
    assert.deepEqual(got.docs, told(reader.docs), view);
    assert.ok(!/(brouillon|secret|question) de p\d/.test(got.body));
    for (const key of FORMS) assert.ok(!got.body.includes(`"${key}":`), key);
    assert.ok(!all.people.some((p) => p.resume && got.body.includes(p.resume)));
    assert.ok(got.lines.length < got.head.records);
  }
});

test("P26 whoever does not agree to the debrief is not quoted to others", async () => {
  const boss = w.made.token;
  const body = async (token, view) => (await recording(w, token, view)).body;
  for (const [token, view] of [
    [boss, "facilitator"],
    [boss, "screen"],
    [boss, "p1"],
    [w.people[0].token, "p1"],
  ]) {
    const got = await body(token, view);
    assert.ok(/p1-mark/.test(got), view);
    assert.ok(!/p3-mark|Cleo/.test(got), view);
  }
  const own = await body(w.people[2].token, "p3");
  assert.ok(/p3-mark/.test(own) && /Cleo/.test(own) && /p1-mark/.test(own));
});

test("P26 consent is looked at when asked for; the forgotten are quoted nowhere", async () => {
  const boss = w.made.token;
  const [alix, bao, cleo] = w.people;
  const body = async (token, view) => (await recording(w, token, view)).body;
  await cleo.act("consent", { debrief: true, research: false });
  assert.match(await body(boss, "facilitator"), /p3-mark.*Cleo|Cleo.*p3-mark/s);
  assert.equal((await ask(w, boss, "/p3")).status, 200);
  await cleo.act("consent", { debrief: false, research: false });
  assert.doesNotMatch(await body(alix.token, "p1"), /p3-mark|Cleo/);
  await w.boss.act("f1", "erase", { person: "p2" });
  assert.deepEqual(await refused(w, boss, "p2"), [403, "no_consent"]);
  for (const [token, view] of [
    [boss, "facilitator"],
    [alix.token, "p1"],
    [bao.token, "p2"],
  ])
    assert.doesNotMatch(await body(token, view), /p2-mark|Bao/, view);
  assert.deepEqual(
    (await views(w, bao.token)).views.map((v) => [v.view, v.name]),
    [["p2", undefined]],
  );
});

test("P24 P25 a shared phone takes each of its people's; a move drops a table", async (s) => {
  const two = await workshop(s, [["Dany", true]], 2);
  const [dany] = two.people;
  const share = { t: "join", room: two.made.room, name: "Emi", debrief: false, research: false };
  await enter(s, { ...share, token: dany.token });
  const table = Object.keys(dany.reader.docs).find((topic) => topic.startsWith("table/"));
  const to = table === "table/t1" ? "t2" : "t1";
  await two.boss.act("f1", "sit", { person: "p1", table: to });
  await two.boss.act("f1", "next");
  await two.boss.act("f1", "end");
  assert.deepEqual(
    (await views(two, dany.token)).views.map((v) => v.view),
    ["p1", "p2"],
  );
  const one = await recording(two, dany.token, "p1");
  assert.ok(one.lines.some((l) => l.drop?.includes(table) && l.docs[`table/${to}`]));
  assert.ok(one.body.includes("Dany") && !one.body.includes("Emi"));
  assert.ok(!("person/p2" in one.docs) && one.docs["person/p1"].name === "Dany");
  const other = await recording(two, dany.token, "p2");
  assert.ok(other.body.includes("Emi") && !("person/p1" in other.docs));
  await two.boss.act("f1", "remove", { person: "p1" });
  assert.equal((await ask(two, dany.token, "/p1")).status, 403, "who was removed reads nothing");
  const gone = await recording(two, two.made.token, "p1");
  assert.deepEqual(gone.docs, {}, "from then on");
});

test("P25 a server that started again tells the same", async () => {
  const args = ["--open", "--message-rate", "0", "--state", join(top, "again")];
  let s = await Server.start(binary, args);
  const room = await workshop(s, [
    ["Alix", true],
    ["Bao", false],
  ]);
  await play(room);
  await close(room);
  await room.boss.act("f1", "end");
  const asked = [
    [room.made.token, "facilitator"],
    [room.made.token, "p1"],
    [room.people[1].token, "p2"],
  ];
  const before = [];
  for (const [token, view] of asked) before.push(await recording(room, token, view));
  for (const r of [room.boss, room.screen, ...room.people.map((p) => p.reader)])
    r.c.socket.destroy();
  assert.equal(await s.stop(), 0, s.err);
  s = room.s = await Server.start(binary, args);
  for (const [i, [token, view]] of asked.entries()) {
    const again = await recording(room, token, view);
    assert.deepEqual(again.lines.slice(0, before[i].lines.length), before[i].lines);
    assert.equal(again.head.from, before[i].head.from);
  }
  const served = [];
  for (const [token, view] of asked.slice(0, 2)) served.push(await ask(room, token, `/${view}`));
  assert.equal(await s.stop(), 0, s.err);
  const db = ["--db", join(top, "again", "tablee.db"), "--room"];
  for (const [i, { body }] of served.entries()) {
    const here = offline("--view", asked[i][1], ...db, room.made.room);
    assert.deepEqual([here.code, here.err], [0, ""]);
    assert.ok(here.out === body && body.includes("Alix"));
  }
  assert.match(offline("--view", "p2", ...db, room.made.room).err, /did not agree/);
  assert.match(offline(...db, "1234567").err, /that room is not in it/);
});

/** The room's log in a file, and `tablee replay` of it. */
let exported = 0;
async function saved(w) {
  const headers = { Authorization: `Bearer ${w.made.token}` };
  const answer = await get(w.s.port, `/api/rooms/${w.made.room}/log.ndjson`, headers);
  assert.equal(answer.status, 200);
  const file = join(top, `${++exported}.ndjson`);
  writeFileSync(file, answer.body);
  return file;
}

function offline(...args) {
  const env = { ...process.env, LC_ALL: "C" };
  const limits = { encoding: "utf8", timeout: 60_000, maxBuffer: 1 << 28 };
  const done = spawnSync(binary, ["replay", ...args], { env, ...limits });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
const listed = (file) => JSON.parse(offline("--list", file).out).views.map((v) => v.view);

test("tablee replay gives of a log what the server gives, but for the words", async (s) => {
  const room = await workshop(s, [
    ["Alix", true],
    ["Bao", true],
    ["Cleo", false],
  ]);
  await play(room);
  const early = await saved(room);
  assert.deepEqual(listed(early), ["facilitator", "screen"]);
  assert.match(offline("--view", "p1", early).err, /did not come to its conclusion/);
  await close(room);
  const whole = await saved(room);
  assert.deepEqual(listed(whole), ["facilitator", "screen", "p1", "p2"]);
  assert.match(offline("--view", "p3", whole).err, /did not agree to the debrief/);
  const p1 = offline("--view", "p1", whole);
  assert.deepEqual([p1.code, p1.err], [0, ""]);
  assert.doesNotMatch(p1.out, /-mark|Alix|Bao|Cleo|Avis à tous/);
  const [live] = (await ask(room, room.made.token, "/p1")).body.split("\n");
  assert.equal(p1.out.split("\n")[0], live);
  for (const person of ["p1", "p2", "p3"]) await room.boss.act("f1", "erase", { person });
  for (const facilitator of [1, 2]) await room.boss.act("f1", "erase", { facilitator });
  const forgotten = await saved(room);
  const boss = room.made.token;
  assert.equal(offline("--list", forgotten).out, `${(await ask(room, boss)).body}\n`);
  for (const view of ["facilitator", "screen"]) {
    const here = offline("--view", view, forgotten);
    assert.deepEqual([here.code, here.err], [0, ""]);
    // Ratings are sealed in a log: what they would tell is told to be so, and not to be of too few.
    const sealed = (await ask(room, boss, `/${view}`)).body.replaceAll(
      '"relied_not":"few_people"',
      '"relied_not":"sealed"',
    );
    assert.equal(here.out, sealed);
  }
});

/** `tablee replay` that serves a page: where, and what may be asked there. */
async function served(file) {
  const child = spawn(binary, ["replay", file], { env: { ...process.env, LC_ALL: "C" } });
  const here = { child, err: "", exit: once(child, "close") };
  child.stderr.on("data", (d) => (here.err += d));
  const [line] = await within(once(child.stdout, "data"), "the address");
  const link = /http:\/\/127\.0\.0\.1:(\d+)\/rejouer#(\d{7})\.([\w-]+)/.exec(line);
  const [, port, code, token] = link;
  return Object.assign(here, { token, s: { port }, made: { room: code } });
}

test("tablee replay serves the page, and nothing can be changed there", async (s) => {
  const room = await workshop(s, [["Alix", true]]);
  await room.boss.act("f1", "next"); // the clock runs on
  const here = await served(await saved(room));
  const { port } = here.s;
  try {
    assert.equal(here.made.room, room.made.room);
    for (const view of ["", "/facilitator"]) {
      const answers = [await ask(here, here.token, view), await ask(room, room.made.token, view)];
      const heads = answers.map(({ status, body }) => [status, body.split("\n")[0]]);
      assert.deepEqual(heads[0], heads[1]);
    }
    assert.equal((await ask(here, "nobody")).status, 403);
    assert.equal((await get(port, "/rejouer")).status, 200);
    const json = { "Content-Length": "0", "Content-Type": "application/json" };
    const change = await get(port, "/api/scenarios/reload", json, "POST");
    assert.equal(change.status, 403);
    assert.equal(JSON.parse((await get(port, "/api/health")).body).open, false);
    assert.equal(await (await Client.open(port)).closed(), 1008);
    here.child.kill("SIGINT");
    assert.deepEqual(await within(here.exit, "its end"), [0, null]);
    assert.equal(here.err, "");
  } finally {
    here.child.kill("SIGKILL");
  }
});

const EVENTS = 10000;
const AT_ONCE = 200;

/** Many small events, without waiting for each. */
async function many(r, n) {
  let sent = 0;
  for (let got = 0; got < n;) {
    for (; sent < Math.min(n, got + AT_ONCE); sent++) {
      const a = { field: "title", base: `titre ${sent - 1}`, text: `titre ${sent}` };
      const message = { t: "do", id: `m${sent}`, as: "p1", act: "sheet", a };
      r.c.send(1, JSON.stringify(message));
    }
    assert.equal((await r.answer()).t, "ok");
    got++;
  }
}

test(`P25 a replay of ${EVENTS} events holds nobody up, and its end is fixed`, async (s) => {
  const long = await workshop(s, [["Alix", true]]);
  const [alix] = long.people;
  for (let i = 0; i < 2; i++) await long.boss.act("f1", "next");
  await many(alix.reader, EVENTS);
  for (let i = 0; i < 3; i++) await long.boss.act("f1", "next");
  const url = `/api/rooms/${long.made.room}/replay/p1`;
  const request =
    `GET ${url} HTTP/1.1\r\nHost: 127.0.0.1:${s.port}\r\nConnection: close\r\n` +
    `Authorization: Bearer ${long.made.token}\r\n\r\n`;
  for (let i = 0; i < 12; i++) {
    const socket = net.connect(s.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(request);
    await within(new Promise((done) => socket.once("data", done)), "the first bytes");
    i % 2 ? socket.destroy() : socket.resetAndDestroy();
  }
  const early = recording(long, long.made.token, "p1");
  let whole = false;
  early.then(() => (whole = true));
  let pongs = 0;
  while (!whole) {
    assert.equal((await long.boss.ask({ t: "ping", c: 3 })).c, 3);
    pongs += !whole;
  }
  const { head, lines, docs } = await early;
  assert.ok(pongs >= 20, `${pongs} answers meanwhile`);
  assert.ok(head.records >= EVENTS && lines.at(-1).n <= head.records);
  await alix.reader.ask({ t: "ping", c: 4 });
  assert.deepEqual(docs, told(alix.reader.docs));
  assert.ok(lines.length > EVENTS);
  await long.boss.act("f1", "say", { text: "dit-avant" }); // what was made until now is of before
  const late = net.connect(s.port, "127.0.0.1");
  const closed = new Promise((done) => late.on("close", done));
  const parts = [];
  late.on("error", () => {});
  late.on("data", (d) => parts.push(d));
  late.write(request);
  await within(new Promise((done) => late.once("data", done)), "a part");
  await long.boss.act("f1", "say", { text: "dit-après" });
  await within(closed, "the end");
  const bytes = Buffer.concat(parts);
  const { whole: all, body } = unchunked(bytes.subarray(bytes.indexOf("\r\n\r\n") + 4));
  assert.ok(all && body.includes("titre 9999") && !body.includes("dit-après"));
});

process.env.ASAN_OPTIONS = `${process.env.ASAN_OPTIONS ?? ""}:quarantine_size_mb=1`;
await run("replay", binary, ["--open", "--message-rate", "0", "--state", join(top, "state")]);
rmSync(top, { recursive: true });
