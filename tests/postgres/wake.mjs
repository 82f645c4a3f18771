// Has a workshop loaded: somebody comes with its code.  wake.mjs PORT CODE
import assert from "node:assert/strict";
import { Client } from "../hour/client.mjs";

const [port, room] = process.argv.slice(2);
const c = await new Client(Number(port)).connect();
const said = await c
    .ask({ t: "join", room, name: "Aube", debrief: false, research: false, lang: "fr" })
    .catch((error) => error);
assert.ok(said);
process.exit(0);
