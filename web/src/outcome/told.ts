// An outcome in ten seconds, in words: the title, the sentence and the numbers that the server chose,
// and the clauses of its cloth.
import { GROUPS } from "../types";
import type { Clause, Gist, Group, RoomDoc, TableDoc, Tally } from "../types";
import { groups, reportText } from "./say";
import { o } from "./words";

export interface Shown {
    tally: Tally;
    table: TableDoc;
    room: RoomDoc;
    /** It stands under a heading of the page. */
    under?: boolean;
}

/** Each clause of its text, those that were adopted first. */
export function woven(tally: Tally, table: TableDoc, all = true): [string, Clause][] {
    const told = [...tally.clauses].sort((a, b) => Number(b.adopted) - Number(a.adopted));
    return told.flatMap(({ id, adopted }) => {
        const c = table.clauses?.[id];
        return c && (all || adopted) ? [[id, c] as [string, Clause]] : [];
    });
}
export const titleOf = ({ tally, table, room }: Shown): string =>
    reportText("title", room, table, tally);

/** The outcome in a sentence: which one is true of the table, the server says. */
export function gistText(tally: Tally, gist: Gist): string {
    const n = tally.m;
    const named = [...gist.from, ...gist.to];
    const others = gist.beside === "helped" ? gist.help : tally.seated;
    const beside = gist.beside
        ? o(`beside_${gist.beside}`, {
              n,
              list: groups(
                  others.filter((g) => !named.includes(g)),
                  gist.beside === "helped" ? "of" : "by",
              ),
          })
        : "";
    const all = (list: Group[]): string =>
        list.length === GROUPS.length ? o("gist_every") : groups(list, "by");
    const from = gist.from.length ? all(gist.from) : o("gist_robots");
    return `${o(`gist_${gist.said}`, { n, from, to: all(gist.to), beside })}.`;
}
export const gistNumbers = (gist: Gist): { title: string; text: string }[] =>
    gist.numbers.map(({ what, n, of }) => ({
        title: o(`what_${what}`),
        text: of === undefined ? String(n) : o("x_of_y", { x: n, y: of }),
    }));
