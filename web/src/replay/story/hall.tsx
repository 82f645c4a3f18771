// The story on the hall's screen, where a facilitator leads: what they show, and nothing to press.
import { useMemo } from "preact/hooks";
import { lang } from "../../i18n";
import { storedIdentity } from "../../identity";
import { useSheet } from "../../sheet";
import { Loading, Named } from "../../ui";
import { useStory, type Reader } from "../fetched";
import { countUpTo } from "../recording";
import { axisOf, roomOf, rowsOf, type StoryDoc } from "./doc";
import type { Lead } from "./follow";
import { hourOf } from "../say";
import { rowText } from "./said";
import styles from "./story.late.css";
import { h } from "./texts";
import { Woven } from "./woven";

const NOWHERE = (): void => undefined;
function Shown({ s, lead }: { s: StoryDoc; lead: Lead }) {
    lang.use();
    const axis = useMemo(() => axisOf(s), [s]);
    const room = useMemo(() => roomOf(s), [s]);
    const rows = useMemo(() => rowsOf(s), [s]);
    const { t, table, strand } = lead;
    const near = useMemo(() => ({ table, strand }), [table, strand]);
    const past = rows.slice(
        0,
        countUpTo(rows, (x) => x.t, t),
    );
    const now = past.filter((x) => !table || !x.table || x.table === table).at(-1);
    return (
        <main class="st-hall">
            <h1>{h("at_hour", { hour: hourOf(s.from + t) })}</h1>
            <p>{now && <Named {...rowText(now, room)} />}</p>
            <Woven {...{ s, axis, room, t, near }} bare onNear={NOWHERE} onTime={NOWHERE} />
        </main>
    );
}
export function HallStory({ code, lead }: { code: string; lead: Lead }) {
    const ready = useSheet(styles);
    const reader = useMemo((): Reader | undefined => {
        const token = storedIdentity(code, "s")?.token;
        return token ? { kind: "s", token } : undefined;
    }, [code]);
    const { value } = useStory(code, reader, true);
    return ready && value ? <Shown s={value} lead={lead} /> : <Loading />;
}
