// Presentation: the scenario, the need, the role card, who is here, what comes next.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { tx } from "../i18n";
import { list } from "../types";
import { Button, Card, cx, focusHeading, GroupBadge } from "../ui";
import { type Me, Refused, scopeOf, useMe, useSend } from "./me";
import { Tabs, useStep } from "./steps";
import { Together } from "./together";
import { HandOver } from "./speaking";
import { p as s } from "./texts";
import { Told } from "./told";

function Situation(q: { onRead: () => void }) {
    const me = useMe();
    const sc = me.room.scenario;
    return (
        <>
            {sc?.when && <p class="eyebrow">{tx(sc.when)}</p>}
            <h1>{tx(sc?.title ?? me.room.title)}</h1>
            <p class="lead">{tx(sc?.tagline)}</p>
            {list(sc?.situation ?? sc?.summary).map((x, i) => (
                <p key={i}>{tx(x)}</p>
            ))}
            {sc?.need && (
                <Card tone="accent" title={s("b_need")}>
                    <p class="lead">{tx(sc.need)}</p>
                </Card>
            )}
            <Button kind="primary" wide onClick={q.onRead}>
                {s("card_title")}
            </Button>
        </>
    );
}
function Neighbours() {
    const me = useMe();
    return (
        <>
            <h1>{s("b_people")}</h1>
            <HandOver done={!!me.person.ready} />
            <Together />
            <Told part="NextSteps" />
        </>
    );
}
export function Briefing() {
    const me = useMe();
    const { run, said } = useSend();
    const {
        at,
        go: setAt,
        due,
    } = useStep(["situation", "frame", "card", "table"] as const, (id) =>
        id === "situation" || id === "card" || id === "table" ? id : undefined,
    );
    // From the foot of one screen to the head of the next.
    const turned = useRef(false);
    const turn = (to: typeof at): void => {
        turned.current = true;
        setAt(to);
    };
    useLayoutEffect(() => {
        if (turned.current) focusHeading();
        turned.current = false;
    }, [at]);
    return (
        <>
            <Tabs
                now={at}
                due={due}
                onPick={setAt}
                tabs={[
                    { id: "frame", label: s("b_tab_frame") },
                    { id: "situation", label: s("b_tab_scenario") },
                    { id: "card", label: s("b_tab_card") },
                    { id: "table", label: s("b_tab_table") },
                ]}
            />
            {at === "frame" && <Told part="Frame" />}
            {at === "situation" && <Situation onRead={() => turn("card")} />}
            {at === "card" && (
                <>
                    <h1>{s("card_title")}</h1>
                    <RoleCard />
                    <Refused text={said()} />
                    <Button
                        kind="primary"
                        wide
                        onClick={() => {
                            if (!me.person.ready) void run("ready");
                            turn("table");
                        }}
                    >
                        {s("b_ready")}
                    </Button>
                </>
            )}
            {at === "table" && <Neighbours />}
        </>
    );
}

/** The cards that were opened on this phone; a card is told by whose it is and where. */
export const opened = new Set<string>();
export const cardOf = (me: Me): string => `${me.id} ${scopeOf(me)}${me.self.role ?? ""}`;

export function RoleCard() {
    const me = useMe();
    const [open, setOpen] = useState(false);
    const r = me.person.role;
    const toggle = (): void => {
        opened.add(cardOf(me));
        setOpen(!open);
    };
    if (!r) return <p class="soft">{s("sit_wait")}</p>;
    return (
        <Card tone={r.group ?? me.group} class="role">
            <header>
                <GroupBadge group={r.group ?? me.group} name />
                <h2>{tx(r.title)}</h2>
                <p>{tx(r.name)}</p>
            </header>
            <p>{tx(r.public)}</p>
            {r.casting && <p class="hint">{tx(r.casting)}</p>}
            <Button wide aria-expanded={open} onClick={toggle}>
                {open ? s("card_hide") : s("card_peek")}
            </Button>
            {open && (
                <div class="peek">
                    <p class="hint">{s("card_secret")}</p>
                    <Part title={s("card_mandate")} items={[tx(r.mandate)]} />
                    <Part title={s("card_knows")} items={[tx(r.knows)]} />
                    <Part title={s("card_wants")} items={list(r.wants).map(tx)} />
                    <Part title={s("card_fears")} items={list(r.fears).map(tx)} />
                    <Part title={s("card_red")} items={[tx(r.red_line)]} red />
                    <Part title={s("card_assets")} items={list(r.assets).map((a) => tx(a.text))} />
                </div>
            )}
        </Card>
    );
}
function Part(q: { title: string; items: string[]; red?: boolean }) {
    const items = q.items.filter(Boolean);
    if (!items.length) return null;
    return (
        <section class={cx("stack-s", q.red && "red")}>
            <h3>{q.title}</h3>
            {items.length === 1 ? (
                <p>{items[0]}</p>
            ) : (
                <ul>
                    {items.map((x) => (
                        <li key={x}>{x}</li>
                    ))}
                </ul>
            )}
        </section>
    );
}
