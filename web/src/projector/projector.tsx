// The hall's screen: where to join, one instruction, one clock; then the reports one at a time.
import { useEffect, useMemo, useState } from "preact/hooks";
import { mmss, remaining, serverNow, useNow } from "../clock";
import { f, type FKey } from "../catalogue/facilitator";
import { credential, peopleUrl } from "../home/credentials";
import { Qr } from "../home/qr";
import { codeText, lang, langChosen, setLang, t, tx, type Key } from "../i18n";
import type { ScreenProps } from "../main";
import { enter } from "../socket";
import { Slides, pagesOf } from "../outcome/slides";
import { REPORT_FIELDS, reportText } from "../outcome/say";
import { useDoc } from "../store";
import { GROUPS, type Group, type OutcomeDoc, type RoomDoc, type TableDoc } from "../types";
import { GroupBadge, OfflineBanner, cx } from "../ui";

interface ScreenDoc {
    show?: string;
    table?: string;
}
type View = "auto" | "code" | "tables" | "report" | "outcome";
interface Shown {
    view: View;
    table?: string;
    page?: number;
}

const KEYS: Record<string, number> = {
    ArrowRight: 1,
    PageDown: 1,
    " ": 1,
    ArrowLeft: -1,
    PageUp: -1,
};

const outcomePages = (room: RoomDoc | undefined, table?: string): Shown[] =>
    Array.from({ length: pagesOf(room, table) }, (_, page) => ({ view: "outcome", table, page }));

/** What a clicker walks through, from what the facilitator shows: the pictures of one table, or
    the hall's stops one after another. */
function stopsOf(room: RoomDoc | undefined, doc: ScreenDoc | undefined): Shown[] {
    if (doc?.show === "outcome" && doc.table) return outcomePages(room, doc.table);
    const kind = room?.state === "ended" ? "ended" : room?.clock?.kind;
    const after = kind === "report" || kind === "conclusion" || kind === "debrief";
    const reports = Object.keys(room?.tables ?? {}).map((table): Shown => ({
        view: "report",
        table,
    }));
    return [
        { view: "auto" },
        ...(after || kind === "ended" ? [...reports, ...outcomePages(room)] : []),
        { view: "tables" },
        { view: "code" },
    ];
}
function useShown(
    room: RoomDoc | undefined,
    doc: ScreenDoc | undefined,
): { shown: Shown; blank: boolean; turn: (step: number) => void } {
    const stops = useMemo(
        () => stopsOf(room, doc),
        [room?.tables, room?.clock?.kind, room?.state, doc],
    );
    const told = stops.findIndex(
        (x) => x.view === doc?.show && (x.view !== "report" || x.table === doc.table),
    );
    const [local, setLocal] = useState<number>();
    const [blank, setBlank] = useState(false);
    useEffect(() => setLocal(undefined), [doc?.show, doc?.table]);
    const turn = (step: number): void =>
        setLocal((at) => ((at ?? Math.max(told, 0)) + step + stops.length) % stops.length);
    useEffect(() => {
        const press = (e: KeyboardEvent): void => {
            if (e.ctrlKey || e.metaKey || e.altKey) return;
            if (e.key === "b" || e.key === "B" || e.key === ".") {
                setBlank((b) => !b);
                return;
            }
            const step = KEYS[e.key];
            if (step === undefined || (e.key === " " && e.target !== document.body)) return;
            e.preventDefault();
            turn(step);
        };
        window.addEventListener("keydown", press);
        return () => window.removeEventListener("keydown", press);
    });
    const stop = stops[local ?? told];
    const first = Object.keys(room?.tables ?? {})[0];
    const asked = { view: (doc?.show as View | undefined) ?? "auto", table: doc?.table };
    if (asked.view === "report") asked.table ??= first;
    return {
        shown: stop ?? asked,
        blank,
        turn,
    };
}

const seatedAt = (room: RoomDoc, table: string, group?: Group): number =>
    Object.values(room.people ?? {}).filter(
        (p) => !p.gone && p.table === table && (!group || p.group === group),
    ).length;

function Head({ room, title, spoke }: { room: RoomDoc; title?: string; spoke?: string }) {
    const url = peopleUrl(room.code);
    return (
        <header class="scr-head">
            {title ? (
                <h1>{title}</h1>
            ) : (
                <div>
                    <strong>{tx(room.title) || tx(room.scenario?.title)}</strong>
                    <p class="soft">{tx(room.scenario?.tagline)}</p>
                </div>
            )}
            {spoke && <Spoke table={spoke} />}
            <div class="scr-join">
                <div>
                    {location.host}/j<span class="code">{codeText(room.code)}</span>
                </div>
                <Qr url={url} label={f("qr_alt", { url })} />
            </div>
        </header>
    );
}

function Tables({ room }: { room: RoomDoc }) {
    const lobby = room.state === "lobby";
    return (
        <ul class="scr-tables">
            {Object.entries(room.tables ?? {}).map(([id, table]) => (
                <li key={id} class={cx(!!table.help && "scr-help")}>
                    <strong>{table.name ?? `${t("table_word")} ${id.slice(1)}`}</strong>
                    {lobby ? (
                        <span class="row">
                            {GROUPS.map((g) => (
                                <span key={g} class="row nowrap">
                                    <GroupBadge group={g} /> {seatedAt(room, id, g)}
                                </span>
                            ))}
                        </span>
                    ) : (
                        <span>
                            {table.help
                                ? `▲ ${f("st_help")}`
                                : table.reported
                                  ? `✓ ${f("st_reported")}`
                                  : f("st_working")}
                            {!!table.adopted && ` · ${f("adopted", { n: table.adopted })}`}
                        </span>
                    )}
                </li>
            ))}
        </ul>
    );
}

