// The tables of the room, as cards where they fit, else as numbers.
import { f } from "../catalogue/facilitator";
import { t } from "../i18n";
import { tableName } from "../people";
import { GROUPS, type Group, type RoomDoc, type RoomTable } from "../types";
import { cx, GroupBadge } from "../ui";
import { useWindow } from "./paged";

const CARD = 240;

export const seatedAt = (room: RoomDoc, table: string, group?: Group): number =>
    Object.values(room.people ?? {}).filter(
        (p) => !p.gone && p.table === table && (!group || p.group === group),
    ).length;

/** Whether tables work each for itself; afterwards the hall is one. */
export const atTables = (room: RoomDoc): boolean =>
    room.state !== "ended" && !["conclusion", "debrief"].includes(room.clock?.kind ?? "");

function stateOf(room: RoomDoc, id: string, table: RoomTable): string {
    if (table.help) return `▲ ${f("st_help")}`;
    if (table.reported) return `✓ ${f("st_reported")}`;
    return atTables(room) && seatedAt(room, id) ? f("st_working") : "";
}

export function Tables({ room }: { room: RoomDoc }) {
    const lobby = room.state === "lobby";
    return (
        <ul class="scr-tables">
            {Object.entries(room.tables ?? {}).map(([id, table]) => (
                <li key={id} class={cx(!!table.help && "scr-help")}>
                    <strong translate={false}>{tableName(id)}</strong>
                    {lobby ? (
                        <span class="scr-groups">
                            {GROUPS.map((g) => (
                                <span key={g} class="nowrap">
                                    <GroupBadge group={g} /> {seatedAt(room, id, g)}
                                </span>
                            ))}
                        </span>
                    ) : (
                        <span>{stateOf(room, id, table)}</span>
                    )}
                </li>
            ))}
        </ul>
    );
}

export function useMany(room: RoomDoc): boolean {
    const { width } = useWindow();
    return Object.keys(room.tables ?? {}).length > Math.floor(width / CARD);
}

/** In a large hall, a table is its number and a sign; how many are where is said under them. */
export function Numbers({ room }: { room: RoomDoc }) {
    return (
        <ul class="scr-tables scr-many">
            {Object.entries(room.tables ?? {}).map(([id, table]) => (
                <li key={id} class={cx(!!table.help && "scr-help")}>
                    <strong>
                        <span class="sr">{t("table_word")} </span>
                        {id.slice(1)}
                    </strong>
                    <span class="sr">{stateOf(room, id, table)}</span>
                    {(table.help || table.reported) && (
                        <span aria-hidden="true">{table.help ? "▲" : "✓"}</span>
                    )}
                </li>
            ))}
        </ul>
    );
}
