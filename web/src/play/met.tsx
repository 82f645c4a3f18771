// What a group got of what it wanted, marked together: in the report, or after it where it was passed
// over.
import { useLayoutEffect, useState } from "preact/hooks";
import { t, tx } from "../i18n";
import { Bound, list } from "../types";
import { Card, Choice } from "../ui";
import { z } from "./ending_texts";
import { HatChoice, Refused, under, useGroup, useMe, useSend } from "./me";
import { SharedText } from "./shared";

export function Met() {
    const me = useMe();
    const group = useGroup(me);
    const interests = list(group?.interests).slice(0, 3);
    const [picked, setPicked] = useState<Record<number, number>>({});
    const { run, busy, said } = useSend();
    const met = [0, 1, 2].map((i) => picked[i] ?? group?.met?.[i]);
    const left = met.filter((x) => x === undefined).length;
    const pick = async (i: number, v: number): Promise<void> => {
        const [a, b, c] = met.map((x, j) => (j === i ? v : x));
        setPicked({ ...picked, [i]: v });
        if (a === undefined || b === undefined || c === undefined) return;
        await run("met", { a, b, c, ...under(me, "group") });
    };
    useLayoutEffect(() => setPicked({}), [me.acting, group?.met]);
    if (!interests.length) return null;
    return (
        <Card title={z("met_title")}>
            <HatChoice />
            {interests.map((x, i) => (
                <Choice
                    key={x.id}
                    legend={tx(x.text)}
                    row
                    value={met[i] === undefined ? undefined : String(met[i])}
                    onPick={(v) => void pick(i, Number(v))}
                    options={(["0", "1", "2"] as const).map((v) => ({
                        value: v as string,
                        label: z(`met_${v}`),
                    }))}
                />
            ))}
            <Refused text={said()} />
            <p class="hint" role="status">
                {busy
                    ? t("saving")
                    : left > 0
                      ? z("met_left", { n: left })
                      : !said() && z("met_kept")}
            </p>
            <SharedText
                act="gave_up"
                label={z("gave_up")}
                hint={z("gave_up_hint")}
                shared={group?.gave_up?.text ?? ""}
                of={group?.gave_up}
                max={Bound.TEXT_CHARS}
                extra={under(me, "group")}
            />
        </Card>
    );
}

/** To a group that has not marked it when it looks back: it stays for as long as the page does. */
export function LateMet() {
    const group = useGroup(useMe());
    const [late, setLate] = useState(false);
    useLayoutEffect(() => {
        if (group && !group.met) setLate(true);
    }, [group]);
    return late ? <Met /> : null;
}
