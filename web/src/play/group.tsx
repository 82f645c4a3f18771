// Phase 1, inside the actor group and hidden from the others.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t, tx } from "../i18n";
import { nameOf, told } from "../people";
import { remember } from "../storage";
import { BENEFICIARIES, Bound, DIMENSIONS, SCALES, type Tags } from "../types";
import { AsIs, Button, Card, Choice, Choices, Field } from "../ui";
import { RoleCard } from "./briefing";
import {
    HatChoice,
    entries,
    inGroup,
    Refused,
    under,
    useDraft,
    useGroup,
    useMe,
    useSend,
} from "./me";
import { Tabs, useStep } from "./steps";
import { By, SharedText } from "./shared";
import { HandOver } from "./speaking";
import { g } from "./group_texts";
import { p as s } from "./texts";

type Task = "read" | "alone" | "sheet" | "points" | "presenter";
const TASKS: readonly Task[] = ["read", "alone", "sheet", "points", "presenter"];

export function GroupWork() {
    const me = useMe();
    const group = useGroup(me);
    const place = `${me.tableId}.${me.acting}`;
    const { at, go: setAt, due } = useStep(TASKS, (id) => TASKS.find((x) => x === id));
    return (
        <>
            <Tabs
                now={at}
                due={due}
                onPick={setAt}
                tabs={TASKS.map((id) => ({ id, label: s(`g_${id}`) }))}
            />
            <HatChoice />
            {at === "read" && (
                <>
                    <h1>{g("g_read_title")}</h1>
                    {me.acting && (
                        <Card title={g("group_mandate")} tone={me.acting}>
                            <p>{tx(group?.mandate)}</p>
                        </Card>
                    )}
                    <RoleCard />
                </>
            )}
            {at === "alone" && <Alone key={place} />}
            {at === "sheet" && <GroupSheet key={place} />}
            {at === "points" && <Points key={place} />}
            {at === "presenter" && <Presenter />}
        </>
    );
}

function Alone() {
    const me = useMe();
    const group = useGroup(me);
    const keys = [`need.${me.acting}`, `idea.${me.acting}`] as const;
    const had = me.acting === me.group ? me.person.idea : me.person.hat_idea;
    const need = useDraft(keys[0], had?.need ?? "");
    const idea = useDraft(keys[1], had?.idea ?? "");
    const { run, busy, said } = useSend();
    const written = group?.written ?? [];
    const mine = written.includes(me.id);
    const all = inGroup(me.room, me.tableId, me.acting);
    const kept = mine && !need.dirty && !idea.dirty;
    const submit = async (): Promise<void> => {
        const sent = { need: need.text, idea: idea.text };
        const texts = { [keys[0]]: sent.need, [keys[1]]: sent.idea };
        if (await run("idea", { ...sent, ...under(me, "group") }, { texts })) {
            need.accept(sent.need);
            idea.accept(sent.idea);
        }
    };
    if (group?.ideas)
        return (
            <>
                <h1>{g("g_ideas")}</h1>
                <HandOver done />
                {entries(group.ideas).map(([id, x]) => (
                    <Card key={id} level={3} title={<AsIs>{nameOf(me.room, id)}</AsIs>}>
                        <p>{told(x.need)}</p>
                        <p class="strong">{told(x.idea)}</p>
                    </Card>
                ))}
            </>
        );
    return (
        <>
            <h1>{g("g_alone_title")}</h1>
            <p>{g("g_alone_text")}</p>
            <Field
                label={g("g_need")}
                value={need.text}
                onInput={need.set}
                max={Bound.TEXT_CHARS}
                lines={3}
                error={said("need")}
            />
            <Field
                label={g("g_idea")}
                value={idea.text}
                onInput={idea.set}
                max={Bound.TEXT_CHARS}
                lines={3}
                error={said("idea")}
            />
            <Refused text={said(undefined, "need", "idea")} />
            {mine && <p class="strong">{g("g_idea_sent")}</p>}
            <p class="soft">{g("g_written", { n: written.length, of: all.length })}</p>
            <HandOver done={mine} />
            <Button
                kind={kept ? "plain" : "primary"}
                wide
                busy={busy}
                disabled={kept || !need.text.trim() || !idea.text.trim()}
                onClick={() => void submit()}
            >
                {kept ? t("saved") : mine ? t("save") : t("send")}
            </Button>
        </>
    );
}

const FIELDS = [
    ["title", Bound.CLAUSE_CHARS],
    ["need", Bound.LONG_CHARS],
    ["clause1", Bound.CLAUSE_CHARS],
    ["clause2", Bound.CLAUSE_CHARS],
    ["clause3", Bound.CLAUSE_CHARS],
    ["bring", Bound.LONG_CHARS],
    ["ask", Bound.LONG_CHARS],
] as const;

