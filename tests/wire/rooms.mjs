// Making and entering rooms, over a network that loses answers. rooms.mjs BINARY
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Server } from "./client.mjs";
import { Link } from "./link.mjs";
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

test("P27 an act that was meant for elsewhere is refused, and says where", async (s) => {
  const boss = await Client.open(s.port);
  const made = (await ask(boss, { t: "create", options })).out;
  const { room } = made;
  await ask(boss, { t: "hello", v: 1, room, token: made.token });
  const guest = await Client.open(s.port);
  const joined = (await ask(guest, { t: "join", room, name: "Ana" })).out;
  await ask(guest, { t: "hello", v: 1, room, token: joined.token });
  let id = 0;
  const does = async (c, as, act, a, at) => {
    const asked = { t: "do", id: `n${++id}`, as, act, a, at };
    await c.send(1, JSON.stringify(asked));
    let m;
    do m = JSON.parse((await c.receive()).text);
    while (m.id !== asked.id);
    return m.t === "ok" ? m.out : [m.code, m.field];
  };
  const help = (on, at) => does(guest, "p1", "help", { on }, at);
  assert.deepEqual(await help(true, { table: "t2" }), ["elsewhere", "table"]);
  assert.deepEqual(await help(true, { table: "t1" }), {});
  for (const at of [{ table: "x" }, { phase: -2 }, { wording: 0 }, { undoes: 0 }, { table: 1 }])
    assert.equal((await help(false, at))[0], "range");
  assert.equal((await help(false, { seat: 1 }))[0], "unknown_field");
  assert.equal((await help(false, []))[0], "type");
  const first = await does(boss, "f1", "next", {}, { phase: -1 });
  assert.deepEqual(await does(boss, "f1", "pause", {}, { phase: -1 }), ["elsewhere", "phase"]);
  const second = await does(boss, "f1", "next", {}, { phase: 0 });
  assert.ok(second.n > first.n);
  assert.deepEqual(await does(boss, "f1", "back", {}, { undoes: first.n }), ["undone", undefined]);
  assert.equal((await does(boss, "f1", "back", {}, { undoes: second.n })).phase, 0);
  assert.equal((await does(boss, "f1", "say", { text: "Bonjour" })).say, 1);
  boss.socket.destroy();
  guest.socket.destroy();
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

const DRAFT = { key: "need", text: "Un besoin" };

// Says hello and takes all that is sent for it; gives the epoch.
async function arrive(c, hello, each) {
  const { t, you, topics, epoch } = await ask(c, { t: "hello", ...hello });
  assert.deepEqual([t, you.people], ["welcome", ["p1", "p2"]]);
  assert.ok(topics.includes("room") && topics.includes("person/p1"));
  await c.send(1, '{"t":"ping","c":1}');
  for (;;) {
    const m = JSON.parse((await c.receive()).text);
    if (m.t === "pong") return epoch;
    each(m);
  }
}

// The next message of that kind, past any others.
async function next(c, t) {
  for (;;) {
    const m = JSON.parse((await c.receive()).text);
    if (m.t === t) return m;
  }
}

test("P2 P5 P7 P9 P10 a newcomer looks, joins, says hello, and comes back", async (s) => {
  const c = await Client.open(s.port);
  const { room } = (await ask(c, { t: "create", options })).out;
  const seen = await ask(c, { t: "look", id: "l1", room });
  const { scenario, title, notice, until, ...rest } = seen.out;
  assert.ok(scenario.title.fr && title.en && notice && until > Date.now());
  assert.deepEqual([seen.t, seen.id], ["ok", "l1"]);
  assert.deepEqual(rest, { room, lang: "fr", state: "open", locked: false });
  const { person, token, resume } = (await ask(c, { t: "join", room, name: "Alix" })).out;
  assert.ok(person === "p1" && token.length >= 22 && resume.length >= 6);
  const share = await ask(c, { t: "join", room, name: "Noé", token });
  assert.deepEqual([share.out.person, share.out.token], ["p2", token]);

  const held = {};
  const epoch = await arrive(c, { v: 1, room, token }, (m) => {
    assert.equal(m.t, "doc");
    held[m.topic] = m.ver;
  });
  assert.ok(held.room && held["person/p1"] && held["person/p2"]);
  await c.send(1, JSON.stringify({ t: "do", id: 7, as: "p1", act: "draft", a: DRAFT }));
  assert.equal((await next(c, "patch")).ver, held["person/p1"] + 1);
  assert.equal((await next(c, "ok")).id, 7);
  c.socket.destroy();

  const back = await Client.open(s.port);
  const missed = [];
  await arrive(back, { v: 1, room, token, epoch, have: held }, (m) => missed.push(m));
  assert.deepEqual(
    missed.map((m) => [m.t, m.topic, m.ver]),
    [["patch", "person/p1", held["person/p1"] + 1]],
  );
  await back.send(1, '{"t":"look","id":"l2","room":"1000001"}');
  await back.send(1, '{"t":"ping","c":9}');
  assert.equal((await next(back, "no")).id, "l2");
  assert.equal((await next(back, "pong")).c, 9); // and nothing else bore that id
  back.socket.destroy();
});

test("P8 P12 P13 codes give access back; what may no longer be read ends", async (s) => {
  const boss = await Client.open(s.port);
  const phone = await Client.open(s.port);
  const { room, recovery } = (await ask(boss, { t: "create", options })).out;
  const back = await ask(boss, { t: "recover", room, code: ` ${recovery.toLowerCase()} ` });
  assert.equal((await ask(boss, { t: "recover", room, code: "BCDFGHJKMNPQ" })).code, "wrong_code");
  const { resume } = (await ask(phone, { t: "join", room, name: "Alix" })).out;
  const again = await ask(phone, { t: "resume", room, code: resume });
  assert.equal(again.out.person, "p1");
  assert.equal((await ask(phone, { t: "resume", room, code: "222222" })).code, "wrong_code");

  await ask(boss, { t: "hello", v: 1, room, token: back.out.token });
  const welcome = await ask(phone, { t: "hello", v: 1, room, token: again.out.token });
  const table = welcome.topics.find((topic) => topic.startsWith("table/"));
  const to = table === "table/t1" ? "t2" : "t1";
  const move = { t: "do", id: "m1", as: "f1", act: "sit", a: { person: "p1", table: to } };
  await boss.send(1, JSON.stringify(move));
  assert.equal((await next(boss, "ok")).id, "m1");
  const dropped = [];
  while (!dropped.includes(table)) dropped.push((await next(phone, "drop")).topic);
  await phone.send(1, '{"t":"ping","c":3}');
  const pong = await next(phone, "pong");
  assert.ok(pong.c === 3 && Math.abs(pong.now - Date.now()) < 60000);
  for (const c of [boss, phone]) c.socket.destroy();
});

test("P8 P12 any facilitator gets a screen, the same each time; nobody else does", async (s) => {
  const boss = await Client.open(s.port);
  const hall = await Client.open(s.port);
  const { room, token, co, screen } = (await ask(boss, { t: "create", options })).out;
  const phone = (await ask(boss, { t: "join", room, name: "Alix" })).out;
  const given = (await ask(boss, { t: "screen", room, token: co })).out.screen;
  assert.notEqual(given, screen);
  assert.equal((await ask(boss, { t: "screen", room, token: co })).out.screen, given);
  for (const wrong of [phone.token, screen, given, "A".repeat(43)])
    assert.equal((await ask(boss, { t: "screen", room, token: wrong })).code, "bad_token");
  const welcome = await ask(hall, { t: "hello", v: 1, room, token: given });
  assert.equal(welcome.you.kind, "screen");
  assert.ok(!welcome.topics.some((topic) => /^(console|person|group)/.test(topic)));
  for (const c of [boss, hall]) c.socket.destroy();
});

test("P8 P12 who leads invites another, and shuts them out; nobody else does", async (s) => {
  const boss = await Client.open(s.port);
  const guest = await Client.open(s.port);
  const { room, token, co, screen } = (await ask(boss, { t: "create", options })).out;
  const once = secret();
  const invite = { t: "invite", room, token, name: "Denise", once };
  const { out } = await ask(boss, invite);
  assert.equal(out.facilitator, "f3");
  assert.deepEqual((await ask(boss, invite)).out, out, "the answer was lost");
  assert.equal((await ask(boss, { ...invite, token: co, once: secret() })).code, "not_allowed");
  for (const wrong of [screen, "A".repeat(43)])
    assert.equal((await ask(boss, { ...invite, token: wrong })).code, "bad_token");
  const welcome = await ask(guest, { t: "hello", v: 1, room, token: out.token });
  assert.deepEqual([welcome.you.kind, welcome.you.f], ["facilitator", "f3"]);
  await ask(boss, { t: "hello", v: 1, room, token });
  const a = { facilitator: 3 };
  await boss.send(1, JSON.stringify({ t: "do", id: "w1", as: "f1", act: "withdraw", a }));
  assert.equal((await next(boss, "ok")).id, "w1");
  assert.equal(await guest.told(), 4001);
  const again = await Client.open(s.port);
  assert.equal((await ask(again, { t: "hello", v: 1, room, token: out.token })).code, "bad_token");
  for (const c of [boss, guest, again]) c.socket.destroy();
});

test("P14 P17 who speaks, and for which room, is looked at each time", async (s) => {
  const c = await Client.open(s.port);
  const { room, token } = (await ask(c, { t: "create", options })).out;
  const other = (await ask(c, { t: "create", options })).out;
  const act = { t: "do", id: "n1", as: "f1", act: "lock", a: { on: true } };
  assert.equal((await ask(c, act)).code, "hello_first");
  const cases = [
    [{ room, token: "A".repeat(22) }, "bad_token", 4001],
    [{ room, token: other.token }, "bad_token", 4001],
    [{ room: "1000000", token }, "room_gone", 4003],
    [{ room, token, epoch: "another" }, "epoch", 4003],
  ];
  for (const [fields, code, closed] of cases) {
    const one = await Client.open(s.port);
    assert.equal((await ask(one, { t: "hello", v: 1, ...fields })).code, code);
    assert.equal(await one.told(), closed);
    one.socket.destroy();
  }
  for (const v of [0, 2, undefined]) {
    const one = await Client.open(s.port);
    const no = await ask(one, { t: "hello", v, room, token });
    assert.deepEqual([no.code, no.speaks], ["version", [1]]);
    assert.equal(await one.told(), 4005);
    one.socket.destroy();
  }
  await ask(c, { t: "hello", v: 1, room, token });
  for (const as of ["f2", "p1", "sys"]) {
    await c.send(1, JSON.stringify({ ...act, as }));
    assert.ok(["not_you", "not_allowed"].includes((await next(c, "no")).code), as);
  }
  c.socket.destroy();
});

test("P9 P17 an address that names a workshop takes frames of that one only", async (s) => {
  const c = await Client.open(s.port);
  const { room, token } = (await ask(c, { t: "create", options })).out;
  const other = (await ask(c, { t: "create", options })).out;
  const at = (code) => Client.open(s.port, `/ws?room=${code}`);
  const here = await at(room);
  assert.equal((await ask(here, { t: "look", room })).t, "ok");
  assert.equal((await ask(here, { t: "hello", v: 1, room, token })).t, "welcome");
  for (const message of [
    { t: "look", room: other.room },
    { t: "join", room: other.room, name: "Alix" },
    { t: "resume", room: other.room, code: "222222" },
    { t: "recover", room: other.room, code: other.recovery },
    { t: "screen", room: other.room, token: other.token },
    { t: "invite", room: other.room, token: other.token },
    { t: "hello", v: 1, room: other.room, token: other.token },
  ]) {
    const one = await at(room);
    assert.equal((await ask(one, message)).code, "other_room", message.t);
    assert.equal(await one.told(), 4003);
    one.socket.destroy();
  }
  const gone = await at("1000001");
  assert.equal((await ask(gone, { t: "look", room: "1000001" })).code, "unknown_room");
  assert.equal((await ask(gone, { t: "hello", v: 1, room: "1000001", token })).code, "room_gone");
  assert.equal(await gone.told(), 4003);
  for (const one of [c, here, gone]) one.socket.destroy();
});

// What every client heard until it heard the answer to a ping.
async function heardBy(c) {
  const all = [];
  await c.send(1, '{"t":"ping","c":77}');
  for (;;) {
    const m = JSON.parse((await c.receive()).text);
    if (m.t === "pong" && m.c === 77) return all;
    all.push(m);
  }
}

test("P31 what a facilitator asks about is told, and not done", async (s) => {
  const [boss, anna] = await Promise.all([1, 2].map(() => Client.open(s.port)));
  const { room, token } = (await ask(boss, { t: "create", options })).out;
  const { out } = await ask(anna, { t: "join", room, name: "Anna" });
  await ask(anna, { t: "hello", v: 1, room, token: out.token });
  await ask(boss, { t: "hello", v: 1, room, token });
  const act = async (c, more) => {
    await c.send(1, JSON.stringify({ t: "do", id: "x", ...more }));
    for (;;) {
      const m = JSON.parse((await c.receive()).text);
      if (m.t === "ok" || m.t === "no") return m;
    }
  };
  const told = await act(anna, { id: "1", as: "p1", act: "tale", a: { text: "J’ai vu un loup" } });
  assert.equal(told.t, "ok");
  const retract = { as: "f1", act: "retract", a: { person: "p1" } };
  const would = await act(boss, { ...retract, id: "2", dry: true });
  assert.equal(would.out.words, 1);
  assert.equal(would.out.clauses, 0);
  assert.deepEqual(await act(boss, { ...retract, id: "2", dry: true }), would, "nothing was done");
  const done = await act(boss, { ...retract, id: "2" });
  assert.deepEqual({ ...done.out, n: 0 }, would.out, "the same id was not remembered");
  assert.ok(done.out.n > 0);
  assert.equal((await act(boss, { ...retract, id: "3", dry: true })).code, "nothing");
  const mine = { id: "4", as: "p1", act: "ready", dry: true };
  assert.equal((await act(anna, mine)).code, "not_allowed", "people do what they do");
  for (const c of [boss, anna]) c.socket.destroy();
});

test("P29 what is told beside the log reaches its readers and is kept nowhere", async () => {
  const state = mkdtempSync(join(tmpdir(), "tablee-relay-"));
  const s = await Server.start(process.argv[2], ["--open", "--state", state]);
  const [boss, anna, far] = await Promise.all([1, 2, 3].map(() => Client.open(s.port)));
  const { room, token } = (await ask(boss, { t: "create", options })).out;
  await ask(boss, { t: "hello", v: 1, room, token });
  const seats = [];
  for (const [name, table] of [["qzNAME", "t1"], ["Noé", "t1"], ["Loin", "t2"]]) {
    const { out } = await ask(far, { t: "join", room, name });
    const a = { person: out.person, table, group: "C" };
    await boss.send(1, JSON.stringify({ t: "do", id: name, as: "f1", act: "sit", a }));
    assert.equal((await next(boss, "ok")).id, name);
    seats.push(out.token);
  }
  const link = await Link.open(s.port, "events", room);
  const hello = (i) => ({ t: "hello", v: 1, room, token: seats[i] });
  await ask(anna, hello(0));
  await link.ask(hello(1));
  await ask(far, hello(2));

  const told = { t: "relayed", topic: "group/t1/C", by: "p1", kind: "typing", what: "qzRELAY1" };
  const relay = (id, as, topic, what) =>
    JSON.stringify({ t: "relay", id, as, topic, kind: "typing", what });
  await anna.send(1, relay("r1", "p1", told.topic, told.what));
  assert.deepEqual(await next(anna, "relayed"), told);
  assert.deepEqual(await next(anna, "ok"), { t: "ok", id: "r1", out: {} });
  assert.deepEqual(await link.next((m) => m.t === "relayed"), told);
  await link.ask({ ...JSON.parse(relay("r2", "p2", "table/t1", "qzRELAY2")) });
  assert.equal((await next(anna, "relayed")).by, "p2");
  const only = (all) => all.filter((m) => m.t === "relayed").map((m) => m.what);
  assert.deepEqual(only(await heardBy(boss)), ["qzRELAY2"], "facilitators read tables, not groups");
  await far.send(1, relay("r3", "p3", "table/t1", "qzRELAY3"));
  const all = await heardBy(far);
  assert.deepEqual(only(all), []);
  const no = all.find((m) => m.t === "no");
  assert.deepEqual([no.id, no.code, no.field], ["r3", "not_allowed", "topic"]);

  link.cut();
  for (const c of [boss, anna, far]) c.socket.destroy();
  assert.equal(await s.stop(), 0);
  const kept = readdirSync(state, { recursive: true })
    .map((name) => join(state, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, "latin1"))
    .join("");
  assert.ok(kept.includes("qzNAME"), "what is logged is there");
  assert.ok(!kept.includes("qzRELAY"), "and what was told beside it is not");
  rmSync(state, { recursive: true });
});

await run("rooms", process.argv[2], ["--open"]);
