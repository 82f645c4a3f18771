// Bounds and manners: what is refused, what is told, what the log keeps to itself.
// Tests cite server/PROTOCOL.md (P) where a rule of it says so. limits.mjs BINARY
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Server, get, raw, upgradeHeaders, within } from "./client.mjs";
import { run, test } from "./suite.mjs";

const binary = process.argv[2];
const top = mkdtempSync(join(tmpdir(), "limits-"));
const json = (c, message) => c.send(1, JSON.stringify(message));
const options = { scenario: "la-mauve", tables: 1 };

async function ask(c, message) {
  await json(c, { id: 1, ...message });
  for (;;) {
    const answer = JSON.parse((await c.receive()).text);
    if (["ok", "no", "welcome"].includes(answer.t)) return answer;
  }
}

test("P1 what is no frame closes the connection, and nothing else", async (s) => {
  const broken = [
    "",
    "null",
    "[]",
    "7",
    '"x"',
    "{",
    "{}",
    '{"t":"dance"}',
    '{"t":7}',
    '{"t":"ping","t":"ping"}',
    '{"t":"ping","c":1,"c":2}',
    '{"t":"ping","c":1e999}',
    '{"t":"ping","c":9223372036854775808}',
    "[".repeat(2000),
    '{"t":"ping"}x',
    `{"t":"hello","have":${'{"a":'.repeat(5)}1${"}".repeat(5)}}`,
  ];
  for (const text of broken) {
    const c = await Client.open(s.port);
    await c.send(1, text);
    assert.equal(await c.told(), 1008, text.slice(0, 40));
    c.socket.destroy();
  }
});

test("P1 integers only, within bounds; other members are refused by name", async (s) => {
  const refused = [
    [{ t: "ping", c: 5000000000000000000 }, "c"],
    [{ t: "ping", c: -1 }, "c"],
    [{ t: "ping", c: 1.5 }, "c"],
    [{ t: "ping", c: "1" }, "c"],
    [{ t: "ping", c: 1, colour: "red" }, "colour"],
    [{ t: "ping", c: [[[[]]]] }, "c"], // five levels, the most
    [{ t: "look", room: 1234567 }, "room"],
    [{ t: "look", room: "1".repeat(65) }, "room"],
    [{ t: "create", options: { scenario: "la-mauve", tables: 25 } }, "tables"],
    [{ t: "create", options: { scenario: "la-mauve", tables: 5e9 } }, "tables"],
    [{ t: "create", options: { scenario: "la-mauve", seconds: [60, 2.5] } }, "seconds"],
    [{ t: "create", options: { scenario: "la-mauve", seconds: [60, 29] } }, "seconds"],
    [{ t: "create", options: { scenario: "la-mauve", seconds: [60, 7201] } }, "seconds"],
    [{ t: "create", options: { scenario: "../../etc" } }, "scenario"],
    [{ t: "create" }, "options"],
  ];
  const c = await Client.open(s.port);
  for (const [message, field] of refused) {
    const no = await ask(c, message);
    assert.deepEqual([no.t, no.field], ["no", field], JSON.stringify(message));
  }
  c.socket.destroy();
});

test("P1 half a sign in a text is refused, and the connection goes on", async (s) => {
  const c = await Client.open(s.port);
  const { room } = (await ask(c, { t: "create", options })).out;
  const { token } = (await ask(c, { t: "join", room, name: "Alix" })).out;
  await ask(c, { t: "hello", v: 1, room, token });
  const half = ["\ud83d", "\udc4d", "a\ud83d\ud83d\udc4d", "\udc4d\ud83d", "\u0000", "\\\\\ud800"];
  for (const [i, text] of half.entries()) {
    const no = await ask(c, { t: "do", id: i + 2, as: "p1", act: "draft", a: { key: "k", text } });
    assert.deepEqual([no.t, no.id, no.code], ["no", i + 2, "half_sign"], JSON.stringify(text));
  }
  assert.equal((await ask(c, { t: "join", room, name: "\udc4d" })).code, "half_sign");
  const whole = { key: "k", text: "👍 \\ud83d \\u0000" };
  const ok = await ask(c, { t: "do", id: 99, as: "p1", act: "draft", a: whole });
  assert.deepEqual([ok.t, ok.id], ["ok", 99]);
  c.socket.destroy();
});

