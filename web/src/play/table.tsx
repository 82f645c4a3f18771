// Phase 2: the table negotiates one text, clause by clause.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { serverNow, useNow } from "../clock";
import { dateText, listText, t, tx } from "../i18n";
import { nameOf, told } from "../people";
import type { Fields } from "../socket";
import { replayed } from "../replayed";
import { remember } from "../storage";
import {
    GROUPS,
    list,
    words,
    type Clause,
    type Group,
    type Stance,
    type TableDoc,
    type Tags,
} from "../types";
import { Banner, Button, Card, Choice, Choices, Field, GroupBadge, Picks } from "../ui";
import { Advice, CallExpert } from "./experts";
import { TagPicker } from "./group";
import { LastWords } from "./lastwords";
import {
    awaits,
    entries,
    HatChoice,
    isBy,
    peopleAt,
    Refused,
    saidOf,
    under,
    useCredit,
    useDraft,
    useGroup,
    useMe,
    useSend,
} from "./me";
import type { Draft } from "./drafts";
import { LateFounding } from "./late";
import { Awaited } from "./news";
import { TaskSheet } from "./notices";
import { HandOver, takeHanded, useShared } from "./speaking";
import { inTask, Tabs, useStep } from "./steps";
import { p as s } from "./texts";

type Task = "sheets" | "clauses" | "carry" | "final";
const STEP: Record<string, Task> = {
    pitch: "sheets",
    base: "sheets",
    clauses: "clauses",
    inject: "clauses",
    carry: "carry",
    final: "final",
};
const TASKS: readonly Task[] = ["sheets", "clauses", "carry", "final"];

export function Negotiation() {
    const me = useMe();
    const { at, go: setAt, due } = useStep(TASKS, (id) => STEP[id]);
    const [open, setOpen] = useState(takeHanded);
    const [adding, setAdding] = useState(false);
    const clause = me.table?.clauses?.[open];
    const talking = entries(me.table?.clauses).length > 0;
    useEffect(() => {
        if (replayed() && talking) setAt("clauses"); // what is decided is there
    }, [talking]);
    return (
        <>
            <LastWords from="group_work" onPropose={() => setAdding(true)} />
            <Tabs
                now={at}
                due={due}
                onPick={setAt}
                tabs={TASKS.map((id) => ({ id, label: s(`t_${id}`) }))}
            />
            {at !== "clauses" && <Awaited onGo={() => setAt("clauses")} />}
            <Injects covered={adding || !!clause} />
            <Prompt />
            <Advice />
            {at === "sheets" && <Sheets />}
            {at === "clauses" && <Clauses onOpen={setOpen} onPropose={() => setAdding(true)} />}
            {at === "carry" && <Carrying onOpen={setOpen} />}
            {at === "final" && <Final />}
            {(at === "clauses" || at === "carry") && <CallExpert />}
            {adding && (
                <TaskSheet title={s("t_propose")} onClose={() => setAdding(false)}>
                    <Propose
                        onDone={() => {
                            setAdding(false);
                            setAt("clauses");
                        }}
                    />
                </TaskSheet>
            )}
            {clause && (
                <TaskSheet
                    title={s("clause_n", { n: clause.n ?? Number(open.slice(1)) })}
                    onClose={() => setOpen("")}
                >
                    <ClauseSheet id={open} c={clause} />
                </TaskSheet>
            )}
        </>
    );
}

