// What a screen looks like, as text: each box with what it wears, and what of that is otherwise
// under the style sheets of the base revision.
import { meant, prepared } from "./base.mjs";

/** In the page: a line for each element seen, "tag.class x y w h #n", and what each n wears. */
function drawnHere() {
    const BOX =
        "display position z-index opacity visibility overflow-x overflow-y float flex-wrap " +
        "flex-direction row-gap column-gap justify-content align-items align-content order " +
        "grid-template-columns padding-top padding-right padding-bottom padding-left " +
        "border-top-width border-right-width border-bottom-width border-left-width " +
        "border-top-style border-left-style border-top-color border-left-color " +
        "border-top-left-radius border-bottom-right-radius background-color background-image " +
        "box-shadow outline-style transform scale color font-family font-size font-weight " +
        "font-style line-height letter-spacing text-align text-decoration-line text-transform " +
        "white-space text-wrap text-overflow content list-style-type cursor";
    const SHAPE =
        "fill stroke stroke-width stroke-dasharray opacity visibility font-size transform";
    const [box, shape] = [BOX.split(" "), SHAPE.split(" ")];
    const styles = new Map();
    const worn = (style, names) => {
        const said = names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
        if (!styles.has(said)) styles.set(said, styles.size);
        return `#${styles.get(said)}`;
    };
    const lines = [];
    const round = (n) => Math.round(n * 100) / 100;
    for (const el of document.querySelectorAll("body, body *")) {
        const { x, y, width, height } = el.getBoundingClientRect();
        if (!width && !height) continue;
        const at = [x + scrollX, y + scrollY, width, height].map(round).join(" ");
        const name = [el.localName, ...el.classList].join(".");
        if (el.ownerSVGElement) {
            lines.push(`${name} ${at} ${worn(getComputedStyle(el), shape)}`);
            continue;
        }
        const about = ["::before", "::after"]
            .map((part) => [part, getComputedStyle(el, part)])
            .filter(([, style]) => !/^(none|normal)$/.test(style.content))
            .map(([part, style]) => `${part} ${worn(style, box)}`);
        lines.push([name, at, worn(getComputedStyle(el), box), ...about].join(" "));
    }
    return { lines, styles: [...styles.keys()] };
}

/** In the page: its sheets of these names give way to these texts, until called with nothing. */
function dressHere(texts) {
    const nameOf = (link) => new URL(link.href).pathname.replace(/^.*\/|-\w+\.css$/g, "");
    const links = [...document.querySelectorAll("link[rel=stylesheet]")].filter((x) => x.sheet);
    if (!texts) {
        for (const link of links) link.sheet.disabled = false;
        document.adoptedStyleSheets = [];
        return true;
    }
    const other = links.filter((link) => nameOf(link) in texts);
    if (!other.length) return false;
    // In the order of the page: those that stay give their own text, as all adopted come after.
    document.adoptedStyleSheets = links.map((link) => {
        const sheet = new CSSStyleSheet();
        const own = () => [...link.sheet.cssRules].map((rule) => rule.cssText).join("\n");
        sheet.replaceSync(texts[nameOf(link)] ?? own());
        return sheet;
    });
    for (const link of links) link.sheet.disabled = true;
    return true;
}

/** As text: boxes, then what they wear. */
export const written = ({ lines, styles }) =>
    [...lines, "", ...styles.map((style, n) => `#${n} ${style}`), ""].join("\n");

const STYLE = /#(\d+)/g;
/** A line of it: the element, where it stands, and all that it and its parts wear. */
function parts({ lines, styles }, i) {
    const line = lines[i] ?? "";
    return {
        name: line.split(" ")[0],
        at: line.replace(STYLE, "").trim(),
        worn: [...line.matchAll(STYLE)].flatMap(([, n]) => styles[n].split("; ")),
    };
}
/** What is otherwise, each said once: "h1 font-size: 21px (was 20px)". */
function otherwise(before, now, again) {
    const found = new Set();
    for (const i of now.lines.keys()) {
        const [was, is, then] = [before, now, again].map((x) => parts(x, i));
        if (`${Object.values(is)}` !== `${Object.values(then)}`) continue; // it moves by itself
        is.worn.forEach((said, k) => {
            const old = was.worn[k]?.replace(/^.*?: /, "");
            if (was.worn[k] !== said) found.add(`${is.name} ${said} (was ${old})`);
        });
        if (was.at !== is.at) found.add(`${is.at} (was at${was.at.slice(was.name.length)})`);
    }
    return [...found];
}

const { base, sheets = {} } = prepared();
const changed = Object.keys(sheets).length > 0;
const isMeant = changed ? meant(base) : () => true;

/** The screen as text, and what is wrong with it: what looks otherwise and is not meant. */
export async function drawn(page, name) {
    const now = await page.evaluate(drawnHere);
    const text = written(now);
    if (!changed || isMeant(name) || !(await page.evaluate(dressHere, sheets)))
        return { text, wrong: [] };
    const before = await page.evaluate(drawnHere);
    await page.evaluate(dressHere);
    const again = await page.evaluate(drawnHere);
    const boxes = ({ lines }) => lines.length;
    if (boxes(again) !== boxes(now)) return { text, wrong: [] }; // a clock put one more meanwhile
    const all =
        boxes(before) === boxes(now)
            ? otherwise(before, now, again)
            : [`${boxes(now)} boxes (were ${boxes(before)})`];
    const told =
        all.slice(0, 4).join(", ") + (all.length > 4 ? `, and ${all.length - 4} more` : "");
    const was = `looks otherwise than at ${base?.slice(0, 7)}`;
    const wrong = `${was}, and no “Looks: ${name}” means it: `;
    return { text, wrong: all.length ? [wrong + told] : [] };
}
