// The participant's screen: one task at a time, driven by the room's clock.
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { lang, langChosen, setLang, t, tx } from "../i18n";
import { go, type ScreenProps } from "../way";
import { useAwake } from "../awake";
import { hasNamesake, isGone, nameOf, tableName } from "../people";
import { replayed } from "../replayed";
import { remember } from "../storage";
import { storedIdentity } from "../identity";
import { currentRoom, enter, link, shownOut, speaker, takeBack, you } from "../socket";
import { steady } from "../time";
import type { You } from "../socket";
import { useDoc } from "../store";
import type { ChatDoc, Group, PersonDoc, RoomDoc, TableDoc } from "../types";
import {
    Announce,
    Button,
    Card,
    cx,
    focusHeading,
    Loading,
    Loom,
    Named,
    Sheet,
    toast,
    TopBar,
    useTitle,
} from "../ui";
import { isOver, OverPage } from "../ui/over";
import { Briefing, cardOf, opened, RoleCard } from "./briefing";
import { Late } from "./late";
import { fetchLater } from "./later";
import { draftsBeyond, returnedTo, returns, taken } from "./drafts";
import type { BesidesProps } from "./elsewhere";
import { askedToLeave } from "./leaving";
import { HatTold, type Me, MeContext, Refused, scopeOf, useMe, useSend } from "./me";
import { Notices } from "./notices";
import { Speaking } from "./speaking";
import { fetchTalks, fetchWork, Talks, Work } from "./talks";
import { p as s } from "./texts";
import { MyTable, Sit, Together } from "./together";
import { Aside } from "./waiting";

export { Briefing } from "./briefing"; // for the editor, which shows what a phone makes of a draft
export { MeContext } from "./me";

export default function Play({ code }: ScreenProps) {
    lang.use();
    const state = link.use();
    const me = you.use();
    const room = useDoc<RoomDoc>("room");
    const now = speaker.use();
    const out = shownOut.use();
    useEffect(() => {
        const id = storedIdentity(code);
        if (!id) return go(`/j/${code}`, true);
        if (currentRoom() !== code || link.get() === "idle") enter(code, id);
    }, [code]);
    useEffect(() => {
        if (room?.lang && !langChosen()) setLang(room.lang, false);
    }, [room?.lang]);
    if (state === "elsewhere")
        return (
            <Stopped
                title={t("elsewhere_title")}
                text={t("elsewhere_text")}
                action={t("elsewhere_here")}
                onAction={takeBack}
            />
        );
    if (isOver(state)) return <OverPage why={state} />;
    if (state === "refused")
        return (
            <Stopped
                title={t("refused_title")}
                text={t("refused_text")}
                action={s("join_title")}
                onAction={() => go(`/j/${code}`)}
            />
        );
    const id = now && me?.people?.includes(now) ? now : (stillHere(room, me)[0] ?? me?.people?.[0]);
    if (out) return <Gone code={code} />;
    if (!room || !id) return <Loading alone />;
    return <Seated key={id} code={code} id={id} room={room} />;
}

/** Those of this phone who are in the room. */
const stillHere = (room: RoomDoc | undefined, me: You | undefined): string[] =>
    (me?.people ?? []).filter((id) => !isGone(room, id));

function Stopped(q: {
    title: string;
    text: string;
    action: ComponentChildren;
    onAction: () => void;
}) {
    useTitle(q.title);
    return (
        <main class="page">
            <h1>{q.title}</h1>
            <p>{q.text}</p>
            <Button kind="primary" wide onClick={q.onAction}>
                {q.action}
            </Button>
        </main>
    );
}

