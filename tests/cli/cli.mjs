// Every command of the program follows one convention, in both languages (server/cli/command.h).
// The commands are those that `tablee --help` lists: a new one is held to it without being named.
//   cli.mjs TABLEE
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const binary = path.resolve(process.argv[2]);
const root = path.join(import.meta.dirname, "../..");
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-cli-"));
process.on("exit", () => fs.rmSync(dir, { recursive: true, force: true }));
let passed = 0;
const ok = (what) => {
    passed++;
    console.log(`ok: ${what}`);
};

function run(args, { lang = "C", input = "", stdout = "pipe" } = {}) {
    const env = { ...process.env, LC_ALL: lang, XDG_STATE_HOME: dir };
    const stdio = ["pipe", stdout, "pipe"];
    const options = { encoding: "utf8", env, input, stdio, cwd: dir, timeout: 60_000 };
    const done = spawnSync(binary, args, options);
    assert.equal(done.signal, null, `${args.join(" ")} hung`);
    return { code: done.status, out: done.stdout ?? "", err: done.stderr };
}
const languages = [
    { lang: "C", usage: "Usage: ", unknown: "unknown option --no-such" },
    { lang: "fr_CA.UTF-8", usage: "Utilisation\u00a0: ", unknown: "option inconnue --no-such" },
];
const listed = run(["--help"]).out;
const commands = [...listed.matchAll(/^ {2}([a-z]+) +\S/gm)].map((m) => m[1]);
assert.ok(commands.length >= 6, listed);

/* -- help, version -- */
for (const { lang, usage } of languages) {
    const all = run(["--help"], { lang });
    assert.equal(all.code, 0);
    for (const way of [["-h"], ["help"]]) assert.deepEqual(run(way, { lang }), all);
    for (const name of commands) {
        const help = run(["help", name], { lang });
        assert.deepEqual([help.code, help.err], [0, ""], name);
        assert.ok(help.out.startsWith(`${usage}tablee ${name} `), help.out);
        for (const way of ["--help", "-h"]) assert.deepEqual(run([name, way], { lang }), help);
    }
}
ok(`${commands.length} commands help the same way three times over, in two languages`);
const version = run(["--version"]);
assert.match(version.out, /^tablee \(Tablée\) \d/);
for (const way of [["-V"], ...commands.flatMap((c) => [[c, "-V"], [c, "--version"]])])
    assert.deepEqual(run(way), version, way.join(" "));
ok("each tells its version");

/* -- what is wrong -- */
for (const { lang, usage, unknown } of languages)
    for (const name of commands) {
        const said = run([name, "--no-such"], { lang });
        assert.deepEqual([said.code, said.out], [2, ""], name);
        const [reason, next] = said.err.split("\n");
        assert.ok(reason.startsWith(`tablee ${name}`) && reason.endsWith(unknown), said.err);
        assert.ok(next.startsWith(usage), said.err);
    }
ok("each names an option it does not know, before it says how it is used");
const wrong = [
    [[], /^tablee: which command\?\nUsage/],
    [["no-such"], /^tablee: no command is called 'no-such'/],
    [["help", "no-such"], /^tablee: no command is called 'no-such'/],
    [["verify"], /^tablee verify: no FILE given\nUsage/],
    [["verify", "a", "b"], /^tablee verify: one FILE at a time\nUsage/],
    [["verify", "-x"], /^tablee verify: unknown option -x\nUsage/],
    [["verify", "-xh"], /^tablee verify: unknown option -x\nUsage/],
    [["verify", "--help=yes"], /^tablee verify: --help=yes takes no value\nUsage/],
    [["check"], /^tablee check: no FOLDER given\nUsage/],
    [["tally"], /^tablee tally: no FILE given\nUsage/],
    [["tally", "--decimals"], /^tablee tally: --decimals needs a value\nUsage/],
    [["tally", "--decimals", "x", "f"], /^tablee tally: 'x' will not do: .*1 to 15\nUsage/],
    [["export"], /^tablee export: no LOG given, nor --db\nUsage/],
    [["export", "--format", "xls", "l"], /^tablee export: 'xls' will not do: .*graphml\nUsage/],
    [["replay"], /^tablee replay: one LOG is needed, or --db with --room\nUsage/],
    [["replay", "--port", "x", "l"], /^tablee replay: 'x' will not do: a port is/],
    [["serve", "--port"], /^tablee serve: --port needs a value\nUsage/],
    [["serve", "--port", "x"], /^tablee serve: port: "x" is not a port.*\n$/],
    [["serve", "now"], /^tablee serve: unknown option now\nUsage/],
];
for (const [args, said] of wrong) {
    const done = run(args);
    assert.deepEqual([done.code, done.out], [2, ""], args.join(" "));
    assert.match(done.err, said);
}
ok(`${wrong.length} wrong command lines get their reason first`);

/* -- an output that takes nothing -- */
const golden = path.join(root, "tests/golden/two-people.ndjson");
const scenario = path.join(root, "scenarios/la-brunante");
const full = fs.openSync("/dev/full", "w");
const writing = [
    ["--help"],
    ["--version"],
    ["verify", golden],
    ["check", scenario],
    ["tally", golden],
    ["export", "--out", "-", "--file", "people.csv", golden],
    ["replay", "--list", golden],
    ["serve", "--print-config"],
    ...commands.map((c) => ["help", c]),
];
for (const args of writing) {
    assert.equal(run(args).code, 0, args.join(" "));
    const done = run(args, { stdout: full });
    assert.equal(done.code, 1, args.join(" "));
    assert.match(done.err, /^tablee: cannot write the result: No space left/m, args.join(" "));
    const said = run(args, { stdout: full, lang: "fr_CA.UTF-8" }).err;
    assert.match(said, /impossible d’écrire le résultat/);
}
ok(`${writing.length} commands fail when their output is not taken`);

/* -- standard input and output -- */
const log = fs.readFileSync(golden, "utf8");
const text = fs.readFileSync(path.join(scenario, "scenario.json"), "utf8");
for (const [args, input, file] of [
    [["verify"], log, golden],
    [["tally"], log, golden],
    [["export", "--out", "-", "--file", "people.csv"], log, golden],
    [["replay", "--list"], log, golden],
]) {
    const named = run([...args, file]);
    assert.equal(named.code, 0, named.err);
    const read = run([...args, "-"], { input });
    assert.deepEqual([read.code, read.out], [named.code, named.out], args.join(" "));
}
assert.match(run(["check", "-"], { input: text }).out, /^-: good, /);
assert.equal(run(["check", "-"], { input: "{" }).code, 1);
const several = run(["export", "--out", "-", golden]);
assert.deepEqual([several.code, several.out], [2, ""]);
assert.match(several.err, /standard output takes one file; name it with --file: .*people\.csv/);
const none = run(["export", "--file", "no-such", golden]);
assert.match(none.err, /'no-such' will not do: .*people\.csv/);
assert.ok(!fs.existsSync(path.join(dir, "-")), "a folder named -");
ok("- is standard input and output");
console.log(`summary: ${passed} rules kept by ${commands.length} commands`);
