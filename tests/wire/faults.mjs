// What a server does with a database or scenarios that are not as it left them, and with a disk
// that takes nothing more. faults.mjs BINARY
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Server } from "./client.mjs";
import { run, test } from "./suite.mjs";

const binary = process.argv[2];
const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const source = process.env.TABLEE_SOURCE ?? join(here, "../..");
const top = mkdtempSync(join(tmpdir(), "faults-"));
let number = 0;
const newState = () => join(top, String(++number));

async function ask(s, message) {
  const c = await Client.open(s.port);
  await c.send(1, JSON.stringify({ id: 1, ...message }));
  const answer = JSON.parse((await c.receive()).text);
  c.socket.destroy();
  return answer;
}

const create = (s, scenario) => ask(s, { t: "create", options: { scenario } });

async function stateWithRoom() {
  const dir = newState();
  const s = await Server.start(binary, ["--open", "--state", dir]);
  const made = await create(s, "la-mauve");
  await ask(s, { t: "join", room: made.out.room, name: "Alix" });
  const other = await create(s, "la-mauve");
  writeFileSync(join(dir, "made.json"), JSON.stringify([made.out, other.out]));
  assert.equal(await s.stop(), 0, s.err);
  return dir;
}

function spoil(dir, way, what = {}) {
  const tool = [join(here, "database.py"), join(dir, "tablee.db"), way, JSON.stringify(what)];
  const r = spawnSync("python3", tool, { encoding: "utf8" });
  assert.equal(r.status, 0, r.stderr);
}

// Its exit code and the one sentence that is not a line of the JSON log.
function refusal(dir) {
  const args = ["serve", "--port", "0", "--open", "--state", dir];
  const r = spawnSync(binary, args, { encoding: "utf8", timeout: 30000 });
  const lines = r.stderr.split("\n").filter((l) => l && !l.startsWith("{"));
  assert.equal(lines.length, 1, r.stderr);
  assert.match(lines[0], /^tablee serve: .+/);
  return [r.status, lines[0]];
}

const spoiled = [
  ["newer", {}, /written by a newer version \(format 99; this one knows 4\)/],
  ["rubbish", {}, /file is not a database/],
  ["pages", {}, /database disk image is malformed/],
];
for (const [way, what, sentence] of spoiled)
  test(`a database spoiled (${way}) is refused in one sentence`, async () => {
    const dir = await stateWithRoom();
    spoil(dir, way, what);
    const [code, said] = refusal(dir);
    assert.match(said, sentence);
    assert.equal(code, 1);
  });

// One room's log is no reason to keep the others waiting: it is refused, and the log says why.
async function onlyThatRoom(dir, why) {
  const s = await Server.start(binary, ["--open", "--state", dir]);
  const [lost, kept] = JSON.parse(readFileSync(join(dir, "made.json")));
  const hello = (made) => ask(s, { t: "hello", v: 1, room: made.room, token: made.token });
  assert.equal((await hello(lost)).code, "unreadable_room");
  assert.equal((await hello(lost)).code, "unreadable_room");
  const join_ = { t: "join", room: lost.room, name: "Noé" };
  assert.equal((await ask(s, join_)).code, "unreadable_room");
  assert.equal((await hello(kept)).t, "welcome");
  const log = await fetch(`http://127.0.0.1:${s.port}/api/rooms/${lost.room}/log.ndjson`, {
    headers: { Authorization: `Bearer ${lost.token}` },
  });
  assert.equal(log.status, 409);
  assert.deepEqual(await log.json(), { error: "unreadable_room" });
  assert.equal(await s.stop(), 0, s.err);
  const said = s.err.split("\n").filter((line) => line.includes('"room_unreadable"'));
  assert.equal(said.length, 1, s.err);
  assert.match(said[0], why);
}

for (const [way, why] of [
  ["broken", /"room":1,"record":3,"why":"the chain is broken"/],
  ["changed", /"room":1,"record":\d+,"why":"unknown act: creD"/],
  ["gap", /"room":1,"record":2,"why":"[^"]*a row is missing/],
])
  test(`a room whose log is spoiled (${way}) is refused, and the others go on`, async () => {
    const dir = await stateWithRoom();
    spoil(dir, way);
    await onlyThatRoom(dir, why);
  });

const forgeries = [
  { by: "p1", act: "stance", a: { clause: "c9", stance: "support" } },
  { by: "p9", act: "ready", a: {} },
  { by: "f1", act: "next", a: { phase: 8, length: 1000 } },
  { by: "f1", act: "next", a: {} },
  {
    by: "sys",
    act: "join",
    a: { person: "p7", name: "x", debrief: true, research: true, lang: "fr" },
  },
  { by: "f1", act: "sit", a: { table: "t1" } },
  { by: "sys", act: "propose", a: { clause: "c1", text: "x", scale: [], dims: [], for: "all" } },
];
test("a room whose log was forged, its chain made anew, is refused", async () => {
  const dir = await stateWithRoom();
  for (const event of forgeries) {
    const copy = newState();
    cpSync(dir, copy, { recursive: true });
    spoil(copy, "forged", event);
    const told = /"room":1,"record":\d+,"why":"it does not follow from what came before"/;
    await onlyThatRoom(copy, told);
  }
});

