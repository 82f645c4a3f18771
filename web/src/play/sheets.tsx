// What each group wrote, read aloud by somebody of the group, and which of it the table starts from.
import { useLayoutEffect, useState } from "preact/hooks";
import { listText, t } from "../i18n";
import { nameOf } from "../people";
import { GROUPS, list, words, type Group, type TableDoc } from "../types";
import { Button, Card, Choices, GroupBadge, Named } from "../ui";
import { Refused, useMe, useSend } from "./me";
import { By } from "./shared";
import { p as s } from "./talks_texts";

type SheetDoc = NonNullable<NonNullable<TableDoc["sheets"]>[Group]>;

const written = (x: SheetDoc | undefined): x is SheetDoc =>
    !!x &&
    ([x.title, x.need, x.bring, x.ask].some((text) => words(text)) ||
        list(x.clauses).some((c) => c?.text));

function GroupSheet({ g }: { g: Group }) {
    const me = useMe();
    const sheet = me.table?.sheets?.[g];
    const who = me.table?.presenters?.[g];
    return (
        <Card tone={g}>
            <GroupBadge group={g} name />
            {!written(sheet) ? (
                <p class="soft">{s("t_no_sheet")}</p>
            ) : (
                <>
                    {words(sheet.title) && <h2>{words(sheet.title)}</h2>}
                    {who && (
                        <p class="soft">
                            <Named text={s("t_presented")} name={nameOf(me.room, who)} />
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
}
export function Sheets() {
    const me = useMe();
    const [base, setBase] = useState<Group[]>(me.table?.base ?? []);
    const { run, busy, no, said } = useSend();
    useLayoutEffect(() => {
        if (me.table?.base) setBase(me.table.base);
    }, [me.table?.base]);
    return (
        <>
            <h1>{s("t_sheets_title")}</h1>
            {GROUPS.map((g) => (
                <GroupSheet key={g} g={g} />
            ))}
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
            <By who={me.table?.base_by} />
            <Refused text={no?.code === "already" ? s("t_base_late") : said()} />
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
