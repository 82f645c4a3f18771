// Tents for the tables, a sheet for each phase, and paper for those who have no phone.
import { invitation, peopleUrl } from "../home/credentials";
import { Qr } from "../home/qr";
import { useAddress } from "../home/where";
import { codeText, hasKey, locale, t, tx } from "../i18n";
import { inHall } from "../local";
import { GROUP_NAMES, LETTER, type FilePhase, type ScenarioFile } from "./file";
import { Lines, Page, Weave } from "./page";
import { ReportSheet } from "./report_sheet";
import { stepWords } from "./steps";
import { k } from "./texts";

/* -- tents --------------------------------------------------------------------------------- */
function Face(p: { file: ScenarioFile; n: number; code: string }) {
    const at = useAddress();
    const url = peopleUrl(at, p.code);
    return (
        <div class="kit-face">
            <div class="kit-face-words">
                <p class="kit-eyebrow">{tx(p.file.title)}</p>
                <p class="kit-table">{k("table_n", { n: p.n })}</p>
                {p.code ? (
                    <>
                        <p>
                            {k("scan")}{" "}
                            {k("or_type", { where: `${at.replace(/^https?:\/\//, "")}/j` })}
                        </p>
                        <p class="kit-code" translate={false}>
                            {codeText(p.code)}
                        </p>
                        {inHall(new URL(at).hostname) && <p>{t("stay")}</p>}
                    </>
                ) : (
                    <>
                        <p>{k("your_code")}</p>
                        <Lines n={1} />
                    </>
                )}
            </div>
            {p.code && (
                // whoever joins by it sits at this table
                <Qr url={invitation(at, p.code, `t${p.n}`)} label={k("qr_alt", { url })} />
            )}
        </div>
    );
}

export function Tents(p: { file: ScenarioFile; tables: number; code: string }) {
    return (
        <>
            {Array.from({ length: p.tables }, (_, i) => (
                <Page key={i} class="kit-tent" label={k("table_n", { n: i + 1 })}>
                    <div class="kit-turned">
                        <Face file={p.file} n={i + 1} code={p.code} />
                    </div>
                    <p class="kit-fold">{k("fold")}</p>
                    <Face file={p.file} n={i + 1} code={p.code} />
                </Page>
            ))}
        </>
    );
}

/* -- phases -------------------------------------------------------------------------------- */
export const phaseName = (kind: string): string => {
    const key = `phase_${kind}`;
    return hasKey(key) ? t(key) : kind;
};
export const minute = (seconds: number): string => {
    const whole = Math.floor(seconds / 60);
    return seconds % 60 ? `${whole}:${String(seconds % 60).padStart(2, "0")}` : String(whole);
};

/** "15 h 20", so many seconds after a time of day. */
function clockText(starts: string, seconds: number): string {
    const [h = 0, m = 0] = starts.split(":").map(Number);
    const form = { hour: "numeric", minute: "2-digit", timeZone: "UTC" } as const;
    return new Intl.DateTimeFormat(locale(), form).format(((h * 60 + m) * 60 + seconds) * 1000);
}

function PhaseSheet(p: { phase: FilePhase; n: number; of: number; starts: string; after: number }) {
    const { phase } = p;
    return (
        <Page class="kit-phase" label={phaseName(phase.kind)}>
            <p class="kit-eyebrow">
                {p.n} / {p.of}
            </p>
            <h2>{phaseName(phase.kind)}</h2>
            <p class="kit-minutes">{k("minutes", { n: Math.round(phase.seconds / 60) })}</p>
            {p.starts && (
                <p class="kit-hours">
                    {k("clock_from", {
                        from: clockText(p.starts, p.after),
                        to: clockText(p.starts, p.after + phase.seconds),
                    })}
                </p>
            )}
            <ol>
                {phase.steps.map((step, i) => (
                    <li key={step.id}>
                        <span class="kit-when" translate={false}>
                            {k("from_to", {
                                from: minute(step.at_s),
                                to: minute(phase.steps[i + 1]?.at_s ?? phase.seconds),
                            })}
                        </span>
                        <span>
                            {tx(step.title) || stepWords(step.id)}
                            {step.text && <small>{tx(step.text)}</small>}
                        </span>
                    </li>
                ))}
            </ol>
        </Page>
    );
}

export function Phases(p: { file: ScenarioFile; starts: string }) {
    const { phases } = p.file;
    const after = (n: number): number => phases.slice(0, n).reduce((s, x) => s + x.seconds, 0);
    return (
        <>
            {phases.map((phase, i) => (
                <PhaseSheet
                    key={phase.kind}
                    phase={phase}
                    n={i + 1}
                    of={phases.length}
                    starts={p.starts}
                    after={after(i)}
                />
            ))}
        </>
    );
}

