// A WebSocket client in plain Node that can misbehave, and a server to talk to.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import net from "node:net";
import { connection } from "./record.mjs";

process.env.LC_ALL = "C.UTF-8"; // the sentences looked for are English

const LIMIT = 240000; // a busy machine under sanitizers takes a minute; past this it hangs

export function within(promise, what) {
  let timer;
  const late = new Promise((_, no) => {
    timer = setTimeout(() => no(new Error(`waited too long for ${what}`)), LIMIT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// One client frame; op: 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong. `declared` is a
// length the frame says and does not have.
export function frame(op, payload, { fin = true, rsv = 0, masked = true, declared } = {}) {
  const body = Buffer.from(payload);
  const n = declared ?? body.length;
  const extra = n < 126 ? 0 : n < 65536 ? 2 : 8;
  const head = Buffer.alloc(2 + extra);
  head[0] = (fin ? 0x80 : 0) | (rsv << 4) | op;
  head[1] = (masked ? 0x80 : 0) | (extra === 0 ? n : extra === 2 ? 126 : 127);
  if (extra === 2) head.writeUInt16BE(n, 2);
  if (extra === 8) head.writeBigUInt64BE(BigInt(n), 2);
  if (!masked) return Buffer.concat([head, body]);
  const mask = randomBytes(4);
  for (let i = 0; i < body.length; i++) body[i] ^= mask[i & 3];
  return Buffer.concat([head, mask, body]);
}

/** The body of chunks; { whole: false } when its end is missing. */
export function unchunked(bytes) {
  const parts = [];
  let at = 0;
  for (;;) {
    const line = bytes.indexOf("\r\n", at);
    const n = line < 0 ? -1 : parseInt(bytes.subarray(at, line), 16);
    if (n === 0) return { whole: true, body: Buffer.concat(parts) };
    if (n < 0 || line + 4 + n > bytes.length) return { whole: false, body: Buffer.concat(parts) };
    parts.push(bytes.subarray(line + 2, line + 2 + n));
    at = line + 4 + n;
  }
}

// Sends a request as it is and gives { status, head, body }; stops at the end of the headers when
// the answer is an upgrade.
export async function raw(port, text) {
  const socket = net.connect(port, "127.0.0.1");
  let got = Buffer.alloc(0);
  socket.on("error", () => {});
  socket.on("data", (d) => (got = Buffer.concat([got, d])));
  socket.write(text);
  await within(
    new Promise((done) => {
      socket.on("close", done);
      socket.on("data", () => got.includes(" 101 ") && got.includes("\r\n\r\n") && done());
    }),
    "an answer",
  );
  socket.destroy();
  const end = got.indexOf("\r\n\r\n");
  const head = got.subarray(0, end < 0 ? got.length : end).toString();
  const rest = end < 0 ? Buffer.alloc(0) : got.subarray(end + 4);
  const chunks = /^transfer-encoding: chunked/im.test(head) ? unchunked(rest) : null;
  const { whole, body } = chunks ?? { whole: true, body: rest };
  return { status: Number(head.split(" ")[1]), head, whole, body: body.toString() };
}

export function get(port, path, headers = {}, method = "GET") {
  const all = { Host: `127.0.0.1:${port}`, Connection: "close", ...headers };
  const lines = Object.entries(all)
    .filter(([, v]) => v !== null)
    .map(([k, v]) => `${k}: ${v}`);
  return raw(port, `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
}

export function upgradeHeaders(over = {}) {
  return {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
    "Sec-WebSocket-Protocol": "tablee.v1",
    ...over,
  };
}

export class Client {
  static async open(port, path = "/ws", host = "127.0.0.1") {
    const c = new Client();
    c.record = path.startsWith("/ws") ? connection() : () => {};
    c.socket = net.connect(port, host);
    c.socket.on("error", () => {});
    c.in = Buffer.alloc(0);
    c.messages = [];
    c.waiting = [];
    c.socket.on("data", (d) => c.data(d));
    c.socket.on("close", () => c.end());
    const headers = Object.entries(upgradeHeaders())
      .map(([k, v]) => `${k}: ${v}\r\n`)
      .join("");
    c.socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\n${headers}\r\n`);
    await within(new Promise((yes, no) => ([c.yes, c.no] = [yes, no])), "a handshake");
    return c;
  }

  data(d) {
    this.in = this.in.length ? Buffer.concat([this.in, d]) : d;
    if (!this.ready) {
      const at = this.in.indexOf("\r\n\r\n");
      if (at < 0) return;
      this.head = this.in.subarray(0, at).toString();
      this.in = this.in.subarray(at + 4);
      this.ready = true;
      if (!this.head.startsWith("HTTP/1.1 101")) return this.no(new Error(this.head));
      this.yes();
    }
    while (this.next());
  }

  next() {
    const b = this.in;
    if (b.length < 2) return false;
    if (b[0] & 0x70 || !(b[0] & 0x80) || b[1] & 0x80) throw new Error("a frame we never send");
    const short = b[1] & 0x7f;
    const at = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (b.length < at) return false;
    const long = () => Number(b.readBigUInt64BE(2));
    const n = short < 126 ? short : short === 126 ? b.readUInt16BE(2) : long();
    if (b.length < at + n) return false;
    this.take(b[0] & 15, Buffer.from(b.subarray(at, at + n)));
    this.in = b.subarray(at + n);
    return true;
  }

  take(op, payload) {
    if (op === 9) {
      this.socket.write(frame(10, payload));
      this.pinged?.();
    }
    if (op === 8) {
      this.code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.reason = payload.subarray(2).toString();
      this.socket.write(frame(8, payload.subarray(0, 2)));
      this.coded?.();
    }
    if (op === 8 || op === 9) return;
    if (op === 1) this.record("in", payload);
    const message = { op, payload, text: op === 1 ? payload.toString() : undefined };
    const wanted = this.waiting.shift();
    if (wanted) wanted(message);
    else this.messages.push(message);
  }

  end() {
    this.gone = true;
    this.coded?.();
    this.no?.(new Error("closed during the handshake"));
    this.ended?.();
  }

  send(op, payload, options) {
    if (op === 1 && !options) this.record("out", payload);
    return new Promise((done) => this.socket.write(frame(op, payload, options), done));
  }

  receive() {
    if (this.messages.length) return Promise.resolve(this.messages.shift());
    return within(new Promise((done) => this.waiting.push(done)), "a message");
  }

  // The same as soon as it is known, though the connection has not ended.
  async told() {
    if (!this.gone && !this.code)
      await within(new Promise((done) => (this.coded = done)), "a code");
    return this.code ?? 1006;
  }

  // The code of the Close frame; 1006 when the connection ended without one.
  async closed() {
    if (!this.gone) await within(new Promise((done) => (this.ended = done)), "a close");
    return this.code ?? 1006;
  }
}

export class Server {
  /** Those started and not yet ended. */
  static running = new Set();

  static async start(binary, args, env = {}) {
    const s = new Server();
    const settings = { ...process.env, ...env };
    const kept = args.includes("--state") ? [] : ["--memory"];
    s.child = spawn(binary, ["serve", ...kept, "--port", "0", ...args], { env: settings });
    s.out = s.err = "";
    Server.running.add(s);
    s.exit = once(s.child, "close").then(([code]) => {
      Server.running.delete(s);
      return (s.code = code);
    });
    s.child.stderr.on("data", (d) => (s.err += d));
    await within(
      new Promise((yes, no) => {
        s.child.stdout.on("data", (d) => {
          s.out += d;
          const found = /https?:\/\/127\.0\.0\.1:(\d+)/.exec(s.out);
          if (found) yes((s.port = Number(found[1])));
        });
        s.exit.then(() => no(new Error(`the server did not start: ${s.err}`)));
      }),
      "the server",
    );
    return s;
  }

  async stop(signal = "SIGTERM") {
    this.child.kill(signal);
    return within(this.exit, "the server's end");
  }
}
