// HTTPS built in: what is served, what is refused, and a certificate that changes. https.mjs BINARY
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import tls from "node:tls";
import { Server, frame, get, upgradeHeaders, within } from "./client.mjs";
import { run, test } from "./suite.mjs";

const binary = process.argv[2];
const dir = mkdtempSync(join(tmpdir(), "tablee-https-"));
process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
const cert = join(dir, "cert.pem");
const key = join(dir, "key.pem");

function certificate(name, signed = []) {
  const made = spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"],
    ...["-days", "2", "-subj", `/CN=${name}`, "-keyout", join(dir, `${name}.key`)],
    ...["-out", join(dir, `${name}.pem`), ...signed],
  ]);
  assert.equal(made.status, 0, String(made.stderr));
}
const use = (name) => {
  copyFileSync(join(dir, `${name}.pem`), cert);
  copyFileSync(join(dir, `${name}.key`), key);
};
const anyone = { rejectUnauthorized: false };

async function fetched(port, path, headers = {}) {
  const asked = https.get({ host: "127.0.0.1", port, path, headers, agent: false, ...anyone });
  const [answer] = await within(once(asked, "response"), path);
  let body = "";
  for await (const part of answer) body += part;
  return { status: answer.statusCode, headers: answer.headers, body };
}

async function connected(port, options = {}) {
  const socket = tls.connect({ host: "127.0.0.1", port, ...anyone, ...options });
  await within(
    new Promise((yes, no) => socket.on("secureConnect", yes).on("error", no)),
    "the handshake",
  );
  return socket;
}

async function nameOf(port) {
  const socket = await connected(port);
  const name = socket.getPeerCertificate().subject.CN;
  socket.destroy();
  return name;
}

test("pages over TLS 1.2 and 1.3, older ones refused, plain ones sent on", async (s) => {
  const page = await fetched(s.port, "/api/scenarios");
  assert.equal(page.status, 200);
  assert.ok(page.body.includes('"la-brunante"') && JSON.parse(page.body));
  assert.equal(page.headers["strict-transport-security"], undefined, "of a hall's own certificate");
  for (const version of ["TLSv1.2", "TLSv1.3"]) {
    const socket = await connected(s.port, { minVersion: version, maxVersion: version });
    assert.equal(socket.getProtocol(), version);
    socket.destroy();
  }
  const h2 = await connected(s.port, { ALPNProtocols: ["h2", "http/1.1"] });
  assert.equal(h2.alpnProtocol, "http/1.1");
  h2.destroy();
  const old = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
  await assert.rejects(connected(s.port, old));
  const plain = await get(s.port, "/api/health?a=1");
  assert.equal(plain.status, 307);
  assert.equal(/^Location: (.+?)\r?$/m.exec(plain.head)[1], `https://127.0.0.1:${s.port}/api/health?a=1`);
  const split = await get(s.port, "/%0d%0aX-Split:%201");
  assert.match(split.head, new RegExp(`^Location: https://127.0.0.1:${s.port}/\\r?$`, "m"));
  assert.ok(!/^X-Split/m.test(split.head));
  const stranger = await get(s.port, "/", { Host: "evil.example" });
  assert.equal(stranger.status, 403, "sends on to somebody else");
});

test("a WebSocket over TLS; a plain one is refused", async (s) => {
  const socket = await connected(s.port);
  const lines = Object.entries(upgradeHeaders({ Host: `127.0.0.1:${s.port}` }));
  socket.write(`GET /ws HTTP/1.1\r\n${lines.map((l) => l.join(": ")).join("\r\n")}\r\n\r\n`);
  let said = Buffer.alloc(0);
  const until = async (wanted) => {
    while (!said.includes(wanted))
      said = Buffer.concat([said, (await within(once(socket, "data"), wanted))[0]]);
  };
  await until("101 Switching");
  socket.write(frame(1, JSON.stringify({ t: "ping", c: 7 })));
  await until('"c":7');
  socket.destroy();
  const plain = await get(s.port, "/ws", upgradeHeaders());
  assert.equal(plain.status, 403);
});

test("a certificate that changes is read at SIGHUP; one that is none leaves the old", async (s) => {
  assert.equal(await nameOf(s.port), "one");
  use("two");
  const told = async (event) => {
    while (!s.err.includes(`"event":"${event}"`)) await within(once(s.child.stderr, "data"), event);
  };
  s.child.kill("SIGHUP");
  await told("certificate");
  assert.equal(await nameOf(s.port), "two");
  const other = () => copyFileSync(join(dir, "one.key"), key);
  for (const half of [other, () => writeFileSync(cert, "")]) {
    half();
    s.err = "";
    s.child.kill("SIGHUP");
    await told("certificate_unread");
    assert.equal(await nameOf(s.port), "two");
  }
  use("one");
});

test("what is no certificate is told in one sentence", () => {
  const serve = (...args) =>
    spawnSync(binary, ["serve", "--memory", "--open", "--port", "0", ...args], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
    });
  const other = join(dir, "two.key");
  for (const [args, code, said] of [
    [["--cert", cert], 2, /A certificate goes with its key/],
    [["--cert", join(dir, "absent"), "--cert-key", key], 1, /Cannot read .+absent: No such file/],
    [["--cert", cert, "--cert-key", other], 1, /are not a certificate and its key \(PEM/],
  ]) {
    const done = serve(...args);
    assert.equal(done.status, code, done.stderr);
    assert.match(done.stderr, said);
  }
});

test("with a public name, browsers are told to keep to HTTPS", async () => {
  const named = ["--cert", cert, "--cert-key", key, "--public-url", "https://atelier.example.org"];
  const s = await Server.start(binary, ["--open", ...named]);
  const page = await fetched(s.port, "/livez", { Host: "atelier.example.org" });
  assert.match(page.headers["strict-transport-security"], /^max-age=\d+/);
  assert.equal(await s.stop(), 0, s.err);
});

test("a certificate that somebody signed tells browsers to keep to HTTPS", async () => {
  certificate("three", ["-CA", join(dir, "one.pem"), "-CAkey", join(dir, "one.key")]);
  const pair = ["--cert", join(dir, "three.pem"), "--cert-key", join(dir, "three.key")];
  const s = await Server.start(binary, ["--open", ...pair]);
  const page = await fetched(s.port, "/livez");
  assert.match(page.headers["strict-transport-security"], /^max-age=\d+/);
  assert.equal(await s.stop(), 0, s.err);
});

certificate("one");
certificate("two");
use("one");
await run("HTTPS", binary, ["--open", "--cert", cert, "--cert-key", key]);
