// What becomes of the clauses while one looks elsewhere: spoken to those who listen, and counted for
// those who look, for an answer is awaited within half a minute.
import { useEffect, useRef, useState } from "preact/hooks";
import { getDoc } from "../store";
import type { Clause, Dict, PersonDoc, RoomDoc, TableDoc } from "../types";
import { Announce } from "../ui";
import { awaits, entries, useMe } from "./me";
import { p as s } from "./texts";

/** Open clauses that `person` has not answered. */
export function unanswered(table: TableDoc | undefined, person: string): number {
    const own = getDoc<PersonDoc>(`person/${person}`);
    const who = getDoc<RoomDoc>("room")?.people?.[person];
    return entries(table?.clauses).filter((clause) => awaits(own, who, person, clause)).length;
}

const marks = (clauses: Dict<Clause> | undefined): Record<string, string> =>
    Object.fromEntries(entries(clauses).map(([id, c]) => [id, `${c.state} ${c.version}`]));

/** Speaks of clauses that are new, changed, adopted, set aside. */
export function ClauseNews() {
    const clauses = useMe().table?.clauses;
    const was = useRef(marks(clauses));
    const [said, say] = useState("");
    useEffect(() => {
        const now = marks(clauses);
        const news = entries(clauses)
            .filter(([id]) => now[id] !== was.current[id])
            .map(([id, c]) =>
                s("news_clause", {
                    n: c.n ?? Number(id.slice(1)),
                    state: s(`st_${c.state ?? "open"}`),
                    text: c.text,
                }),
            );
        was.current = now;
        if (news.length) say(news.join(" "));
    }, [clauses]);
    return <Announce text={said} />;
}

export function Awaited({ onGo }: { onGo: () => void }) {
    const me = useMe();
    const n = unanswered(me.table, me.id);
    return (
        <div class="due" role="status">
            {n > 0 && (
                <button type="button" class="btn btn-small btn-calling" onClick={onGo}>
                    {s("news_awaited", { n })}
                </button>
            )}
        </div>
    );
}
