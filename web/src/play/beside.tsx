// What a table has beside its voices when somebody is not in the hall: written words, a raised hand,
// quick signs. It comes late, and stands in the page, never over what one types.
import { useEffect, useRef, useState } from "preact/hooks";
import { codeText, listText, t } from "../i18n";
import { nameOf, told } from "../people";
import { replayed } from "../replayed";
import { dressed, useSheet } from "../sheet";
import { raise, raiseAgain, sign, SIGNS, useHands, useSigns } from "../signs";
import { remember } from "../storage";
import { useDoc } from "../store";
import { go } from "../way";
import { Bound, type ChatDoc, type RoomDoc, type Said } from "../types";
import {
    Announce,
    AsIs,
    Button,
    Card,
    Choice,
    Field,
    LangSwitch,
    Named,
    Sheet,
    Switch,
} from "../ui";
import { RoleCard } from "./briefing";
import { b } from "./beside_texts";
import voices from "../sound/sound.late.css";
import words from "./beside.late.css";
import { part } from "./later";
import { entries, useDraft, useMe, useSend } from "./me";
import { p as s } from "./texts";

export { Tale } from "./tale";

const pocket = part(() => import("./pocket"));
const sound = part(() => dressed(import("../sound/panel"), voices));

/** Where a facilitator has tables hear themselves. */
export function Sound() {
    const Panel = sound.use()?.SoundPanel;
    return Panel ? <Panel /> : null;
}

const WIDE = "(min-width: 64rem)";
/** A window that holds one's table and the hall, side by side. */
function useWide(): boolean {
    const [wide, set] = useState(() => matchMedia(WIDE).matches);
    useEffect(() => {
        const query = matchMedia(WIDE);
        const look = (): void => set(query.matches);
        query.addEventListener("change", look);
        return () => query.removeEventListener("change", look);
    }, []);
    return wide;
}

/** What the hall sees: beside the page where there is room, else opened. */
function Hall() {
    const [open, setOpen] = useState(false);
    const wide = useWide();
    const Pocket = pocket.use()?.Pocket;
    const shown = Pocket ? <Pocket /> : <p class="soft">{t("loading")}</p>;
    if (wide)
        return (
            <aside class="hall-beside" aria-label={b("hall")}>
                <h2>{b("hall")}</h2>
                {shown}
            </aside>
        );
    return (
        <>
            <Button small onClick={() => setOpen(true)}>
                {b("hall")}
            </Button>
            {open && (
                <Sheet title={b("hall")} onClose={() => setOpen(false)}>
                    {shown}
                </Sheet>
            )}
        </>
    );
}

/** Where one is: each says it of themselves. */
function Where() {
    const me = useMe();
    const { run, said } = useSend();
    const move = (where: "hall" | "remote"): void => {
        remember.save("tablee.where", where);
        void run("where", { where });
    };
    return (
        <Choice
            legend={b("where")}
            row
            value={me.self.remote ? "remote" : "hall"}
            onPick={move}
            error={said()}
            options={(["hall", "remote"] as const).map((value) => ({
                value,
                label: b(`where_${value}`),
            }))}
        />
    );
}

/** What one has in hand: the card, the way back, where one is. */
export function Seat() {
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
                {s("join_code")}{" "}
                <span class="code" translate={false}>
                    {codeText(me.code)}
                </span>
            </p>
            <Button wide onClick={() => go(`/j/${me.code}#add`)}>
                {s("join_add")}
            </Button>
            <Where />
            <LangSwitch />
        </>
    );
}

export const writerName = (room: RoomDoc, by: string): string =>
    by.startsWith("f") ? b("facilitator") : nameOf(room, by);

/** What was written, the last at the end; whose it is takes it back. */
export function Notes(p: {
    room: RoomDoc;
    notes: [string, Said][];
    mine: (by: string) => boolean;
    onBack: (n: string) => void;
}) {
    const end = useRef<HTMLLIElement>(null);
    const last = p.notes.at(-1)?.[0];
    useEffect(() => end.current?.scrollIntoView({ block: "nearest" }), [last]);
    if (!last) return <p class="soft">{b("none")}</p>;
    return (
        <ul class="words" tabIndex={0} aria-label={b("title")}>
            {p.notes.map(([n, x]) => (
                <li key={n} ref={n === last ? end : undefined}>
                    <span>
                        <strong>
                            <AsIs>{writerName(p.room, x.by)}</AsIs>
                        </strong>{" "}
                        <span class="pre">{told(x.text) || b("erased")}</span>
                    </span>
                    {p.mine(x.by) && !replayed() && (
                        <Button
                            small
                            kind="quiet"
                            aria-label={b("take_back_label", { text: x.text })}
                            onClick={() => p.onBack(n)}
                        >
                            {b("take_back")}
                        </Button>
                    )}
                </li>
            ))}
        </ul>
    );
}

