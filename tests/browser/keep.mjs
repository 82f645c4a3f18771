// How long workshops are kept, in Chromium: told at the door, chosen in the console, found and
// deleted on the host's page; who answers for people's data; and all that is here of one person.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "../hour/client.mjs";
import { start } from "../hour/server.mjs";
import { Pages } from "./pages.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-keep-"));
const key = "0123456789abcdefghijklmnop";
const who = ["--responsible", "Mairie de Saint-Clément", "--contact", "vie@exemple.ca"];
const server = await start(dir, ["--key", key, ...who]);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const PHONE = { width: 390, height: 844 };
const button = (page, name) => page.getByRole("button", { name });

const boss = await new Client(server.port).connect();
const options = { scenario: "la-mauve", lang: "fr", tables: 1, places: 6, roles: "auto" };
const made = (await boss.ask({ t: "create", key, options })).out;
await boss.hello(made.room, made.token);
boss.me = boss.you.f;

let ana;

async function door() {
    ana = await pages.open("ana", PHONE);
    await ana.goto(`${origin}/j/${made.room}`);
    await ana.locator("summary").click();
    await ana.getByText(/^Gardé jusqu’au .*, puis supprimé/).waitFor();
    await pages.inspect(ana, "keep-door");
    await ana.getByRole("link", { name: "Qui en répond" }).click();
    await ana.getByText("Mairie de Saint-Clément").waitFor();
    await ana.getByText(/365 jours/).waitFor();
    await pages.inspect(ana, "keep-privacy");
}

async function console_() {
    const desk = await pages.open("desk", { width: 1024, height: 768 });
    await desk.goto(`${origin}/animer#${made.room}.${made.co}`);
    await button(desk, "Plus").click();
    await button(desk, "Garder, archiver, supprimer").click();
    await desk.getByText(/^Gardé jusqu’au/).waitFor();
    await desk.getByText("30 jours", { exact: true }).click();
    await boss.until("thirty days", (docs) => docs.room.keep === 30);
    await button(desk, "Supprimer l’atelier").click();
    await pages.inspect(desk, "keep-console");
    await button(desk, /Oui, supprimer dans 7.jours/).click();
    await desk.getByText(/^Sera supprimé le/).waitFor();
    await button(desk, "Ne pas supprimer").click();
    await boss.until("spared", (docs) => !docs.room.doomed);
}

async function mine() {
    await ana.goto(`${origin}/j/${made.room}`);
    await button(ana, "Entrer").click();
    await ana.waitForURL(/\/p\//);
    for (let i = 0; i < 5; i++) await boss.do("next");
    const saved = ana.waitForEvent("download");
    await button(ana, "La page à lire").click();
    const page = fs.readFileSync(await (await saved).path(), "utf8");
    assert.match(page, /Ce qui est gardé de vous/);
    assert.match(page, /<td>join<\/td>/);
    await pages.inspect(ana, "keep-mine");
}

async function house() {
    const host = await pages.open("host", PHONE);
    await host.goto(`${origin}/hote`);
    await host.getByLabel("Clé de l’hôte").fill("not the key of this server");
    await button(host, "Ouvrir").click();
    await host.getByText("Ce n’est pas la clé de ce serveur.").waitFor();
    await pages.inspect(host, "keep-host-key");
    await host.getByLabel("Clé de l’hôte").fill(key);
    await button(host, "Ouvrir").click();
    await host.getByText("1 atelier gardé").waitFor();
    await host.getByLabel("Chercher un titre ou un code").fill("mauve");
    await button(host, /^Supprimer La Mauve/).click();
    await button(host, "Supprimer dans 7 jours").click();
    await host.getByText(/sera supprimé le/).waitFor();
    await pages.inspect(host, "keep-host");
    await boss.until("doomed", (docs) => docs.room.doomed);
    await button(host, /^Ne pas supprimer/).click();
    await boss.until("spared", (docs) => !docs.room.doomed);
}

/** As several servers on one database tell it: one runs, one falls silent, one is over. */
async function servers() {
    const host = await pages.open("servers", PHONE);
    const node = { version: "1.0.0", rooms: 12, connections: 140, waits: 0, seen: 400 };
    const nodes = [
        { ...node, name: "n1", committed: 900 },
        {
            ...node,
            name: "n2",
            rooms: 1,
            connections: 1,
            waits: 4200,
            seen: 4300,
            committed: 65000,
        },
        { ...node, name: "n3", dead: true, rooms: 0, connections: 0, seen: 7_200_000 },
    ];
    let more = [];
    await host.route("**/api/host", async (route) => {
        const answer = await route.fetch({ headers: { Authorization: `Bearer ${key}` } });
        await route.fulfill({ json: { ...(await answer.json()), nodes: [...nodes, ...more] } });
    });
    await host.goto(`${origin}/hote`);
    await host.getByText("ne répond plus depuis 4").waitFor();
    await pages.inspect(host, "keep-servers");
    more = [{ ...node, name: "n4" }];
    await host.getByText("n4").waitFor();
}

const code = await pages.run([
    ["the door tells until when a workshop is kept, and who answers for it", door],
    ["the console chooses how long, and deletes after a grace", console_],
    ["a person takes all that is here of them", mine],
    ["the host's page finds, deletes and spares", house],
    ["the host's page follows the servers that share the workshops", servers],
]);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(code);
