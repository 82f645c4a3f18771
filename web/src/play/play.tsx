// The participant's screen: one task at a time, driven by the room's clock.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { elapsed, remaining, useNow } from "../clock";
import { codeText, lang, langChosen, setLang, t, tx } from "../i18n";
import { go, type ScreenProps } from "../main";
import { currentRoom, enter, link, speaker, storedIdentity, takeBack, you } from "../socket";
import { useDoc } from "../store";
import type { Group, PersonDoc, RoomDoc, TableDoc } from "../types";
import { list } from "../types";
import {
    Announce,
    Banner,
    Button,
    Card,
    Choice,
    cx,
    GroupBadge,
    LangSwitch,
    OfflineBanner,
    Sheet,
    TopBar,
} from "../ui";
import { Briefing, RoleCard } from "./briefing";
import { Conclusion } from "./conclusion";
import { GroupWork } from "./group";
import { entries, inGroup, type Me, MeContext, peopleAt, send, Speaking, useMe } from "./me";
import { Report } from "./report";
import { Negotiation } from "./table";
import { p as s } from "./texts";

export default function Play({ code }: ScreenProps) {
    lang.use();
    const state = link.use();
    const me = you.use();
    const room = useDoc<RoomDoc>("room");
    const now = speaker.use();
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
    if (state === "refused")
        return (
            <Stopped
                title={t("refused_title")}
                text={t("refused_text")}
                action={s("join_title")}
                onAction={() => go(`/j/${code}`)}
            />
        );
    const id = now ?? me?.people?.[0];
    if (!room || !id)
        return (
            <>
                <OfflineBanner />
                <main class="page">
                    <p class="soft">{t("loading")}</p>
                </main>
            </>
        );
    return <Seated key={id} code={code} id={id} room={room} people={me?.people ?? [id]} />;
}

