// The global bar: where the hour is, the clock, and what moves it. On a phone its buttons are
// within reach of the thumb.
import { mmss, useNow } from "../clock";
import { f } from "../catalogue/facilitator";
import { hourText } from "../hours";
import { codeText, t, tx } from "../i18n";
import { tableName } from "../people";
import { replayed } from "../replayed";
import type { May } from "../types";
import { Button, LinkDot, TimeLeft, TimeThread } from "../ui";
import { inPhase, phaseName, steer, type Seen } from "./doc";
import type { Open } from "./panel";
import { c } from "./texts";

function Steering({ room, open }: { room: Seen["room"]; open: (o: Open) => void }) {
    const extend = (n: number): void => {
        const at = inPhase(room);
        const less = (): void => void steer("extend", { seconds: -n * 60 }, "", undefined, at);
        void steer("extend", { seconds: n * 60 }, f("added", { n }), less, at);
    };
    const act = (name: string): void => void steer(name, {}, "", undefined, inPhase(room));
    const may = (what: May): boolean => room.may.includes(what);
    if (may("reopen")) return <Button onClick={() => act("reopen")}>{f("reopen")}</Button>;
    if (may("begin"))
        return (
            <Button kind="primary" class="con-next" onClick={() => open("next")}>
                {f("start")}
            </Button>
        );
    if (!may("next")) return null;
    const paused = may("resume");
    return (
        <>
            <Button
                kind={paused ? "primary" : "plain"}
                aria-label={f(paused ? "resume" : "pause")}
                onClick={() => act(paused ? "resume" : "pause")}
            >
                <span aria-hidden="true">{paused ? "▶" : "❚❚"}</span>{" "}
                <span class="con-wide">{f(paused ? "resume" : "pause")}</span>
            </Button>
            {[1, 5].map((n) => (
                <Button key={n} aria-label={f("plus_label", { n })} onClick={() => extend(n)}>
                    {f("plus", { n })}
                    <span class="con-wide"> min</span>
                </Button>
            ))}
            <Button
                kind={paused ? "plain" : "primary"}
                class="con-next"
                onClick={() => open("next")}
            >
                {f("next")}
                <span class="con-wide" aria-hidden="true">
                    {" "}
                    →
                </span>
            </Button>
        </>
    );
}

function Phase({ room }: { room: Seen["room"] }) {
    const ends = room.clock.ends && f("until", { hour: hourText(room, room.clock.ends) });
    return (
        <div class="con-phase">
            <strong>{phaseName(room.state === "ended" ? "ended" : room.clock?.kind)}</strong>
            <small>
                {room.clock?.why === "restart"
                    ? f("restarted")
                    : room.locked
                      ? f("locked")
                      : room.options.speed
                        ? t("robots_play")
                        : ends || tx(room.title)}
            </small>
        </div>
    );
}

/** A table that calls is seen wherever the page is scrolled. */
function Calls({ doc }: Pick<Seen, "doc">) {
    const now = useNow(1000);
    const calls = Object.entries(doc?.tables ?? {}).filter(([, w]) => w.help);
    return (
        <div class="con-calls" role="status">
            {calls.map(([id, w]) => (
                <a key={id} class="con-flag" href={`#${id}`}>
                    <span aria-hidden="true">▲ </span>
                    {f("call_of", { table: tableName(id) })}{" "}
                    <span class="nowrap" aria-hidden="true" translate={false}>
                        {mmss(now - (w.help ?? now))}
                    </span>
                </a>
            ))}
        </div>
    );
}

function Acts({ room, open }: { room: Seen["room"]; open: (o: Open) => void }) {
    if (replayed()) return null; // a replay has a bar of its own, with its own pause
    return (
        <div class="con-acts" role="group" aria-label={f("steering")}>
            <Steering room={room} open={open} />
            <Button aria-label={c("speak")} onClick={() => open("say")}>
                <span class="con-widest">{c("speak")}</span>
                <span class="con-narrower" aria-hidden="true">
                    ✉
                </span>
            </Button>
            <Button aria-label={f("more_acts")} onClick={() => open("more")}>
                <span class="con-wide">{f("more_acts")}</span>
                <span class="con-narrow" aria-hidden="true">
                    •••
                </span>
            </Button>
        </div>
    );
}

export function Bar({ room, doc, open }: Seen & { open: (o: Open) => void }) {
    return (
        <header class="con-bar">
            <div class="con-now">
                <Phase room={room} />
                <TimeLeft clock={room.clock} />
            </div>
            <Acts room={room} open={open} />
            <div class="con-meta">
                <Button
                    small
                    kind="quiet"
                    class="con-widest"
                    aria-label={f("code_label", { code: codeText(room.code) })}
                    onClick={() => open("code")}
                >
                    <span class="code" translate={false}>
                        {codeText(room.code)}
                    </span>
                </Button>
                <LinkDot />
            </div>
            <div class="con-thread">
                <TimeThread room={room} />
            </div>
            <Calls doc={doc} />
        </header>
    );
}
