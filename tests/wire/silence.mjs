// Peers that fall silent, dawdle, or say too much before they say anything: each is let go within a
// bound, and the others are served meanwhile. silence.mjs BINARY
// The two options shorten what is bounded in production by --ping 12 and --request-time 10.
import assert from "node:assert/strict";
import net from "node:net";
import { Client, frame, get, within } from "./client.mjs";
import { run, test } from "./suite.mjs";

const options = { scenario: "la-mauve", tables: 1 };

async function ask(c, message) {
  await c.send(1, JSON.stringify({ id: 1, ...message }));
  for (;;) {
    const answer = JSON.parse((await c.receive()).text);
    if (["ok", "no", "welcome", "pong"].includes(answer.t)) return answer;
  }
}
const pong = (c) => ask(c, { t: "ping", c: 7 });

async function inOrder(n, make) {
  const made = [];
  while (made.length < n) made.push(await make());
  return made;
}

/** Sends `first`, then one byte of `rest` each time, again and again until the server hangs up. */
function dawdle(port, first, rest) {
  const socket = net.connect(port, "127.0.0.1");
  let got = "";
  let at = 0;
  socket.on("error", () => {});
  socket.on("data", (d) => (got += d));
  const begun = new Promise((done) => socket.write(first, done));
  const drops = setInterval(() => socket.write(rest[at++ % rest.length]), 200);
  const closed = new Promise((done) => socket.on("close", () => done(got)));
  closed.then(() => clearInterval(drops));
  return { begun, closed: () => within(closed, "the end of a slow request") };
}

test("P20 who reads nothing and answers no ping is gone, and its person is shown so", async (s) => {
  const boss = await Client.open(s.port);
  const mute = await Client.open(s.port);
  const { room, token } = (await ask(boss, { t: "create", options })).out;
  const alix = (await ask(mute, { t: "join", room, name: "Alix" })).out;
  await ask(boss, { t: "hello", v: 1, room, token });
  await ask(mute, { t: "hello", v: 1, room, token: alix.token });
  mute.socket.pause(); // the computer still acknowledges what TCP brings, nobody answers it
  const alive = setInterval(() => boss.send(1, '{"t":"ping","c":1}'), 1000);
  const on = [];
  const seen = async () => {
    while (on.at(-1) !== false) {
      const m = JSON.parse((await boss.receive()).text);
      const person = m.topic === "room" && (m.doc ?? m.patch).people?.p1;
      if (person && "on" in person) on.push(person.on);
    }
  };
  await within(seen(), "the silent one's leave").finally(() => clearInterval(alive));
  assert.ok(on.includes(true), "it was there before");
  mute.socket.resume();
  assert.equal(await mute.closed(), 1006);
  const back = await Client.open(s.port);
  const again = await ask(back, { t: "hello", v: 1, room, token: alix.token });
  assert.deepEqual(again.you.people, ["p1"], "the seat was kept");
  for (const c of [boss, back]) c.socket.destroy();
});

test("who says nothing but answers pings stays", async (s) => {
  const c = await Client.open(s.port);
  for (let i = 0; i < 4; i++) await within(new Promise((done) => (c.pinged = done)), "a ping");
  assert.equal((await pong(c)).c, 7);
  c.socket.destroy();
});

test("half a frame, and then nothing", async (s) => {
  const c = await Client.open(s.port);
  c.socket.write(frame(1, '{"t":"ping","c":1}').subarray(0, 9));
  c.take = () => {}; // no pong can come from the middle of a frame
  assert.equal(await c.closed(), 1006);
});

// Of those who answer no ping, the kernel tells who sent something that is no frame yet.
test("P20 half the head of a frame, and then nothing: sooner than silence", async (s) => {
  const gone = [];
  const whole = frame(1, '{"t":"ping","c":1}');
  const [silent, ...others] = await inOrder(5, () => Client.open(s.port));
  const [last] = others.slice(-1);
  const pinged = (c) => within(new Promise((done) => (c.pinged = done)), "a ping");
  await pinged(last);
  await pinged(silent); // and answers, as each of the others does a little later, and no more
  const ends = [silent, ...others.slice(0, -1)].map((c, i) => {
    if (i === 0) c.take = () => {};
    else others[i].pinged = () => ((c.take = () => {}), c.socket.write(whole.subarray(0, 2 * i)));
    return c.closed().then(() => gone.push(i === 0 ? "silent" : "half"));
  });
  await Promise.all(ends);
  assert.deepEqual(gone, ["half", "half", "half", "silent"]);
  last.socket.destroy();
});

