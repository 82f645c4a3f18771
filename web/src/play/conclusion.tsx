// Conclusion: out of the role, the last question, the true story, and what becomes of one's words.
import { useState } from "preact/hooks";
import { t, tx } from "../i18n";
import { go } from "../way";
import { DeckCard } from "../outcome/criteria";
import { GotCard } from "../outcome/got";
import { Outcome } from "../outcome/phone";
import { led } from "../replay/story/follow";
import { remember } from "../storage";
import { Bound } from "../types";
import { Button, Card, Field, Switch } from "../ui";
import { MineFiles } from "../keep/mine_card";
import { Debrief } from "./debrief";
import { Refused, useDraft, useMe, useSend } from "./me";
import { LateMet } from "./met";
import { Moments } from "./moment";
import { askToLeave } from "./leaving";
import { z } from "./ending_texts";
import { p as s } from "./texts";

/** What really happened, with where it is told. */
function Story() {
    const me = useMe();
    const story = me.room.scenario?.story;
    if (!story?.events.length) return null;
    return (
        <Card title={z("x_story")}>
            {story.events.map((x, i) => (
                <p key={i}>
                    {x.date && <strong>{tx(x.date)} – </strong>}
                    {tx(x.text)}
                </p>
            ))}
            {story.outcome && <p class="strong">{tx(story.outcome)}</p>}
            {Object.entries(story.after).map(([role, text]) => (
                <p key={role}>
                    <strong>{tx(me.room.scenario?.roles?.[role]?.title)} – </strong>
                    {tx(text)}
                </p>
            ))}
            <h3>{z("x_fiction")}</h3>
            {me.room.scenario.fiction.map((x, i) => (
                <p key={i}>{tx(x)}</p>
            ))}
            {story.sources.length > 0 && (
                <details>
                    <summary>{z("x_sources")}</summary>
                    <ul>
                        {story.sources.map((x) => (
                            <li key={x.url}>
                                <a href={x.url} target="_blank" rel="noopener noreferrer">
                                    {x.title}
                                </a>
                            </li>
                        ))}
                    </ul>
                </details>
            )}
        </Card>
    );
}
/** The last question, of oneself. */
function Question() {
    const me = useMe();
    const d = useDraft("q6", me.person.q6 ?? "");
    const { run, busy, said } = useSend();
    const save = async (): Promise<void> => {
        if (await run("q6", { text: d.text }, { texts: { q6: d.text } })) d.accept(d.text);
    };
    return (
        <Card tone="accent">
            <Field
                label={z("q6")}
                value={d.text}
                max={Bound.LONG_CHARS}
                lines={4}
                onInput={d.set}
                error={said()}
            />
            <Button
                kind="primary"
                busy={busy}
                disabled={!d.dirty || !d.text.trim()}
                onClick={() => void save()}
            >
                {d.dirty || !me.person.q6 ? t("save") : t("saved")}
            </Button>
        </Card>
    );
}
/** Where the hour can be seen again. */
function Again() {
    const me = useMe();
    const lead = led.use();
    return (
        <Card title={z("x_thanks")} tone={lead && "accent"}>
            {lead && <p class="lead">{z("x_led")}</p>}
            <p>{z("x_replay")}</p>
            <Button onClick={() => go(`/rejouer/${me.code}?vue=story`)}>{z("x_story_go")}</Button>
            <Button onClick={() => go(`/rejouer/${me.code}`)}>{z("x_replay_go")}</Button>
        </Card>
    );
}
export function Conclusion() {
    const me = useMe();
    if (me.room.state !== "ended" && me.room.clock.kind === "debrief")
        return (
            <>
                <Moments />
                <Debrief story={<Story />} question={<Question />} again={<Again />} />
                <MyData />
            </>
        );
    return (
        <>
            <Moments />
            <h1>{z("x_title")}</h1>
            <p class="lead">{z("x_text")}</p>
            <Question />
            <LateMet />
            {me.table && <GotCard table={me.table} />}
            <DeckCard />
            <Story />
            <details>
                <summary>{z("out")}</summary>
                <div class="stack">
                    <Outcome under />
                </div>
            </details>
            <Again />
            <MyData />
        </>
    );
}
function MyData() {
    const me = useMe();
    const [sure, setSure] = useState(false);
    const { run, said } = useSend();
    const consent = {
        debrief: !!me.person.consent?.debrief,
        research: !!me.person.consent?.research,
    };
    const change = (next: Partial<typeof consent>): void =>
        void run("consent", { ...consent, ...next });
    const erase = async (): Promise<void> => {
        askToLeave(me.id, true);
        if (await run("erase")) remember.forget(me.code, me.id);
        else askToLeave(me.id, false);
    };
    return (
        <Card title={z("x_data")}>
            <Switch
                label={s("join_debrief")}
                on={consent.debrief}
                onChange={(debrief) => change({ debrief })}
            />
            <Switch
                label={s("join_research")}
                on={consent.research}
                onChange={(research) => change({ research })}
            />
            <Refused text={said()} />
            <MineFiles code={me.code} person={me.id} />
            {sure ? (
                <>
                    <p class="strong">{z("x_erase_sure")}</p>
                    {!me.room.options.parted && <p>{z("x_erase_mixed")}</p>}
                    <div class="row">
                        <Button kind="danger" onClick={() => void erase()}>
                            {z("x_erase")}
                        </Button>
                        <Button onClick={() => setSure(false)}>{t("cancel")}</Button>
                    </div>
                </>
            ) : (
                <Button kind="danger" onClick={() => setSure(true)}>
                    {z("x_erase")}
                </Button>
            )}
        </Card>
    );
}
