// A clause of one's own, or one of the group's sheet, brought to the table.
import { useState } from "preact/hooks";
import { Bound, words, type Tags } from "../types";
import { Button, Field } from "../ui";
import type { Draft } from "./drafts";
import { TagPicker } from "./group";
import { Refused, under, useDraft, useGroup, useMe, useSend } from "./me";
import { p as s } from "./talks_texts";
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
            <h3>{s("t_from_sheet")}</h3>
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

export function Propose({ onDone }: { onDone: () => void }) {
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
    return (
        <>
            <FromSheet d={d} onTake={(more) => setTags({ ...tags, ...more })} />
            <Field
                label={s("t_text")}
                hint={s("f_clause_hint")}
                value={d.text}
                max={Bound.CLAUSE_CHARS}
                lines={3}
                onInput={d.set}
                error={said("text")}
            />
            <TagPicker value={tags} onPick={setTags} />
            <Field
                label={`${s("t_norm")} (${s("optional")})`}
                value={norm.text}
                max={Bound.CLAUSE_CHARS}
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
