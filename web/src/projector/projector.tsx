// The hall's screen: where to join, one instruction, one clock; then the reports one at a time.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { elapsed, mmss, remaining, useNow } from "../clock";
import { f, type FKey } from "../catalogue/facilitator";
import { stepText } from "../console/step";
import { peopleUrl, useEntered } from "../home/credentials";
import { Qr } from "../home/qr";
import { useAddress } from "../home/where";
import { codeText, lang, langChosen, setLang, t, tx, type Key } from "../i18n";
import type { ScreenProps } from "../main";
import { act } from "../socket";
import { Slides, WIDE, picturesOf } from "../outcome/slides";
import { reportText } from "../outcome/say";
import { useDoc } from "../store";
import { GROUPS, REPORT_FIELDS, type Group } from "../types";
import type { OutcomeDoc, RoomDoc, RoomTable, TableDoc } from "../types";
import { GroupBadge, Loading, OfflineBanner, cx, useTitle } from "../ui";
import { Paged, Pages, useWindow, type Turning } from "./paged";

interface ScreenDoc {
    show?: string;
    table?: string;
    since?: number;
}
type View = "auto" | "code" | "tables" | "report" | "outcome";
interface Shown {
    view: View;
    table?: string;
}

const KEYS: Record<string, 1 | -1> = {
    ArrowRight: 1,
    PageDown: 1,
    " ": 1,
    ArrowLeft: -1,
    PageUp: -1,
};
const SPEAK_MS = 90_000; // what the deck gives a table to present its report
const MESSAGE_MS = 90_000;
const CARD = 240; // what a table's card needs of the width: beyond one row, tables are numbers

const same = (a: Shown, b: Shown): boolean => a.view === b.view && a.table === b.table;

/** What a clicker walks through: the clock's own screen, each report, the outcomes, the tables and
    the code. */
function useStops(room: RoomDoc): Shown[] {
    const tables = room.tables;
    const kind = room.state === "ended" ? "ended" : (room.clock?.kind ?? "lobby");
    return useMemo(() => {
        const told = ["report", "conclusion", "debrief", "ended"].includes(kind);
        const reports = Object.keys(tables ?? {}).map((table): Shown => ({
            view: "report",
            table,
        }));
        return [
            { view: "auto" },
            ...(told ? [...reports, { view: "outcome" as const }] : []),
            { view: "tables" },
            { view: "code" },
        ];
    }, [tables, kind]);
}

/** Which picture of what is shown is on, and which part of it; the first when it is another. */
function usePlace(
    shown: Shown,
    pages: number,
): Omit<Turning, "turn"> & {
    step: (by: 1 | -1) => boolean;
    restart: (by: 1 | -1) => void;
} {
    const [at, setAt] = useState({ of: shown, page: 0, part: 0 });
    const [parts, setParts] = useState(1);
    const here = same(at.of, shown) ? at : { page: 0, part: 0 };
    const page = Math.min(here.page, pages - 1);
    const part = Math.min(here.part, parts - 1);
    // Turned back to, a picture shows its end: how many parts it has is known once it is drawn.
    const goTo = (to: number, by: 1 | -1): void =>
        setAt({ of: shown, page: to, part: by > 0 ? 0 : Infinity });
    const step = (by: 1 | -1): boolean => {
        if (part + by >= 0 && part + by < parts) setAt({ of: shown, page, part: part + by });
        else if (page + by >= 0 && page + by < pages) goTo(page + by, by);
        else return false;
        return true;
    };
    const restart = (by: 1 | -1): void => goTo(by > 0 ? 0 : pages - 1, by);
    return { page, part, parts, onParts: setParts, step, restart };
}

/** What is shown is the server's to say, so that two projectors and the console agree; whoever
    holds the clicker asks it. Hiding the picture and the pages of an outcome are this screen's. */
