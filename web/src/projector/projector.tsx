// The hall's screen: where to join, one instruction, one clock; then the reports one at a time.
import { useEffect, useMemo, useState } from "preact/hooks";
import { mmss, remaining, serverNow, useNow } from "../clock";
import { f, type FKey } from "../catalogue/facilitator";
import { credential, peopleUrl } from "../home/credentials";
import { Qr } from "../home/qr";
import { codeText, lang, langChosen, setLang, t, tx, type Key } from "../i18n";
import type { ScreenProps } from "../main";
import { enter } from "../socket";
import { useDoc } from "../store";
import { GROUPS, words, type Group, type RoomDoc, type TableDoc } from "../types";
import { GroupBadge, OfflineBanner, cx } from "../ui";

interface ScreenDoc {
    show?: string;
    table?: string;
}
type View = "auto" | "code" | "tables" | "report" | "outcome";
interface Shown {
    view: View;
    table?: string;
}

const KEYS: Record<string, number> = {
    ArrowRight: 1,
    PageDown: 1,
    " ": 1,
    ArrowLeft: -1,
    PageUp: -1,
};

/** What a clicker walks through; the facilitator's choice takes over whenever it changes. */
function useShown(
    room: RoomDoc | undefined,
    doc: ScreenDoc | undefined,
): { shown: Shown; blank: boolean } {
    const stops = useMemo<Shown[]>(() => {
        const tables = Object.keys(room?.tables ?? {});
        const reports =
            room?.clock?.kind === "report" || room?.clock?.kind === "conclusion"
                ? tables.map((table): Shown => ({ view: "report", table }))
                : [];
        return [{ view: "auto" }, ...reports, { view: "tables" }, { view: "code" }];
    }, [room?.tables, room?.clock?.kind]);
    const [local, setLocal] = useState<number>();
    const [blank, setBlank] = useState(false);
    useEffect(() => setLocal(undefined), [doc?.show, doc?.table]);
    useEffect(() => {
        const press = (e: KeyboardEvent): void => {
            if (e.ctrlKey || e.metaKey || e.altKey) return;
            if (e.key === "b" || e.key === "B" || e.key === ".") {
                setBlank((b) => !b);
                return;
            }
            const step = KEYS[e.key];
            if (step === undefined) return;
            e.preventDefault();
            setLocal((at) => ((at ?? 0) + step + stops.length) % stops.length);
        };
        window.addEventListener("keydown", press);
        return () => window.removeEventListener("keydown", press);
    }, [stops]);
    const stop = local === undefined ? undefined : stops[local];
    return {
        shown: stop ?? { view: (doc?.show as View | undefined) ?? "auto", table: doc?.table },
        blank,
    };
}

const seatedAt = (room: RoomDoc, table: string, group?: Group): number =>
    Object.values(room.people ?? {}).filter(
        (p) => !p.gone && p.table === table && (!group || p.group === group),
    ).length;

function Head({ room }: { room: RoomDoc }) {
    const url = peopleUrl(room.code);
    return (
        <header class="scr-head">
            <div>
                <strong>{tx(room.title) || tx(room.scenario?.title)}</strong>
                <p class="soft">{tx(room.scenario?.tagline)}</p>
            </div>
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

const REPORT_FIELDS = [
    "from",
    "carried",
    "scales",
    "compromise",
    "open",
    "closest",
    "own",
] as const;

function Report({ room, table }: { room: RoomDoc; table: string }) {
    const doc = useDoc<TableDoc>(`table/${table}`);
    const since = useMemo(() => serverNow(), [table]);
    const now = useNow(500);
    const report = doc?.report;
    const lines = REPORT_FIELDS.map((k) => ({ k, text: words(report?.[k]) })).filter((x) => x.text);
    return (
        <main class="scr-main">
            <div class="row row-between">
                <h1>
                    {room.tables?.[table]?.name ?? `${t("table_word")} ${table.slice(1)}`}
                    {words(report?.title) && ` : ${words(report?.title)}`}
                </h1>
                <span class="time" role="timer" aria-label={f("spoke")}>
                    {mmss(now - since)}
                </span>
            </div>
            {lines.length === 0 && <p class="soft">{f("no_report")}</p>}
            <dl class="facts">
                {lines.map((x) => (
                    <>
                        <dt>{f(`r_${x.k}`)}</dt>
                        <dd>{x.text}</dd>
                    </>
                ))}
            </dl>
        </main>
    );
}

function Outcome({ room, table }: { room: RoomDoc; table: string }) {
    const out = useDoc<TableDoc>(`table/${table}`)?.outcome;
    if (!out) return null;
    const count = (x: number | string[] | undefined): number =>
        Array.isArray(x) ? x.length : (x ?? 0);
    return (
        <section class="stack-s">
            <h2>{room.tables?.[table]?.name ?? `${t("table_word")} ${table.slice(1)}`}</h2>
            <dl class="facts">
                <dt>{f("o_adopted")}</dt>
                <dd>{count(out.adopted)}</dd>
                <dt>{f("o_carried")}</dt>
                <dd>{count(out.carried)}</dd>
                <dt>{f("o_objections")}</dt>
                <dd>
                    {out.objections?.raised ?? 0} ({f("o_standing")} :{" "}
                    {out.objections?.standing ?? 0})
                </dd>
            </dl>
        </section>
    );
}

function Body({ room, shown }: { room: RoomDoc; shown: Shown }) {
    const first = Object.keys(room.tables ?? {})[0] ?? "t1";
    if (shown.view === "report") return <Report room={room} table={shown.table ?? first} />;
    if (shown.view === "outcome") {
        const tables = shown.table ? [shown.table] : Object.keys(room.tables ?? {});
        return (
            <main class="scr-main">
                <h1>{f("show_outcome")}</h1>
                {tables.map((id) => (
                    <Outcome key={id} room={room} table={id} />
                ))}
            </main>
        );
    }
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
    const { shown, blank } = useShown(room, useDoc<ScreenDoc>("screen"));
    useEffect(() => {
        if (room?.lang && !langChosen()) setLang(room.lang, false);
    }, [room?.lang]);
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
        <div class="scr">
            <div>
                <OfflineBanner />
                <Head room={room} />
            </div>
            <Body room={room} shown={shown} />
            {shown.view !== "tables" && <Tables room={room} />}
            {blank && (
                <div class="scr-blank" role="status">
                    {f("blank")}
                </div>
            )}
        </div>
    );
}
