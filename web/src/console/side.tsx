// Beside the tables: what the hall is told and shown, notes, who was removed, who did what.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { useNow } from "../clock";
import { useScreen } from "../home/credentials";
import { t } from "../i18n";
import type { Fields } from "../socket";
import { cell, useDoc } from "../store";
import { AsIs, Button, Card, Choice, Field, Named, Sheet, toast } from "../ui";
import { d } from "./data";
import { tableName } from "../people";
import { Bound, SHOWS, WOOLS } from "../types";
import type { ScreenDoc, Show } from "../types";
import { actText, actorName, hourOf, personName, steer, type Seen } from "./doc";
import { Plenary } from "./plenary";
import { Thumbnail } from "./thumb";
import { c } from "./texts";
import { UndoAll } from "./undo";

const LINES = 6;

/** The latest lines, newest first; the older ones when they are asked for. */
function Lines({ lines }: { lines: ComponentChildren[] }) {
    const [all, setAll] = useState(false);
    if (!lines.length) return null;
    return (
        <>
            <ul class="con-log">{all ? lines : lines.slice(0, LINES)}</ul>
            {lines.length > LINES && (
                <Button small kind="quiet" onClick={() => setAll(!all)}>
                    {f(all ? "fewer_lines" : "all_lines", { n: lines.length })}
                </Button>
            )}
        </>
    );
}

/** One message is being written, wherever on the console. */
export const message = cell("message", "");

export function Broadcast({ room, onSent }: Seen & { onSent?: () => void }) {
    const text = message.use();
    const [busy, setBusy] = useState(false);
    const said = Object.entries(room.say ?? {}).reverse();
    const send = async (e: Event): Promise<void> => {
        e.preventDefault();
        if (busy) return; // Enter, or a second press of whoever is in a hurry
        setBusy(true);
        const unsay = (made: Fields): void => void steer("unsay", { say: made.say });
        const answer = await steer("say", { text: text.trim() }, f("broadcast_sent"), unsay);
        setBusy(false);
        if (!answer.ok) return;
        message.set("");
        onSent?.();
    };
    return (
        <div class="stack">
            <form class="stack-s" onSubmit={(e) => void send(e)}>
                <Field
                    label={f("broadcast_text")}
                    value={text}
                    onInput={message.set}
                    lines={2}
                    max={Bound.TEXT_CHARS}
                />
                <div class="row">
                    <Button type="submit" busy={busy} disabled={!text.trim()}>
                        {t("send")}
                    </Button>
                </div>
            </form>
            <Lines
                lines={said.map(([n, s]) => (
                    <li key={n} class="con-said">
                        <span>
                            <span class="soft">{hourOf(s.t)}</span> {s.text}
                        </span>
                        <Button
                            small
                            kind="quiet"
                            aria-label={f("unsay_label", { text: s.text })}
                            onClick={() => void steer("unsay", { say: Number(n) })}
                        >
                            {f("unsay")}
                        </Button>
                    </li>
                ))}
            />
        </div>
    );
}

/** What was begun for a table and not sent, until the page goes. */
const begun = new Map<string, string>();

/** Words for one table, which no other sees. */
export function WriteSheet(p: { table: string; text: string; onClose: () => void }) {
    const [text, setText] = useState(begun.get(p.table) ?? p.text);
    const [busy, setBusy] = useState(false);
    const table = tableName(p.table);
    const send = async (e: Event): Promise<void> => {
        e.preventDefault();
        if (busy || !text.trim()) return;
        setBusy(true);
        const unsay = (made: Fields): void => void steer("unsay", { say: made.say });
        const what = { text: text.trim(), table: p.table };
        const { ok } = await steer("say", what, c("answer_sent", { table }), unsay);
        setBusy(false);
        if (!ok) return;
        begun.delete(p.table);
        p.onClose();
    };
    const close = (): void => {
        const own = text.trim() && text !== p.text;
        if (own) begun.set(p.table, text);
        else begun.delete(p.table);
        if (own) toast(f("broadcast_kept"));
        p.onClose();
    };
    return (
        <Sheet title={c("answer_text", { table })} onClose={close}>
            <form class="stack-s" onSubmit={(e) => void send(e)}>
                <Field
                    label={f("broadcast_text")}
                    hint={c("only_there")}
                    value={text}
                    onInput={setText}
                    lines={3}
                    max={Bound.TEXT_CHARS}
                />
                <Button type="submit" kind="primary" wide busy={busy} disabled={!text.trim()}>
                    {t("send")}
                </Button>
            </form>
        </Sheet>
    );
}

