// Who got what at a table, when a facilitator shows it.
import { GotGroups, gotText } from "../outcome/got";
import { WIDE } from "../outcome/wide";
import { useDoc } from "../store";
import type { TableDoc } from "../types";
import { Paged, Pages, useWindow, type Turning } from "./paged";

export function GotHall(p: Turning & { table: string }) {
    const table = useDoc<TableDoc>(`table/${p.table}`);
    const { width } = useWindow();
    if (!table) return null;
    return (
        <main class="scr-main out-main out-report">
            <p class="out-say">{gotText(table)}</p>
            <Paged part={p.part} onParts={p.onParts} two={width >= WIDE}>
                <GotGroups table={table} />
            </Paged>
            <Pages {...p} of={1} />
        </main>
    );
}
