// Who facilitates: one leads, gives the others a link each, takes it back, and may hand the lead over.
import { useState } from "preact/hooks";
import { LinkRow } from "../home/made";
import { secretUrl } from "../home/credentials";
import { Qr } from "../home/qr";
import { useAddress } from "../home/where";
import { storedIdentity } from "../identity";
import { pairs } from "../i18n";
import { newId, request, you } from "../socket";
import { Bound } from "../types";
import { AsIs, Button, Field, refusalText, Sheet } from "../ui";
import { actorName, steer, type Seen } from "./doc";

export const m = pairs({
    open: ["Qui anime", "Who facilitates"],
    leads: ["conduite", "lead"],
    gone: ["accès retiré", "access withdrawn"],
    how: [
        "Qui conduit invite les autres, chacun par son propre lien, et peut le retirer. Chaque geste porte son nom au journal.",
        "Whoever leads invites the others, each by a link of their own, and may withdraw it. Each act bears their name in the log.",
    ],
    name: ["Nom", "Name"],
    name_hint: ["Pour le journal; facultatif", "For the log; optional"],
    invite: ["Faire un lien", "Make a link"],
    link: ["Lien d’animation de {name}", "Facilitator link of {name}"],
    link_hint: [
        "Il est montré une seule fois. Donnez-le à cette personne, et à personne d’autre.",
        "It is shown once. Give it to that person, and to nobody else.",
    ],
    qr: ["Code QR du lien de {name}", "QR code of the link of {name}"],
    withdraw: ["Retirer l’accès", "Withdraw access"],
    withdraw_of: ["Retirer l’accès de {name}", "Withdraw access of {name}"],
    withdraw_sure: [
        "Ses liens n’ouvrent plus rien, ni le grand écran ouvert avec eux, ni son code de secours. Ce que cette personne a fait reste.",
        "Their links open nothing any more, nor the hall’s screen that they opened, nor their recovery code. What they did stays.",
    ],
    withdrawn: ["Accès retiré\u00a0: {name}", "Access withdrawn: {name}"],
    hand: ["Confier la conduite", "Hand over the lead"],
    hand_of: ["Confier la conduite à {name}", "Hand over the lead to {name}"],
    handed: ["{name} conduit.", "{name} leads."],
    cancel: ["Annuler", "Cancel"],
});

interface Given {
    facilitator: string;
    token: string;
}

function Invite({ room, doc }: Seen) {
    const at = useAddress();
    const [name, setName] = useState("");
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState("");
    const [given, setGiven] = useState<Given>();
    const invite = async (e: Event): Promise<void> => {
        e.preventDefault();
        if (busy) return;
        setBusy(true);
        setError("");
        const answer = await request<Given>("invite", {
            room: room.code,
            token: storedIdentity(room.code, "f")?.token ?? "",
            once: newId(16),
            name: name.trim(),
        });
        setBusy(false);
        if (!answer.ok) return setError(refusalText(answer.no));
        setName("");
        setGiven(answer.out);
    };
    const whose = given ? actorName(doc, given.facilitator) : "";
    const url = given ? secretUrl(at, "animer", room.code, given.token) : "";
    return (
        <>
            <form class="stack-s" onSubmit={(e) => void invite(e)}>
                <Field
                    label={m("name")}
                    hint={m("name_hint")}
                    value={name}
                    max={Bound.NAME_CHARS}
                    onInput={setName}
                    error={error}
                />
                <div class="row">
                    <Button type="submit" busy={busy}>
                        {m("invite")}
                    </Button>
                </div>
            </form>
            {given && (
                <div class="stack-s" role="status">
                    <LinkRow label={m("link", { name: whose })} hint={m("link_hint")} value={url} />
                    <div class="fac-invite">
                        <Qr url={url} label={m("qr", { name: whose })} />
                    </div>
                </div>
            )}
        </>
    );
}

function Member(p: Seen & { id: string; mine: boolean }) {
    const [sure, setSure] = useState(false);
    const { leads, withdrawn } = p.doc?.facilitators[p.id] ?? {};
    const name = actorName(p.doc, p.id);
    const what = { facilitator: Number(p.id.slice(1)) };
    const withdraw = (): void => {
        setSure(false);
        void steer("withdraw", what, m("withdrawn", { name }));
    };
    return (
        <li class="stack-s">
            <span class="row row-between">
                <span class="strong">
                    <AsIs>{name}</AsIs>
                </span>
                <span class="soft">{withdrawn ? m("gone") : leads ? m("leads") : ""}</span>
            </span>
            {p.mine && !withdrawn && !leads && !sure && (
                <span class="row">
                    <Button
                        small
                        aria-label={m("hand_of", { name })}
                        onClick={() => void steer("lead", what, m("handed", { name }))}
                    >
                        {m("hand")}
                    </Button>
                    <Button
                        small
                        aria-label={m("withdraw_of", { name })}
                        onClick={() => setSure(true)}
                    >
                        {m("withdraw")}
                    </Button>
                </span>
            )}
            {sure && (
                <>
                    <p>{m("withdraw_sure")}</p>
                    <span class="row">
                        <Button small kind="danger" onClick={withdraw}>
                            {m("withdraw_of", { name })}
                        </Button>
                        <Button small onClick={() => setSure(false)}>
                            {m("cancel")}
                        </Button>
                    </span>
                </>
            )}
        </li>
    );
}

export function TeamSheet({ room, doc, onClose }: Seen & { onClose: () => void }) {
    const mine = doc?.facilitators[you.use()?.f ?? ""]?.leads === true;
    return (
        <Sheet title={m("open")} onClose={onClose}>
            <p class="soft">{m("how")}</p>
            <ul class="stack fac-mine">
                {Object.keys(doc?.facilitators ?? {}).map((id) => (
                    <Member key={id} id={id} room={room} doc={doc} mine={mine} />
                ))}
            </ul>
            {mine && <Invite room={room} doc={doc} />}
        </Sheet>
    );
}
