// A table, opened: what it needs and what helps, how far it is, who sits there, and every act for it.
import { f, type FKey } from "../catalogue/facilitator";
import { mmss, useNow } from "../clock";
import { t, tx } from "../i18n";
import { rolesText, tableName } from "../people";
import { useDoc } from "../store";
import { Earliers, v } from "../play/versions";
import { z } from "../play/ending_texts";
import { p as o } from "../play/talks_texts";
import type { Fields } from "../socket";
import { GROUPS, REPORT_FIELDS } from "../types";
import type { Group, Need, TableDoc, Text, Written } from "../types";
import { Button, Cord, GroupBadge, Named, Sheet } from "../ui";
import { hasSums, sumsText } from "../ui/sums";
import { peopleAt, personName, steer } from "./doc";
import type { Opened, Opening, Seen, Watch } from "./doc";
import { ActFor, helpOf, WhyText } from "./needed";
import type { TableNeeds } from "./needs";
import { DealSheet } from "./panel";
import { People } from "./people";
import { groupNames, HatSheet, PersonSheet } from "./person";
import { WriteSheet } from "./side";
import { c } from "./texts";
import { Steer, TablePlace, WordsSheet } from "./words";

/** The table's clauses as threads. */
export function Cords({ id }: { id: string }) {
    const clauses = Object.entries(useDoc<TableDoc>(`table/${id}`)?.clauses ?? {});
    return (
        <div class="con-cords">
            {clauses
                .filter(([, clause]) => clause.state !== "dropped")
                .map(([n, clause]) => (
                    <Cord key={n} knots={clause.thread} />
                ))}
        </div>
    );
}