test("P4 names are cleaned: no controls, no invisible signs, forty characters", async (s) => {
  const c = await Client.open(s.port);
  const { out } = await ask(c, { t: "create", options });
  const join = (name) => ask(c, { t: "join", room: out.room, name });
  assert.equal((await join("x".repeat(41))).code, "too_long");
  assert.equal((await join("\u202e\u200b \u0007")).code, "empty");
  assert.equal((await join("🌲".repeat(40))).t, "ok");
  const person = (await join("\u202eAl\u0001ix\n<b>")).out;
  const seen = await Client.open(s.port);
  await json(seen, { t: "hello", id: 1, v: 1, room: out.room, token: person.token });
  let doc;
  do doc = JSON.parse((await seen.receive()).text);
  while (doc.topic !== "room");
  assert.equal(doc.doc.people[person.person].name, "Alix <b>");
  for (const x of [c, seen]) x.socket.destroy();
});

test("P1 a thousand frames without end or content are no message", async (s) => {
  const c = await Client.open(s.port);
  for (let i = 0; i < 1100; i++) c.send(i ? 0 : 1, "", { fin: false });
  assert.equal(await c.told(), 1009);
  c.socket.destroy();
});

test("a declared length over the limit is refused at once", async (s) => {
  const c = await Client.open(s.port);
  await c.send(1, "x", { declared: 2 ** 40 });
  assert.equal(await c.told(), 1009);
  c.socket.destroy();
});

test("where a request ends is said once, or it is 400 and nothing after it is read", async (s) => {
  const host = `Host: 127.0.0.1:${s.port}\r\n`;
  const next = `GET /nothing.js HTTP/1.1\r\n${host}Connection: close\r\n\r\n`;
  const lines = [
    "Content-Length : 5",
    "Content-Length\t: 5",
    "content-length    : 5",
    "Transfer-Encoding : chunked",
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: +5",
    "Content-Length: -1",
    "Content-Length: 0x5",
  ];
  const starts = ["GET /healthz HTTP/1.1", "POST /api/scenarios/check HTTP/1.1"];
  const ws = Object.entries(upgradeHeaders()).map(([k, v]) => `${k}: ${v}\r\n`);
  for (const line of lines)
    for (const start of [...starts, `GET /ws HTTP/1.1\r\n${ws.join("").trim()}`]) {
      const type = "Content-Type: application/json\r\n";
      const a = await raw(s.port, `${start}\r\n${host}${type}${line}\r\n\r\n${next}`);
      assert.equal(a.status, 400, `${start} ${line}: ${a.head}`);
      assert.ok(!a.body.includes("HTTP/1.1"), `${line}: what follows was read`);
    }
});

test("what libwebsockets answers by itself carries our headers, or is nothing", async (s) => {
  const host = `Host: 127.0.0.1:${s.port}\r\n`;
  const said = [
    `TRACE / HTTP/1.1\r\n${host}\r\n`,
    `BREW / HTTP/1.1\r\n${host}\r\n`,
    `OPTIONS * HTTP/1.1\r\n${host}\r\n`,
    `GET http://127.0.0.1/ HTTP/1.1\r\n${host}\r\n`,
    `GET nothing HTTP/1.1\r\n${host}\r\n`,
    `GET /%zz HTTP/1.1\r\n${host}\r\n`,
    `GET /?a=%zz HTTP/1.1\r\n${host}\r\n`,
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    Buffer.from(`16030100a5010000a10303${"5a".repeat(60)}`, "hex"), // TLS where there is none
  ];
  for (const bytes of said) {
    const { head } = await raw(s.port, bytes);
    if (!head) continue;
    for (const header of ["content-security-policy", "x-content-type-options", "referrer-policy"])
      assert.match(head, new RegExp(`^${header}: `, "im"), `${bytes}`.slice(0, 30) + head);
    assert.doesNotMatch(head, /^server:/im);
  }
});

