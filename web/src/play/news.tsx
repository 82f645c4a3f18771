// What becomes of the clauses while one looks elsewhere: spoken to those who listen, and counted for
// those who look, for an answer is awaited within half a minute.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Clause, Dict } from "../types";
import { Announce } from "../ui";
import { entries, useMe } from "./me";
import { p as s } from "./talks_texts";

const marks = (clauses: Dict<Clause> | undefined): Record<string, string> =>
    Object.fromEntries(entries(clauses).map(([id, c]) => [id, `${c.state} ${c.version}`]));

const BREATH_MS = 5000;
const MANY = 3;
const told = ([id, c]: [string, Clause]): string =>
    s("news_clause", {
        n: c.n ?? Number(id.slice(1)),
        state: s(`st_${c.state ?? "open"}`),
        text: c.text?.replace(/[.\s]+$/, "") ?? "",
    });

/** Speaks of clauses that are new, changed, adopted, set aside: at once, then no sooner than every
    five seconds, for a busy table would never let a listener read anything else. */
export function ClauseNews() {
    const clauses = useMe().table?.clauses;
    const said = useRef(marks(clauses));
    const latest = useRef(clauses);
    const breath = useRef(0);
    const [text, say] = useState("");
    latest.current = clauses;
    const speak = (): void => {
        const now = marks(latest.current);
        const news = entries(latest.current).filter(([id]) => now[id] !== said.current[id]);
        said.current = now;
        breath.current = news.length ? window.setTimeout(speak, BREATH_MS) : 0;
        if (news.length)
            say(
                news.length > MANY
                    ? s("news_clauses", { n: news.length })
                    : news.map(told).join(" "),
            );
    };
    useEffect(() => {
        if (!breath.current) speak();
    }, [clauses]);
    useEffect(() => () => window.clearTimeout(breath.current), []);
    return <Announce text={text} />;
}

export function Awaited({ onGo }: { onGo: () => void }) {
    const n = Object.keys(useMe().person.awaits).length;
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
