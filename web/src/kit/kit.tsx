// The printed kit: what to print, on which paper, and the sheets as they will come out.
import { useEffect, useState } from "preact/hooks";
import { credential, useScreen } from "../home/credentials";
import type { PageProps } from "../way";
import { hostKey, keepKey } from "../home/key";
import { codeText, lang, tx } from "../i18n";
import { useSheet } from "../sheet";
import { Button, Choice, Choices, digits, Field, LangSwitch, Loading, useTitle } from "../ui";
import { dayTime } from "../hours";
import { enter } from "../socket";
import { useDoc } from "../store";
import { Bound, type RoomDoc } from "../types";
import { Cards, Rules } from "./cards";
import { fetchSeats, fetchText, isRoom, ofRoom, type ScenarioFile } from "./file";
import { Guide } from "./guide";
import { KeyForm } from "./key";
import styles from "./kit.late.css";
import type { Paper } from "./page";
import { Observer, Pack, PaperCards, SlidePage } from "./pack";
import type { Seats } from "./seated";
import { PaperSheets, Phases, Tents } from "./sheets";
import { k } from "./texts";

const PARTS = [
    "cards",
    "tents",
    "phases",
    "rules",
    "paper",
    "events",
    "slides",
    "observer",
    "pack",
    "guide",
] as const;
type PartName = (typeof PARTS)[number];

interface Loaded {
    file?: ScenarioFile;
    seats: Seats[];
    status?: number;
}

/** The file and who sits at its tables, once the secret opens them. */
function useFile(id: string): [Loaded, (secret: string) => void] {
    const [loaded, setLoaded] = useState<Loaded>({ seats: [] });
    const open = (secret: string): void => {
        Promise.all([fetchText(id, secret), fetchSeats(id, secret)]).then(
            ([file, seats]) => {
                if (typeof file === "number") setLoaded({ seats: [], status: file });
                else if (typeof seats === "number") setLoaded({ seats: [], status: seats });
                else {
                    if (secret && !isRoom(id)) keepKey(secret);
                    setLoaded({
                        file: JSON.parse(file) as ScenarioFile,
                        seats: JSON.parse(seats) as Seats[],
                    });
                }
            },
            () => setLoaded({ seats: [], status: 0 }),
        );
    };
    useEffect(() => {
        open(isRoom(id) ? (credential(id, "f", "kit")?.token ?? "") : hostKey());
    }, [id]);
    return [loaded, open];
}

/** The workshop itself, for its code: how long its phases are, and when it starts. */
function useRoom(code: string): RoomDoc | undefined {
    const screen = useScreen(code); // the answer brings what the tents' QR carries
    useEffect(() => {
        if (screen) enter(code, { token: screen }, "s");
    }, [code, screen]);
    return useDoc<RoomDoc>("room");
}

interface Plan {
    paper: Paper;
    parts: PartName[];
    tables: number;
    code: string;
    starts: string; // "15:15", or empty
}

function Desk(p: { file: ScenarioFile; plan: Plan; onChange: (plan: Plan) => void }) {
    const { plan } = p;
    const set = (more: Partial<Plan>): void => p.onChange({ ...plan, ...more });
    return (
        <div class="page kit-desk">
            <header class="row row-between">
                <a class="link" href={`/scenarios/${p.file.id}`}>
                    ← {tx(p.file.title)}
                </a>
                <LangSwitch />
            </header>
            <h1>{k("title")}</h1>
            <p>{k("lead")}</p>
            <Choice
                legend={k("paper")}
                row
                value={plan.paper}
                onPick={(paper) => set({ paper })}
                options={[
                    { value: "letter", label: k("letter") },
                    { value: "a4", label: "A4" },
                ]}
            />
            <Choices
                legend={k("parts")}
                row
                value={plan.parts}
                onPick={(parts) => set({ parts })}
                options={PARTS.map((x) => ({ value: x, label: k(`part_${x}`) }))}
            />
            {plan.parts.includes("tents") && (
                <div class="kit-two">
                    <Field
                        label={k("tables")}
                        inputMode="numeric"
                        value={String(plan.tables || "")}
                        onInput={(v) =>
                            set({
                                tables: Math.min(Bound.TABLES_MAX, Number(digits(v)) || 0),
                            })
                        }
                    />
                    <Field
                        label={k("code")}
                        hint={k("code_hint")}
                        inputMode="numeric"
                        value={plan.code}
                        onInput={(v) => set({ code: digits(v).slice(0, 7) })}
                    />
                </div>
            )}
            {plan.parts.includes("phases") && (
                <Field
                    label={k("starts")}
                    hint={k("starts_hint")}
                    type="time"
                    value={plan.starts}
                    onInput={(starts) => set({ starts })}
                />
            )}
            <p class="hint">{k("duplex")}</p>
            <Button kind="primary" onClick={() => window.print()}>
                {k("print")}
            </Button>
        </div>
    );
}

function Sheets(p: { file: ScenarioFile; seats: Seats[]; plan: Plan }) {
    const { file, plan } = p;
    const has = (x: PartName): boolean => plan.parts.includes(x);
    const code = plan.code.length === 7 ? plan.code : "";
    return (
        <div class={`kit kit-on-${plan.paper}`} tabIndex={0} role="region" aria-label={k("title")}>
            {has("cards") && <Cards file={file} paper={plan.paper} />}
            {has("tents") && <Tents file={file} tables={plan.tables} code={code} />}
            {has("phases") && <Phases file={file} starts={plan.starts} />}
            {has("rules") && <Rules paper={plan.paper} />}
            {has("paper") && <PaperSheets file={file} />}
            {has("events") && <PaperCards file={file} />}
            {has("slides") && <SlidePage file={file} />}
            {has("observer") && <Observer file={file} />}
            {has("pack") && <Pack file={file} />}
            {has("guide") && <Guide file={file} seats={p.seats} />}
        </div>
    );
}

export default function KitPage(p: PageProps) {
    lang.use();
    const ready = useSheet(styles);
    const [loaded, open] = useFile(p.id);
    const room = useRoom(isRoom(p.id) ? p.id : "");
    const [plan, setPlan] = useState<Plan>({
        paper: "letter",
        parts: [...PARTS],
        starts: "",
        tables: 2,
        code: isRoom(p.id) ? p.id : "",
    });
    useEffect(() => {
        if (room?.options.starts) setPlan((was) => ({ ...was, starts: dayTime(room) }));
    }, [room?.options.starts]);
    const file = loaded.file && room ? ofRoom(loaded.file, room) : loaded.file;
    useTitle(file ? `${tx(file.title)} ${isRoom(p.id) ? codeText(p.id) : ""}`.trim() : k("title"));
    if (!ready || (!file && loaded.status === undefined)) return <Loading />;
    if (!file)
        return (
            <main class="page">
                <h1>{k("title")}</h1>
                {loaded.status === 404 ? (
                    <p>{k("none")}</p>
                ) : (
                    <KeyForm error={hostKey() ? k("refused") : undefined} onKey={open} />
                )}
            </main>
        );
    return (
        <main>
            <Desk file={file} plan={plan} onChange={setPlan} />
            <Sheets file={file} seats={loaded.seats} plan={plan} />
        </main>
    );
}
