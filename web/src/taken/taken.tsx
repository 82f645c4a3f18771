// The page of a file that is taken home: the story of a session, its outcomes and reports, without a
// server or a network; and whether the file is whole. It holds what a screen might have read, and the
// words of those who agree.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { dateText, lang, locale, pairs, setLang, tx } from "../i18n";
import { tableName } from "../people";
import { Patterns } from "../outcome/marks";
import { ReportPage } from "../outcome/print";
import { tablesOf } from "../outcome/tables";
import type { StoryDoc } from "../replay/story/doc";
import { Drawn } from "../replay/story/story";
import { setDoc } from "../store";
import type { RoomDoc } from "../types";
import { Button, cx, LangSwitch, useTitle } from "../ui";
import { prove, type Proof, type Seal } from "./whole";

const k = pairs({
    story: ["L’histoire", "The story"],
    reports: ["Bilans et rapports", "Outcomes and reports"],
    print: ["Imprimer", "Print"],
    whole: [
        "Ce fichier est entier\u00a0: chaque partie suit le journal de la séance, empreinte {mark}.",
        "This file is whole: each part follows the session’s log, fingerprint {mark}.",
    ],
    broken: [
        "Ce fichier a été changé à partir de «\u00a0{part}\u00a0»\u00a0: {n} parties sur {of} sont entières.",
        "This file was changed from “{part}” on: {n} parts of {of} are whole.",
    ],
    unreadable: [
        "On ne lit plus l’histoire dans ce fichier\u00a0: il a été coupé ou changé.",
        "The story can no longer be read in this file: it was cut or changed.",
    ],
    unproved: [
        "Ce navigateur ne peut pas dire si ce fichier est entier.",
        "This browser cannot tell whether this file is whole.",
    ],
    retained: [
        {
            one: "Les mots d’une personne sont retenus.",
            other: "Les mots de {n} personnes sont retenus.",
        },
        { one: "One person’s words are withheld.", other: "{n} people’s words are withheld." },
    ],
    part_room: ["l’atelier", "the workshop"],
});

const textOf = (id: string): string => document.getElementById(id)?.textContent ?? "";
const parts = textOf("parts").split("\n").filter(Boolean);
function read<T>(text: string | undefined): T | undefined {
    try {
        return JSON.parse(text ?? "") as T;
    } catch {
        return undefined;
    }
}

/** What a part is called. */
function partName(at: number): string {
    const topic = read<{ topic?: string }>(parts[at])?.topic ?? "";
    const [kind, id] = topic.split("/");
    if (at === 0) return k("story");
    return kind && id ? tableName(id) : k("part_room");
}
function Whole({ proof, seal }: { proof: Proof | undefined | null; seal: Seal }) {
    if (proof === null) return null;
    const mark =
        seal.links
            .at(-1)
            ?.slice(0, 16)
            .replace(/.{4}(?=.)/g, "$& ") ?? "";
    if (!proof) return <p role="status">{k("unproved")}</p>;
    const whole = proof.holds === proof.of && proof.of > 0;
    const { holds: n, of } = proof;
    return (
        <p role="status" class={cx(!whole && "tk-broken")}>
            {whole ? k("whole", { mark }) : k("broken", { part: partName(n), n, of })}
        </p>
    );
}

function Reports({ room }: { room: RoomDoc }) {
    return (
        <div class="prn">
            <Patterns />
            <div class="prn-bar">
                <Button kind="primary" onClick={() => window.print()}>
                    {k("print")}
                </Button>
            </div>
            {tablesOf(room).map((id) => (
                <ReportPage key={id} room={room} id={id} />
            ))}
        </div>
    );
}

const TABS = ["story", "reports"] as const;
const NOWHERE = (): void => undefined;
function Taken(q: { s: StoryDoc | undefined; room: RoomDoc | undefined; seal: Seal }) {
    lang.use();
    const [tab, setTab] = useState<(typeof TABS)[number]>("story");
    const [proof, setProof] = useState<Proof | undefined | null>(null);
    useEffect(() => {
        void prove(parts, q.seal).then(setProof);
    }, []);
    const title = tx(q.s?.title) || k("story");
    useTitle(title);
    return (
        <main class="rep">
            <header class="tk-head">
                <h1>
                    {title}
                    {q.s && `, ${dateText(q.s.from)}`}
                </h1>
                <div class="tk-tabs">
                    {TABS.map((x) => (
                        <Button
                            key={x}
                            small
                            class="tk-tab"
                            aria-pressed={tab === x}
                            onClick={() => setTab(x)}
                        >
                            {k(x)}
                        </Button>
                    ))}
                    <LangSwitch />
                </div>
                <Whole proof={proof} seal={q.seal} />
                {!!q.s?.withheld && <p>{k("retained", { n: q.s.withheld })}</p>}
            </header>
            {tab === "reports" && q.room && <Reports room={q.room} />}
            {tab === "story" &&
                (q.s ? (
                    <Drawn
                        s={q.s}
                        at={{ speed: 4 }}
                        after={undefined}
                        views={[]}
                        onAt={NOWHERE}
                        onView={NOWHERE}
                    />
                ) : (
                    <p class="rep-told">{k("unreadable")}</p>
                ))}
        </main>
    );
}

const story = read<StoryDoc>(parts[0]);
const seal = read<Seal>(textOf("seal")) ?? { log: "", links: [] };
let room: RoomDoc | undefined;
for (const part of parts.slice(1)) {
    const { topic, doc } = read<{ topic: string; doc: unknown }>(part) ?? {};
    if (topic) setDoc(topic, 0, doc);
    if (topic === "room") room = doc as RoomDoc;
}
if (story?.lang) setLang(story.lang, false);
document.documentElement.lang = locale();
const root = document.getElementById("app");
if (root) {
    root.textContent = "";
    render(<Taken s={story} room={room} seal={seal} />, root);
}
