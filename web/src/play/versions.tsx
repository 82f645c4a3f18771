// What a text of several said before, and who had written last: one tap says it again.
import type { ComponentChildren } from "preact";
import { pairs } from "../i18n";
import { hourText } from "../hours";
import { nameOf } from "../people";
import type { Fields } from "../socket";
import type { Earlier, RoomDoc, Written } from "../types";
import { Button, Named, toast } from "../ui";
import { Refused, useMe, useSend } from "./me";

export const v = pairs({
    versions: [
        { one: "{n} version d’avant", other: "{n} versions d’avant" },
        { one: "{n} earlier version", other: "{n} earlier versions" },
    ],
    said: ["«\u00a0{words}\u00a0»", "“{words}”"],
    by: ["{name}, {hour}", "{name}, {hour}"],
    back: ["Remettre", "Put back"],
    back_label: ["Remettre – {text}", "Put back – {text}"],
    is_back: ["Version remise", "Version put back"],
});

/** The list, for whoever may put one back. */
export function Earliers(p: {
    room: RoomDoc;
    was: readonly Earlier[];
    onBack: (version: Earlier) => void;
    busy?: boolean;
    children?: ComponentChildren;
}) {
    return (
        <details>
            <summary class="hint">{v("versions", { n: p.was.length })}</summary>
            <ul class="stack-s">
                {p.was.map((x) => (
                    <li key={x.v} class="stack-s">
                        <span>
                            <Named text={v("said")} words={<>{x.text}</>} />
                        </span>
                        <span class="row">
                            <span class="hint">
                                <Named
                                    text={v("by", { hour: hourText(p.room, x.t) })}
                                    name={nameOf(p.room, x.by)}
                                />
                            </span>
                            <Button
                                small
                                busy={p.busy ?? false}
                                aria-label={v("back_label", { text: x.text })}
                                onClick={() => p.onBack(x)}
                            >
                                {v("back")}
                            </Button>
                        </span>
                    </li>
                ))}
            </ul>
            {p.children}
        </details>
    );
}

/** Which text an act writes, as `put_back` names it. */
function textOf(act: string, field: string | undefined): Fields {
    if (act === "found") return { item: field };
    return field === undefined ? { [act]: true } : { [act]: field };
}

export function Versions(p: { act: string; field?: string; extra?: Fields; of: Written }) {
    const me = useMe();
    const { run, busy, said } = useSend();
    const { of } = p;
    if (!of.was?.length) return null;
    const put = (version: number, from: number) =>
        run("put_back", { ...p.extra, ...textOf(p.act, p.field), version, from });
    const back = async (x: Earlier): Promise<void> => {
        if (!(await put(x.v, of.v))) return;
        // What it said until now is a version too.
        toast(v("is_back"), of.text ? { undo: () => void put(of.v, of.v + 1) } : {});
    };
    return (
        <Earliers room={me.room} was={of.was} busy={busy} onBack={(x) => void back(x)}>
            <Refused text={said()} />
        </Earliers>
    );
}
