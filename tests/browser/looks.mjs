// What is asked of every screen in both languages, light and dark, narrow and enlarged: axe, and
// what axe does not ask.
import fs from "node:fs";
import { createRequire } from "node:module";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// The scheme changes colours and nothing else, which the stage `screens` reads in the style
// sheets; the language changes names, and how wide things are. So axe reads the narrow page in
// the light and the wide one in the dark, and the other language is looked at for what does not
// fit or is too small: that it lacks no words the stage `catalogue` says. Letters alone are
// laid out as in a small window.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A window of 1280 × 900 enlarged twice has half its pixels; letters alone can be enlarged too. */
const layouts = (own) => [
    { what: "320 px", size: { width: 320, height: 700 }, letters: "" },
    { what: "200 %", size: { width: 640, height: 450 }, letters: "" },
    { what: "letters at 200 %", size: own, letters: "225%" },
];

/** In the page: what is wrong with it as it stands. */
function faultsHere() {
    const found = [];
    const dialogs = [...document.querySelectorAll("dialog[open]")];
    const top = dialogs.at(-1) ?? document.body; // the rest is inert
    const all = (selector) =>
        [...top.querySelectorAll(selector)].filter((el) => {
            const box = el.getBoundingClientRect();
            return (
                box.width > 1 && box.height > 1 && el.checkVisibility({ visibilityProperty: true })
            );
        });
    const fault = (what, el) => found.push(`${what}: ${el.outerHTML.slice(0, 140)}`);

    for (const el of [document.documentElement, ...dialogs])
        if (el.scrollWidth > el.clientWidth)
            found.push(`${el.scrollWidth} px wide in ${el.clientWidth}`);

    // One grid: each page begins at the same edges, in one column or in all the window.
    const root = getComputedStyle(document.documentElement);
    const token = (name) =>
        parseFloat(root.getPropertyValue(name)) *
        (/rem$/.test(root.getPropertyValue(name).trim()) ? parseFloat(root.fontSize) : 1);
    const room = document.documentElement.clientWidth;
    const edges = ["--one", "--wide"].map(
        (width) => Math.max(0, (room - token(width)) / 2) + token("--gutter"),
    );
    for (const el of document.querySelectorAll("main.page, main.con-page, .topbar-in")) {
        const edge = el.getBoundingClientRect().left + parseFloat(getComputedStyle(el).paddingLeft);
        if (!edges.some((one) => Math.abs(one - edge) < 1))
            fault(`begins at ${edge} px, and not at ${edges.join(" or ")}`, el);
    }

    for (const el of all("*")) {
        const { overflowX } = getComputedStyle(el);
        if (/auto|scroll/.test(overflowX) && el.scrollWidth > el.clientWidth + 1 && el.tabIndex < 0)
            fault("scrolls sideways, and not by keyboard", el);
    }

    // Links in a sentence are as high as its lines, the pins of the map have their twins in the
    // list; all else is as large as a thumb.
    const small = (el) =>
        el.closest("svg, li:not(.card, .lib-row) > a") ||
        (el.matches("a") &&
            getComputedStyle(el).display === "inline" &&
            [...el.parentElement.childNodes].some((n) => n !== el && n.textContent.trim()));
    const target = (el) =>
        el.closest("label") ??
        (getComputedStyle(el, "::after").position === "absolute" ? el.offsetParent : el);
    for (const el of all("button, a[href], input, select, textarea, summary")) {
        const box = target(el).getBoundingClientRect();
        const least = el.closest(".scr") ? 24 : 43.5; // a projector is turned by its clicker
        if (!small(el) && (box.height < least || box.width < least))
            fault(`a target of ${Math.round(box.width)} × ${Math.round(box.height)} px`, el);
    }

    const described = (el, by) =>
        (el.getAttribute("aria-describedby") ?? "")
            .split(" ")
            .some((id) => id && document.getElementById(id)?.contains(by));
    for (const note of all(".error, .field > .hint, .choice > .hint")) {
        const box = note.closest(".field, .choice");
        const control = box?.matches(".field") ? box.querySelector("input, textarea, select") : box;
        if (!control) {
            if (note.matches(".error:not(summary)") && !note.closest("[role=alert], [role=status]"))
                fault("an error nobody hears", note);
            continue;
        }
        if (!described(control, note)) fault("not told with its field", note);
        if (note.matches(".error") && box.matches(".field") && !control.ariaInvalid)
            fault("a field with an error is not marked", control);
    }
    // Who speaks to the machine says what is seen.
    const said = (text) =>
        text
            .toLowerCase()
            .replace(/[^\p{L}\p{N}+]+/gu, " ")
            .trim();
    for (const el of all("button[aria-label], a[aria-label]")) {
        const seen = said(el.innerText ?? ""); // a link of a drawing has none
        if (/\p{L}|\p{N}/u.test(seen) && !said(el.ariaLabel).includes(seen))
            fault(`named ${el.ariaLabel}, and seen as ${seen}`, el);
    }
    const within = document.querySelectorAll("main").length;
    if (within !== 1) found.push(`${within} landmarks of the main part`);
    for (const clock of all(".time, .scr-clock"))
        if (clock.role !== "timer" || clock.ariaLive !== "off")
            fault("a clock that is none", clock);
    for (const badge of all(".badge"))
        if (!/^[MCO]/.test(badge.textContent.trim())) fault("a group by colour alone", badge);
    const titles = [...document.querySelectorAll("h1")].filter(
        (el) => !el.closest("dialog") && el.checkVisibility(),
    );
    if (!titles.length) found.push("no heading of the first level");
    if (titles.filter((el) => !el.closest("article")).length > 1)
        found.push("two headings of the first level");
    const { title } = document;
    if (!/\S – Tablée$/.test(title) && !(title === "Tablée" && location.pathname === "/"))
        found.push(`the title says nothing: ${title}`);
    return found;
}

