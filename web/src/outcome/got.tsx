// Who got what: what each group marked together, beside its red line. Told from the conclusion on,
// in the order of the groups; what somebody answered alone is in none of it.
import { locale, pairs, tx } from "../i18n";
import { GROUPS, type Got, type Group, type TableDoc } from "../types";
import { Card, GroupBadge } from "../ui";
import { groupName } from "./say";

const w = pairs({
    title: ["Qui a obtenu quoi", "Who got what"],
    intro: [
        "Ce que chaque groupe a noté lui-même de ses trois intérêts, et sa ligne rouge. Ce n’est pas un classement : chaque groupe avait les siens.",
        "What each group marked for itself of its three interests, and its red line. This is no ranking: each group had its own.",
    ],
    sum: ["{group} {n} sur 10", "{group} {n} out of 10"],
    unsaid: ["{group} pas encore noté", "{group} not marked yet"],
    none: [
        "Les groupes n’ont pas encore noté ce qu’ils ont obtenu.",
        "The groups have not marked yet what they got.",
    ],
    points: [
        { one: "{n} point", other: "{n} points" },
        { one: "{n} point", other: "{n} points" },
    ],
    met_0: ["pas servi", "not met"],
    met_1: ["servi en partie", "partly met"],
    met_2: ["servi", "met"],
    red: ["Ligne rouge", "Red line"],
    gave_up: ["A renoncé à", "Gave up"],
});
export const gotTitle = (): string => w("title");

const halvesText = (halves: number): string => new Intl.NumberFormat(locale()).format(halves / 2);
const groupsOf = (table: TableDoc): Group[] => GROUPS.filter((g) => table.got?.[g]);

/** «Municipal 6 sur 10 · Citoyen 3 sur 10», or that nobody has marked anything. */
export function gotText(table: TableDoc): string {
    const said = groupsOf(table).map((group) => {
        const halves = table.got?.[group]?.halves;
        return halves === undefined
            ? w("unsaid", { group: groupName(group) })
            : w("sum", { group: groupName(group), n: halvesText(halves) });
    });
    return said.length ? said.join(" · ") : w("none");
}
function OfGroup(p: { group: Group; got: Got; red: string | undefined }) {
    const { got } = p;
    return (
        <section class="out-got">
            <h3>
                <GroupBadge group={p.group} name />
                {got.halves !== undefined && (
                    <strong>{w("sum", { group: "", n: halvesText(got.halves) })}</strong>
                )}
            </h3>
            <ul>
                {got.interests.map((x, i) => (
                    <li key={i}>
                        {tx(x.text)}
                        <span class="soft">
                            {[
                                x.points !== undefined && w("points", { n: x.points }),
                                x.met !== undefined && w(`met_${x.met as 0}`),
                            ]
                                .filter(Boolean)
                                .join(", ")}
                        </span>
                    </li>
                ))}
            </ul>
            <dl>
                {p.red && (
                    <div>
                        <dt>{w("red")}</dt>
                        <dd>{p.red}</dd>
                    </div>
                )}
                {got.gave_up && (
                    <div>
                        <dt>{w("gave_up")}</dt>
                        <dd>{got.gave_up}</dd>
                    </div>
                )}
            </dl>
        </section>
    );
}
/** Each of them: its interests, its red line, what it let go of. */
export const GotGroups = ({ table }: { table: TableDoc }) => (
    <>
        {groupsOf(table).map((g) => (
            <OfGroup key={g} group={g} got={table.got?.[g] as Got} red={table.redlines?.[g]} />
        ))}
    </>
);

/** On a phone. */
export function GotCard({ table }: { table: TableDoc }) {
    if (!table.got) return null;
    return (
        <Card title={w("title")}>
            <p class="lead">{gotText(table)}</p>
            <p>{w("intro")}</p>
            <GotGroups table={table} />
        </Card>
    );
}