/** Reports and outcomes go from one table to the next; an outcome can be of all of them. */
function ShownTable(p: { room: Seen["room"]; view: Show; table: string | undefined }) {
    const { order } = p.room.plenary;
    const all = Object.keys(p.room.tables ?? {});
    const tables = p.view === "report" && order.length ? order : all;
    const at = p.table ? tables.indexOf(p.table) : -1;
    const next = tables[at + 1];
    const pick = (table: string | undefined): void =>
        void steer("show", { show: p.view, ...(table && { table }) });
    return (
        <div class="con-pick">
            <label class="field">
                <span class="sr">{f("show_table")}</span>
                <select
                    value={p.table ?? ""}
                    onChange={(e) => pick((e.target as HTMLSelectElement).value || undefined)}
                >
                    {p.view === "outcome" && <option value="">{f("all_tables")}</option>}
                    {tables.map((id) => (
                        <option key={id} value={id}>
                            {tableName(id)}
                        </option>
                    ))}
                </select>
            </label>
            <Button disabled={!next} onClick={() => pick(next)}>
                {f("show_next")} →
            </Button>
        </div>
    );
}

export function ShowChoice({ room }: { room: Seen["room"] }) {
    const now = useDoc<ScreenDoc>("screen");
    const view = now?.show ?? "auto";
    const shows = now?.shows ?? [];
    const first = room.plenary.order[0] ?? Object.keys(room.tables ?? {})[0];
    const screen = useScreen(room.code);
    const wool = room.may.includes("wool") ? now?.wool : undefined;
    return (
        <div class="stack">
            <Choice
                legend={f("show_what")}
                hideLegend
                row
                value={view}
                onPick={(show) =>
                    void steer("show", {
                        show,
                        ...((show === "report" || show === "got") && { table: first }),
                    })
                }
                options={SHOWS.filter((v) => v === view || shows.includes(v)).map((value) => ({
                    value,
                    label: f(`show_${value}`),
                }))}
            />
            {wool && (
                <Choice
                    legend={f("wool")}
                    row
                    value={wool}
                    onPick={(w) =>
                        void steer("show", {
                            show: view,
                            ...(now?.table && { table: now.table }),
                            wool: w,
                        })
                    }
                    options={WOOLS.map((value) => ({ value, label: f(`wool_${value}`) }))}
                />
            )}
            {(view === "report" || view === "outcome" || view === "got") && (
                <ShownTable room={room} view={view} table={now?.table} />
            )}
            {screen && (
                <a class="link" target="_blank" href={`/ecran/${room.code}`}>
                    {f("to_screen")}
                </a>
            )}
            {shows.includes("report") && (
                <a class="link" target="_blank" href={`/imprimer/${room.code}`}>
                    {f("print_reports")}
                </a>
            )}
            {room.may.includes("replay") && (
                <>
                    <a class="link" target="_blank" href={`/rejouer/${room.code}?vue=story`}>
                        {d("story")}
                    </a>
                    <a class="link" target="_blank" href={`/rejouer/${room.code}`}>
                        {d("replay")}
                    </a>
                </>
            )}
        </div>
    );
}

/** One note is being written, whether the notebook is open or not. */
export const note = cell("note", "");