function useShown(room: RoomDoc, doc: ScreenDoc | undefined) {
    const stops = useStops(room);
    const [blank, setBlank] = useState(false);
    const view = (doc?.show as View | undefined) ?? "auto";
    const first = Object.keys(room.tables ?? {})[0];
    const table = doc?.table ?? (view === "report" ? first : undefined);
    const shown = useMemo<Shown>(() => ({ view, table }), [view, table]);
    const founding = useDoc<OutcomeDoc>(`outcome/${table ?? ""}`)?.founding;
    const pages = view === "outcome" ? picturesOf(founding, table) : 1;
    const { step: within, restart, ...place } = usePlace(shown, pages);
    const turn = (step: 1 | -1): void => {
        if (within(step)) return;
        const at = stops.findIndex((stop) => same(stop, shown));
        if (at < 0) {
            restart(step);
            return;
        }
        const to = stops[(at + step + stops.length) % stops.length];
        const what = { show: to?.view, ...(to?.table && { table: to.table }) };
        void act("show", what, { as: "sys" });
    };
    // Before the next key can be pressed: a quick clicker must not speak to the picture before.
    useLayoutEffect(() => {
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
    return { shown, blank, turning: { ...place, turn } };
}

const seatedAt = (room: RoomDoc, table: string, group?: Group): number =>
    Object.values(room.people ?? {}).filter(
        (p) => !p.gone && p.table === table && (!group || p.group === group),
    ).length;

const nameOf = (room: RoomDoc, id: string): string =>
    room.tables?.[id]?.name ?? `${t("table_word")} ${id.slice(1)}`;
const shortOf = (url: string): string => url.replace(/^https?:\/\//, "");

/** Latecomers find the code on every picture; the lobby has it large instead. */
function Head(p: {
    room: RoomDoc;
    join: boolean;
    spoken?: ScreenDoc;
    children: ComponentChildren;
}) {
    const at = useAddress();
    const url = peopleUrl(at, p.room.code);
    return (
        <header class="scr-head">
            <div>{p.children}</div>
            <Spoken since={p.spoken?.since} />
            {p.join && (
                <div class="scr-join">
                    <div>
                        <span class="scr-url">{shortOf(at)}/j</span>
                        <span class="code">{codeText(p.room.code)}</span>
                    </div>
                    <Qr url={url} label={f("qr_alt", { url })} />
                </div>
            )}
        </header>
    );
}

function Title({ room, brief }: { room: RoomDoc; brief: boolean }) {
    return (
        <>
            <strong>{tx(room.title) || tx(room.scenario?.title)}</strong>
            {!brief && <p class="soft">{tx(room.scenario?.tagline)}</p>}
        </>
    );
}

/** Whether tables work each for itself; afterwards the hall is one. */
const atTables = (room: RoomDoc): boolean =>
    room.state !== "ended" && !["conclusion", "debrief"].includes(room.clock?.kind ?? "");

function stateOf(room: RoomDoc, id: string, table: RoomTable): string {
    if (table.help) return `▲ ${f("st_help")}`;
    if (table.reported) return `✓ ${f("st_reported")}`;
    return atTables(room) && seatedAt(room, id) ? f("st_working") : "";
}

function Tables({ room }: { room: RoomDoc }) {
    const lobby = room.state === "lobby";
    return (
        <ul class="scr-tables">
            {Object.entries(room.tables ?? {}).map(([id, table]) => (
                <li key={id} class={cx(!!table.help && "scr-help")}>
                    <strong>{nameOf(room, id)}</strong>
                    {lobby ? (
                        <span class="scr-groups">
                            {GROUPS.map((g) => (
                                <span key={g} class="nowrap">
                                    <GroupBadge group={g} /> {seatedAt(room, id, g)}
                                </span>
                            ))}
                        </span>
                    ) : (
                        <span>{stateOf(room, id, table)}</span>
                    )}
                </li>
            ))}
        </ul>
    );
}

function useMany(room: RoomDoc): boolean {
    const { width } = useWindow();
    return Object.keys(room.tables ?? {}).length > Math.floor(width / CARD);
}

/** In a large hall, a table is its number and a sign; how many are where is said under them. */
function Numbers({ room }: { room: RoomDoc }) {
    return (
        <ul class="scr-tables scr-many">
            {Object.entries(room.tables ?? {}).map(([id, table]) => (
                <li key={id} class={cx(!!table.help && "scr-help")}>
                    <strong>
                        <span class="sr">{t("table_word")} </span>
                        {id.slice(1)}
                    </strong>
                    <span class="sr">{stateOf(room, id, table)}</span>
                    {(table.help || table.reported) && (
                        <span aria-hidden="true">{table.help ? "▲" : "✓"}</span>
                    )}
                </li>
            ))}
        </ul>
    );
}

/** How many tables are where, on one line; few of them are told one by one. */
function Where({ room }: { room: RoomDoc }) {
    if (!useMany(room)) return <Tables room={room} />;
    if (room.state === "lobby") return null;
    const tables = Object.entries(room.tables ?? {})
        .filter(([id]) => seatedAt(room, id))
        .map(([, table]) => table);
    const of = (test: (x: RoomTable) => boolean): number => tables.filter(test).length;
    const help = of((x) => !!x.help);
    const reported = of((x) => !x.help && !!x.reported);
    return (
        <p>
            {[
                ...(atTables(room) ? [f("n_working", { n: tables.length - help - reported })] : []),
                ...(help ? [`▲ ${f("n_help", { n: help })}`] : []),
                ...(reported ? [`✓ ${f("n_reported", { n: reported })}`] : []),
            ].join(" · ")}
        </p>
    );
}

const seated = (room: RoomDoc): number =>
    Object.values(room.people ?? {}).filter((p) => !p.gone && p.table).length;

function Lobby({ room, brief }: { room: RoomDoc; brief: boolean }) {
    const at = useAddress();
    const url = peopleUrl(at, room.code);
    return (
        <main class="scr-main scr-lobby">
            <Qr url={url} label={f("qr_alt", { url })} />
            <div class="stack">
                <h1 class="sr">{f("join_title")}</h1>
                <p>
                    {f("scan")}
                    <strong class="scr-url">{shortOf(at)}/j</strong>
                </p>
                <p class="code fac-code">{codeText(room.code)}</p>
                {!brief && (
                    <>
                        <p>{f(room.state === "lobby" ? "do_lobby" : "do_late")}</p>
                        <p class="soft">{f("seated", { n: seated(room) })}</p>
                    </>
                )}
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

function Now({ room, brief }: { room: RoomDoc; brief: boolean }) {
    useNow(1000);
    const kind = room.state === "ended" ? "ended" : (room.clock?.kind ?? "lobby");
    const step = kind === "ended" ? "" : stepText(room, elapsed(room.clock));
    return (
        <main class="scr-main scr-now">
            <div class="stack">
                <h1>{t(`phase_${kind}` as Key)}</h1>
                {!brief && <p>{f(`do_${kind}` as FKey)}</p>}
                {step && <p class="scr-step">{step}</p>}
            </div>
            {kind !== "ended" && <BigClock room={room} />}
        </main>
    );
}

/** What the facilitators have just said to everyone. */
function useMessage(room: RoomDoc): string | undefined {
    const now = useNow(1000);
    const last = Object.values(room.say ?? {}).pop();
    return last && now - last.t <= MESSAGE_MS ? last.text : undefined;
}

function Spoken({ since }: { since: number | undefined }) {
    const now = useNow(250);
    if (!since) return null;
    const ms = Math.max(0, now - since);
    return (
        <span
            class={cx("time scr-spoke", ms > SPEAK_MS && "time-soon")}
            role="timer"
            aria-live="off"
            aria-label={f("spoke")}
        >
            {mmss(ms)}
        </span>
    );
}

const LONG = 620; // signs: a report beyond that is set smaller

function Report(p: Turning & { room: RoomDoc; table: string }) {
    const { room, table, part, onParts } = p;
    const { width } = useWindow();
    const doc = useDoc<TableDoc>(`table/${table}`);
    const tally = useDoc<OutcomeDoc>(`outcome/${table}`)?.tally;
    const text = (k: string): string => (doc ? reportText(k, room, doc, tally) : "");
    const lines = REPORT_FIELDS.flatMap((k) =>
        k === "title" || !text(k) ? [] : [{ k, text: text(k) }],
    );
    const length = lines.reduce((n, x) => n + x.text.length, 0);
    return (
        <main class={cx("scr-main out-main out-report", length > LONG && "out-long")}>
            {text("title") && <p class="out-say">{text("title")}</p>}
            {lines.length === 0 && <p class="soft">{f("no_report")}</p>}
            <Paged part={part} onParts={onParts} two={width >= WIDE}>
                <dl class="out-fields">
                    {lines.map((x) => (
                        <div key={x.k}>
                            <dt>{f(`r_${x.k}`)}</dt>
                            <dd class="pre">{x.text}</dd>
                        </div>
                    ))}
                </dl>
            </Paged>
            <Pages {...p} of={1} />
        </main>
    );
}

/** Every table; by its number alone when a message takes its place. */
function AllTables({ room, brief }: { room: RoomDoc; brief: boolean }) {
    const many = useMany(room);
    return (
        <main class="scr-main">
            <h1 class={brief ? "sr" : undefined}>{f("tables_title")}</h1>
            {(many || brief) && <Numbers room={room} />}
            {!brief && <Where room={room} />}
        </main>
    );
}

interface BodyProps {
    room: RoomDoc;
    shown: Shown;
    turning: Turning;
    /** Room is left for a message. */
    brief: boolean;
}
function Body({ room, shown, turning, brief }: BodyProps) {
    const { view, table } = shown;
    if (view === "report" && table) return <Report {...turning} room={room} table={table} />;
    if (view === "outcome") return <Slides {...turning} room={room} table={table} />;
    if (view === "tables") return <AllTables room={room} brief={brief} />;
    if (view === "code" || room.state === "lobby") return <Lobby room={room} brief={brief} />;
    return <Now room={room} brief={brief} />;
}

export default function Projector({ code }: ScreenProps) {
    lang.use();
    useTitle(f("show"));
    const { room, bad } = useEntered(code, "s", "ecran");
    useEffect(() => {
        if (room?.lang && !langChosen()) setLang(room.lang, false);
    }, [room?.lang]);
    if (bad)
        return (
            <main class="page">
                <h1>{f("show")}</h1>
                <p>{f("no_screen")}</p>
            </main>
        );
    return room ? <Hall room={room} /> : <Loading />;
}

/** What the hall sees of a room. */
export function Hall({ room }: { room: RoomDoc }) {
    const screen = useDoc<ScreenDoc>("screen");
    const { shown, blank, turning } = useShown(room, screen);
    const message = useMessage(room);
    const lobby = shown.view === "code" || (shown.view === "auto" && room.state === "lobby");
    const strip = shown.view === "auto" || shown.view === "code";
    const told = shown.view === "outcome" || shown.view === "report";
    return (
        <div class={cx("scr", told && "scr-out")}>
            <div>
                <OfflineBanner />
                <Head
                    room={room}
                    join={!lobby}
                    spoken={shown.view === "report" ? screen : undefined}
                >
                    {told ? (
                        <h1>{shown.table ? nameOf(room, shown.table) : f("show_outcome")}</h1>
                    ) : (
                        <Title room={room} brief={!!message} />
                    )}
                </Head>
            </div>
            <Body room={room} shown={shown} turning={turning} brief={!!message} />
            <div class="stack">
                {!told && message && <p class="scr-say">{message}</p>}
                {strip && !message && atTables(room) && <Where room={room} />}
            </div>
            {blank && (
                <div class="scr-blank" role="status">
                    {f("blank")}
                </div>
            )}
        </div>
    );
}
