// Many who came within a minute: seen, shown out together, let in again.
import { useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { listText } from "../i18n";
import { nameOf } from "../people";
import type { At } from "../socket";
import type { Arrivals as Arrived, RoomDoc } from "../types";
import { Button, Card, Sheet } from "../ui";
import { hourOf, steer, undoing, type Seen } from "./doc";

/** Many who came within a minute, and those who were shown out together: seen first, then done. */
export function Arrivals({ room, doc }: Seen) {
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
                    <span>{f("arrivals_text", { n: came.people, hour: hourOf(came.t) })}</span>
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
                    <p>{f("arrivals_ask", { n: came.people, hour: hourOf(came.t) })}</p>
                    <p class="hint" translate={false}>
                        {listText(namesOf(room, came))}
                    </p>
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
