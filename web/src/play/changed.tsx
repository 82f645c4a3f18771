// What a new wording changed, word by word.
import { told } from "../people";
import { Card } from "../ui";
import type { Clause, StanceOf } from "../types";
import { compared, type Piece } from "./compared";
import { p as s } from "./talks_texts";

/** One of the two wordings, whole: what is not of it is left out, what is only its own is marked. */
function Wording(p: { pieces: Piece[]; without: Piece["is"] }) {
    const Own = p.without === "gone" ? "mark" : "s";
    return (
        <>
            {p.pieces
                .filter((x) => x.is !== p.without)
                .map((x, n) => (
                    <span key={n}>
                        {n > 0 && " "}
                        {x.is !== "same" ? (
                            <Own>{x.text}</Own>
                        ) : p.without === "new" ? (
                            x.before
                        ) : (
                            x.text
                        )}
                    </span>
                ))}
        </>
    );
}

/** Both wordings: what came is marked in the one, what went is struck in the other. */
export function Changed({ before, now }: { before: string; now: string }) {
    const pieces = compared(before, now);
    return (
        <>
            <p class="clause-text">
                <Wording pieces={pieces} without="gone" />
            </p>
            {pieces.some((x) => x.is === "gone") && (
                <p class="soft">
                    {s("ask_before")} <Wording pieces={pieces} without="new" />
                </p>
            )}
        </>
    );
}

/** To who answered the wording before, and is not asked again: what became of it since. */
export function SinceThen({ c, had }: { c: Clause; had: StanceOf | undefined }) {
    const before = c.history.find((h) => h.v === had?.version);
    if (!before) return null;
    return (
        <Card tone="quiet">
            <p class="strong">{s("st_newer")}</p>
            <Changed before={told(before.text)} now={told(c.text)} />
            <p class="soft">{s("st_newer_holds")}</p>
        </Card>
    );
}
