// The page that a story is put in to be taken home: one file, with all that it needs in it, and two
// places for what the server tells (server/PROTOCOL.md, P30). Its policy lets this very script run,
// and nothing be asked of anybody, and this very sheet dress it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

const src = join(dirname(fileURLToPath(import.meta.url)), "src", "taken");

const page = readFileSync(join(src, "taken.html"), "utf8");
const [, policy] = /Policy" content="([^"]*)"/.exec(page);

/** What the page is made from, which is a bundle of its own; it knows its policy. */
export const TAKEN = {
    entryPoints: { taken: "src/taken/taken.tsx", sheet: "src/taken/taken.css" },
    outdir: "out",
    write: false,
    splitting: false,
    define: { POLICY: JSON.stringify(policy) },
    loader: { ".late.css": "css" },
    logLevel: "error",
};

export async function taken() {
    const { outputFiles } = await bundle(TAKEN);
    const of = (name) => outputFiles.find((x) => name.test(x.path)).text;
    const js = of(/taken-\w+\.js$/).replaceAll("</script", "<\\/script");
    const css = of(/sheet-\w+\.css$/);
    const hashOf = (text) => createHash("sha256").update(text).digest("base64");
    for (const place of ["css", "sheet", "js", "hash", "parts", "seal"])
        if (page.split(`{{${place}}}`).length !== 2) throw new Error(`taken.html: no {{${place}}}`);
    const put = { css, sheet: hashOf(css), js, hash: hashOf(js) };
    return page.replace(/\{\{(css|sheet|js|hash)\}\}/g, (_, what) => put[what]);
}
