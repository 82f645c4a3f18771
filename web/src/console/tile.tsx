// One table at a glance: what is going on, and what should bring a facilitator over.
import { useState } from "preact/hooks";
import { mmss, useNow } from "../clock";
import { f, type FKey } from "../catalogue/facilitator";
import { listText, tx } from "../i18n";
import { nameOf, tableName } from "../people";
import { useDoc } from "../store";
import { GROUPS, type TableDoc, type Text } from "../types";
import { hasSums, sumsText } from "../ui/sums";
import { Button, Cord, GroupBadge, cx } from "../ui";
import { need, peopleAt, personName, steer, undoing, type Seen, type Watch } from "./doc";
import { DealSheet } from "./panel";
import { HatSheet, PersonSheet, groupNames, hatMissing } from "./person";

export function People(p: Seen & { ids: string[] }) {
    const { room } = p;
    const [open, setOpen] = useState<string>();
    return (
        <>
            <ul class="con-people">
                {p.ids.map((id) => {
                    const person = room.people?.[id];
                    if (!person) return null;
                    const slow = person.on && p.doc?.ways?.[id] && f("way_slow");
                    const role = tx(room.scenario?.roles?.[person.role ?? ""]?.title);
                    return (
                        <li key={id}>
                            <button type="button" onClick={() => setOpen(id)}>
                                <GroupBadge group={person.group} />
                                {person.hat && <GroupBadge group={person.hat as "M"} />}
                                <span class={cx("con-who", !person.on && "soft")}>
                                    <span class="sr">{f("manage")} </span>
                                    <strong translate={false}>{nameOf(room, id)}</strong>
                                    {(role || slow || !person.on) && (
                                        <small>
                                            {[!person.on && f("offline"), slow, role]
                                                .filter(Boolean)
                                                .join(" · ")}
                                        </small>
                                    )}
                                </span>
                                <span aria-hidden="true" class="soft">
                                    ›
                                </span>
                            </button>
                        </li>
                    );
                })}
            </ul>
            {open && (
                <PersonSheet
                    key={open}
                    room={room}
                    id={open}
                    resume={p.doc?.codes?.[open]}
                    onClose={() => setOpen(undefined)}
                />
            )}
        </>
    );
}

function Standing(p: Seen & { watch: Partial<Watch> }) {
    const now = useNow(1000);
    return (
        <>
            {p.watch.standing?.map((s) => (
                <p key={`${s.clause}${s.by ?? ""}`} class="con-flag">
                    {f(s.asked ? "standing_asked" : "standing", {
                        name: personName(p, s.by ?? ""),
                        n: s.clause.slice(1),
                        t: mmss(now - (s.asked ?? s.since)),
                    })}
                </p>
            ))}
        </>
    );
}

function Help(p: { id: string; since: number }) {
    const now = useNow(1000);
    const answer = (): void => {
        void steer("answer_help", { table: p.id }, f("answered"), (made) => {
            const back = { table: p.id, undo: true };
            void steer("answer_help", back, "", undefined, undoing(made));
        });
    };
    return (
        <div class="con-flag con-ask">
            <span>
                <span aria-hidden="true">▲ </span>
                {f("calls_help", { t: mmss(now - p.since) })}
            </span>
            <Button small onClick={answer}>
                {f("help_done")}
            </Button>
        </div>
    );
}

/** Why a facilitator might walk over; what they could do about it is one tap away. */
function Flags(p: Seen & { id: string; watch: Partial<Watch> }) {
    const { room, doc, id, watch } = p;
    const [open, setOpen] = useState<"deal" | "hat">();
    const close = (): void => setOpen(undefined);
    const missing = room.tables?.[id]?.missing ?? [];
    const names = (ids: string[]): string => listText(ids.map((x) => personName(p, x)));
    return (
        <>
            {watch.help && <Help id={id} since={watch.help} />}
            {watch.finished && !watch.extra && (
                <div class="con-flag con-good con-ask">
                    <span>✓ {f("finished")}</span>
                    <Button small onClick={() => setOpen("deal")}>
                        {f("deal")}
                    </Button>
                </div>
            )}
            {watch.extra && <p class="hint">{f("extra")}</p>}
            <Standing room={room} doc={doc} watch={watch} />
            {watch.prompt && <p class="con-flag">{f(`prompt_${watch.prompt}` as FKey)}</p>}
            {!!watch.silent?.length && (
                <p class="con-flag">{f("silent", { names: names(watch.silent) })}</p>
            )}
            {watch.typist && (
                <p class="con-flag">{f("typist", { name: personName(p, watch.typist) })}</p>
            )}
            {hatMissing(room, id) && (
                <div class="con-flag con-ask">
                    <span>{f("missing", { names: groupNames(missing) })}</span>
                    <Button small onClick={() => setOpen("hat")}>
                        {f("hat")}
                    </Button>
                </div>
            )}
            {!hatMissing(room, id) && peopleAt(room, id).length > 0 && missing.length > 0 && (
                <p class="hint">{f("missing_plays", { names: groupNames(missing) })}</p>
            )}
            {open === "deal" && <DealSheet room={room} doc={doc} table={id} onClose={close} />}
            {open === "hat" && <HatSheet room={room} table={id} onClose={close} />}
        </>
    );
}

