// A participant's outcome: six lines and a seventh, each with its picture, its numbers in a table
// and how it is counted; then the two readings of the start, and the three known cases.
import { tx } from "../i18n";
import { told } from "../people";
import { GROUPS, type Group, type TableDoc, type Tally } from "../types";
import { Banner, Card, cx } from "../ui";
import { ObjectionsPicture } from "./bands";
import { GistCard } from "./gist";
import { Mark, numberOf, Patterns } from "./marks";
import { Grid, How, Numbers, ObjectionsTable, Origin, OriginTable, Pairs } from "./numbers";
import { DimsPicture, Pips } from "./shares";
import {
    absent,
    CASES,
    CASES_NOTE,
    caseSaid,
    clauseList,
    groupName,
    lineOf,
    LINES,
    labelText,
    modelName,
    modelQuestion,
    ofY,
    reliedText,
    type LineId,
} from "./say";
import type { Shown } from "./told";
import { o } from "./words";

/** Whose hands are in each clause, and what is still open. */
export function Hands({ tally, table, brief }: Shown & { brief?: boolean }) {
    const row = (id: string, hands: Group[]) => (
        <li key={id}>
            <span class="out-n" translate={false}>
                {numberOf(id)}
            </span>
            <span>{told(table.clauses?.[id]?.text)}</span>
            <span class="out-hands">
                {tally.seated.map((g) => (
                    <Mark
                        key={g}
                        group={g}
                        hollow={!hands.includes(g)}
                        label={o(hands.includes(g) ? "hand_yes" : "hand_no", {
                            group: groupName(g),
                        })}
                    />
                ))}
            </span>
        </li>
    );
    const open = tally.clauses.filter((c) => !c.adopted);
    return (
        <>
            <ul class="out-clauses">
                {tally.clauses.filter((c) => c.adopted).map((c) => row(c.id, c.hands))}
            </ul>
            {open.length > 0 && !brief && (
                <div class="stack-s">
                    <h3 class="soft">{o("still_open")}</h3>
                    <ul class="out-clauses out-open">
                        {open.map((c) => (
                            <li key={c.id}>
                                <span class="out-n" translate={false}>
                                    {numberOf(c.id)}
                                </span>
                                <span class="out-clause">{told(table.clauses?.[c.id]?.text)}</span>
                            </li>
                        ))}
                    </ul>
                </div>
            )}
        </>
    );
}

export function Picture(p: Shown & { id: LineId; brief?: boolean }) {
    const { tally } = p;
    const text = lineOf(p.id, tally, p.table.base ?? []).text;
    switch (p.id) {
        case "origin":
            return tally.m ? <Origin tally={tally} low={p.brief} /> : null;
        case "hands":
            return <Hands {...p} />;
        case "objections":
            return tally.objections.raised ? (
                <ObjectionsPicture tally={tally} alt={text} low={p.brief} />
            ) : null;
        case "grid":
            return tally.m ? <Grid tally={tally} /> : null;
        case "dims":
            return tally.m ? <DimsPicture tally={tally} alt={text} /> : null;
        case "engaged":
            return (
                <>
                    <Pips of={tally.engaged} icon="person" label={ofY(tally.engaged)} />
                    {tally.solidarity[1] > 0 && (
                        <Pips of={tally.solidarity} icon="gift" label={ofY(tally.solidarity)} />
                    )}
                </>
            );
    }
}

function LineNumbers({ id, tally }: { id: LineId; tally: Tally }) {
    const untagged = tally.clauses.filter((c) => c.adopted && !c.dims.length).map((c) => c.id);
    switch (id) {
        case "origin":
            return (
                <Numbers>
                    <OriginTable tally={tally} />
                    <p class="hint">{o("carried_total", { x: tally.carried, y: tally.m })}</p>
                </Numbers>
            );
        case "objections":
            return (
                <Numbers>
                    <ObjectionsTable tally={tally} />
                </Numbers>
            );
        case "dims":
            return (
                <Numbers>
                    <Pairs
                        rows={[
                            [o("dim_soc"), tally.soc],
                            [o("dim_eco"), tally.eco],
                            [o("dim_both"), tally.both],
                        ]}
                    />
                    {untagged.length > 0 && (
                        <p class="hint">{o("dims_untagged", { list: clauseList(untagged) })}</p>
                    )}
                </Numbers>
            );
        case "engaged":
            return (
                <Numbers>
                    <Pairs
                        rows={[
                            [o("engaged_people"), ofY(tally.engaged)],
                            [o("engaged_cross"), ofY(tally.solidarity)],
                        ]}
                    />
                </Numbers>
            );
        default:
            return null;
    }
}