test("the log is one JSON object a line, and holds no name, word or token", async () => {
  const s = await Server.start(binary, ["--open", "--log-level", "debug"]);
  const c = await Client.open(s.port);
  const made = (await ask(c, { t: "create", options })).out;
  const join = {
    t: "join",
    room: made.room,
    name: "Zéphirine",
    once: "0123456789abcdef01234567",
  };
  const person = (await ask(c, join)).out;
  await ask(c, { t: "hello", v: 1, room: made.room, token: person.token });
  const act = { act: "draft", a: { key: "k", text: "Parole cachée" } };
  assert.equal((await ask(c, { t: "do", as: person.person, ...act, id: "d1" })).t, "ok");
  assert.equal((await ask(c, { t: "resume", room: made.room, code: "222222" })).t, "no");
  await json(c, { t: "nonsense" });
  await c.told();
  assert.equal(await s.stop(), 0);
  const secrets = [
    "Zéphirine",
    "Parole",
    person.token,
    person.resume,
    made.token,
    made.recovery,
    made.room,
    "127.0.0.1:",
    join.once,
  ];
  for (const line of s.err.trim().split("\n")) {
    const entry = JSON.parse(line);
    assert.ok(entry.time && entry.level && entry.event, line);
    for (const secret of secrets) assert.ok(!line.includes(secret), line);
  }
});

test("nowhere to write, a file that is no setting, a key and none: one sentence each", () => {
  const file = join(top, "conf");
  writeFileSync(file, "listen = 127.0.0.1\nlissen = x\n");
  const bare = join(top, "bare");
  writeFileSync(bare, "open\n");
  const wrong = [
    [
      ["--state", "/proc/nowhere"],
      1,
      /^tablee serve: Cannot use the directory \/proc\/nowhere: .+; .+ --state\.\n$/,
    ],
    [["--state", join(file, "below")], 1, /Cannot use the directory .+: Not a directory;/],
    [
      ["--config", join(top, "absent")],
      2,
      /^tablee serve: Cannot read .+: No such file or directory\.\n$/,
    ],
    [["--config", file], 2, /line 2: "lissen" is not a setting\.\n$/],
    [["--open", "--key", "k"], 2, /Choose between a key and opening to all/],
    [["--log-level", "loud"], 2, /"loud" is no level/],
    [["--public-url", "example.org"], 2, /must start with http/],
    [["--public-url", "https://"], 2, /must start with http.+ name\.\n$/],
    [["--open=peut-être"], 2, /open: "peut-être" is neither yes nor no\.\n$/],
    [["--config", bare], 2, /line 1: "open" needs a value: name = value\.\n$/],
    [["--config", top], 2, /^tablee serve: Cannot read .+: Is a directory\.\n$/],
    [["--memory", "--listen", "256.0.0.1", "--port", "0"], 1, /is not an IPv4 address/],
    [["--memory", "--listen", "192.0.2.1", "--port", "0"], 1, /192\.0\.2\.1 .+ --listen\.\n$/],
    [["--memory", "--listen", "192.0.2.1"], 1, /listen on 192\.0\.2\.1.+ with --listen\.\n$/],
    [["--memory", "--web", join(top, "absent")], 1, /There is no directory .+; --web names/],
    [["--port", "x"], 2, /^tablee serve: port: "x" is not a port/],
    [["--memory", "--scenarios", top], 1, /no scenario that can be used in/],
  ];
  for (const [args, code, sentence] of wrong) {
    const r = spawnSync(binary, ["serve", ...args], { encoding: "utf8", timeout: 20000 });
    const said = r.stderr
      .split("\n")
      .filter((l) => !l.startsWith("{"))
      .join("\n");
    assert.match(said, sentence, args.join(" "));
    assert.equal(r.status, code, args.join(" "));
    assert.equal(said.trim().split("\n").length, 1, said);
    const env = { ...process.env, LC_ALL: "fr_CA.UTF-8" };
    const fr = spawnSync(binary, ["serve", ...args], { encoding: "utf8", timeout: 20000, env });
    const french = fr.stderr
      .split("\n")
      .filter((l) => !l.startsWith("{"))
      .join("\n");
    assert.match(french, /^tablee serve\u00a0: [^\n]+\n$/, args.join(" "));
    assert.doesNotMatch(french, /\b(the|with|choose|must)\b|[^\u00a0]: /i);
    assert.equal(fr.status, code);
  }
  assert.match(spawnSync(binary, ["--help"], { encoding: "utf8" }).stdout, /serve.*check/s);
  assert.match(spawnSync(binary, ["--version"], { encoding: "utf8" }).stdout, /^tablee .*\d/);
  assert.equal(spawnSync(binary, ["dance"]).status, 2);
});

