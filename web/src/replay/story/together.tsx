// The thread that a facilitator leads through the story: others follow, leave it and come back; and
// a way to say that a moment mattered.
import { useEffect, useState } from "preact/hooks";
import { inTab } from "../../storage";
import { Button } from "../../ui";
import { here, led, tellHere, useLeading, type Lead } from "./follow";
import { h } from "./texts";

export interface Thread {
    live: "f" | "p" | undefined;
    /** One leads, or follows who leads. */
    on: boolean;
    there: boolean;
    turn: (on: boolean) => void;
    leave: () => void;
}
export function useThread(
    live: "f" | "p" | undefined,
    code: string,
    at: Lead,
    follow: (lead: Lead) => void,
): Thread {
    const kept = `tablee.leads.${code}`;
    const [leads, setLeads] = useState(() => inTab.load(kept) !== null);
    const steer = (on: boolean): void => {
        inTab.save(kept, on ? "1" : null);
        setLeads(on);
    };
    const [follows, setFollows] = useState(true);
    const lead = led.use();
    useLeading(live === "f" && leads, at);
    useEffect(() => {
        if (live === "p" && follows && lead) follow(lead);
    }, [live, follows, lead]);
    const leave = (): void => {
        if (live === "p" && lead) setFollows(false);
    };
    return live === "f"
        ? { live, on: leads, there: true, turn: steer, leave }
        : { live, on: follows, there: !!lead, turn: setFollows, leave };
}

/** The minute for which somebody has said it already. */
const minuteOf = (t: number): number => Math.floor(t / 60_000);
export function Together({ live, on, there, turn, t }: Thread & { t: number }) {
    const [said, setSaid] = useState<number>();
    const marks = here.use();
    if (!live) return null;
    const mark = (): void => {
        setSaid(minuteOf(t));
        tellHere(t);
    };
    const text = live === "f" ? h("lead") : h(on ? "unfollow" : "follow");
    return (
        <div class="st-together">
            {there && (
                <Button small class="st-toggle" aria-pressed={on} onClick={() => turn(!on)}>
                    {text}
                </Button>
            )}
            {live === "p" && (
                <Button small class="st-here" disabled={said === minuteOf(t)} onClick={mark}>
                    {h("here")}
                </Button>
            )}
            {marks.length > 0 && <p class="hint">{h("here_n", { n: marks.length })}</p>}
        </div>
    );
}
