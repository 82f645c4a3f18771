// Beside the tables: what the hall is told and shown, notes, who was removed, who did what.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { useScreen } from "../home/credentials";
import { listText, locale, t } from "../i18n";
import type { At, Fields } from "../socket";
import { cell, useDoc } from "../store";
import { Button, Card, Choice, Field, Sheet } from "../ui";
import { d } from "./data";
import { nameOf, tableName } from "../people";
import { type Arrivals as Arrived, Bound, type RoomDoc, SHOWS, WOOLS } from "../types";
import type { ScreenDoc, Show } from "../types";
import { actText, actorName, personName, steer, undoing, type Seen } from "./doc";
import { Plenary } from "./plenary";

const hour = (ms: number): string =>
    new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit" }).format(ms);

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
                            <span class="soft">{hour(s.t)}</span> {s.text}
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
    const wool = room.clock.kind === "pooling" ? now?.wool : undefined;
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
                <a class="link" target="_blank" href={`/rejouer/${room.code}`}>
                    {d("replay")}
                </a>
            )}
        </div>
    );
}

function Notes({ doc }: Pick<Seen, "doc">) {
    const [text, setText] = useState("");
    const [busy, setBusy] = useState(false);
    const save = async (e: Event): Promise<void> => {
        e.preventDefault();
        if (busy) return;
        setBusy(true);
        const { ok } = await steer("note", { text: text.trim() });
        setBusy(false);
        if (ok) setText("");
    };
    return (
        <Card title={f("notes")}>
            <form class="stack-s" onSubmit={(e) => void save(e)}>
                <Field
                    label={f("note_new")}
                    lines={2}
                    value={text}
                    max={Bound.LONG_CHARS}
                    onInput={setText}
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
                            <span class="soft">{hour(n.t)}</span>{" "}
                            {f("did", { who: actorName(doc, n.by), what: n.text })}
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
                    <li key={id} class="con-said">
                        <span>{name}</span>
                        <Button
                            small
                            aria-label={f("restore_label", { name })}
                            onClick={() => void steer("restore", { person: id })}
                        >
                            {f("restore")}
                        </Button>
                    </li>
                ))}
            </ul>
        </Card>
    );
}

/** Many who came within a minute, and those who were shown out together: seen first, then done. */
function Arrivals({ room, doc }: Seen) {
    const [asked, setAsked] = useState(false);
    const { arrivals: came, dismissed: out } = doc ?? {};
    const lock = (): void => {
        void steer("lock", { on: true }, f("now_locked"), (made) => {
            void steer("lock", { on: false }, "", undefined, undoing(made));
        });
    };
    const again = (who: Arrived, at?: At): void =>
        void steer("dismiss", { from: who.from, to: who.to, undo: true }, "", undefined, at);
    const dismiss = (who: Arrived): void => {
        const done = f("dismissed", { n: who.people });
        void steer("dismiss", { from: who.from, to: who.to }, done, (m) => again(who, undoing(m)));
        setAsked(false);
    };
    if (!came && !out) return null;
    return (
        <Card title={f("arrivals")}>
            {came && (
                <p class="con-said">
                    <span>{f("arrivals_text", { n: came.people, hour: hour(came.t) })}</span>
                    <Button small onClick={() => setAsked(true)}>
                        {f("arrivals_see")}
                    </Button>
                </p>
            )}
            {out && (
                <p class="con-said">
                    <span>{f("dismissed", { n: out.people })}</span>
                    <Button small onClick={() => again(out)}>
                        {f("dismiss_undo")}
                    </Button>
                </p>
            )}
            {asked && came && (
                <Sheet title={f("arrivals")} onClose={() => setAsked(false)}>
                    <p>{f("arrivals_ask", { n: came.people, hour: hour(came.t) })}</p>
                    <p class="hint">{listText(namesOf(room, came))}</p>
                    <p class="hint">{f("dismiss_hint")}</p>
                    <Button kind="danger" wide onClick={() => dismiss(came)}>
                        {f("dismiss", { n: came.people })}
                    </Button>
                    {!room.locked && (
                        <Button wide onClick={lock}>
                            {f("lock")}
                        </Button>
                    )}
                </Sheet>
            )}
        </Card>
    );
}

const SHOWN = 30;
function namesOf(room: RoomDoc, { from, to }: Arrived): string[] {
    const number = (id: string): number => Number(id.slice(1));
    const names = Object.keys(room.people ?? {})
        .filter((id) => number(id) >= number(from) && number(id) <= number(to))
        .map((id) => nameOf(room, id));
    return names.length > SHOWN ? [...names.slice(0, SHOWN), "…"] : names;
}

function Journal(seen: Seen) {
    const acts = Object.entries(seen.doc?.acts ?? {}).sort(([a], [b]) => Number(b) - Number(a));
    return (
        <Card title={f("journal")}>
            {!acts.length && <p class="soft">{f("journal_none")}</p>}
            <Lines
                lines={acts.map(([seq, a]) => (
                    <li key={seq}>
                        <span class="soft">{hour(a.t)}</span>{" "}
                        {f("did", { who: actorName(seen.doc, a.by), what: actText(a, seen) })}
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

export function Side({ room, doc }: Seen) {
    return (
        <aside class="con-side" aria-label={f("side")}>
            <Card title={f("show")}>
                <ShowChoice room={room} />
            </Card>
            {(room.clock.kind === "pooling" || room.clock.kind === "report") && (
                <Card title={f("plenary")}>
                    <Plenary room={room} />
                </Card>
            )}
            <Card title={f("broadcast")}>
                <Broadcast room={room} doc={doc} />
            </Card>
            <Arrivals room={room} doc={doc} />
            <Gone room={room} doc={doc} />
            <Notes doc={doc} />
            <Journal room={room} doc={doc} />
            <Consents doc={doc} />
        </aside>
    );
}