function Lobby({ room }: { room: RoomDoc }) {
    const url = peopleUrl(room.code);
    const n = Object.values(room.people ?? {}).filter((p) => !p.gone && p.table).length;
    return (
        <main class="scr-main scr-lobby">
            <Qr url={url} label={f("qr_alt", { url })} />
            <div class="stack">
                <p>
                    {f("scan")} <strong>{location.host}/j</strong>
                </p>
                <p class="code fac-code">{codeText(room.code)}</p>
                <h2>{f("do_lobby")}</h2>
                <p class="soft">{f("seated", { n })}</p>
            </div>
        </main>
    );
}

function BigClock({ room }: { room: RoomDoc }) {
    useNow(250);
    const left = remaining(room.clock);
    if (left === undefined) return null;
    const paused = room.state === "paused" || room.clock?.paused;
    return (
        <p class={cx("scr-clock", left < 120000 && "scr-soon")} role="timer" aria-live="off">
            {mmss(left)}
            {paused && <span class="soft"> ❚❚ {t("paused")}</span>}
        </p>
    );
}

function Now({ room }: { room: RoomDoc }) {
    const kind = room.state === "ended" ? "ended" : (room.clock?.kind ?? "lobby");
    return (
        <main class="scr-main">
            <h1>{t(`phase_${kind}` as Key)}</h1>
            <p>{f(`do_${kind}` as FKey)}</p>
            {kind !== "ended" && <BigClock room={room} />}
        </main>
    );
}

/** From when this table's report was put on the screen. */
function Spoke({ table }: { table: string }) {
    const since = useMemo(() => serverNow(), [table]);
    const now = useNow(500);
    return (
        <span class="time scr-spoke" role="timer" aria-label={f("spoke")}>
            {mmss(now - since)}
        </span>
    );
}
const LONG = 620;
function Report({ room, table }: { room: RoomDoc; table: string }) {
    const doc = useDoc<TableDoc>(`table/${table}`);
    const tally = useDoc<OutcomeDoc>(`outcome/${table}`)?.tally;
    const text = (k: string): string => (doc ? reportText(k, room, doc, tally) : "");
    const lines = REPORT_FIELDS.flatMap((k) =>
        k === "title" || !text(k) ? [] : [{ k, text: text(k) }],
    );
    const long = lines.reduce((n, x) => n + x.text.length, 0) > LONG;
    return (
        <main class={cx("scr-main out-main out-report", long && "out-long")}>
            {lines.length === 0 && <p class="soft">{f("no_report")}</p>}
            <div class="out-slide">
                {text("title") && <p class="out-say">{text("title")}</p>}
                <dl class="out-fields">
                    {lines.map((x) => (
                        <div key={x.k}>
                            <dt>{f(`r_${x.k}`)}</dt>
                            <dd class="pre">{x.text}</dd>
                        </div>
                    ))}
                </dl>
            </div>
        </main>
    );
}

const outcomeTitle = (room: RoomDoc, table?: string): string =>
    table
        ? (room.tables?.[table]?.name ?? `${t("table_word")} ${table.slice(1)}`)
        : f("show_outcome");
function Body({ room, shown, turn }: { room: RoomDoc; shown: Shown; turn: (n: number) => void }) {
    if (shown.view === "report" && shown.table) return <Report room={room} table={shown.table} />;
    if (shown.view === "outcome")
        return <Slides room={room} table={shown.table} page={shown.page ?? 0} turn={turn} />;
    if (shown.view === "tables")
        return (
            <main class="scr-main">
                <h1>{f("tables_title")}</h1>
                <Tables room={room} />
            </main>
        );
    if (shown.view === "code" || room.state === "lobby") return <Lobby room={room} />;
    return <Now room={room} />;
}

export default function Projector({ code }: ScreenProps) {
    lang.use();
    const me = useMemo(() => credential(code, "s", "ecran"), [code]);
    useEffect(() => {
        if (me) enter(me.code, { token: me.token }, "s");
    }, [me]);
    const room = useDoc<RoomDoc>("room");
    const { shown, blank, turn } = useShown(room, useDoc<ScreenDoc>("screen"));
    useEffect(() => {
        if (room?.lang && !langChosen()) setLang(room.lang, false);
    }, [room?.lang]);
    const outcome = shown.view === "outcome" || (shown.view === "report" && !!shown.table);
    if (!me)
        return (
            <main class="page">
                <p>{f("no_link")}</p>
            </main>
        );
    if (!room)
        return (
            <main class="page">
                <OfflineBanner />
                <p class="soft">{t("loading")}</p>
            </main>
        );
    return (
        <div class={cx("scr", outcome && "scr-out")}>
            <div>
                <OfflineBanner />
                <Head
                    room={room}
                    title={outcome ? outcomeTitle(room, shown.table) : undefined}
                    spoke={shown.view === "report" ? shown.table : undefined}
                />
            </div>
            <Body room={room} shown={shown} turn={turn} />
            {shown.view !== "tables" && !outcome && <Tables room={room} />}
            {blank && (
                <div class="scr-blank" role="status">
                    {f("blank")}
                </div>
            )}
        </div>
    );
}