function Notes({ doc }: Pick<Seen, "doc">) {
    const text = note.use();
    const [busy, setBusy] = useState(false);
    const save = async (e: Event): Promise<void> => {
        e.preventDefault();
        if (busy) return;
        setBusy(true);
        const { ok } = await steer("note", { text: text.trim() });
        setBusy(false);
        if (ok) note.set("");
    };
    return (
        <Card title={f("notes")}>
            <form class="stack-s" onSubmit={(e) => void save(e)}>
                <Field
                    label={f("note_new")}
                    lines={2}
                    value={text}
                    max={Bound.LONG_CHARS}
                    onInput={note.set}
                />
                <div class="row">
                    <Button small type="submit" busy={busy} disabled={!text.trim()}>
                        {t("save")}
                    </Button>
                    <Button
                        small
                        kind="quiet"
                        onClick={() => void steer("note", { text: "★" }, f("marked"))}
                    >
                        ★ {f("mark")}
                    </Button>
                </div>
            </form>
            <Lines
                lines={Object.entries(doc?.notes ?? {})
                    .reverse()
                    .map(([id, n]) => (
                        <li key={id}>
                            <span class="soft">{hourOf(n.t)}</span>{" "}
                            <Named
                                text={f("did")}
                                who={actorName(doc, n.by)}
                                what={<>{n.text}</>}
                            />
                        </li>
                    ))}
            />
        </Card>
    );
}

function Gone(seen: Seen) {
    const ids = Object.keys(seen.doc?.removed ?? {});
    const gone = ids.map((id): [string, string] => [id, personName(seen, id)]);
    if (!gone.length) return null;
    return (
        <Card title={f("gone")}>
            <ul class="people">
                {gone.map(([id, name]) => (
                    <li key={id} class="con-gone">
                        <div class="con-said">
                            <AsIs>{name}</AsIs>
                            <Button
                                small
                                aria-label={f("restore_label", { name })}
                                onClick={() => void steer("restore", { person: id })}
                            >
                                {f("restore")}
                            </Button>
                        </div>
                        <UndoAll id={id} name={name} />
                    </li>
                ))}
            </ul>
        </Card>
    );
}

function Journal(seen: Seen) {
    const acts = Object.entries(seen.doc?.acts ?? {}).sort(([a], [b]) => Number(b) - Number(a));
    return (
        <Card title={f("journal")}>
            {!acts.length && <p class="soft">{f("journal_none")}</p>}
            <Lines
                lines={acts.map(([seq, a]) => (
                    <li key={seq}>
                        <span class="soft">{hourOf(a.t)}</span>{" "}
                        <Named
                            text={f("did", { what: actText(a, seen) })}
                            who={actorName(seen.doc, a.by)}
                            whom={personName(seen, a.who ?? "")}
                        />
                    </li>
                ))}
            />
        </Card>
    );
}

function Consents({ doc }: Pick<Seen, "doc">) {
    const c = doc?.consent;
    if (!c?.of) return null;
    return (
        <p class="hint">
            {f("consents", { debrief: c.debrief ?? 0, research: c.research ?? 0, of: c.of })}
        </p>
    );
}

/** What is kept beside the tables: what was said, notes, who did what. */
export function Notebook({ room, doc }: Seen) {
    return (
        <div class="stack">
            <Notes doc={doc} />
            <Card title={c("messages")}>
                <Broadcast room={room} doc={doc} />
            </Card>
            <Gone room={room} doc={doc} />
            <Journal room={room} doc={doc} />
            <Consents doc={doc} />
        </div>
    );
}

/** The hall's screen and the notebook, one tap away. */
export function Side({ room, open }: Pick<Seen, "room"> & { open: (what: "notes") => void }) {
    const now = useNow(10_000);
    return (
        <>
            <Card title={f("show")}>
                <Thumbnail />
                <ShowChoice room={room} />
            </Card>
            {room.may.includes("plenary") && (
                <Card title={f("plenary")}>
                    <Plenary room={room} />
                </Card>
            )}
            <Card title={c("notebook")}>
                <div class="row">
                    <Button onClick={() => void steer("note", { text: "★" }, f("marked"))}>
                        <span aria-hidden="true">★ </span>
                        {c("mark_now", { hour: hourOf(now) })}
                    </Button>
                    <Button onClick={() => open("notes")}>{c("notebook_open")}</Button>
                </div>
            </Card>
        </>
    );
}