function Negotiation(p: { id: string; watch: Partial<Watch> }) {
    const { watch } = p;
    const conceded = GROUPS.filter((g) => watch.conceded?.[g]);
    return (
        <>
            <Cords id={p.id} />
            <div class="row">
                <span class="tag tag-adopted">✓ {f("adopted", { n: watch.adopted ?? 0 })}</span>
                <span class="tag tag-open">○ {f("open", { n: watch.open ?? 0 })}</span>
            </div>
            {!!watch.hands_missing?.length && (
                <p class="con-fact">
                    <span class="soft">{f("hands")}</span>{" "}
                    {watch.hands_missing.map((g) => (
                        <GroupBadge key={g} group={g} />
                    ))}
                </p>
            )}
            {conceded.length > 0 && (
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
    const absent = Object.entries(table?.owners ?? {}).flatMap(([id, x]) => (x.may ? [id] : []));
    return (
        <>
            {hasSums(table?.sums) && (
                <p class="con-fact">
                    <span class="soft">{f("sums")}</span> <strong>{sumsText(table.sums)}</strong>
                </p>
            )}
            {absent.length > 0 && (
                <details>
                    <summary>{f("absent", { n: table?.calls ?? 0 })}</summary>
                    {rolesText(p.room, absent)}
                </details>
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
                            <Named
                                text={f("expert_by", { t: mmss(now - (x.t ?? now)) })}
                                name={personName(p, x.by ?? "")}
                            />
                        </span>
                    </p>
                ))}
        </>
    );
}

/** What the table's texts said before: whoever leads puts a version back, too. */
function Rewritten(p: Seen & { id: string }) {
    const table = useDoc<TableDoc>(`table/${p.id}`);
    const back = (text: Fields, of: Written, version: number): void =>
        void steer("put_back", { table: p.id, ...text, version, from: of.v }, v("is_back"));
    const texts = REPORT_FIELDS.map((field): [string, Fields, Written | undefined] => [
        z(`rf_${field}`),
        { report: field },
        table?.report[field],
    ]);
    for (const [item, x] of Object.entries(table?.founding ?? {}))
        texts.push([o("found"), { item }, x.text]);
    return (
        <>
            {texts.map(
                ([label, text, of], i) =>
                    !!of?.was?.length && (
                        <div key={i} class="stack-s">
                            <span class="soft">{label}</span>
                            <Earliers
                                room={p.room}
                                was={of.was}
                                onBack={(x) => back(text, of, x.v)}
                            />
                        </div>
                    ),
            )}
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

/** Robots fill the seats that a group is missing, and leave them to whoever comes. */
function Robots({ table, watch }: { table: string; watch: Partial<Watch> }) {
    const ask = (group: Group, on: boolean): void => void steer("robots", { table, group, on });
    const { robots = [], robots_may: may = [] } = watch;
    if (!robots.length && !may.length) return null;
    return (
        <details>
            <summary>{c("robots")}</summary>
            <p class="hint">{c("robots_hint")}</p>
            <div class="row">
                {may.map((g) => (
                    <Button key={g} small onClick={() => ask(g, true)}>
                        {c("robots_sit", { group: t(`group_${g}`) })}
                    </Button>
                ))}
                {robots.map((g) => (
                    <Button key={`-${g}`} small onClick={() => ask(g, false)}>
                        {c("robots_leave", { group: t(`group_${g}`) })}
                    </Button>
                ))}
            </div>
        </details>
    );
}

function TableSheet(
    p: Seen & Opening & { table: string; needs: readonly Need[]; onClose: () => void },
) {
    const { room, doc, table, needs, onOpen } = p;
    const watch: Partial<Watch> = doc?.tables[table] ?? {};
    const ids = peopleAt(room, table);
    const kind = room.clock?.kind;
    const missing = room.tables?.[table]?.missing ?? [];
    return (
        <Sheet title={tableName(table)} onClose={p.onClose}>
            <Steer room={room} table={table} onOpen={onOpen} />
            {needs.map((need, i) => (
                <div key={`${need.kind}${i}`} class="con-need">
                    <p class="strong">
                        <WhyText room={room} doc={doc} table={table} need={need} />
                    </p>
                    <p class="con-say">{f("told", { text: helpOf(need.kind) })}</p>
                    <div class="row">
                        <ActFor table={table} need={need} onOpen={onOpen} />
                    </div>
                </div>
            ))}
            {watch.extra && <p class="hint">{f("extra")}</p>}
            {!needs.some((x) => x.kind === "missing") && ids.length > 0 && missing.length > 0 && (
                <p class="hint">{f("missing_plays", { names: groupNames(missing) })}</p>
            )}
            <Progress room={room} watch={watch} />
            {(kind === "pooling" || kind === "report") && (
                <>
                    <Negotiation id={table} watch={watch} />
                    <Called room={room} doc={doc} id={table} />
                    <Rewritten room={room} doc={doc} id={table} />
                </>
            )}
            {ids.length > 0 && (
                <>
                    <h3>{c("at_the_table")}</h3>
                    <People room={room} doc={doc} ids={ids} onOpen={onOpen} />
                </>
            )}
            <TablePlace room={room} table={table} />
            <Robots table={table} watch={watch} />
            <div class="row">
                <Button onClick={() => onOpen({ what: "write", table, text: "" })}>
                    {c("answer_table")}
                </Button>
                {room.may.includes("deal") && !!doc?.cards?.length && (
                    <Button onClick={() => onOpen({ what: "deal", table })}>{f("deal")}</Button>
                )}
            </div>
        </Sheet>
    );
}

/** What is open over the page, of a table or a person. */
export function OpenSheet(
    p: Seen & Opening & { open: Opened; feed: readonly TableNeeds[]; onClose: () => void },
) {
    const { room, doc, open, onClose } = p;
    const seen = { room, doc, onClose };
    switch (open.what) {
        case "table": {
            const needs = p.feed.find((x) => x.table === open.table)?.needs ?? [];
            return <TableSheet {...seen} table={open.table} needs={needs} onOpen={p.onOpen} />;
        }
        case "deal":
            return <DealSheet {...seen} table={open.table} />;
        case "hat":
            return <HatSheet room={room} table={open.table} onClose={onClose} />;
        case "write":
            return <WriteSheet table={open.table} text={open.text} onClose={onClose} />;
        case "words":
            return <WordsSheet {...seen} table={open.table} />;
        case "person": {
            const id = open.person;
            const resume = doc?.codes?.[id];
            return <PersonSheet key={id} room={room} id={id} resume={resume} onClose={onClose} />;
        }
    }
}
