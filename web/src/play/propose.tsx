// A clause of one's own, or one of the group's sheet, brought to the table.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Bound, words, type Tags } from "../types";
import { Button, Field } from "../ui";
import type { Draft } from "./drafts";
import { TagPicker } from "./group";
import { Line } from "./light";
import { Refused, under, useDraft, useGroup, useMe, useSend } from "./me";
import { p as s } from "./talks_texts";
import { TaskSheet } from "./task";
import { useCredit } from "./voice";

/** The clauses of the group's sheet that are not on the table yet. */
function FromSheet(q: { d: Draft; onTake: (tags: Tags | undefined) => void }) {
    const { d } = q;
    const me = useMe();
    const group = useGroup(me);
    const used = new Set(Object.values(me.table?.clauses ?? {}).map((c) => c.text));
    const ours = (["1", "2", "3"] as const)
        .map((n) => ({ n, text: words(group?.sheet?.[`clause${n}`]) }))
        .filter((x) => x.text && !used.has(x.text));
    /** A clause of the sheet never takes the place of words of one's own. */
    const take = (text: string): void => {
        const own = d.text.trim();
        d.set(!own || ours.some((x) => x.text === own) ? text : `${own} ${text}`);
    };
    if (!ours.length) return null;
    return (
        <div class="stack-s">
            <p class="soft">{s("t_from_sheet")}</p>
            {ours.map((x) => (
                <Button
                    key={x.n}
                    onClick={() => {
                        take(x.text);
                        q.onTake(group?.tags?.[x.n]);
                    }}
                >
                    {x.text}
                </Button>
            ))}
        </div>
    );
}

type More = "scale" | "dims" | "for" | "norm";
const MORE: readonly More[] = ["scale", "dims", "for", "norm"];

/** What may be said of a clause: a question a screen, none of which is asked for. */
export function Precise(q: {
    at: number;
    go: (at: number) => void;
    of: number;
    value: Partial<Tags>;
    onPick: (x: Partial<Tags>) => void;
    norm?: ComponentChildren;
    last: string;
}) {
    const part = MORE[q.at];
    return (
        <>
            {part === "norm" ? q.norm : <TagPicker only={part} value={q.value} onPick={q.onPick} />}
            {q.at + 1 < q.of ? (
                <div class="pair">
                    <Button onClick={() => q.go(-1)}>{q.last}</Button>
                    <Button kind="primary" onClick={() => q.go(q.at + 1)}>
                        {s("step_next")}
                    </Button>
                </div>
            ) : (
                <Button kind="primary" wide onClick={() => q.go(-1)}>
                    {q.last}
                </Button>
            )}
        </>
    );
}

/** The proposal being written, and what puts it on the table. */
function useProposal(onDone: () => void) {
    const me = useMe();
    const d = useDraft("propose");
    const norm = useDraft("propose.norm");
    const [tags, setTags] = useState<Partial<Tags>>({}); // nothing is said until somebody says it
    const by = useCredit();
    const { run, busy, said } = useSend();
    const submit = async (): Promise<void> => {
        const text = d.text;
        const fields = {
            text,
            ...tags,
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
    return { d, norm, tags, setTags, by, submit, busy, said };
}

/** A sheet: the words and whose idea, and «Proposer»; what more may be said stands behind a line. */
export function Propose(q: { onClose: () => void; onDone: () => void }) {
    const [at, go] = useState(-1);
    const x = useProposal(q.onDone);
    const more = at >= 0;
    return (
        <TaskSheet
            title={more ? s("precise") : s("task_propose")}
            onClose={q.onClose}
            view={more ? "precise" : ""}
            at={more ? [at + 1, MORE.length] : undefined}
            onBack={more ? () => go(at - 1) : undefined}
        >
            {more ? (
                <Precise
                    at={at}
                    go={go}
                    of={MORE.length}
                    value={x.tags}
                    onPick={x.setTags}
                    last={s("precise_done")}
                    norm={
                        <Field
                            label={s("t_norm")}
                            value={x.norm.text}
                            max={Bound.CLAUSE_CHARS}
                            lines={2}
                            onInput={x.norm.set}
                            error={x.said("norm")}
                        />
                    }
                />
            ) : (
                <Words {...x} onMore={() => go(0)} />
            )}
        </TaskSheet>
    );
}

function Words(q: ReturnType<typeof useProposal> & { onMore: () => void }) {
    const { d, norm, tags, setTags, by, submit, busy, said } = q;
    return (
        <>
            <Field
                label={s("t_text")}
                hint={s("t_text_hint")}
                value={d.text}
                max={Bound.CLAUSE_CHARS}
                lines={3}
                begin
                onInput={d.set}
                error={said("text")}
            />
            {by.ask}
            <Refused text={said(undefined, "text")} />
            <Button
                kind="primary"
                wide
                busy={busy}
                disabled={!d.text.trim()}
                onClick={() => void submit()}
            >
                {s("t_propose")}
            </Button>
            <Line
                label={s("precise")}
                value={tagsText(tags, norm.text) || s("precise_what")}
                go="precise"
                onGo={q.onMore}
            />
            <FromSheet d={d} onTake={(more) => setTags({ ...tags, ...more })} />
        </>
    );
}

/** What was said more of a clause, in one line. */
export const tagsText = (x: Partial<Tags>, norm?: string): string =>
    [
        ...(x.scale ?? []).map((v) => s(`scale_${v}`)),
        ...(x.dims ?? []).map((v) => s(`dims_${v}`)),
        x.for ? s(`for_${x.for}`) : "",
        norm?.trim() ?? "",
    ]
        .filter(Boolean)
        .join(" · ");
