// The facilitators' page: every table at a glance, those who need help first.
import { useEffect, useMemo } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { credential } from "../home/credentials";
import { Invitation } from "../home/made";
import { lang, t } from "../i18n";
import type { ScreenProps } from "../main";
import { enter, link, takeBack } from "../socket";
import { useDoc } from "../store";
import type { RoomDoc } from "../types";
import { Button, Card, OfflineBanner } from "../ui";
import { Bar } from "./bar";
import { need, peopleIn, steer, waitingPeople, type ConsoleDoc, type Seen } from "./doc";
import { Side } from "./side";
import { People, Tile } from "./tile";

function Waiting({ room, doc }: Seen) {
    const ids = waitingPeople(room);
    const seatAll = async (): Promise<void> => {
        for (const person of ids) if (!(await steer("sit", { person })).ok) return;
    };
    if (!ids.length) return null;
    return (
        <Card tone="warn" title={f("waiting", { n: ids.length })}>
            <p>{f(room.options?.roles === "choose" ? "waiting_choose" : "waiting_seat")}</p>
            <People room={room} doc={doc} ids={ids} />
            <div class="row">
                <Button onClick={() => void seatAll()}>{f("seat_all")}</Button>
            </div>
        </Card>
    );
}

function Body({ room, doc }: Seen) {
    const tables = Object.keys(room.tables ?? {}).sort(
        (a, b) =>
            need(doc?.tables?.[b]) - need(doc?.tables?.[a]) ||
            Number(a.slice(1)) - Number(b.slice(1)),
    );
    return (
        <main class="con-page">
            <div class="stack con-tables">
                <h1 class="sr">{f("tables_title")}</h1>
                {room.state === "lobby" && !peopleIn(room) && (
                    <Card title={f("invite_title")}>
                        <Invitation code={room.code} />
                    </Card>
                )}
                <Waiting room={room} doc={doc} />
                <div class="con-grid">
                    {tables.map((id) => (
                        <Tile key={id} room={room} doc={doc} id={id} />
                    ))}
                </div>
            </div>
            <Side room={room} doc={doc} />
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