/** The table's clauses as threads. */
function Cords({ id }: { id: string }) {
    const clauses = Object.entries(useDoc<TableDoc>(`table/${id}`)?.clauses ?? {});
    return (
        <div class="con-cords">
            {clauses
                .filter(([, c]) => c.state !== "dropped")
                .map(([n, c]) => (
                    <Cord key={n} knots={c.thread} />
                ))}
        </div>
    );
}

function Negotiation(p: {
    id: string;
    watch: Partial<Watch>;
    reported?: boolean;
    playing: boolean;
}) {
    const { watch } = p;
    const conceded = GROUPS.filter((g) => watch.conceded?.[g]);
    return (
        <>
            <Cords id={p.id} />
            <div class="row">
                <span class="tag tag-adopted">✓ {f("adopted", { n: watch.adopted ?? 0 })}</span>
                <span class="tag tag-open">○ {f("open", { n: watch.open ?? 0 })}</span>
                {p.reported && <span class="tag tag-adopted">{f("reported")}</span>}
            </div>
            {p.playing && !!watch.hands_missing?.length && (
                <p class="con-fact">
                    <span class="soft">{f("hands")}</span>{" "}
                    {watch.hands_missing.map((g) => (
                        <GroupBadge key={g} group={g} />
                    ))}
                </p>
            )}
            {p.playing && conceded.length > 0 && (
                <p class="con-fact">
                    <span class="soft">{f("conceded")}</span>{" "}
                    {conceded.map((g) => (
                        <span key={g} class="nowrap">
                            <GroupBadge group={g} /> {watch.conceded?.[g]}
                        </span>
                    ))}
                </p>
            )}
        </>
    );
}

/** What the table found, and whom it called: a resource person may be in the hall. */
function Called(p: Seen & { id: string }) {
    const now = useNow(1000);
    const table = useDoc<TableDoc>(`table/${p.id}`);
    const roles = p.room.scenario?.roles;
    const called: Record<string, { title?: Text | undefined; by?: string; t?: number }> = {
        ...table?.experts,
    };
    for (const [id, x] of Object.entries(table?.owners ?? {}))
        called[id] = { ...x, title: roles?.[id]?.title };
    const absent = Object.entries(table?.owners ?? {}).filter(([, x]) => !x.t);
    return (
        <>
            {hasSums(table?.sums) && (
                <p class="con-fact">
                    <span class="soft">{f("sums")}</span> <strong>{sumsText(table.sums)}</strong>
                </p>
            )}
            {p.room.clock?.kind === "pooling" && absent.length > 0 && (
                <p class="con-fact">
                    <span class="soft">{f("absent", { n: table?.calls ?? 0 })}</span>{" "}
                    {listText(absent.map(([id]) => tx(roles?.[id]?.title)))}
                </p>
            )}
            {Object.entries(called)
                .filter(([, x]) => x.t)
                .map(([id, x]) => (
                    <p key={id} class="con-fact">
                        <span class="soft">{f("expert")}</span>{" "}
                        <strong>
                            <span aria-hidden="true">☎ </span>
                            {tx(x.title)}
                        </strong>{" "}
                        <span class="soft">
                            {f("expert_by", {
                                name: personName(p, x.by ?? ""),
                                t: mmss(now - (x.t ?? now)),
                            })}
                        </span>
                    </p>
                ))}
        </>
    );
}

function Progress({ room, watch }: { room: Seen["room"]; watch: Partial<Watch> }) {
    const { done = 0, of = 0 } = watch.progress ?? {};
    if (!of || room.state === "lobby") return null;
    const kind = room.state === "ended" ? "conclusion" : (room.clock?.kind ?? "briefing");
    const text = f(`task_${kind === "debrief" ? "conclusion" : kind}` as FKey, { done, of });
    return (
        <div class="stack-s">
            <span class="soft">{text}</span>
            <progress class="progress" value={done} max={of} aria-label={text} />
        </div>
    );
}

/** Few tables on a wide screen: nothing needs to be opened to see who sits where. */
const ROOMY_TABLES = 6;
const roomy = (room: Seen["room"]): boolean =>
    matchMedia("(min-width: 48rem)").matches &&
    Object.keys(room.tables ?? {}).length <= ROOMY_TABLES;

export function Tile({ room, doc, id }: Seen & { id: string }) {
    const [open] = useState(() => roomy(room));
    const watch: Partial<Watch> = doc?.tables[id] ?? {};
    const ids = peopleAt(room, id);
    const on = ids.filter((x) => room.people?.[x]?.on).length;
    const kind = room.clock?.kind;
    const urgent = need(watch);
    return (
        <section
            id={id}
            class={cx("card con-tile", urgent === 3 && "con-call", urgent === 2 && "con-need")}
            aria-label={tableName(id)}
        >
            <div class="row row-between">
                <h2>{tableName(id)}</h2>
                <span class={cx("soft", on < ids.length && "con-away")}>
                    {ids.length ? f("connected", { on, of: ids.length }) : f("nobody")}
                </span>
            </div>
            <Flags room={room} doc={doc} id={id} watch={watch} />
            <Progress room={room} watch={watch} />
            {(kind === "pooling" || kind === "report") && (
                <>
                    <Negotiation
                        id={id}
                        watch={watch}
                        reported={room.tables?.[id]?.reported}
                        playing={kind === "pooling"}
                    />
                    <Called room={room} doc={doc} id={id} />
                </>
            )}
            {ids.length > 0 && (
                <details open={open}>
                    <summary>{f("people", { n: ids.length })}</summary>
                    <People room={room} doc={doc} ids={ids} />
                </details>
            )}
        </section>
    );
}
