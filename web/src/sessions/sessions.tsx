// A facilitator's own sessions: found again, noted for next time, played again in the same format, and
// read side by side.
import { useState } from "preact/hooks";
import { codeText, dateText, lang, tx } from "../i18n";
import { storedIdentity } from "../identity";
import { HomeBar } from "../frame/home_bar";
import { plain } from "../people";
import { save } from "../saved";
import { sessionFrom, type Session } from "../taken/session";
import { inTurn, taken } from "../turn";
import { Bound } from "../types";
import { Button, Card, Field, refusalText, useTitle } from "../ui";
import { Compare } from "./compare";
import { againUrl } from "./format";
import { joined, unzip, zip, type Folder } from "./research";
import { keepNote, knownHere, knownIn, noteOf, type Known } from "./known";
import { s } from "./texts";

const titleOf = (x: Known): string =>
    tx(x.title) || (x.code ? s("from_link", { code: codeText(x.code) }) : x.id);
const bare = (text: string): string => plain(text).toLowerCase();
const matches = (x: Known, asked: string): boolean => {
    const all = bare(`${titleOf(x)} ${x.id} ${dateText(x.at)} ${noteOf(x.id)}`);
    return bare(asked)
        .split(/\s+/)
        .every((word) => all.includes(word));
};

/** The session, asked of the server once. */
async function read(x: Known): Promise<Session> {
    const token = x.code && storedIdentity(x.code, "f")?.token;
    if (!token) throw new Error("bad_token");
    return sessionFrom(x.code ?? "", token);
}

/** What the server has for those who study it. */
async function folderOf(x: Known): Promise<Folder> {
    const token = (x.code && storedIdentity(x.code, "f")?.token) ?? "";
    const file = `export/research.zip?for=research&xapi=${location.origin}`;
    const answer = await taken(await inTurn(x.code ?? "", file, token));
    return unzip(new Uint8Array(await answer.arrayBuffer()));
}
/** One folder of those of the chosen that this device leads. */
function Research({ chosen }: { chosen: readonly Known[] }) {
    const own = chosen.filter((x) => x.code).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
    const [busy, setBusy] = useState(false);
    const [no, setNo] = useState("");
    const take = async (): Promise<void> => {
        setBusy(true);
        setNo("");
        try {
            const folders: Folder[] = [];
            for (const x of own) folders.push(await folderOf(x));
            save("tablee-research.zip", zip(joined(folders)));
        } catch (error) {
            setNo(refusalText({ code: (error as Error).message }));
        }
        setBusy(false);
    };
    if (!own.length) return null;
    return (
        <Card>
            <div class="stack-s">
                <Button busy={busy} onClick={() => void take()}>
                    {s("research", { n: own.length })}
                </Button>
                <p class="hint">{s("research_hint")}</p>
                {no && (
                    <p class="error" role="alert">
                        {no}
                    </p>
                )}
            </div>
        </Card>
    );
}

/** What is known, what was read of it, and what is chosen. */
function useSessions() {
    const [known, setKnown] = useState(knownHere);
    const [chosen, setChosen] = useState<readonly string[]>([]);
    const [no, setNo] = useState("");
    const get = async (x: Known): Promise<Session | undefined> => {
        if (x.session) return x.session;
        setNo("");
        try {
            const session = await read(x);
            const { title, from: at } = session.story ?? {};
            setKnown((all) => all.map((y) => (y.id === x.id ? { ...y, title, at, session } : y)));
            return session;
        } catch (error) {
            setNo(refusalText({ code: (error as Error).message }));
            return undefined;
        }
    };
    const turn = async (x: Known): Promise<void> => {
        if (chosen.includes(x.id)) return setChosen((all) => all.filter((id) => id !== x.id));
        if (await get(x)) setChosen((all) => [...all, x.id]);
    };
    const open = async (files: readonly File[]): Promise<void> => {
        setNo("");
        for (const file of files) {
            const found = await knownIn(file);
            if (!found) setNo(s("no_file", { file: file.name }));
            else {
                setKnown((all) => [...all.filter((y) => y.id !== found.id), found]);
                setChosen((all) => [...all.filter((id) => id !== found.id), found.id]);
            }
        }
    };
    const again = async (x: Known): Promise<void> => {
        const room = (await get(x))?.room;
        if (room) location.assign(againUrl(room));
    };
    return { known, chosen, no, turn, open, again };
}

function Note({ id }: { id: string }) {
    const [text, setText] = useState(() => noteOf(id));
    return (
        <details open={!!text}>
            <summary>{s("next")}</summary>
            <Field
                label={s("next")}
                hint={s("next_how")}
                value={text}
                lines={2}
                max={Bound.LONG_CHARS}
                onInput={(v) => {
                    setText(v);
                    keepNote(id, v);
                }}
            />
        </details>
    );
}
const proofText = (x: Known): string =>
    s(x.whole === undefined ? "unproved" : x.whole ? "whole" : "broken");
function One(p: { x: Known; on: boolean; onTurn: () => void; onAgain: () => void }) {
    const { x } = p;
    const from = x.code ? codeText(x.code) : s("from_file", { file: x.id });
    return (
        <li class="card stack-s">
            <h3>{titleOf(x)}</h3>
            <p class="soft">
                {[dateText(x.at), from, !x.code && proofText(x)].filter(Boolean).join(" · ")}
            </p>
            <div class="row">
                <Button small aria-pressed={p.on} class="ses-on" onClick={p.onTurn}>
                    {s("compare")}
                </Button>
                {x.code && (
                    <a class="btn btn-small" href={`/rejouer/${x.code}?vue=story`}>
                        {s("story")}
                    </a>
                )}
                <Button small onClick={p.onAgain}>
                    {s("again")}
                </Button>
            </div>
            <Note id={x.id} />
        </li>
    );
}

export default function Sessions() {
    lang.use();
    useTitle(s("title"));
    const [asked, setAsked] = useState("");
    const all = useSessions();
    const shown = all.known.filter((x) => matches(x, asked));
    const chosen = all.known.flatMap((x) =>
        x.session && all.chosen.includes(x.id) ? [[x.id, x.session] as const] : [],
    );
    return (
        <main class="page ses">
            <HomeBar />
            <h1>{s("title")}</h1>
            <p class="lead">{s("what")}</p>
            {all.known.length > 3 && <Field label={s("search")} value={asked} onInput={setAsked} />}
            {!all.known.length && <p>{s("none")}</p>}
            {all.known.length > 0 && !shown.length && <p class="soft">{s("found_none")}</p>}
            <ul class="ses-list">
                {shown.map((x) => (
                    <One
                        key={x.id}
                        x={x}
                        on={all.chosen.includes(x.id)}
                        onTurn={() => void all.turn(x)}
                        onAgain={() => void all.again(x)}
                    />
                ))}
            </ul>
            {all.no && (
                <p class="error" role="alert">
                    {all.no}
                </p>
            )}
            <Card>
                <label class="field">
                    <span class="strong">{s("open")}</span>
                    <input
                        type="file"
                        accept=".html,text/html"
                        multiple
                        onChange={(e) =>
                            void all.open([...((e.target as HTMLInputElement).files ?? [])])
                        }
                    />
                </label>
            </Card>
            <Research chosen={all.known.filter((x) => all.chosen.includes(x.id))} />
            <Compare chosen={chosen} />
        </main>
    );
}