// In a mount namespace of its own the plug-in is really not there; as whoever runs this, and as an
// ordinary user when that is root.
test("the plug-in of libwebsockets is missing: one sentence that names its package", () => {
  const hide = `set -e
    plugin=$(ls /usr/lib/*/libwebsockets-evlib_uv.so)
    mount -t tmpfs none /mnt
    mkdir /mnt/upper /mnt/work
    cp "$1" /mnt/tablee # where anybody may read it
    lib=\${plugin%/*}
    mount -t overlay none -o "lowerdir=$lib,upperdir=/mnt/upper,workdir=/mnt/work" "$lib"
    rm "$plugin"
    shift
    exec "$@" /mnt/tablee serve --memory --port 0`;
  const root = process.getuid() === 0;
  const nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
  // libwebsockets itself leaks the list of a directory on this way out.
  const env = { ...process.env, ASAN_OPTIONS: "detect_leaks=0" };
  for (const user of root ? [[], nobody] : [[]]) {
    const words = [root ? "-m" : "-Urm", "sh", "-c", hide, "sh", binary, ...user];
    const r = spawnSync("unshare", words, { encoding: "utf8", timeout: 20000, env });
    const said = r.stderr.split("\n").filter((l) => l && !l.startsWith("{"));
    assert.deepEqual(said, [
      "tablee serve: The libuv plug-in of libwebsockets is missing; " +
        "install it with: sudo apt-get install libwebsockets-evlib-uv",
    ]);
    assert.equal(r.status, 1);
  }
});