/* -- paper --------------------------------------------------------------------------------- */
function Blank(p: { label: string; lines: number; hint?: string }) {
    return (
        <div>
            <p>
                <strong>{p.label}</strong> {p.hint && <small>{p.hint}</small>}
            </p>
            <Lines n={p.lines} />
        </div>
    );
}

function Alone(p: { file: ScenarioFile }) {
    return (
        <Page class="kit-paper" label={k("alone_title")}>
            {[0, 1].map((i) => (
                <div key={i} class="kit-half">
                    <p class="kit-eyebrow">{tx(p.file.title)}</p>
                    <h2>{k("alone_title")}</h2>
                    <div class="kit-two">
                        <Blank label={k("my_role")} lines={1} />
                        <Blank label={k("my_name")} lines={1} />
                    </div>
                    <Blank label={k("need")} lines={2} />
                    <Blank label={k("idea")} lines={3} />
                </div>
            ))}
        </Page>
    );
}

function GroupSheet(p: { file: ScenarioFile; group: (typeof GROUP_NAMES)[number] }) {
    const g = LETTER[p.group];
    const group = p.file.groups[p.group];
    return (
        <Page class="kit-paper kit-dense" label={k("sheet_title")}>
            <Weave group={g} />
            <p class="kit-eyebrow">
                <span class={`kit-letter kit-letter-${g}`}>{g}</span>
                {tx(group.name) || t(`group_${g}`)}
            </p>
            <h2>{k("sheet_title")}</h2>
            <p>{tx(group.mandate)}</p>
            <div class="kit-two">
                <Blank label={k("project")} lines={1} />
                <Blank label={k("presenter")} lines={1} />
            </div>
            <Blank label={k("need")} lines={1} />
            {[1, 2, 3].map((n) => (
                <div key={n}>
                    <Blank label={k("clause", { n })} lines={2} />
                    <p class="kit-tags">
                        <small>{k("scales")}</small> <small>{k("dims")}</small>
                    </p>
                </div>
            ))}
            <div class="kit-two">
                <Blank label={k("bring")} lines={2} />
                <Blank label={k("ask")} lines={2} />
            </div>
            <div class="kit-ours">
                <strong>{k("points")}</strong>
                {group.interests.map((i) => (
                    <p key={i.id} class="kit-points">
                        <span class="kit-box" /> {tx(i.text)}
                    </p>
                ))}
                <Blank label={k("our_red")} lines={1} />
            </div>
        </Page>
    );
}

function TableSheet(p: { file: ScenarioFile }) {
    const heads = ["clause_n", "idea_of", "stance_head", "amend", "carrier", "commit"] as const;
    return (
        <Page class="kit-paper" label={k("table_title")}>
            <p class="kit-eyebrow">{tx(p.file.title)}</p>
            <h2>{k("table_title")}</h2>
            <Blank label={k("base")} lines={1} />
            <table class="kit-grid">
                <thead>
                    <tr>
                        {heads.map((h) => (
                            <th key={h}>{k(h)}</th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {[1, 2, 3, 4, 5, 6, 7].map((n) => (
                        <tr key={n}>
                            <td translate={false}>{n}</td>
                            {heads.slice(1).map((h) => (
                                <td key={h} />
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
            <Blank label={k("report_open")} lines={1} />
            <Blank label={k("report_own")} lines={1} />
        </Page>
    );
}

function Questions(p: { file: ScenarioFile }) {
    return (
        <Page class="kit-paper" label={k("questions_title")}>
            <p class="kit-eyebrow">{tx(p.file.title)}</p>
            <h2>{k("questions_title")}</h2>
            <p>{k("questions_note")}</p>
            <Blank label={k("my_role")} lines={1} />
            <p>{k("q1")}</p>
            <table class="kit-grid kit-rate">
                <tbody>
                    {[1, 2, 3, 4, 5, 6, 7, 8].map((n) => (
                        <tr key={n}>
                            <td />
                            {["1", "2", "3", "4", "5", "?"].map((x) => (
                                <td key={x} translate={false}>
                                    {x}
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
            <p>{k("q2")}</p>
            <Lines n={1} />
            <p>{k("q3")}</p>
            <p>{k("q4")} 1 · 2 · 3 · 4 · 5</p>
            <p>{k("q5")}</p>
            <Lines n={1} />
            <p>{k("q6")}</p>
            <Lines n={2} />
        </Page>
    );
}

export function PaperSheets(p: { file: ScenarioFile }) {
    return (
        <>
            <Alone file={p.file} />
            {GROUP_NAMES.map((g) => (
                <GroupSheet key={g} file={p.file} group={g} />
            ))}
            <TableSheet file={p.file} />
            <ReportSheet file={p.file} />
            <Questions file={p.file} />
        </>
    );
}
