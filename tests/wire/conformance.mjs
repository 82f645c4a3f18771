// RFC 6455 against the echo endpoint, which goes through the production reader and writer.
// conformance.mjs BINARY; the build needs -DTABLEE_ECHO=ON.
import assert from "node:assert/strict";
import { Client } from "./client.mjs";
import { run, test } from "./suite.mjs";

const open = (s) => Client.open(s.port, "/echo");
const close = (code, reason = "") => {
  const body = Buffer.alloc(2);
  body.writeUInt16BE(code);
  return Buffer.concat([body, Buffer.from(reason)]);
};
// Sends parts and says whether they came back whole, or with which code it closed.
async function echoes(s, op, bytes, parts = [bytes]) {
  const c = await open(s);
  parts.forEach((part, i) => c.send(i ? 0 : op, part, { fin: i === parts.length - 1 }));
  const m = await c.receive();
  assert.equal(m.op, op);
  assert.ok(m.payload.equals(Buffer.from(bytes)), `${m.payload.length} of ${bytes.length} bytes`);
  c.socket.destroy();
}
// Closed by the server with one of `codes`; 1006 is a connection cut without a Close, which the
// RFC allows after a protocol error.
async function refused(s, codes, send) {
  const c = await open(s);
  await send(c);
  const code = await c.told();
  c.socket.destroy();
  assert.ok(codes.includes(code), `${code} is none of ${codes}`);
  assert.equal(c.messages.length, 0, "nothing came back");
}
const protocolError = [1002, 1006];
const notText = [1007, 1006];
const all = (n, step, make) =>
  Array.from({ length: Math.ceil(n / step) }, (_, i) => make(i * step));

for (const n of [0, 1, 125, 126, 127, 128, 65535, 65536, 131072]) {
  test(`5.2 text and binary of ${n} bytes`, async (s) => {
    await echoes(s, 1, "*".repeat(n));
    await echoes(s, 2, Buffer.alloc(n, 0xfe));
  });
}

test("5.4 a message in pieces of many sizes, empty ones too", async (s) => {
  const text = "Tablée, où l’on s’entend. ".repeat(300);
  const bytes = Buffer.from(text);
  for (const step of [1024, 4096, 997])
    await echoes(
      s,
      1,
      bytes,
      all(bytes.length, step, (at) => bytes.subarray(at, at + step)),
    );
  await echoes(s, 1, "", ["", "", ""]);
  await echoes(s, 1, "ab", ["", "a", "", "b", ""]);
  await echoes(
    s,
    2,
    Buffer.alloc(64, 1),
    all(64, 1, () => Buffer.alloc(1, 1)),
  );
});

