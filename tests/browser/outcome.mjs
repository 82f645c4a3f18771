// What people see of the tallies, in Chromium: the outcome on a phone once its person has answered,
// the report filled from it, the page on paper, and the hall's screen. A picture in each language,
// scheme and width is kept to be looked at.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { start } from "../hour/server.mjs";
import { rest } from "./looks.mjs";
import { Pages, plain } from "./pages.mjs";
import { Played } from "./played.mjs";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tablee-outcome-"));
const server = await start(dir);
const origin = `http://127.0.0.1:${server.port}`;
const pages = await new Pages(origin).launch();
const phoneSize = { width: 390, height: 844 };
const hallSize = { width: 1920, height: 1080 };

const room = new Played(server.port);
// The report is long enough that no slow machine comes to its plenary before the test does.
await room.open({ debrief: 40, zone: "America/Toronto", seconds: [300, 900, 1200, 7200, 300] });
const late = room.seats[0].M1;
await room.phase("group_work");
for (const [who, a, b, c] of [
    ["M0", 5, 3, 2],
    ["C0", 4, 4, 2],
    ["O0", 1, 8, 1],
]) {
    await room.seats[0][who].do("points", { a, b, c });
    await room.seats[0][who].do("red_line", { text: `Jamais sans ${who}` });
}
await room.play([late]);
await room.seats[0].M0.do("found", { item: "members", choice: "users workers" });
const code = room.made.room;
const facts = (table = "t1") => room.boss.docs[`outcome/${table}`].tally;

/** A page that speaks with a token the test already has. */
async function enter(name, kind, { token, people }, address, size, lang = "fr", before) {
    const page = await pages.open(name, size, lang);
    await before?.(page);
    await page.addInitScript(
        ([key, value]) => localStorage.setItem(key, value),
        [`tablee.${kind}.${/\d{7}/.exec(address)[0]}`, JSON.stringify({ token, people })],
    );
    await page.goto(`${origin}${address}`);
    return page;
}
const phoneOf = (seat, lang, size = phoneSize) =>
    enter(seat.me, "p", { token: seat.token, people: [seat.me] }, `/p/${code}`, size, lang);
const tab = (page, name) => page.locator(".tabs").getByRole("button", { name }).click();
const card = (page, title) =>
    page.locator(".out-card", { has: page.getByRole("heading", { name: title }) });
/** The card says so, and nothing else, once the last answer has come to this page too. */
async function says(page, title, wanted) {
    const line = card(page, title).locator(".out-say");
    const same = ([el, text]) => el.innerText.replace(/\s+/g, " ").trim() === text;
    await page
        .waitForFunction(same, [await line.elementHandle(), wanted])
        .catch(async () => assert.equal(plain(await line.innerText()), wanted));
}

/** The clock that this page is told is ten minutes further: the report has come to its plenary. */
const atThePlenary = (page) =>
    page.routeWebSocket(/./, (near) => {
        const far = near.connectToServer();
        far.onMessage((text) => {
            const m = JSON.parse(text);
            if (m.t === "doc" && m.topic === "room") m.doc.clock.ends -= 600_000;
            near.send(JSON.stringify(m));
        });
    });

