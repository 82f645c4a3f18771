// One table at a glance: what is going on, and what should bring a facilitator over.
import { useState } from "preact/hooks";
import { mmss, useNow } from "../clock";
import { f } from "../catalogue/facilitator";
import { listText, t, tx } from "../i18n";
import type { RoomDoc } from "../types";
import { Button, GroupBadge, cx } from "../ui";
import { need, personName, steer, tableName, type ConsoleDoc, type Watch } from "./doc";
import { PersonSheet } from "./person";

export function People(p: { room: RoomDoc; ids: string[]; codes?: Record<string, string> }) {
    const [open, setOpen] = useState<string>();
    return (
        <>
            <ul class="people">
                {p.ids.map((id) => {
                    const person = p.room.people?.[id];
                    return (
                        person && (
                            <li key={id} class="con-person">
                                <span class="row">
                                    <GroupBadge group={person.group} />
                                    <span>
                                        <strong>{person.name}</strong>{" "}
                                        {person.role && (
                                            <small>
                                                {tx(p.room.scenario?.roles?.[person.role]?.title)}
                                            </small>
                                        )}
                                        {!person.on && <small> · {f("offline")}</small>}
                                    </span>
                                </span>
                                <Button
                                    small
                                    kind="quiet"
                                    aria-label={f("manage", { name: person.name })}
                                    onClick={() => setOpen(id)}
                                >
                                    •••
                                </Button>
                            </li>
                        )
                    );
                })}
            </ul>
            {open && (
                <PersonSheet
                    key={open}
                    room={p.room}
                    id={open}
                    resume={p.codes?.[open]}
                    onClose={() => setOpen(undefined)}
                />
            )}
        </>
    );
}

function Flags({ room, watch, missing }: { room: RoomDoc; watch: Watch; missing: string[] }) {
    const now = useNow(1000);
    const groups = (gs: string[]): string => listText(gs.map((g) => t(`group_${g}` as "group_M")));
    return (
        <>
            {watch.standing?.map((s) => (
                <p key={`${s.clause}${s.by ?? ""}`} class="con-flag con-bad">
                    {f("standing", { t: mmss(now - s.since), n: s.clause.slice(1) })}
                </p>
            ))}
            {watch.prompt && <p class="con-flag">{f("prompt")}</p>}
            {!!watch.silent?.length && (
                <p class="con-flag">
                    {f("silent", {
                        names: listText(watch.silent.map((id) => personName(room, id))),
                    })}
                </p>
            )}
            {missing.length > 0 && (
                <p class="con-flag">{f("missing", { names: groups(missing) })}</p>
            )}
            {!!watch.hands_missing?.length && (
                <p class="hint">{f("hands", { names: groups(watch.hands_missing) })}</p>
            )}
            {watch.typist && (
                <p class="hint">{f("typist", { name: personName(room, watch.typist) })}</p>
            )}
        </>
    );
}

export function Tile(p: { room: RoomDoc; doc: ConsoleDoc | undefined; id: string }) {
    const { room, id } = p;
    const table = room.tables?.[id] ?? {};
    const watch = p.doc?.tables?.[id] ?? {};
    const help = !!(table.help || watch.help);
    const ids = Object.entries(room.people ?? {})
        .filter(([, x]) => x.table === id && !x.gone)
        .map(([k]) => k);
    const on = ids.filter((x) => room.people?.[x]?.on).length;
    const urgent = need(watch, help);
    const playing = room.clock?.kind === "pooling" || room.clock?.kind === "report";
    return (
        <section
            class={cx("card", help ? "con-call" : urgent >= 50 && "con-need")}
            aria-label={tableName(room, id)}
        >
            <div class="row row-between">
                <h2>{tableName(room, id)}</h2>
                <span class="soft">{f("connected", { on, of: ids.length })}</span>
            </div>
            {help && (
                <div class="row row-between con-flag con-bad">
                    <span>
                        <span aria-hidden="true">▲ </span>
                        {f("calls_help")}
                    </span>
                    <Button
                        small
                        onClick={() => {
                            void steer("answer_help", { table: id });
                        }}
                    >
                        {f("help_done")}
                    </Button>
                </div>
            )}
            {!!watch.progress?.of && (
                <>
                    <span class="soft">
                        {f("task", { done: watch.progress.done ?? 0, of: watch.progress.of })}
                    </span>
                    <progress
                        class="progress"
                        value={watch.progress.done ?? 0}
                        max={watch.progress.of}
                        aria-label={f("task", {
                            done: watch.progress.done ?? 0,
                            of: watch.progress.of,
                        })}
                    />
                </>
            )}
            {playing && (
                <div class="row">
                    <span class="tag tag-adopted">
                        ✓ {f("adopted", { n: watch.adopted ?? table.adopted ?? 0 })}
                    </span>
                    <span class="tag tag-open">
                        ○ {f("open", { n: watch.open ?? table.open ?? 0 })}
                    </span>
                    {table.reported && <span class="tag">{f("reported")}</span>}
                </div>
            )}
            <Flags room={room} watch={watch} missing={ids.length ? (table.missing ?? []) : []} />
            <details>
                <summary>{f("people")}</summary>
                {ids.length ? (
                    <People room={room} ids={ids} codes={p.doc?.codes} />
                ) : (
                    <p class="soft">{f("nobody")}</p>
                )}
            </details>
        </section>
    );
}
