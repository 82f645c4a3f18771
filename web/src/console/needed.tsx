// A need, told: in a few words, in a sentence, by what helps, and by the act that answers it.
import { f } from "../catalogue/facilitator";
import { mmss, useNow } from "../clock";
import { listText } from "../i18n";
import { rolesText } from "../people";
import { Button, cx, Named } from "../ui";
import { personName, steer, undoing, type Opening, type Seen } from "./doc";
import type { Need, NeedKind } from "../types";
import { groupNames } from "./person";
import { c } from "./texts";

export const helpOf = (kind: NeedKind): string => c(`help_${kind}`);

const SIGN: Partial<Record<NeedKind, string>> = { help: "?", finished: "✓", owner: "☎" };
/** What a need is, in a few words: on a tile, in a row of the list. */
export function NeedTag({ need, more }: { need: Need; more?: number }) {
    const now = useNow(1000);
    const long = need.since !== undefined ? mmss(now - need.since) : "";
    return (
        <span class={cx("con-tag", need.kind === "help" && "con-tag-call")}>
            <span aria-hidden="true">{SIGN[need.kind] ?? "◇"} </span>
            {c(`need_${need.kind}`)}
            {long && <span class="nowrap"> {long}</span>}
            {!!more && <span class="nowrap"> +{more}</span>}
        </span>
    );
}

/** Why, in a sentence with who and what. */
export function WhyText(p: Seen & { table: string; need: Need }) {
    const { room, need } = p;
    const who = need.who ?? [];
    const names =
        need.kind === "missing" ? (
            <>{groupNames(need.groups ?? [])}</>
        ) : need.kind === "owner" ? (
            <>{rolesText(room, need.roles ?? [])}</>
        ) : (
            listText(who.map((id) => personName(p, id)))
        );
    const text = c(`why_${need.kind}`, { n: need.clause?.slice(1) ?? "" });
    return <Named text={text} name={names} names={names} />;
}

/** The one act that answers a need; nothing where only words help. */
export function ActFor(p: Opening & { table: string; need: Need; small?: boolean }) {
    const { table } = p;
    const come = (): void => {
        void steer("answer_help", { table }, f("answered"), (made) => {
            void steer("answer_help", { table, undo: true }, "", undefined, undoing(made));
        });
    };
    switch (p.need.kind) {
        case "help":
            return (
                <Button kind="primary" small={p.small} onClick={come}>
                    {f("help_done")}
                </Button>
            );
        case "finished":
            return <Button onClick={() => p.onOpen({ what: "deal", table })}>{f("deal")}</Button>;
        case "missing":
            return <Button onClick={() => p.onOpen({ what: "hat", table })}>{f("hat")}</Button>;
        default:
            return null;
    }
}