test("5.4 bytes that arrive one by one are still a frame", async (s) => {
  const { frame } = await import("./client.mjs");
  const c = await open(s);
  for (const byte of frame(1, "goutte")) {
    c.socket.write(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  assert.equal((await c.receive()).text, "goutte");
  c.socket.destroy();
});

test("5.4 control frames between the pieces of a message", async (s) => {
  const c = await open(s);
  c.send(1, "un ", { fin: false });
  c.send(9, "là?");
  const pong = await c.receive();
  assert.deepEqual([pong.op, pong.payload.toString()], [10, "là?"]);
  c.send(0, "mot", { fin: false });
  c.send(10, "not asked for");
  c.send(0, "");
  assert.equal((await c.receive()).text, "un mot");
  c.socket.destroy();
});

test("5.4 a continuation of nothing, and a message inside another", async (s) => {
  await refused(s, protocolError, (c) => c.send(0, "x"));
  await refused(s, protocolError, (c) => c.send(0, "x", { fin: false }));
  await refused(s, protocolError, (c) => {
    c.send(1, "a", { fin: false });
    return c.send(1, "b");
  });
});

for (const size of [0, 1, 124, 125])
  test(`5.5.2 a ping of ${size} bytes is answered with them`, async (s) => {
    const c = await open(s);
    const body = Buffer.alloc(size, 0x61);
    c.send(9, body);
    const m = await c.receive();
    assert.equal(m.op, 10);
    assert.ok(m.payload.equals(body));
    c.socket.destroy();
  });

test("5.5 control frames too long or in pieces", async (s) => {
  for (const op of [9, 10]) {
    await refused(s, protocolError, (c) => c.send(op, Buffer.alloc(126)));
    await refused(s, protocolError, (c) => c.send(op, "x", { fin: false }));
  }
  await refused(s, protocolError, (c) => c.send(8, Buffer.alloc(126)));
});

test("5.5.3 a pong nobody asked for is let be", async (s) => {
  const c = await open(s);
  c.send(10, "tiens");
  c.send(1, "oui");
  assert.equal((await c.receive()).text, "oui");
  c.socket.destroy();
});

test("5.2 reserved bits and opcodes", async (s) => {
  for (const rsv of [1, 2, 4, 7]) await refused(s, protocolError, (c) => c.send(1, "x", { rsv }));
  for (const op of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
    await refused(s, protocolError, (c) => c.send(op, ""));
  await refused(s, protocolError, (c) => c.send(9, "x", { rsv: 4 }));
});

const bad = {
  "a byte that begins nothing": [0x80],
  "a character cut short": [0x6d, 0xc3],
  "an overlong slash": [0xc0, 0xaf],
  "an overlong euro": [0xf0, 0x82, 0x82, 0xac],
  "half of a surrogate pair": [0xed, 0xa0, 0x80],
  "beyond the last character": [0xf4, 0x90, 0x80, 0x80],
  "a byte UTF-8 never has": [0xfe],
};
for (const [what, bytes] of Object.entries(bad))
  test(`8.1 text that is not UTF-8: ${what}`, async (s) => {
    const text = Buffer.concat([Buffer.from("bon "), Buffer.from(bytes)]);
    await refused(s, notText, (c) => c.send(1, text));
    await refused(s, notText, async (c) => {
      for (let i = 0; i < text.length; i++)
        await c.send(i ? 0 : 1, text.subarray(i, i + 1), { fin: i === text.length - 1 });
    });
  });

test("8.1 characters divided between frames are whole again", async (s) => {
  const bytes = Buffer.from("é€🌲ʘ日本");
  await echoes(
    s,
    1,
    bytes,
    all(bytes.length, 1, (at) => bytes.subarray(at, at + 1)),
  );
  for (const edge of [
    "\u{7f}",
    "\u{80}",
    "\u{7ff}",
    "\u{800}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10000}",
    "\u{10ffff}",
    "\0",
  ])
    await echoes(s, 1, Buffer.from(edge));
});

test("7.1.5 the code of a good Close comes back", async (s) => {
  for (const code of [
    1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999,
  ]) {
    const c = await open(s);
    c.send(8, close(code, "au revoir"));
    assert.equal(await c.closed(), code);
  }
  const c = await open(s);
  c.send(8, "");
  assert.ok([1000, 1005].includes(await c.closed()));
});

test("7.4 codes that may not be sent, and a reason that is not text", async (s) => {
  for (const code of [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535])
    await refused(s, protocolError, (c) => c.send(8, close(code)));
  const notUtf8 = Buffer.concat([close(1000), Buffer.from([0xce, 0xba, 0xe1, 0xed, 0xa0, 0x80])]);
  await refused(s, [1002, 1006, 1007], (c) => c.send(8, notUtf8));
  await refused(s, protocolError, (c) => c.send(8, Buffer.from([3])));
});

test("5.5.1 what comes after a Close is not answered", async (s) => {
  const c = await open(s);
  c.send(8, close(1000));
  c.send(1, "encore");
  c.send(9, "");
  // Bytes that come too late make the kernel reset the connection, and the Close may go with it.
  assert.ok([1000, 1006].includes(await c.closed()));
  assert.equal(c.messages.length, 0);
});

test("10.4 a length over the limit is refused before its bytes come", async (s) => {
  for (const declared of [16 * 1024 * 1024 + 1, 2 ** 40]) {
    const c = await open(s);
    c.send(2, Buffer.alloc(64), { declared });
    assert.equal(await c.told(), 1009);
    c.socket.destroy();
  }
});

// What libwebsockets 4.1.6 does of its own and gives no way to change; here so that a newer one
// that does better is noticed.
test("known: a frame without a mask is taken", async (s) => {
  const c = await open(s);
  c.send(1, "nu", { masked: false });
  const first = await Promise.race([c.receive().then((m) => m.text), c.closed()]);
  assert.equal(first, "nu");
  c.socket.destroy();
});

test("known: a burst of pings may get one pong", async (s) => {
  const c = await open(s);
  for (let i = 0; i < 10; i++) c.send(9, `ping ${i}`);
  c.send(1, "fin");
  let m = await c.receive();
  const pongs = [];
  for (; m.op === 10; m = await c.receive()) pongs.push(m.payload.toString());
  assert.equal(m.text, "fin");
  c.socket.destroy();
});

await run("RFC 6455", process.argv[2], []);
