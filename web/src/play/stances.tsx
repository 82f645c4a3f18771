// What one answers to a clause, and what the others answered.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { nameOf } from "../people";
import { Bound, REASONS, type Clause, type Reason, type Stance, type StanceOf } from "../types";
import { Button, Card, Field, GroupBadge, Named, Picks } from "../ui";
import { Line, Sign, stancesOf } from "./light";
import { entries, HatChoice, Refused, under, useDraft, useMe, useSend } from "./me";
import { Left, useReserve, Waiting, Writing } from "./reserve";
import { HandOver, useShared } from "./speaking";
import { p as s } from "./talks_texts";
import { saidOf } from "./voice";

/** The answer being given: the choice, an objection's reason and words, and what sends it. */
export function useAnswer(id: string, c: Clause) {
    const me = useMe();
    const hat = me.acting !== me.group;
    const had = saidOf(me.person, me.id, [id, c], hat);
    const [reason, setReason] = useState<Reason | undefined>(had?.reason);
    const place = hat ? `${id}.${me.acting}` : id;
    const keys = { why: `why.${place}`, could: `could.${place}` };
    const why = useDraft(keys.why, had?.why ?? "");
    const could = useDraft(keys.could, had?.could ?? "");
    const begun = why.dirty || could.dirty; // before a reload
    const [chosen, setChosen] = useState<Stance | undefined>(begun ? "object" : undefined);
    const pick = chosen ?? had?.s;
    const empty = !reason && !why.text.trim() && !could.text.trim();
    // What was answered otherwise, by carrying or committing, is what one reads; an objection that is
    // being written stays.
    useEffect(() => {
        if (chosen !== "object" || empty) setChosen(undefined);
    }, [had?.s]);
    const { run, busy, no, said } = useSend();
    const go = async (st: Stance): Promise<boolean> => {
        const sent = { why: why.text, could: could.text };
        const object = st === "object";
        const given = Object.fromEntries(Object.entries(sent).filter(([, x]) => x.trim()));
        const extra = object ? { ...given, ...(reason ? { reason } : {}) } : {};
        const texts: Record<string, string> = object
            ? { [keys.why]: sent.why, [keys.could]: sent.could }
            : {};
        const fields = { clause: id, stance: st, ...extra, ...under(me, "hat") };
        if (!(await run("stance", fields, { texts }))) {
            if (!object) setChosen(undefined);
            return false;
        }
        if (object) {
            why.accept(sent.why);
            could.accept(sent.could);
        }
        return true;
    };
    const given = had?.s === "object" && had.reason === reason && !why.dirty && !could.dirty;
    const reserve = useReserve(id, pick === "object" && !given, empty, !!reason);
    const choose = (st: Stance): void => {
        setChosen(st);
        if (st !== "object") void go(st);
        else if (had?.s !== "object") reserve.tell(reason ? { reason } : {});
    };
    const chooseReason = (r: Reason): void => {
        setReason(r);
        if (had?.s !== "object" || reserve.until) reserve.tell({ reason: r });
    };
    /** Back to the clause with nothing said: the table waits for it no more. */
    const leave = (): void => {
        if (!empty || had?.s === "object") return;
        setChosen(undefined);
        if (reserve.until) reserve.tell({ on: false });
    };
    return {
        ...{ had, pick, leave, choose, reason, chooseReason, why, could, given, begun, empty },
        ...{ busy, no, said, go, reserve },
    };
}
export type Answering = ReturnType<typeof useAnswer>;

/** The screens of an objection: what it rests on, what would let one live with it, more precisely. */
export type Objecting = "reason" | "could" | "why";
export const OBJECTING: readonly Objecting[] = ["reason", "could", "why"];

export function Objection(q: {
    answer: Answering;
    at: Objecting;
    go: (at: Objecting | "") => void;
}) {
    const { reason, why, could, given, busy, said, go } = q.answer;
    const send = async (): Promise<void> => {
        if (await go("object")) q.go("");
        else if (!reason) q.go("reason");
    };
    const give = (
        <>
            <Refused text={said(undefined, "reason", "why", "could")} />
            <Button kind="primary" wide busy={busy} disabled={given} onClick={() => void send()}>
                {s("s_send")}
            </Button>
        </>
    );
    const wait = <Waiting {...q.answer.reserve} reason={!!reason} />;
    if (q.at === "reason")
        return <Reasons answer={q.answer} wait={wait} onNext={() => q.go("could")} />;
    if (q.at === "could")
        return (
            <>
                <Field
                    label={s("s_could")}
                    value={could.text}
                    max={Bound.TEXT_CHARS}
                    lines={3}
                    onInput={could.set}
                    error={said("could")}
                />
                {give}
                {wait}
                <Line
                    label={s("s_why")}
                    value={why.text || s("optional")}
                    onGo={() => q.go("why")}
                />
            </>
        );
    return (
        <>
            <Field
                label={s("s_why")}
                value={why.text}
                max={Bound.TEXT_CHARS}
                lines={3}
                onInput={why.set}
                error={said("why")}
            />
            {give}
            {wait}
        </>
    );
}

