// Another wording of a clause: offered, accepted or declined.
import { useState } from "preact/hooks";
import { nameOf, told } from "../people";
import type { Fields } from "../socket";
import { Bound, type Clause } from "../types";
import { Button, Card, Choices, Field } from "../ui";
import type { Draft } from "./drafts";
import { entries, Refused, under, useDraft, useMe, useSend } from "./me";
import { p as s } from "./talks_texts";
import { saidOf, useCredit } from "./voice";

/** A text one offers about a clause, and whose idea it was. */
export function Offer(q: {
    act: "amend" | "commit";
    fields: Fields;
    draft: Draft;
    /** Under which the draft is kept. */
    name: string;
    label: string;
    max: number;
    lines: number;
    send: string;
    ready: boolean;
    onSent?: () => void;
}) {
    const me = useMe();
    const by = useCredit();
    const { run, busy, said } = useSend();
    const submit = async (): Promise<void> => {
        const text = q.draft.text;
        const fields = { ...q.fields, text, ...under(me, "hat") };
        if (!(await run(q.act, fields, { credit: by.credit, texts: { [q.name]: text } }))) return;
        q.draft.clear(text);
        by.clear();
        q.onSent?.();
    };
    return (
        <>
            <Field
                label={q.label}
                value={q.draft.text}
                max={q.max}
                lines={q.lines}
                onInput={q.draft.set}
                error={said("text")}
            />
            {by.ask}
            <Refused text={said(undefined, "text")} />
            <Button
                kind="primary"
                busy={busy}
                disabled={!q.ready || !q.draft.text.trim()}
                onClick={() => void submit()}
            >
                {q.send}
            </Button>
        </>
    );
}

export function Amends({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const key = `amend.${id}`;
    const d = useDraft(key, c.text);
    const reply = useSend();
    const [live, setLive] = useState(false);
    const objects = saidOf(me.person, me.id, [id, c], me.acting !== me.group)?.s === "object";
    const answer = (amendment: string, accept: boolean): void =>
        void reply.run("answer", { clause: id, amendment, accept });
    return (
        <Card level={3} title={s("a_title")}>
            {entries(c.amends).map(([a, x]) => (
                <div key={a} class="stack-s">
                    <p>{s("quote", { text: told(x.text) })}</p>
                    <p class="soft">
                        {nameOf(me.room, x.credit?.[0] ?? x.by)} – {s(`a_${x.state ?? "open"}`)}
                        {x.live && x.state === "open" && ` – ${s("a_live_said")}`}
                    </p>
                    {x.state === "open" && c.authors.includes(me.id) && (
                        <div class="row">
                            <Button kind="primary" onClick={() => answer(a, true)}>
                                {s("a_accept")}
                            </Button>
                            <Button onClick={() => answer(a, false)}>{s("a_decline")}</Button>
                        </div>
                    )}
                    {x.state === "declined" && x.authors.includes(me.id) && (
                        <p class="hint">{s("a_refused_hint")}</p>
                    )}
                </div>
            ))}
            <Refused text={reply.said()} />
            <details open={d.dirty || undefined}>
                <summary>{s("a_new")}</summary>
                <div class="stack">
                    {objects && (
                        <Choices
                            legend={s("a_live_title")}
                            hideLegend
                            value={live ? ["live"] : []}
                            onPick={(x) => setLive(x.length > 0)}
                            options={[{ value: "live", label: s("a_live") }]}
                        />
                    )}
                    <Offer
                        act="amend"
                        fields={{ clause: id, ...(objects && live ? { live } : {}) }}
                        draft={d}
                        name={key}
                        label={s("a_text")}
                        max={Bound.CLAUSE_CHARS}
                        lines={3}
                        send={s("a_send")}
                        ready={d.dirty && d.text !== c.text}
                    />
                </div>
            </details>
        </Card>
    );
}