/** An event card, shown at the head of the page as soon as nobody is in the middle of something. */
function Injects({ covered }: { covered: boolean }) {
    const me = useMe();
    const last = entries(me.table?.injects)
        .sort((a, b) => Number(a[0]) - Number(b[0]))
        .pop();
    const key = `tablee.inject.${me.code}.${me.id}`;
    const [seen, setSeen] = useState(remember.load(key));
    const fresh = last && seen !== last[0] ? last[0] : "";
    const shown = useRef("");
    useEffect(() => {
        if (!fresh || shown.current === fresh || covered || inTask() || replayed()) return;
        shown.current = fresh;
        window.scrollTo(0, 0);
    }, [fresh, covered]);
    if (!last || !fresh) return null;
    return (
        <Card tone="warn" title={`${s("inject")} – ${tx(last[1].title)}`}>
            <p>{tx(last[1].text)}</p>
            <p class="strong">{tx(last[1].ask)}</p>
            <Button
                onClick={() => {
                    remember.save(key, last[0]);
                    setSeen(last[0]);
                }}
            >
                {s("inject_seen")}
            </Button>
        </Card>
    );
}
function Prompt() {
    const me = useMe();
    const kind = me.table?.prompt?.kind;
    if (!kind) return null;
    return (
        <Banner>
            {kind === "no_adoption"
                ? s("prompt_trial")
                : kind === "idle"
                  ? s("prompt_idle")
                  : s("prompt_could")}
        </Banner>
    );
}

type SheetDoc = NonNullable<NonNullable<TableDoc["sheets"]>[Group]>;
const written = (x: SheetDoc | undefined): x is SheetDoc =>
    !!x &&
    ([x.title, x.need, x.bring, x.ask].some((text) => words(text)) ||
        list(x.clauses).some((c) => c?.text));

function Sheets() {
    const me = useMe();
    const [base, setBase] = useState<Group[]>(me.table?.base ?? []);
    const { run, busy, said } = useSend();
    useLayoutEffect(() => {
        if (me.table?.base) setBase(me.table.base);
    }, [me.table?.base]);
    return (
        <>
            <h1>{s("t_sheets_title")}</h1>
            {GROUPS.map((g) => {
                const sheet = me.table?.sheets?.[g];
                const who = me.table?.presenters?.[g];
                return (
                    <Card key={g} tone={g}>
                        <GroupBadge group={g} name />
                        {!written(sheet) ? (
                            <p class="soft">{s("t_no_sheet")}</p>
                        ) : (
                            <>
                                {words(sheet.title) && <h2>{words(sheet.title)}</h2>}
                                {who && (
                                    <p class="soft">
                                        {s("t_presented", { name: nameOf(me.room, who) })}
                                    </p>
                                )}
                                <p>{words(sheet.need)}</p>
                                <ol>
                                    {list(sheet.clauses)
                                        .filter((c) => c?.text)
                                        .map((c) => (
                                            <li key={c.text}>{c.text}</li>
                                        ))}
                                </ol>
                                {words(sheet.bring) && (
                                    <p>
                                        <strong>{s("f_bring")}</strong> {words(sheet.bring)}
                                    </p>
                                )}
                                {words(sheet.ask) && (
                                    <p>
                                        <strong>{s("f_ask")}</strong> {words(sheet.ask)}
                                    </p>
                                )}
                            </>
                        )}
                    </Card>
                );
            })}
            <Choices
                legend={s("t_base")}
                hint={s("t_base_hint")}
                value={base}
                onPick={setBase}
                options={GROUPS.map((g) => ({ value: g, label: <GroupBadge group={g} name /> }))}
            />
            {!!me.table?.base?.length && (
                <p role="status">
                    {s("t_base_now")}{" "}
                    <strong>{listText(me.table.base.map((g) => t(`group_${g}`)))}</strong>
                </p>
            )}
            <Refused text={said()} />
            <Button
                kind="primary"
                wide
                busy={busy}
                disabled={!base.length}
                onClick={() => void run("base", { groups: base })}
            >
                {s("t_base_save")}
            </Button>
        </>
    );
}

const standing = (c: Clause): number =>
    [...Object.values(c.stances ?? {}), ...Object.values(c.hat_stances ?? {})].filter(
        (x) => x.s === "object",
    ).length;

