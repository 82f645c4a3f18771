// The hall's screen: where to join, one instruction, one clock; then the reports one at a time.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { canStayAwake, useAwake } from "../awake";
import { f, type FKey } from "../catalogue/facilitator";
import { elapsed, leftText, over, remaining, useNow } from "../clock";
import { stepId, stepText } from "../console/step";
import { invitation, peopleUrl, useEntered } from "../home/credentials";
import { OfflineHere } from "../home/here";
import { Qr } from "../home/qr";
import { useAddress, useMoves } from "../home/where";
import { FrameHall, frameText } from "../frame/frame";
import { hourText } from "../hours";
import { codeText, lang, langChosen, setLang, t, tx, type Key } from "../i18n";
import { gotTitle } from "../outcome/got";
import { Slides } from "../outcome/slides";
import { inTurn } from "../outcome/tables";
import { inHall } from "../local";
import { nameOf, tableName } from "../people";
import { led } from "../replay/story/follow";
import { LedHall } from "./led";
import { useDoc } from "../store";
import { Bound, type RoomDoc, type ScreenDoc, type Told } from "../types";
import { AsIs, cx, GroupBadge, Loading, Loom, TimeThread, toast, useTitle } from "../ui";
import { OverPage } from "../ui/over";
import type { ScreenProps } from "../way";
import { DebriefHall } from "./debrief";
import { GotHall } from "./got";
import type { Turning } from "./paged";
import { PlenaryHall, speakersText } from "./plenary";
import { Report, Spoken } from "./report";
import { useShown, type Shown } from "./shown";
import { Groups, Wall } from "./wall";

const TURN_MS = 8_000;