test("P20 a message that never ends is given up, though bytes of it come", async (s) => {
  const c = await Client.open(s.port);
  c.socket.write(frame(1, Buffer.alloc(8000, "x"), { declared: 16000 }));
  const drops = setInterval(() => c.socket.write(Buffer.alloc(800, "x")), 700);
  assert.equal(await c.closed(), 1006);
  clearInterval(drops);
  assert.ok(c.socket.bytesWritten < 16000, "before it was whole");
});

test("P21 heads of requests byte by byte, hundreds of them; others are served", async (s) => {
  const first = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${s.port}\r\n`;
  const handshake = `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${s.port}\r\nUpgrade: websocket\r\n`;
  const slow = [
    ["", `GET /${"a".repeat(500)}`],
    ["GET /", "a"],
    [first, "X-Slow: y\r\n"],
    [handshake, "X-Slow: y\r\n"],
  ].flatMap(([head, rest]) => Array.from({ length: 75 }, () => dawdle(s.port, head, rest)));
  await Promise.all(slow.map((one) => one.begun));
  assert.equal((await get(s.port, "/healthz")).status, 200);
  const c = await Client.open(s.port);
  assert.equal((await pong(c)).c, 7);
  for (const one of slow) assert.equal(await one.closed(), "");
  assert.equal((await pong(c)).c, 7);
  c.socket.destroy();
});

test("P21 bodies that come byte by byte hold their places for a while only", async (s) => {
  const head =
    `POST /api/scenarios/check HTTP/1.1\r\nHost: 127.0.0.1:${s.port}\r\n` +
    "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n";
  const slow = Array.from({ length: 16 }, () => dawdle(s.port, head, " "));
  await Promise.all(slow.map((one) => one.begun));
  const check = () => {
    const headers = { "Content-Type": "application/json", "Content-Length": "0" };
    return get(s.port, "/api/scenarios/check", headers, "POST");
  };
  assert.equal((await get(s.port, "/healthz")).status, 200);
  for (const one of slow) assert.equal(await one.closed(), "");
  assert.notEqual((await check()).status, 503);
});

test("a request without an end: a kept connection that asks nothing more", async (s) => {
  const socket = net.connect(s.port, "127.0.0.1");
  const closed = new Promise((done) => socket.on("close", done));
  socket.resume();
  socket.write(`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${s.port}\r\n\r\n`);
  await within(closed, "the end of a connection that was kept");
});

test("large heads: 16 KiB are read, more is closed, and told in a line a second", async (s) => {
  const cookie = (n) => ({ Cookie: `c=${"x".repeat(n)}` });
  assert.equal((await get(s.port, "/healthz", cookie(12000))).status, 200);
  const lines = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`X-${i}`, "y"]));
  assert.equal((await get(s.port, "/healthz", lines)).status, 200);
  assert.equal((await get(s.port, `/j/${"a".repeat(1020)}`)).status, 200);
  const long = await get(s.port, `/${"a".repeat(2000)}`);
  assert.equal(long.status, 414);
  assert.match(long.body, /too long/);
  const told = () => s.err.split("header data space").length - 1;
  const before = told();
  for (let i = 0; i < 100; i++)
    for (const [path, headers] of [
      ["/healthz", cookie(20000)],
      [`/${"a".repeat(20000)}`, {}],
    ])
      assert.equal((await get(s.port, path, headers)).head, "", "closed without an answer");
  const upgrade = { Upgrade: "websocket", ...cookie(17000) };
  assert.equal((await get(s.port, "/ws", upgrade)).head, "");
  assert.ok(told() - before < 100, `${told() - before} lines of 201`);
  assert.equal((await get(s.port, "/healthz")).status, 200);
});

await run("silence", process.argv[2], ["--open", "--ping", "3", "--request-time", "2"]);
