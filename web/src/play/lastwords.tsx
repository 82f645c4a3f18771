// What somebody was still writing when a phase ended: kept, and offered back.
import { useState } from "preact/hooks";
import { Button, Card } from "../ui";
import { draftsOf, dropDraft, keepDraft } from "./drafts";
import { keyOf, Refused, useMe, useSend } from "./me";
import { p as s } from "./talks_texts";

/** The drafts of each phase that ends, by how their keys begin. */
const DRAFTS = {
    group_work: ["sheet.", "need.", "idea.", "red_line."],
    pooling: ["propose", "amend.", "why.", "could.", "still."],
} as const;
const SECRET = "red_line.";

interface Kept {
    from: keyof typeof DRAFTS;
    /** The words are in the draft of a clause: it can be shown. */
    onPropose?: () => void;
    /** What the report offers as left open, as long as nobody has written there. */
    offered?: string;
}
export function LastWords({ from, onPropose, offered }: Kept) {
    const me = useMe();
    const { run, busy, said } = useSend();
    const [, redraw] = useState(0);
    const here = DRAFTS[from].map((key) => keyOf(me, key));
    const kept = Object.entries(draftsOf(me.id, here));
    if (!kept.length) return null;
    const done = !!me.person.answers?.done;
    const give = (key: string): void => {
        dropDraft(me.id, key);
        redraw((n) => n + 1);
    };
    const report = async (key: string, text: string): Promise<void> => {
        const open = me.table?.report?.open;
        const base = open?.text ?? "";
        const said = open === undefined ? offered : base; // what the field offers stays in front
        const next = said ? `${said}\n${text}` : text;
        if (await run("report", { field: "open", base, text: next })) give(key);
    };
    const propose = (key: string, text: string): void => {
        keepDraft(me.id, keyOf(me, "propose"), text);
        give(key);
        onPropose?.();
    };
    const why = onPropose ? "last_text_sheet" : done ? "last_text" : "last_text_first";
    return (
        <Card tone="accent" title={s("last_title")}>
            <p>{s(why)}</p>
            {kept.map(([key, text]) => (
                <div key={key} class="stack-s">
                    <p class="strong pre">{s("quote", { text })}</p>
                    <div class="row">
                        {onPropose && !key.startsWith(keyOf(me, SECRET)) && (
                            <Button onClick={() => propose(key, text)}>{s("last_propose")}</Button>
                        )}
                        {!onPropose && done && (
                            <Button busy={busy} onClick={() => void report(key, text)}>
                                {s("last_add")}
                            </Button>
                        )}
                        <Button kind="quiet" onClick={() => give(key)}>
                            {s("last_drop")}
                        </Button>
                    </div>
                </div>
            ))}
            <Refused text={said()} />
        </Card>
    );
}
