// Where people who are elsewhere talk, when the server carries no voices: a link of the facilitator's.
import { useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { pairs, t } from "../i18n";
import { tableName } from "../people";
import { act } from "../socket";
import { cell, useDoc } from "../store";
import { Bound, type RoomDoc, type TableDoc } from "../types";
import { AsIs, Button, Field, refusalText, Sheet, toast } from "../ui";
import { TablePick } from "./picks";

export const h = pairs({
    open: ["Lien d’appel", "Call link"],
    how: [
        "Pour qui n’est pas dans la salle : le lien d’un appel que vous avez ouvert ailleurs. Les téléphones le montrent, avec le nom du site.",
        "For people who are not in the hall: the link of a call that you opened elsewhere. Phones show it, with the name of the site.",
    ],
    where: ["Pour qui?", "For whom?"],
    link: ["Lien", "Link"],
    link_hint: ["Il commence par « https ».", "It begins with “https”."],
    is: ["Maintenant : {host}", "Now: {host}"],
    none: ["Aucun lien.", "No link."],
    set: ["Montrer ce lien", "Show this link"],
    remove: ["Retirer le lien", "Remove the link"],
    shown: ["Lien montré : {where}", "Link shown: {where}"],
    removed: ["Lien retiré : {where}", "Link removed: {where}"],
});

/** What is being typed, until it is sent. */
const typed = cell("call", "");

export function CallSheet({ room, onClose }: { room: RoomDoc; onClose: () => void }) {
    const [to, setTo] = useState("");
    const [said, setSaid] = useState("");
    const text = typed.use();
    const table = useDoc<TableDoc>(`table/${to || undefined}`);
    const is = to ? table?.call : room.call;
    const where = to ? tableName(to) : f("all_tables");
    const give = async (url: string): Promise<void> => {
        const what = { ...(to && { table: to }), ...(url && { url }) };
        const answer = await act("call_link", what, { now: true });
        setSaid(answer.ok ? "" : refusalText(answer.no));
        if (!answer.ok) return;
        toast(h(url ? "shown" : "removed", { where }));
        if (url) typed.set("");
    };
    return (
        <Sheet title={h("open")} onClose={onClose}>
            <p class="soft">{h("how")}</p>
            <TablePick room={room} legend={h("where")} value={to} onPick={setTo} />
            <p>
                {is ? (
                    <AsIs>{h("is", { host: is.host })}</AsIs>
                ) : (
                    <span class="soft">{h("none")}</span>
                )}
            </p>
            <form
                class="stack-s"
                onSubmit={(e) => {
                    e.preventDefault();
                    void give(text.trim());
                }}
            >
                <Field
                    label={h("link")}
                    hint={h("link_hint")}
                    value={text}
                    onInput={typed.set}
                    max={Bound.LINK_CHARS}
                    error={said}
                />
                <div class="row">
                    <Button type="submit" kind="primary" disabled={!text.trim()}>
                        {h("set")}
                    </Button>
                    {is && <Button onClick={() => void give("")}>{h("remove")}</Button>}
                    <Button kind="quiet" onClick={onClose}>
                        {t("close")}
                    </Button>
                </div>
            </form>
        </Sheet>
    );
}
