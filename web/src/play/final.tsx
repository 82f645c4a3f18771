// The whole text read again, and a table that has finished early.
import { useState } from "preact/hooks";
import { nameOf, told } from "../people";
import { Banner, Button, Card, GroupBadge, Picks } from "../ui";
import { Late } from "./late";
import { stancesOf } from "./light";
import { entries, useMe, useSend } from "./me";
import { TaskSheet } from "./task";
import { p as s } from "./talks_texts";

export function Final() {
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
            {me.person.final_old && <Banner tone="warn">{s("fin_old")}</Banner>}
            <Picks
                legend={s("fin_title")}
                hideLegend
                value={me.person.final}
                error={said()}
                onPick={(stance) => void run("final", { stance })}
                row
                options={stancesOf((v) => s(`s_${v}`))}
            />
            {f && <p class="soft">{s("fin_done", { n: f.answered ?? 0, of: f.of ?? 0 })}</p>}
            {f?.stances && (
                <ul class="people">
                    {entries(f.stances).map(([id, x]) => (
                        <li key={id}>
                            <GroupBadge group={me.room.people?.[id]?.group} />
                            <strong translate={false}>{nameOf(me.room, id)}</strong> {s(`s_${x}`)}
                        </li>
                    ))}
                </ul>
            )}
            <Early />
        </>
    );
}

/** For a table that is done before the clock: where it names who carries, and where it ends. */
export function Early() {
    const [open, setOpen] = useState(false);
    return (
        <Card tone="quiet">
            <p>{s("found_early")}</p>
            <Button onClick={() => setOpen(true)}>{s("found")}</Button>
            {open && (
                <TaskSheet title={s("found")} onClose={() => setOpen(false)}>
                    <Late part="Founding" />
                </TaskSheet>
            )}
        </Card>
    );
}