/** In the page: names of people, and what is nothing but a count, a clock or a code, where a
    translator would take them for words. */
export function inReach() {
    const names = new Set();
    const walk = (node) => {
        if (Array.isArray(node)) return node.forEach(walk);
        if (!node || typeof node !== "object") return;
        for (const { name } of Object.values(node.props?.room?.people ?? {})) names.add(name);
        walk(node.__k);
    };
    walk(document.getElementById("app")?.__k);
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        // People's own words, and what a picture says, are left to it.
        if (parentElement.closest("script, style, textarea, svg, font, .pre, [translate=no]"))
            continue;
        const alone = parentElement.textContent === data; // and no number in a sentence
        const count = alone && /^[\d\s:/+–−%-]+$/.test(data) && /\d/.test(data);
        const words = new Set(data.split(/[^\p{L}\p{M}\p{N}’'-]+/u));
        const named = (name) => name && (data.trim() === name || words.has(name));
        if (count || (parentElement.tagName !== "OPTION" && [...names].some(named)))
            found.push(`in a translator’s reach: ${parentElement.outerHTML.slice(0, 140)}`);
    }
    return found;
}

/** In the page: the source of each component that is drawn, which tells it from all others. */
function drawnHere() {
    const found = new Set();
    const inside = (frame) => frame.contentDocument;
    const walk = (node) => {
        if (Array.isArray(node)) return node.forEach(walk);
        if (!node || typeof node !== "object") return;
        if (typeof node.type === "function") found.add(String(node.type));
        walk(node.__k);
    };
    for (const page of [document, ...[...document.querySelectorAll("iframe")].map(inside)])
        walk(page.getElementById("app")?.__k);
    return [...found];
}

/** A change of size is told with one frame, and what it changes is drawn with the next; what an
    effect does comes after that. */
export const rest = (page) =>
    page.evaluate(
        () =>
            new Promise((done) =>
                requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))),
            ),
    );

/** The language as another tab of the same person would change it. */
const speak = (page, language) =>
    page.evaluate((newValue) => {
        window.dispatchEvent(new StorageEvent("storage", { key: "tablee.lang", newValue }));
        return document.documentElement.lang.startsWith(newValue);
    }, language);

const axe = (page) =>
    page.evaluate(async (values) => {
        const runOnly = { type: "tag", values };
        const options = { runOnly, resultTypes: ["violations"], iframes: false };
        const { violations } = await globalThis.axe.run(document, options);
        return violations.map(
            (v) => `${v.id} ` + v.nodes.map((n) => n.html.slice(0, 120)).join(" | "),
        );
    }, TAGS);

/**
 * Everything wrong with the screen that `page` shows, and the components it is made of. `picture`
 * is called where the page is narrow: in the other language, and in the dark.
 */
export async function look(page, picture) {
    const own = page.viewportSize();
    await rest(page); // the focus of a screen that has just come is where it goes
    if (!(await page.evaluate(() => Boolean(globalThis.axe)))) await page.evaluate(AXE);
    const drawn = await page.evaluate(drawnHere);
    const first = await page.evaluate(() => {
        globalThis.focusedBefore = document.activeElement;
        return document.documentElement.lang.slice(0, 2);
    });
    const complaints = new Map(); // what is wrong, and where
    const tell = (where, list) =>
        list.forEach((x) => complaints.set(x, [...(complaints.get(x) ?? []), where]));
    tell("", await page.evaluate(inReach));
    const other = first === "fr" ? "en" : "fr";
    for (const { what, size, letters } of layouts(own)) {
        await page.setViewportSize(size);
        await page.evaluate((px) => {
            document.documentElement.style.fontSize = px;
            window.scrollTo(0, 0); // under a bar that stays, a target is small only for now
            for (const sheet of document.querySelectorAll("dialog[open]")) sheet.scrollTop = 0;
        }, letters);
        for (const language of [other, first]) {
            const told = (list) => tell(`${language} ${what}`, list);
            if (!(await speak(page, language))) told([`the page does not speak ${language}`]);
            await rest(page);
            told(await page.evaluate(faultsHere));
            if (letters) continue; // larger letters ask for less contrast
            const narrow = what === "320 px";
            if (language === first) {
                told(await axe(page));
                await page.emulateMedia({ colorScheme: "dark" }); // the wide page too
            }
            if (narrow) await picture(language === first ? "dark" : language);
        }
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.evaluate(() => (document.documentElement.style.fontSize = ""));
    await page.setViewportSize(own);
    if (await page.evaluate(() => globalThis.focusedBefore !== document.activeElement))
        tell("", ["the focus has moved by itself"]);
    return { complaints: [...complaints].map(([x, where]) => `${x} (${where.join(", ")})`), drawn };
}
