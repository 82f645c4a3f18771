// How documents are read: lists, words that may be absent, texts of either language.
export type Dict<T> = Record<string, T>;
export type Text = { fr: string; en: string };
export type MaybeText = Text | string | undefined;
export type Field = { text: string } | string | undefined;

/** A list that may travel as an array or as an object keyed by number. */
export function list<T>(x: T[] | Dict<T> | T | undefined): T[] {
    if (x === undefined || x === null) return [];
    if (Array.isArray(x)) return x;
    if (typeof x === "object" && !("fr" in (x as object))) return Object.values(x as Dict<T>);
    return [x as T];
}
export function words(f: Field | boolean | number): string {
    if (f === undefined || f === null || typeof f === "boolean") return "";
    if (typeof f === "object") return f.text;
    return String(f);
}