function GroupSheet() {
    const me = useMe();
    const group = useGroup(me);
    const most = me.table?.caps.clauses_per_group ?? Infinity;
    const hint = (slot: number): string =>
        slot > most ? g("f_clause_spare", { n: most }) : g("f_clause_hint");
    return (
        <>
            <h1>{g("g_sheet_title")}</h1>
            <p>{g("g_sheet_text")}</p>
            {FIELDS.map(([field, max]) => {
                const slot = field.startsWith("clause") ? field.slice(6) : "";
                const value = group?.sheet?.[field];
                return (
                    <Card key={field} level={3} tone={slot ? me.acting : undefined}>
                        <SharedText
                            act="sheet"
                            field={field}
                            label={s(`f_${field}`)}
                            shared={value?.text ?? ""}
                            of={value}
                            max={max}
                            lines={field === "title" ? 1 : 3}
                            hint={slot ? hint(Number(slot)) : undefined}
                            extra={under(me, "group")}
                        />
                        {slot && value?.text && <SheetTags slot={slot} value={group?.tags[slot]} />}
                    </Card>
                );
            })}
        </>
    );
}
function SheetTags({ slot, value }: { slot: string; value: Tags | undefined }) {
    const me = useMe();
    const { run, said } = useSend();
    const pick = (x: Partial<Tags>): void =>
        void run("tags", { slot: Number(slot), ...x, ...under(me, "group") });
    return (
        <details>
            <summary>{s("tags")}</summary>
            <TagPicker value={value ?? {}} onPick={pick} />
            <Refused text={said()} />
        </details>
    );
}
/** All three questions, or `only` one of them. */
export function TagPicker(q: {
    value: Partial<Tags>;
    onPick: (x: Partial<Tags>) => void;
    only?: keyof Tags;
}) {
    const asks = (part: keyof Tags): boolean => !q.only || q.only === part;
    return (
        <div class="stack">
            {asks("scale") && (
                <Choices
                    legend={s("scale")}
                    row
                    value={q.value.scale ?? []}
                    onPick={(scale) => q.onPick({ ...q.value, scale })}
                    options={SCALES.map((v) => ({ value: v, label: s(`scale_${v}`) }))}
                />
            )}
            {asks("dims") && (
                <Choices
                    legend={s("dims")}
                    row
                    value={q.value.dims ?? []}
                    onPick={(dims) => q.onPick({ ...q.value, dims })}
                    options={DIMENSIONS.map((v) => ({ value: v, label: s(`dims_${v}`) }))}
                />
            )}
            {asks("for") && (
                <Choice
                    legend={s("for_")}
                    row
                    value={q.value.for}
                    onPick={(x) => q.onPick({ ...q.value, for: x })}
                    options={BENEFICIARIES.map((v) => ({ value: v, label: s(`for_${v}`) }))}
                />
            )}
        </div>
    );
}

/** Points not all given yet: another tab, a reload, keep them. */
function usePoints(given: number[] | undefined): [number[], (next: number[]) => void] {
    const me = useMe();
    const key = `tablee.points.${me.code}.${me.id}.${me.tableId}.${me.acting}`;
    const first = remember.load(key)?.split(" ").map(Number);
    const [pts, show] = useState<number[]>(first ?? given ?? [0, 0, 0]);
    const seen = useRef(given?.join(" "));
    const put = (next: number[]): void => {
        const whole = next.reduce((a, b) => a + b, 0) === Bound.POINTS_TOTAL;
        remember.save(key, whole ? null : next.join(" "));
        show(next);
    };
    useLayoutEffect(() => {
        if (given && given.join(" ") !== seen.current) put(given);
        seen.current = given?.join(" ");
    }, [given]);
    return [pts, put];
}
function Points() {
    const me = useMe();
    const group = useGroup(me);
    const interests = group?.interests ?? [];
    const { run, said } = useSend();
    const [pts, setPts] = usePoints(group?.points);
    const left = Bound.POINTS_TOTAL - pts.reduce((a, b) => a + b, 0);
    const move = (i: number, by: number): void => {
        const next = pts.map((x, j) => (j === i ? x + by : x));
        setPts(next);
        if (next.reduce((a, b) => a + b, 0) === Bound.POINTS_TOTAL)
            void run("points", { a: next[0], b: next[1], c: next[2], ...under(me, "group") });
    };
    return (
        <>
            <h1>{g("g_points_title")}</h1>
            <p>{g("g_points_text")}</p>
            <p class="strong" role="status">
                {left ? g("g_points_left", { n: left }) : g("g_points_ok")}
            </p>
            <By who={group?.points_by} />
            {interests.slice(0, 3).map((x, i) => (
                <Card key={x.id} level={3} title={tx(x.text)}>
                    <div class="stepper">
                        <Button
                            aria-label={`${s("less")} – ${tx(x.text)}`}
                            disabled={(pts[i] ?? 0) <= 0}
                            onClick={() => move(i, -1)}
                        >
                            −
                        </Button>
                        <output translate={false}>{pts[i] ?? 0}</output>
                        <Button
                            aria-label={`${s("more")} – ${tx(x.text)}`}
                            disabled={left <= 0}
                            onClick={() => move(i, 1)}
                        >
                            +
                        </Button>
                    </div>
                </Card>
            ))}
            <Refused text={said()} />
            <Card>
                <SharedText
                    act="red_line"
                    label={g("g_red")}
                    hint={g("g_red_hint")}
                    shared={group?.red?.text ?? ""}
                    of={group?.red}
                    max={Bound.TEXT_CHARS}
                    extra={under(me, "group")}
                />
            </Card>
        </>
    );
}
function Presenter() {
    const me = useMe();
    const group = useGroup(me);
    const { run, said } = useSend();
    return (
        <>
            <h1>{g("g_presenter_title")}</h1>
            <p>{g("g_presenter_text")}</p>
            <Choice
                legend={g("g_presenter_title")}
                hideLegend
                value={group?.presenter}
                error={said()}
                onPick={(person) => void run("presenter", { person, ...under(me, "group") })}
                options={inGroup(me.room, me.tableId, me.acting).map(([id]) => ({
                    value: id,
                    label: <AsIs>{nameOf(me.room, id)}</AsIs>,
                }))}
            />
        </>
    );
}
