// The facilitator's pack: what the activity aims at, its sheet in the form that facilitators exchange,
// the hour for one and for two, what to observe, a page of slides, and cards for when the network is out.
import { frameText, SHARED } from "../frame/frame";
import { tx } from "../i18n";
import { GROUPS } from "../types";
import { LETTER, type FileInject, type FileRole, type ScenarioFile } from "./file";
import { AIMS, HOUR, OBSERVE, OFFER, PACK, SLIDES } from "./pack_texts";
import { Flow, Lines, Page } from "./page";
import { List, say } from "./say";
import { phaseName } from "./sheets";
import { k } from "./texts";

function Schedule() {
    return (
        <section>
            <h2>{say(HOUR.title)}</h2>
            <table class="kit-clock">
                <thead>
                    <tr>
                        <th />
                        <th>{say(HOUR.one)}</th>
                        <th>{say(HOUR.two)}</th>
                    </tr>
                </thead>
                <tbody>
                    {HOUR.rows.map((row) => (
                        <tr key={row.when[0]}>
                            <th scope="row">{say(row.when)}</th>
                            <td>{say(row.one)}</td>
                            <td>{say(row.two)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </section>
    );
}

function Endings(p: { file: ScenarioFile }) {
    const { guide } = p.file;
    if (!guide) return null;
    return (
        <section>
            <h2>{say(PACK.usual)}</h2>
            <p>{tx(guide.usual)}</p>
            <h3>{say(PACK.endings)}</h3>
            <dl>
                {guide.endings.map((x) => (
                    <div key={tx(x.ending)}>
                        <dt>{tx(x.ending)}</dt>
                        <dd>{tx(x.question)}</dd>
                    </div>
                ))}
            </dl>
        </section>
    );
}

export function Pack(p: { file: ScenarioFile }) {
    return (
        <Flow>
            <p class="kit-eyebrow">{say(PACK.eyebrow)}</p>
            <h1>{tx(p.file.title)}</h1>
            <List title={AIMS.title} lines={AIMS.lines} />
            <section>
                <h2>{say(OFFER.title)}</h2>
                <dl>
                    {OFFER.rows.map((row) => (
                        <div key={row.what[0]}>
                            <dt>{say(row.what)}</dt>
                            <dd>{say(row.is)}</dd>
                        </div>
                    ))}
                </dl>
            </section>
            <Endings file={p.file} />
            <Schedule />
        </Flow>
    );
}

/** What somebody who does not play writes down, phase by phase. */
export function Observer(p: { file: ScenarioFile }) {
    return (
        <Page class="kit-paper kit-dense" label={k("part_observer")}>
            <p class="kit-eyebrow">{tx(p.file.title)}</p>
            <h2>{k("part_observer")}</h2>
            <p>{say(OBSERVE.note)}</p>
            <div class="kit-two">
                <p>
                    <strong>{say(OBSERVE.table)}</strong>
                </p>
                <Lines n={1} />
            </div>
            {OBSERVE.rows.map((row) => (
                <div key={row.ask[0]}>
                    <p>
                        <strong>{say(row.ask)}</strong> <small>{say(row.hint)}</small>
                    </p>
                    <Lines n={2} />
                </div>
            ))}
        </Page>
    );
}

/* -- cards for when the network is out ------------------------------------------------------- */
interface PaperCard {
    id: string;
    kind: string;
    title: string;
    lines: string[];
    foot?: string;
}

const ownerCard = (role: FileRole): PaperCard => ({
    id: `owner-${role.id}`,
    kind: `${say(PACK.owner)} · ${LETTER[role.group]}`,
    title: tx(role.title),
    lines: [
        ...(role.absent ? [tx(role.absent)] : []),
        ...role.assets.map((a) => `• ${tx(a.text)}`),
    ],
    foot: say(PACK.owner_foot),
});

function eventCard(file: ScenarioFile, x: FileInject): PaperCard {
    const to = file.roles.filter((role) => x.to?.includes(role.id)).map((role) => tx(role.title));
    return {
        id: `event-${x.id}`,
        kind: say(PACK.event),
        title: tx(x.title),
        lines: [
            tx(x.text),
            ...(to.length ? [`${say(PACK.event_to)} ${to.join("; ")}`] : []),
            tx(x.ask),
        ],
        ...(x.unseated ? { foot: `${say(PACK.event_unseated)} ${tx(x.unseated)}` } : {}),
    };
}

function cardsOf(file: ScenarioFile): PaperCard[] {
    return [
        ...file.injects.map((x) => eventCard(file, x)),
        ...(file.expertise ?? []).map((x) => ({
            id: `expert-${x.id}`,
            kind: say(PACK.expert),
            title: tx(x.title),
            lines: [tx(x.advice)],
        })),
        ...file.roles.map(ownerCard),
    ];
}

const ON_A_SHEET = 4;
/** What a quarter of a sheet holds, and a half, at the size that is read at a table. */
const QUARTER_CHARS = 480;
const HALF_CHARS = 1000;

/** How many quarters a card takes. */
function quarters(card: PaperCard): 1 | 2 | 4 {
    const chars = [card.title, ...card.lines, card.foot ?? ""].join(" ").length;
    return chars > HALF_CHARS ? 4 : chars > QUARTER_CHARS ? 2 : 1;
}

/** In order, each sheet as full as the next card lets it be. */
function sheetsOf(cards: PaperCard[]): PaperCard[][] {
    const sheets: PaperCard[][] = [];
    let left = 0;
    for (const card of cards) {
        // what spans a sheet's width begins a row
        const room = quarters(card) > 1 ? left - (left % 2) : left;
        if (room < quarters(card)) {
            sheets.push([]);
            left = ON_A_SHEET;
        } else left = room;
        sheets[sheets.length - 1]?.push(card);
        left -= quarters(card);
    }
    return sheets;
}

export function PaperCards(p: { file: ScenarioFile }) {
    const sheets = sheetsOf(cardsOf(p.file));
    return (
        <>
            {sheets.map((sheet, i) => (
                <Page key={i} class="kit-quad" label={k("part_events")}>
                    {sheet.map((card) => (
                        <div key={card.id} class={`kit-quarter kit-span-${quarters(card)}`}>
                            <p class="kit-eyebrow">{card.kind}</p>
                            <h3>{card.title}</h3>
                            {card.lines.map((line) => (
                                <p key={line}>{line}</p>
                            ))}
                            {card.foot && <small>{card.foot}</small>}
                        </div>
                    ))}
                </Page>
            ))}
        </>
    );
}

/* -- a page of slides ------------------------------------------------------------------------ */
export function SlidePage(p: { file: ScenarioFile }) {
    const { file } = p;
    const slides: { title: string; lines: string[] }[] = [
        { title: tx(file.title), lines: [tx(file.tagline), tx(file.when)] },
        {
            title: frameText("title"),
            lines: GROUPS.map((g) => frameText(`door_${g}`)),
        },
        { title: say(SLIDES.shared), lines: SHARED.map((id) => frameText(id)) },
        { title: say(SLIDES.tonight), lines: file.summary.map((x) => tx(x)) },
        {
            title: say(SLIDES.hour),
            lines: file.phases.map(
                (x) => `${phaseName(x.kind)} – ${k("minutes", { n: Math.round(x.seconds / 60) })}`,
            ),
        },
        { title: frameText("play"), lines: [k("rule_3"), k("rule_6")] },
    ];
    return (
        <Page class="kit-slides" label={k("part_slides")}>
            {slides.map((slide) => (
                <div key={slide.title} class="kit-slide">
                    <h2>{slide.title}</h2>
                    {slide.lines.map((line) => (
                        <p key={line}>{line}</p>
                    ))}
                </div>
            ))}
        </Page>
    );
}