/** What projectors of halls have, from the oldest. */
const HALLS = [
    [1024, 768],
    [1280, 720],
    [1920, 1080],
];
/** What is in sight, and what of it is too small for the back of a hall, cut, or to be scrolled. */
function inSight() {
    const texts = document.createTreeWalker(document.querySelector(".scr"), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const said = [];
    const wrong = [];
    for (let n = texts.nextNode(); n; n = texts.nextNode()) {
        const at = n.parentElement;
        range.selectNodeContents(n);
        const box = range.getBoundingClientRect();
        if (!n.data.trim() || at.closest(".sr") || !box.width) continue;
        if (at.closest(".paged") && (box.right <= 0 || box.left >= innerWidth)) continue;
        const size = parseFloat(getComputedStyle(at).fontSize);
        const drawn = at.closest("svg")?.getScreenCTM().a ?? 1;
        if (size * drawn < 31.5) wrong.push(`${Math.round(size * drawn)} px: ${n.data}`);
        if (box.left < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
            wrong.push(`cut: ${n.data}`);
        said.push(n.data);
    }
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || scrollHeight > innerHeight)
        wrong.push(`to be scrolled: ${scrollWidth} × ${scrollHeight}`);
    return { said: said.join(" "), wrong };
}
/** All that is in sight can be read from six metres, once the page has taken its size. */
async function whole(page, what) {
    let seen;
    for (let tries = 0; tries < 60; tries++) {
        await rest(page);
        seen = await page.evaluate(inSight);
        if (!seen.wrong.length) return seen.said;
    }
    const { width, height } = page.viewportSize();
    assert.deepEqual(seen.wrong, [], `${what} on ${width} × ${height}`);
}
const placeOf = (page) => page.locator(".out-pages span").innerText();
async function click(page, key) {
    const was = await placeOf(page);
    await page.keyboard.press(key);
    await page.waitForFunction(
        (x) => document.querySelector(".out-pages span")?.innerText !== x,
        was,
    );
}
const FIRST = /^(?:1 de \d+(?: – |$))?(?:partie 1 de \d+)?$/;
const LAST = /^(?:(\d+) de \1(?: – |$))?(?:partie (\d+) de \2)?$/;
const FAR = 60; // more than any slide has parts
/** Turns by `key` until `there`, never for ever: past its end an outcome begins again. */
async function turnUntil(page, key, there) {
    for (let n = 0; n < FAR; n++) {
        if (await there()) return;
        await click(page, key);
    }
    throw new Error(`${FAR} times ${key} does not get there: ${await placeOf(page)}`);
}
/** Through all parts of what is shown and back, by the clicker; what was said on the way. How many
    parts there are follows the window's size by a moment: a place is asked of a page at rest. */
async function walk(page, name) {
    let said = await whole(page, name);
    let n = 1;
    const picture = () => page.screenshot({ path: path.join(pages.shots, `${name}-${n}.png`) });
    await picture();
    if (!(await page.locator(".out-pages").count())) return plain(said);
    const at = async (place) => {
        await whole(page, name);
        return place.test(plain(await placeOf(page)));
    };
    await turnUntil(page, "ArrowLeft", () => at(FIRST));
    while (!(await at(LAST))) {
        assert(n < FAR, `${name} has no end`);
        await click(page, "ArrowRight");
        said += await whole(page, name);
        n++;
        await picture();
    }
    await turnUntil(page, "ArrowLeft", () => at(FIRST));
    return plain(said);
}

let ana;
let hall;
const steps = [
    [
        "nobody sees the tallies while an answer is awaited, nor before their own",
        async () => {
            ana = await phoneOf(room.seats[0].M0);
            await tab(ana, "Bilan");
            await ana.getByText("Le bilan s’ouvre quand").waitFor();
            const bruno = await phoneOf(late);
            await bruno.getByRole("heading", { name: /^D’abord/ }).waitFor();
            assert.equal(await bruno.getByText("Bilan").count(), 0);
            assert.equal(late.docs["outcome/t1"], undefined);
            await bruno.context().close();
            await room.answer(late, 0);
            await ana.getByRole("heading", { name: "Bilan de la table" }).waitFor();
        },
    ],
    [
        "the phone says the server's counts in six lines and a seventh",
        async () => {
            await room.boss.until("the seventh", () => facts().relied);
            const t = facts();
            assert.equal(t.m, 4);
            await says(
                ana,
                "D’où part le projet",
                "Au départ : la fiche citoyenne → porté par : " +
                    `municipalité ${t.to.M}, citoyennes et citoyens ${t.to.C}`,
            );
            await says(
                ana,
                "Clauses à plusieurs mains",
                `${t.hands2.join(" sur ")}, dont ${t.hands_all[0]} à 3 groupes`,
            );
            await says(
                ana,
                "objections",
                "3 exprimées : 1 levée par un compromis, 1 retirée, 1 en suspens",
            );
            await says(ana, "quelle échelle", "2 échelles : locale et MRC");
            await says(
                ana,
                "Social et économique",
                `Social ${t.soc} · économique ${t.eco} · les deux ${t.both}`,
            );
            await says(
                ana,
                "Qui s’engage",
                `${t.engaged.join(" personnes sur ")}; ` +
                    `${t.solidarity.join(" engagements sur ")} envers l’idée d’un autre groupe`,
            );
            await says(
                ana,
                "Sur qui la table",
                `La table s’est appuyée sur ${t.relied.join(" personnes sur ")}.`,
            );
        },
    ],
    [
        "in ten seconds: the title, a sentence, four numbers and the cloth, and a picture of them",
        async () => {
            await room.seats[0].M0.do("report", {
                field: "title",
                base: "",
                text: "Rester chez nous, ensemble",
            });
            const gist = ana.locator(".out-gist");
            await gist.getByRole("heading", { name: "Rester chez nous, ensemble" }).waitFor();
            assert.equal(
                plain(await gist.locator(".out-say").innerText()),
                "Un texte proposé par tous les groupes, " +
                    "porté en partie par la municipalité et les citoyennes et citoyens.",
            );
            const { numbers } = facts().gist;
            assert.equal(numbers.length, 4);
            assert.deepEqual(
                (await gist.locator("dd").allInnerTexts()).map(plain),
                numbers.map(({ n, of }) => (of === undefined ? `${n}` : `${n} sur ${of}`)),
            );
            assert.equal(await gist.locator(".wv-cord").count(), facts().clauses.length);
            const share = gist.getByRole("button", { name: "Partager en image" });
            const [kept] = await Promise.all([ana.waitForEvent("download"), share.click()]);
            const file = path.join(pages.shots, "60-outcome-shared.png");
            await kept.saveAs(file);
            const png = fs.readFileSync(file);
            assert.equal(png.toString("latin1", 1, 4), "PNG");
            assert.equal(png.readUInt32BE(16), 1080);
            // Words stand in it, above its cords, which have the colours of the groups.
            const seen = await ana.evaluate(async (data) => {
                const image = new Image();
                image.src = `data:image/png;base64,${data}`;
                await image.decode();
                const canvas = new OffscreenCanvas(image.width, image.height);
                const pen = canvas.getContext("2d");
                pen.drawImage(image, 0, 0);
                const all = pen.getImageData(0, 0, image.width, image.height).data;
                const first = {};
                for (let i = 0; i < all.length; i += 4)
                    first[[all[i], all[i + 1], all[i + 2]]] ??= i;
                const [ink, ...groups] = ["29,27,38", "29,95,180", "196,30,90", "11,93,59"];
                return groups.map((x) => first[ink] < first[x]);
            }, png.toString("base64"));
            assert.deepEqual(seen, [true, true, true]);
            // Where the machine shares pictures, it is given one.
            await ana.evaluate(() => {
                navigator.canShare = () => true;
                navigator.share = async ({ files, title }) => {
                    globalThis.given = [title, files[0].type, files[0].size > 1000];
                };
            });
            await share.click();
            await ana.waitForFunction(() => globalThis.given);
            const given = await ana.evaluate(() => globalThis.given);
            assert.deepEqual(given, ["Rester chez nous, ensemble", "image/png", true]);
        },
    ],
    [
        "each figure has a picture, its numbers and how it is counted, and none is a score",
        async () => {
            const cards = ana.locator(".out-card");
            await cards.nth(8).waitFor();
            assert.equal(await cards.count(), 9);
            for (const one of await cards.all()) {
                await one.getByText("Comment c’est compté?").click();
                assert.equal(await one.locator(".out-how[open] dt").count(), 3);
            }
            for (const numbers of await ana.getByText("Les nombres").all()) await numbers.click();
            assert.equal(await ana.locator("table").count(), 5);
            await ana.setViewportSize({ width: 320, height: 800 });
            for (const table of await ana.locator(".out-card .scroll-x").all())
                assert(
                    await table.evaluate((x) => x.scrollWidth <= x.clientWidth),
                    "a table is cut",
                );
            await ana.setViewportSize(phoneSize);
            for (const picture of await ana.locator(".out-pic").all())
                assert(await picture.getAttribute("aria-label"));
            for (const said of await ana.locator(".out-say").all())
                assert.doesNotMatch(await said.innerText(), /%|rang|score|\d[,.]\d/i);
            await ana.getByText("À confirmer", { exact: true }).waitFor({ state: "hidden" });
            await ana.getByText("D’où vient ce codage?").click();
            await ana.getByText("À confirmer", { exact: true }).waitFor();
            await pages.inspect(ana, "60-outcome-open");
        },
    ],
    [
        "the three cases are told in sentences, the two readings side by side",
        async () => {
            const cases = await card(ana, "Trois villages").locator(".out-case").allInnerTexts();
            assert.equal(cases.length, 3);
            assert.match(plain(cases[0]), /Comme à La Brunante : parti des citoyennes et citoyens/);
            assert.match(
                plain(cases[0]),
                new RegExp(
                    "Différences : vous agissez aussi à l’échelle de la MRC; " +
                        "vous n’agissez pas à l’échelle suprarégionale\\.",
                ),
            );
            const two = await card(ana, "Deux lectures").locator(".out-model").allInnerTexts();
            // Four clauses, two of them the citizens': one more of another group would change it.
            assert.deepEqual(two, ["citoyen", "pas assez de texte pour le dire"]);
            const ivan = await phoneOf(room.seats[1].C0);
            await tab(ivan, "Bilan");
            await ivan.getByText(/Groupe absent/).waitFor();
            await ivan.getByText("Aucun désaccord exprimé").waitFor();
            await pages.inspect(ivan, "61-outcome-two-groups");
            const lise = await phoneOf(room.seats[2].C0);
            await tab(lise, "Bilan");
            await lise.getByText(/Aucune clause adoptée/).waitFor();
            await pages.inspect(lise, "62-outcome-empty");
            await ivan.context().close();
            await lise.context().close();
        },
    ],
    [
        "in both languages, both schemes and at every width it holds",
        async () => {
            for (const lang of ["fr", "en"])
                for (const width of [320, 390, 820, 1440]) {
                    const page = await phoneOf(room.seats[0].C0, lang, { width, height: 900 });
                    await tab(page, lang === "fr" ? "Bilan" : "Outcome");
                    await page.locator(".out-card").first().waitFor();
                    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
                    assert(wide <= width, `${wide} px wide on a screen of ${width}`);
                    for (const colorScheme of ["light", "dark"]) {
                        await page.emulateMedia({ colorScheme });
                        await page.screenshot({
                            path: path.join(
                                pages.shots,
                                `63-outcome-${lang}-${colorScheme}-${width}.png`,
                            ),
                            fullPage: true,
                        });
                    }
                    if (width === 320) await pages.inspect(page, `63-outcome-${lang}`);
                    await page.context().close();
                }
        },
    ],
    [
        "the report starts from the tallies, and the table's words replace them",
        async () => {
            await tab(ana, "Rapport");
            const scales = ana.getByLabel("Échelles");
            await scales.waitFor();
            assert.equal(await scales.inputValue(), "Locale et MRC.");
            const from = await ana.getByLabel("Parti de…").inputValue();
            assert.match(
                plain(from),
                /^La fiche citoyenne\. Clauses adoptées, proposées par : municipalité 1/,
            );
            assert.match(
                plain(await ana.getByLabel("Porté par…").inputValue()),
                /^Ana : Douze logements .* Personne ne porte encore : clause 3\.$/,
            );
            assert.equal(
                await ana.getByLabel("Ce qui reste en suspens").inputValue(),
                "Un fonds régional alimenté par les surplus",
            );
            assert.equal(await ana.getByLabel("Une phrase à nous").inputValue(), "");
            assert.match(
                plain(await ana.getByLabel("Porté par…").inputValue()),
                /\(30 septembre 2027\).*\(1er mai 2027\)/,
            );
            assert.equal(room.boss.docs["table/t1"].report.scales, undefined);
            await scales.fill("Locale et MRC. La région attendra.");
            await scales.blur();
            const written = await room.boss.until(
                "the table's words",
                (d) => d["table/t1"].report.scales,
            );
            assert.equal(written.text, "Locale et MRC. La région attendra.");
            // Another phone still starts from what the tallies said: both keep their words.
            await room.seats[0].C0.do("report", {
                field: "scales",
                base: "Locale et MRC.",
                text: "D’abord : locale et MRC.",
            });
            await room.boss.until("both kept", (d) =>
                /^D’abord.*attendra\.$/u.test(d["table/t1"].report.scales.text),
            );
        },
    ],
    [
        "the report is a page a table on A4 and on Letter, white whatever the scheme",
        async () => {
            const page = await enter(
                "print",
                "f",
                { token: room.made.token },
                `/imprimer/${code}`,
                {
                    width: 1440,
                    height: 1000,
                },
            );
            await page.locator(".prn-page").nth(2).waitFor();
            await page.getByText("La région attendra").waitFor();
            await page.getByText("travailleuses et travailleurs").waitFor();
            await page.emulateMedia({ colorScheme: "dark" });
            for (const format of ["A4", "Letter"]) {
                const pdf = await page.pdf({ format, printBackground: true });
                fs.writeFileSync(path.join(pages.shots, `64-report-${format}.pdf`), pdf);
                const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
                assert.equal(sheets, 3, `${sheets} sheets of ${format} for three tables`);
            }
            await page.emulateMedia({ media: "print" });
            assert.equal(await page.locator(".prn-bar").isVisible(), false);
            assert.equal(
                await page.evaluate(
                    () => getComputedStyle(document.documentElement).backgroundColor,
                ),
                "rgb(255, 255, 255)",
            );
            await page.emulateMedia({ media: "screen" });
            await pages.inspect(page, "64-print");
            await page.context().close();
            await ana.getByRole("button", { name: "Imprimer le rapport" }).click();
            await ana.locator(".prn-page").waitFor();
            assert.equal(await ana.locator(".prn-page").count(), 1);
            await ana.getByRole("button", { name: "Retour à l’atelier" }).click();
            await tab(ana, "Bilan");
        },
    ],
    [
        "the hall's screen shows one table's pictures, whole and large",
        async () => {
            hall = await enter(
                "hall",
                "s",
                { token: room.made.screen },
                `/ecran/${code}`,
                hallSize,
            );
            await room.boss.do("show", { show: "outcome", table: "t1" });
            await hall.getByText("1 de 12").waitFor();
            for (const [width, height] of HALLS) {
                await hall.setViewportSize({ width, height });
                const said = await walk(hall, `65-hall-${width}`);
                for (const text of [
                    "D’où part le projet",
                    "Trois villages",
                    "La coopérative que vous fonderiez",
                    "Ne plus travailler en silo",
                    "Fondement démocratique",
                    "12 de 12",
                ])
                    assert(said.includes(text), `${text} on a screen of ${width}`);
            }
            await pages.inspect(hall, "65-hall");
            const on = (what) =>
                turnUntil(hall, "ArrowRight", async () => (await hall.locator(what).count()) > 0);
            await on(".out-six");
            await pages.inspect(hall, "65-hall-six");
            await on(".out-said");
            await pages.inspect(hall, "65-hall-said");
            await on(".out-thread");
            await pages.inspect(hall, "65-hall-thread");
        },
    ],
    [
        "the hall's screen tells the frame of the game, whole and large",
        async () => {
            await room.boss.do("show", { show: "frame" });
            await hall.getByText("Prenez votre rôle au sérieux et amusez-vous!").waitFor();
            for (const [width, height] of HALLS) {
                await hall.setViewportSize({ width, height });
                await walk(hall, `64-frame-${width}`);
            }
        },
    ],
    [
        "what the hall wove, its tables side by side in their order, and the thread of each",
        async () => {
            await room.boss.do("show", { show: "outcome" });
            await hall.getByText("Voici ce que la salle a tissé").waitFor();
            const woven = hall.locator(".out-cloth li");
            const rows = await woven.locator("strong").allInnerTexts();
            assert.deepEqual(rows, ["Table 1", "Table 2", "Table 3"]);
            const laid = await woven.nth(0).locator(".wv-laid").count();
            assert.equal(laid, facts().clauses.length);
            await pages.inspect(hall, "66-hall-cloth");
            await hall.keyboard.press("ArrowRight");
            await hall.getByText("Les tables, côte à côte").waitFor();
            await hall.locator(".out-side tbody tr").first().waitFor();
            const heads = await hall.locator(".out-side thead th").allInnerTexts();
            assert.deepEqual(heads, ["Table 1", "Table 2", "Table 3"]);
            const hands = await hall
                .locator(".out-side tr", { hasText: "À plusieurs mains" })
                .locator("td")
                .allInnerTexts();
            assert.deepEqual(hands.map(plain), ["4 sur 4", "0 sur 2", "–"]);
            await pages.inspect(hall, "66-hall-side");
            await hall.keyboard.press("ArrowRight");
            await hall.locator(".out-thread").nth(1).waitFor();
            assert.equal(await hall.locator(".knot").count(), facts().lead.length + 3);
            await pages.inspect(hall, "67-hall-threads");
            for (const [width, height] of HALLS) {
                await hall.setViewportSize({ width, height });
                await walk(hall, `66-hall-${width}`);
            }
            await hall.setViewportSize({ width: 1024, height: 768 });
        },
    ],
    [
        "a long report is told on as many screens as it takes, back to its start by the clicker",
        async () => {
            const long = "Nous gardons notre monde au village, et le village garde son monde. ";
            await room.seats[0].C0.do("report", { field: "own", base: "", text: long.repeat(6) });
            await room.boss.do("show", { show: "report", table: "t1" });
            await hall.getByText("La région attendra").waitFor();
            for (const [width, height] of HALLS) {
                await hall.setViewportSize({ width, height });
                const said = await walk(hall, `68-report-${width}`);
                assert(said.includes("La région attendra"));
                assert.equal(await hall.locator(".out-weft .wv-cord").count(), 5);
                const [above, below] = await Promise.all(
                    [".out-report > div", ".paged"].map((x) =>
                        hall.locator(x).first().boundingBox(),
                    ),
                );
                assert(above.y + above.height <= below.y + 1, "words over each other");
                assert(said.includes("garde son monde."));
            }
            await hall.setViewportSize({ width: 1024, height: 768 });
            await pages.inspect(hall, "68-hall-report");
        },
    ],
    [
        "the plenary tells the hall who speaks, with whom, or to walk around",
        async () => {
            const large = new Played(server.port);
            await large.gather(12);
            await large.phase("report");
            const late = await enter(
                "plenary",
                "s",
                { token: large.made.screen },
                `/ecran/${large.made.room}`,
                hallSize,
                "fr",
                atThePlenary,
            );
            for (const [how, text] of [
                ["each", "Chaque table, l’une après l’autre"],
                ["pairs", "Table 1 avec Table 2"],
                ["gallery", "En galerie"],
                ["drawn", "3 tables au sort"],
            ]) {
                await large.boss.do("plenary", { how });
                await late.getByText(text).first().waitFor();
                for (const [width, height] of HALLS) {
                    await late.setViewportSize({ width, height });
                    await whole(late, `the plenary, ${how}`);
                }
                await pages.inspect(late, `68-hall-plenary-${how}`);
            }
            await late.context().close();
        },
    ],
    [
        "what is said to the hall has its place on the smallest screen",
        async () => {
            await room.boss.do("show", { show: "auto" });
            for (const [width, height] of HALLS) {
                await room.boss.do("say", { text: "On reprend dans dix minutes. ".repeat(9) });
                await hall.setViewportSize({ width, height });
                for (const [show, what] of [
                    ["auto", hall.getByRole("heading", { name: "Rapport", exact: true })],
                    ["code", hall.locator(".scr-lobby .qr")],
                    ["tables", hall.getByRole("heading", { name: "Les tables", exact: true })],
                ]) {
                    await room.boss.do("show", { show });
                    await what.waitFor();
                    await hall.locator(".scr-say").waitFor();
                    await whole(hall, `a message with ${show}`);
                }
            }
        },
    ],
    [
        "who got what is told from the conclusion on, to the table, and in the hall if it is shown",
        async () => {
            const [m, c] = [room.seats[0].M0, room.seats[0].C0];
            await m.do("met", { a: 2, b: 1, c: 0 });
            await c.do("met", { a: 0, b: 1, c: 2 });
            await m.do("gave_up", { base: "", text: "Le garage municipal" });
            assert.equal(c.docs["table/t1"].got, undefined);
            await room.phase("conclusion");
            await ana.getByText("Municipalité 6,5 sur 10").first().waitFor();
            await ana.getByText("Ne plus travailler en silo").waitFor();
            await ana.getByText("Le garage municipal").waitFor();
            await ana.getByText("Ce qui est inventé dans le jeu").waitFor();
            await pages.inspect(ana, "69-conclusion-told");
            await room.boss.do("show", { show: "got", table: "t1" });
            await hall.getByText("A renoncé à").waitFor();
            for (const [width, height] of HALLS) {
                await hall.setViewportSize({ width, height });
                const said = await walk(hall, `69-got-${width}`);
                assert(said.includes("Citoyennes et citoyens 4 sur 10"));
                assert(said.includes("Le garage municipal"));
            }
            await pages.inspect(hall, "69-hall-got");
        },
    ],
    [
        "the debrief goes from what was felt to what is done on Monday",
        async () => {
            await room.boss.do("show", { show: "auto" });
            await room.phase("debrief");
            await room.seats[0].C0.do("heart", { clause: "c1" });
            await room.boss.do("pause");
            await hall.getByRole("heading", { name: "Qu’avez-vous ressenti?" }).waitFor();
            await hall.getByText("❚❚").waitFor();
            assert.match(
                plain(await whole(hall, "what was felt")),
                /Table 1 3 clauses sur 5 ont rencontré une objection · 1 levée .* Aucune clause/,
            );
            await pages.inspect(hall, "69-hall-felt");
            await tab(ana, "Ressenti");
            await ana.getByText("3 clauses sur 5 ont rencontré une objection").waitFor();
            await ana.getByText("On a renoncé à : Le garage municipal").waitFor();
            await pages.inspect(ana, "69-debrief-ressenti");
            await room.boss.do("resume");
            await hall.getByText("jusqu’à").waitFor();
            await hall.getByRole("heading", { name: "Que s’est-il passé?" }).waitFor();
            await room.boss.do("pause");
            await hall.getByText("❚❚").waitFor();
            await whole(hall, "the debrief");
            await pages.inspect(hall, "69-hall-debrief");
            await tab(ana, "Pourquoi");
            await ana
                .getByText(/^Le cœur de votre projet.*Qu’est-ce qui l’a rendu commun\?$/)
                .waitFor();
            for (const [name, heading] of [
                ["Faits", "Que s’est-il passé?"],
                ["Pourquoi", "Pourquoi ainsi?"],
                ["Chez nous", "Et chez nous?"],
                ["Lundi", "Lundi, quoi?"],
            ]) {
                await tab(ana, name);
                await ana.getByRole("heading", { name: heading }).waitFor();
                await pages.inspect(ana, `69-debrief-${name.toLowerCase().replace(" ", "-")}`);
            }
        },
    ],
];
const exit = await pages.run(steps);
await server.stop();
fs.rmSync(dir, { recursive: true, force: true });
process.exit(exit);
