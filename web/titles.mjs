// The font of titles: one cut of Bricolage Grotesque (SIL Open Font License 1.1), with the signs of
// French and English, made of its package when the client is put together.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import subset from "subset-font";

const PACKAGE = "@fontsource-variable/bricolage-grotesque";
const FILE = `${PACKAGE}/files/bricolage-grotesque-latin-standard-normal.woff2`;
const CUT = { wght: 760, wdth: 90, opsz: 24 };
const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
const SIGNS = `${ASCII}àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’“”–—…·°\u00a0\u202f`;

export const titles = {
    name: "titles",
    setup(build) {
        build.onResolve({ filter: /^titles\.woff2$/ }, () => ({
            path: "titles.woff2",
            namespace: "titles",
        }));
        build.onLoad({ filter: /.*/, namespace: "titles" }, async () => {
            const font = await readFile(createRequire(import.meta.url).resolve(FILE));
            const contents = await subset(font, SIGNS, {
                targetFormat: "woff2",
                variationAxes: CUT,
            });
            return { contents, loader: "file" };
        });
    },
};
