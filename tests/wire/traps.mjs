// What libwebsockets, TCP and HTTP would let happen; README.md here says where each is handled.
// traps.mjs BINARY
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Server, get, raw, upgradeHeaders, within } from "./client.mjs";
import { run, test } from "./suite.mjs";

const binary = process.argv[2];
const top = mkdtempSync(join(tmpdir(), "traps-"));
const options = { scenario: "la-mauve", tables: 1 };

async function ask(c, message) {
  await c.send(1, JSON.stringify({ id: 1, ...message }));
  for (;;) {
    const answer = JSON.parse((await c.receive()).text);
    if (["ok", "no", "welcome"].includes(answer.t)) return answer;
  }
}

async function patchOf(c, topic) {
  for (;;) {
    const { text } = await c.receive();
    const m = JSON.parse(text);
    if (m.t === "patch" && m.topic === topic) return text;
  }
}

test("the fifth tab closes the first with 4002; a patch is the same bytes for all", async (s) => {
  const boss = await Client.open(s.port);
  const { room, token } = (await ask(boss, { t: "create", options })).out;
  const alix = (await ask(boss, { t: "join", room, name: "Alix" })).out;
  const hello = (c, whose) => ask(c, { t: "hello", v: 1, room, token: whose });
  const tabs = [];
  for (let i = 0; i < 5; i++) {
    tabs.push(await Client.open(s.port));
    await hello(tabs[i], alix.token);
  }
  assert.equal(await tabs[0].closed(), 4002);
  await hello(boss, token);
  await boss.send(1, '{"t":"do","id":"l","as":"f1","act":"lock","a":{"on":true}}');
  const patches = await Promise.all([boss, ...tabs.slice(1)].map((c) => patchOf(c, "room")));
  assert.match(patches[0], /"locked":true/);
  assert.deepEqual(new Set(patches).size, 1);
  for (const c of [boss, ...tabs]) c.socket.destroy();
});

test("slow readers cost a queue each, not what was sent to them", async () => {
  // What was freed is not kept from use, or memory would tell of that instead.
  const env = { ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ""}:quarantine_size_mb=1` };
  const s = await Server.start(binary, ["--open"], env);
  const memory = () => {
    const status = readFileSync(`/proc/${s.child.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) * 1024;
  };
  const readers = await Promise.all(Array.from({ length: 10 }, () => Client.open(s.port, "/echo")));
  const before = memory();
  const sent = [];
  for (const c of readers) {
    c.socket.pause();
    for (let i = 0; i < 300; i++) sent.push(c.send(1, "z".repeat(60000)));
  }
  await Promise.all(sent);
  const grown = memory() - before;
  for (const c of readers) c.socket.resume();
  for (const c of readers) assert.ok([1013, 1006].includes(await c.closed())); // told, if in time
  assert.ok(grown < 10 << 20, `${grown} bytes more for 10 readers of 18 MB each`);
  assert.equal(await s.stop(), 0, s.err);
});

// What a hall has to tell, to a facilitator who comes in: more than may lie for who reads slowly.
test("who comes in gets all documents, though they are longer than a reader's queue", async (s) => {
  const ask = async (c, message) => {
    await c.send(1, JSON.stringify({ id: 1, ...message }));
    for (let told = 0; ;) {
      const heard = await Promise.race([c.receive(), c.closed()]);
      assert.equal(typeof heard, "object", `closed with ${heard}`);
      const { text } = heard;
      const answer = JSON.parse(text);
      told += Buffer.byteLength(text);
      if (["ok", "no", "welcome", "pong"].includes(answer.t)) return { ...answer, told };
    }
  };
  let boss = await Client.open(s.port);
  const options = { scenario: "la-mauve", tables: 24 };
  const made = (await ask(boss, { t: "create", options })).out;
  const hello = { t: "hello", v: 1, room: made.room, token: made.token };
  assert.equal((await ask(boss, hello)).t, "welcome");
  for (let n = 0; n < 100; n++) {
    if (n % 15 === 14) {
      boss.socket.destroy(); // a hall's hour at once: more than one connection says in a second
      boss = await Client.open(s.port);
      assert.equal((await ask(boss, hello)).t, "welcome");
    }
    const a = { text: "🙂".repeat(600) };
    assert.equal((await ask(boss, { t: "do", id: `n${n}`, as: "f1", act: "note", a })).t, "ok");
  }
  const back = await Client.open(s.port);
  assert.equal((await ask(back, hello)).t, "welcome");
  const { t, told } = await ask(back, { t: "ping", c: 1 });
  assert.equal(t, "pong");
  assert.ok(told > 256 << 10, `${told} bytes`);
  for (const c of [boss, back]) c.socket.destroy();
});