function Chips({ c }: { c: Clause }) {
    const me = useMe();
    const n = standing(c);
    const who = c.carry?.who;
    const amends = Object.values(c.amends ?? {}).filter((a) => a.state === "open").length;
    return (
        <div class="row">
            <span class={`tag tag-${c.state ?? "open"}`}>{s(`st_${c.state ?? "open"}`)}</span>
            {n > 0 && <span class="tag tag-objected">{s("st_objected", { n })}</span>}
            {amends > 0 && <span class="tag tag-open">{s("st_amend", { n: amends })}</span>}
            {c.round && (
                <span class="tag">
                    {s("st_waiting", { n: c.round.answered ?? 0, of: c.round.of ?? 0 })}
                </span>
            )}
            {who ? (
                <span class="tag">{s("st_carried", { name: nameOf(me.room, who) })}</span>
            ) : (
                c.state === "adopted" && <span class="tag">{s("st_wish")}</span>
            )}
        </div>
    );
}
function ClauseCard({ id, c, onOpen }: { id: string; c: Clause; onOpen: (id: string) => void }) {
    const me = useMe();
    const mine = saidOf(me.person, me.id, [id, c], false);
    const due = awaits(me.person, me.self, me.id, [id, c]);
    return (
        <Card tone={c.group} level={3}>
            <div class="row">
                <GroupBadge group={c.group} />
                <span class="soft">{nameOf(me.room, c.credit?.[0] ?? c.by)}</span>
            </div>
            <p class="clause-text">{told(c.text)}</p>
            <Chips c={c} />
            {mine && <p class="soft">{s("s_mine", { stance: s(`s_${mine.s}`) })}</p>}
            <Button kind={due ? "primary" : "plain"} wide onClick={() => onOpen(id)}>
                {due ? s("st_yours") : s("c_open")}
                <span class="sr"> – {told(c.text)}</span>
            </Button>
        </Card>
    );
}
function Clauses(q: { onOpen: (id: string) => void; onPropose: () => void }) {
    const me = useMe();
    const all = entries(me.table?.clauses).filter(([, c]) => c.state !== "dropped");
    const n = (x: string): number => all.filter(([, c]) => c.state === x).length;
    return (
        <>
            <div class="row row-between">
                <h1>{s("t_clauses")}</h1>
                <span class="soft">
                    {s("adopted_count", { n: n("adopted") })} · {s("open_count", { n: n("open") })}
                </span>
            </div>
            <Button kind="primary" wide onClick={q.onPropose}>
                {s("t_propose")}
            </Button>
            {!all.length && <p class="soft">{s("t_none")}</p>}
            {all.map(([id, c]) => (
                <ClauseCard key={id} id={id} c={c} onOpen={q.onOpen} />
            ))}
        </>
    );
}
function Propose({ onDone }: { onDone: () => void }) {
    const me = useMe();
    const group = useGroup(me);
    const d = useDraft("propose");
    const norm = useDraft("propose.norm");
    const [tags, setTags] = useState<Tags>({ scale: ["local"], dims: ["soc"], for: "all" });
    const by = useCredit();
    const { run, busy, said } = useSend();
    /** A clause of the sheet never takes the place of words of one's own. */
    const take = (text: string): void => {
        const own = d.text.trim();
        d.set(!own || ours.some((x) => x.text === own) ? text : `${own} ${text}`);
    };
    const used = new Set(Object.values(me.table?.clauses ?? {}).map((c) => c.text));
    const ours = (["1", "2", "3"] as const)
        .map((n) => ({ n, text: words(group?.sheet?.[`clause${n}`]) }))
        .filter((x) => x.text && !used.has(x.text));
    const submit = async (): Promise<void> => {
        if (!by.ok()) return;
        const text = d.text;
        const fields = {
            text,
            scale: tags.scale ?? [],
            dims: tags.dims ?? [],
            for: tags.for ?? "all",
            ...(norm.text.trim() ? { norm: norm.text } : {}),
            ...under(me, "hat"),
        };
        const texts = { propose: text, "propose.norm": norm.text };
        if (await run("propose", fields, { credit: by.credit, texts })) {
            d.clear(text);
            norm.clear();
            onDone();
        }
    };
    return (
        <>
            {ours.length > 0 && (
                <div class="stack-s">
                    <h3>{s("t_from_sheet")}</h3>
                    {ours.map((x) => (
                        <Button
                            key={x.n}
                            onClick={() => {
                                take(x.text);
                                setTags({ ...tags, ...group?.tags?.[x.n] });
                            }}
                        >
                            {x.text}
                        </Button>
                    ))}
                </div>
            )}
            <Field
                label={s("t_text")}
                hint={s("f_clause_hint")}
                value={d.text}
                max={140}
                lines={3}
                onInput={d.set}
                error={said("text")}
            />
            <TagPicker value={tags} onPick={setTags} />
            <Field
                label={`${s("t_norm")} (${s("optional")})`}
                value={norm.text}
                max={140}
                onInput={norm.set}
                error={said("norm")}
            />
            {by.ask}
            <Refused text={said(undefined, "text", "norm")} />
            <Button
                kind="primary"
                wide
                busy={busy}
                disabled={!d.text.trim()}
                onClick={() => void submit()}
            >
                {s("t_propose")}
            </Button>
        </>
    );
}