const ALOUD = "tablee.aloud";
function Chat({ chat, notes }: { chat: ChatDoc | undefined; notes: [string, Said][] }) {
    const me = useMe();
    const d = useDraft("chat");
    const { run, busy, said } = useSend();
    const [aloud, setAloud] = useState(remember.load(ALOUD) === "yes");
    const send = async (e: Event): Promise<void> => {
        e.preventDefault();
        const sent = d.text;
        if (busy || !sent.trim()) return;
        if (await run("chat", { text: sent.trim() }, { texts: { chat: sent } })) d.clear(sent);
    };
    return (
        <>
            <Notes
                room={me.room}
                notes={notes}
                mine={(by) => by === me.id}
                onBack={(n) => void run("unchat", { note: Number(n) })}
            />
            {chat?.open ? (
                <form class="stack-s" onSubmit={(e) => void send(e)}>
                    <Field
                        label={b("write")}
                        hint={b("who_reads")}
                        value={d.text}
                        onInput={d.set}
                        lines={2}
                        max={Bound.TEXT_CHARS}
                        error={said()}
                    />
                    <Button type="submit" kind="primary" busy={busy} disabled={!d.text.trim()}>
                        {t("send")}
                    </Button>
                </form>
            ) : (
                <p class="soft">{b("closed")}</p>
            )}
            <Switch
                label={b("aloud")}
                help={b("aloud_help")}
                on={aloud}
                onChange={(on) => {
                    remember.save(ALOUD, on ? "yes" : "no");
                    setAloud(on);
                }}
            />
        </>
    );
}

/** The last that others wrote, for whoever asked to hear it. */
function Aloud({ notes }: { notes: [string, Said][] }) {
    const me = useMe();
    const [first] = useState(notes.at(-1)?.[0]);
    const [n, last] = notes.at(-1) ?? [];
    const heard =
        last && n !== first && last.by !== me.id && remember.load(ALOUD) === "yes"
            ? b("heard", { name: writerName(me.room, last.by), text: last.text })
            : "";
    return <Announce text={heard} />;
}

function Given({ topic }: { topic: string }) {
    const { room } = useMe();
    const hands = useHands(topic);
    const signs = useSigns(topic);
    if (!hands.length && !signs.length) return null;
    return (
        <p class="signs">
            {hands.length > 0 && (
                <Named text={b("hands")} names={listText(hands.map((id) => nameOf(room, id)))} />
            )}
            {signs.map(([id, what]) => (
                <span key={id} class="tag">
                    <Named text={b("signed", { sign: b(what) })} name={nameOf(room, id)} />
                </span>
            ))}
        </p>
    );
}

export function Beside() {
    const me = useMe();
    const topic = `chat/${me.tableId}`;
    const chat = useDoc<ChatDoc>(topic);
    const notes = entries(chat?.notes).sort(([a], [z]) => Number(a) - Number(z));
    const [open, setOpen] = useState(false);
    const key = `tablee.words.${me.code}.${me.id}.${me.tableId}`;
    const [read, setRead] = useState(Number(remember.load(key) ?? 0));
    const last = Number(notes.at(-1)?.[0] ?? 0);
    const unread = notes.filter(([n, x]) => Number(n) > read && x.by !== me.id).length;
    const up = useHands(topic).includes(me.id);
    useEffect(() => {
        if (!replayed() && me.tableId) raiseAgain(me.code, me.id, topic);
    }, [me.id, topic]);
    useEffect(() => {
        if (!open || last <= read) return;
        remember.save(key, String(last));
        setRead(last);
    }, [open, last]);
    const ready = useSheet(words);
    if (!me.tableId || !ready) return null;
    return (
        <section class="beside" aria-label={b("title")}>
            <div class="row">
                <Button small onClick={() => setOpen(true)}>
                    {b("title")}{" "}
                    {unread > 0 && <span class="tag tag-open">{b("unread", { n: unread })}</span>}
                </Button>
                {me.self.remote && !replayed() && <Hall />}
                {!replayed() && (
                    <>
                        <Button
                            small
                            aria-pressed={up}
                            onClick={() => raise(me.code, me.id, topic, !up)}
                        >
                            {b(up ? "hand_down" : "hand")}
                        </Button>
                        <details>
                            <summary>{b("signs")}</summary>
                            <div class="row">
                                {SIGNS.map((what) => (
                                    <Button
                                        key={what}
                                        small
                                        onClick={() => sign(me.id, topic, what)}
                                    >
                                        {b(what)}
                                    </Button>
                                ))}
                            </div>
                        </details>
                    </>
                )}
            </div>
            <Given topic={topic} />
            <Aloud notes={notes} />
            {open && (
                <Sheet title={b("title")} onClose={() => setOpen(false)}>
                    <Chat chat={chat} notes={notes} />
                </Sheet>
            )}
        </section>
    );
}
