// The tables of the room seen from above, as many as fit: who sits by group, and while they work
// undyed wool, which says that they work and neither who does nor what.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { closed, Watch } from "../moments";
import { tableName } from "../people";
import { replayed } from "../replayed";
import { useDoc } from "../store";
import { GROUPS, type RoomDoc, type ScreenDoc } from "../types";
import { cx, GroupBadge, TableTop } from "../ui";
import { useWindow } from "./paged";

const LOOK = 580 / 330; // of a table from above, wide by high
const HIGHEST = 420; // as it is drawn, where there is place under few tables
const CAPTION = 46;

/** How many stand in a row so that each is as large as it can be. */
export function columns(n: number, width: number, height: number): number {
    let best = 1;
    let size = 0;
    for (let cols = 1; cols <= n; cols++) {
        const high = height / Math.ceil(n / cols) - CAPTION;
        const wide = Math.min(width / cols, high * LOOK);
        if (wide > size) [best, size] = [cols, wide];
    }
    return best;
}

const MOMENT_MS = 900;
const watch = new Watch<string>(); // of the page: each row is a moment once
/** The tables that have just closed a row, or that all have signed; nothing says which. */
function useClosing(code: string, work: ScreenDoc["work"] | undefined): readonly string[] {
    const [now, show] = useState<readonly string[]>([]);
    useLayoutEffect(() => {
        const fresh = work ? watch.see(code, closed(work)) : [];
        if (fresh.length && !replayed()) show(fresh);
    }, [work]);
    useEffect(() => {
        if (!now.length) return;
        const timer = window.setTimeout(() => show([]), MOMENT_MS);
        return () => window.clearTimeout(timer);
    }, [now]);
    return now;
}

/** Who sits at a table, by group. */
export const seatsOf = (room: RoomDoc, id: string) =>
    Object.values(room.people ?? {}).flatMap((p) =>
        !p.gone && p.table === id && p.group ? [{ group: p.group }] : [],
    );

function Place(p: {
    room: RoomDoc;
    id: string;
    work: ScreenDoc["work"];
    high: number;
    closing: boolean;
}) {
    const { room, id, work } = p;
    const table = room.tables?.[id];
    const missing = room.state === "lobby" ? (table?.missing ?? []) : [];
    return (
        <li class={cx(p.closing && "scr-closing", work[id]?.signed && "scr-signed")}>
            <TableTop
                far
                seats={[...seatsOf(room, id), ...missing.map((group) => ({ group, empty: true }))]}
                wool={work[id]}
                h={p.high}
            />
            <strong>
                <span translate={false}>{tableName(id)}</span>
                {work[id]?.signed && <span class="sr"> {f("st_signed")}</span>}
                {table?.reported && (
                    <>
                        {" ✓"}
                        <span class="sr"> {f("st_reported")}</span>
                    </>
                )}
            </strong>
        </li>
    );
}

/** So many tables in rows. `share` of the window's width and height is left for them. */
export function Rows(p: {
    n: number;
    share: [number, number];
    children: (high: number) => ComponentChildren;
}) {
    const { width, height } = useWindow();
    const [wide, free] = [width * p.share[0], height * p.share[1]];
    const cols = columns(p.n, wide, free);
    const high = (580 * (free / Math.ceil(p.n / cols) - CAPTION)) / (wide / cols) - 80;
    return (
        <ul class="scr-wall" style={{ gridTemplateColumns: `repeat(${cols}, minmax(0, 1fr))` }}>
            {p.children(Math.min(HIGHEST, Math.max(250, high)))}
        </ul>
    );
}

export function Wall({ room, share }: { room: RoomDoc; share: [number, number] }) {
    const shown = useDoc<ScreenDoc>("screen")?.work;
    const closing = useClosing(room.code, shown);
    const work = shown ?? {};
    const ids = Object.keys(room.tables ?? {});
    return (
        <Rows n={ids.length} share={share}>
            {(high) =>
                ids.map((id) => (
                    <Place key={id} {...{ room, id, work, high }} closing={closing.includes(id)} />
                ))
            }
        </Rows>
    );
}

/** What the shapes on the wall stand for. */
export const Groups = () => (
    <p class="scr-groups">
        {GROUPS.map((g) => (
            <GroupBadge key={g} group={g} name />
        ))}
    </p>
);
