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
import { Drawn } from "../replay/story/story";
import { setDoc } from "../store";
import type { RoomDoc } from "../types";
import { Button, cx, LangSwitch, useTitle } from "../ui";
import { Council, markOf } from "./council";
import { c } from "./council_texts";
import { partOf, sessionIn, type Session } from "./session";
import { isAsMade, prove, type Proof } from "./whole";

/** What the page's policy is, with places for what it names. */
declare const POLICY: string;

const k = pairs({
    story: ["L’histoire", "The story"],
    reports: ["Bilans", "Outcomes"],
    print: ["Imprimer", "Print"],
    whole: [
        "Ce fichier est entier\u00a0: chaque partie suit le journal de la séance, empreinte {mark}.",
        "This file is whole: each part follows the session’s log, fingerprint {mark}.",
    ],
    broken: [
        "Ce fichier a été changé à partir de «\u00a0{part}\u00a0»\u00a0: {n} parties sur {of} sont entières.",
        "This file was changed from “{part}” on: {n} parts of {of} are whole.",
    ],
    other: [
        "La page de ce fichier a été changée\u00a0: ce qu’elle montre n’est plus sûr.",
        "The page of this file was changed: what it shows is no longer sure.",
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
    until: [
        "Le journal était rompu, coupé ou forgé\u00a0: ce fichier s’arrête à son enregistrement {n}, le dernier qui soit sûr.",
        "The log was broken, cut or forged: this file ends with its record {n}, the last that is sure.",
    ],
    part_room: ["l’atelier", "the workshop"],
});

/** What a part is called. */
function partName(parts: readonly string[], at: number): string {
    const topic = partOf(parts[at]).topic ?? "";
    const [kind, id] = topic.split("/");
    if (at === 0) return k("story");
    return kind && id ? tableName(id) : k("part_room");
}
function Whole({ proof, session }: { proof: Proof | undefined | null; session: Session }) {
    if (proof === null) return null;
    const mark = markOf(session);
    if (!proof) return <p role="status">{k("unproved")}</p>;
    const { holds: n, of, page } = proof;
    const whole = n === of && of > 0 && page;
    return (
        <p role="status" class={cx(!whole && "tk-broken")}>
            {whole
                ? k("whole", { mark })
                : n === of && !page
                  ? k("other")
                  : k("broken", { part: partName(session.parts, n), n, of })}
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

async function proven({ parts, seal }: Session): Promise<Proof | undefined> {
    const proof = await prove(parts, seal);
    return proof && { ...proof, page: await isAsMade(document, POLICY) };
}

const TABS = ["story", "reports", "council"] as const;
const NOWHERE = (): void => undefined;
function Taken({ session }: { session: Session }) {
    lang.use();
    const { story: s, room, until } = session;
    const [tab, setTab] = useState<(typeof TABS)[number]>("story");
    const [proof, setProof] = useState<Proof | undefined | null>(null);
    useEffect(() => {
        void proven(session).then(setProof);
    }, []);
    const title = tx(s?.title) || k("story");
    useTitle(title);
    return (
        <main class="rep">
            <header class="tk-head">
                <h1>
                    {title}
                    {s && `, ${dateText(s.from)}`}
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
                            {x === "council" ? c("tab") : k(x)}
                        </Button>
                    ))}
                    <LangSwitch />
                </div>
                <Whole proof={proof} session={session} />
                {until !== undefined && <p class="tk-broken">{k("until", { n: until })}</p>}
                {!!s?.withheld && <p>{k("retained", { n: s.withheld })}</p>}
            </header>
            {tab === "reports" && room && <Reports room={room} />}
            {tab === "council" && (
                <div class="cn-main">
                    <div class="cn-bar">
                        <Button kind="primary" onClick={() => window.print()}>
                            {c("print")}
                        </Button>
                        <p class="hint">{c("how")}</p>
                    </div>
                    <Council session={session} />
                </div>
            )}
            {tab === "story" &&
                (s ? (
                    <Drawn
                        s={s}
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

const session = sessionIn(document.documentElement.outerHTML);
for (const { topic, doc } of session.parts.slice(1).map(partOf)) if (topic) setDoc(topic, 0, doc);
const language = session.story?.lang;
if (language) setLang(language, false);
document.documentElement.lang = locale();
const root = document.getElementById("app");
if (root) {
    root.textContent = "";
    render(<Taken session={session} />, root);
}
