// The way without WebSocket: the same session over server-sent events and POST, and over polls
// where a proxy holds each answer until it ends. transport.mjs BINARY
import assert from "node:assert/strict";
import net from "node:net";
import { Client, Server, get, within } from "./client.mjs";
import { Link, Proxy } from "./link.mjs";
import { run, test } from "./suite.mjs";

const binary = process.argv[2];
const options = { scenario: "la-mauve", tables: 2 };
const ways = ["events", "polls"];

async function workshop(port) {
  const boss = await Client.open(port);
  await boss.send(1, JSON.stringify({ t: "create", id: 1, options }));
  const made = JSON.parse((await boss.receive()).text).out;
  return { boss, ...made };
}
const hello = (room, token, more) => ({ t: "hello", v: 1, room, token, ...more });

for (const by of ways)
  test(`P28 ${by}: a person joins, acts, and comes back to what they missed`, async (s) => {
    const { boss, room } = await workshop(s.port);
    const phone = await Link.open(s.port, by);
    assert.equal((await phone.ask({ t: "look", room })).t, "ok");
    const { token } = (await phone.ask({ t: "join", room, name: "Alix" })).out;
    const { epoch, you } = await phone.ask(hello(room, token));
    assert.deepEqual(you.people, ["p1"]);
    const ver = (await phone.next((m) => m.topic === "person/p1")).ver;
    const have = { "person/p1": ver };
    const draft = (id, text) => ({ t: "do", id, as: "p1", act: "draft", a: { key: "k", text } });
    assert.equal((await phone.ask(draft("d1", "un"))).t, "ok");
    assert.equal((await phone.next((m) => m.t === "patch")).ver, ver + 1);
    phone.cut();

    const back = await Link.open(s.port, by, room);
    assert.equal((await back.ask(draft("d1", "un"))).code, "hello_first");
    await back.ask(hello(room, token, { epoch, have }));
    const missed = await back.next((m) => m.topic === "person/p1");
    assert.deepEqual([missed.t, missed.ver], ["patch", ver + 1]);
    assert.equal((await back.ask(draft("d1", "un"))).t, "ok"); // sent again: the same answer
    assert.equal((await back.ask(draft("d2", "deux"))).t, "ok");
    assert.equal((await back.next((m) => m.topic === "person/p1")).ver, ver + 2);
    back.cut();
    boss.socket.destroy();
  });

for (const by of ways)
  test(`P28 ${by}: origin, room, secret, codes, bounds are those of a socket`, async (s) => {
    const { boss, room, token } = await workshop(s.port);
    const post = (query, headers, body = "") =>
      fetch(`http://127.0.0.1:${s.port}/api/link${query}`, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/json", ...headers },
      });
    const q = `?room=${room}&by=${by}`;
    assert.equal((await post(q, { Origin: "http://evil.example" })).status, 403);
    assert.equal((await post(q, { "Content-Type": "text/plain" })).status, 415);
    assert.equal((await post("?room=12")).status, 400);
    const link = await Link.open(s.port, by, room);
    const mine = { Authorization: `Bearer ${link.secret}` };
    for (const query of ["", "?room=1234567"])
      assert.equal((await post(query, mine, '{"t":"ping","c":1}')).status, 404, query);
    assert.equal((await post(q, { Authorization: "Bearer AAAAAAAAAAAAAAAAAAAAAA" })).status, 404);
    assert.equal((await post(q, mine, "x".repeat(70000))).status, 413);
    const read = (headers) => get(s.port, `/api/link${q}`, headers);
    assert.equal((await read({})).status, 404);
    assert.equal((await read({ ...mine, Origin: "http://evil.example" })).status, 403);
    if (by === "events") assert.equal((await read(mine)).status, 409);

    const closes = async (text) => {
      const one = await Link.open(s.port, by, room);
      await one.post(text);
      return one.closed();
    };
    assert.equal(await closes("not a frame"), 1008);
    assert.equal(await closes("x".repeat(17000)), 1009);
    assert.equal(await closes('{"t":"ping","c":1}\n'.repeat(100)), 1013);
    assert.equal(await closes(JSON.stringify(hello("1000001", token))), 4003);
    assert.equal(await closes(JSON.stringify(hello(room, "A".repeat(22)))), 4001);
    for (const v of [0, 2])
      assert.equal(await closes(JSON.stringify(hello(room, token, { v }))), 4005, `version ${v}`);
    link.cut();
    boss.socket.destroy();
  });

