// The faults of faults.mjs, shared out among several pairs of servers at once, each with its own
// database: most of a fault is waiting for it to be noticed. Whatever one of them finds, the others
// go on, and its seed is told. What became of commits in doubt is summed over all.
//     lanes.mjs LANES [FAULT=TIMES]... [still=SECONDS] [seed=N]
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";

const [lanes, ...words] = process.argv.slice(2);
const wanted = Object.fromEntries(words.map((word) => word.split("=")));
const seed = Number(wanted.seed ?? Date.now() % 1_000_000);
delete wanted.seed;
const SAME = new Set(["still"]); // for each of them
const ALONE = new Set(["lost", "clock", "cut"]); // seen by one of them

const children = [];
process.on("exit", () => {
    for (const child of children) child.kill("SIGTERM");
});
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(1));

/** Every fault's count divided, none of them forgotten. */
function share(lane) {
    return Object.entries(wanted).flatMap(([word, value]) => {
        if (SAME.has(word)) return [`${word}=${value}`];
        if (ALONE.has(word)) return lane ? [] : [`${word}=${value}`];
        const [all, n] = [Number(value), Number(lanes)];
        return [`${word}=${Math.floor(all / n) + (lane < all % n ? 1 : 0)}`];
    });
}
async function run(lane) {
    const own = [`lane=${lane}`, `seed=${seed + lane}`, ...share(lane)];
    const child = spawn(process.execPath, [path.join(import.meta.dirname, "faults.mjs"), ...own], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    const ended = new Promise((resolve) => child.on("exit", resolve));
    let counts;
    for await (const line of readline.createInterface({ input: child.stdout })) {
        console.log(`${lane}: ${line}`);
        if (line.startsWith("counts ")) counts = JSON.parse(line.slice(7));
    }
    const code = await ended;
    if (code || !counts) console.log(`${lane}: ended with ${code}: faults.mjs ${own.join(" ")}`);
    return code ? undefined : counts;
}
const all = await Promise.all(Array.from({ length: Number(lanes) }, (_, lane) => run(lane)));
assert.ok(all.every(Boolean), "every one of them came to its end");
const sum = {};
for (const counts of all)
    for (const [name, n] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + n;
if (Number(wanted.database ?? 0) >= 20)
    assert.ok(sum.found && sum.found < sum.doubts, "doubt was seen both ways");
console.log(
    `summary: ${Object.entries(sum)
        .map(([name, n]) => `${name} ${n}`)
        .join(", ")}`,
);
