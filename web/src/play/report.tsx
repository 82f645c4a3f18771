// Report: the questionnaire alone first, then the table's report and the plain facts.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { nameOf } from "../people";
import { go } from "../way";
import { Outcome } from "../outcome/phone";
import { openText, suggestion } from "../outcome/say";
import { useDoc } from "../store";
import { Bound, GROUPS, type OutcomeDoc, REPORT_FIELDS, words } from "../types";
import { Button, Card, Choice, focusHeading, GroupBadge, Named } from "../ui";
import { Founding } from "./founding";
import { Refused, useMe, useSend } from "./me";
import { LastWords } from "./lastwords";
import { Met } from "./met";
import { Questions } from "./questions";
import { SharedText } from "./shared";
import { HandOver } from "./speaking";
import { Tabs } from "./steps";
import { z } from "./ending_texts";
import { p as s } from "./talks_texts";
import { seated } from "./voice";

export function Report() {
    const me = useMe();
    const [tab, setTab] = useState<"rep" | "out" | "found">("rep");
    const done = !!me.person.answers?.done;
    const was = useRef(done);
    useLayoutEffect(() => {
        if (done && !was.current) focusHeading();
        was.current = done;
    }, [done]);
    const tally = useDoc<OutcomeDoc>(`outcome/${me.tableId}`)?.tally;
    const words = <LastWords from="pooling" offered={me.table && openText(me.table, tally)} />;
    if (!done)
        return (
            <>
                {words}
                <Questions />
            </>
        );
    return (
        <>
            {words}
            <p class="strong" role="status">
                {z("q_done", { n: me.table?.answered ?? 0, of: me.table?.of ?? 0 })}
            </p>
            <HandOver done />
            <Tabs
                now={tab}
                onPick={setTab}
                tabs={[
                    { id: "rep", label: z("rep") },
                    { id: "out", label: z("out") },
                    { id: "found", label: s("found") },
                ]}
            />
            {tab === "out" ? <Outcome /> : tab === "found" ? <Founding /> : <TableReport />}
        </>
    );
}

/** As many as a phone needs to show the text whole, within reason. */
const linesOf = (text: string): number => Math.min(9, Math.max(2, Math.ceil(text.length / 30)));
function TableReport() {
    const me = useMe();
    const r = me.table?.report;
    const tally = useDoc<OutcomeDoc>(`outcome/${me.tableId}`)?.tally;
    const first = (field: string): string =>
        (me.table && suggestion(field, me.room, me.table, tally)) ?? "";
    return (
        <>
            <h1>{z("rep_title")}</h1>
            <p>{z(tally ? "rep_text" : "rep_text_first")}</p>
            {REPORT_FIELDS.map((f) => {
                const v = r?.[f];
                const text = v === undefined ? first(f) : words(v);
                return (
                    <SharedText
                        key={f}
                        act="report"
                        field={f}
                        label={z(`rf_${f}`)}
                        shared={text}
                        of={v}
                        max={Bound.LONG_CHARS}
                        lines={f === "title" ? 1 : linesOf(text)}
                    />
                );
            })}
            <Voice />
            <Met />
            {GROUPS.some((g) => me.table?.redlines?.[g]) && (
                <Card title={z("red_revealed")}>
                    {GROUPS.map(
                        (g) =>
                            me.table?.redlines?.[g] && (
                                <div key={g} class="stack-s">
                                    <GroupBadge group={g} name />
                                    <p>{me.table.redlines[g]}</p>
                                </div>
                            ),
                    )}
                </Card>
            )}
            <Ready done={!!r?.done} />
            <Button wide onClick={() => go(`/imprimer/${me.code}`)}>
                {z("rep_print")}
            </Button>
        </>
    );
}
/** Who presents, for the whole table. */
function Voice() {
    const me = useMe();
    const { run, said } = useSend();
    const now = me.table?.rapporteur;
    return (
        <div class="stack-s">
            <Choice
                legend={z("rep_voice")}
                row
                value={now}
                onPick={(person) => void run("rapporteur", { person })}
                error={said()}
                options={seated(me)}
            />
            <p class="hint" role="status">
                {now && <Named text={z("rep_voice_is")} name={nameOf(me.room, now)} />}
            </p>
        </div>
    );
}
function Ready({ done }: { done: boolean }) {
    const { run, busy, said } = useSend();
    return (
        <div class="stack-s">
            <p class="strong" role="status">
                {done && z("rep_is_done")}
            </p>
            <Refused text={said()} />
            <Button
                kind={done ? "plain" : "primary"}
                wide
                busy={busy}
                onClick={() => void run("report_done", { on: !done })}
            >
                {done ? z("rep_undone") : z("rep_done")}
            </Button>
        </div>
    );
}
