// An outcome in ten seconds, for who was not there: the project's title, one sentence, four numbers
// and the cloth; on a phone, in the hall and on paper, and as a picture to be shared.
import { useState } from "preact/hooks";
import { nameOf, told } from "../people";
import type { Clause, RoomDoc, Tally } from "../types";
import { Button, Cord, Named } from "../ui";
import { gistNumbers, gistText, titleOf, woven, type Shown } from "./told";
import { o } from "./words";

/** The sentence and the four numbers. */
export function Gist({ tally }: { tally: Tally }) {
    const { gist } = tally;
    if (!gist) return null;
    return (
        <>
            <p class="out-say">{gistText(tally, gist)}</p>
            <dl class="out-four">
                {gistNumbers(gist).map(({ title, text }) => (
                    <div key={title}>
                        <dt>{title}</dt>
                        <dd translate={false}>{text}</dd>
                    </div>
                ))}
            </dl>
        </>
    );
}

function Carrier({ room, c }: { room: RoomDoc; c: Clause }) {
    const who = c.carry?.who;
    return (
        <span class="soft">
            {who ? (
                <Named text={o("carrier")} name={nameOf(room, who)} />
            ) : (
                o(c.state === "adopted" ? "nobody_carries" : "still_open")
            )}
        </span>
    );
}
/** The cloth, a thread a clause, with its words and who carries it; briefly, what was adopted, where
    who carries it is said beside; on the hall's screen, without letters too small to be read. */
export function Weft(p: Shown & { brief?: boolean; far?: boolean }) {
    const { tally, table, room, brief } = p;
    const clauses = woven(tally, table, !brief);
    if (!clauses.length) return null;
    return (
        <ul class="out-weft">
            {clauses.map(([id, c]) => (
                <li key={id}>
                    <Cord knots={c.thread} far={p.far} />
                    <span class="strong">{told(c.text)}</span>
                    {!brief && <Carrier room={room} c={c} />}
                </li>
            ))}
        </ul>
    );
}

/** What is drawn is fetched when it is asked for. */
export function Share(p: Shown) {
    const [busy, setBusy] = useState(false);
    const [failed, setFailed] = useState(false);
    const share = async (): Promise<void> => {
        setBusy(true);
        setFailed(false);
        try {
            const { shareOutcome } = await import("./picture");
            await shareOutcome(p);
        } catch {
            setFailed(true);
        }
        setBusy(false);
    };
    return (
        <>
            {failed && (
                <p class="error" role="alert">
                    {o("share_failed")}
                </p>
            )}
            <Button busy={busy} onClick={() => void share()}>
                {o("share")}
            </Button>
        </>
    );
}

/** First of what a phone shows of the outcome. */
export function GistCard(p: Shown) {
    const title = titleOf(p);
    const Title = p.under ? "h3" : "h2";
    if (!p.tally.gist) return null;
    return (
        <section class="card out-gist">
            {title && <Title class="pre">{title}</Title>}
            <Gist tally={p.tally} />
            <Weft {...p} />
            <Share {...p} />
            <p class="hint">{o("share_say")}</p>
        </section>
    );
}
