// The facilitators' page: every table at a glance, those who need help first.
import { canStayAwake, useAwake } from "../awake";
import { f } from "../catalogue/facilitator";
import { useEntered } from "../home/credentials";
import { OfflineHere } from "../home/here";
import { Invitation } from "../home/made";
import { useMoves } from "../home/where";
import { codeText, lang, t } from "../i18n";
import type { ScreenProps } from "../way";
import { takeBack } from "../socket";
import { useDoc } from "../store";
import type { RoomDoc } from "../types";
import { Button, Card, Loading, Loom, toast, useTitle } from "../ui";
import { OverPage } from "../ui/over";
import { Bar } from "./bar";
import { need, peopleIn, URGENT, steer, waitingPeople, type ConsoleDoc, type Seen } from "./doc";
import { Side } from "./side";
import { People, Tile } from "./tile";

function Unseated({ room, doc }: Seen) {
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
    useMoves((url) => toast(f("address_moved", { url })));
    const urgency = (id: string): number => need(doc?.tables?.[id]);
    const tables = Object.keys(room.tables ?? {}).sort(
        (a, b) => urgency(b) - urgency(a) || Number(a.slice(1)) - Number(b.slice(1)),
    );
    const waiting = tables.filter((id) => urgency(id) >= URGENT).length;
    return (
        <main class="con-page">
            <Loom />
            <div class="stack con-tables">
                <h1 class="sr">{f("tables_title")}</h1>
                {room.state === "lobby" && !peopleIn(room) && (
                    <Card title={f("invite_title")}>
                        <Invitation code={room.code} />
                        {!canStayAwake() && <p class="hint">{f("may_sleep")}</p>}
                    </Card>
                )}
                <Unseated room={room} doc={doc} />
                {/* One list: a tile that goes from one part to the other keeps what is open in it. */}
                <div class="con-grid">
                    {waiting > 0 && (
                        <h2 key="waiting" class="con-head">
                            {f("need_you", { n: waiting })}
                        </h2>
                    )}
                    {tables.flatMap((id, i) => [
                        i > 0 && i === waiting && (
                            <h2 key="others" class="con-head">
                                {f("others_work")}
                            </h2>
                        ),
                        <Tile key={id} room={room} doc={doc} id={id} />,
                    ])}
                </div>
            </div>
            <Side room={room} doc={doc} />
        </main>
    );
}

function Stopped({ elsewhere }: { elsewhere: boolean }) {
    return (
        <main class="page">
            <h1>{t(elsewhere ? "elsewhere_title" : "refused_title")}</h1>
            {elsewhere ? (
                <Button kind="primary" onClick={takeBack}>
                    {t("elsewhere_here")}
                </Button>
            ) : (
                <>
                    <p>{f("no_link")}</p>
                    <a class="link" href="/">
                        {f("to_home")}
                    </a>
                </>
            )}
        </main>
    );
}

export default function Console({ code }: ScreenProps) {
    lang.use();
    useTitle(`${f("console")} ${codeText(code)}`.trim());
    const { room, bad, elsewhere, over } = useEntered(code, "f", "animer");
    if (over) return <OverPage why={over} />;
    if (bad || elsewhere) return <Stopped elsewhere={!bad && elsewhere} />;
    return room ? <Desk room={room} /> : <Loading />;
}

/** The console of a room: what its documents make of it. */
export function Desk({ room }: { room: RoomDoc }) {
    const doc = useDoc<ConsoleDoc>("console");
    useAwake(room.state !== "ended");
    return (
        <>
            <OfflineHere path="animer" code={room.code} />
            <Bar room={room} doc={doc} />
            <Body room={room} doc={doc} />
        </>
    );
}
