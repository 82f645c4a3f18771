// All that is kept of one person, fetched for that person: as a page to be read, and as data.
import { dateText, locale, pairs, tx } from "../i18n";
import { save } from "../saved";
import { currentToken } from "../socket";
import { inTurn } from "../turn";
import type { MaybeText } from "../types";
import { toast } from "../ui";

export const y = pairs({
    whole: ["Tout ce qui est gardé de moi", "Everything kept about me"],
    hint: [
        "Deux fichiers du même contenu\u00a0: une page à lire, et des données (JSON) qu’un programme peut reprendre. Ce que d’autres ont coté ou répondu en secret à votre sujet reste leur secret.",
        "Two files of the same content: a page to read, and data (JSON) that a program can take up. What others rated or answered about you in secret stays theirs.",
    ],
    page: ["La page à lire", "The page to read"],
    data: ["Les données (JSON)", "The data (JSON)"],
    failed: [
        "Le fichier ne s’est pas téléchargé. Réessayez.",
        "The file did not download. Try again.",
    ],
    title: ["Ce qui est gardé de vous", "What is kept about you"],
    of: ["Atelier {title}, {date}", "Workshop {title}, {date}"],
    until: ["Gardé jusqu’au {date}.", "Kept until {date}."],
    by_you: ["vous", "you"],
    by_other: ["quelqu’un d’autre", "somebody else"],
    by_lead: ["l’animation", "a facilitator"],
    by_server: ["le serveur", "the server"],
    yes: ["oui", "yes"],
    no: ["non", "no"],
});

interface Line {
    t: number;
    by?: string;
    act: string;
    a?: Record<string, unknown>;
}
interface Mine {
    title: MaybeText;
    created: number;
    until?: number;
    person: string;
    responsible?: string;
    contact?: string;
    now: { name?: string };
    records: Line[];
}

const escaped = (text: string): string =>
    text.replace(/[&<>"]/g, (c) => `&#${String(c.charCodeAt(0))};`);
const valueText = (value: unknown): string =>
    typeof value === "boolean" ? y(value ? "yes" : "no") : String(value);

/** A page that stands alone: no script, nothing that it loads. */
export function asPage(mine: Mine): string {
    const hour = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" });
    const by = (line: Line): string =>
        line.by === mine.person
            ? y("by_you")
            : line.by === "sys"
              ? y("by_server")
              : y(line.by ? "by_lead" : "by_other");
    const rows = mine.records.map((line) => {
        const said = Object.entries(line.a ?? {}).map(([k, x]) => `${k} = ${valueText(x)}`);
        const cells = [hour.format(line.t), by(line), line.act, said.join(" · ")];
        return `<tr>${cells.map((c) => `<td>${escaped(c)}</td>`).join("")}</tr>`;
    });
    const head = [
        y("of", { title: tx(mine.title), date: dateText(mine.created) }),
        mine.now.name ?? "",
        mine.until ? y("until", { date: dateText(mine.until) }) : "",
        [mine.responsible, mine.contact].filter(Boolean).join(", "),
    ];
    return [
        `<!doctype html><html lang="${locale()}"><meta charset="utf-8">`,
        `<title>${escaped(y("title"))}</title>`,
        "<style>body{font:16px/1.5 sans-serif;margin:2em}td{padding:.2em .8em;vertical-align:top}</style>",
        `<h1>${escaped(y("title"))}</h1>`,
        ...head.filter(Boolean).map((line) => `<p>${escaped(line)}</p>`),
        `<table>${rows.join("\n")}</table></html>`,
    ].join("\n");
}

export async function saveMine(code: string, person: string, page: boolean): Promise<void> {
    try {
        const answer = await inTurn(code, `mine.json?person=${person}`, currentToken() ?? "");
        if (!answer.ok) throw new Error(String(answer.status));
        const text = await answer.text();
        const type = page ? "text/html" : "application/json";
        const file = new Blob([page ? asPage(JSON.parse(text) as Mine) : text], { type });
        save(`tablee-${code}.${page ? "html" : "json"}`, file);
    } catch {
        toast(y("failed"), { bad: true });
    }
}
