// One clause in hand: what it says, what the table answers, what it became; each act on it stands on
// a screen of its own.
import { useState } from "preact/hooks";
import { dateText, listText } from "../i18n";
import { nameOf, told } from "../people";
import type { Clause, ClauseMay, Tags } from "../types";
import { Button, Cord, Named } from "../ui";
import { Amend, Amends } from "./amends";
import { Asked } from "./asked";
import { Carry, Commit, Commits } from "./carry";
import { SinceThen } from "./changed";
import { Chips } from "./clauses";
import { Line } from "./light";
import { entries, Refused, useMe, useSend } from "./me";
import { Precise, tagsText } from "./propose";
import { type Objecting, Objection, OBJECTING, StanceForm, Stances, useAnswer } from "./stances";
import { p as s } from "./talks_texts";
import { TaskSheet } from "./task";

const ACTS = ["amend", "carry", "due", "commit", "sum", "story"] as const;
type Act = (typeof ACTS)[number] | Objecting;
/** "" is the clause itself; a number is one of the questions of what it reaches. */
type View = "" | Act | number;
interface At {
    view: View;
    go: (view: View) => void;
    /** What is asked for by whom the table waits. */
    could: string;
    wants: (could: string) => void;
}

const BEFORE: Partial<Record<Act, View>> = {
    could: "reason",
    why: "could",
    due: "carry",
    sum: "commit",
};
const TITLES = {
    amend: "task_amend",
    carry: "t_carry",
    due: "t_carry",
    commit: "k_send",
    sum: "k_send",
    story: "task_story",
    reason: "task_object",
    could: "task_object",
    why: "task_object",
} as const;
const PRECISE = 3;
const mayOf =
    (c: Clause) =>
    (what: ClauseMay): boolean =>
        c.may.includes(what);

export function ClauseTask(q: { id: string; c: Clause; onClose: () => void }) {
    const me = useMe();
    const [view, go] = useState<View>("");
    const [could, wants] = useState("");
    return <Inside key={me.acting} {...q} at={{ view, go, could, wants }} />;
}

interface InProps {
    id: string;
    c: Clause;
    at: At;
    onClose: () => void;
}
function Inside({ id, c, at, onClose }: InProps) {
    const answer = useAnswer(id, c);
    const { view, go } = at;
    const shown = c.may.length ? view : ""; // its author may take it back while others look at it
    const n = OBJECTING.indexOf(shown as Objecting);
    const title =
        shown === ""
            ? s("clause_n", { n: c.n ?? Number(id.slice(1)) })
            : typeof shown === "number"
              ? s("precise")
              : s(TITLES[shown]);
    const back = (): void => {
        if (view === "reason") answer.leave();
        if (typeof view === "number") go(view > 0 ? view - 1 : "");
        else go(BEFORE[view as Act] ?? "");
    };
    const part = n >= 0 ? "object" : typeof shown === "number" ? "precise" : shown;
    const steps = (
        n >= 0 && n < 2 ? [n + 1, 2] : typeof shown === "number" ? [shown + 1, PRECISE] : undefined
    ) as [number, number] | undefined;
    return (
        <TaskSheet
            title={title}
            onClose={onClose}
            view={part === "due" ? "carry" : part === "sum" ? "commit" : part}
            onBack={shown === "" ? undefined : back}
            at={steps}
        >
            {shown === "" && <Whole id={id} c={c} at={at} answer={answer} />}
            {n >= 0 && <Objection answer={answer} at={shown as Objecting} go={go} />}
            {typeof shown === "number" && <Retag id={id} c={c} at={shown} go={go} />}
            {shown === "amend" && <Amend id={id} c={c} could={at.could} onSent={() => go("")} />}
            {(shown === "carry" || shown === "due") && (
                <Carry id={id} c={c} due={shown === "due"} go={go} />
            )}
            {(shown === "commit" || shown === "sum") && (
                <>
                    <Commit id={id} sum={shown === "sum"} go={go} />
                    {shown === "commit" && <Commits id={id} c={c} />}
                </>
            )}
            {shown === "story" && <Story id={id} c={c} />}
        </TaskSheet>
    );
}

function Whole(q: { id: string; c: Clause; at: At; answer: ReturnType<typeof useAnswer> }) {
    const me = useMe();
    const { id, c, at, answer } = q;
    const may = mayOf(c);
    const { go } = at;
    const amend = (could: string): void => {
        at.wants(could);
        go("amend");
    };
    const offered = <Amends id={id} c={c} onWrite={() => amend("")} />;
    const waits = Object.values(c.amends ?? {}).some((x) => x.waits);
    return (
        <div class="stack clause">
            <Cord knots={c.thread} />
            <p class="clause-said">{told(c.text)}</p>
            {may("stance") && <SinceThen c={c} had={answer.had} />}
            <p class="soft">
                <Named text={s("by_name")} name={nameOf(me.room, c.credit?.[0] ?? c.by)} />
                {c.norm && ` · ${told(c.norm)}`}
            </p>
            <Chips c={c} bare />
            {waits && offered}
            {may("stance") &&
                (me.person.asked?.[id] ? (
                    <Asked id={id} c={c} />
                ) : (
                    <StanceForm
                        id={id}
                        c={c}
                        answer={answer}
                        onObject={() => go(answer.begun ? "could" : "reason")}
                    />
                ))}
            <Stances c={c} onAnswer={may("amend") ? amend : undefined} />
            {!waits && offered}
            {c.may.length > 0 && <Acts id={id} c={c} go={go} amend={() => amend("")} />}
        </div>
    );
}

