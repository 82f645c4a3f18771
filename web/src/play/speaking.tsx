// One phone that speaks for several people: who does now, who is awaited, and from hand to hand.
import { isGone, nameOf } from "../people";
import { useDocs } from "../store";
import { speaker, you } from "../socket";
import type { PersonDoc } from "../types";
import { AsIs, Button, Named, Picks } from "../ui";
import { useMe } from "./me";
import { p as s } from "./texts";

function awaited(person: PersonDoc | undefined): string {
    if (person?.todo) return s(`todo_${person.todo}`);
    const n = Object.keys(person?.awaits ?? {}).length;
    return n ? s("news_awaited", { n }) : "";
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
    return people.map((id, i) => ({ id, person: docs[i], todo: awaited(docs[i]) }));
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
                    label: <AsIs>{nameOf(me.room, id)}</AsIs>,
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
    const waits = ({ person, todo }: Voice): boolean =>
        clause ? !!person?.awaits[clause] : !!todo;
    const next = [...voices.slice(at + 1), ...voices.slice(0, Math.max(at, 0))].find(waits);
    if (!done || !next) return null;
    const give = (): void => {
        handed = clause ?? "";
        speaker.set(next.id);
    };
    return (
        <Button kind="primary" wide onClick={give}>
            <Named text={s("hand_over")} name={nameOf(me.room, next.id)} />
        </Button>
    );
}
