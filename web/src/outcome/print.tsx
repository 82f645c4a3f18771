// The reports on paper: a page a table, for whoever may read it, printed by the browser.
import { useEffect } from "preact/hooks";
import { lang, langChosen, setLang, t, tx } from "../i18n";
import { go, type ScreenProps } from "../way";
import { nameOf, tableName } from "../people";
import { storedIdentity } from "../identity";
import { currentRoom, enter, link } from "../socket";
import { useDoc } from "../store";
import {
    GROUPS,
    REPORT_FIELDS,
    type OutcomeDoc,
    type ReportField,
    type RoomDoc,
    type TableDoc,
    type Tally,
} from "../types";
import { AsIs, Button, GroupBadge, LangSwitch, Loom, OfflineBanner, useTitle } from "../ui";
import { isOver, OverPage } from "../ui/over";
import { Founding, foundingTitle } from "./founding";
import { Gist, Weft } from "./gist";
import { GotGroups, gotText, gotTitle } from "./got";
import { Patterns } from "./marks";
import { Origin } from "./numbers";
import { LINES, lineOf, modelsText, reliedText, reportText } from "./say";
import { f } from "../catalogue/facilitator";
import { tablesOf } from "./tables";
import { o } from "./words";

/** A person's own table, or every table for a facilitator or a projector. */
const KINDS = [
    { kind: "f", back: "animer" },
    { kind: "s", back: "ecran" },
    { kind: "p", back: "p" },
] as const;

function People({ room, id }: { room: RoomDoc; id: string }) {
    const people = Object.entries(room.people ?? {}).filter(([, x]) => x.table === id && !x.gone);
    return (
        <p class="row">
            {GROUPS.map((g) => {
                const names = people
                    .filter(([, x]) => x.group === g)
                    .map(([person]) => nameOf(room, person));
                if (!names.length) return null;
                return (
                    <span key={g} class="row prn-names">
                        <GroupBadge group={g} /> <AsIs>{names.join(", ")}</AsIs>
                    </span>
                );
            })}
        </p>
    );
}
function Picture({ tally, table }: { tally: Tally; table: TableDoc }) {
    return (
        <>
            {tally.m > 0 && <Origin tally={tally} />}
            <ul class="prn-lines">
                {LINES.filter((id) => id !== "hands").map((id) => {
                    const line = lineOf(id, tally, table.base ?? []);
                    return (
                        <li key={id}>
                            <span>{line.title}</span>
                            {line.text}
                        </li>
                    );
                })}
                {tally.relied && (
                    <li>
                        <span>{o("relied")}</span>
                        {reliedText(tally)}
                    </li>
                )}
                <li>
                    <span>{o("models")}</span>
                    {modelsText(tally)}
                </li>
            </ul>
        </>
    );
}
/** A table's report and its outcome, on one page. */
export function ReportPage({ room, id }: { room: RoomDoc; id: string }) {
    const table = useDoc<TableDoc>(`table/${id}`);
    const { tally, founding } = useDoc<OutcomeDoc>(`outcome/${id}`) ?? {};
    if (!table) return null;
    const text = (field: ReportField): string => reportText(field, room, table, tally);
    const name = tableName(id);
    const own = table.report.own?.text;
    return (
        <article class="prn-page">
            <header>
                <p class="soft">
                    {name} – {tx(room.scenario?.title ?? room.title)}
                </p>
                <h1>{text("title") || o("report")}</h1>
                {tally && <Gist tally={tally} />}
                <People room={room} id={id} />
            </header>
            <div class="prn-cols">
                <div>
                    <dl class="prn-fields">
                        {REPORT_FIELDS.filter((k) => k !== "title" && k !== "own").map(
                            (k) =>
                                text(k) && (
                                    <div key={k}>
                                        <dt>{f(`r_${k as "from"}`)}</dt>
                                        <dd class="pre">{text(k)}</dd>
                                    </div>
                                ),
                        )}
                    </dl>
                    {own && <p class="prn-own">{own}</p>}
                    {founding && (
                        <section>
                            <h2>{foundingTitle()}</h2>
                            <Founding founding={founding} table={table} />
                        </section>
                    )}
                </div>
                {tally && (
                    <div>
                        <Picture tally={tally} table={table} />
                    </div>
                )}
            </div>
            {table.got && (
                <section>
                    <h2>{gotTitle()}</h2>
                    {!Object.keys(table.got).length && <p>{gotText(table)}</p>}
                    <div class="prn-got">
                        <GotGroups table={table} />
                    </div>
                </section>
            )}
            {tally && tally.m > 0 && (
                <section>
                    <h2>{o("weft")}</h2>
                    <Weft tally={tally} table={table} room={room} brief />
                </section>
            )}
            <footer>
                <span>{o("print_footer")}</span>
                <span>{t("app")}</span>
            </footer>
        </article>
    );
}

export default function Print({ code }: ScreenProps) {
    lang.use();
    useTitle(o("report"));
    const state = link.use();
    const who = KINDS.find((k) => storedIdentity(code, k.kind));
    useEffect(() => {
        const id = who && storedIdentity(code, who.kind);
        if (!who || !id) return go(`/j/${code}`, true);
        if (currentRoom() !== code || link.get() === "idle") enter(code, id, who.kind);
    }, [code]);
    const room = useDoc<RoomDoc>("room");
    useEffect(() => {
        if (room?.lang && !langChosen()) setLang(room.lang, false);
    }, [room?.lang]);
    if (isOver(state)) return <OverPage why={state} />;
    return (
        <main class="prn">
            <OfflineBanner />
            <Loom />
            <Patterns />
            <div class="prn-bar">
                <Button kind="primary" onClick={() => window.print()}>
                    {o("print_go")}
                </Button>
                <Button onClick={() => go(`/${who?.back ?? "p"}/${code}`)}>
                    {o("print_back")}
                </Button>
                {room?.may.includes("replay") && (
                    <Button onClick={() => go(`/rejouer/${code}?vue=story`)}>
                        {o("print_story")}
                    </Button>
                )}
                <LangSwitch />
                <p class="hint">{o("print_hint")}</p>
            </div>
            {room && state !== "refused" ? (
                tablesOf(room).map((id) => <ReportPage key={id} room={room} id={id} />)
            ) : (
                <h1 class="wait">{state === "refused" ? t("refused_title") : t("loading")}</h1>
            )}
        </main>
    );
}
