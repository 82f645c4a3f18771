// The sheets that the bar opens: one act each, with what it will change before it is done.
import { useEffect, useState } from "preact/hooks";
import { f, type FKey } from "../catalogue/facilitator";
import { madeOf, useScreen } from "../home/credentials";
import { Invitation, Links } from "../home/made";
import { codeText, tx } from "../i18n";
import { l, LifeSheet } from "../keep/life";
import { rolesText, tableName } from "../people";
import { type Fields, request, you } from "../socket";
import { Button, LangSwitch, Sheet, toast } from "../ui";
import { CallSheet, h } from "./call";
import { d, DataSheet } from "./data";
import { cardTitle, inPhase, neighbour, peopleAt, phaseAt, phaseName } from "./doc";
import { steer, undoing } from "./doc";
import { groupNames } from "./person";
import { aboutCard, CardPick, TablePick } from "./picks";
import { waitingPeople, type Seen } from "./doc";
import { Broadcast, message, note, Notebook, ShowChoice } from "./side";
import { m, TeamSheet } from "./team";
import { c } from "./texts";
import { Apart, k, plannedText, PlanSheet } from "./timeline";

export type Open =
    | "next"
    | "back"
    | "more"
    | "code"
    | "team"
    | "end"
    | "deal"
    | "plan"
    | "call"
    | "say"
    | "show"
    | "data"
    | "life"
    | "notes"
    | undefined;
interface PanelProps extends Seen {
    onClose: () => void;
}

const minutes = (seconds: number): string => f("minutes", { n: Math.round(seconds / 60) || 1 });

/** What is not done yet, told before the phase is left. */
function leftUndone({ room, doc }: Seen): string[] {
    const watches = Object.values(doc?.tables ?? {}).filter((w) => w.seats);
    const done = watches.filter((w) => (w.progress?.done ?? 0) >= (w.progress?.of ?? 0)).length;
    const sum = (of: (w: (typeof watches)[number]) => number | undefined): number =>
        watches.reduce((n, w) => n + (of(w) ?? 0), 0);
    const kind = room.state === "lobby" ? "lobby" : room.clock?.kind;
    if (kind === "lobby") {
        const waiting = waitingPeople(room).length;
        const short = Object.keys(room.tables ?? {}).filter(
            (id) => peopleAt(room, id).length && room.tables?.[id]?.missing?.length,
        );
        return [
            f("seated_sum", { n: sum((w) => w.seats) }),
            ...(waiting ? [f("still_waiting", { n: waiting })] : []),
            ...short.map((id) =>
                f("still_missing", {
                    table: tableName(id),
                    names: groupNames(room.tables?.[id]?.missing ?? []),
                }),
            ),
        ];
    }
    return [
        f("prev_done", { n: done, of: watches.length }),
        ...(kind === "pooling" && sum((w) => w.open)
            ? [f("still_open", { n: sum((w) => w.open) })]
            : []),
    ];
}

/** What was asked stays what is done, though the clock or another facilitator moves on meanwhile. */
const useAsked = (room: Seen["room"], step: 1 | -1) =>
    useState(() => ({ from: phaseAt(room), to: neighbour(room, step) }))[0];

function NextSheet({ room, doc, onClose }: PanelProps) {
    const { from, to: next } = useAsked(room, 1);
    if (!next) return <LastSheet room={room} doc={doc} onClose={onClose} />;
    const go = (): void => {
        void steer("next", { from }, f("moved_on", { phase: phaseName(next.kind) }), (made) => {
            void steer("back", { from: from + 1 }, "", undefined, undoing(made));
        });
        onClose();
    };
    return (
        <Sheet title={f("next_of", { phase: phaseName(next.kind) })} onClose={onClose}>
            <p class="lead">{f(`prev_${next.kind}` as FKey)}</p>
            <ul class="con-facts">
                {leftUndone({ room, doc }).map((line) => (
                    <li key={line}>{line}</li>
                ))}
                <li>{f("clock_starts", { length: minutes(next.seconds) })}</li>
            </ul>
            <Button kind="primary" wide onClick={go}>
                {f("next_of", { phase: phaseName(next.kind) })}
            </Button>
        </Sheet>
    );
}

