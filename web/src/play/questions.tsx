// The questionnaire: each answers alone, before anything is shown.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t, tx } from "../i18n";
import { nameOf } from "../people";
import { remember } from "../storage";
import { Bound, Q3S } from "../types";
import type { Q3, Question, QuestionName, RoomDoc, RoomPerson } from "../types";
import {
    AsIs,
    Button,
    Card,
    Choices,
    Cord,
    Field,
    focusHeading,
    GroupBadge,
    Named,
    Picks,
} from "../ui";
import { Sign } from "./light";
import type { Draft } from "./drafts";
import { Refused, useDraft, useMe, useSend } from "./me";
import { z } from "./ending_texts";
import { Progress } from "./task";
import { seated } from "./voice";

const MARKS = Array.from({ length: Bound.RATING_MAX }, (_, i) => ({
    value: `${i + 1}`,
    label: <AsIs>{i + 1}</AsIs>,
}));
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
type Key = `p:${string}` | QuestionName;
interface Step {
    key: Key;
    /** Of five. */
    n: number;
    /** Whom one rates. */
    who: string;
    /** Named where one goes to it. */
    name: string;
    missing: boolean;
}
/** A person a screen, then a question a screen: as the server asks them. */
const stepsOf = (room: RoomDoc, asked: readonly Question[], a: Answers): Step[] =>
    asked.map(({ q, who = "", must = false }): Step => {
        const n = Number(q.slice(1));
        if (q === "q1") return { key: `p:${who}`, n, who, name: nameOf(room, who), missing: must };
        return { key: q, n, who, name: z("q_n", { n }), missing: must && !a[q] };
    });
/** Where one was: the first that misses an answer, or the one before it that may do without. */
function firstOf(steps: Step[], a: Answers): Key {
    const i = steps.findIndex((x) => x.missing);
    const one = steps[i < 0 ? steps.length - 1 : i];
    return one?.key === "q3" && !a.q2 ? "q2" : (one?.key ?? "q5");
}

interface Asked {
    a: Answers;
    give: (more: Answers) => void;
    /** To the next one, once what was chosen was seen. */
    on: () => void;
}
/** Q1: what this person brought. */
function Rating(q: {
    id: string;
    x: RoomPerson;
    had: string | undefined;
    rate: (v: string) => void;
}) {
    const me = useMe();
    return (
        <Card level={3} class="rating">
            <Picks
                legend={
                    <span class="legend">
                        <span aria-hidden="true">
                            <GroupBadge group={q.x.group} />
                        </span>
                        <AsIs>{nameOf(me.room, q.id)}</AsIs>
                    </span>
                }
                hint={tx(me.room.scenario?.roles?.[q.x.role ?? ""]?.title)}
                row
                value={q.had}
                onPick={q.rate}
                options={[...MARKS, { value: "0", label: z("q1_none") }]}
            />
            <p class="hint">{z("q1_scale")}</p>
        </Card>
    );
}
/** Q2 to Q4: whom one relied on, who held the pen, how the table did. */
function Relied({ a, give }: Asked) {
    const me = useMe();
    return (
        <Choices
            legend={z("q2")}
            hideLegend
            hint={z("q2_hint")}
            value={a.q2 ?? []}
            onPick={(v) => give({ q2: v.slice(-Bound.RELIED_MAX) })}
            options={seated(me)}
        />
    );
}
function Held({ a, give, on }: Asked) {
    return (
        <Picks
            legend={z("q3")}
            hideLegend
            value={a.q3}
            onPick={(q3) => {
                give({ q3 });
                on();
            }}
            options={Q3S.map((v) => ({ value: v, label: z(`q3_${v}`) }))}
        />
    );
}
function Influence({ a, give, on }: Asked) {
    return (
        <Card level={3} class="rating">
            <Picks
                legend={z("q4")}
                hideLegend
                row
                value={a.q4}
                onPick={(q4) => {
                    give({ q4 });
                    on();
                }}
                options={MARKS}
            />
            <p class="hint">{z("q4_hint")}</p>
        </Card>
    );
}
/** Q5: whether one changed one’s mind. */
function Change({ a, give, text }: Asked & { text: Draft }) {
    return (
        <>
            <Picks
                legend={z("q5")}
                hideLegend
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
        </>
    );
}

/** What was chosen is seen before the next question comes; meanwhile nothing else is chosen. */
const SEEN_MS = 250;
function useWay(steps: Step[], first: Key) {
    const [at, set] = useState<Key>(first);
    const turned = useRef(false);
    const timer = useRef(0);
    const head = useRef<HTMLHeadingElement>(null);
    const i = Math.max(
        0,
        steps.findIndex((x) => x.key === at),
    );
    const go = (key: Key | undefined): void => {
        window.clearTimeout(timer.current);
        timer.current = 0;
        if (!key) return;
        turned.current = true;
        set(key);
    };
    const on = (): void => {
        timer.current ||= window.setTimeout(() => go(steps[i + 1]?.key), SEEN_MS);
    };
    useEffect(() => () => window.clearTimeout(timer.current), []);
    useLayoutEffect(() => {
        if (turned.current) {
            window.scrollTo(0, 0);
            head.current?.focus({ preventScroll: true });
        }
        turned.current = false;
    }, [at]);
    return { i, go, on, head, busy: () => timer.current > 0 };
}

