// The outcome on a participant’s phone.
import { useDoc } from "../store";
import type { OutcomeDoc } from "../types";
import { useMe } from "../play/me";
import { OutcomeCards } from "./cards";
import { FoundingCard } from "./founding";
import { o } from "./words";

export function Outcome({ under }: { under?: boolean }) {
    const me = useMe();
    const doc = useDoc<OutcomeDoc>(`outcome/${me.tableId}`);
    if (!doc?.tally || !me.table)
        return (
            <>
                {!under && <h1>{o("title")}</h1>}
                <p class="lead">{o("locked")}</p>
            </>
        );
    return (
        <>
            <OutcomeCards tally={doc.tally} table={me.table} room={me.room} under={under} />
            {doc.founding && <FoundingCard founding={doc.founding} table={me.table} />}
        </>
    );
}