function BackSheet({ room, onClose }: PanelProps) {
    const { from, to: back } = useAsked(room, -1);
    if (!back) return null;
    const go = (): void => {
        void steer("back", { from }, f("moved_on", { phase: phaseName(back.kind) }), (made) => {
            void steer("next", { from: from - 1 }, "", undefined, undoing(made));
        });
        onClose();
    };
    return (
        <Sheet title={f("back_of", { phase: phaseName(back.kind) })} onClose={onClose}>
            <p class="lead">{f(`prev_${back.kind}` as FKey)}</p>
            <ul class="con-facts">
                <li>{f("back_keeps")}</li>
                <li>{f("clock_starts", { length: minutes(back.seconds) })}</li>
            </ul>
            <Button kind="primary" wide onClick={go}>
                {f("back_of", { phase: phaseName(back.kind) })}
            </Button>
        </Sheet>
    );
}

/** The end is the step after the last phase, and can be reached from any. */
function LastSheet({ room, doc, onClose }: PanelProps) {
    const ran = room.state === "running";
    const [at] = useState(inPhase(room));
    const end = (): void => {
        const goOn = async (made: Fields): Promise<void> => {
            const again = await steer("reopen", {}, "", undefined, undoing(made));
            if (again.ok && ran) await steer("resume", {}, "", undefined, at);
        };
        void steer("end", {}, f("ended"), (made) => void goOn(made), at);
        onClose();
    };
    return (
        <Sheet title={f("end")} onClose={onClose}>
            <p class="lead">{f("end_sure")}</p>
            <ul class="con-facts">
                {leftUndone({ room, doc }).map((line) => (
                    <li key={line}>{line}</li>
                ))}
            </ul>
            <Button kind="danger" wide onClick={end}>
                {f("end")}
            </Button>
        </Sheet>
    );
}

function dealtText(seen: Seen, n: number): string {
    const has = Object.entries(seen.doc?.tables ?? {}).filter(([, w]) => w.dealt?.includes(n));
    if (has.length) return f("dealt_to", { tables: has.map(([id]) => tableName(id)).join(", ") });
    return plannedText(seen, n);
}

export function DealSheet({ room, doc, onClose, table }: PanelProps & { table?: string }) {
    const cards = doc?.cards ?? [];
    const tables = Object.keys(room.tables ?? {});
    const free = cards.findIndex((_, n) =>
        (table ? [table] : tables).some((id) => doc?.tables?.[id]?.deals.includes(n)),
    );
    const [card, setCard] = useState(String(Math.max(free, 0)));
    const [to, setTo] = useState(table ?? "");
    const n = Number(card);
    const takes = (id: string): boolean => !!doc?.tables?.[id]?.deals.includes(n);
    const able = to ? takes(to) : tables.some(takes);
    const deal = (): void => {
        const what = { inject: n, ...(to && { table: to }) };
        const where = to ? tableName(to) : f("all_tables");
        void steer("deal", what, f("dealt", { card: cardTitle(doc, n), where }), (made) => {
            void steer("deal", { ...what, undo: true }, "", undefined, undoing(made));
        });
        onClose();
    };
    return (
        <Sheet title={f("deal")} onClose={onClose}>
            <CardPick
                doc={doc}
                value={card}
                onPick={setCard}
                help={(i) => dealtText({ room, doc }, i)}
            />
            <p class="con-quote">{tx(cards[n]?.text)}</p>
            {cards[n]?.to && (
                <p class="hint">{f("deal_to", { list: rolesText(room, cards[n].to) })}</p>
            )}
            <TablePick room={room} value={to} onPick={setTo} about={aboutCard(doc, n, takes)} />
            {to && doc?.tables?.[to]?.finished && <p class="hint">{f("deal_extra")}</p>}
            <Apart doc={doc} />
            <Button kind="primary" wide disabled={!able} onClick={deal}>
                {f("deal")}
            </Button>
        </Sheet>
    );
}

function CodeSheet({ room, onClose }: PanelProps) {
    const screen = useScreen(room.code);
    return (
        <Sheet title={f("links")} onClose={onClose}>
            <Invitation code={room.code} />
            {screen && (
                <a class="btn" target="_blank" href={`/ecran/${room.code}`}>
                    {f("to_screen")}
                </a>
            )}
            <a class="btn" target="_blank" href={`/kit/${room.code}`}>
                {f("to_kit")}
            </a>
            <Links made={{ ...madeOf(room.code), room: room.code, screen }} />
        </Sheet>
    );
}

