// A client of the way without WebSocket, and a proxy as some halls have one.
import http from "node:http";
import { within } from "./client.mjs";
import { connection } from "./record.mjs";

export class Link {
  static async open(port, by, room, { patient = true } = {}) {
    const c = new Link();
    c.at = `http://127.0.0.1:${port}/api/link?by=${by}${room ? `&room=${room}` : ""}`;
    c.by = by;
    c.record = connection();
    c.messages = [];
    c.waiting = [];
    c.ends = new Promise((done) => (c.ended = done));
    c.opened = new Promise((done) => (c.open = done));
    c.abort = new AbortController();
    const answer = await c.post("");
    c.secret = (await answer.json()).link;
    c.reading = c.read();
    if (by === "events" && patient) await within(c.opened, "a stream");
    return c;
  }

  post(body) {
    const headers = { "Content-Type": "application/json" };
    if (this.secret) headers.Authorization = `Bearer ${this.secret}`;
    return fetch(this.at, { method: "POST", body, headers, signal: this.abort.signal });
  }

  async read() {
    const headers = { Authorization: `Bearer ${this.secret}` };
    try {
      do {
        const answer = await fetch(this.at, { headers, signal: this.abort.signal });
        if (!answer.ok) break;
        let text = "";
        for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
          const events = (text + part).split("\n\n");
          text = events.pop();
          for (const event of events) this.take(event);
        }
      } while (this.by === "polls" && this.code === undefined);
    } catch {
      // cut, by us or by the server
    }
    this.ended(this.code ?? 1006);
  }

  take(event) {
    const data = /^data: (.*)$/m.exec(event)?.[1];
    if (/^event: open/m.test(event)) this.open(true);
    else if (/^event: close/m.test(event)) this.code = JSON.parse(data).code;
    else if (data) {
      this.record("in", data);
      this.messages.push(JSON.parse(data));
    } else this.post("").catch(() => {}); // a ping
    this.waiting = this.waiting.filter((look) => !look());
  }

  /** The next message for which `is` holds; those before it are kept. */
  next(is) {
    return within(
      new Promise((done) => {
        const look = () => {
          const at = this.messages.findIndex(is);
          if (at >= 0) done(this.messages.splice(at, 1)[0]);
          return at >= 0;
        };
        if (!look()) this.waiting.push(look);
      }),
      "a message",
    );
  }

  async ask(message) {
    const said = { id: 1, ...message };
    const text = JSON.stringify(said);
    this.record("out", text);
    await this.post(`${text}\n`);
    return this.next((m) =>
      said.t === "ping" ? m.t === "pong" : m.id === said.id && m.t !== "pong",
    );
  }

  closed() {
    return within(this.ends, "a close");
  }
  cut() {
    this.abort.abort();
  }
}

/** Passes HTTP on and refuses upgrades; `holds`: it gives no answer before it has the whole. */
export class Proxy {
  constructor(port, { holds = false } = {}) {
    this.holding = new Promise((done) => (this.held = done));
    this.server = http.createServer((request, response) => {
      const { method, url, headers } = request;
      const on = http.request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
        const head = { ...answer.headers };
        if (!holds) {
          response.writeHead(answer.statusCode, head);
          response.flushHeaders();
          return void answer.pipe(response);
        }
        const parts = [];
        answer.on("data", (part) => {
          parts.push(part);
          if (url.startsWith("/api/link") && method === "GET") this.held();
        });
        answer.on("end", () => {
          delete head["transfer-encoding"];
          response.writeHead(answer.statusCode, head).end(Buffer.concat(parts));
        });
      });
      on.on("error", () => response.destroy());
      response.on("close", () => on.destroy());
      request.pipe(on);
    });
    this.server.on("upgrade", (request, socket) =>
      socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    );
    this.sockets = new Set();
    this.server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
    });
  }
  async listen() {
    await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
    this.port = this.server.address().port;
    return this;
  }
  close() {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((done) => this.server.close(done));
  }
}
