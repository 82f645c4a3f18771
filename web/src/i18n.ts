// Texts come from catalogues: French is the source, English must have every key (a type error says so).
import { figure } from "./figures";
import { cell } from "./store";
import { remember } from "./storage";
import { dayOf } from "./time";
import type { Lang, MaybeText } from "./types";
import { fr } from "./catalogue/fr";
import { en } from "./catalogue/en";

/** A text, or its forms by plural category; `{name}` is replaced by a variable. */
export type Entry = string | { one: string; other: string };
export type Vars = Record<string, string | number>;

const stored = remember.load("tablee.lang");
/** What was chosen here; or else English on an English phone, and French on any other. */
const first = stored ?? navigator.language;
export const lang = cell<Lang>("lang", /^en/i.test(first) ? "en" : "fr");
export const langChosen = (): boolean => remember.load("tablee.lang") !== null;

export function setLang(next: Lang, keep = true): void {
    if (keep) remember.save("tablee.lang", next);
    lang.set(next);
    document.documentElement.lang = locale();
}
// Another tab of the same person changed it.
window.addEventListener("storage", (e) => {
    if (e.key === "tablee.lang" && e.newValue) setLang(e.newValue === "en" ? "en" : "fr", false);
});
export const locale = (): string => (lang.get() === "en" ? "en-CA" : "fr-CA");

function fill(entry: Entry, vars: Vars): string {
    const form =
        typeof entry === "string"
            ? entry
            : new Intl.PluralRules(locale()).select(Number(vars.n ?? 0)) === "one"
              ? entry.one
              : entry.other;
    return form.replace(/\{(\w+)\}/g, (whole, key: string) => {
        const v = vars[key] ?? figure(locale(), key);
        if (v === undefined) return whole;
        return typeof v === "number" ? new Intl.NumberFormat(locale()).format(v) : v;
    });
}

/** A typed catalogue for one part of the client, loaded with its chunk. */
export function catalogue<K extends string>(
    french: Record<K, Entry>,
    english: Record<NoInfer<K>, Entry>,
) {
    return (key: K, vars: Vars = {}): string =>
        fill((lang.get() === "en" ? english : french)[key], vars);
}

export const t = catalogue(fr, en);
export type Key = keyof typeof fr;
export const hasKey = (key: string): key is Key => key in fr;

/** A scenario's own text, in the reader's language. */
export function tx(text: MaybeText): string {
    if (text === undefined || text === null) return "";
    if (typeof text === "string") return text;
    return text[lang.get()] ?? text.fr ?? text.en ?? "";
}
/** Whole dollars, as each language writes them. */
export const moneyText = (dollars: number): string =>
    new Intl.NumberFormat(locale(), {
        style: "currency",
        currency: "CAD",
        currencyDisplay: "narrowSymbol",
        maximumFractionDigits: 0,
    }).format(dollars);
export function dateText(due: string | number | undefined): string {
    if (!due) return "";
    const d = dayOf(due);
    if (Number.isNaN(d.getTime())) return String(due);
    const form = new Intl.DateTimeFormat(locale(), {
        day: "numeric",
        month: "long",
        year: "numeric",
    });
    // The first of a month is an ordinal in French, which Intl does not say.
    const first = lang.get() === "fr" && d.getDate() === 1;
    return form
        .formatToParts(d)
        .map((x) => (first && x.type === "day" ? "1er" : x.value))
        .join("");
}
export function listText(names: string[]): string {
    return new Intl.ListFormat(locale(), { type: "conjunction" }).format(names);
}
export const codeText = (code: string): string => code.replace(/^(\d{3})(\d{4})$/, "$1\u00a0$2");

type Pairs<K extends string> = Record<K, readonly [Entry, Entry]>;
export interface Say<K extends string> {
    (key: K, vars?: Vars): string;
    /** These and more, which come with the piece that says them. */
    and: <L extends string>(more: Pairs<L>) => Say<K | L>;
}
/** A catalogue written as pairs, French then English: a missing half is a type error. */
export function pairs<K extends string>(texts: Pairs<K>): Say<K> {
    const say = (key: K, vars: Vars = {}): string =>
        fill(texts[key][lang.get() === "en" ? 1 : 0], vars);
    return Object.assign(say, {
        and: <L extends string>(more: Pairs<L>) => pairs<K | L>({ ...texts, ...more }),
    });
}
