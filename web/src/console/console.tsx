// The facilitators’ page: what to say, who needs somebody, and the tables as they stand in the hall.
import { useState } from "preact/hooks";
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
import { Banner, Button, Card, Loading, Loom, toast, useTitle } from "../ui";
import { OverPage } from "../ui/over";
import { Arrivals } from "./arrivals";
import { Bar } from "./bar";
import { peopleIn, steer, waitingPeople } from "./doc";
import type { ConsoleDoc, Opened, Opening, Seen } from "./doc";
import { Feed, feedIn } from "./feed";
import { RoomMap } from "./map";
import { Panel, type Open } from "./panel";
import { People } from "./people";
import { Script, Told } from "./script";
import { Side } from "./side";
import { OpenSheet } from "./table";
import { Tales } from "./tales";
import { Apart } from "./timeline";

function Unseated({ room, doc, onOpen }: Seen & Opening) {
    const ids = waitingPeople(room);
    const seatAll = async (): Promise<void> => {
        for (const person of ids) if (!(await steer("sit", { person })).ok) return;
    };
    if (!ids.length) return null;
    return (
        <Card tone="warn" title={f("waiting", { n: ids.length })}>
            <p>{f(room.options?.roles === "choose" ? "waiting_choose" : "waiting_seat")}</p>
            <People room={room} doc={doc} ids={ids} onOpen={onOpen} />
            <div class="row">
                <Button onClick={() => void seatAll()}>{f("seat_all")}</Button>
            </div>
        </Card>
    );
}

function Body({ room, doc, open }: Seen & { open: (what: Open) => void }) {
    useMoves((url) => toast(f("address_moved", { url })));
    const feed = feedIn({ room, doc });
    const [at, setAt] = useState<Opened>();
    return (
        <main class="con-page">
            <Loom />
            <h1 class="sr">{f("tables_title")}</h1>
            <div class="con-lead">
                {doc?.place && <Banner tone="warn">{f(`place_${doc.place}`)}</Banner>}
                <Script room={room} />
                <Told room={room} />
                <Feed room={room} doc={doc} feed={feed} onOpen={setAt} />
            </div>
            <div class="stack con-tables">
                {room.state === "lobby" && !peopleIn(room) && (
                    <Card title={f("invite_title")}>
                        <Invitation code={room.code} />
                        {!canStayAwake() && <p class="hint">{f("may_sleep")}</p>}
                    </Card>
                )}
                <Unseated room={room} doc={doc} onOpen={setAt} />
                <Arrivals room={room} doc={doc} />
                <Tales room={room} doc={doc} />
                <Apart doc={doc} />
                <RoomMap room={room} doc={doc} feed={feed} onOpen={setAt} />
            </div>
            <aside class="con-side" aria-label={f("side")}>
                <Side room={room} open={open} />
            </aside>
            {at && (
                <OpenSheet
                    key={at.what}
                    room={room}
                    doc={doc}
                    open={at}
                    feed={feed}
                    onOpen={setAt}
                    onClose={() => setAt(undefined)}
                />
            )}
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
    const [open, setOpen] = useState<Open>();
    useAwake(room.state !== "ended");
    return (
        <>
            <OfflineHere path="animer" code={room.code} />
            <Bar room={room} doc={doc} open={setOpen} />
            <Body room={room} doc={doc} open={setOpen} />
            <Panel room={room} doc={doc} open={open} onOpen={setOpen} />
        </>
    );
}
