// One phone that speaks for several people: who does now, who is awaited, and from hand to hand.
import { isGone, nameOf } from "../people";
import { useDocs } from "../store";
import { speaker, you } from "../socket";
import type { PersonDoc } from "../types";
import { Button, Picks } from "../ui";
import { awaits, useMe, type Me } from "./me";
import { unanswered } from "./news";
import { p as s } from "./texts";

/** What each does alone in a phase, and has not done yet. */
const ALONE: Record<string, (x: PersonDoc) => string> = {
    briefing: (x) => (x.ready ? "" : s("todo_card")),
    group_work: (x) => (x.idea ? "" : s("todo_idea")),
    report: (x) => (x.answers?.done ? "" : s("todo_answers")),
};
function awaited(me: Me, id: string, person: PersonDoc | undefined): string {
    const kind = me.room.state === "running" ? (me.room.clock?.kind ?? "") : "";
    if (kind === "pooling") {
        const n = unanswered(me.table, id);
        return n ? s("news_awaited", { n }) : "";
    }
    return (person && ALONE[kind]?.(person)) ?? "";
}

interface Voice {
    id: string;
    person: PersonDoc | undefined;
    /** What waits for them, in a few words. */
    todo: string;
}
/** Who speaks on this phone. */
function useVoices(): Voice[] {
    const me = useMe();
    const people = (you.use()?.people ?? []).filter((id) => !isGone(me.room, id));
    const docs = useDocs<PersonDoc>(people.map((id) => `person/${id}`));
    return people.map((id, i) => ({ id, person: docs[i], todo: awaited(me, id, docs[i]) }));
}
/** Several people speak on this phone: whose turn it is has to be said. */
export const useShared = (): boolean => useVoices().length > 1;

export function Speaking() {
    const me = useMe();
    const voices = useVoices();
    if (voices.length < 2) return null;
    return (
        <div class="page-top">
            <Picks
                legend={s("speaking")}
                row
                tight
                value={me.id}
                onPick={(id) => speaker.set(id)}
                options={voices.map(({ id, todo }) => ({
                    value: id,
                    label: nameOf(me.room, id),
                    help: id === me.id ? "" : todo,
                }))}
            />
        </div>
    );
}

/** The clause that the next person of this phone finds open, once. */
let handed = "";
export function takeHanded(): string {
    const clause = handed;
    handed = "";
    return clause;
}

/** Once one has done what each does alone: to the next who has not, over the same `clause`. */
export function HandOver({ clause, done }: { clause?: string; done: boolean }) {
    const me = useMe();
    const voices = useVoices();
    const at = voices.findIndex((x) => x.id === me.id);
    const waits = ({ id, person, todo }: Voice): boolean => {
        const c = me.table?.clauses?.[clause ?? ""];
        return c && clause ? awaits(person, me.room.people?.[id], id, [clause, c]) : !!todo;
    };
    const next = [...voices.slice(at + 1), ...voices.slice(0, Math.max(at, 0))].find(waits);
    if (!done || !next) return null;
    const give = (): void => {
        handed = clause ?? "";
        speaker.set(next.id);
    };
    return (
        <Button kind="primary" wide onClick={give}>
            {s("hand_over", { name: nameOf(me.room, next.id) })}
        </Button>
    );
}