/** Rates somebody and goes on; back to them, should it be refused. */
function useRate(way: ReturnType<typeof useWay>) {
    const [mine, rated] = useState<Record<string, string>>({});
    const { run, said } = useSend();
    const rate = async (id: string, v: string): Promise<void> => {
        if (way.busy()) return;
        rated((all) => ({ ...all, [id]: v }));
        way.on();
        if (await run("rate", { person: id, value: Number(v) })) return;
        rated(({ [id]: _, ...all }) => all);
        way.go(`p:${id}`);
    };
    return { mine, rate, said };
}
/** Hands the answers in. */
function useHandIn(a: Answers) {
    const text = useDraft("q5");
    const { run, busy, said } = useSend();
    const submit = async (): Promise<void> => {
        const sent = text.text;
        const fields = {
            ...(a.q2?.[0] ? { q2a: a.q2[0] } : {}),
            ...(a.q2?.[1] ? { q2b: a.q2[1] } : {}),
            q3: a.q3,
            q4: Number(a.q4),
            q5: a.q5 === "yes",
            ...(sent.trim() ? { q5text: sent } : {}),
        };
        if (await run("answers", fields, { texts: { q5: sent } })) text.accept(sent);
    };
    return { text, submit, busy, said };
}

/** The phase may be known before what the person is asked in it: then its heading has come too late. */
export function Questions() {
    const { questions } = useMe().person;
    const late = useRef(!questions);
    useEffect(() => {
        if (questions && late.current) focusHeading();
        if (questions) late.current = false;
    }, [!questions]);
    return questions ? <Form all={questions} /> : null;
}

function Form({ all }: { all: readonly Question[] }) {
    const me = useMe();
    const [a, give] = useAnswers();
    const steps = stepsOf(me.room, all, a);
    const peers = steps.filter((x) => x.who);
    const way = useWay(steps, firstOf(steps, a));
    const { i, go } = way;
    const { mine, rate, ...rates } = useRate(way);
    const { text, submit, busy, said } = useHandIn(a);
    const step = steps[i];
    if (!step) return null;
    const id = step.who;
    const x = me.room.people[id];
    const had = mine[id] ?? me.person.ratings?.[id]?.toString();
    const asked = { a, give, on: way.on };
    return (
        <div class="answers stack">
            <h1 class="eyebrow">{z("q_title")}</h1>
            <Progress n={i + 1} of={steps.length} />
            <h2 class="ask" tabIndex={-1} ref={way.head}>
                <small>
                    {z("q_at", { n: step.n })}
                    {x && ` · ${z("q_who", { n: i + 1, of: peers.length })}`}
                </small>
                {z(`q${step.n as 1}`)}
            </h2>
            {x && <Rating key={id} id={id} x={x} had={had} rate={(v) => void rate(id, v)} />}
            {step.key === "q2" && <Relied {...asked} />}
            {step.key === "q3" && <Held {...asked} />}
            {step.key === "q4" && <Influence {...asked} />}
            {step.key === "q5" && <Change {...asked} text={text} />}
            <Refused text={rates.said() ?? said()} />
            <Foot steps={steps} i={i} go={go} done={!step.missing || !!mine[id]}>
                {(left) => (
                    <Button
                        kind="primary"
                        busy={busy}
                        disabled={left > 0}
                        onClick={() => void submit()}
                    >
                        {z("q_send")}
                    </Button>
                )}
            </Foot>
        </div>
    );
}

interface FootProps {
    steps: Step[];
    i: number;
    go: (key: Key | undefined) => void;
    /** This one is answered. */
    done: boolean;
    /** What ends it, with how many answers are missing. */
    children: (left: number) => ComponentChildren;
}
/** Back and on; at the end, where an answer is missing. */
function Foot({ steps, i, go, done, children }: FootProps) {
    const left = steps.filter((x) => x.missing);
    const before = steps[i - 1];
    const after = steps[i + 1];
    return (
        <>
            {!after && left[0] && (
                <div class="row row-between">
                    <p class="hint">{z("q_left", { n: left.length })}</p>
                    <Button small onClick={() => go(left[0]?.key)}>
                        <Named text={z("q_go")} what={left[0].name} />
                    </Button>
                </div>
            )}
            <Woven />
            <div class="foot">
                {before && (
                    <Button
                        aria-label={`${t("back")} – ${before.name}`}
                        onClick={() => go(before.key)}
                    >
                        <Sign is="back" />
                    </Button>
                )}
                {after ? (
                    // An answer goes on by itself: a second tap must not jump over the next person.
                    <Button kind="primary" disabled={!done} onClick={() => go(after.key)}>
                        <Named text={z("q_next")} what={after.name} />
                        <Sign is="on" />
                    </Button>
                ) : (
                    children(left.length)
                )}
            </div>
        </>
    );
}

/** What finishing brings, and what is never shown. */
function Woven() {
    const { table } = useMe();
    return (
        <div class="woven">
            <Cord wool />
            <p>
                {z("q_woven")}{" "}
                <strong>{z("q_woven_n", { n: table?.answered ?? 0, of: table?.of ?? 0 })}</strong>
            </p>
            <p class="soft">{z("q_private")}</p>
        </div>
    );
}
