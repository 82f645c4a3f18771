// A long log and its research export, downloaded while others go on: by readers who read, who stop,
// who leave. downloads.mjs BINARY
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Server, get, unchunked, within } from "./client.mjs";
import { run, test } from "./suite.mjs";

const binary = process.argv[2];
const top = mkdtempSync(join(tmpdir(), "downloads-"));
const EVENTS = 20000;
const HOUR = 2000; // events of a long hour
const AT_ONCE = 200;
const DOWNLOADS = 8; // of a workshop at once, as the server has it
const FILE = 12 << 20;

async function ask(c, message) {
  await c.send(1, JSON.stringify({ id: 1, ...message }));
  for (;;) {
    const answer = JSON.parse((await c.receive()).text);
    if (["ok", "no", "welcome", "pong"].includes(answer.t)) return answer;
  }
}

/** A workshop with a person who has typed `n` drafts. */
async function typed(s, n) {
  const c = await Client.open(s.port);
  const options = { scenario: "la-mauve", tables: 1 };
  const made = (await ask(c, { t: "create", options })).out;
  const join = { t: "join", room: made.room, name: "Alix", debrief: true, research: true };
  const alix = (await ask(c, join)).out;
  await ask(c, { t: "hello", v: 1, room: made.room, token: alix.token });
  const w = { s, c, made, person: alix.person, sent: 0 };
  for (let got = 0; got < n;) {
    while (w.sent < Math.min(n, got + AT_ONCE)) draft(w);
    const m = JSON.parse((await c.receive()).text);
    assert.notEqual(m.t, "no");
    got += m.t === "ok";
  }
  return w;
}

function draft(w) {
  const a = { key: "k", text: `mot ${w.sent}` };
  const id = `n${w.sent++}`;
  w.c.send(1, JSON.stringify({ t: "do", id, as: w.person, act: "draft", a }));
}

async function drafted(w) {
  draft(w);
  let m;
  do m = JSON.parse((await w.c.receive()).text);
  while (m.t !== "ok");
}

const path = (w, file) => `/api/rooms/${w.made.room}/${file}`;
const bearer = (w) => ({ Authorization: `Bearer ${w.made.token}` });
const log = (w) => get(w.s.port, path(w, "log.ndjson"), bearer(w));

/** A reader of its own: `begun` at the first bytes, read further only when told to. */
function reader(w, file, version = "1.1", method = "GET") {
  const socket = net.connect(w.s.port, "127.0.0.1");
  const r = { socket, bytes: Buffer.alloc(0) };
  const parts = [];
  socket.on("error", () => {});
  r.begun = new Promise((done) => {
    socket.once("data", (d) => {
      parts.push(d);
      socket.pause();
      done();
      socket.on("data", (more) => parts.push(more));
    });
  });
  const end = new Promise((done) => socket.on("close", done));
  r.ended = async () => {
    await within(r.begun, "the first bytes");
    socket.resume();
    await within(end, "the end of a download");
    const all = Buffer.concat(parts);
    const at = all.indexOf("\r\n\r\n");
    return { head: all.subarray(0, at).toString(), bytes: all.subarray(at + 4) };
  };
  socket.write(
    `${method} ${path(w, file)} HTTP/${version}\r\nHost: 127.0.0.1:${w.s.port}\r\n` +
      `Authorization: Bearer ${w.made.token}\r\nConnection: close\r\n\r\n`,
  );
  return r;
}