/** The phone of one person: what their documents make of it. */
export function Seated(q: { code: string; id: string; room: RoomDoc }) {
    const { room, id } = q;
    const self = room.people?.[id];
    const table = useDoc<TableDoc>(`table/${self?.table}`);
    const person = useDoc<PersonDoc>(`person/${id}`);
    const [acting, setActing] = useState<Group | undefined>(undefined);
    if (self?.gone && askedToLeave(id))
        return (
            <Stopped
                title={s("x_erased")}
                text={s("x_erased_text")}
                action={t("home")}
                onAction={() => go("/")}
            />
        );
    if (!self || self.gone) return <Gone code={q.code} room={room} />;
    if (!person) return <Loading alone />; // drafts kept on the server come with it
    const me: Me = {
        code: q.code,
        id,
        room,
        self,
        person,
        table,
        tableId: self.table,
        group: self.group,
        acting: acting && acting === self.hat ? acting : self.group, // the hat of another seat is worn no more
        setActing,
    };
    return (
        <MeContext.Provider value={me}>
            <Frame />
        </MeContext.Provider>
    );
}

/** Somebody whom the room does not know: removed, or joined so lately that the room is to be told. */
function Gone({ code, room }: { code: string; room?: RoomDoc }) {
    const [sure, setSure] = useState(false);
    const [other] = stillHere(room, you.use());
    useEffect(() => {
        const timer = window.setTimeout(() => setSure(true), 600);
        return () => window.clearTimeout(timer);
    }, []);
    if (!sure) return <Loading alone />;
    return (
        <Stopped
            title={s("removed")}
            text={s("removed_text")}
            action={
                room && other ? (
                    <Named text={s("hand_over")} name={nameOf(room, other)} />
                ) : (
                    s("join_title")
                )
            }
            onAction={() => (other ? speaker.set(other) : go(`/j/${code}#again`))}
        />
    );
}

function phaseOf(room: RoomDoc): string {
    if (room.state === "ended" || room.state === "lobby") return room.state;
    return room.clock?.kind ?? "lobby";
}

function Frame() {
    const me = useMe();
    const { room } = me;
    const [seat, setSeat] = useState(false);
    const kind = phaseOf(room);
    const phase = t(`phase_${kind as "lobby"}`);
    useAwake(room.state === "running");
    useTitle(phase);
    useLayoutEffect(() => {
        setSeat(false);
        focusHeading();
    }, [kind, !me.tableId]);
    const begun = taken.use();
    const unread = useUnseen();
    const remotely = useDoc<ChatDoc>(`chat/${me.tableId}`)?.open || me.self.remote;
    const role = tx(me.person.role?.title) || t(`group_${me.group ?? "C"}`);
    return (
        <>
            <Loom />
            <div class="head">
                <TopBar
                    room={room}
                    title={nameOf(room, me.id)}
                    detail={me.tableId ? `${tableName(me.tableId)} · ${role}` : t("app")}
                    label={s("my_seat")}
                    due={unread.due}
                    onOpen={() => {
                        setSeat(true);
                        unread.read();
                    }}
                >
                    <HelpCall />
                </TopBar>
                <Notices />
            </div>
            <Announce text={phase} />
            <main class="page">
                <Speaking />
                {room.sound && !replayed() && <Aside of="Sound" />}
                <p class="eyebrow">{phase}</p>
                {(kind === "lobby" || kind === "briefing") && <HatTold />}
                <Besides kind={kind} />
                {remotely && <Aside of="Beside" />}
                {!me.tableId ? <Sit /> : <Task key={scopeOf(me) + begun} kind={kind} />}
            </main>
            {seat && (
                <Sheet title={s("my_seat")} onClose={() => setSeat(false)}>
                    <Aside of="Seat" />
                </Sheet>
            )}
        </>
    );
}