/** Whether this server carries voices; most do not, and nothing is offered there. */
function useCarries(): boolean {
    const [carries, set] = useState(false);
    const as = you.use()?.f;
    useEffect(() => {
        void request("sound", { as, ask: "look" }, true).then((a) => set(a.ok));
    }, [as]);
    return carries;
}

function MoreSheet({ room, doc, onClose, open }: PanelProps & { open: (o: Open) => void }) {
    const back = room.may.includes("back") ? neighbour(room, -1) : undefined;
    const lock = (): void => {
        const on = !room.locked;
        void steer("lock", { on }, f(on ? "now_locked" : "now_unlocked"), (made) => {
            void steer("lock", { on: !on }, "", undefined, undoing(made));
        });
        onClose();
    };
    const carries = useCarries();
    const sound = (): void => {
        const on = !room.sound;
        void steer("sound", { on }, f(on ? "now_sound" : "now_silent"));
        onClose();
    };
    const entries: [Open, string, boolean][] = [
        ["deal", f("deal"), room.may.includes("deal") && !!doc?.cards?.length],
        ["plan", k("open"), room.may.includes("schedule") && !!doc?.cards?.length],
        ["show", f("show"), true],
        ["code", f("invite", { code: codeText(room.code) }), true],
        ["team", m("open"), true],
        ["call", h("open"), true],
        ["notes", c("notebook_open"), true],
        ["data", d("open"), true],
        ["life", l("open"), true],
        ["back", back ? f("back_of", { phase: phaseName(back.kind) }) : "", !!back],
    ];
    return (
        <Sheet title={f("more_acts")} onClose={onClose}>
            <div class="con-menu">
                {entries
                    .filter(([, , on]) => on)
                    .map(([what, text]) => (
                        <Button key={what} wide onClick={() => open(what)}>
                            {text}
                        </Button>
                    ))}
                <Button wide onClick={lock}>
                    {f(room.locked ? "unlock" : "lock")}
                </Button>
                {(carries || room.sound) && (
                    <Button wide onClick={sound}>
                        {f(room.sound ? "sound_off" : "sound_on")}
                    </Button>
                )}
                {room.may.includes("end") && (
                    <Button kind="danger" wide onClick={() => open("end")}>
                        {f("end")}
                    </Button>
                )}
            </div>
            <LangSwitch />
        </Sheet>
    );
}

export function Panel(p: Seen & { open: Open; onOpen: (o: Open) => void }) {
    const { room, doc } = p;
    const props = { room, doc, onClose: () => p.onOpen(undefined) };
    const shut = (words: string, kept: "broadcast_kept" | "note_kept"): void => {
        if (words.trim()) toast(f(kept));
        props.onClose();
    };
    switch (p.open) {
        case "next":
            return <NextSheet {...props} />;
        case "back":
            return <BackSheet {...props} />;
        case "end":
            return <LastSheet {...props} />;
        case "deal":
            return <DealSheet {...props} />;
        case "plan":
            return <PlanSheet {...props} />;
        case "call":
            return <CallSheet room={room} onClose={props.onClose} />;
        case "code":
            return <CodeSheet {...props} />;
        case "team":
            return <TeamSheet {...props} />;
        case "more":
            return <MoreSheet {...props} open={p.onOpen} />;
        case "data":
            return <DataSheet room={room} onClose={props.onClose} />;
        case "life":
            return <LifeSheet room={room} onClose={props.onClose} />;
        case "say":
            return (
                <Sheet title={f("broadcast")} onClose={() => shut(message.get(), "broadcast_kept")}>
                    <Broadcast room={room} doc={doc} onSent={props.onClose} />
                </Sheet>
            );
        case "notes":
            return (
                <Sheet title={c("notebook")} onClose={() => shut(note.get(), "note_kept")}>
                    <Notebook room={room} doc={doc} />
                </Sheet>
            );
        case "show":
            return (
                <Sheet title={f("show")} onClose={props.onClose}>
                    <ShowChoice room={room} />
                </Sheet>
            );
        default:
            return null;
    }
}
