// Plays the rooms below and keeps their logs, except those that are kept already: a golden log is
// never played again.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { download, finish, playRoom } from "../hour/play.mjs";
import { start } from "../hour/server.mjs";
import { playCards } from "./play_cards.mjs";
import { KEPT, PLAYS } from "./plays.mjs";

const ROOMS = {
    compromise: { consents: "yyyyyyn", objection: "compromise" },
    standing: { scenario: "mfr-du-krtb", consents: "yyyyyy", objection: "standing" },
    withdrawn: { scenario: "lac-edouard", consents: "yyyyyyyyy", objection: "withdrawn" },
    harmony: { consents: "yyy", objection: "none", lang: "en" },
    "two-people": { consents: "yy", objection: "none", ratings: false },
    forgotten: { scenario: "la-mauve", consents: "yyyyy", forget: 3 },
    "founding-today": { consents: "yyyyyy", create: { era: "today" } },
    // Of version 2 of the rules; those above are of version 1.
    credited: { consents: "yyyyyyy", objection: "compromise", named: true },
    "standing-2": { scenario: "mfr-du-krtb", consents: "yyyyyn", objection: "standing" },
};

const here = path.dirname(fileURLToPath(import.meta.url));
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-golden-"));
const server = await start(dir);
for (const [name, { forget, ...choices }] of Object.entries(ROOMS)) {
    const file = path.join(here, `${name}.ndjson`);
    if (fs.existsSync(file)) continue;
    const room = await playRoom(server, choices);
    if (forget) await room.people[forget - 1].c.do("erase");
    await finish(room);
    fs.writeFileSync(file, await download(server, room));
    console.log(`  recorded ${name}`);
}
for (const name of KEPT) {
    const file = path.join(here, `${name}.ndjson`);
    if (fs.existsSync(file)) continue;
    const { room } = await playCards(server, PLAYS[name]);
    fs.writeFileSync(file, await download(server, room));
    console.log(`  recorded ${name}`);
}
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(0);
