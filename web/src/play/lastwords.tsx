// What somebody was still writing when the negotiation ended: kept, and offered back.
import { useState } from "preact/hooks";
import { words } from "../types";
import { Button, Card } from "../ui";
import { draftsOf, dropDraft } from "./drafts";
import { Refused, useMe, useSend } from "./me";
import { p as s } from "./texts";

const OF_PHASE_2 = ["propose", "amend.", "why.", "could."] as const;

export function LastWords() {
    const me = useMe();
    const { run, busy, said } = useSend();
    const [, redraw] = useState(0);
    const kept = Object.entries(draftsOf(me.id, OF_PHASE_2));
    if (!kept.length) return null;
    const give = (key: string): void => {
        dropDraft(me.id, key);
        redraw((n) => n + 1);
    };
    const add = async (key: string, text: string): Promise<void> => {
        const base = words(me.table?.report?.open);
        const next = base ? `${base}\n${text}` : text;
        if (await run("report", { field: "open", base, text: next })) give(key);
    };
    return (
        <Card tone="accent" title={s("last_title")}>
            <p>{me.person.answers?.done ? s("last_text") : s("last_text_first")}</p>
            {kept.map(([key, text]) => (
                <div key={key} class="stack-s">
                    <p class="strong pre">{s("quote", { text })}</p>
                    <div class="row">
                        {me.person.answers?.done && (
                            <Button busy={busy} onClick={() => void add(key, text)}>
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