test("HTTP/2 is not spoken, asked for or not", async (s) => {
  const preface = await raw(s.port, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0");
  assert.ok(!preface.status || preface.status >= 400, preface.head);
  const h2c = {
    Connection: "Upgrade, HTTP2-Settings",
    Upgrade: "h2c",
    "HTTP2-Settings": "AAMAAABk",
  };
  for (const path of ["/", "/ws", "/api/scenarios"]) {
    const a = await get(s.port, path, h2c);
    assert.equal(a.status, 400, path);
    assert.match(a.body, /Only WebSocket is offered/);
  }
});

test("lengths that are none, and upgrades that bring a body", async (s) => {
  const json = { "Content-Type": "application/json" };
  const post = (headers) => get(s.port, "/api/scenarios/check", headers, "POST");
  for (const length of ["-1", "-9223372036854775808", "99999999999999999999", "4x", ""]) {
    const a = await post({ ...json, "Content-Length": length });
    assert.ok(!a.status || a.status >= 400, `${length}: ${a.head}`);
  }
  assert.equal((await post(json)).status, 411);
  assert.equal((await post({ ...json, "Transfer-Encoding": "chunked" })).status, 411);
  assert.equal((await post({ ...json, "Content-Length": "300000" })).status, 413);
  assert.equal((await post({ "Content-Length": "2" })).status, 415);
  for (const length of ["-1", "5"]) {
    const a = await get(s.port, "/ws", upgradeHeaders({ "Content-Length": length }));
    const b = await get(s.port, "/healthz", { "Content-Length": length });
    for (const { status } of [a, b]) assert.ok([400, 403].includes(status), `${length}: ${status}`);
  }
  for (let i = 0; i < 50; i++) {
    const { status } = await get(s.port, "/ws", upgradeHeaders({ Upgrade: `x${i}` }));
    assert.ok([400, 403].includes(status), `${status}`);
  }
  assert.equal((await get(s.port, "/healthz")).status, 200);
});

test("bytes that are no request close the connection, and nothing else", async (s) => {
  for (const bytes of [
    "\0\0\0\0",
    "\x16\x03\x01\x02\0\x01\0\x01\xfc",
    "GET\r\n\r\n",
    "\r\n\r\n\r\n\r\n",
  ]) {
    const socket = net.connect(s.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.resume();
    const closed = new Promise((done) => socket.on("close", done));
    socket.end(bytes, "latin1");
    await within(closed, "the end of what was no request");
  }
  assert.equal((await get(s.port, "/healthz")).status, 200);
});

test("links, hidden files and folders of the web client are not served", async () => {
  const web = join(top, "web");
  mkdirSync(join(web, "assets"), { recursive: true });
  writeFileSync(join(top, "outside.txt"), "outside");
  writeFileSync(join(web, "index.html"), "<!doctype html>");
  writeFileSync(join(web, ".hidden.txt"), "hidden");
  for (const [name, type] of [
    ["a.wasm", "application/wasm"],
    ["a.mjs", "text/javascript"],
    ["a.js.map", "application/json"],
    ["a.svg", "image/svg+xml"],
    ["a.woff2", "font/woff2"],
  ])
    writeFileSync(join(web, "assets", name), type);
  symlinkSync(join(top, "outside.txt"), join(web, "link.txt"));
  symlinkSync(top, join(web, "folder"));
  const s = await Server.start(binary, ["--open", "--web", web]);
  for (const path of ["/link.txt", "/folder/outside.txt", "/.hidden.txt", "/assets/", "/assets"]) {
    const a = await get(s.port, path);
    assert.ok(!/outside|hidden/.test(a.body), path);
    assert.ok(a.status === 404 || a.body === "<!doctype html>", `${path}: ${a.status}`);
  }
  for (const name of ["a.wasm", "a.mjs", "a.js.map", "a.svg", "a.woff2"]) {
    const a = await get(s.port, `/assets/${name}`);
    assert.equal(a.status, 200, name);
    const type = /content-type: ([^;\r\n]+)/i.exec(a.head)[1];
    assert.equal(type, a.body, name);
  }
  assert.equal(await s.stop(), 0, s.err);
});

test("behind https: its name and pages are known, and browsers are told to stay", async () => {
  const args = ["--open", "--public-url", "https://atelier.example/", "--behind-proxy"];
  const s = await Server.start(binary, args);
  const a = await get(s.port, "/", { Host: "atelier.example" });
  assert.equal(a.status, 200);
  assert.match(a.head, /strict-transport-security: max-age=31536000/i);
  assert.match(a.head, /connect-src 'self' ws:\/\/atelier\.example wss:\/\/atelier\.example/);
  const up = (over) =>
    get(
      s.port,
      "/ws",
      upgradeHeaders({ Host: "atelier.example", "X-Forwarded-For": "10.0.0.9", ...over }),
    );
  assert.equal((await up({ Origin: "https://atelier.example" })).status, 101);
  assert.equal((await up({ Origin: "https://atelier.example.evil.example" })).status, 403);
  assert.equal((await up({ Host: "other.example", Origin: "https://other.example" })).status, 403);
  const where = JSON.parse((await get(s.port, "/api/where")).body);
  assert.deepEqual(where.urls, ["https://atelier.example"]);
  assert.equal(await s.stop(), 0, s.err);
});

await run("traps", binary, ["--open"]);
rmSync(top, { recursive: true });
