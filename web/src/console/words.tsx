// Where tables are, and how each is reached: one walks to those of the hall, and writes to the others.
import { useState } from "preact/hooks";
import { listText, t } from "../i18n";
import { nameOf } from "../people";
import { Notes } from "../play/beside";
import { b } from "../play/beside_texts";
import words from "../play/beside.late.css";
import { useSheet } from "../sheet";
import { useHands } from "../signs";
import { useDoc } from "../store";
import { Bound, type ChatDoc, type RoomDoc, type Where } from "../types";
import { Button, Choice, Field, Named, Sheet, Switch } from "../ui";
import { steer, type Opening, type Seen } from "./doc";
import { c } from "./texts";

const whereOf = (room: RoomDoc, table: string): Where => room.tables?.[table]?.where ?? "hall";
const numberOf = (table: string): string => table.slice(1);
/** Nobody is elsewhere: then nothing is said of where tables are. */
const together = (room: RoomDoc): boolean =>
    Object.keys(room.tables ?? {}).every((id) => whereOf(room, id) === "hall");

const written = (chat: ChatDoc | undefined): number => Object.keys(chat?.notes ?? {}).length;

/** On its tile: where it is, whose hands are up, and, where some table is remote, whether something is written there. */
export function Place({ room, id }: { room: RoomDoc; id: string }) {
    const hands = useHands(`chat/${id}`);
    const chat = useDoc<ChatDoc>(`chat/${id}`);
    const n = written(chat);
    return (
        <>
            {!together(room) && (
                <p class="con-line">
                    <span class="tag">{c(`where_${whereOf(room, id)}`)}</span>
                    {n > 0 && <span class="soft">{c("words_n", { n })}</span>}
                </p>
            )}
            {hands.length > 0 && (
                <p class="con-line">
                    <Named
                        text={b("hands")}
                        names={listText(hands.map((who) => nameOf(room, who)))}
                    />
                </p>
            )}
        </>
    );
}

/** How whoever leads gets to a table. */
export function Steer({ room, table, onOpen }: Opening & { room: RoomDoc; table: string }) {
    const where = whereOf(room, table);
    const chat = useDoc<ChatDoc>(`chat/${table}`);
    if (together(room) && !chat?.open) return null;
    return (
        <div class="row">
            {where !== "remote" && <span>{c("walk_to", { n: numberOf(table) })}</span>}
            {(where !== "hall" || chat?.open) && (
                <Button onClick={() => onOpen({ what: "words", table })}>
                    {c("write_to", { n: numberOf(table) })}
                </Button>
            )}
        </div>
    );
}

const WHERES = ["hall", "remote", "mixed"] as const;

/** Where it is, when its people do not say it well; and whether they write to each other. */
export function TablePlace({ room, table }: { room: RoomDoc; table: string }) {
    const chat = useDoc<ChatDoc>(`chat/${table}`);
    return (
        <details>
            <summary>{c("place", { where: c(`where_${whereOf(room, table)}`) })}</summary>
            <Choice
                legend={c("place_set")}
                row
                value={whereOf(room, table)}
                onPick={(where) => void steer("table_where", { table, where })}
                options={WHERES.map((value) => ({ value, label: c(`where_${value}`) }))}
            />
            <Button small kind="quiet" onClick={() => void steer("table_where", { table })}>
                {c("place_people")}
            </Button>
            <Switch
                label={c("words_on")}
                help={c("words_on_help")}
                on={!!chat?.open}
                onChange={(on) => void steer("chats", { table, on })}
            />
        </details>
    );
}

/** What a table writes, and the answer of whoever leads. */
export function WordsSheet(p: Seen & { table: string; onClose: () => void }) {
    useSheet(words);
    const { table } = p;
    const chat = useDoc<ChatDoc>(`chat/${table}`);
    const [text, setText] = useState("");
    const [busy, setBusy] = useState(false);
    const notes = Object.entries(chat?.notes ?? {}).sort(([a], [z]) => Number(a) - Number(z));
    const send = async (e: Event): Promise<void> => {
        e.preventDefault();
        if (busy || !text.trim()) return;
        setBusy(true);
        const { ok } = await steer("chat", { table, text: text.trim() });
        setBusy(false);
        if (ok) setText("");
    };
    return (
        <Sheet title={c("words_of", { n: numberOf(table) })} onClose={p.onClose}>
            <Notes
                room={p.room}
                notes={notes}
                mine={() => true}
                onBack={(n) => void steer("unchat", { table, note: Number(n) })}
            />
            <form class="stack-s" onSubmit={(e) => void send(e)}>
                <Field
                    label={c("words_answer")}
                    hint={c("only_there")}
                    value={text}
                    onInput={setText}
                    lines={2}
                    max={Bound.TEXT_CHARS}
                />
                <Button type="submit" kind="primary" busy={busy} disabled={!text.trim()}>
                    {t("send")}
                </Button>
            </form>
        </Sheet>
    );
}
