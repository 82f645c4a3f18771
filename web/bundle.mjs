// How the client is put together, for those who build it and for the test that reads it back.
import { build } from "esbuild";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { titles } from "./titles.mjs";

export const bundle = (more) =>
    build({
        absWorkingDir: dirname(fileURLToPath(import.meta.url)),
        entryPoints: { main: "src/main.tsx", style: "src/style.css" },
        entryNames: "[name]-[hash]",
        chunkNames: "[name]-[hash]",
        assetNames: "[name]-[hash]",
        loader: { ".late.css": "file" }, // loaded with the page that needs it, not by a phone
        plugins: [titles],
        bundle: true,
        splitting: true,
        format: "esm",
        target: "es2020",
        jsx: "automatic",
        jsxImportSource: "preact",
        minify: true,
        legalComments: "none",
        ...more,
    });
