// What is left of the files of a directory when the current fails (power.c): of what was written
// since the last sync of each, some is there, some is not, some in part.
import fs from "node:fs";
import path from "node:path";

const HEAD = 40; // kind, at, size before, bytes that were there, bytes that came: 64 bits each
const CUT = 1;
const SECTOR = 512;

/** The notes of one file: what was there and what came, in order. */
function read(bytes) {
    const notes = [];
    let at = 0;
    while (at + HEAD <= bytes.length) {
        const [kind, from, size, old, now] = [0, 8, 16, 24, 32].map((k) =>
            Number(bytes.readBigUInt64LE(at + k)),
        );
        const end = at + HEAD + old + now;
        if (end > bytes.length) break; // killed while it was noted: it was not written yet
        const was = bytes.subarray(at + HEAD, at + HEAD + old);
        notes.push({ kind, from, size, was, came: bytes.subarray(at + HEAD + old, end) });
        at = end;
    }
    return notes;
}

const grown = (file, size) => (size <= file.length ? file : Buffer.concat([file], size));

function put(file, bytes, at) {
    const whole = grown(file, at + bytes.length);
    bytes.copy(whole, at);
    return whole;
}

function undo(file, notes) {
    for (const n of notes.toReversed()) file = put(file, n.was, n.from).subarray(0, n.size);
    return file;
}

/** Sector by sector, as a disk writes. */
function torn(file, { from, came }, random) {
    for (let at = 0; at < came.length; at += SECTOR)
        if (random(2)) file = put(file, came.subarray(at, at + SECTOR), from + at);
    return file;
}

function redo(file, n, random) {
    const luck = random(10);
    if (luck < 3) return file;
    if (n.kind === CUT) return grown(file, n.from).subarray(0, n.from);
    return luck < 6 ? torn(file, n, random) : put(file, n.came, n.from);
}

/** How many writes were not certain. */
export function fail(dir, random) {
    const kept = `${dir}.notes`;
    let uncertain = 0;
    for (const name of fs.readdirSync(kept)) {
        const notes = read(fs.readFileSync(path.join(kept, name)));
        const file = path.join(dir, name);
        if (name.endsWith("-shm")) fs.rmSync(file, { force: true });
        else if (notes.length && fs.existsSync(file)) {
            let left = undo(fs.readFileSync(file), notes);
            for (const n of notes) left = redo(left, n, random);
            fs.writeFileSync(file, left);
            uncertain += notes.length;
        }
        fs.rmSync(path.join(kept, name));
    }
    return uncertain;
}

/** Variables of a server whose disk is this one. */
export function wired(library, dir, more = {}) {
    fs.mkdirSync(`${dir}.notes`, { recursive: true });
    return { ...process.env, LD_PRELOAD: library, POWER_DIR: dir, ...more };
}