test("a room whose scenario is gone waits for it; the others go on", async () => {
  const dir = newState();
  const both = join(top, "both");
  const one = join(top, "one");
  for (const to of [both, one]) mkdirSync(to);
  for (const id of ["la-mauve", "la-brunante"])
    cpSync(join(source, "scenarios", id), join(both, id), { recursive: true });
  cpSync(join(both, "la-brunante"), join(one, "la-brunante"), { recursive: true });
  const start = (where) => Server.start(binary, ["--open", "--state", dir, "--scenarios", where]);
  const look = async (s, made) => ask(s, { t: "look", room: made.out.room });

  let s = await start(both);
  const lost = await create(s, "la-mauve");
  const kept = await create(s, "la-brunante");
  const once = { t: "join", room: lost.out.room, name: "Alix" };
  await ask(s, once);
  await s.stop();

  s = await start(one);
  assert.equal((await look(s, lost)).t, "ok", "a room keeps the scenario it began with");
  assert.equal(await s.stop(), 0, s.err);

  spoil(dir, "unwritten");
  s = await start(one);
  assert.equal((await look(s, lost)).t, "ok", "what is told of a room needs no card of it");
  assert.equal((await ask(s, once)).code, "no_scenario");
  const hello = { t: "hello", v: 1, room: lost.out.room, token: lost.out.token };
  assert.equal((await ask(s, hello)).code, "no_scenario");
  assert.equal((await look(s, kept)).t, "ok");
  assert.equal(await s.stop(), 0, s.err);
  assert.equal(s.err.split('"scenario_missing"').length, 2, "told once"); // all of it is read now

  s = await start(both);
  assert.equal((await ask(s, once)).out.person, "p2");
  assert.equal(await s.stop(), 0, s.err);
});

// The wall's clock as this file says it is, in seconds from what it was.
const SET_CLOCK = `
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t id, struct timespec *t)
{
    long rc = syscall(SYS_clock_gettime, id, t), by = 0;
    FILE *f = id == CLOCK_REALTIME ? fopen(getenv("CLOCK_SET_BY"), "r") : NULL;
    if (f && fscanf(f, "%ld", &by) == 1)
        t->tv_sec += by;
    if (f)
        fclose(f);
    return (int)rc;
}
`;
test("the computer's clock is set while it serves: the hour goes on", async () => {
  const by = join(top, "by");
  const library = join(top, "clock.so");
  writeFileSync(by, "0");
  writeFileSync(join(top, "clock.c"), SET_CLOCK);
  const made = spawnSync("cc", ["-shared", "-fPIC", "-o", library, join(top, "clock.c")]);
  assert.equal(made.status, 0, made.stderr.toString());
  const s = await Server.start(binary, ["--open"], {
    CLOCK_SET_BY: by,
    LD_PRELOAD: library,
    ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ""}:verify_asan_link_order=0`,
  });
  const c = await Client.open(s.port);
  const docs = {};
  const say = async (message) => {
    await c.send(1, JSON.stringify({ id: "x", ...message }));
    for (;;) {
      const m = JSON.parse((await c.receive()).text);
      if (m.t === "doc") docs[m.topic] = m.doc;
      if (m.t === "patch" && m.patch.clock) Object.assign(docs.room.clock, m.patch.clock);
      if (["ok", "no", "pong", "welcome"].includes(m.t)) return m;
    }
  };
  const { room, token } = (await say({ t: "create", options: { scenario: "la-mauve" } })).out;
  await say({ t: "hello", v: 1, room, token });
  let n = 0;
  const act = (name, a) => say({ t: "do", as: "f1", act: name, a, id: `a${++n}` });
  for (let i = 0; i < 3; i++) assert.equal((await act("next", {})).t, "ok");
  for (const seconds of [4 * 3600, -86400, 10 * 365 * 86400]) {
    writeFileSync(by, String(seconds));
    assert.equal((await act("say", { text: "On continue" })).t, "ok");
    const { now } = await say({ t: "ping", c: 1 });
    await act("extend", { seconds: 1 }); // brings the clock as it is
    const { kind, ends } = docs.room.clock;
    assert.equal(kind, "pooling", `${seconds}`);
    const left = (ends - now) / 1000;
    assert.ok(left > 600 && left < 1300, `${left} seconds left`);
  }
  c.socket.destroy();
  assert.equal(await s.stop(), 0, s.err);
});

await run("faults", binary, ["--open"]);
rmSync(top, { recursive: true });
