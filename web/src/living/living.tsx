// A living workshop: robots play it, and whoever comes watches, sits down or leads.
import { useState } from "preact/hooks";
import { leftText, useNow } from "../clock";
import { keepMade, useEntered, type Made } from "../home/credentials";
import { keepIdentity, storedIdentity } from "../identity";
import { HomeBar } from "../frame/home_bar";
import { lang, t, tx, type Key } from "../i18n";
import { nameOf, tableName } from "../people";
import { leave, newId, request } from "../socket";
import type { RoomDoc } from "../types";
import { AsIs, Button, Card, Choice, Field, GroupBadge, refusalText, useTitle } from "../ui";
import { go, type PageProps } from "../way";
import { w } from "./texts";

const SPEEDS = ["1", "4", "10"] as const;
type Speed = (typeof SPEEDS)[number];

const refused = (no: { code: string }): string =>
    no.code === "throttled" || no.code === "full" || no.code === "not_allowed"
        ? w(no.code)
        : refusalText(no as Parameters<typeof refusalText>[0]);

function Begin({ another }: { another: boolean }) {
    const [speed, setSpeed] = useState<Speed>("4");
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState("");
    const begin = async (): Promise<void> => {
        setBusy(true);
        const answer = await request<Made>("create", {
            once: newId(16),
            options: { scenario: "la-mauve", lang: lang.get(), speed: Number(speed) },
        });
        setBusy(false);
        if (!answer.ok) return setError(refused(answer.no));
        keepMade({ ...answer.out, passing: true });
        go(`/vivant/${answer.out.room}`);
    };
    return (
        <div class="stack">
            <Choice
                legend={w("speed")}
                row
                options={SPEEDS.map((n) => ({ value: n, label: w(`speed_${n}`) }))}
                hint={w("speed_hint")}
                value={speed}
                onPick={setSpeed}
                error={error}
            />
            <Button kind="primary" wide busy={busy} onClick={() => void begin()}>
                {w(another ? "again" : "begin")}
            </Button>
        </div>
    );
}

/** What is played now, and how long still. */
function Now({ room }: { room: RoomDoc }) {
    useNow(250);
    const kind = room.state === "ended" ? "ended" : room.clock.kind;
    const { speed = 1 } = room.options;
    return (
        <div class="stack-s">
            <p role="timer" aria-live="off">
                <strong>{t(`phase_${kind}` as Key)}</strong>{" "}
                {room.clock.ends && <span class="lead">{leftText(room.clock)}</span>}
            </p>
            <p class="hint">{speed > 1 ? w("plays", { n: speed }) : w("plays_1")}</p>
        </div>
    );
}

const named = (): string =>
    `${lang.get() === "en" ? "Visitor" : "Visite"} ${10 + Math.floor(Math.random() * 90)}`;

function Seats({ room }: { room: RoomDoc }) {
    const [name, setName] = useState(named);
    const [error, setError] = useState("");
    const take = async (instead: string): Promise<void> => {
        const answer = await request<{ token: string }>("join", {
            room: room.code,
            ...(room.link && { link: room.link }),
            once: newId(16),
            name: name.trim(),
            debrief: false,
            research: false,
            lang: lang.get(),
            instead,
        });
        if (!answer.ok) return setError(refused(answer.no));
        keepIdentity(room.code, { token: answer.out.token });
        leave(); // as the hall
        go(`/p/${room.code}`);
    };
    const people = Object.entries(room.people).filter(([, p]) => p.robot && p.table);
    return (
        <Card title={w("sit")}>
            <div class="stack">
                <p class="hint">{w("sit_hint")}</p>
                <Field
                    label={w("name")}
                    hint={w("name_hint")}
                    value={name}
                    onInput={setName}
                    error={error}
                />
                <div class="fac-tables">
                    {Object.keys(room.tables).map((table) => (
                        <section key={table}>
                            <h3>{tableName(table)}</h3>
                            <ul class="stack-s fac-seats">
                                {people
                                    .filter(([, p]) => p.table === table)
                                    .map(([id, p]) => (
                                        <Seat
                                            key={id}
                                            id={id}
                                            room={room}
                                            onTake={() => void take(id)}
                                        >
                                            <GroupBadge group={p.group} />
                                        </Seat>
                                    ))}
                            </ul>
                        </section>
                    ))}
                </div>
            </div>
        </Card>
    );
}

function Seat(p: {
    id: string;
    room: RoomDoc;
    onTake: () => void;
    children: preact.ComponentChildren;
}) {
    const name = nameOf(p.room, p.id);
    const role = tx(p.room.scenario.roles[p.room.people[p.id]?.role ?? ""]?.title);
    return (
        <li class="row row-between">
            <span>
                {p.children} <span class="strong">{role}</span>
                <br />
                <small class="soft">
                    <AsIs>{name}</AsIs>
                </small>
            </span>
            <Button small aria-label={w("take_of", { name, role })} onClick={p.onTake}>
                {w("take")}
            </Button>
        </li>
    );
}

function Playing({ code }: { code: string }) {
    const { room, bad, over } = useEntered(code, "s", "vivant");
    const seat = storedIdentity(code);
    if (bad || over) return <Over />;
    if (!room) return <p>{t("loading")}</p>;
    return (
        <>
            <Now room={room} />
            <div class="row">
                <a class="btn btn-primary" href={`/ecran/${code}`}>
                    {w("watch")}
                </a>
                <a class="btn" href={`/animer/${code}`}>
                    {w("lead_it")}
                </a>
                {seat && (
                    <a class="btn" href={`/p/${code}`}>
                        {w("go_on")}
                    </a>
                )}
            </div>
            {seat ? <p>{w("you")}</p> : <Seats room={room} />}
        </>
    );
}

function Over() {
    return (
        <>
            <p role="status">{w("gone")}</p>
            <Begin another />
        </>
    );
}

export default function Living({ id }: PageProps) {
    lang.use();
    useTitle(w("title"));
    return (
        <main class="page">
            <HomeBar />
            <h1>{w("title")}</h1>
            <p class="lead">{w("lead")}</p>
            {id ? <Playing code={id} /> : <Begin another={false} />}
        </main>
    );
}
