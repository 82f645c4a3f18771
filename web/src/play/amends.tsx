// Another wording of a clause: offered, accepted or declined.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { nameOf, told } from "../people";
import type { Fields } from "../socket";
import { Bound, type Clause } from "../types";
import { AsIs, Button, Card, Choices, Field } from "../ui";
import { Changed } from "./changed";
import { keepDraft, type Draft } from "./drafts";
import { entries, keyOf, Refused, under, useDraft, useMe, useSend } from "./me";
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
    hint?: string;
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
                hint={q.hint}
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

type Amendment = NonNullable<Clause["amends"]>[string];

/** One wording that was offered: whose, what became of it, and what one may answer. */
function Offered(q: { id: string; c: Clause; a: string; x: Amendment; onWrite: () => void }) {
    const me = useMe();
    const { id, c, a, x } = q;
    const { run, busy, said } = useSend();
    const asks = !!x.answers?.includes(me.id);
    const mine = x.authors.includes(me.id);
    const theirs = mine || c.authors.includes(me.id);
    const words = told(x.text);
    const answer = (accept: boolean): Promise<boolean> =>
        run("answer", { clause: id, amendment: a, accept });
    const keep = (): void => keepDraft(me.id, keyOf(me, `amend.${id}`), words);
    const takeBack = async (): Promise<void> => {
        if (await answer(false)) keep();
    };
    const again = (): void => {
        keep();
        q.onWrite();
    };
    return (
        <Card level={3} tone={asks ? "warn" : "quiet"}>
            {x.state === "open" ? (
                <Changed before={told(c.text)} now={words} />
            ) : (
                <p class="strong">{s("quote", { text: words })}</p>
            )}
            <p class="soft">
                <AsIs>{nameOf(me.room, x.credit?.[0] ?? x.by)}</AsIs> –{" "}
                {s(x.waits ? "a_waits" : `a_${x.state ?? "open"}`)}
                {x.live && x.state === "open" && ` – ${s("a_live_said")}`}
            </p>
            {x.waits && (
                <p>{s(!asks ? "a_waits_why" : theirs ? "a_waits_author" : "a_waits_yours")}</p>
            )}
            {asks && (
                <div class="pair" role="group" aria-label={s("quote", { text: words })}>
                    <Button kind="primary" busy={busy} onClick={() => void answer(true)}>
                        {s("a_accept")}
                    </Button>
                    {!mine && (
                        <Button busy={busy} onClick={() => void answer(false)}>
                            {s("a_decline")}
                        </Button>
                    )}
                </div>
            )}
            {mine && x.state === "open" && (
                <Button busy={busy} onClick={() => void takeBack()}>
                    {s("a_take_back")}
                </Button>
            )}
            {mine && x.state === "declined" && <p class="hint">{s("a_refused_hint")}</p>}
            {mine && x.state === "overtaken" && <Button onClick={again}>{s("a_again")}</Button>}
            <Refused text={said()} />
        </Card>
    );
}

/** Other wordings that were offered, and what became of them; what was taken back is its writer's. */
export function Amends({ id, c, onWrite }: { id: string; c: Clause; onWrite: () => void }) {
    const all = entries(c.amends).filter(([, x]) => x.state !== "withdrawn");
    if (!all.length) return null;
    return (
        <section class="stack">
            <h3>{s("a_title")}</h3>
            {all.map(([a, x]) => (
                <Offered key={a} id={id} c={c} a={a} x={x} onWrite={onWrite} />
            ))}
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
            {c.state === "adopted" && <p class="hint">{s("a_adopted")}</p>}
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
                hint={s("t_text_hint")}
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