const LATE_SEAT = ["lobby", "briefing"];
/** What concerns few: being moved, the code of another table, a name that two bear. It comes when it does. */
function Besides({ kind }: { kind: string }) {
    const me = useMe();
    const key = `tablee.at.${me.code}.${me.id}`;
    const place = [me.tableId, me.group, me.self.role].join(" ");
    const known = remember.load(key);
    const quiet = !known || kind === "lobby"; // nothing was begun at another place
    const [Shown, show] = useState<ComponentType<BesidesProps>>();
    returns.use();
    useEffect(() => {
        if (me.tableId && quiet) remember.save(key, place);
    }, [place, quiet]);
    const moved = !quiet && known !== place;
    const twin = LATE_SEAT.includes(kind) && hasNamesake(me.room, me.id);
    const some =
        moved ||
        twin ||
        !!(me.room.call ?? me.table?.call) ||
        /^#t\d/.test(location.hash) ||
        draftsBeyond(me.id, scopeOf(me)).length + returnedTo(me.id).length > 0;
    const wanted = some && !replayed();
    useEffect(() => {
        if (wanted) void import("./elsewhere").then((m) => show(() => m.Elsewhere));
    }, [wanted]);
    if (!wanted || !Shown) return null;
    const seen = (): void => {
        remember.save(key, place);
        returns.set(returns.get() + 1);
    };
    return <Shown from={moved ? known : ""} seen={seen} twin={twin} card={<RoleCard />} />;
}

/** The phases after which the outcome is soon asked for. */
const LATE = new Set(["pooling", "report", "conclusion", "debrief", "ended"]);
function Task({ kind }: { kind: string }) {
    useEffect(() => {
        if (LATE.has(kind)) fetchLater();
        if (kind === "lobby") return;
        fetchWork();
        fetchTalks();
    }, [kind]);
    switch (kind) {
        case "lobby":
            return <Lobby />;
        case "briefing":
            return <Briefing />;
        case "group_work":
            return <Work />;
        case "pooling":
            return <Talks />;
        case "report":
            return <Late part="Report" />;
        default:
            return <Late part="Conclusion" />;
    }
}

/** Who comes late has not seen the presentation: their place in the bar says so until they look. */
function useUnseen(): { due: string; read: () => void } {
    const me = useMe();
    const { run } = useSend();
    const due = !!me.person.unseen;
    const seen = opened.has(cardOf(me));
    const read = (): void => void (due && run("ready"));
    useEffect(() => {
        if (seen) read(); // opened while the table was presented, and left open when that was over
    }, [due, seen]);
    return { due: due && !seen ? s("late_title") : "", read };
}

/** Who is in a hurry presses twice, and does not mean to take the call back. */
const TWICE_MS = 1000;
function HelpCall() {
    const me = useMe();
    const { run, said } = useSend();
    const pressed = useRef(-Infinity);
    const called = !!(me.tableId && me.room.tables?.[me.tableId]?.help);
    const call = async (): Promise<void> => {
        if (steady() - pressed.current < TWICE_MS) return;
        pressed.current = steady();
        if ((await run("help", { on: !called })) && !called) toast(t("help_called"));
    };
    if (!me.tableId) return null;
    return (
        <>
            <Button
                small
                class={cx(called && "btn-calling")}
                aria-pressed={called}
                onClick={() => void call()}
            >
                {t("help_call")}
                {called && <span aria-hidden="true"> ✓</span>}
            </Button>
            <Refused text={said()} />
        </>
    );
}

function Lobby() {
    const me = useMe();
    const { may } = me.room;
    const [moving, setMoving] = useState(false);
    return (
        <>
            <h1>{s("lobby_title")}</h1>
            <p>{s("lobby_wait")}</p>
            <MyTable />
            <Together titled />
            <Aside of="Tale" />
            {me.person.resume && (
                <Card title={s("resume_code")}>
                    <p class="lead code">{me.person.resume}</p>
                    <p class="hint">{s("resume_why")}</p>
                </Card>
            )}
            {may.includes("choose") &&
                may.includes("sit") &&
                (moving ? (
                    <Sit
                        under
                        onDone={() => {
                            setMoving(false);
                            focusHeading();
                        }}
                    />
                ) : (
                    <Button onClick={() => setMoving(true)}>{s("sit_change")}</Button>
                ))}
        </>
    );
}
