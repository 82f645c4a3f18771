// Which files the page of each kind of address names, so that a browser asks for all of them at
// once and not one after another: read from the tables that the client itself goes by.
import { readFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

const src = join(dirname(fileURLToPath(import.meta.url)), "src");
const at = (name) => posix.join("src", name);
const all = (text, pattern) => [...text.matchAll(pattern)];

/** What each loader of screens.ts loads: {source, sheets}. */
async function loaders() {
    const text = await readFile(join(src, "screens.ts"), "utf8");
    const sheets = new Map(
        all(text, /^import (\w+) from "(.*\.late\.css)";$/gm).map(([, name, file]) => [name, file]),
    );
    const rows = all(
        text,
        /^export const (\w+) = \(\) =>\s+(?:dressed\()?import\("(.+?)"\)((?:, \w+)*)\)?;$/gm,
    );
    if (rows.length !== all(text, /^export const /gm).length)
        throw new Error("screens.ts holds a row that is not read");
    return new Map(
        rows.map(([, name, file, worn]) => [
            name,
            {
                source: at(file),
                sheets: all(worn, /\w+/g).map(([sheet]) => at(sheets.get(sheet))),
            },
        ]),
    );
}

/** The first word of an address, "index" for none, and what its screen needs. */
export async function pages() {
    const known = await loaders();
    const text = await readFile(join(src, "main.tsx"), "utf8");
    const table = /const ROUTES: Route\[\] = \[\n([^]*?)\n\];/.exec(text)?.[1].split("\n") ?? [];
    return table
        .filter((row) => !row.includes("srcdoc"))
        .map((row) => {
            const found = /match: \/\^(?:\\\/(\w+))?.*load: \(\) => (\w+)\(/.exec(row);
            if (!found || !known.has(found[2])) throw new Error(`main.tsx: not read: ${row}`);
            return { name: found[1] ?? "index", ...known.get(found[2]) };
        });
}
