// The outcome as a picture: what a phone shows of it in ten seconds, drawn on a sheet of its own with
// the words that may be read here, and no name of a person. In the light, whatever the phone is in.
import { render } from "preact";
import { told } from "../people";
import { t } from "../i18n";
import { save } from "../saved";
import { Loom, Threads } from "../ui";
import { threadOf, WIDTH } from "../ui/thread";
import { gistNumbers, gistText, titleOf, woven, type Shown } from "./told";
import { o } from "./words";

const WIDE = 1080;
const EDGE = 64;
const INNER = WIDE - 2 * EDGE;
const PAD = 32; // within the table
const CORD = { wide: 374, high: 44 };
const TEXT = EDGE + PAD + CORD.wide + 28; // where a clause's words begin
const SVG = "http://www.w3.org/2000/svg";
const WORDS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const TITLES = `Tablee, "Arial Narrow", ${WORDS}`;

/** An image is no page: nothing lies under its cords, and nothing moves. */
const ALONE = `
    :root { background: none !important; font-family: ${WORDS} }
    * { animation: none !important }`;

/** What style sheets say whatever the scheme: the colours of the light, and how cords are dressed. */
function light(): { colour: (name: string) => string; css: string } {
    const all = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const plain = all.filter((rule) => rule instanceof CSSStyleRule);
    const root = plain.find((rule) => rule.selectorText === ":root");
    const woven = plain.filter((rule) => rule.selectorText.includes(".wv-"));
    return {
        colour: (name) => root?.style.getPropertyValue(`--${name}`) ?? "",
        css: [...(root ? [root] : []), ...woven].map((rule) => rule.cssText).join("\n"),
    };
}

interface Row {
    id: string;
    y: number;
}
/** The cords, each where its row is, as an image as large as the sheet. */
async function cords(p: Shown, rows: Row[], high: number, css: string): Promise<HTMLImageElement> {
    const host = document.createElement("div");
    render(
        <svg xmlns={SVG} width={WIDE} height={high} viewBox={`0 0 ${WIDE} ${high}`}>
            <style>{css + ALONE}</style>
            <Loom />
            {rows.map(({ id, y }) => (
                <g key={id} transform={`translate(${EDGE + PAD} ${y}) scale(${CORD.wide / WIDTH})`}>
                    <Threads t={threadOf(p.table.clauses?.[id]?.thread ?? [])} />
                </g>
            ))}
        </svg>,
        host,
    );
    const text = new XMLSerializer().serializeToString(host.firstElementChild as Element);
    render(null, host);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    return image;
}

/** Writes down a sheet, or only measures it: both go the same way. */
class Pen {
    y = EDGE;
    constructor(
        readonly on: CanvasRenderingContext2D,
        readonly colour: (name: string) => string,
    ) {}
    font(size: number, weight: number, family = WORDS): void {
        this.on.font = `${weight} ${size}px ${family}`;
    }
    lines(text: string, wide: number): string[] {
        const out: string[] = [];
        for (const part of text.split("\n")) {
            let line = "";
            for (const word of part.split(" ")) {
                const longer = line ? `${line} ${word}` : word;
                if (line && this.on.measureText(longer).width > wide) {
                    out.push(line);
                    line = word;
                } else line = longer;
            }
            out.push(line);
        }
        return out;
    }
    /** Lines of such a height from `y` on; where the next thing stands. */
    write(text: string, x: number, wide: number, high: number, colour = "ink"): void {
        this.on.fillStyle = this.colour(colour);
        for (const line of this.lines(text, wide)) {
            this.on.fillText(line, x, this.y + high * 0.76);
            this.y += high;
        }
    }
}

function numbers(pen: Pen, p: Shown): void {
    const all = p.tally.gist ? gistNumbers(p.tally.gist) : [];
    const wide = INNER / all.length;
    const top = pen.y;
    let low = top;
    all.forEach(({ title, text }, i) => {
        pen.y = top;
        pen.font(52, 760, TITLES);
        pen.write(text, EDGE + i * wide, wide, 60);
        pen.font(25, 400);
        pen.write(title, EDGE + i * wide, wide - 20, 32, "soft");
        low = Math.max(low, pen.y);
    });
    pen.y = low;
}
/** The words of the clauses, and where the cord of each is. */
function clauses(pen: Pen, p: Shown): Row[] {
    const rows: Row[] = [];
    for (const [id, c] of woven(p.tally, p.table)) {
        const top = pen.y;
        pen.font(25, 600);
        pen.write(told(c.text), TEXT, WIDE - EDGE - PAD - TEXT, 33);
        if (c.state !== "adopted") {
            pen.font(22, 400);
            pen.write(o("still_open"), TEXT, WIDE - EDGE - PAD - TEXT, 30, "soft");
        }
        pen.y = Math.max(pen.y, top + CORD.high);
        rows.push({ id, y: top + (Math.min(pen.y - top, 66) - CORD.high) / 2 });
        pen.y += 22;
    }
    return rows;
}
interface Sheet {
    table: { y: number; high: number };
    rows: Row[];
    high: number;
}
function sheet(pen: Pen, p: Shown, title: string): Sheet {
    const say = p.tally.gist ? gistText(p.tally, p.tally.gist) : "";
    pen.y = EDGE;
    pen.font(68, 760, TITLES);
    if (title) pen.write(title, EDGE, INNER, 78);
    pen.y += 14;
    pen.font(36, 500);
    pen.write(say, EDGE, INNER, 48);
    pen.y += 28;
    numbers(pen, p);
    pen.y += 32;
    const y = pen.y;
    const at = { y, high: 0 };
    pen.y += PAD;
    const rows = clauses(pen, p);
    at.high = pen.y + PAD - 22 - y;
    pen.y = y + (rows.length ? at.high : 0) + 30;
    pen.font(22, 400);
    pen.write(`${t("app")} – ${o("print_footer")}`, EDGE, INNER, 30, "soft");
    return { table: at, rows, high: pen.y + EDGE - 20 };
}

async function draw(p: Shown, title: string): Promise<Blob> {
    const { colour, css } = light();
    const canvas = document.createElement("canvas");
    const on = canvas.getContext("2d");
    if (!on) throw new Error("no canvas");
    const pen = new Pen(on, colour);
    const measured = sheet(pen, p, title);
    canvas.width = WIDE;
    canvas.height = measured.high;
    on.fillStyle = colour("paper");
    on.fillRect(0, 0, WIDE, measured.high);
    if (measured.rows.length) {
        on.beginPath();
        on.roundRect(EDGE, measured.table.y, INNER, measured.table.high, 28);
        on.fillStyle = colour("card");
        on.fill();
        on.strokeStyle = colour("ink");
        on.lineWidth = 3;
        on.stroke();
    }
    sheet(pen, p, title);
    on.drawImage(await cords(p, measured.rows, measured.high, css), 0, 0);
    return new Promise((done, fail) => {
        canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png");
    });
}

/** Hands it to where the machine shares to; where it does not share, it is kept as a file. */
export async function shareOutcome(p: Shown): Promise<void> {
    const title = titleOf(p) || o("title");
    const blob = await draw(p, title);
    const file = new File([blob], "tablee.png", { type: blob.type });
    const data = { files: [file], title };
    if ("canShare" in navigator && navigator.canShare(data)) {
        await navigator.share(data).catch((error: Error) => {
            if (error.name !== "AbortError") throw error; // they have thought better of it
        });
        return;
    }
    save(file.name, blob);
}
