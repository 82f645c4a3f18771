// The facilitator's guide: what to do before, during and after, what goes wrong, and what this
// scenario holds.
import { tx } from "../i18n";
import { mrcName, type ScenarioFile } from "./file";
import { AFTER, BEFORE, DURING, TROUBLE, WORDS } from "./guide_texts";
import { Flow } from "./page";
import { List, say } from "./say";
import { seatedAt, seatedFrom, type Seats } from "./seated";
import { minute, phaseName } from "./sheets";
import { stepWords } from "./steps";
import { k } from "./texts";

function Trouble() {
    return (
        <section>
            <h2>{say(TROUBLE.title)}</h2>
            <dl>
                {TROUBLE.rows.map((row) => (
                    <div key={row.bad[0]}>
                        <dt>{say(row.bad)}</dt>
                        <dd>{say(row.do)}</dd>
                    </div>
                ))}
            </dl>
        </section>
    );
}

function Clock(p: { file: ScenarioFile }) {
    return (
        <section>
            <h2>{say(WORDS.clock)}</h2>
            <table class="kit-clock">
                <tbody>
                    {p.file.phases.map((phase) => (
                        <tr key={phase.kind}>
                            <th scope="row">
                                {phaseName(phase.kind)}
                                <small>{k("minutes", { n: Math.round(phase.seconds / 60) })}</small>
                            </th>
                            <td>
                                {phase.steps.map((step) => (
                                    <p key={step.id}>
                                        <span class="kit-when" translate={false}>
                                            {minute(step.at_s)}
                                        </span>
                                        {tx(step.title) || stepWords(step.id)}
                                    </p>
                                ))}
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </section>
    );
}

const titlesOf =
    (file: ScenarioFile) =>
    (ids: string[]): string =>
        file.roles
            .filter((r) => ids.includes(r.id))
            .map((r) => tx(r.title))
            .join(", ");

function Knots(p: { file: ScenarioFile; seats: Seats[] }) {
    const { file, seats } = p;
    const titles = titlesOf(file);
    const from = (roles: string[]): string => {
        const n = seatedFrom(seats, roles);
        return n ? say(WORDS.whole_from, { n: String(n) }) : say(WORDS.whole_large);
    };
    const knots = (all: ScenarioFile["tensions"]) => (
        <ul>
            {[...all]
                .sort((a, b) => seatedFrom(seats, a.roles) - seatedFrom(seats, b.roles))
                .map((x) => (
                    <li key={tx(x.text)}>
                        {tx(x.text)}{" "}
                        <small>
                            ({titles(x.roles)}; {from(x.roles)})
                        </small>
                    </li>
                ))}
        </ul>
    );
    const away = (n: number): string =>
        titles(file.roles.map((r) => r.id).filter((id) => !seatedAt(seats, n).includes(id)));
    return (
        <>
            <section>
                <h2>{say(WORDS.seats)}</h2>
                <p>{say(WORDS.seats_note)}</p>
                <dl>
                    {[6, 9].map((n) => (
                        <div key={n}>
                            <dt>{say(WORDS.table_of, { n: String(n) })}</dt>
                            <dd>
                                {titles(seatedAt(seats, n))}
                                {away(n) && say(WORDS.to_call, { list: away(n) })}
                            </dd>
                        </div>
                    ))}
                </dl>
            </section>
            <section>
                <h2>{say(WORDS.knots)}</h2>
                {knots(file.tensions)}
                <h3>{say(WORDS.trades)}</h3>
                <p>{say(WORDS.trades_note)}</p>
                {knots(file.trades)}
            </section>
        </>
    );
}

function Inside(p: { file: ScenarioFile }) {
    const { file } = p;
    const titles = titlesOf(file);
    return (
        <>
            <section>
                <h2>{say(WORDS.injects)}</h2>
                {file.injects.map((x) => (
                    <div key={x.id} class="kit-together">
                        <h3>
                            {tx(x.title)}{" "}
                            <small>
                                {phaseName(x.phase)},{" "}
                                {x.at_s === undefined
                                    ? say(WORDS.by_hand)
                                    : say(WORDS.at, { n: minute(x.at_s) })}
                            </small>
                        </h3>
                        <p>{tx(x.text)}</p>
                        <p>
                            <strong>{tx(x.ask)}</strong>
                            {x.to && <small> ({titles(x.to)})</small>}
                        </p>
                        {x.unseated && <p>{say(WORDS.unseated, { text: tx(x.unseated) })}</p>}
                    </div>
                ))}
            </section>
            {!!file.expertise?.length && (
                <section>
                    <h2>{say(WORDS.experts)}</h2>
                    {file.expertise.map((x) => (
                        <div key={x.id} class="kit-together">
                            <h3>{tx(x.title)}</h3>
                            <p>{tx(x.advice)}</p>
                        </div>
                    ))}
                </section>
            )}
        </>
    );
}

function Story(p: { file: ScenarioFile }) {
    return (
        <section class="kit-story">
            <h2>{say(WORDS.story)}</h2>
            <dl>
                {p.file.story.events.map((x) => (
                    <div key={tx(x.date) + tx(x.text)}>
                        <dt translate={false}>{tx(x.date)}</dt>
                        <dd>{tx(x.text)}</dd>
                    </div>
                ))}
            </dl>
            <p>{tx(p.file.story.outcome)}</p>
            {p.file.roles.map(
                (r) =>
                    r.after && (
                        <p key={r.id}>
                            <strong>{tx(r.title)}</strong> – {tx(r.after)}
                        </p>
                    ),
            )}
            <h3>{say(WORDS.fiction)}</h3>
            <ul>
                {p.file.fiction.map((x) => (
                    <li key={tx(x)}>{tx(x)}</li>
                ))}
            </ul>
        </section>
    );
}

export function Guide(p: { file: ScenarioFile; seats: Seats[] }) {
    const { file } = p;
    return (
        <Flow>
            <p class="kit-eyebrow">{say(WORDS.guide)}</p>
            <h1>{tx(file.title)}</h1>
            <p class="kit-lead">{tx(file.tagline)}</p>
            <p>
                {[file.place.name, file.place.mrc && mrcName(file.place.mrc), file.place.region]
                    .filter(Boolean)
                    .join(", ")}
            </p>
            <List {...BEFORE} />
            <List {...DURING} />
            <List {...AFTER} />
            <Trouble />
            <Clock file={file} />
            <section>
                <h2>{say(WORDS.situation)}</h2>
                <p>
                    <em>{tx(file.when)}</em>
                </p>
                {file.situation.map((x) => (
                    <p key={tx(x)}>{tx(x)}</p>
                ))}
                <p>
                    <strong>{tx(file.need)}</strong>
                </p>
            </section>
            <Knots file={file} seats={p.seats} />
            <Inside file={file} />
            <Story file={file} />
        </Flow>
    );
}
