// A text of the kit, French first, in the language of the page; and a list of such under a title.
import { figure } from "../figures";
import { lang, locale } from "../i18n";

export type Both = readonly [string, string];
export const say = (both: Both, vars: Record<string, string> = {}): string =>
    both[lang.get() === "en" ? 1 : 0].replace(/\{(\w+)\}/g, (_, name: string) => {
        return vars[name] ?? figure(locale(), name) ?? "";
    });

export function List(p: { title: Both; lines: readonly Both[] }) {
    return (
        <section>
            <h2>{say(p.title)}</h2>
            <ul>
                {p.lines.map((line) => (
                    <li key={line[0]}>{say(line)}</li>
                ))}
            </ul>
        </section>
    );
}
