// Keeps what clients and server say to each other, when TABLEE_MESSAGES names a directory:
// tests/protocol/asyncapi.py holds it against the description of the protocol.
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const directory = process.env.TABLEE_MESSAGES;
const lines = [];
let connections = 0;

if (directory)
  process.on("exit", () => {
    if (lines.length === 0) return; // a process that only starts another leaves it its file
    mkdirSync(directory, { recursive: true });
    const name = `${basename(process.argv[1])}.ndjson`;
    writeFileSync(join(directory, name), lines.map((l) => `${JSON.stringify(l)}\n`).join(""));
  });

/** Gives a function that keeps one text of this connection: record("out" or "in", text). */
export function connection() {
  const c = ++connections;
  return (d, m) => directory && lines.push({ c, d, m: String(m) });
}
