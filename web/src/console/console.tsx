// The facilitators' page: every table at a glance, those who need help first.
import { useEffect, useMemo, useState } from "preact/hooks";
import { f, type FKey } from "../catalogue/facilitator";
import { credential } from "../home/credentials";
import { lang, locale, t } from "../i18n";
import type { ScreenProps } from "../main";
import { enter, link, takeBack } from "../socket";
import { useDoc } from "../store";
import type { RoomDoc } from "../types";
import { Button, Card, Field, OfflineBanner } from "../ui";
import { Bar } from "./bar";
import { actorName, need, personName, steer, tableName, type ConsoleDoc } from "./doc";
import { People, Tile } from "./tile";

const hour = (ms: number): string =>
    new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit" }).format(ms);

const ACTS = new Set([
    "next",
    "back",
    "pause",
    "resume",
    "extend",
    "lock",
    "say",
    "unsay",
    "note",
    "show",
    "deal",
    "sit",
    "hat",
    "name",
    "remove",
    "restore",
    "answer_help",
    "end",
    "reopen",
    "park",
    "erase",
    "facilitate",
]);

function Journal({ room, doc }: { room: RoomDoc; doc: ConsoleDoc | undefined }) {
    const acts = Object.entries(doc?.acts ?? {}).sort(([a], [b]) => Number(b) - Number(a));
    return (
        <Card title={f("journal")}>
            {!acts.length && <p class="soft">{f("journal_none")}</p>}
            <ul class="con-log">
                {acts.map(([seq, a]) => (
                    <li key={seq}>
                        <span class="soft">{hour(a.t)}</span> {actorName(doc, a.by)} :{" "}
                        {ACTS.has(a.act) ? f(`act_${a.act}` as FKey) : a.act}
                        {a.who && `, ${personName(room, a.who)}`}
                        {a.table && `, ${tableName(room, a.table)}`}
                    </li>
                ))}
            </ul>
        </Card>
    );
}

function Notes({ doc }: { doc: ConsoleDoc | undefined }) {
    const [text, setText] = useState("");
    const save = async (e: Event): Promise<void> => {
        e.preventDefault();
        if ((await steer("note", { text: text.trim() })).ok) setText("");
    };
    return (
        <Card title={f("notes")}>
            <form
                class="stack-s"
                onSubmit={(e) => {
                    void save(e);
                }}
            >
                <Field label={f("note_new")} lines={2} value={text} onInput={setText} />
                <div class="row">
                    <Button small type="submit" disabled={!text.trim()}>
                        {t("save")}
                    </Button>
                    <Button
                        small
                        onClick={() => {
                            void steer("note", { text: "★" }, f("marked"));
                        }}
                    >
                        ★ {f("mark")}
                    </Button>
                </div>
            </form>
            <ul class="con-log">
                {Object.entries(doc?.notes ?? {})
                    .reverse()
                    .map(([id, n]) => (
                        <li key={id}>
                            <span class="soft">
                                {hour(n.t)} · {actorName(doc, n.by)}
                            </span>{" "}
                            {n.text}
                        </li>
                    ))}
            </ul>
        </Card>
    );
}

function Gone({ doc }: { doc: ConsoleDoc | undefined }) {
    const gone = Object.entries(doc?.removed ?? {});
    if (!gone.length) return null;
    return (
        <Card title={f("gone")}>
            <ul class="people">
                {gone.map(([id, name]) => (
                    <li key={id} class="con-person">
                        <span>{name}</span>
                        <Button
                            small
                            onClick={() => {
                                void steer("restore", { person: id });
                            }}
                        >
                            {f("restore")}
                        </Button>
                    </li>
                ))}
            </ul>
        </Card>
    );
}

function Body({ room, doc }: { room: RoomDoc; doc: ConsoleDoc | undefined }) {
    const tables = Object.entries(room.tables ?? {}).sort(
        ([a, ta], [b, tb]) =>
            need(doc?.tables?.[b], !!tb.help) - need(doc?.tables?.[a], !!ta.help) ||
            Number(a.slice(1)) - Number(b.slice(1)),
    );
    const waiting = Object.entries(room.people ?? {})
        .filter(([, p]) => !p.table && !p.gone)
        .map(([id]) => id);
    return (
        <main class="con-page">
            <div class="stack">
                <h1 class="sr">{f("tables_title")}</h1>
                {waiting.length > 0 && (
                    <Card tone="warn" title={f("waiting")}>
                        <People room={room} ids={waiting} codes={doc?.codes} />
                    </Card>
                )}
                <div class="con-grid">
                    {tables.map(([id]) => (
                        <Tile key={id} room={room} doc={doc} id={id} />
                    ))}
                </div>
            </div>
            <aside class="con-side" aria-label={f("journal")}>
                <Notes doc={doc} />
                <Gone doc={doc} />
                <Journal room={room} doc={doc} />
            </aside>
        </main>
    );
}

function Stopped({ state }: { state: string }) {
    return (
        <main class="page">
            <h1>{t(state === "elsewhere" ? "elsewhere_title" : "refused_title")}</h1>
            {state === "elsewhere" ? (
                <Button kind="primary" onClick={takeBack}>
                    {t("elsewhere_here")}
                </Button>
            ) : (
                <>
                    <p>{f("no_link")}</p>
                    <a href="/">{f("to_home")}</a>
                </>
            )}
        </main>
    );
}

export default function Console({ code }: ScreenProps) {
    lang.use();
    const state = link.use();
    const me = useMemo(() => credential(code, "f", "animer"), [code]);
    useEffect(() => {
        if (me) enter(me.code, { token: me.token }, "f");
    }, [me]);
    const room = useDoc<RoomDoc>("room");
    const doc = useDoc<ConsoleDoc>("console");
    useDoc("screen");
    if (!me || state === "refused" || state === "elsewhere")
        return <Stopped state={me ? state : "refused"} />;
    if (!room)
        return (
            <main class="page">
                <OfflineBanner />
                <p class="soft">{t("loading")}</p>
            </main>
        );
    return (
        <>
            <OfflineBanner />
            <Bar room={room} doc={doc} />
            <Body room={room} doc={doc} />
        </>
    );
}