function Stopped(q: { title: string; text: string; action: string; onAction: () => void }) {
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

function Seated(q: { code: string; id: string; room: RoomDoc; people: string[] }) {
    const { room, id } = q;
    const self = room.people?.[id];
    const table = useDoc<TableDoc>(`table/${self?.table}`);
    const person = useDoc<PersonDoc>(`person/${id}`);
    const [acting, setActing] = useState<Group | undefined>(undefined);
    if (!self || self.gone)
        return (
            <Stopped
                title={s("removed")}
                text={t("refused_text")}
                action={s("join_title")}
                onAction={() => go(`/j/${q.code}`)}
            />
        );
    const me: Me = {
        code: q.code,
        id,
        room,
        self,
        person: person ?? {},
        table,
        tableId: self.table,
        group: self.group,
        acting: acting ?? self.group,
        setActing,
    };
    return (
        <MeContext.Provider value={me}>
            <Frame people={q.people} />
        </MeContext.Provider>
    );
}

export const tableName = (room: RoomDoc, id: string | undefined): string =>
    id ? room.tables?.[id]?.name || `${t("table_word")} ${id.slice(1)}` : t("app");

function Frame({ people }: { people: string[] }) {
    const me = useMe();
    const { room } = me;
    const [seat, setSeat] = useState(false);
    const clock = room.clock;
    const kind =
        room.state === "ended"
            ? "ended"
            : room.state === "lobby"
              ? "lobby"
              : (clock?.kind ?? "lobby");
    useAwake(room.state === "running");
    const last = entries(room.say).pop();
    const paused = room.state === "paused" || clock?.paused;
    const who = tx(me.person.role?.title) || t(`group_${me.group ?? "C"}`);
    return (
        <>
            <TopBar
                clock={clock}
                title={me.self.name}
                detail={me.tableId ? `${tableName(room, me.tableId)} · ${who}` : t("app")}
                label={s("my_seat")}
                onOpen={() => setSeat(true)}
            >
                <HelpCall />
            </TopBar>
            <OfflineBanner />
            {paused && kind !== "lobby" && kind !== "ended" && (
                <Banner>
                    {clock?.why === "restart" ? t("paused_by_restart") : t("paused_by_facilitator")}
                </Banner>
            )}
            <PhaseVoice kind={kind} />
            <main class="page">
                <Speaking people={people} room={room} />
                {last && <Say id={last[0]} text={last[1].text} />}
                <p class="eyebrow">{t(`phase_${kind as "lobby"}`)}</p>
                {!me.tableId ? <Sit /> : <Task kind={kind} />}
            </main>
            {seat && (
                <Sheet title={s("my_seat")} onClose={() => setSeat(false)}>
                    <SeatSheet />
                </Sheet>
            )}
        </>
    );
}

function Task({ kind }: { kind: string }) {
    useEffect(() => window.scrollTo(0, 0), [kind]);
    switch (kind) {
        case "lobby":
            return <Lobby />;
        case "briefing":
            return <Briefing />;
        case "group_work":
            return <GroupWork />;
        case "pooling":
            return <Negotiation />;
        case "report":
            return <Report />;
        default:
            return <Conclusion />;
    }
}

/** Spoken politely at a change of phase, and at the warnings before the negotiation ends. */
function PhaseVoice({ kind }: { kind: string }) {
    const { room } = useMe();
    useNow(1000);
    const left = remaining(room.clock);
    const timed = kind === "pooling" && left !== undefined && !room.clock?.paused;
    const warning =
        timed && left <= 30000
            ? t("thirty_seconds")
            : timed && left <= 120000
              ? t("minutes_left", { n: 2 })
              : "";
    return (
        <>
            {warning && (
                <div class="banner banner-warn" aria-hidden="true">
                    {warning}
                </div>
            )}
            <Announce text={warning || t(`phase_${kind as "lobby"}`)} />
        </>
    );
}

function Say({ id, text }: { id: string; text: string }) {
    const [seen, setSeen] = useState("");
    if (seen === id) return null;
    return (
        <Card tone="accent" title={s("announce")}>
            <p class="pre">{text}</p>
            <Button small onClick={() => setSeen(id)}>
                {s("inject_seen")}
            </Button>
        </Card>
    );
}

function HelpCall() {
    const me = useMe();
    if (!me.tableId) return null;
    const called = !!me.room.tables?.[me.tableId]?.help;
    return (
        <Button
            small
            class={cx(called && "btn-calling")}
            aria-pressed={called}
            onClick={() => void send("help", { on: !called }, { as: me.id })}
        >
            {t("help_call")}
            {called && <span class="sr"> – {t("help_called")}</span>}
        </Button>
    );
}

function SeatSheet() {
    const me = useMe();
    return (
        <>
            <RoleCard />
            {me.person.resume && (
                <Card title={s("resume_code")}>
                    <p class="lead code">{me.person.resume}</p>
                    <p class="hint">{s("resume_why")}</p>
                </Card>
            )}
            <p>
                {s("join_code")} <span class="code">{codeText(me.code)}</span>
            </p>
            <Button wide onClick={() => go(`/j/${me.code}#add`)}>
                {s("join_add")}
            </Button>
            <LangSwitch />
        </>
    );
}

function Lobby() {
    const me = useMe();
    const roles = me.room.options?.roles;
    const [moving, setMoving] = useState(false);
    return (
        <>
            <h1>{s("lobby_title")}</h1>
            <Card tone={me.group}>
                <p class="lead">
                    <strong>{tableName(me.room, me.tableId)}</strong>
                </p>
                <GroupBadge group={me.group} name />
                <p>{tx(me.person.role?.title)}</p>
            </Card>
            <p>{s("lobby_wait")}</p>
            {me.person.resume && (
                <Card title={s("resume_code")}>
                    <p class="lead code">{me.person.resume}</p>
                    <p class="hint">{s("resume_why")}</p>
                </Card>
            )}
            <Together />
            {roles === "choose" &&
                (moving ? (
                    <Sit onDone={() => setMoving(false)} />
                ) : (
                    <Button onClick={() => setMoving(true)}>{s("sit_title")}</Button>
                ))}
        </>
    );
}

export function Together() {
    const me = useMe();
    const people = peopleAt(me.room, me.tableId);
    return (
        <Card title={s("b_people")} level={2}>
            <ul class="people">
                {people.map(([id, x]) => (
                    <li key={id} class={cx(x.on === false && "off")}>
                        <GroupBadge group={x.group} />
                        <span>
                            <strong>{x.name}</strong>
                            {id === me.id && ` (${s("you")})`}{" "}
                            <span class="soft">
                                {tx(me.room.scenario?.roles?.[x.role ?? ""]?.title)}
                            </span>
                        </span>
                        {x.on === false && <span class="tag">{s("away")}</span>}
                    </li>
                ))}
            </ul>
        </Card>
    );
}

function Sit({ onDone }: { onDone?: () => void }) {
    const me = useMe();
    const { room } = me;
    const tables = entries(room.tables);
    const [table, setTable] = useState(me.tableId ?? tables[0]?.[0] ?? "");
    const [group, setGroup] = useState<Group | undefined>(me.group);
    const [role, setRole] = useState("");
    const roles = Object.entries(room.scenario?.roles ?? {});
    const taken = useMemo(
        () =>
            new Set(
                peopleAt(room, table)
                    .filter(([id]) => id !== me.id)
                    .map(([, x]) => x.role),
            ),
        [room, table],
    );
    if (room.options?.roles !== "choose") {
        const n = Object.values(room.people ?? {}).filter((x) => !x.gone).length;
        return (
            <>
                <h1>{s("lobby_title")}</h1>
                <p>{s("sit_wait")}</p>
                <p class="soft">{s("sit_wait_count", { n })}</p>
            </>
        );
    }
    const go1 = async (): Promise<void> => {
        const seat = roles.findIndex(([id]) => id === role);
        const no = await send(
            "sit",
            { table, ...(group ? { group } : {}), ...(seat >= 0 ? { seat } : {}) },
            { as: me.id },
        );
        if (!no) onDone?.();
    };
    return (
        <div class="stack">
            <h1>{s("sit_title")}</h1>
            <Choice
                legend={s("sit_table")}
                row
                value={table}
                onPick={setTable}
                options={tables.map(([id]) => ({
                    value: id,
                    label: tableName(room, id),
                    help: s("seated", { n: peopleAt(room, id).length }),
                }))}
            />
            <Choice
                legend={s("sit_group")}
                value={group}
                onPick={(g) => {
                    setGroup(g);
                    setRole("");
                }}
                options={(["M", "C", "O"] as Group[]).map((g) => ({
                    value: g,
                    label: <GroupBadge group={g} name />,
                    help: s("seated", { n: inGroup(room, table, g).length }),
                }))}
            />
            {group && (
                <Choice
                    legend={s("sit_role")}
                    value={role}
                    onPick={setRole}
                    options={[
                        { value: "", label: s("sit_any") },
                        ...roles
                            .filter(([, r]) => r.group === group)
                            .map(([id, r]) => ({
                                value: id,
                                label: tx(r.title),
                                disabled: taken.has(id),
                                help: taken.has(id) ? s("sit_taken") : undefined,
                            })),
                    ]}
                />
            )}
            <Button kind="primary" wide disabled={!table} onClick={() => void go1()}>
                {s("sit_go")}
            </Button>
        </div>
    );
}

/** The step the clock is at, until the person looks at another; a new step takes over again. */
export function useStep<V extends string>(
    steps: readonly V[],
    of: (id: string) => V | undefined,
): [V, (v: V) => void] {
    const { room } = useMe();
    useNow(1000);
    const clock = room.clock;
    const phase =
        list(room.phases)[clock?.phase ?? 0] ??
        list(room.phases).find((x) => x.kind === clock?.kind);
    const at = elapsed(clock);
    let now = steps[0] as V;
    for (const step of list(phase?.steps)) if (step.at_s <= at) now = of(step.id) ?? now;
    const [shown, setShown] = useState<V>(now);
    const was = useRef(now);
    useEffect(() => {
        if (was.current !== now) {
            was.current = now;
            setShown(now);
        }
    }, [now]);
    return [shown, setShown];
}
export function Tabs<V extends string>(q: {
    tabs: { id: V; label: string }[];
    now: V;
    onPick: (v: V) => void;
}) {
    return (
        <div class="tabs">
            {q.tabs.map((x) => (
                <button
                    key={x.id}
                    type="button"
                    aria-current={x.id === q.now ? "step" : undefined}
                    onClick={() => {
                        q.onPick(x.id);
                        window.scrollTo(0, 0);
                    }}
                >
                    {x.label}
                </button>
            ))}
        </div>
    );
}

interface Lockable {
    wakeLock?: { request(kind: "screen"): Promise<{ release(): Promise<void> }> };
}
/** Keeps the screen awake while the game runs, where the page is allowed to. */
function useAwake(on: boolean): void {
    useEffect(() => {
        const api = (navigator as unknown as Lockable).wakeLock;
        if (!on || !api) return;
        let held: { release(): Promise<void> } | undefined;
        const take = (): void => {
            if (document.visibilityState === "visible")
                api.request("screen").then(
                    (x) => {
                        held = x;
                    },
                    () => undefined,
                );
        };
        take();
        document.addEventListener("visibilitychange", take);
        return () => {
            document.removeEventListener("visibilitychange", take);
            void held?.release();
        };
    }, [on]);
}