function LineCard(p: Shown & { id: LineId }) {
    const line = lineOf(p.id, p.tally, p.table.base ?? []);
    return (
        <Card title={line.title} class="out-card">
            <p class="out-say">{line.text}</p>
            {line.more && <p class="soft">{line.more}</p>}
            <Picture {...p} />
            {p.id === "grid" && p.tally.m > 0 && <p class="hint">{o("grid_say")}</p>}
            {p.id === "hands" && <p class="hint">{o("hands_say")}</p>}
            <div class="out-foot">
                <LineNumbers id={p.id} tally={p.tally} />
                <How of={p.id} />
            </div>
        </Card>
    );
}

export function Models({ tally, table }: { tally: Tally; table: TableDoc }) {
    return (
        <>
            <div class="out-two">
                <div>
                    <h3>{o("model_declared")}</h3>
                    <p class="out-model">
                        {tally.declared ? modelName(tally.declared) : o("model_unsaid")}
                    </p>
                </div>
                <div>
                    <h3>{o("model_computed")}</h3>
                    <p class="out-model">{labelText(tally)}</p>
                </div>
            </div>
            <p class="out-say">{modelQuestion(tally, table)}</p>
        </>
    );
}

export function Cases({ tally }: { tally: Tally }) {
    const several = (tally.cases ?? []).filter((c) => c.nearest).length > 1;
    return (
        <>
            {(tally.cases ?? []).map((c) => {
                const said = caseSaid(c);
                return (
                    <div key={c.key} class={cx("out-case", c.nearest && "out-near")}>
                        {c.nearest && (
                            <p class="eyebrow">{o(several ? "case_near" : "case_nearest")}</p>
                        )}
                        <p class="strong">{said.like}</p>
                        <p>{said.difference}</p>
                    </div>
                );
            })}
        </>
    );
}

function Coding() {
    return (
        <details class="out-how">
            <summary>{o("cases_note")}</summary>
            <p>
                <span class="tag tag-open">{o("cases_confirm")}</span>
            </p>
            <p>{tx(CASES_NOTE)}</p>
            {CASES.map((c) => (
                <dl key={c.key}>
                    <dt class="strong">{tx(c.name)}</dt>
                    {(["from", "to", "help", "scales"] as const).map((f) => (
                        <dd key={f}>
                            <strong>{o(`feature_${f}`)}</strong> – {tx(c.why[f])}
                        </dd>
                    ))}
                </dl>
            ))}
        </details>
    );
}

export function Absent({ tally }: { tally: Tally }) {
    const gone = absent(tally);
    const some = gone.length > 0 && gone.length < GROUPS.length;
    return (
        <>
            {tally.robots && <Banner>{o("robots")}</Banner>}
            {some && (
                <Banner tone="warn">
                    {o("absent", { groups: gone.map(groupName).join(", ") })}
                </Banner>
            )}
        </>
    );
}

export function OutcomeCards(p: Shown) {
    const { tally } = p;
    const Title = p.under ? "h2" : "h1";
    return (
        <div class="out">
            <Patterns />
            <Title>{o("title")}</Title>
            <GistCard {...p} />
            <p>{o("intro")}</p>
            <Absent tally={tally} />
            {tally.m === 0 && <p class="out-say">{o("nothing")}</p>}
            {LINES.map((id) => (
                <LineCard key={id} id={id} {...p} />
            ))}
            <Card title={o("relied")} class="out-card">
                {tally.relied ? (
                    <>
                        <p class="out-say">{reliedText(tally)}</p>
                        <Pips of={tally.relied} icon="person" label={ofY(tally.relied)} />
                    </>
                ) : (
                    <p class="soft">{reliedText(tally)}</p>
                )}
                <div class="out-foot">
                    <How of="relied" />
                </div>
            </Card>
            <Card title={o("models")} class="out-card">
                <Models tally={tally} table={p.table} />
                <div class="out-foot">
                    <How of="models" />
                </div>
            </Card>
            {!!tally.cases?.length && (
                <Card title={o("cases")} class="out-card">
                    <Cases tally={tally} />
                    <div class="out-foot">
                        <How of="cases" />
                        <Coding />
                    </div>
                </Card>
            )}
        </div>
    );
}
