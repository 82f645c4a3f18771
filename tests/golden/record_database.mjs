// Makes a database that tests keep: one room played to its end, somebody of it forgotten, and one
// whose clock ran when the server was killed. Made once by each format of the store
// (record_database.mjs DIRECTORY), and never again by a later one.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { download, finish, playRoom } from "../hour/play.mjs";
import { start } from "../hour/server.mjs";

const here = process.argv[2];
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-database-"));
const server = await start(dir);

const ended = await playRoom(server, { consents: "yyyyyn" });
await ended.people[2].c.do("erase");
await finish(ended);
const boss = await new Client(server.port).connect();
const options = { scenario: "lac-edouard", lang: "fr", tables: 1, places: 9, roles: "auto" };
const made = (await boss.ask({ t: "create", options })).out;
await boss.hello(made.room, made.token);
boss.me = boss.you.f;
const c = await new Client(server.port).connect();
const join = { name: "Ana", debrief: true, research: false, lang: "fr" };
const person = (await c.ask({ t: "join", room: made.room, ...join })).out;
await boss.do("next");
await boss.do("next");

const log = await download(server, ended);
await server.stop("SIGKILL");
fs.mkdirSync(here, { recursive: true });
fs.writeFileSync(path.join(here, "ended.ndjson"), log);
fs.writeFileSync(
    path.join(here, "keys.json"),
    `${JSON.stringify({ ended: ended.made, running: made, person }, null, 4)}\n`,
);
const copy = path.join(here, "tablee.db");
// Emptying the write-ahead log changes nothing that is kept.
const code = `import sqlite3, sys
d = sqlite3.connect(sys.argv[1])
d.execute("PRAGMA wal_checkpoint(TRUNCATE)")
d.close()`;
spawnSync("python3", ["-c", code, path.join(dir, "tablee.db")], { stdio: "inherit" });
fs.copyFileSync(path.join(dir, "tablee.db"), copy);
fs.rmSync(dir, { recursive: true, force: true });
process.exit(0);
