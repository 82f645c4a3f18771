// A moment on a phone: seen for less than a second over whatever is open, felt in the hand, and gone.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { buzz, happened, most, Watch, type Moment } from "../moments";
import { told } from "../people";
import { replayed } from "../replayed";
import { Announce, Cord, Strip } from "../ui";
import { useMe } from "./me";
import { p as s } from "./talks_texts";

const SHOWN_MS = 900;
const watch = new Watch<Moment>(); // of the page: a screen that comes later goes on from it
const typing = (): boolean =>
    !!document.activeElement?.matches("textarea, input:not([type=radio])");

export function Moments() {
    const { code, room, table, tableId } = useMe();
    const ended = room.state === "ended";
    const [now, show] = useState<Moment>();
    useLayoutEffect(() => {
        if (replayed() || !table) return;
        const moment = most(watch.see(`${code} ${tableId}`, happened(ended, table)));
        if (!moment) return;
        buzz(moment.kind);
        if (!typing()) show(moment);
    }, [ended, table]);
    useEffect(() => {
        if (!now) return;
        const timer = window.setTimeout(() => show(undefined), SHOWN_MS);
        return () => window.clearTimeout(timer);
    }, [now]);
    const whole = now && !now.clause;
    return (
        <>
            <Announce text={whole ? s(`moment_${now.kind}`) : ""} />
            {now && <Shown key={`${now.kind} ${now.clause}`} moment={now} />}
        </>
    );
}

function Shown({ moment }: { moment: Moment }) {
    const { table } = useMe();
    const ref = useRef<HTMLDivElement>(null);
    const c = table?.clauses?.[moment.clause ?? ""];
    // Over a sheet too, where a browser can; it takes neither the focus nor a touch.
    useLayoutEffect(() => ref.current?.showPopover?.(), []);
    return (
        <div ref={ref} class="moment" popover="manual" aria-hidden="true">
            {c ? <Cord knots={c.thread} /> : <Strip />}
            <strong>{s(`moment_${moment.kind}`)}</strong>
            {c && <p>{told(c.text)}</p>}
        </div>
    );
}