// A file-size limit stands for a full disk: the write fails, whoever runs the tests.
test("a full disk stops the server; what it had answered is there again", async () => {
  const state = join(top, "full");
  const command = `ulimit -f 400; exec "$0" serve --open --port 0 --state "$1"`;
  const child = spawn("bash", ["-c", command, binary, state]);
  let err = "";
  child.stderr.on("data", (d) => (err += d));
  const ended = new Promise((done) => child.on("close", (code) => done(code)));
  const port = await within(
    new Promise((done) => {
      let out = "";
      child.stdout.on("data", (d) => {
        const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec((out += d));
        if (found) done(Number(found[1]));
      });
    }),
    "the server",
  );
  let c = await Client.open(port);
  const made = (await ask(c, { t: "create", options })).out;
  let kept = 0;
  c.socket.on("close", () => c.waiting.forEach((w) => w({ text: '{"t":"no"}' })));
  await ask(c, { t: "hello", v: 1, room: made.room, token: made.token });
  for (let i = 0; i < 400 && !c.gone; i++) {
    if (i % 50 === 49) {
      c.socket.destroy();
      c = await Client.open(port).catch(() => ({ gone: true }));
      if (c.gone) break;
      c.socket.on("close", () => c.waiting.forEach((w) => w({ text: '{"t":"no"}' })));
      await ask(c, { t: "hello", v: 1, room: made.room, token: made.token });
    }
    const say = { act: "say", a: { text: "mot ".repeat(60) }, as: "f1" };
    const answer = await ask(c, { t: "do", ...say, id: `n${i}` });
    if (answer.t !== "ok") break;
    kept++;
  }
  assert.equal(await within(ended, "the end"), 70, err);
  assert.match(err, /"event":"store_failed","why":"the database could not be written/);
  assert.ok(kept > 10, `${kept} kept`);

  const s = await Server.start(binary, ["--open", "--state", state]);
  const log = await get(s.port, `/api/rooms/${made.room}/log.ndjson`, {
    Authorization: `Bearer ${made.token}`,
  });
  const said = log.body.split("\n").filter((l) => l.includes('"act":"say"')).length;
  assert.ok(said >= kept, `${said} of ${kept}`);
  assert.equal(await s.stop(), 0, s.err);
});

test("yes and no in either language; a key of any words makes a link that opens", async () => {
  const file = join(top, "flag");
  for (const no of ["non", "No", "FALSE", "off", "0", ""]) {
    writeFileSync(file, `open = ${no}\n`);
    const s = await Server.start(binary, ["--config", file]);
    assert.equal(JSON.parse((await get(s.port, "/api/health")).body).open, false, no);
    assert.equal(await s.stop(), 0);
  }
  const words = "l’été à 100 % de la salle";
  const state = join(top, "words");
  const s = await Server.start(binary, ["--key", words, "--state", state]);
  assert.equal(decodeURIComponent(/#cle=(\S+)\n/.exec(links(state))[1]), words);
  assert.equal(await s.stop(), 0);
});

/** What `tablee links` prints: the link that a terminal would show. */
function links(state) {
  const done = spawnSync(binary, ["links", "--state", state], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}

test("a second server on the same log is refused, and the first goes on", async () => {
  const state = join(top, "shared");
  const first = await Server.start(binary, ["--open", "--state", state]);
  const c = await Client.open(first.port);
  const room = (await ask(c, { t: "create", options })).out.room;
  const args = ["serve", "--open", "--port", "0", "--state", state];
  const second = spawnSync(binary, args, { encoding: "utf8", timeout: 20000 });
  assert.match(second.stderr, /^tablee serve: another tablee serves .+ already; .+ --state/);
  assert.equal(second.status, 1);
  assert.equal((await ask(c, { t: "join", room, name: "Alix" })).t, "ok");
  c.socket.destroy();
  assert.equal(await first.stop(), 0, first.err);
  const after = await Server.start(binary, ["--open", "--state", state]);
  const again = await Client.open(after.port);
  assert.equal((await ask(again, { t: "look", room })).t, "ok");
  again.socket.destroy();
  assert.equal(await after.stop(), 0, after.err);
});

test("the key of the first start opens workshops, and is kept from other users", async () => {
  const state = join(top, "key");
  let s = await Server.start(binary, ["--state", state]);
  const key = /#cle=(\w+)/.exec(links(state))[1];
  assert.ok(key.length >= 32);
  const create = async (fields) => {
    const c = await Client.open(s.port);
    const answer = await ask(c, { t: "create", options, ...fields });
    c.socket.destroy();
    return answer;
  };
  assert.equal((await create({})).code, "bad_key");
  assert.equal((await create({ key: "0".repeat(32) })).code, "bad_key");
  assert.equal((await create({ key })).t, "ok");
  assert.equal(await s.stop(), 0);
  s = await Server.start(binary, ["--state", state]);
  assert.equal(/#cle=(\w+)/.exec(links(state))[1], key);
  assert.ok(!s.out.includes(key) && !s.err.includes(key), "a key on an output that is kept");
  assert.equal(await s.stop(), 0);
  const modes = spawnSync("stat", ["-c", "%a", join(state, "host.key"), join(state, "tablee.db")]);
  assert.equal(modes.stdout.toString(), "600\n600\n");
  assert.ok(readFileSync(join(state, "host.key"), "utf8").startsWith(key));
});

await run("limits", binary, ["--open"]);
rmSync(top, { recursive: true });