/** Who carries it and until when, as far as it is known. */
function Carried({ x }: { x: Clause["carry"] }) {
    const me = useMe();
    if (!x?.who) return <>{s("k_nobody")}</>;
    const said = x.due ? s("k_by", { date: dateText(x.due) }) : "{name}";
    return (
        <>
            <Named text={said} name={nameOf(me.room, x.who)} />
            {x.unsure && ` – ${s("own_unsure")}`}
            {x.gone && ` – ${s("k_gone")}`}
        </>
    );
}

/** What one may do with it, a line an act. */
function Acts(q: { id: string; c: Clause; go: (view: View) => void; amend: () => void }) {
    const me = useMe();
    const { c, go } = q;
    const may = mayOf(c);
    const who = [...new Set(Object.values(c.said ?? {}))].map((p) => nameOf(me.room, p));
    const n = entries(c.commits).length;
    return (
        <nav class="lines" aria-label={s("c_acts")}>
            {may("amend") && <Line label={s("a_new")} go="amend" onGo={q.amend} />}
            {may("carry") && (
                <Line
                    label={s("k_title")}
                    value={<Carried x={c.carry} />}
                    go="carry"
                    onGo={() => go("carry")}
                />
            )}
            {may("commit") && (n > 0 || !!me.person.role?.assets?.length) && (
                <Line
                    label={s("k_commit")}
                    value={n > 0 && s("k_n", { n })}
                    go="commit"
                    onGo={() => go("commit")}
                />
            )}
            <Line
                label={s("precise")}
                value={
                    <>
                        {tagsText(c) || s("tags_none")}
                        {who.length > 0 && (
                            <>
                                {" – "}
                                <Named text={s("tags_by")} names={listText(who)} />
                            </>
                        )}
                    </>
                }
                go="precise"
                onGo={() => go(0)}
            />
            <Line label={s("c_more")} go="story" onGo={() => go("story")} />
        </nav>
    );
}

/** What is said of it and by whom; anybody says it, or says it otherwise. */
function Retag(q: { id: string; c: Clause; at: number; go: (view: View) => void }) {
    const { id, c } = q;
    const { run, said } = useSend();
    const retag = (x: Partial<Tags>): void => {
        const { scale, dims, for: whom } = x;
        const other = {
            ...(scale && scale !== c.scale ? { scale } : {}),
            ...(dims && dims !== c.dims ? { dims } : {}),
            ...(whom && whom !== c.for ? { for: whom } : {}),
        };
        void run("retag", { clause: id, ...other });
    };
    return (
        <>
            <Precise
                at={q.at}
                go={(n) => q.go(n < 0 ? "" : n)}
                of={PRECISE}
                value={{ scale: c.scale, dims: c.dims, for: c.for }}
                onPick={retag}
                last={s("precise_done")}
            />
            <Refused text={said()} />
        </>
    );
}

/** Its wordings, what changed under what people had answered, and what is rarely done with it. */
function Story({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const mine = Object.entries(me.table?.changes ?? {})
        .sort((a, b) => Number(a[0]) - Number(b[0]))
        .filter(([, x]) => x.clause === id);
    return (
        <>
            <Aside id={id} c={c} />
            {c.history.length > 0 && (
                <section class="stack-s">
                    <h3>{s("c_history")}</h3>
                    <ol>
                        {c.history.map((h) => (
                            <li key={h.v}>{told(h.text)}</li>
                        ))}
                    </ol>
                </section>
            )}
            {mine.length > 0 && (
                <section class="stack-s">
                    <h3>{s("ch_title")}</h3>
                    <ul>
                        {mine.map(([n, x]) => (
                            <li key={n}>
                                <Named
                                    text={s(`ch_${x.kind}`, {
                                        state: s(`st_${(x.state ?? "open") as "open"}`),
                                    })}
                                    name={
                                        x.by?.startsWith("f") ? (
                                            <>{s("ch_facilitator")}</>
                                        ) : (
                                            nameOf(me.room, x.by)
                                        )
                                    }
                                    who={nameOf(me.room, x.who)}
                                />
                            </li>
                        ))}
                    </ul>
                </section>
            )}
        </>
    );
}

/** Its authors take it back; once none of them is at the table, its group, or else anybody. */
function mayDrop(me: ReturnType<typeof useMe>, c: Clause): boolean {
    const at = (p: string): boolean => me.room.people[p]?.table === me.room.people[me.id]?.table;
    if (c.authors.some(at)) return c.authors.includes(me.id);
    const speaks = (p: string): boolean =>
        me.room.people[p]?.group === c.group || me.room.people[p]?.hat === c.group;
    const people = Object.keys(me.room.people).filter((p) => at(p) && !me.room.people[p]?.robot);
    return speaks(me.id) || !people.some(speaks);
}

function Aside({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const { run, said } = useSend();
    const parked = c.state === "parked";
    const heart = me.table?.heart === id;
    const [sure, setSure] = useState(false);
    const drops = mayDrop(me, c);
    return (
        <div class="stack">
            <Button wide onClick={() => void run("heart", heart ? {} : { clause: id })}>
                {heart ? s("heart_not") : s("heart")}
            </Button>
            <Button wide onClick={() => void run("park", { clause: id, on: !parked })}>
                {parked ? s("c_unpark") : s("c_park")}
            </Button>
            {c.named?.includes(me.id) && (
                <Button wide onClick={() => void run("own", { clause: id, yes: false })}>
                    {s("own_no")}
                </Button>
            )}
            {drops && (
                <Button
                    kind="danger"
                    wide
                    onClick={() => (sure ? void run("drop", { clause: id }) : setSure(true))}
                >
                    {sure ? s("c_drop_sure") : s("c_drop")}
                </Button>
            )}
            <Refused text={said()} />
        </div>
    );
}
