// The time that a tap on «Je m’objecte» gives: the table waits, and what is left behind says so.
import { useEffect, useRef } from "preact/hooks";
import { serverNow, useNow } from "../clock";
import { act, type Fields } from "../socket";
import type { Clause } from "../types";
import { toast } from "../ui";
import { under, useMe } from "./me";
import { p as s } from "./talks_texts";

export interface Reserve {
    until: number | undefined;
    lapsed: boolean;
    tell: (more: Fields) => void;
}
/** While the form is `open`, with what is in it. The server refuses a second one, and that is all. */
export function useReserve(
    clause: string,
    open: boolean,
    empty: boolean,
    reason: boolean,
): Reserve {
    const me = useMe();
    const mine = me.person.reserves?.[clause];
    const tell = (more: Fields): void => {
        const fields = { clause, ...more, ...under(me, "hat") };
        void act("reserve", fields, { as: me.id, shown: () => true });
    };
    const leaving = useRef(() => {});
    leaving.current = () => {
        if (!open) return;
        if (!mine?.until) {
            if (!empty) toast(s("words_kept"));
        } else if (empty) tell({ on: false });
        else toast(s(reason ? "res_left_reason" : "res_left"));
    };
    useEffect(() => () => leaving.current(), []);
    return { until: mine?.until, lapsed: !!mine?.lapsed, tell };
}

/** Others who write, and what became of one's own. */
export function Writing(q: Reserve & { c: Clause; answering: boolean }) {
    const others = (q.c.writing ?? 0) - (q.until ? 1 : 0);
    return (
        <>
            {others > 0 && <p class="hint">{s("res_table", { n: others })}</p>}
            {q.lapsed && !q.answering && (
                <p class="error" role="status">
                    {s("res_lapsed")}
                </p>
            )}
        </>
    );
}

export function Waiting(q: Reserve & { reason: boolean }) {
    if (!q.until) return null;
    return (
        <p class="hint">
            {s(q.reason ? "res_counts" : "res_yours")} <Left until={q.until} />
        </p>
    );
}

export function Left({ until }: { until: number }) {
    useNow();
    return <span aria-hidden="true">{Math.max(0, Math.ceil((until - serverNow()) / 1000))} s</span>;
}
