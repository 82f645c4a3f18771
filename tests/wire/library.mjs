// The library of scenarios against the real binary: folders that are dropped in, broken ones, rooms
// that keep the version they began with, whole files for hosts alone, drafts, and hostile files.
import assert from "node:assert/strict";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";

const KEY = "a-key-of-some-length-0123456789";
const root = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-library-"));
const shelf = path.join(root, "shelf");
const state = path.join(root, "state");
const shipped = new URL("../../scenarios/la-mauve/scenario.json", import.meta.url);
const model = JSON.parse(fs.readFileSync(shipped, "utf8"));
let server;
let passed = 0;

const variant = (id, more = {}) => ({ ...structuredClone(model), id, ...more });
function drop(id, scenario) {
  fs.mkdirSync(path.join(shelf, id), { recursive: true });
  const text = typeof scenario === "string" ? scenario : JSON.stringify(scenario);
  fs.writeFileSync(path.join(shelf, id, "scenario.json"), text);
}
const open = (extra = []) => start(state, ["--scenarios", shelf, "--key", KEY, ...extra]);

/** A request as the editor sends it; `key: null` for nobody's. */
async function call(method, where, { key = KEY, body, headers = {} } = {}) {
  const answer = await fetch(`http://127.0.0.1:${server.port}${where}`, {
    method,
    headers: {
      Connection: "close", // none is kept that the server may close just then
      ...(key ? { Authorization: `Bearer ${key}` } : {}),
      ...(method === "POST" ? { "Content-Type": "application/json" } : {}),
      ...headers,
    },
    body: method === "POST" ? (body ?? "") : undefined,
  });
  const text = await answer.text();
  let out;
  try {
    out = JSON.parse(text);
  } catch {
    out = text;
  }
  return { status: answer.status, out, retry: answer.headers.get("retry-after") };
}
/** As through a proxy: not this computer's own. */
const elsewhere = { "X-Forwarded-For": "10.0.0.9" };
const get = (where, more) => call("GET", where, more);
const post = (where, body, more = {}) =>
  call("POST", where, { ...more, body: typeof body === "string" ? body : JSON.stringify(body) });
