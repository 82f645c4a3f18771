// What is chosen: one, one at once, or several.
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useState } from "preact/hooks";
import { cx } from "./cx";
import { Fault, Hint, notesOf, useFocusOn } from "./notes";

export interface Option<V extends string> {
    value: V;
    label: ComponentChildren;
    help?: ComponentChildren;
    disabled?: boolean;
    tone?: string;
}

interface ChoiceProps<V extends string> {
    legend: ComponentChildren;
    hideLegend?: boolean;
    options: Option<V>[];
    hint?: string;
    row?: boolean;
    /** A row of short answers. */
    tight?: boolean;
    disabled?: boolean;
    error?: string;
}

function ChoiceBox<V extends string>(
    p: ChoiceProps<V> & {
        many: boolean;
        has: (v: V) => boolean;
        pick: (v: V, on: boolean) => void;
    },
) {
    const name = useId();
    const first = useFocusOn<HTMLInputElement>(p.error);
    return (
        <fieldset class="choice" disabled={p.disabled} aria-describedby={notesOf(p, name)}>
            <legend class={p.hideLegend ? "sr" : undefined}>{p.legend}</legend>
            <Hint of={name} text={p.hint} />
            <div class={cx("choices", p.row && "choices-row", p.tight && "choices-tight")}>
                {p.options.map((o, i) => (
                    <label
                        key={o.value}
                        class={cx("chip", o.tone && `chip-${o.tone}`, p.has(o.value) && "chip-on")}
                    >
                        <input
                            ref={i ? undefined : first}
                            type={p.many ? "checkbox" : "radio"}
                            name={name}
                            value={o.value}
                            disabled={o.disabled}
                            checked={p.has(o.value)}
                            onChange={(e) =>
                                p.pick(o.value, (e.target as HTMLInputElement).checked)
                            }
                        />
                        <span>
                            {o.label}
                            {o.help && <small>{o.help}</small>}
                        </span>
                    </label>
                ))}
            </div>
            <Fault of={name} text={p.error} />
        </fieldset>
    );
}

/** What was picked shows at once, until the document answers or a refusal comes. */
function usePicked<V>(
    value: V | undefined,
    error: string | undefined,
): [V | undefined, (v: V) => void] {
    const [mine, setMine] = useState<V>();
    useLayoutEffect(() => setMine(undefined), [value, error]);
    return [mine ?? value, setMine];
}

interface OneProps<V extends string> extends ChoiceProps<V> {
    value: V | undefined;
    onPick: (v: V) => void;
}

export function Choice<V extends string>(p: OneProps<V>) {
    const [shown, show] = usePicked(p.value, p.error);
    const pick = (v: V): void => {
        show(v);
        p.onPick(v);
    };
    return <ChoiceBox {...p} many={false} has={(v) => v === shown} pick={pick} />;
}

/** One choice that takes effect at once: buttons, for arrow keys would choose in passing. */
export function Picks<V extends string>(p: OneProps<V>) {
    const id = useId();
    const [shown, show] = usePicked(p.value, p.error);
    return (
        <div class="choice" role="group" aria-labelledby={id} aria-describedby={notesOf(p, id)}>
            <p id={id} class={p.hideLegend ? "sr" : "strong"}>
                {p.legend}
            </p>
            <Hint of={id} text={p.hint} />
            <div class={cx("choices", p.row && "choices-row", p.tight && "choices-tight")}>
                {p.options.map((o) => (
                    <button
                        key={o.value}
                        type="button"
                        class={cx(
                            "chip",
                            o.tone && `chip-${o.tone}`,
                            o.value === shown && "chip-on",
                        )}
                        aria-pressed={o.value === shown}
                        disabled={o.disabled || p.disabled}
                        onClick={() => {
                            show(o.value);
                            p.onPick(o.value);
                        }}
                    >
                        <span>
                            {o.label}
                            {o.help && <small>{o.help}</small>}
                        </span>
                    </button>
                ))}
            </div>
            <Fault of={id} text={p.error} />
        </div>
    );
}

export function Choices<V extends string>(
    p: ChoiceProps<V> & { value: V[]; onPick: (v: V[]) => void },
) {
    return (
        <ChoiceBox
            {...p}
            many
            has={(v) => p.value.includes(v)}
            pick={(v, on) => p.onPick(on ? [...p.value, v] : p.value.filter((x) => x !== v))}
        />
    );
}
