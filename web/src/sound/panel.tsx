// The voices of one's place on a phone: entering, the microphone, who is there and who speaks. It is
// loaded once a facilitator has tables hear themselves, and asks for nothing before it is tapped.
import { useEffect, useState } from "preact/hooks";
import { pairs } from "../i18n";
import { nameOf } from "../people";
import { link } from "../socket";
import { AsIs, Button, Card, cx, GroupBadge, refusalText } from "../ui";
import { Refused, useMe } from "../play/me";
import { askAgain, canSpeak, enter, heard, leave, line, linked, mine, open, touch } from "./line";

const s = pairs({
    title: ["Se parler", "Talk aloud"],
    join: ["Entrer dans la conversation", "Join the conversation"],
    join_why: [
        "Votre téléphone demandera le micro. Vous entrez micro fermé; avec des écouteurs, tout le monde entend mieux.",
        "Your phone will ask for the microphone. You come in with it closed; with earphones, everybody hears better.",
    ],
    https: [
        "Pour se parler, la page doit être ouverte en https : la personne qui l’héberge trouve comment dans le guide.",
        "To talk aloud, the page must be opened by https: whoever hosts it finds how in the guide.",
    ],
    asking: [
        "Permettez le micro dans la fenêtre du téléphone.",
        "Allow the microphone in your phone’s window.",
    ],
    joining: ["On vous branche…", "Connecting you…"],
    resting: [
        "La voix se repose; l’atelier continue. Elle reviendra d’elle-même.",
        "Voice is resting; the workshop goes on. It comes back by itself.",
    ],
    elsewhere: ["Le son est sur un autre téléphone.", "The sound is on another phone."],
    take: ["Le reprendre ici", "Take it back here"],
    open: ["Ouvrir mon micro", "Open my microphone"],
    close: ["Fermer mon micro", "Close my microphone"],
    hushed: [
        "L’animation garde votre micro fermé pour le moment.",
        "The facilitator keeps your microphone closed for now.",
    ],
    refused: [
        "Le micro est refusé : vous écoutez. Pour parler, permettez-le dans les réglages de cette page.",
        "The microphone is refused: you listen. To speak, allow it in this page’s settings.",
    ],
    retry: ["Demander le micro", "Ask for the microphone"],
    mute: ["Toucher pour entendre", "Tap to hear"],
    leave: ["Quitter la conversation", "Leave the conversation"],
    nobody: ["Personne d’autre pour l’instant.", "Nobody else yet."],
    here: ["Qui s’entend", "Who is heard"],
    speaks: ["parle", "speaking"],
    closed: ["micro fermé", "microphone closed"],
    ready: ["micro ouvert", "microphone open"],
});

function People() {
    const { room, id } = useMe();
    const { people } = heard.use();
    const others = Object.entries(people).filter(([p]) => p !== mine(id));
    if (!others.length) return <p class="soft">{s("nobody")}</p>;
    return (
        <ul class="snd-people" aria-label={s("here")}>
            {others.map(([p, { open: on, speaks }]) => (
                <li key={p} class={cx("snd-person", speaks && "snd-speaks")}>
                    <GroupBadge group={room.people?.[p]?.group} />
                    <AsIs>{nameOf(room, p)}</AsIs>
                    <span class="soft">{s(speaks ? "speaks" : on ? "ready" : "closed")}</span>
                </li>
            ))}
        </ul>
    );
}

function Microphone() {
    const { self } = useMe();
    const { mic, open: on, no, mute } = line.use();
    return (
        <>
            {mute && (
                <Button kind="primary" wide onClick={touch}>
                    {s("mute")}
                </Button>
            )}
            {self.hushed ? (
                <p role="status">{s("hushed")}</p>
            ) : mic === "ready" ? (
                <Button
                    kind={on ? "primary" : "plain"}
                    wide
                    aria-pressed={on}
                    onClick={() => void open(!on)}
                >
                    {s(on ? "close" : "open")}
                </Button>
            ) : (
                <>
                    {mic === "refused" && <p class="hint">{s("refused")}</p>}
                    <Button wide onClick={() => void askAgain()}>
                        {s("retry")}
                    </Button>
                </>
            )}
            <Refused text={no && refusalText(no)} />
        </>
    );
}

function Door() {
    const { id } = useMe();
    const { step, no } = line.use();
    return (
        <>
            {step === "elsewhere" ? <p>{s("elsewhere")}</p> : <p class="hint">{s("join_why")}</p>}
            <Button wide onClick={() => void enter(id)}>
                {s(step === "elsewhere" ? "take" : "join")}
            </Button>
            <Refused text={no && refusalText(no)} />
        </>
    );
}

export function SoundPanel() {
    const { id } = useMe();
    const { step } = line.use();
    const { up } = heard.use();
    const on = link.use() === "open";
    const [first] = useState(id); // a shared phone has one voice, of whoever began
    useEffect(() => {
        if (on) linked(first);
    }, [on]);
    const rests = !up || step === "resting";
    return (
        <Card title={s("title")} class="snd">
            {!canSpeak() ? (
                <p>{s("https")}</p>
            ) : rests ? (
                <p role="status">{s("resting")}</p>
            ) : step === "out" || step === "elsewhere" ? (
                <Door />
            ) : step === "in" ? (
                <Microphone />
            ) : (
                <p role="status">{s(step === "asking" ? "asking" : "joining")}</p>
            )}
            {(step === "in" || step === "out") && up && <People />}
            {step !== "out" && step !== "elsewhere" && (
                <Button small onClick={leave}>
                    {s("leave")}
                </Button>
            )}
        </Card>
    );
}
