// Builds the client: hashed files under assets/, index.html, and a .br and .gz beside each,
// so that the server never compresses anything itself.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { bundle } from "./bundle.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const at = process.argv.indexOf("--out");
if (at >= 0 && !process.argv[at + 1]) {
    console.error("build: --out needs a directory");
    process.exit(2);
}
const out = resolve(at >= 0 ? process.argv[at + 1] : join(here, "..", "build", "web"));
const FIRST_LOAD_MAX = 60 * 1024;

await rm(join(out, "assets"), { recursive: true, force: true });
await mkdir(join(out, "assets"), { recursive: true });

const result = await bundle({ outdir: join(out, "assets"), metafile: true });

const outputs = Object.entries(result.metafile.outputs);
const named = (entry) => {
    const hit = outputs.find(([, o]) => o.entryPoint === entry);
    if (!hit) throw new Error(`no output for ${entry}`);
    return "assets/" + hit[0].split("/").pop();
};
const html = (await readFile(join(here, "index.html"), "utf8"))
    .replace("{{css}}", named("src/style.css"))
    .replace("{{js}}", named("src/main.tsx"));
await writeFile(join(out, "index.html"), html);

const sizes = new Map();
const compress = async (file) => {
    const bytes = await readFile(file);
    const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    const gz = gzipSync(bytes, { level: 9 });
    await writeFile(file + ".br", br);
    await writeFile(file + ".gz", gz);
    sizes.set(file.split("/").pop(), gz.length);
};
for (const name of await readdir(join(out, "assets"))) await compress(join(out, "assets", name));
await compress(join(out, "index.html"));

// What a phone fetches before and for its first screen: page, style, main and the play chunk.
const phone = new Set();
const walk = (path) => {
    if (phone.has(path)) return;
    phone.add(path);
    for (const i of result.metafile.outputs[path].imports)
        if (i.kind === "import-statement") walk(i.path);
};
for (const [path, o] of outputs) {
    if (
        ["src/main.tsx", "src/style.css", "src/play/play.tsx", "src/join/join.tsx"].includes(
            o.entryPoint,
        )
    )
        walk(path);
}
let first = sizes.get("index.html");
for (const path of phone) first += sizes.get(path.split("/").pop());
console.log(
    `client: ${sizes.size} files in ${out}; ` +
        `a phone's first load is ${(first / 1024).toFixed(1)} kB (gzip)`,
);
if (first > FIRST_LOAD_MAX) {
    console.error(`build: a phone's first load is over ${FIRST_LOAD_MAX / 1024} kB`);
    process.exit(1);
}
