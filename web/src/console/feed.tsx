// «Qui a besoin de vous»: one list over all tables, with what to say and the act that helps.
import { useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { mmss, useNow } from "../clock";
import { listText } from "../i18n";
import { tableName } from "../people";
import { Button, cx } from "../ui";
import type { Opening, Seen } from "./doc";
import { ActFor, helpOf, NeedTag, WhyText } from "./needed";
import { feedOf, isWaiting, tablesOf, type TableNeeds } from "./needs";
import { c } from "./texts";
import { Steer } from "./words";

/** The tables that need somebody, as things stand. */
export const feedIn = ({ room, doc }: Seen): TableNeeds[] => feedOf(tablesOf(room), doc?.tables);

/** A table that needs somebody: whole, or a row where many do. */
function Item(p: Seen & Opening & { of: TableNeeds; whole: boolean }) {
    const { table, needs } = p.of;
    const [first, ...others] = needs;
    const now = useNow(1000);
    if (!first) return null;
    const seen = { room: p.room, doc: p.doc, table };
    const write = (): void => {
        // A call is answered in one's own words; else what helps is there to be sent as it stands.
        const text = first.kind === "help" ? "" : helpOf(first.kind);
        p.onOpen({ what: "write", table, text });
    };
    return (
        <li
            class={cx(
                "con-need",
                !p.whole && "con-need-row",
                isWaiting(p.of) && "con-need-now",
                first.kind === "help" && "con-need-call",
            )}
            aria-label={tableName(table)}
        >
            <div class="con-need-head">
                <h3>
                    <button
                        type="button"
                        class="con-open"
                        aria-label={c("open_table", { table: tableName(table) })}
                        onClick={() => p.onOpen({ what: "table", table })}
                    >
                        {tableName(table)}
                    </button>
                </h3>
                {p.whole && first.since !== undefined && (
                    <span class="soft nowrap">{c("since", { t: mmss(now - first.since) })}</span>
                )}
            </div>
            {p.whole ? (
                <>
                    <p class="strong">
                        <WhyText {...seen} need={first} />
                    </p>
                    <p class="con-say">{f("told", { text: helpOf(first.kind) })}</p>
                    {others.length > 0 && (
                        <p class="hint">
                            {c("and_also", {
                                list: listText([
                                    ...new Set(others.map((n) => c(`need_${n.kind}`))),
                                ]),
                            })}
                        </p>
                    )}
                    <div class="row">
                        <ActFor table={table} need={first} onOpen={p.onOpen} />
                        <Button onClick={write}>{c("answer_table")}</Button>
                    </div>
                    <Steer room={p.room} table={table} onOpen={p.onOpen} />
                </>
            ) : (
                <>
                    <NeedTag need={first} more={others.length} />
                    {first.kind === "help" && (
                        <ActFor table={table} need={first} small onOpen={p.onOpen} />
                    )}
                </>
            )}
        </li>
    );
}

/** Past this many the first alone is told whole. */
const WHOLE = 3;
/** And past this many the others are told when they are asked for: their tiles say so too. */
const SHOWN = 6;

export function Feed({
    room,
    doc,
    feed,
    onOpen,
}: Seen & Opening & { feed: readonly TableNeeds[] }) {
    const [all, setAll] = useState(false);
    const waiting = feed.filter(isWaiting).length;
    const running = room.state === "running" || room.state === "paused";
    if (!feed.length && !running) return null;
    return (
        <section class="con-feed stack-s" aria-label={c("needs")}>
            <h2>
                {waiting
                    ? f("need_you", { n: waiting })
                    : c(feed.length ? "to_watch" : "nobody_waits")}
            </h2>
            {!feed.length && <p class="hint">{c("nobody_waits_hint")}</p>}
            <ul>
                {(all ? feed : feed.slice(0, SHOWN)).map((of, i) => (
                    <Item
                        key={of.table}
                        room={room}
                        doc={doc}
                        of={of}
                        onOpen={onOpen}
                        whole={feed.length <= WHOLE || i === 0}
                    />
                ))}
            </ul>
            {feed.length > SHOWN && (
                <Button small kind="quiet" onClick={() => setAll(!all)}>
                    {f(all ? "fewer_lines" : "all_lines", { n: feed.length })}
                </Button>
            )}
        </section>
    );
}
