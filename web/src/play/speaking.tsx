// One phone that speaks for several people: who does now, and who is awaited.
import { speaker } from "../socket";
import { Choice } from "../ui";
import { nameOf, useMe } from "./me";
import { unanswered } from "./news";
import { p as s } from "./texts";

export function Speaking({ people }: { people: string[] }) {
    const { room, table } = useMe();
    const now = speaker.use();
    if (people.length < 2) return null;
    const pooling = room.clock?.kind === "pooling";
    return (
        <div class="page-top">
            <Choice
                legend={s("speaking")}
                row
                value={now ?? people[0]}
                onPick={(id) => speaker.set(id)}
                options={people.map((id) => {
                    const n = pooling && id !== now ? unanswered(table, id) : 0;
                    return {
                        value: id,
                        label: nameOf(room, id),
                        help: n ? s("news_awaited", { n }) : undefined,
                    };
                })}
            />
        </div>
    );
}
