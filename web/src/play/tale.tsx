// While one waits: a first question, out of play. The hall sees an answer when a facilitator puts
// it there, with its name, and until they or its author take it off.
import { t } from "../i18n";
import { Bound } from "../types";
import { Button, Card, Field } from "../ui";
import { useDraft, useMe, useSend } from "./me";
import { z } from "./tale_texts";

export function Tale() {
    const me = useMe();
    const kept = me.person.tale ?? "";
    const d = useDraft("tale", kept);
    const { run, busy, said } = useSend();
    const send = async (text: string): Promise<void> => {
        if (await run("tale", { text }, { texts: { tale: text } })) d.accept(text);
    };
    return (
        <Card title={z("title")} level={2}>
            <p>{z("question")}</p>
            <Field
                label={z("label")}
                value={d.text}
                max={Bound.TALE_CHARS}
                lines={2}
                hint={z("who_reads")}
                onInput={d.set}
                error={said()}
            />
            {me.person.told && (
                <p class="strong" role="status">
                    {z("told")}
                </p>
            )}
            <div class="row">
                <Button
                    kind="primary"
                    busy={busy}
                    disabled={!d.dirty || !d.text.trim()}
                    onClick={() => void send(d.text)}
                >
                    {!kept ? z("send") : d.dirty ? t("save") : t("saved")}
                </Button>
                {kept && (
                    <Button kind="quiet" busy={busy} onClick={() => void send("")}>
                        {z("take_back")}
                    </Button>
                )}
            </div>
        </Card>
    );
}