function Reasons(q: { answer: Answering; wait: ComponentChildren; onNext: () => void }) {
    const { reason, chooseReason, said } = q.answer;
    return (
        <>
            <Picks
                legend={s("s_reason")}
                value={reason}
                onPick={(r) => {
                    chooseReason(r);
                    q.onNext();
                }}
                error={said("reason")}
                options={REASONS.map((v) => ({ value: v, label: s(`r_${v}`) }))}
            />
            {q.wait}
            <Button wide onClick={q.onNext}>
                {s("step_next")}
            </Button>
        </>
    );
}

export function StanceForm(q: { id: string; c: Clause; answer: Answering; onObject: () => void }) {
    const me = useMe();
    const shared = useShared();
    const { id, c, answer } = q;
    const { had, pick, choose, said, given, reserve } = answer;
    const objects = pick === "object";
    return (
        <section class="stack">
            <HatChoice />
            <Picks
                legend={
                    shared ? (
                        <Named text={s("s_title_of")} name={nameOf(me.room, me.id)} />
                    ) : (
                        s("s_title")
                    )
                }
                row
                value={pick}
                onPick={(st) => {
                    choose(st);
                    if (st === "object") q.onObject();
                }}
                error={objects ? undefined : said()}
                options={stancesOf((v) => s(`s_${v}`))}
            />
            {objects && !given && (
                <Line
                    label={s("res_go")}
                    value={s(answer.reason ? "res_go_words" : "res_go_reason")}
                    onGo={q.onObject}
                />
            )}
            {objects && given && (
                <p class="hint" role="status">
                    {s("s_given")}
                </p>
            )}
            {c.round && (
                <p class="hint">
                    {s(saidAll(c).length ? "s_awaited" : "s_hidden")} <Left until={c.round.until} />
                </p>
            )}
            <Writing {...reserve} c={c} answering={pick === "live" || pick === "support"} />
            <HandOver clause={id} done={!!had} />
        </section>
    );
}

type Said = readonly [string, StanceOf, boolean];
const saidAll = (c: Clause): Said[] => [
    ...entries(c.stances).map(([id, x]) => [id, x, false] as const),
    ...entries(c.hat_stances).map(([id, x]) => [id, x, true] as const),
];

/** An objection that stands, and the change that would answer it. */
function Standing({ said, onAnswer }: { said: Said; onAnswer?: () => void }) {
    const me = useMe();
    const [id, x, hat] = said;
    return (
        <Card tone="accent" level={3}>
            <div class="objects">
                <Sign is="object" />
                <h3>
                    <span translate={false}>{nameOf(me.room, id)}</span> {s("objects")}
                </h3>
                <GroupBadge group={me.room.people?.[id]?.[hat ? "hat" : "group"]} />
            </div>
            {(x.reason ?? x.why) && (
                <p>
                    {x.reason && <strong>{s(`r_${x.reason as Reason}`)}.</strong>} {x.why}
                </p>
            )}
            {x.could && (
                <blockquote>
                    <p class="soft">{s("could_theirs")}</p>
                    <p class="strong pre">{x.could}</p>
                </blockquote>
            )}
            {onAnswer && (
                <Button kind="primary" wide onClick={onAnswer}>
                    {s("could_write")}
                </Button>
            )}
        </Card>
    );
}

export function Stances({ c, onAnswer }: { c: Clause; onAnswer?: (could: string) => void }) {
    const me = useMe();
    const said = saidAll(c);
    if (!said.length) return null;
    return (
        <>
            {said
                .filter(([, x]) => x.s === "object")
                .map((x) => (
                    <Standing
                        key={`${x[0]} ${x[2]}`}
                        said={x}
                        onAnswer={onAnswer && (() => onAnswer(x[1].could ?? ""))}
                    />
                ))}
            <section class="stack-s">
                <h3>{s("s_all")}</h3>
                <ul class="said-all">
                    {(["support", "live", "object"] as const).map((st) => {
                        const these = said.filter(([, x]) => x.s === st);
                        return these.length > 0 ? (
                            <li key={st}>
                                <Sign is={st} />
                                <span>
                                    {s(`s_${st}`)}
                                    <small translate={false}>
                                        {these.map(([id]) => nameOf(me.room, id)).join(", ")}
                                    </small>
                                </span>
                                <span class="marks">
                                    {these.map(([id, , hat]) => (
                                        <GroupBadge
                                            key={`${id} ${hat}`}
                                            group={me.room.people?.[id]?.[hat ? "hat" : "group"]}
                                        />
                                    ))}
                                </span>
                            </li>
                        ) : null;
                    })}
                </ul>
            </section>
        </>
    );
}
