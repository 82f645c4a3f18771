// Under the door, and after it: how a workshop goes, in three threads, and the map of the projects.
import { l } from "../library/texts";
import { useListed } from "../library/data";
import styles from "../library/library.late.css";
import { QuebecMap } from "../library/map";
import { useSheet } from "../sheet";
import { GROUPS, type Knot } from "../types";
import { Cord, GroupBadge } from "../ui";
import { a } from "./around_texts";
import { useMemo, useState } from "preact/hooks";

const WAYS: readonly ["sit" | "weave" | "look", readonly Knot[]][] = [
    ["sit", ["O"]],
    ["weave", ["C", "M"]],
    ["look", ["M", "=", "C", "O", "C@"]],
];

function Projects({ all }: { all: NonNullable<ReturnType<typeof useListed>> }) {
    const [lit, setLit] = useState("");
    const shown = useMemo(() => new Set(all.map((s) => s.id)), [all]);
    return (
        <section class="fac-map">
            <div class="stack">
                <h2>{a("projects", { n: all.length })}</h2>
                <p>{a("projects_text")}</p>
                <ul class="fac-mine stack-s">
                    {GROUPS.map((g) => (
                        <li key={g} class="row">
                            <GroupBadge group={g} />
                            <span>
                                {a("began", {
                                    who: l(`model_${g}`),
                                    n: all.filter((s) => s.model === g).length,
                                })}
                            </span>
                        </li>
                    ))}
                </ul>
                <p>
                    <a class="btn" href="/scenarios">
                        {a("to_map")}
                    </a>
                </p>
            </div>
            <QuebecMap all={all} shown={shown} lit={lit} onLit={setLit} />
        </section>
    );
}

export function Around() {
    const all = useListed();
    const ready = useSheet(styles);
    return (
        <>
            <section class="fac-ways">
                {WAYS.map(([name, knots]) => (
                    <div key={name} class="stack-s">
                        <h2>{a(name)}</h2>
                        <Cord knots={knots} />
                        <p>{a(`${name}_text`)}</p>
                    </div>
                ))}
            </section>
            {ready && all && <Projects all={all} />}
        </>
    );
}
