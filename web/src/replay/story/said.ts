// What a row of the story says, with the place of a name still open, and who that is.
import { listText, t, tx } from "../../i18n";
import { nameOf } from "../../people";
import type { RoomDoc } from "../../types";
import { ofPhase, spent } from "../say";
import type { Row } from "./doc";
import { h } from "./texts";

/** The words of a replay's moments, where they are the same. */
const AS: Record<string, string> = {
    propose: "proposed",
    adopt: "adopted",
    object: "objected",
    carry: "carried",
};

export function rowText(row: Row, room: RoomDoc): { text: string; who: string } {
    const who = nameOf(room, row.who);
    if (row.k === "phase") return { text: ofPhase(String(row.title)), who };
    const text = h(`m_${(AS[row.k] ?? row.k) as "adopted"}`, {
        n: String(row.n ?? ""),
        groups: row.groups ? listText(row.groups.map((g) => t(`group_${g}`))) : "",
        title: tx(row.title),
        ...row.vars,
        time: spent(Number(row.vars?.ms ?? 0)),
    });
    return { text, who };
}
export const rowWords = (row: Row, room: RoomDoc): string => {
    const { text, who } = rowText(row, room);
    return text.replace("{who}", who);
};
