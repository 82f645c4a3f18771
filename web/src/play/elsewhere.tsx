// What concerns few, and comes when it does: somebody is moved, scans another table's code, or shares
// a name. Words typed, and choices made, for another table or group are shown to whoever made them,
// and counted nowhere unless they put them here.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { tableIn } from "../code";
import { t } from "../i18n";
import type { Group } from "../types";
import type { CallLink } from "../types";
import { AsIs, Banner, Button, Card, refusalText, Sheet } from "../ui";
import { draftsBeyond, dropDraft, dropReturned, keepDraft, returnedTo, take } from "./drafts";
import type { Returned } from "./drafts";
import { e } from "./elsewhere_texts";
import { keyOf, Refused, scopeOf, useMe, useSend, type Me } from "./me";
import { p as s } from "./talks_texts";

/** "t12M.propose" */
const KEY = /^t(\d+)([MCO]?)\.(.*)$/;

function placeText(n: string | undefined, group: string | undefined): string {
    if (!n) return "";
    return group ? e("at_group", { n, group: t(`group_${group as Group}`) }) : e("at_table", { n });
}

/** The field of this table and phase in which such words can be gone on with. */
function fieldHere(me: Me, key: string): string | undefined {
    const kind = me.room.state === "running" ? me.room.clock?.kind : undefined;
    if (/^(red_line|gave_up)\./.test(key)) return undefined; // a group's secret stays with it
    if (kind === "pooling") return "propose";
    const same = key.replace(/^(\w+)\.[MCO]?(?=\.|$)/, `$1.${me.acting ?? ""}`);
    if (kind === "group_work" && /^(sheet|need|idea)\./.test(key)) return same;
    return kind === "report" && key.startsWith("report.") ? same : undefined;
}

const NAMED = new Set(
    (
        "final points tags retag presenter base park drop answer carry uncommit call rate met " +
        "rapporteur report_done help sit hat"
    ).split(" "),
);
function choiceText(back: Returned): string {
    if (back.act === "stance") return s(`s_${back.a.stance as "support"}`);
    return e(`act_${NAMED.has(back.act) ? back.act : "other"}` as "act_other");
}

export interface BesidesProps {
    /** The place one was moved from, and has not been told of. */
    from: string;
    seen: () => void;
    /** Somebody else has this name. */
    twin: boolean;
    /** The role card. */
    card: ComponentChildren;
}
export function Elsewhere(q: BesidesProps) {
    const { room, table } = useMe();
    return (
        <>
            <Calls table={table?.call} all={room.call} />
            {q.from && <Moved {...q} />}
            <Tent />
            {q.twin && room.state !== "ended" && <Banner>{e("namesake")}</Banner>}
            <Kept />
        </>
    );
}

/** Where who is elsewhere talks: of one's table, and of all. */
function Calls({ table, all }: { table?: CallLink; all?: CallLink }) {
    const links: [string, CallLink | undefined][] = [
        [e("call_table"), table],
        [e("call_all"), all],
    ];
    return (
        <>
            {links.map(
                ([text, link]) =>
                    link && (
                        <a
                            key={text}
                            class="btn btn-wide"
                            href={link.url}
                            target="_blank"
                            rel="noopener noreferrer"
                        >
                            <span>
                                {text} · <AsIs>{link.host}</AsIs>
                            </span>
                        </a>
                    ),
            )}
        </>
    );
}

/** Told once, also of what happened while one was away; what was open closed with the other place. */
function Moved({ from, seen, card }: BesidesProps) {
    const me = useMe();
    if (!me.tableId) return null;
    const n = me.tableId.slice(1);
    const other = from.split(" ")[0] !== me.tableId;
    return (
        <Sheet title={other ? e("moved_table", { n }) : e("moved_role")} onClose={seen}>
            {card}
            <Button kind="primary" wide onClick={seen}>
                {e("seen")}
            </Button>
        </Sheet>
    );
}

/** The code on another table's tent was scanned. */
function Tent() {
    const me = useMe();
    const { run, busy, said } = useSend();
    const [table, setTable] = useState(() => tableIn(location.hash));
    if (!table || table === me.tableId || !me.room.tables?.[table]) return null;
    const done = (): void => {
        history.replaceState(null, "", location.pathname);
        setTable(undefined);
    };
    const change = async (): Promise<void> => {
        if (await run("sit", { table })) done();
    };
    const free = me.room.may.includes(me.tableId ? "sit" : "take");
    return (
        <Card tone="accent" title={e("tent_title", { n: table.slice(1) })}>
            {!free && <p>{e("tent_late")}</p>}
            <Refused text={said()} />
            <div class="row">
                {free && (
                    <Button kind="primary" busy={busy} onClick={() => void change()}>
                        {e("tent_go")}
                    </Button>
                )}
                <Button onClick={done}>
                    {me.tableId ? e("tent_stay", { n: me.tableId.slice(1) }) : t("cancel")}
                </Button>
            </div>
        </Card>
    );
}

/** Why it was not counted. */
function whyText({ no }: Returned): string {
    const known = ["table", "wording", "phase"].includes(no.field ?? "");
    return no.code === "elsewhere" && known
        ? e(`no_${no.field ?? ""}` as "no_table")
        : refusalText(no);
}

function Kept() {
    const me = useMe();
    const [, redraw] = useState(0);
    const drafts = draftsBeyond(me.id, scopeOf(me));
    const backs = returnedTo(me.id);
    const give = (key: string): void => {
        dropDraft(me.id, key);
        redraw((n) => n + 1);
    };
    if (!drafts.length && !backs.length) return null;
    return (
        <Card tone="accent" title={e("title")}>
            <p>{e("why")}</p>
            {backs.map(([key, back]) => (
                <div key={key} class="stack-s">
                    <p class="soft">{placeText(back.at?.table?.slice(1), undefined)}</p>
                    {back.about && <p class="pre">{s("quote", { text: back.about })}</p>}
                    <p class="strong">{e("chose", { what: choiceText(back) })}</p>
                    <p>{whyText(back)}</p>
                    <Button kind="quiet" onClick={() => dropReturned(key)}>
                        {e("seen")}
                    </Button>
                </div>
            ))}
            {drafts.map(([key, text]) => {
                const [, n, group, name = key] = KEY.exec(key) ?? [];
                const field = fieldHere(me, name);
                const put = (): void => {
                    keepDraft(me.id, keyOf(me, field ?? ""), text);
                    give(key);
                    take();
                };
                return (
                    <div key={key} class="stack-s">
                        <p class="soft">{placeText(n, group)}</p>
                        <p class="strong pre">{s("quote", { text })}</p>
                        <div class="row">
                            {field && <Button onClick={put}>{e("take")}</Button>}
                            <Button kind="quiet" onClick={() => give(key)}>
                                {e("drop")}
                            </Button>
                        </div>
                    </div>
                );
            })}
        </Card>
    );
}
