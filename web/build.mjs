// Builds the client: hashed files under assets/, a page for each kind of address, and a .br and .gz
// beside each, so that the server never compresses anything itself.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { bundle } from "./bundle.mjs";
import { pages } from "./pages.mjs";
import { taken } from "./taken.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const at = process.argv.indexOf("--out");
if (at >= 0 && !process.argv[at + 1]) {
    console.error("build: --out needs a directory");
    process.exit(2);
}
const out = resolve(at >= 0 ? process.argv[at + 1] : join(here, "..", "build", "web"));
const FIRST_LOAD_MAX = 50 * 1024;

for (const folder of ["assets", "pages"]) {
    await rm(join(out, folder), { recursive: true, force: true });
    await mkdir(join(out, folder), { recursive: true });
}

const result = await bundle({ outdir: join(out, "assets"), metafile: true });
const outputs = result.metafile.outputs;
const outputOf = (source) => {
    const is = ([, o]) => o.entryPoint?.replace(/\.tsx?$/, "") === source.replace(/\.tsx?$/, "");
    const holds = ([, o]) => !o.entryPoint && source.endsWith(".late.css") && source in o.inputs;
    const hit = Object.entries(outputs).find((x) => is(x) || (holds(x) && x[0].endsWith(".css")));
    if (!hit) throw new Error(`no output for ${source}`);
    return hit[0];
};
const fileOf = (output) => "assets/" + output.split("/").pop();
/** A file and all that it cannot start without. */
const needs = (output, seen = new Set()) => {
    if (!seen.has(output)) {
        seen.add(output);
        for (const i of outputs[output].imports)
            if (i.kind === "import-statement") needs(i.path, seen);
    }
    return seen;
};

const main = outputOf("src/main.tsx");
const base = outputOf("src/style.css");
const html = await readFile(join(here, "index.html"), "utf8");
const page = ({ source, sheets }) => {
    const scripts = [...new Set([...needs(main), ...needs(outputOf(source))])];
    const worn = sheets.map(outputOf);
    const links = [
        ...worn.map((x) => `<link rel="stylesheet" href="/${fileOf(x)}">`),
        ...scripts
            .filter((x) => x !== main)
            .map((x) => `<link rel="modulepreload" href="/${fileOf(x)}">`),
    ];
    return {
        text: html
            .replace("{{links}}", links.join("\n"))
            .replace("{{css}}", fileOf(base))
            .replace("{{js}}", fileOf(main)),
        files: [base, ...worn, ...scripts].map(fileOf),
    };
};

/** Bytes of a file as a browser gets it over plain HTTP. */
const compress = async (name) => {
    const file = join(out, name);
    const bytes = await readFile(file);
    const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    const gz = gzipSync(bytes, { level: 9 });
    await writeFile(file + ".br", br);
    await writeFile(file + ".gz", gz);
    return gz.length;
};
const sizes = new Map();
for (const name of await readdir(join(out, "assets")))
    sizes.set(`assets/${name}`, await compress(`assets/${name}`));

let first = 0;
for (const route of await pages()) {
    const { text, files } = page(route);
    const name = route.name === "index" ? "index.html" : `pages/${route.name}.html`;
    await writeFile(join(out, name), text);
    const bytes = (await compress(name)) + files.reduce((n, file) => n + sizes.get(file), 0);
    if (route.name === "p") first = bytes; // what a phone fetches for its first screen
}
await writeFile(join(out, "taken.html"), await taken());
await compress("taken.html");
const kb = (first / 1024).toFixed(1);
console.log(`client: ${sizes.size} files in ${out}; a phone's first load is ${kb} kB (gzip)`);
if (first > FIRST_LOAD_MAX) {
    console.error(`build: a phone's first load is over ${FIRST_LOAD_MAX / 1024} kB`);
    process.exit(1);
}
