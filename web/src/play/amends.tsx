// Another wording of a clause: offered, accepted or declined.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { nameOf, told } from "../people";
import type { Fields } from "../socket";
import { Bound, type Clause } from "../types";
import { AsIs, Button, Card, Choices, Field } from "../ui";
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
    /** What else is said with it. */
    more?: ComponentChildren;
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
            {q.more}
            <Refused text={said(undefined, "text")} />
            <Button
                kind="primary"
                wide
                busy={busy}
                disabled={!q.ready || !q.draft.text.trim()}
                onClick={() => void submit()}
            >
                {q.send}
            </Button>
        </>
    );
}

/** Other wordings that were offered, and what became of them. */
export function Amends({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const reply = useSend();
    const all = entries(c.amends);
    if (!all.length) return null;
    const answer = (amendment: string, accept: boolean): void =>
        void reply.run("answer", { clause: id, amendment, accept });
    return (
        <section class="stack">
            <h3>{s("a_title")}</h3>
            {all.map(([a, x]) => {
                const asks = !!x.answers?.includes(me.id);
                return (
                    <Card key={a} level={3} tone={asks ? "warn" : "quiet"}>
                        <p class="strong">{s("quote", { text: told(x.text) })}</p>
                        <p class="soft">
                            <AsIs>{nameOf(me.room, x.credit?.[0] ?? x.by)}</AsIs> –{" "}
                            {s(`a_${x.state ?? "open"}`)}
                            {x.live && x.state === "open" && ` – ${s("a_live_said")}`}
                        </p>
                        {asks && (
                            <div class="pair">
                                <Button kind="primary" onClick={() => answer(a, true)}>
                                    {s("a_accept")}
                                </Button>
                                <Button onClick={() => answer(a, false)}>{s("a_decline")}</Button>
                            </div>
                        )}
                        {x.state === "declined" && x.authors.includes(me.id) && (
                            <p class="hint">{s("a_refused_hint")}</p>
                        )}
                    </Card>
                );
            })}
            <Refused text={reply.said()} />
        </section>
    );
}

/** A screen: the new wording, and whose idea it was. */
export function Amend(q: { id: string; c: Clause; could: string; onSent: () => void }) {
    const me = useMe();
    const { id, c } = q;
    const key = `amend.${id}`;
    const d = useDraft(key, c.text);
    const [live, setLive] = useState(false);
    const objects = saidOf(me.person, me.id, [id, c], me.acting !== me.group)?.s === "object";
    return (
        <>
            {q.could && (
                <blockquote>
                    <p class="soft">{s("could_theirs")}</p>
                    <p class="strong pre">{q.could}</p>
                </blockquote>
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
                onSent={q.onSent}
                more={
                    objects && (
                        <Choices
                            legend={s("a_live_title")}
                            hideLegend
                            value={live ? ["live"] : []}
                            onPick={(x) => setLive(x.length > 0)}
                            options={[{ value: "live", label: s("a_live") }]}
                        />
                    )
                }
            />
        </>
    );
}
