// Role cards, two on a sheet, and the rules: fronts and backs of one size, at the same place.
import { t, tx } from "../i18n";
import type { Text } from "../types";
import { GROUP_NAMES, LETTER, type FileRole, type ScenarioFile } from "./file";
import { CutMarks, Page, SIZE, Weave, type Box, type Paper } from "./page";
import { k } from "./texts";

const CARD = { w: 190, h: 128, between: 6 };
// Characters on a back, beyond which its letters are smaller.
const TIGHT = [1250, 1650] as const;

function boxes(paper: Paper, n: number): Box[] {
    const [w, h] = SIZE[paper];
    const top = (h - 2 * CARD.h - CARD.between) / 2;
    return Array.from({ length: n }, (_, i) => ({
        x: (w - CARD.w) / 2,
        y: top + i * (CARD.h + CARD.between),
        w: CARD.w,
        h: CARD.h,
    }));
}

function Pair(p: { paper: Paper; label: string; children: preact.ComponentChildren[] }) {
    return (
        <Page class="kit-pair" label={p.label}>
            {p.children}
            <CutMarks paper={p.paper} boxes={boxes(p.paper, p.children.length)} />
        </Page>
    );
}

function Front(p: { role: FileRole; file: ScenarioFile; n: number }) {
    const g = LETTER[p.role.group];
    return (
        <div class="kit-card kit-front">
            <Weave group={g} />
            <div class="kit-front-in">
                <p class="kit-eyebrow">
                    <span class={`kit-letter kit-letter-${g}`}>{g}</span>
                    {t(`group_${g}`)}
                    <span class="kit-right">{k("front")}</span>
                </p>
                <h2>{tx(p.role.title)}</h2>
                <p class="kit-name">{p.role.name}</p>
                <p class="kit-public">{tx(p.role.public)}</p>
                <p class="kit-foot">
                    {tx(p.file.title)} · {p.file.place.name}
                    <span class="kit-right">
                        {k("number", { n: p.n, of: p.file.roles.length })}
                    </span>
                </p>
            </div>
        </div>
    );
}

function Part(p: { title: string; items: (Text | undefined)[] }) {
    const items = p.items.filter((x): x is Text => !!x);
    if (!items.length) return null;
    return (
        <section>
            <h3>{p.title}</h3>
            {items.length === 1 ? (
                <p>{tx(items[0])}</p>
            ) : (
                <ul>
                    {items.map((x) => (
                        <li key={tx(x)}>{tx(x)}</li>
                    ))}
                </ul>
            )}
        </section>
    );
}

function Back(p: { role: FileRole; file: ScenarioFile }) {
    const { role } = p;
    const g = LETTER[role.group];
    const own = p.file.groups[role.group].interests.filter((i) => role.interests.includes(i.id));
    const texts = [
        role.mandate,
        role.casting,
        role.private.knows,
        ...role.private.wants,
        ...role.private.fears,
        role.private.red_line,
        ...role.assets.map((a) => a.text),
        ...own.map((i) => i.text),
    ];
    const length = texts.reduce((sum, x) => sum + tx(x).length, 0);
    return (
        <div class={`kit-card kit-back kit-tight-${TIGHT.filter((n) => length > n).length}`}>
            <p class="kit-eyebrow">
                <span class={`kit-letter kit-letter-${g}`}>{g}</span>
                {tx(role.title)}
                <span class="kit-right">{k("back")}</span>
            </p>
            <div class="kit-back-in">
                <Part title={k("mandate")} items={[role.mandate]} />
                {role.casting && <Part title={k("casting")} items={[role.casting]} />}
                <Part title={k("knows")} items={[role.private.knows]} />
                <Part title={k("wants")} items={role.private.wants} />
                <Part title={k("fears")} items={role.private.fears} />
                <Part title={k("assets")} items={role.assets.map((a) => a.text)} />
                <Part title={k("interests")} items={own.map((i) => i.text)} />
                <section class="kit-red">
                    <h3>{k("red")}</h3>
                    <p>{tx(role.private.red_line)}</p>
                </section>
            </div>
            <p class="kit-foot">{k("secret")}</p>
        </div>
    );
}

export function Cards(p: { file: ScenarioFile; paper: Paper }) {
    const { file, paper } = p;
    // By group, so that a table's three piles come out of the printer one after the other.
    const roles = GROUP_NAMES.flatMap((g) => file.roles.filter((r) => r.group === g));
    const sheets = roles.filter((_, i) => i % 2 === 0).map((_, i) => roles.slice(2 * i, 2 * i + 2));
    return (
        <>
            {sheets.map((pair) => (
                <>
                    <Pair paper={paper} label={`${k("part_cards")}, ${k("front")}`}>
                        {pair.map((role) => (
                            <Front
                                key={role.id}
                                role={role}
                                file={file}
                                n={file.roles.indexOf(role) + 1}
                            />
                        ))}
                    </Pair>
                    <Pair paper={paper} label={`${k("part_cards")}, ${k("back")}`}>
                        {pair.map((role) => (
                            <Back key={role.id} role={role} file={file} />
                        ))}
                    </Pair>
                </>
            ))}
        </>
    );
}

const RULES = ["rule_1", "rule_2", "rule_3", "rule_4", "rule_5", "rule_6", "rule_7"] as const;

export function Rules(p: { paper: Paper }) {
    const one = (key: number) => (
        <div class="kit-card kit-rules" key={key}>
            <h2>{k("rules_title")}</h2>
            <ol>
                {RULES.map((rule) => (
                    <li key={rule}>{k(rule)}</li>
                ))}
            </ol>
        </div>
    );
    return (
        <Pair paper={p.paper} label={k("part_rules")}>
            {[one(0), one(1)]}
        </Pair>
    );
}