for (const by of ways)
  test(`P28 ${by}: the console sees by which way each phone is joined`, async (s) => {
    const { boss, room, token } = await workshop(s.port);
    const say = (c, message) => c.send(1, JSON.stringify({ id: 1, ...message }));
    const ways = async () => {
      for (;;) {
        const m = JSON.parse((await boss.receive()).text);
        const told = m.topic === "console" && (m.doc ?? m.patch).ways;
        if (told) return told;
      }
    };
    await say(boss, hello(room, token));
    assert.deepEqual(await ways(), {});
    const phone = await Link.open(s.port, by, room);
    const alix = (await phone.ask({ t: "join", room, name: "Alix" })).out;
    await phone.ask(hello(room, alix.token));
    let told;
    do told = await ways();
    while (!("p1" in told && told.p1));
    assert.deepEqual(told, { p1: by });
    const other = await Client.open(s.port);
    await say(other, hello(room, alix.token));
    do told = await ways();
    while (!("p1" in told));
    assert.deepEqual(told, { p1: null }, "joined by a socket again");
    const here = await metric(s, "connections");
    phone.cut();
    for (const c of [boss, other]) c.socket.destroy();
    // The next test counts, and what ends is noticed when it is.
    await within(until(async () => (await metric(s, "connections")) === here - 3), "their end");
  });

const metric = async (s, name) =>
  Number(new RegExp(`^tablee_${name} (\\d+)`, "m").exec((await get(s.port, "/metrics")).body)[1]);
async function until(look) {
  for (;;) if (await look()) return;
}

for (const by of ways)
  test(`P28 ${by}: counts as one connection, and is gone when its reader is`, async (s) => {
    const before = await metric(s, "connections");
    const one = await Link.open(s.port, by);
    for (let c = 0; c < 5; c++) assert.equal((await one.ask({ t: "ping", c })).c, c);
    assert.equal(await metric(s, "connections"), before + 1);
    one.cut();
    await within(until(async () => (await metric(s, "connections")) === before), "its end");
  });

test("P28 a proxy that refuses the upgrade and holds each answer until it ends", async (s) => {
  const proxy = await new Proxy(s.port, { holds: true }).listen();
  await assert.rejects(Client.open(proxy.port), /403/);
  const { boss, room } = await workshop(s.port);
  const held = await Link.open(proxy.port, "events", room, { patient: false });
  held.opened.then(() => assert.fail("the proxy held nothing back"));
  await within(proxy.holding, "what the proxy holds back");
  held.cut();
  const phone = await Link.open(proxy.port, "polls", room);
  const { token } = (await phone.ask({ t: "join", room, name: "Alix" })).out;
  assert.equal((await phone.ask(hello(room, token))).t, "welcome");
  await phone.next((m) => m.topic === "person/p1");
  phone.cut();
  boss.socket.destroy();
  await proxy.close();
});

test("through a proxy of HTTP/1.0, whose answers end with the connection", async (s) => {
  const headers = { "Content-Type": "application/json", "Content-Length": "0" };
  const { link } = JSON.parse((await get(s.port, "/api/link?by=events", headers, "POST")).body);
  const socket = net.connect(s.port, "127.0.0.1");
  let got = "";
  const opened = new Promise((done) =>
    socket.on("data", (d) => (got += d).includes("event: open") && done()),
  );
  const lines = ["GET /api/link HTTP/1.0", "Host: 127.0.0.1", `Authorization: Bearer ${link}`];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  await within(opened, "the stream");
  assert.ok(!/transfer-encoding/i.test(got) && /connection: close/i.test(got));
  socket.destroy();
});

test("SIGTERM: every way is told 1012, and it ends well", async () => {
  const s = await Server.start(binary, ["--open"]);
  const all = await Promise.all(ways.map((by) => Link.open(s.port, by)));
  for (const one of all) await one.ask({ t: "ping", c: 1 });
  const codes = Promise.all(all.map((one) => one.closed()));
  assert.equal(await s.stop(), 0, s.err);
  assert.deepEqual(await codes, [1012, 1012]);
});

await run("transport", binary, ["--open"]);
