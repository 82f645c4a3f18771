// Measures the server beside a bare epoll relay and Node ws, on one core, and says which of its
// targets it reaches. Servers take turns, so that what else the machine does falls on all of them.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { MEASURES, SCENARIOS } from "./measures.mjs";
import { GOALS } from "./goals.mjs";

const { values: asked } = parseArgs({
    options: {
        only: { type: "string", multiple: true, default: [] },
        rounds: { type: "string", default: "5" },
        seconds: { type: "string", default: "3" },
        quick: { type: "boolean", default: false },
        json: { type: "string" },
    },
});

// What a quick run makes smaller: it shows that everything still runs, and measures nothing.
const size = asked.quick
    ? { rounds: 1, warm: 50, measure: 150, scale: 0.1 }
    : { rounds: Number(asked.rounds), warm: 500, measure: Number(asked.seconds) * 1000, scale: 1 };

const median = (list) => {
    const sorted = [...list].sort((a, b) => a - b);
    const half = sorted.length >> 1;
    return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

const samples = {};
const keep = (name, values) => {
    for (const [key, value] of Object.entries(values))
        ((samples[name] ??= {})[key] ??= []).push(value);
};

/** The median of what was measured, or its least; NaN when it was not. */
const mid = (name, key) => median(samples[name]?.[key] ?? [NaN]);
const least = (name, key) => Math.min(...(samples[name]?.[key] ?? [NaN]));

const wanted = (name) => !asked.only.length || asked.only.includes(name);
const say = (text) => process.stdout.write(`${text}\n`);

let wrong = 0;
async function measure_all() {
    for (let round = 1; round <= size.rounds; round++)
        for (const s of SCENARIOS.filter((x) => wanted(x.name)))
            for (const server of s.servers) {
                const r = await s.run(server, size);
                keep(`${s.name} ${server}`, r);
                if (r.lost || r.disordered || r.refused) wrong++;
                say(`${round} ${s.name} ${server}: ${tell(r)}`);
            }
    for (const m of MEASURES.filter((x) => wanted(x.name))) {
        const all = await m.run(size);
        for (const [name, values] of Object.entries(all)) {
            keep(name, values);
            say(`- ${name}: ${tell(values)}`);
        }
    }
}

const short = (n) => (Number.isInteger(n) ? String(n) : n >= 100 ? n.toFixed(0) : n.toPrecision(3));
const tell = (values) =>
    Object.entries(values)
        .map(([key, value]) => `${key} ${short(value)}`)
        .join(", ");

function table(rows) {
    const widths = rows[0].map((_, i) => Math.max(...rows.map((r) => r[i].length)));
    for (const r of rows) say(`| ${r.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`);
}

function medians() {
    const rows = [
        ["what", "server", "k/s", "k a CPU s", "p50 us", "p99 us (least)", "CPU", "others"],
    ];
    for (const s of SCENARIOS)
        for (const server of s.servers) {
            const name = `${s.name} ${server}`;
            if (!samples[name]) continue;
            const of = (key, by = 1) => short(mid(name, key) / by);
            const p99 = short(least(name, "p99"));
            rows.push(
                [s.name, server, of("rate", 1000), of("efficiency", 1000), of("p50"), p99].concat([
                    of("cpu"),
                    of("others"),
                ]),
            );
        }
    if (rows.length > 1)
        table([rows[0], rows[0].map((c) => "-".repeat(c.length)), ...rows.slice(1)]);
}

function verdicts() {
    const rows = [];
    for (const g of GOALS) {
        const [is, most] = g.of({ mid, least });
        if (Number.isNaN(is) || Number.isNaN(most)) continue; // needs what was not asked for
        const reached = g.most ? is <= most : is >= most;
        const sign = g.most ? "<=" : ">=";
        rows.push([
            g.name,
            g.what,
            short(is),
            `${sign} ${short(most)}`,
            reached ? "reached" : "NOT",
        ]);
    }
    if (rows.length)
        table([
            ["goal", "what", "is", "target", ""],
            ["----", "----", "--", "------", ""],
            ...rows,
        ]);
}

const model = os.cpus()[0].model;
say(`# ${os.cpus().length} cores, ${model}, Linux ${os.release()}, Node ${process.version}`);
await measure_all();
say("");
medians();
say("");
verdicts();
if (asked.json) fs.writeFileSync(path.resolve(asked.json), JSON.stringify(samples, null, 1));
if (wrong) say(`\n${wrong} runs lost, disordered or refused something.`);
process.exit(wrong ? 1 : 0);
