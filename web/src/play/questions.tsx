// The questionnaire: each answers alone, before anything is shown.
import { useState } from "preact/hooks";
import { t, tx } from "../i18n";
import { nameOf } from "../people";
import { remember } from "../storage";
import { Bound, Q3S, type Q3, type RoomPerson } from "../types";
import { Button, Card, Choice, Choices, Field, GroupBadge } from "../ui";
import type { Draft } from "./drafts";
import { peopleAt, Refused, useDraft, useMe, useSend } from "./me";
import { z } from "./ending_texts";
import { seated } from "./voice";

const MARKS = Array.from({ length: Bound.RATING_MAX }, (_, i) => `${i + 1}`);
interface Answers {
    q2?: string[];
    q3?: Q3;
    q4?: string;
    q5?: "yes" | "no";
}
/** Answers not handed in yet; a reload keeps them. */
function useAnswers(): [Answers, (more: Answers) => void] {
    const me = useMe();
    const key = `tablee.answers.${me.code}.${me.id}`;
    const [all, show] = useState<Answers>(() => {
        try {
            return JSON.parse(remember.load(key) ?? "{}") as Answers;
        } catch {
            return {};
        }
    });
    const give = (more: Answers): void => {
        const next = { ...all, ...more };
        remember.save(key, JSON.stringify(next));
        show(next);
    };
    return [all, give];
}
/** Q1: what each of the others brought. */
function Ratings({ peers }: { peers: [string, RoomPerson][] }) {
    const me = useMe();
    const rate = useSend();
    return (
        <>
            <Card title={z("q1")}>
                <p class="hint">{z("q1_scale")}</p>
                {peers.map(([id, x]) => {
                    const had = me.person.ratings?.[id];
                    return (
                        <Choice
                            key={id}
                            legend={
                                <span class="legend">
                                    <span aria-hidden="true">
                                        <GroupBadge group={x.group} />
                                    </span>
                                    {nameOf(me.room, id)}
                                </span>
                            }
                            hint={tx(me.room.scenario?.roles?.[x.role ?? ""]?.title)}
                            row
                            tight
                            value={had === undefined ? undefined : String(had)}
                            onPick={(v) => void rate.run("rate", { person: id, value: Number(v) })}
                            options={[
                                ...MARKS.map((v) => ({ value: v, label: v })),
                                { value: "0", label: z("q1_none") },
                            ]}
                        />
                    );
                })}
            </Card>
            <Refused text={rate.said()} />
        </>
    );
}
interface Asked {
    a: Answers;
    give: (more: Answers) => void;
}
/** Q2 to Q4: whom one relied on, who held the pen, how the table did. */
function Table({ a, give }: Asked) {
    const me = useMe();
    return (
        <>
            <Card>
                <Choices
                    legend={z("q2")}
                    hint={z("q2_hint")}
                    row
                    value={a.q2 ?? []}
                    onPick={(v) => give({ q2: v.slice(-Bound.RELIED_MAX) })}
                    options={seated(me)}
                />
            </Card>
            <Card>
                <Choice
                    legend={z("q3")}
                    value={a.q3}
                    onPick={(q3) => give({ q3 })}
                    options={Q3S.map((v) => ({ value: v, label: z(`q3_${v}`) }))}
                />
            </Card>
            <Card>
                <Choice
                    legend={z("q4")}
                    hint={z("q4_hint")}
                    row
                    tight
                    value={a.q4}
                    onPick={(q4) => give({ q4 })}
                    options={MARKS.map((v) => ({ value: v, label: v }))}
                />
            </Card>
        </>
    );
}
/** Q5: whether one changed one’s mind. */
function Change({ a, give, text }: Asked & { text: Draft }) {
    return (
        <Card>
            <Choice
                legend={z("q5")}
                row
                value={a.q5}
                onPick={(q5) => give({ q5 })}
                options={[
                    { value: "yes", label: t("yes") },
                    { value: "no", label: t("no") },
                ]}
            />
            {a.q5 === "yes" && (
                <Field
                    label={z("q5_what")}
                    value={text.text}
                    max={Bound.TEXT_CHARS}
                    lines={2}
                    onInput={text.set}
                />
            )}
        </Card>
    );
}
export function Questions() {
    const me = useMe();
    const peers = peopleAt(me.room, me.tableId).filter(([id]) => id !== me.id);
    const [a, give] = useAnswers();
    const q5text = useDraft("q5");
    const { run, busy, said } = useSend();
    const left = (me.person.unrated ?? []).length + [a.q3, a.q4, a.q5].filter((x) => !x).length;
    const submit = async (): Promise<void> => {
        const text = q5text.text;
        const fields = {
            ...(a.q2?.[0] ? { q2a: a.q2[0] } : {}),
            ...(a.q2?.[1] ? { q2b: a.q2[1] } : {}),
            q3: a.q3,
            q4: Number(a.q4),
            q5: a.q5 === "yes",
            ...(text.trim() ? { q5text: text } : {}),
        };
        if (await run("answers", fields, { texts: { q5: text } })) q5text.accept(text);
    };
    return (
        <>
            <h1>{z("q_title")}</h1>
            <p>{z("q_private")}</p>
            <Ratings peers={peers} />
            <Table a={a} give={give} />
            <Change a={a} give={give} text={q5text} />
            {left > 0 && <p class="hint">{z("q_left", { n: left })}</p>}
            <Refused text={said()} />
            <Button
                kind="primary"
                wide
                busy={busy}
                disabled={left > 0}
                onClick={() => void submit()}
            >
                {z("q_send")}
            </Button>
        </>
    );
}
