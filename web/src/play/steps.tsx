// The steps inside a phase: the clock's own, and the one a person looks at.
import { elapsed, useNow } from "../clock";
import { useFollowed } from "./follow";
import { useMe } from "./me";
import { p as s } from "./texts";

export interface Step<V extends string> {
    /** What is shown. */
    at: V;
    go: (v: V) => void;
    /** The clock's step, when it is further than what is shown. */
    due?: V;
}
/** Somebody is writing, or has a sheet open. */
export const inTask = (): boolean =>
    !!document.querySelector("dialog[open]") ||
    !!document.activeElement?.matches("textarea, input[type=text], input[type=date]");

/** The clock's step, until the person looks at another; nobody is moved in the middle of a task. */
export function useStep<V extends string>(
    steps: readonly V[],
    of: (id: string) => V | undefined,
): Step<V> {
    const { room } = useMe();
    useNow(1000);
    const clock = room.clock;
    const phase = room.phases[clock.phase] ?? room.phases.find((x) => x.kind === clock.kind);
    const since = elapsed(clock);
    let now = steps[0] as V;
    for (const step of phase?.steps ?? []) if (step.at_s <= since) now = of(step.id) ?? now;
    const [at, go] = useFollowed<V>(now, inTask);
    return { at, go, due: steps.indexOf(now) > steps.indexOf(at) ? now : undefined };
}

export function Tabs<V extends string>(q: {
    tabs: { id: V; label: string }[];
    now: V;
    onPick: (v: V) => void;
    due?: V;
}) {
    const pick = (v: V): void => {
        q.onPick(v);
        window.scrollTo(0, 0);
    };
    const due = q.tabs.find((x) => x.id === q.due);
    return (
        <>
            <nav class="tabs" aria-label={s("steps")}>
                {q.tabs.map((x) => (
                    <button
                        key={x.id}
                        type="button"
                        aria-current={x.id === q.now ? "step" : undefined}
                        onClick={() => pick(x.id)}
                    >
                        {x.label}
                    </button>
                ))}
            </nav>
            <div class="due" role="status">
                {due && (
                    <button
                        type="button"
                        class="btn btn-quiet btn-small"
                        onClick={() => pick(due.id)}
                    >
                        {s("step_due", { step: due.label })}
                    </button>
                )}
            </div>
        </>
    );
}
