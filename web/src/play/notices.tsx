// What everybody must know at once: lost network, a pause, the last minutes. Shown and spoken on the
// page, and again in a sheet, which hides the page from eyes and from screen readers.
import { remaining, serverNow, useNow } from "../clock";
import { t } from "../i18n";
import { replayed } from "../replayed";
import { Bound, type Phase } from "../types";
import { Button, OfflineBanner } from "../ui";
import { useMe } from "./me";
import { p as s } from "./texts";
import { useUnread } from "./unread";

function warning(phase: Phase | undefined, left: number | undefined): string {
    if (!phase || left === undefined) return "";
    if (left <= 0) return phase.waits ? t("time_over") : "";
    if (!phase.warned || left > Bound.WARN_MS) return "";
    return t(left <= Bound.WARN_LAST_MS ? "warn_last" : "warn");
}

/** A replay does not know who read a message when: there it goes by. */
const past = (t: number): boolean => replayed() && serverNow() - t > Bound.SAID_MS;

/** What facilitators said, one after another, until each is read on this phone. */
function Say() {
    const { room, table } = useMe();
    const all = { ...room.say, ...table?.say };
    const ids = Object.keys(all).filter((n) => !past(all[n]?.t ?? 0));
    const { one, left, done } = useUnread("heard", ids, true);
    const said = all[one ?? ""];
    if (!one || !said) return null;
    return (
        <div class="banner banner-info said">
            {/* A long one scrolls, by keys too. */}
            <p class="pre" tabIndex={0}>
                <strong>
                    {said.by
                        ? s("announce_of", { name: s("facilitator_n", { n: said.by.slice(1) }) })
                        : s("announce")}
                </strong>{" "}
                {said.text}
                {left > 1 && !replayed() && (
                    <span class="soft"> {s("more_follow", { n: left - 1 })}</span>
                )}
            </p>
            <Button small onClick={() => done(one)}>
                {s("inject_seen")}
            </Button>
        </div>
    );
}

export function Notices() {
    const { room, person } = useMe();
    useNow(1000);
    const clock = room.clock;
    const live = room.state === "running" || room.state === "paused";
    const paused = live && (room.state === "paused" || clock?.paused);
    const soon = paused ? "" : warning(room.phases[clock.phase], remaining(clock));
    return (
        <div>
            <OfflineBanner long={s("offline_moved", { code: person.resume ?? "" })} />
            <div role="status">
                {paused && (
                    <div class="banner banner-info">
                        {clock?.why === "restart"
                            ? t("paused_by_restart")
                            : t("paused_by_facilitator")}
                    </div>
                )}
            </div>
            <div role="status">
                <Say />
            </div>
            {room.options.speed && <p class="banner hint">{t("robots_play")}</p>}
            <div role="status">{soon && <div class="banner banner-warn">{soon}</div>}</div>
        </div>
    );
}