function ClauseSheet({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const there = c.state !== "dropped"; // its author may take it back while others look at it
    const history = list(c.history as { v: number; text: string }[] | undefined);
    return (
        <>
            <Card tone={c.group} level={3}>
                <GroupBadge group={c.group} name />
                <p class="clause-text">{told(c.text)}</p>
                <Chips c={c} />
                <p class="soft">
                    {[
                        ...list(c.scale).map((x) => s(`scale_${x as "local"}`)),
                        ...list(c.dims).map((x) => s(`dims_${x as "soc"}`)),
                        c.for ? s(`for_${c.for as "all"}`) : "",
                    ]
                        .filter(Boolean)
                        .join(" · ")}
                </p>
            </Card>
            {there && <StanceForm key={me.acting} id={id} c={c} />}
            {(c.stances ?? c.hat_stances) && <Stances c={c} />}
            {there && <Amends id={id} c={c} />}
            {there && <Carry id={id} c={c} />}
            {history.length > 0 && (
                <details>
                    <summary>{s("c_history")}</summary>
                    <ol>
                        {history.map((h) => (
                            <li key={h.v}>{told(h.text)}</li>
                        ))}
                    </ol>
                </details>
            )}
            {there && <Aside id={id} c={c} />}
        </>
    );
}
function Aside({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const { run, said } = useSend();
    const parked = c.state === "parked";
    const [sure, setSure] = useState(false);
    return (
        <>
            <div class="row">
                <Button onClick={() => void run("park", { clause: id, on: !parked })}>
                    {parked ? s("c_unpark") : s("c_park")}
                </Button>
                {isBy(c, me.id) && (
                    <Button
                        kind="danger"
                        onClick={() => (sure ? void run("drop", { clause: id }) : setSure(true))}
                    >
                        {sure ? s("c_drop_sure") : s("c_drop")}
                    </Button>
                )}
            </div>
            <Refused text={said()} />
        </>
    );
}
const STANCES: { value: Stance; tone: string }[] = [
    { value: "support", tone: "good" },
    { value: "live", tone: "warn" },
    { value: "object", tone: "bad" },
];
const REASONS = ["cost", "excludes", "mandate", "scale", "red_line"] as const;
function StanceForm({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const shared = useShared();
    const hat = me.acting !== me.group;
    const had = saidOf(me.person, me.id, [id, c], hat);
    const [reason, setReason] = useState<(typeof REASONS)[number] | undefined>(
        had?.reason as "cost" | undefined,
    );
    const place = hat ? `${id}.${me.acting}` : id;
    const keys = { why: `why.${place}`, could: `could.${place}` };
    const why = useDraft(keys.why, had?.why ?? "");
    const could = useDraft(keys.could, had?.could ?? "");
    const begun = why.dirty || could.dirty ? "object" : undefined; // before a reload
    const [pick, setPick] = useState<Stance | undefined>(had?.s ?? begun);
    const { run, busy, said } = useSend();
    const go = async (st: Stance): Promise<void> => {
        const sent = { why: why.text, could: could.text };
        const object = st === "object";
        const given = Object.fromEntries(Object.entries(sent).filter(([, x]) => x.trim()));
        const extra = object ? { ...given, ...(reason ? { reason } : {}) } : {};
        const texts: Record<string, string> = object
            ? { [keys.why]: sent.why, [keys.could]: sent.could }
            : {};
        if (
            !(await run(
                "stance",
                { clause: id, stance: st, ...extra, ...under(me, "hat") },
                { texts },
            ))
        ) {
            if (!object) setPick(had?.s);
            return;
        }
        if (object) {
            why.accept(sent.why);
            could.accept(sent.could);
        }
    };
    const given = had?.s === "object" && had.reason === reason && !why.dirty && !could.dirty;
    const choose = (st: Stance): void => {
        setPick(st);
        if (st !== "object") void go(st);
    };
    return (
        <Card level={3}>
            <HatChoice />
            <Picks
                legend={shared ? s("s_title_of", { name: nameOf(me.room, me.id) }) : s("s_title")}
                value={pick}
                onPick={choose}
                error={pick === "object" ? undefined : said()}
                options={STANCES.map((x) => ({ ...x, label: s(`s_${x.value}`) }))}
            />
            {c.round && (
                <p class="hint">
                    {s("s_hidden")} <Left until={c.round.until} />
                </p>
            )}
            <HandOver clause={id} done={!!had} />
            {pick === "object" && (
                <>
                    <Choice
                        legend={s("s_reason")}
                        row
                        value={reason}
                        onPick={setReason}
                        error={said("reason")}
                        options={REASONS.map((v) => ({ value: v, label: s(`r_${v}`) }))}
                    />
                    <Field
                        label={`${s("s_why")} (${s("optional")})`}
                        value={why.text}
                        max={280}
                        lines={2}
                        onInput={why.set}
                        error={said("why")}
                    />
                    <Field
                        label={s("s_could")}
                        value={could.text}
                        max={280}
                        lines={2}
                        onInput={could.set}
                        error={said("could")}
                    />
                    <Refused text={said(undefined, "reason", "why", "could")} />
                    <Button
                        kind={given ? "plain" : "primary"}
                        wide
                        busy={busy}
                        disabled={given}
                        onClick={() => void go("object")}
                    >
                        {given ? s("s_given") : s("s_send")}
                    </Button>
                </>
            )}
        </Card>
    );
}
function Left({ until }: { until: number }) {
    useNow();
    return <span aria-hidden="true">{Math.max(0, Math.ceil((until - serverNow()) / 1000))} s</span>;
}
function Stances({ c }: { c: Clause }) {
    const me = useMe();
    const said = [
        ...entries(c.stances).map(([id, x]) => [id, x, false] as const),
        ...entries(c.hat_stances).map(([id, x]) => [id, x, true] as const),
    ];
    return (
        <Card level={3} title={s("s_all")}>
            <ul class="people">
                {said.map(([id, x, hat]) => (
                    <li key={`${id} ${hat}`}>
                        <GroupBadge group={me.room.people?.[id]?.[hat ? "hat" : "group"]} />
                        <span>
                            <strong>{nameOf(me.room, id)}</strong> {s(`s_${x.s}`)}
                            {x.reason && (
                                <span class="soft">
                                    {" "}
                                    – {s(`r_${x.reason as "cost"}`)}
                                    {x.why && ` – ${x.why}`}
                                </span>
                            )}
                            {x.could && (
                                <span class="pre">
                                    <br />
                                    {s("s_could")} {x.could}
                                </span>
                            )}
                        </span>
                    </li>
                ))}
            </ul>
        </Card>
    );
}
/** A text one offers about a clause, and whose idea it was. */
function Offer(q: {
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
        if (!by.ok()) return;
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
function Amends({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const key = `amend.${id}`;
    const d = useDraft(key, c.text);
    const reply = useSend();
    const answer = (amendment: string, accept: boolean): void =>
        void reply.run("answer", { clause: id, amendment, accept });
    return (
        <Card level={3} title={s("a_title")}>
            {entries(c.amends).map(([a, x]) => (
                <div key={a} class="stack-s">
                    <p>{s("quote", { text: told(x.text) })}</p>
                    <p class="soft">
                        {nameOf(me.room, x.credit?.[0] ?? x.by)} – {s(`a_${x.state ?? "open"}`)}
                    </p>
                    {x.state === "open" && isBy(c, me.id) && (
                        <div class="row">
                            <Button kind="primary" onClick={() => answer(a, true)}>
                                {s("a_accept")}
                            </Button>
                            <Button onClick={() => answer(a, false)}>{s("a_decline")}</Button>
                        </div>
                    )}
                    {x.state === "declined" && isBy(x, me.id) && (
                        <p class="hint">{s("a_refused_hint")}</p>
                    )}
                </div>
            ))}
            <Refused text={reply.said()} />
            <details open={d.dirty || undefined}>
                <summary>{s("a_new")}</summary>
                <div class="stack">
                    <Offer
                        act="amend"
                        fields={{ clause: id }}
                        draft={d}
                        name={key}
                        label={s("a_text")}
                        max={140}
                        lines={3}
                        send={s("a_send")}
                        ready={d.dirty && d.text !== c.text}
                    />
                </div>
            </details>
        </Card>
    );
}
function Carry({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const [who, setWho] = useState(c.carry?.who ?? "");
    const [due, setDue] = useState(typeof c.carry?.due === "string" ? c.carry.due : "");
    const by = useCredit();
    const { run, busy, said } = useSend();
    const name = async (): Promise<void> => {
        if (!by.ok()) return;
        const fields = { clause: id, who, ...(due ? { due } : {}), ...under(me, "hat") };
        if (await run("carry", fields, { credit: by.credit })) by.clear();
    };
    return (
        <Card level={3} title={s("k_title")}>
            {c.carry?.who && (
                <p class="strong">
                    {c.carry.due
                        ? s("k_by", {
                              name: nameOf(me.room, c.carry.who),
                              date: dateText(c.carry.due),
                          })
                        : nameOf(me.room, c.carry.who)}
                </p>
            )}
            <Choice
                legend={s("k_title")}
                hideLegend
                row
                value={who}
                onPick={setWho}
                error={said("who")}
                options={peopleAt(me.room, me.tableId).map(([p]) => ({
                    value: p,
                    label: nameOf(me.room, p),
                }))}
            />
            <Field
                label={s("k_due")}
                type="date"
                value={due}
                onInput={setDue}
                error={said("due")}
            />
            {by.ask}
            <Refused text={said(undefined, "who", "due")} />
            <Button busy={busy} disabled={!who} onClick={() => void name()}>
                {s("k_save")}
            </Button>
            <Commits id={id} c={c} />
            <Commit id={id} />
        </Card>
    );
}
function Commits({ id, c }: { id: string; c: Clause }) {
    const me = useMe();
    const { run, said } = useSend();
    const all = entries(c.commits);
    if (!all.length) return null;
    return (
        <>
            <h4>{s("k_commits")}</h4>
            {all.map(([k, x]) => (
                <div key={k} class="row row-between">
                    <span>
                        <strong>{nameOf(me.room, x.credit?.[0] ?? x.by)}</strong> –{" "}
                        {x.kind && s(`res_${x.kind as "money"}`)} – {told(tx(x.text))}
                    </span>
                    {isBy(x, me.id) && (
                        <Button
                            small
                            kind="quiet"
                            onClick={() => void run("uncommit", { clause: id, commitment: k })}
                        >
                            {s("k_undo")}
                        </Button>
                    )}
                </div>
            ))}
            <Refused text={said()} />
        </>
    );
}
function Commit({ id }: { id: string }) {
    const me = useMe();
    const assets = list(me.person.role?.assets);
    const [asset, setAsset] = useState("");
    const key = `commit.${id}`;
    const d = useDraft(key);
    if (!assets.length) return null;
    return (
        <details>
            <summary>{s("k_commit")}</summary>
            <div class="stack">
                <Choice
                    legend={s("card_assets")}
                    hideLegend
                    value={asset}
                    onPick={(v) => {
                        setAsset(v);
                        d.set(tx(assets[Number(v)]?.text));
                    }}
                    options={assets.map((a, i) => ({
                        value: String(i),
                        label: tx(a.text),
                        help: s(`res_${a.kind as "money"}`),
                    }))}
                />
                {asset !== "" && (
                    <Offer
                        act="commit"
                        fields={{ clause: id, kind: assets[Number(asset)]?.kind }}
                        draft={d}
                        name={key}
                        label={s("k_what")}
                        max={280}
                        lines={2}
                        send={s("k_send")}
                        ready
                        onSent={() => setAsset("")}
                    />
                )}
            </div>
        </details>
    );
}
function Carrying({ onOpen }: { onOpen: (id: string) => void }) {
    const me = useMe();
    const all = entries(me.table?.clauses).filter(
        ([, c]) => c.state !== "dropped" && c.state !== "parked",
    );
    return (
        <>
            <h1>{s("k_title")}</h1>
            <p>{s("k_intro")}</p>
            {!all.length && <p class="soft">{s("k_none")}</p>}
            {all.map(([id, c]) => (
                <ClauseCard key={id} id={id} c={c} onOpen={onOpen} />
            ))}
        </>
    );
}
function Final() {
    const me = useMe();
    const f = me.table?.final;
    const { run, said } = useSend();
    return (
        <>
            <h1>{s("fin_title")}</h1>
            <p>{s("fin_text")}</p>
            <ol>
                {entries(me.table?.clauses)
                    .filter(([, c]) => c.state === "adopted")
                    .map(([id, c]) => (
                        <li key={id}>{told(c.text)}</li>
                    ))}
            </ol>
            <Picks
                legend={s("fin_title")}
                hideLegend
                value={me.person.final}
                error={said()}
                onPick={(stance) => void run("final", { stance })}
                options={STANCES.map((x) => ({ ...x, label: s(`s_${x.value}`) }))}
            />
            {f && <p class="soft">{s("fin_done", { n: f.answered ?? 0, of: f.of ?? 0 })}</p>}
            {f?.stances && (
                <ul class="people">
                    {entries(f.stances).map(([id, x]) => (
                        <li key={id}>
                            <GroupBadge group={me.room.people?.[id]?.group} />
                            <strong>{nameOf(me.room, id)}</strong> {s(`s_${x}`)}
                        </li>
                    ))}
                </ul>
            )}
            {me.person.final && <Early />}
        </>
    );
}

/** For a table that is done before the clock. */
function Early() {
    const [open, setOpen] = useState(false);
    return (
        <Card tone="quiet">
            <p>{s("found_early")}</p>
            <Button onClick={() => setOpen(true)}>{s("found")}</Button>
            {open && (
                <TaskSheet title={s("found")} onClose={() => setOpen(false)}>
                    <LateFounding />
                </TaskSheet>
            )}
        </Card>
    );
}