const listed = async () => (await get("/api/scenarios", { key: null })).out;
const until = async (what, test) => {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (await test()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never: ${what}`);
};
async function createWith(scenario) {
  const client = await new Client(server.port).connect();
  const options = { scenario, lang: "fr", tables: 1, places: 6, roles: "auto" };
  const { out } = await client.ask({ t: "create", key: KEY, options });
  await client.hello(out.room, out.token);
  await client.until("the room", (docs) => docs.room);
  return { client, made: out, title: () => client.docs.room.scenario.tagline.fr };
}

const tests = {
  "a folder dropped in appears at SIGHUP, a broken one is refused with why": async () => {
    drop("la-voisine", variant("la-voisine", { title: { fr: "La Voisine", en: "Next Door" } }));
    drop("cassee", variant("cassee", { need: { fr: "Seulement en français." } }));
    server.child.kill("SIGHUP");
    await until("la-voisine", async () => (await listed()).some((s) => s.id === "la-voisine"));
    assert(!(await listed()).some((s) => s.id === "cassee"));
    const { out } = await post("/api/scenarios/reload", "");
    assert.deepEqual(
      out.refused.map((r) => [r.folder, r.faults.map((f) => f.at)]),
      [["cassee", ["$.need.en"]]],
    );
    assert.match(out.refused[0].faults[0].say, /^trouvé /);
    // Who has a terminal alone reads the same there.
    const told = /"event":"scenario_fault","fault":"[^"]*cassee[^"]*\$\.need\.en/;
    await until("a word in the server's log", async () => told.test(server.output()));
    assert.equal(out.listed, 2);
  },
  "a running room keeps the version it began with, over a reload and a restart": async () => {
    const before = await createWith("la-voisine");
    const old = before.title();
    const next = variant("la-voisine", { version: 2, tagline: { fr: "Neuve", en: "New" } });
    drop("la-voisine", next);
    await post("/api/scenarios/reload", "");
    const after = await createWith("la-voisine");
    assert.equal(after.title(), "Neuve");
    const look = async () => {
      const client = await new Client(server.port).connect();
      await client.hello(before.made.room, before.made.token);
      await client.until("the room", (docs) => docs.room);
      return client.docs.room.scenario.tagline.fr;
    };
    assert.equal(await look(), old);
    await server.stop();
    server = await open();
    assert.equal(await look(), old);
    fs.rmSync(path.join(shelf, "la-voisine"), { recursive: true });
    await post("/api/scenarios/reload", "");
    assert(!(await listed()).some((s) => s.id === "la-voisine"));
    await server.stop();
    server = await open();
    assert.equal(await look(), old);
  },
  "a folder that breaks keeps what it held before": async () => {
    drop("la-mauve", "{ this is not JSON");
    const { out } = await post("/api/scenarios/reload", "");
    assert(out.refused.some((r) => r.folder === "la-mauve"));
    assert((await listed()).some((s) => s.id === "la-mauve"));
    drop("la-mauve", model);
    await post("/api/scenarios/reload", "");
  },
  "whole files are for the host's key, or for a facilitator of the room": async () => {
    const way = "/api/scenarios/la-mauve.json";
    assert.equal((await get(way, { key: null })).status, 403);
    assert.equal((await get(way, { key: "wrong" })).status, 403);
    assert.deepEqual((await get(way)).out, model);
    assert.equal((await get("/api/scenarios/nobody.json")).status, 404);
    const { made } = await createWith("la-mauve");
    const own = `/api/rooms/${made.room}/scenario.json`;
    assert.deepEqual((await get(own, { key: made.token })).out, model);
    assert.equal((await get(own, { key: made.screen })).status, 403);
  },
  "who sits at a table of so many is told to whom the file is": async () => {
    const way = "/api/scenarios/la-mauve.seats.json";
    assert.equal((await get(way, { key: "wrong" })).status, 403);
    assert.equal((await get("/api/scenarios/nobody.seats.json")).status, 404);
    assert.equal((await get("/api/scenarios/la-mauve")).status, 404);
    const seats = (await get(way)).out;
    assert.deepEqual(seats.map((x) => x.people), [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const { people, roles } of seats)
      for (const group of ["municipal", "citizen", "organisation"])
        assert.deepEqual(
          roles.filter((id) => model.roles.find((r) => r.id === id).group === group),
          model.roles
            .filter((r) => r.group === group)
            .slice(0, Math.floor(people / 3))
            .map((r) => r.id),
        );
    const { made } = await createWith("la-mauve");
    const own = `/api/rooms/${made.room}/seats.json`;
    assert.deepEqual((await get(own, { key: made.token })).out, seats);
    assert.equal((await get(own, { key: made.screen })).status, 403);
    assert.equal((await get(own, { key: null })).status, 403);
    const phone = await new Client(server.port).connect();
    const { out } = await phone.ask({
      t: "join",
      room: made.room,
      name: "Ana",
      debrief: false,
      research: false,
      lang: "fr",
    });
    assert.equal((await get(own, { key: out.token })).status, 403);
  },
  "whoever tries keys is told to wait, and who has the key never is": async () => {
    let answer;
    for (let i = 0; i < 200 && answer?.status !== 429; i++)
      answer = await get("/api/drafts", { key: `guess ${i}` });
    assert.equal(answer.status, 429);
    assert.equal(answer.out.error, "guesses");
    assert.equal(Number(answer.retry), answer.out.max);
    const sent = await post("/api/scenarios/check", model, { key: "guess", headers: elsewhere });
    assert.equal(sent.status, 429);
    assert.equal((await get("/api/drafts")).status, 200);
  },
  "without a key, those who dawdle as they send leave the others their place": async () => {
    const keyed = server;
    server = await start(path.join(root, "open"), ["--scenarios", shelf, "--behind-proxy"]);
    const sockets = Array.from({ length: 20 }, () => net.connect(server.port, "127.0.0.1"));
    const told = sockets.map((socket) => {
      socket.on("error", () => {});
      socket.write(
        `POST /api/scenarios/check HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n` +
          "X-Forwarded-For: 10.0.0.9\r\nContent-Type: application/json\r\n" +
          "Content-Length: 1000\r\n\r\n{",
      );
      return new Promise((done) => socket.once("data", (d) => done(d.toString())));
    });
    const refused = new Set();
    for (const [i, one] of told.entries()) void one.then((text) => refused.add([i, text]));
    await until("sixteen are refused", () => refused.size === 16);
    for (const [, text] of refused) assert.match(text, /^HTTP\/1\.1 503 .*retry-after: 30\r\n/is);
    const another = { headers: { "X-Forwarded-For": "10.0.0.10" } };
    const checked = await post("/api/scenarios/check", model, another);
    assert.equal(checked.status, 200);
    for (const socket of sockets) socket.destroy();
    assert.equal(await server.stop(), 0);
    server = keyed;
  },
  "nothing changes without the key, from another site, or as a form": async () => {
    const body = JSON.stringify(model);
    for (const where of ["scenarios/reload", "scenarios/check", "scenarios/trial", "drafts/x"])
      assert.equal((await post(`/api/${where}`, body, { key: null })).status, 403, where);
    const form = { headers: { "Content-Type": "text/plain" } };
    assert.equal((await post("/api/drafts/x", body, form)).status, 415);
    const foreign = { headers: { Origin: "http://elsewhere.example" } };
    assert.equal((await post("/api/drafts/x", body, foreign)).status, 403);
    assert.equal((await get("/api/drafts", { key: null })).status, 403);
  },
  "the checker's own faults come back, in either language": async () => {
    const bad = variant("mauvaise", { tagline: { fr: "é".repeat(101), en: "x" } });
    const fr = (await post("/api/scenarios/check", bad)).out;
    const en = (await post("/api/scenarios/check?lang=en", bad)).out;
    assert.deepEqual([fr.n, fr.faults[0].at], [1, "$.tagline.fr"]);
    assert.match(en.faults[0].say, /^found .*, expected /);
    assert.equal((await post("/api/scenarios/check", model)).out.n, 0);
    const broken = (await post("/api/scenarios/check", "[1,")).out;
    assert.equal(broken.faults[0].at, "$");
  },
  "hostile files are bounded and stay text": async () => {
    const huge = JSON.stringify({ id: "x".repeat(300_000) });
    assert.equal((await post("/api/drafts/enorme", huge)).status, 413);
    const deep = "[".repeat(100_000);
    assert.equal((await post("/api/drafts/profond", deep)).status, 422);
    assert.equal((await post("/api/drafts/liste", "[]")).status, 422);
    for (const id of ["..", "%2e%2e", "..%2fx", "A", "a_b", "-a", "a-", "x".repeat(41)])
      assert.equal((await post(`/api/drafts/${id}`, model)).status, 404, id);
    assert.equal(fs.existsSync(path.join(state, "drafts")), false);
  },
  "two people who edit at once: the second is told, and gets both texts": async () => {
    const first = await post("/api/drafts/neuve", variant("neuve"));
    assert.equal(first.status, 200);
    assert.equal(first.out.n, 0);
    assert.equal((await post("/api/drafts/neuve", variant("neuve"))).status, 409);
    const mine = variant("neuve", { version: model.version + 1 });
    const base = first.out.hash;
    const second = await post(`/api/drafts/neuve?lang=en&base=${base}&more=`, mine);
    assert.equal(second.status, 200);
    const late = await post(`/api/drafts/neuve?base=${base}`, variant("neuve"));
    assert.deepEqual([late.status, late.out.error], [409, "changed"]);
    assert.deepEqual(JSON.parse(late.out.text), mine);
    assert.equal(late.out.hash, second.out.hash);
    const { out } = await get("/api/drafts");
    assert.deepEqual(
      out.drafts.map((d) => [d.id, d.faults, d.published]),
      [["neuve", 0, 0]],
    );
  },
  "a draft becomes a scenario when it passes, and a version says that it changed": async () => {
    const now = (await get("/api/drafts/neuve")).out;
    const made = await post(`/api/drafts/neuve/publish?base=${now.hash}`, "");
    assert.equal(made.status, 200);
    assert((await listed()).some((s) => s.id === "neuve" && s.version === model.version + 1));
    const again = await post(`/api/drafts/neuve/publish?base=${now.hash}`, "");
    assert.deepEqual([again.status, again.out.error], [409, "version"]);
    const hash = (await post("/api/drafts/la-mauve", { ...model, version: 9 })).out.hash;
    const taken = await post(`/api/drafts/la-mauve/publish?base=${hash}`, "");
    assert.deepEqual([taken.status, taken.out.error], [409, "taken"]);
    const half = await post("/api/drafts/demie", { id: "demie", title: { fr: "À moitié" } });
    assert(half.out.n > 0);
    const no = await post(`/api/drafts/demie/publish?base=${half.out.hash}`, "");
    assert.equal(no.status, 422);
    const gone = await post(`/api/drafts/demie/delete?base=${half.out.hash}`, "");
    assert.equal(gone.status, 200);
    assert.equal((await get("/api/drafts/demie")).status, 404);
    await server.stop();
    server = await open();
    assert((await listed()).some((s) => s.id === "neuve"));
  },
  "a trial begins from a text that is listed nowhere": async () => {
    const text = variant("essai", { tagline: { fr: "À l’essai", en: "On trial" } });
    const { out } = await post("/api/scenarios/trial", text);
    const { title } = await createWith(out.hash);
    assert.equal(title(), "À l’essai");
    assert(!(await listed()).some((s) => s.id === "essai"));
    assert.equal((await post("/api/scenarios/trial", { id: "rien" })).status, 422);
  },
  "drafts are bounded in number": async () => {
    let last;
    for (let i = 0; i < 110; i++) last = await post(`/api/drafts/d-${i}`, { id: `d-${i}` });
    assert.deepEqual([last.status, last.out.error], [409, "full"]);
  },
  "drafts and folders are read beside the loop: others are answered meanwhile": async () => {
    await server.stop();
    const drafts = path.join(state, "drafts");
    for (const file of fs.readdirSync(drafts).filter((name) => name.endsWith(".json")))
      fs.writeFileSync(
        path.join(drafts, file),
        JSON.stringify(variant(file.replace(/\.json$/, ""))),
      );
    for (let i = 0; i < 100; i++) drop(`s-${i}`, variant(`s-${i}`));
    server = await open(); // nothing of the drafts is remembered
    drop("s-0", variant("s-0", { version: 9 }));
    for (const reading of [() => get("/api/drafts"), () => post("/api/scenarios/reload", "")]) {
      let answered = 0;
      let done = false;
      const whole = reading().finally(() => (done = true));
      while (!done) {
        await get("/livez");
        if (!done) answered++;
      }
      assert.equal((await whole).status, 200);
      assert.ok(answered > 2, `${answered} others were answered meanwhile`);
    }
  },
};

drop("la-mauve", model);
server = await open();
let code = 0;
for (const [name, run] of Object.entries(tests)) {
  try {
    await run();
    passed++;
    console.log(`  ok ${name}`);
  } catch (error) {
    code = 1;
    console.log(`  FAIL ${name}: ${error.stack}`);
  }
}
if ((await server.stop()) !== 0) {
  code = 1;
  console.log(`  FAIL the server did not end well: ${server.output().slice(-3000)}`);
}
// Without a directory of its own a server keeps no draft, and says so.
server = await start(state, ["--scenarios", shelf, "--memory"]);
const { out } = await post("/api/drafts/x", model, { key: null });
if (out.error !== "read_only") {
  code = 1;
  console.log(`  FAIL a server in memory saved a draft: ${JSON.stringify(out)}`);
}
await server.stop();
fs.rmSync(root, { recursive: true, force: true });
console.log(`summary: ${passed} of ${Object.keys(tests).length} tests of the library`);
process.exit(code);
