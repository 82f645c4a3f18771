// What one said at the table, and whose idea it was.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { nameOf } from "../people";
import type { Clause, PersonDoc, StanceOf } from "../types";
import { AsIs, Picks } from "../ui";
import { Fold } from "./light";
import { HatChoice, useMe, type Me } from "./me";
import { p as s } from "./talks_texts";

/** What a person said of a clause for their own group or, with `hat`, under their second hat. */
export const saidOf = (
    person: PersonDoc | undefined,
    id: string,
    [clause, c]: [string, Clause],
    hat: boolean,
): StanceOf | undefined =>
    hat
        ? (person?.hat_stances?.[clause] ?? c.hat_stances?.[id])
        : (person?.stances?.[clause] ?? c.stances?.[id]);

/** Those of one's table, who may be named. */
export const seated = (me: Me) =>
    (me.table?.seated ?? []).map((value) => ({
        value,
        label: <AsIs>{nameOf(me.room, value)}</AsIs>,
    }));

/** « Qui a eu l’idée? »: who types, or whom they name; the one named says so, or refuses. */
export interface Credited {
    credit: string[];
    clear: () => void;
    ask: ComponentChildren;
}
export function useCredit(): Credited {
    const me = useMe();
    const [picked, setWho] = useState("");
    const who = picked || me.id; // who types, unless they say otherwise
    const all = seated(me).map((x) =>
        x.value !== me.id
            ? x
            : {
                  ...x,
                  label: (
                      <>
                          {x.label} ({s("you")})
                      </>
                  ),
              },
    );
    const ask = (
        <>
            <Fold
                label={s("credit")}
                value={who === me.id ? s("you") : <AsIs>{nameOf(me.room, who)}</AsIs>}
            >
                {(shut) => (
                    <Picks
                        legend={s("credit")}
                        hideLegend
                        row
                        value={who}
                        onPick={(x) => {
                            setWho(x);
                            shut();
                        }}
                        options={all}
                    />
                )}
            </Fold>
            <HatChoice />
        </>
    );
    return { credit: who !== me.id ? [who] : [], clear: () => setWho(""), ask };
}
