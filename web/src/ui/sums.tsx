// What a table has found of what its project must find, as the server counts it.
import { moneyText, pairs, tx } from "../i18n";
import type { Sums } from "../types";

const w = pairs({
    of: ["{sum} de {of}", "{sum} of {of}"],
    what: [
        "À trouver, pour {what}. Coût en tout : {total}.",
        "To be found, for {what}. Cost in all: {total}.",
    ],
    waiting: [
        "{sum} attendent une condition à cocher, ou l’accord de la table.",
        "{sum} waits for a condition to be ticked, or for the table’s agreement.",
    ],
});

/** «209 000 $ de 300 000 $», or what was put in where the scenario states no sum. */
export const sumsText = (x: Sums): string =>
    x.community
        ? w("of", { sum: moneyText(x.counted), of: moneyText(x.community) })
        : moneyText(x.counted);

/** There is something to say. */
export const hasSums = (x: Sums | undefined): x is Sums =>
    !!x && (!!x.community || x.counted + x.waiting > 0);

export function SumsLines({ x }: { x: Sums }) {
    return (
        <div class="stack-s">
            <p class="strong">{sumsText(x)}</p>
            {!!x.community && (
                <progress
                    class="progress"
                    value={Math.min(x.counted, x.community)}
                    max={x.community}
                    aria-label={sumsText(x)}
                />
            )}
            {!!x.community && (
                <p class="soft">
                    {w("what", { what: tx(x.what), total: moneyText(x.total ?? x.community) })}
                </p>
            )}
            {x.waiting > 0 && <p class="soft">{w("waiting", { sum: moneyText(x.waiting) })}</p>}
        </div>
    );
}
