// What a real client sees of the server: refusals, limits, close codes, files. wire.mjs BINARY
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Server, get, raw, upgradeHeaders } from "./client.mjs";
import { run, test } from "./suite.mjs";

const binary = process.argv[2];
const dir = mkdtempSync(join(tmpdir(), "wire-"));
const page = "<!doctype html><title>t</title>";
mkdirSync(join(dir, "assets"));
writeFileSync(join(dir, "index.html"), page);
writeFileSync(join(dir, "assets", "a.js"), "plain");
writeFileSync(join(dir, "assets", "a.js.br"), "as-br");
writeFileSync(join(dir, "assets", "a.js.gz"), "as-gz");

const header = (answer, name) =>
  new RegExp(`^${name}: (.*)$`, "im").exec(answer.head.replaceAll("\r", ""))?.[1];
const upgrade = (s, path, over) => get(s.port, path, upgradeHeaders(over));

test("listens on this computer only", (s) => {
  const hex = s.port.toString(16).toUpperCase().padStart(4, "0");
  const local = (file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .map((l) => l.trim().split(/\s+/))
      .filter((f) => f[3] === "0A" && f[1].endsWith(`:${hex}`))
      .map((f) => f[1]);
  assert.deepEqual(local("/proc/net/tcp"), [`0100007F:${hex}`]);
  assert.deepEqual(local("/proc/net/tcp6"), []);
});

test("security headers on every answer", async (s) => {
  for (const path of ["/", "/j/1234567", "/nothing.js", "/ws", "/healthz"]) {
    const a = await get(s.port, path);
    const policy = header(a, "content-security-policy");
    assert.match(policy, /default-src 'none'; script-src 'self';/, path);
    assert.ok(!policy.includes("unsafe"), path);
    assert.ok(policy.includes(`ws://127.0.0.1:${s.port}`), path);
    assert.equal(header(a, "x-content-type-options"), "nosniff");
    assert.equal(header(a, "referrer-policy"), "no-referrer");
    assert.equal(header(a, "cross-origin-opener-policy"), "same-origin");
    assert.ok(header(a, "permissions-policy"));
    assert.equal(header(a, "strict-transport-security"), undefined);
  }
});

test("no address for phones when it listens to this computer alone (P4)", async (s) => {
  const a = await get(s.port, "/api/where");
  assert.equal(a.status, 200);
  assert.deepEqual(JSON.parse(a.body), { urls: [] });
});

test("files, their variants, and the page for every screen", async (s) => {
  const status = async (path, headers, method) => (await get(s.port, path, headers, method)).status;
  const js = await get(s.port, "/assets/a.js", { "Accept-Encoding": "gzip, br" });
  assert.equal(js.body, "as-br");
  assert.equal(header(js, "content-encoding"), "br");
  assert.match(header(js, "cache-control"), /immutable/);
  assert.match(header(js, "content-type"), /^text\/javascript/);
  assert.equal((await get(s.port, "/assets/a.js", { "Accept-Encoding": "gzip" })).body, "as-gz");
  assert.equal((await get(s.port, "/assets/a.js")).body, "plain");
  const tag = header(js, "etag");
  const again = { "Accept-Encoding": "br", "If-None-Match": tag };
  assert.equal(await status("/assets/a.js", again), 304);
  for (const path of ["/", "/j/1234567", "/animer"]) {
    const a = await get(s.port, path);
    assert.equal(a.body, page, path);
    assert.equal(header(a, "cache-control"), "no-cache");
  }
  assert.equal(await status("/assets/none.js"), 404);
  assert.equal(await status("/none.png"), 404);
  assert.equal(await status("/../../etc/passwd.x"), 404);
  assert.equal(await status("/%2e%2e/%2e%2e/etc/passwd.x"), 404);
  assert.equal(await status("/api/no-such-thing"), 404);
  assert.equal(await status("/", { "Content-Length": "0" }, "POST"), 405);
  const head = await get(s.port, "/", {}, "HEAD");
  assert.deepEqual([head.status, head.body], [200, ""]);
});

// An address that is no screen says so, to programs in a sentence, to browsers with the page.
test("an address is what it says or 404: screens, probes, and nothing else", async (s) => {
  const source = (file) => readFileSync(join(import.meta.dirname, "../../web/src", file), "utf8");
  const both = source("main.tsx") + source("home/door.tsx");
  const routes = [...both.matchAll(/match: (\/\^.+?\$\/),/g)];
  const samples = ["", "/1234567", "/la-mauve"].flatMap((rest) =>
    ("j p animer ecran rejouer imprimer scenarios kit editer hote confidentialite vivant " +
      "conseil seances essai health admin j2")
      .split(" ")
      .flatMap((first) => [`/${first}${rest}`, `/${first}${rest}/`]),
  );
  const patterns = routes.map(([, text]) => new RegExp(text.slice(1, -1)));
  assert.ok(patterns.length >= 9, "the client's routes are read");
  for (const pattern of patterns)
    assert.ok(String(pattern).includes("srcdoc") || samples.some((p) => pattern.test(p)), pattern);
  for (const path of samples.filter((p) => !/^\/j\//.test(p))) {
    const known = patterns.some((pattern) => pattern.test(path));
    assert.equal((await get(s.port, path)).status, known ? 200 : 404, path);
  }
  const typed = ["/j/637%202310", "/j/637-2310", "/J/6372310", "/j/6372310.", "/Animer/1234567"];
  for (const path of typed)
    assert.equal((await get(s.port, path)).body, page, path);
  const lost = ["/health", "/admin", "/wp-login.php", "/j/1/2", "/api", "/livez/", "/.env", "/p"];
  for (const path of lost) {
    const program = await get(s.port, path);
    assert.deepEqual([program.status, program.body === page], [404, false], path);
    const browser = await get(s.port, path, { Accept: "text/html,*/*" });
    assert.deepEqual([browser.status, browser.body], [404, page], path);
  }
});

test("probes answer for what they are, and counts for whom they are", async (s) => {
  for (const path of ["/livez", "/healthz", "/readyz"]) {
    const a = await get(s.port, path);
    assert.deepEqual([a.status, a.body], [200, "ok\n"], path);
    assert.equal((await get(s.port, path, {}, "HEAD")).status, 200, path);
  }
  const c = await Client.open(s.port);
  const counted = await get(s.port, "/metrics");
  assert.match(header(counted, "content-type"), /^text\/plain; version=0\.0\.4/);
  assert.match(counted.body, /^tablee_connections [1-9]/m);
  assert.match(counted.body, /^tablee_turns_total [1-9]/m); // of the loop, and how long they took
  assert.match(counted.body, /^tablee_turns_long_total \d+$/m);
  assert.match(counted.body, /^tablee_turn_seconds_max \d+\.\d{3}$/m);
  for (const line of counted.body.trim().split("\n"))
    assert.match(line, /^(# TYPE tablee_\w+ (gauge|counter)|tablee_\w+(\{.*\})? [\d.e+-]+)$/);
  c.socket.destroy();
  const settings = ["--web", dir, "--key", "a-key-of-some-length-0123456789", "--behind-proxy"];
  const kept = await Server.start(binary, settings);
  assert.equal((await get(kept.port, "/metrics")).status, 403, "a proxy is on this computer too");
  const bearer = (key) => get(kept.port, "/metrics", { Authorization: `Bearer ${key}` });
  assert.equal((await bearer("wrong")).status, 403);
  assert.equal((await bearer("a-key-of-some-length-0123456789")).status, 200);
  assert.equal(await kept.stop(), 0, kept.err);
});

test("names it does not answer to", async (s) => {
  assert.equal((await get(s.port, "/", { Host: "evil.example" })).status, 403);
  assert.equal((await get(s.port, "/", { Host: "a<b" })).status, 400);
  assert.equal((await raw(s.port, "GET / HTTP/1.0\r\n\r\n")).status, 400);
  assert.equal((await get(s.port, "/", { Host: `localhost:${s.port}` })).status, 200);
  assert.equal((await get(s.port, "/", { Host: "192.168.1.7:8080" })).status, 200);
});

test("handshakes it refuses", async (s) => {
  const refused = [
    [403, "/ws", { Origin: "http://evil.example" }],
    [403, "/ws", { Origin: `http://127.0.0.1:${s.port}.evil.example` }],
    [403, "/ws", { Origin: "null" }],
    [403, "/ws", { Host: "evil.example", Origin: "http://evil.example" }],
    [426, "/ws", { "Sec-WebSocket-Version": "12" }],
    [426, "/ws", { "Sec-WebSocket-Version": null }],
    [400, "/ws", { "Sec-WebSocket-Protocol": "other.v1" }],
    [400, "/ws", { "Sec-WebSocket-Protocol": null }],
    [404, "/elsewhere", {}],
    [404, "/ws/1234567", {}],
    [400, "/ws?room=", {}],
    [400, "/ws?room=12345678", {}],
    [400, "/ws?v=1&room=abcdefg", {}],
  ];
  for (const [status, path, over] of refused) {
    const a = await upgrade(s, path, over);
    assert.equal(a.status, status, JSON.stringify(over));
    assert.ok(a.body.length > 20, "a sentence says why");
  }
  const post = await get(s.port, "/ws", upgradeHeaders({ "Content-Length": "0" }), "POST");
  assert.notEqual(post.status, 101);
  const h2c = {
    Connection: "Upgrade, HTTP2-Settings",
    Upgrade: "h2c",
    "HTTP2-Settings": "AAMAAABkAAQAAP__",
  };
  assert.notEqual((await get(s.port, "/", h2c)).status, 101);
  assert.notEqual((await upgrade(s, "/ws", { Upgrade: "other" })).status, 101);
});

test("handshakes it takes", async (s) => {
  const own = await upgrade(s, "/ws", { Origin: `http://127.0.0.1:${s.port}` });
  assert.equal(own.status, 101);
  assert.equal(header(own, "sec-websocket-protocol"), "tablee.v1");
  const deflate = { "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" };
  const plain = await upgrade(s, "/ws", deflate);
  assert.equal(plain.status, 101);
  assert.equal(header(plain, "sec-websocket-extensions"), undefined);
  assert.equal((await upgrade(s, "/ws?room=1234567", {})).status, 101);
  const list = await upgrade(s, "/ws", { "Sec-WebSocket-Protocol": "other, tablee.v1" });
  assert.equal(header(list, "sec-websocket-protocol"), "tablee.v1");
});

test("the host answers", async (s) => {
  const c = await Client.open(s.port);
  await c.send(1, '{"t":"ping","c":7}');
  assert.equal(JSON.parse((await c.receive()).text).c, 7);
  c.socket.destroy();
});

test("text, binary, empty and large messages come back", async (s) => {
  const c = await Client.open(s.port, "/echo");
  for (const text of [
    "é".repeat(10),
    "",
    "x".repeat(125),
    "x".repeat(126),
    "y".repeat(65536),
    "à".repeat(150000),
  ]) {
    await c.send(1, text);
    const m = await c.receive();
    assert.ok(m.op === 1 && m.text === text, `${text.length} characters`);
  }
  const bytes = Buffer.from([0, 255, 128]);
  await c.send(2, bytes);
  const m = await c.receive();
  assert.ok(m.op === 2 && m.payload.equals(bytes));
  await c.send(8, Buffer.from([0x03, 0xe8]));
  assert.equal(await c.closed(), 1000);
});

test("fragments, with a ping between", async (s) => {
  const c = await Client.open(s.port, "/echo");
  c.send(1, "Ta", { fin: false });
  c.send(9, "still there?");
  c.send(0, "b", { fin: false });
  c.send(0, "", { fin: false });
  c.send(0, "lée");
  let m = await c.receive();
  if (m.op === 10) {
    assert.equal(m.payload.toString(), "still there?");
    m = await c.receive();
  }
  assert.equal(m.text, "Tablée");
  for (let i = 0; i < 1001; i++) c.send(i ? 0 : 1, "x", { fin: false });
  assert.equal(await c.closed(), 1009);
});

test("many messages at once keep their order", async (s) => {
  const all = await Promise.all(Array.from({ length: 20 }, () => Client.open(s.port, "/echo")));
  await Promise.all(
    all.map(async (c, k) => {
      for (let i = 0; i < 200; i++) c.send(1, `${k}:${i}`);
      for (let i = 0; i < 200; i++) assert.equal((await c.receive()).text, `${k}:${i}`);
      c.socket.destroy();
    }),
  );
});

test("too big, in one frame or in several", async (s) => {
  let c = await Client.open(s.port);
  c.send(1, "x".repeat(16385));
  assert.equal(await c.closed(), 1009);
  c = await Client.open(s.port);
  for (let i = 0; i < 5; i++) c.send(i ? 0 : 1, "x".repeat(4000), { fin: false });
  assert.equal(await c.closed(), 1009);
});

test("bytes that are not text", async (s) => {
  let c = await Client.open(s.port);
  c.send(1, Buffer.from([0xc3, 0x28]));
  assert.equal(await c.closed(), 1007);
  c = await Client.open(s.port);
  c.send(2, Buffer.from("{}"));
  assert.equal(await c.closed(), 1003);
});

test("P19 too many messages", async (s) => {
  const c = await Client.open(s.port);
  for (let i = 0; i < 400; i++) c.send(1, `{"t":"ping","c":${i}}`);
  assert.equal(await c.closed(), 1013);
  assert.equal(c.reason, "too many messages");
});

test("a reader that is too slow is told to start again", async (s) => {
  const c = await Client.open(s.port, "/echo");
  c.socket.pause();
  const sent = [];
  for (let i = 0; i < 400; i++) sent.push(c.send(1, "z".repeat(65000)));
  await Promise.all(sent);
  c.socket.resume();
  assert.equal(await c.closed(), 1013);
  assert.equal(c.reason, "resync");
});

test("settings: file, then environment, then options", () => {
  const file = join(dir, "conf");
  const serve = (args, env = {}) =>
    spawnSync(binary, ["serve", ...args], { encoding: "utf8", env: { ...process.env, ...env } });
  const port = (...a) => /^port = (.*)$/m.exec(serve(...a).stdout)[1];
  writeFileSync(file, "# a comment\nport = 8101\n");
  const base = ["--config", file, "--print-config"];
  assert.equal(port(base), "8101");
  assert.equal(port(base, { TABLEE_PORT: "8102" }), "8102");
  assert.equal(port([...base, "--port=8103"], { TABLEE_PORT: "8102" }), "8103");
  const secret = serve([...base, "--key", "hush-hush"]);
  assert.ok(!secret.stdout.includes("hush-hush"));
  assert.equal(serve(["--help"]).status, 0);
  for (const bad of [["--no-such"], ["--port", "x"], ["--port", "65536"], ["--port"]]) {
    const r = serve(bad);
    assert.equal(r.status, 2, bad.join(" "));
    assert.match(r.stderr, /^tablee serve: .+\n/);
  }
  writeFileSync(file, "prot = 1\n");
  assert.match(serve(["--config", file]).stderr, /line 1: "prot" is not a setting/);
});

test("a taken port is told in one sentence", (s) => {
  const args = ["serve", "--memory", "--port", String(s.port)];
  const r = spawnSync(binary, args, { encoding: "utf8" });
  assert.equal(r.status, 1);
  const taken = /Cannot listen on 127\.0\.0\.1 port \d+: Address already in use; .+ --port\.\n$/;
  assert.match(r.stderr, taken);
});

test("SIGTERM: everybody is told 1012, and it ends well", async (s) => {
  const paths = ["/ws", "/ws", "/echo"];
  const all = await Promise.all(paths.map((p) => Client.open(s.port, p)));
  const codes = Promise.all(all.map((c) => c.closed()));
  assert.equal(await s.stop(), 0, s.err);
  assert.deepEqual(await codes, [1012, 1012, 1012]);
});

test("a reader that takes nothing does not hold the end up", async () => {
  const s = await Server.start(binary, ["--web", dir]);
  const c = await Client.open(s.port, "/echo");
  c.socket.pause();
  for (let i = 0; i < 400; i++) await c.send(1, "z".repeat(65000));
  assert.equal(await s.stop("SIGINT"), 0, s.err);
  c.socket.destroy();
});

await run("the wire", binary, ["--web", dir]);
rmSync(dir, { recursive: true });
