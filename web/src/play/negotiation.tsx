// Phase 2: the table negotiates one text, clause by clause.
import { useEffect, useRef, useState } from "preact/hooks";
import { tx } from "../i18n";
import { rolesText } from "../people";
import { replayed } from "../replayed";
import { Banner, Button, Card, toast } from "../ui";
import { Asked, askedOf, Owns } from "./asked";
import { Carrying } from "./carry";
import { ClauseTask } from "./clause";
import { Clauses } from "./clauses";
import { Advice, CallExpert } from "./experts";
import { Final } from "./final";
import { LastWords } from "./lastwords";
import { entries, unsent, useMe } from "./me";
import { Moments } from "./moment";
import { Awaited, ClauseNews } from "./news";
import { Propose } from "./propose";
import { Sheets } from "./sheets";
import { takeHanded } from "./speaking";
import { inTask, Tabs, useStep } from "./steps";
import { p as s } from "./talks_texts";
import "./typing"; // it is for texts of every phase, and too late for none here
import { useUnread } from "./unread";

type Task = "sheets" | "clauses" | "carry" | "final";

const STEP: Record<string, Task> = {
    pitch: "sheets",
    base: "sheets",
    clauses: "clauses",
    inject: "clauses",
    carry: "carry",
    final: "final",
};

const TASKS: readonly Task[] = ["sheets", "clauses", "carry", "final"];

export function Negotiation() {
    return (
        <>
            <ClauseNews />
            <Moments />
            <Desk />
        </>
    );
}

function Desk() {
    const me = useMe();
    const { at, go: setAt, due } = useStep(TASKS, (id) => STEP[id]);
    const [open, setOpen] = useState(takeHanded);
    const [adding, setAdding] = useState(false);
    const clause = me.table?.clauses?.[open];
    const talking = entries(me.table?.clauses).length > 0;
    useEffect(() => {
        if (replayed() && talking) setAt("clauses"); // what is decided is there
    }, [talking]);
    const asked = replayed() || clause || adding ? "" : askedOf(me);
    const about = me.table?.clauses?.[asked];
    if (about) return <Asked key={`${asked} ${about.version}`} id={asked} c={about} />;
    const close = (shut: () => void, ...keys: string[]): void => {
        if (unsent(me, ...keys)) toast(s("words_kept"));
        shut();
    };
    return (
        <>
            {!replayed() && <Owns />}
            <LastWords from="group_work" onPropose={() => setAdding(true)} />
            <Tabs
                now={at}
                due={due}
                onPick={setAt}
                tabs={TASKS.map((id) => ({ id, label: s(`t_${id}`) }))}
            />
            {at !== "clauses" && <Awaited onGo={() => setAt("clauses")} />}
            <Injects covered={adding || !!clause} />
            <Prompt />
            <Advice key={at} />
            {at === "sheets" && <Sheets />}
            {at === "clauses" && <Clauses onOpen={setOpen} onPropose={() => setAdding(true)} />}
            {at === "carry" && <Carrying onOpen={setOpen} />}
            {at === "final" && <Final />}
            {(at === "clauses" || at === "carry") && <CallExpert />}
            {adding && (
                <Propose
                    onClose={() => close(() => setAdding(false), "propose")}
                    onDone={() => {
                        setAdding(false);
                        setAt("clauses");
                    }}
                />
            )}
            {clause && (
                <ClauseTask
                    id={open}
                    c={clause}
                    onClose={() => close(() => setOpen(""), `amend.${open}`, `commit.${open}`)}
                />
            )}
        </>
    );
}

/** An event card, shown at the head of the page as soon as nobody is in the middle of something. */
function Injects({ covered }: { covered: boolean }) {
    const me = useMe();
    // A card that is taken back gives its number back: its own name tells it from the next one's.
    const cards = Object.entries(me.table?.injects ?? {}).map(
        ([n, x]) => [`${n}.${x.id ?? ""}`, x] as const,
    );
    const { one: fresh = "", done } = useUnread(
        "card",
        cards.map(([id]) => id),
    );
    const last = cards.find(([id]) => id === fresh);
    const shown = useRef("");
    useEffect(() => {
        if (!fresh || shown.current === fresh || covered || inTask() || replayed()) return;
        shown.current = fresh;
        window.scrollTo(0, 0);
    }, [fresh, covered]);
    if (!last || !fresh) return null;
    return (
        <Card tone="warn" title={`${s("inject")} – ${tx(last[1].title)}`}>
            <p>{tx(last[1].text)}</p>
            {last[1].to && (
                <p class="soft">{s("inject_to", { list: rolesText(me.room, last[1].to) })}</p>
            )}
            <p class="strong">{tx(last[1].ask)}</p>
            <Button onClick={() => done(fresh)}>{s("inject_seen")}</Button>
        </Card>
    );
}

function Prompt() {
    const me = useMe();
    const kind = me.table?.prompt?.kind;
    if (!kind) return null;
    return (
        <Banner>
            {kind === "no_adoption"
                ? s("prompt_trial")
                : kind === "idle"
                  ? s("prompt_idle")
                  : kind === "asked"
                    ? s("prompt_asked")
                    : s("prompt_could")}
        </Banner>
    );
}
