// A table's report for the plenary, and how long it has been spoken of.
import { f } from "../catalogue/facilitator";
import { mmss, useNow } from "../clock";
import { Weft } from "../outcome/gist";
import { reportText } from "../outcome/say";
import { WIDE } from "../outcome/wide";
import { useDoc } from "../store";
import { Bound, REPORT_FIELDS, type OutcomeDoc, type ReportField } from "../types";
import type { RoomDoc, TableDoc } from "../types";
import { cx } from "../ui";
import { hasSums, sumsText } from "../ui/sums";
import { Paged, Pages, useWindow, type Turning } from "./paged";

export function Spoken({ since }: { since: number | undefined }) {
    const now = useNow(250);
    if (!since) return null;
    const ms = Math.max(0, now - since);
    return (
        <span
            class={cx("time scr-spoke", ms > Bound.SPEAK_MS && "time-soon")}
            role="timer"
            translate={false}
            aria-live="off"
            aria-label={f("spoke")}
        >
            {mmss(ms)}
        </span>
    );
}

const LONG = 620;

// signs: a report beyond that is set smaller

export function Report(p: Turning & { room: RoomDoc; table: string }) {
    const { room, table, part, onParts } = p;
    const { width } = useWindow();
    const doc = useDoc<TableDoc>(`table/${table}`);
    const tally = useDoc<OutcomeDoc>(`outcome/${table}`)?.tally;
    const text = (k: ReportField): string => (doc ? reportText(k, room, doc, tally) : "");
    const lines = REPORT_FIELDS.flatMap((k) =>
        k === "title" || !text(k) ? [] : [{ k, text: text(k) }],
    );
    const length = lines.reduce((n, x) => n + x.text.length, 0);
    return (
        <main class={cx("scr-main out-main out-report", length > LONG && "out-long")}>
            <div>
                {text("title") && <p class="out-say">{text("title")}</p>}
                {lines.length === 0 && <p class="soft">{f("no_report")}</p>}
                {hasSums(doc?.sums) && (
                    <p>
                        {f("sums")} <strong>{sumsText(doc.sums)}</strong>
                    </p>
                )}
            </div>
            <Paged part={part} onParts={onParts} two={width >= WIDE}>
                {doc && tally && <Weft far tally={tally} table={doc} room={room} />}
                <dl class="out-fields">
                    {lines.map((x) => (
                        <div key={x.k}>
                            <dt>{f(`r_${x.k}`)}</dt>
                            <dd class="pre">{x.text}</dd>
                        </div>
                    ))}
                </dl>
            </Paged>
            <Pages {...p} of={1} />
        </main>
    );
}