function memory(s) {
  const status = readFileSync(`/proc/${s.child.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) * 1024;
}

let w;

test(`a log of ${EVENTS} events: what comes meanwhile is answered, and is not in it`, async (s) => {
  w = await typed(s, EVENTS);
  const first = await log(w);
  assert.equal(first.status, 200);
  const before = JSON.parse(first.body.slice(0, first.body.indexOf("\n"))).records;
  const r = reader(w, "log.ndjson");
  await within(r.begun, "the first bytes");
  for (let i = 0; i < 50; i++) await drafted(w);
  const { head, bytes } = await r.ended();
  assert.match(head, /^HTTP\/1\.1 200 /);
  assert.match(head, /cache-control: no-store/i);
  const { whole, body } = unchunked(bytes);
  assert.ok(whole);
  assert.equal(body.toString(), first.body);
  const lines = body.toString().trim().split("\n");
  assert.equal(lines.length, before + 2); // and a header, and the scenario
  assert.equal(JSON.parse(lines.at(-1)).hash, JSON.parse(lines[0]).last);
  const file = join(top, "log.ndjson");
  writeFileSync(file, body);
  const verified = spawnSync(binary, ["verify", file], { encoding: "utf8" });
  assert.equal(verified.status, 0, verified.stderr);
  const later = JSON.parse((await log(w)).body.split("\n")[0]);
  assert.equal(later.records, before + 50);
});

async function queued(s, n) {
  for (;;) {
    const { body } = await get(s.port, "/metrics");
    if (body.includes(`tablee_downloads_waiting ${n}\n`)) return;
  }
}

test("P22 who stops reading holds a part, not a log; more of them wait", async (s) => {
  const whole = (await log(w)).body.length;
  const before = memory(s);
  const all = Array.from({ length: DOWNLOADS }, () => reader(w, "log.ndjson"));
  await Promise.all(all.map((r) => within(r.begun, "the first bytes")));
  for (let i = 0; i < 20; i++) await drafted(w);
  const waiting = reader(w, "export/events.csv");
  await within(queued(s, 1), "a place in the queue");
  const place = async (who) => JSON.parse((await get(s.port, path(w, "queue"), who)).body).place;
  assert.equal(await place(bearer(w)), 1);
  assert.equal(await place({ Authorization: "Bearer nobody" }), 0);
  const other = await typed(s, 2);
  assert.equal((await log(other)).status, 200, "another workshop has its share");
  other.c.socket.destroy();
  const grown = memory(s) - before;
  assert.ok(grown < (DOWNLOADS * whole) / 4, `${grown} bytes for ${DOWNLOADS} of ${whole}`);
  for (const r of all) assert.ok(unchunked((await r.ended()).bytes).whole);
  const { head } = await waiting.ended();
  assert.match(head, /^HTTP\/1\.1 200 /, "its turn came");
});

test("P22 a hall of 120 phones opens its replay at once, and each gets it", async (s) => {
  const hour = await typed(s, HOUR);
  const all = Array.from({ length: 120 }, () => log(hour));
  for (const { status, whole } of await Promise.all(all)) assert.ok(status === 200 && whole);
  hour.c.socket.destroy();
});

test("readers who leave in the middle leave nothing behind", async (s) => {
  for (let i = 0; i < 3; i++) {
    const all = Array.from({ length: DOWNLOADS }, (_, k) =>
      reader(w, k ? "log.ndjson" : "export/tablee-export.json"),
    );
    await Promise.all(all.slice(1).map((r) => within(r.begun, "the first bytes")));
    for (const r of all) i % 2 ? r.socket.destroy() : r.socket.resetAndDestroy();
  }
  // Their places are free again once the server has seen them go.
  const end = Date.now() + 60_000;
  let status;
  do status = (await log(w)).status;
  while (status === 503 && Date.now() < end);
  assert.equal(status, 200);
});

test("an export is made between turns of the loop: others are answered meanwhile", async (s) => {
  const c = await Client.open(s.port);
  for (const file of ["export/", "export/events.csv", "export/tablee-export.json"]) {
    const r = reader(w, file);
    let begun = false;
    let pongs = 0;
    const first = within(r.begun, "the first bytes").finally(() => (begun = true));
    while (!begun) {
      assert.equal((await ask(c, { t: "ping", c: 1 })).c, 1);
      if (!begun) pongs++;
    }
    await first;
    assert.ok(pongs >= 5, `${pongs} answers before ${file}`);
    const { head, bytes } = await r.ended();
    assert.match(head, /^HTTP\/1\.1 200 /);
    assert.equal(Number(/content-length: (\d+)/i.exec(head)[1]), bytes.length);
  }
  const events = (await get(s.port, path(w, "export/events.csv"), bearer(w))).body;
  assert.match(events, /,join,/);
  assert.doesNotMatch(events, /,draft,/); // what is half typed is walked through, and is no row
  c.socket.destroy();
});

test("who may not, what is not there, and ways to ask", async (s) => {
  const status = async (file, headers, method) =>
    (await get(s.port, path(w, file), headers, method)).status;
  assert.equal(await status("log.ndjson"), 403);
  assert.equal(await status("export/", { Authorization: "Bearer nobody" }), 403);
  assert.equal(await status("nothing", bearer(w)), 404);
  assert.equal(await status("export/nothing.csv", bearer(w)), 404);
  assert.equal(await status("export/nothing", bearer(w)), 404);
  const head = await get(s.port, path(w, "log.ndjson"), bearer(w), "HEAD");
  assert.deepEqual([head.status, head.body], [200, ""]);
  const { head: said, bytes } = await reader(w, "log.ndjson", "1.0").ended();
  assert.ok(!/transfer-encoding|content-length/i.test(said));
  assert.equal(bytes.toString(), (await log(w)).body);
});

test("who takes nothing any more of a large file is dropped", async () => {
  const web = join(top, "web");
  mkdirSync(join(web, "assets"), { recursive: true });
  writeFileSync(join(web, "assets", "large.js"), Buffer.alloc(FILE, "x"));
  const args = [
    "--open",
    "--message-rate",
    "0",
    "--request-time",
    "1",
    "--ping",
    "3",
    "--web",
    web,
  ];
  const s = await Server.start(binary, [...args, "--state", join(top, "drop")], small);
  const c = await Client.open(s.port);
  const before = memory(s);
  const stalled = Array.from({ length: 8 }, () => {
    const socket = net.connect(s.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.pause();
    return socket;
  });
  const sockets = () =>
    readFileSync("/proc/net/tcp", "utf8")
      .split("\n")
      .filter((l) => l.split(/\s+/)[2]?.endsWith(`:${s.port.toString(16).toUpperCase()}`))
      .filter((l) => l.split(/\s+/)[4] === "01").length;
  let most = 0;
  // Each asks as it arrives: who is connected and silent for a second is dropped for that alone.
  await Promise.all(
    stalled.map(async (socket) => {
      await within(once(socket, "connect"), "a connection");
      socket.write(`GET /assets/large.js HTTP/1.1\r\nHost: 127.0.0.1:${s.port}\r\n\r\n`);
    }),
  );
  for (const end = Date.now() + 60_000; sockets() > 1;) {
    assert.ok(Date.now() < end, `${sockets() - 1} are still there`);
    await within(new Promise((done) => (c.pinged = done)), "a ping");
    most = Math.max(most, memory(s) - before);
  }
  assert.ok(most < (8 * FILE) / 4, `${most} bytes for 8 of ${FILE}`);
  for (const socket of stalled) socket.destroy();
  c.socket.destroy();
  assert.equal(await s.stop(), 0, s.err);
});

// What was freed is not kept from use, or memory would tell of that instead.
const small = { ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ""}:quarantine_size_mb=1` };
process.env.ASAN_OPTIONS = small.ASAN_OPTIONS;
// Who stalls while sixteen others begin, on a slow machine, is not late yet.
const patient = ["--request-time", "60"];
const args = ["--open", "--message-rate", "0", ...patient, "--state", join(top, "state")];
await run("downloads", binary, args);
rmSync(top, { recursive: true });
