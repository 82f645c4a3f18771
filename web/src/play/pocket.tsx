// The hall in one's pocket: what its screen shows, for whoever is not there. Whose turn it is, what to
// do and how long is left, a report as it is read; what needs a wall to be seen is said in a sentence.
import { f, type FKey } from "../catalogue/facilitator";
import { elapsed, leftText, remaining, useNow } from "../clock";
import { stepId, stepText } from "../console/step";
import { t, tx, type Key } from "../i18n";
import { nameOf, tableName, told } from "../people";
import { PlenaryHall } from "../projector/plenary";
import { useDoc } from "../store";
import { REPORT_FIELDS, type RoomDoc, type ScreenDoc } from "../types";
import { AsIs } from "../ui";
import { b } from "./beside_texts";
import { useMe } from "./me";

function Clock({ room }: { room: RoomDoc }) {
    useNow(1000);
    if (room.state === "ended" || remaining(room.clock) === undefined) return null;
    return (
        <p
            class="pocket-clock"
            role="timer"
            translate={false}
            aria-live="off"
            aria-label={b("left")}
        >
            {leftText(room.clock)}
        </p>
    );
}

function Report({ screen }: { screen: ScreenDoc }) {
    const said = screen.report ?? {};
    const lines = REPORT_FIELDS.filter((k) => said[k]);
    return (
        <>
            <h3>{tableName(screen.table ?? "t1")}</h3>
            {lines.length === 0 && <p class="soft">{f("no_report")}</p>}
            <dl class="pocket-report">
                {lines.map((k) => (
                    <div key={k}>
                        <dt>{k === "title" ? b("r_title") : f(`r_${k}`)}</dt>
                        <dd class="pre">{told(said[k] ?? "")}</dd>
                    </div>
                ))}
            </dl>
        </>
    );
}

function Instruction({ room }: { room: RoomDoc }) {
    useNow(1000);
    const kind = room.state === "ended" ? "ended" : room.clock.kind;
    const at = elapsed(room.clock);
    if (stepId(room, at) === "plenary") return <PlenaryHall room={room} />;
    return (
        <>
            <h3>{t(`phase_${kind}` as Key)}</h3>
            <p>{f(`do_${kind}` as FKey)}</p>
            {kind !== "ended" && <p class="strong">{stepText(room, at)}</p>}
        </>
    );
}

/** What the hall sees now. */
export function Pocket() {
    const { room } = useMe();
    const screen = useDoc<ScreenDoc>("screen");
    if (!screen) return <p class="soft">{t("loading")}</p>;
    const { show, table } = screen;
    return (
        <div class="pocket">
            <p class="soft">{tx(room.title)}</p>
            <Clock room={room} />
            {show === "report" ? (
                <Report screen={screen} />
            ) : show === "outcome" || show === "got" || show === "frame" ? (
                <p>
                    {table && <strong>{tableName(table)} </strong>}
                    {b(`hall_${show}`)}
                </p>
            ) : (
                <Instruction room={room} />
            )}
            {screen.told.map((x) => (
                <figure key={x.who}>
                    <blockquote>{f("told", { text: x.text })}</blockquote>
                    <figcaption>
                        <AsIs>{nameOf(room, x.who)}</AsIs>
                    </figcaption>
                </figure>
            ))}
        </div>
    );
}