const shortOf = (url: string): string => url.replace(/^https?:\/\//, "");

/** Latecomers find the code on every picture; the lobby has it large instead. */
function Head(p: {
    room: RoomDoc;
    join: boolean;
    spoken?: ScreenDoc;
    /** Beside the tables, which take the rest. */
    clock?: ComponentChildren;
    children: ComponentChildren;
}) {
    const at = useAddress();
    const url = peopleUrl(at, p.room.code);
    return (
        <header class={cx("scr-head", !!p.clock && "scr-working")}>
            <div>{p.children}</div>
            <Spoken since={p.spoken?.since} />
            {p.clock}
            {p.join && (
                <div class="scr-join">
                    <div>
                        <span class="scr-url">{shortOf(at)}/j</span>
                        <span class="code" translate={false}>
                            {codeText(p.room.code)}
                        </span>
                    </div>
                    <Qr url={invitation(at, p.room.code)} label={f("qr_alt", { url })} />
                </div>
            )}
        </header>
    );
}

function Title({ room, brief }: { room: RoomDoc; brief: boolean }) {
    return (
        <>
            <strong>{tx(room.title) || tx(room.scenario?.title)}</strong>
            {room.options.speed ? (
                <p class="soft">{t("robots_play")}</p>
            ) : (
                !brief && <p class="soft">{tx(room.scenario?.tagline)}</p>
            )}
        </>
    );
}

const seated = (room: RoomDoc): number =>
    Object.values(room.people ?? {}).filter((p) => !p.gone && p.table).length;

/** Who sat down last. */
function Arrival({ room }: { room: RoomDoc }) {
    const [id, last] =
        Object.entries(room.people ?? {})
            .filter(([, p]) => !p.gone && p.table)
            .pop() ?? [];
    if (!last?.table) return <span />;
    return (
        <span>
            <GroupBadge group={last.group} /> <strong translate={false}>{nameOf(room, id)}</strong>{" "}
            {f("arrives", { table: tableName(last.table) })}
        </span>
    );
}

function Lobby({ room, brief, told }: Pick<BodyProps, "room" | "brief" | "told">) {
    const at = useAddress();
    const url = peopleUrl(at, room.code);
    const lobby = room.state === "lobby";
    return (
        <main class="scr-main scr-lobby">
            <div class="scr-door">
                <Qr url={invitation(at, room.code)} label={f("qr_alt", { url })} />
                <p class="soft scr-url">{shortOf(at)}/j</p>
                <p class="code fac-code" translate={false}>
                    {codeText(room.code)}
                </p>
                {!brief && inHall(new URL(at).hostname) && <p class="soft">{t("stay")}</p>}
            </div>
            <div class="scr-hall">
                {!brief && <h1>{f(lobby ? "do_lobby" : "do_late")}</h1>}
                <Wall room={room} share={[0.6, brief ? 0.65 : told ? 0.4 : 0.5]} />
                {!brief && <Groups />}
                {!brief && lobby && room.options.starts && (
                    <p class="strong">
                        {f("starts_at", { hour: hourText(room, room.options.starts) })}
                    </p>
                )}
                {!brief && !canStayAwake() && <p class="soft">{f("may_sleep")}</p>}
            </div>
            {!brief && (
                <p class="scr-last">
                    <Arrival room={room} />
                    <span class="soft">{f("seated", { n: seated(room) })}</span>
                </p>
            )}
        </main>
    );
}

function BigClock({ room }: { room: RoomDoc }) {
    useNow(250);
    const left = remaining(room.clock);
    if (left === undefined) return null;
    const paused = room.state === "paused" || room.clock?.paused;
    return (
        <p class={cx("scr-clock", left < Bound.WARN_MS && "scr-soon")} role="timer" aria-live="off">
            {leftText(room.clock)}
            {paused && <span class="soft"> ❚❚ {t("paused")}</span>}
            {!paused && room.clock.ends && !over(room.clock) && !room.options.speed && (
                <span class="soft">{f("until", { hour: hourText(room, room.clock.ends) })}</span>
            )}
        </p>
    );
}

const stepNow = (room: RoomDoc): string => stepText(room, elapsed(room.clock));
const inPlenary = (room: RoomDoc): boolean => stepId(room, elapsed(room.clock)) === "plenary";
const hasWall = ({ state, clock }: RoomDoc): boolean =>
    state !== "ended" && (clock?.kind === "pooling" || clock?.kind === "report");
/** The tables are at work, and the wall of them takes all the place under the head. */
const atWork = (room: RoomDoc): boolean => hasWall(room) && !inPlenary(room);

/** The one instruction, and the step of it. */
function Instruction({ room, brief }: { room: RoomDoc; brief: boolean }) {
    useNow(1000);
    const kind = room.state === "ended" ? "ended" : (room.clock?.kind ?? "lobby");
    const step = kind === "ended" ? "" : stepNow(room);
    return (
        <div class="stack">
            <h1>{t(`phase_${kind}` as Key)}</h1>
            {!brief && <p>{f(`do_${kind}` as FKey)}</p>}
            {!brief && kind === "group_work" && <Groups />}
            {step && <p class="scr-step">{step}</p>}
        </div>
    );
}

function Now({ room, brief }: { room: RoomDoc; brief: boolean }) {
    useNow(1000);
    if (atWork(room))
        return (
            <main class="scr-main scr-working">
                <Wall room={room} share={[1, brief ? 0.5 : 0.6]} />
            </main>
        );
    const plenary = inPlenary(room);
    // Where tables are named as they are to speak, they are not shown once more.
    const wall = hasWall(room) && !(speakersText(room) && room.plenary.how !== "each");
    return (
        <main class={cx("scr-main scr-now", wall && "scr-working")}>
            {room.clock?.kind === "debrief" && room.state !== "ended" ? (
                <DebriefHall room={room} />
            ) : plenary ? (
                <PlenaryHall room={room} />
            ) : (
                <Instruction room={room} brief={brief} />
            )}
            {room.state !== "ended" && <BigClock room={room} />}
            {wall && <Wall room={room} share={[1, brief ? 0.4 : 0.5]} />}
        </main>
    );
}

/** What the facilitators have just said to everyone: each in its turn, when there are several. */
function messageAt(room: RoomDoc, now: number): string | undefined {
    const fresh = Object.values(room.say ?? {}).filter((x) => now - x.t <= Bound.SAID_MS);
    const [one] = inTurn(fresh, 1, now, TURN_MS);
    if (!one || fresh.length < 2) return one?.text;
    return `${f("facilitator_n", { n: (one.by ?? "f1").slice(1) })} – ${one.text}`;
}

function ToldHall({ room, one }: { room: RoomDoc; one: Told }) {
    return (
        <figure class="scr-told">
            <blockquote>{f("told", { text: one.text })}</blockquote>
            <figcaption>
                <AsIs>{nameOf(room, one.who)}</AsIs>
            </figcaption>
        </figure>
    );
}

function AllTables({ room, brief }: { room: RoomDoc; brief: boolean }) {
    return (
        <main class="scr-main scr-all">
            <h1 class={brief ? "sr" : undefined}>{f("tables_title")}</h1>
            <Wall room={room} share={[1, brief ? 0.6 : 0.65]} />
            {!brief && <Groups />}
        </main>
    );
}

interface BodyProps {
    room: RoomDoc;
    shown: Shown;
    turning: Turning;
    /** Room is left for a message. */
    brief: boolean;
    /** And for what somebody told. */
    told: boolean;
}

function Body({ room, shown, turning, brief, told }: BodyProps) {
    const { view, table } = shown;
    if (view === "report" && table) return <Report {...turning} room={room} table={table} />;
    if (view === "got" && table) return <GotHall {...turning} table={table} />;
    if (view === "outcome") return <Slides {...turning} room={room} table={table} />;
    if (view === "frame") return <FrameHall />;
    if (view === "tables") return <AllTables room={room} brief={brief} />;
    if (view === "code" || room.state === "lobby")
        return <Lobby room={room} brief={brief} told={told} />;
    return <Now room={room} brief={brief} />;
}

export default function Projector({ code }: ScreenProps) {
    lang.use();
    useTitle(f("show"));
    const { room, bad, over } = useEntered(code, "s", "ecran");
    useEffect(() => {
        if (room?.lang && !langChosen()) setLang(room.lang, false);
    }, [room?.lang]);
    if (over) return <OverPage why={over} />;
    if (bad)
        return (
            <main class="page">
                <h1>{f("show")}</h1>
                <p>{f("no_screen")}</p>
            </main>
        );
    return room ? <Hall room={room} /> : <Loading />;
}

/** Of what is told instead of the clock. */
function titleOf({ view, table }: Shown): string {
    if (view === "frame") return frameText("title");
    if (view === "got" && table) return `${tableName(table)} – ${gotTitle()}`;
    return table ? tableName(table) : f("show_outcome");
}

/** The end of the hour: the three groups woven together, laid once when it comes. */
function Woven() {
    const { current: fresh } = useRef(seenGoing);
    return (
        <svg
            class={cx("scr-end", fresh && "scr-ending")}
            width="100%"
            height="20"
            aria-hidden="true"
        >
            <rect
                y="-10"
                width="4000"
                height="20"
                transform="translate(0 10)"
                fill="url(#wv-MCO)"
            />
        </svg>
    );
}
/** The hour was seen going on by this page, which is why its end is a moment. */
let seenGoing = false;

/** What the hall sees of a room. */
export function Hall({ room }: { room: RoomDoc }) {
    const screen = useDoc<ScreenDoc>("screen");
    const { shown, blank, turning } = useShown(room, screen);
    const now = useNow(1000);
    const message = messageAt(room, now);
    useAwake(room.state !== "ended");
    useMoves((url) => toast(f("address_moved", { url })));
    const lead = led.use();
    const ended = room.state === "ended";
    useEffect(() => {
        if (!ended) seenGoing = true;
    }, [ended]);
    const lobby = shown.view === "code" || (shown.view === "auto" && room.state === "lobby");
    const told = !lead && ["outcome", "report", "frame", "got"].includes(shown.view);
    // What people told while they waited, and a facilitator put there: one after another.
    const [tale] = inTurn(screen?.told ?? [], 1, now, TURN_MS);
    const one = lobby && !message ? tale : undefined;
    const title = titleOf(shown);
    const working = !lead && shown.view === "auto" && atWork(room);
    return (
        <div class={cx("scr", told && "scr-out")}>
            <Loom />
            <div>
                <OfflineHere path="ecran" code={room.code} />
                <Head
                    room={room}
                    join={!lobby}
                    spoken={shown.view === "report" ? screen : undefined}
                    clock={working && <BigClock room={room} />}
                >
                    {told ? (
                        <h1>{title}</h1>
                    ) : working ? (
                        <Instruction room={room} brief={!!message} />
                    ) : (
                        <Title room={room} brief={!!message} />
                    )}
                </Head>
            </div>
            {lead ? (
                <LedHall code={room.code} lead={lead} />
            ) : (
                <Body room={room} shown={shown} turning={turning} brief={!!message} told={!!one} />
            )}
            <div class="stack">
                {!told && message && <p class="scr-say">{message}</p>}
                {one && <ToldHall room={room} one={one} />}
                {ended && <Woven />}
                <TimeThread room={room} />
            </div>
            {blank && (
                <div class="scr-blank" role="status">
                    {f("blank")}
                </div>
            )}
        </div>
    );
}
