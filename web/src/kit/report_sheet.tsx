// The table's sums and the co-operative difference, on paper.
import { lang, moneyText, t, tx } from "../i18n";
import { GROUP_NAMES, LETTER, type ScenarioFile } from "./file";
import { PACK } from "./pack_texts";
import { Lines, Page } from "./page";
import { k } from "./texts";

const say = (both: readonly [string, string]): string => both[lang.get() === "en" ? 1 : 0];

export function ReportSheet(p: { file: ScenarioFile }) {
    const { budget } = p.file;
    return (
        <Page class="kit-paper kit-dense" label={say(PACK.sums)}>
            <p class="kit-eyebrow">{tx(p.file.title)}</p>
            <h2>{say(PACK.sums)}</h2>
            {budget && (
                <p>
                    {k("sum_of", {
                        sum: moneyText(budget.community),
                        what: tx(budget.what),
                        total: moneyText(budget.total),
                    })}
                </p>
            )}
            <table class="kit-grid">
                <thead>
                    <tr>
                        {PACK.sum_heads.map((h) => (
                            <th key={h[0]}>{say(h)}</th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {[1, 2, 3, 4].map((n) => (
                        <tr key={n}>
                            {PACK.sum_heads.map((h) => (
                                <td key={h[0]} />
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
            <h2>{say(PACK.gave_up)}</h2>
            {GROUP_NAMES.map((group) => (
                <div key={group} class="kit-two">
                    <p>
                        <strong>
                            {tx(p.file.groups[group].name) || t(`group_${LETTER[group]}`)}
                        </strong>
                    </p>
                    <Lines n={1} />
                </div>
            ))}
            <h2>{say(PACK.difference)}</h2>
            {PACK.difference_rows.map((row) => (
                <div key={row.what[0]}>
                    <p>
                        <strong>{say(row.what)}</strong> <small>{say(row.ask)}</small>
                    </p>
                    <Lines n={1} />
                </div>
            ))}
        </Page>
    );
}
