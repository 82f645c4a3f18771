// The web client of the base revision, put together beside ours, so that a run tells what looks
// otherwise than before; and by what a change of looks is meant.
//
// The base is TABLEE_BASE, or where this branch left main; on main itself, the commit before, or
// the last one where files of web/ are changed and not committed. Without git or without that
// commit (a shallow clone) nothing is compared, and the summaries say so.
//
// A change of looks is meant when a commit since the base says which states it changes, in a line
// of its own, by the names that the failure tells: "Looks: 20-propose f05-* console-1440", or
// "Looks: all". TABLEE_LOOKS says the same before there is a commit.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = process.env.TABLEE_SOURCE ?? path.resolve(import.meta.dirname, "../..");
const artefacts = process.env.TABLEE_ARTEFACTS ?? path.join(root, "build/tests/artefacts");
const NOTE = path.join(artefacts, "base.json");
const CLIENT = ["web", ":!*.md", ":!web/screenshots", ":!web/picture.svg"];
const MOST = 256 << 20; // bytes of an answer of git's

function git(...words) {
    try {
        return execFileSync("git", ["-C", root, ...words], {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
            maxBuffer: MOST,
        }).trim();
    } catch {
        return ""; // not there: a shallow clone, a tree without git
    }
}

/** The commit that we are compared with, or nothing. */
function baseRevision() {
    const commit = (name) => git("rev-parse", "--verify", "--quiet", `${name}^{commit}`);
    if (process.env.TABLEE_BASE) return commit(process.env.TABLEE_BASE);
    const here = commit("HEAD");
    const left = git("merge-base", "HEAD", "main") || git("merge-base", "HEAD", "origin/main");
    if (!here || (left && left !== here)) return left;
    return git("status", "--porcelain", "--", ...CLIENT) ? here : commit("HEAD~1");
}

/** Whether the change of looks of a state is meant, by its name. */
export function meant(base) {
    const said = git("log", `${base}..HEAD`, "--format=%B").match(/^Looks:.*$/gm) ?? [];
    const words = [...said.map((line) => line.slice(6)), process.env.TABLEE_LOOKS ?? ""];
    const names = words.join(" ").match(/[\w*-]+/g) ?? [];
    const all = names.map((name) =>
        name === "all" ? /^/ : new RegExp(`^${name.replaceAll("*", ".*")}$`),
    );
    return (state) => all.some((one) => one.test(state));
}

/** A client put together from `web` in `out`, as its pages ask for it. */
async function put(web, out) {
    const { bundle } = await import(pathToFileURL(path.join(web, "bundle.mjs")));
    const { metafile } = await bundle({ outdir: path.join(out, "assets"), metafile: true });
    const address = (source) =>
        "assets/" +
        path.basename(Object.entries(metafile.outputs).find(([, o]) => o.entryPoint === source)[0]);
    const html = fs
        .readFileSync(path.join(web, "index.html"), "utf8")
        .replace("{{links}}", "")
        .replace("{{css}}", address("src/style.css"))
        .replace("{{js}}", address("src/main.tsx"));
    fs.writeFileSync(path.join(out, "index.html"), html);
}

/** The base's client in a folder, with our packages: they are the same, or nearly. */
function unpack(base, into) {
    fs.mkdirSync(into, { recursive: true });
    const words = ["-C", root, "archive", base, "web", ":(glob)scenarios/*.json"];
    const archive = execFileSync("git", words, { maxBuffer: MOST });
    execFileSync("tar", ["-x", "-C", into], { input: archive });
    fs.symlinkSync(path.join(root, "web/node_modules"), path.join(into, "web/node_modules"));
    return path.join(into, "web");
}

/** A style sheet's name without its hash. */
export const sheetName = (file) => path.basename(file).replace(/-\w+\.css$/, "");
const sheetsIn = (out) => {
    const dir = path.join(out, "assets");
    const files = fs.readdirSync(dir).filter((file) => file.endsWith(".css"));
    return Object.fromEntries(
        files.map((file) => [sheetName(file), fs.readFileSync(path.join(dir, file), "utf8")]),
    );
};

async function prepare() {
    const base = baseRevision();
    const changes = base && git("diff", base, "--", ...CLIENT);
    const added = base && git("ls-files", "--others", "--exclude-standard", "--", ...CLIENT);
    const stamp = createHash("sha256").update(`${base} ${changes} ${added}`).digest("hex");
    if (prepared().stamp === stamp) return;
    const tell = (more) => fs.writeFileSync(NOTE, JSON.stringify({ base, stamp, ...more }));
    if (!base) return tell({ why: "there is no base revision to compare with" });
    const short = base.slice(0, 7);
    if (!changes && !added) return tell({ why: `the client is that of ${short}` });
    const [source, ours, theirs] = ["source", "ours", "theirs"].map((x) =>
        path.join(artefacts, "base", x),
    );
    fs.rmSync(path.dirname(source), { recursive: true, force: true });
    for (const out of [ours, theirs]) fs.mkdirSync(out, { recursive: true });
    try {
        await put(unpack(base, source), theirs);
    } catch (error) {
        return tell({ why: `the client of ${short} cannot be put together: ${error.message}` });
    }
    await put(path.join(root, "web"), ours);
    const [now, before] = [sheetsIn(ours), sheetsIn(theirs)];
    const names = Object.keys({ ...now, ...before }).filter((x) => now[x] !== before[x]);
    const sheets = Object.fromEntries(names.map((x) => [x, before[x] ?? ""]));
    tell({ ours, theirs, sheets });
}

/** What this run compares with: {base, ours, theirs}, two clients, and {sheets}, the style sheets
    of the base that ours are other than; or {why} it does not. */
export function prepared() {
    if (!fs.existsSync(NOTE)) return { why: "no base was prepared" };
    return JSON.parse(fs.readFileSync(NOTE, "utf8"));
}

if (process.argv[1] === import.meta.filename) await prepare();
