// What to say now, for how long, and what comes then: the guide, at the step where the hour is.
import { elapsed, mmss, remaining, useNow } from "../clock";
import { f } from "../catalogue/facilitator";
import type { RoomDoc } from "../types";
import { Card } from "../ui";
import { d } from "./data";
import { phaseName } from "./doc";
import { stepId, stepText, stepTitle } from "./step";
import { c } from "./texts";

type Said = Parameters<typeof c>[0];
const SAID = new Set(
    (
        "lobby situation card table read alone sheet points presenter pitch base clauses inject carry " +
        "final questions complete plenary out_of_role story next feel happened why parallels keep"
    ).split(" "),
);

/** Until the next step, or the end of the phase. */
function Left({ room }: { room: RoomDoc }) {
    useNow(1000);
    const at = elapsed(room.clock);
    const next = room.phases[room.clock.phase]?.steps?.find((s) => s.at_s > at);
    const left = next ? (next.at_s - at) * 1000 : remaining(room.clock);
    const then = next
        ? stepTitle(next)
        : phaseName(room.phases[room.clock.phase + 1]?.kind ?? "ended");
    return (
        <p class="hint">
            {[c("step_left", { t: mmss(left) }), then && c("step_then", { step: then })]
                .filter(Boolean)
                .join(" · ")}
        </p>
    );
}

/** What to say at a step; the plenary's is that of how the tables are heard. */
function said(id: string, room: RoomDoc): string {
    const { how } = room.plenary;
    return id === "plenary" && how !== "each" ? f(`plenary_${how}_say`) : c(`say_${id}` as Said);
}

/** Once it may be told, what happened is what everybody looks at. */
export function Told({ room }: { room: RoomDoc }) {
    if (!room.may.includes("replay")) return null;
    return (
        <Card title={d("story")}>
            <p>{d("story_how")}</p>
            <a class="btn btn-primary" target="_blank" href={`/rejouer/${room.code}?vue=story`}>
                {d("story_go")}
            </a>
        </Card>
    );
}

export function Script({ room }: { room: RoomDoc }) {
    useNow(1000);
    const lobby = room.state === "lobby";
    if (room.state === "ended") return null;
    const id = lobby ? "lobby" : stepId(room, elapsed(room.clock));
    const title = lobby ? "" : stepText(room, elapsed(room.clock));
    if (!title && !SAID.has(id)) return null;
    return (
        <section class="con-script stack-s" aria-label={c("say_aloud")}>
            {title && <h2 class="con-eyebrow">{title}</h2>}
            {SAID.has(id) && <blockquote>{said(id, room)}</blockquote>}
            {!lobby && <Left room={room} />}
        </section>
    );
}
