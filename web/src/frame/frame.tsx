// The frame of the game, in the deck's words: three places from which a village's project starts,
// and what becomes of it when leadership is shared. One page, on phones and on the hall's screen.
import { pairs } from "../i18n";
import { useSheet } from "../sheet";
import { useDoc } from "../store";
import { GROUPS, type Group, type RoomDoc } from "../types";
import { Card, GroupBadge } from "../ui";
import styles from "./frame.late.css";
import { Cord, Village } from "./village";

/** Told by the kit too. */
export const frameText = pairs({
    title: [
        "Un projet de village part de trois endroits",
        "A village project starts in three places",
    ],
    door_M: ["De la mairie", "From the town hall"],
    door_C: ["D’une cuisine", "From a kitchen"],
    door_O: ["D’un organisme", "From an organisation"],
    model_M: ["Modèle municipal", "Municipal model"],
    model_C: ["Modèle citoyen", "Citizen model"],
    model_O: ["Modèle organisme du milieu", "Local organisation model"],
    case_M: [
        "Lac-Édouard : la municipalité lance le changement, puis mobilise les gens.",
        "Lac-Édouard: the municipality starts the change, then brings people in.",
    ],
    case_C: [
        "La Brunante : une voix se lève à l’assemblée de la caisse, puis un groupe se forme.",
        "La Brunante: a voice is raised at the credit union’s meeting, then a group forms.",
    ],
    case_O: [
        "La MFR du KRTB : une coalition lance l’idée, puis quatre MRC suivent.",
        "The MFR du KRTB: a coalition launches the idea, then four MRCs follow.",
    ],
    case_tonight: [
        "C’est l’histoire de ce soir : comment elle continue, vous allez le jouer.",
        "That is tonight’s story: how it goes on is yours to play.",
    ],
    shared: ["Puis le leadership se partage", "Then leadership is shared"],
    shared_all: [
        "Puis le leadership se partage exprès : organisé, planifié, complémentaire, à plusieurs échelles.",
        "Then leadership is shared on purpose: organised, planned, complementary, at several scales.",
    ],
    shared_1: [
        "Il part d’un type d’acteurs, puis se partage exprès.",
        "It starts with one kind of actor, then is shared on purpose.",
    ],
    shared_2: [
        "Il est organisé, planifié, complémentaire.",
        "It is organised, planned, complementary.",
    ],
    shared_3: [
        "Il mobilise à plusieurs niveaux et à plusieurs échelles.",
        "It moves people at several levels and several scales.",
    ],
    play: [
        "Prenez votre rôle au sérieux et amusez-vous!",
        "Take your role seriously and have fun!",
    ],
    next: ["Ce qui s’en vient", "What comes next"],
    next_1: [
        "En groupe d’acteurs : préparer une fiche, en secret",
        "In your actor group: prepare a sheet, in secret",
    ],
    next_2: [
        "Toute la table : négocier un projet commun",
        "The whole table: negotiate one project",
    ],
    next_3: ["Rapport de la table à la salle", "The table reports to the hall"],
    next_4: ["Sortir du rôle et conclure", "Leave the role and conclude"],
});
export const SHARED = ["shared_1", "shared_2", "shared_3"] as const;
const NEXT = ["next_1", "next_2", "next_3", "next_4"] as const;
/** Who started, who joined: as the cases are coded, with those who were mobilised last. */
const HANDS: Record<Group, readonly [Group, Group, Group]> = {
    M: ["M", "O", "C"],
    C: ["C", "O", "M"],
    O: ["O", "M", "C"],
};

/** The scenario of each case: its story is not told to those who are about to play it. */
const SCENARIO: Record<Group, string> = {
    M: "lac-edouard",
    C: "la-brunante",
    O: "mfr-du-krtb",
};

function Door({ group, picture }: { group: Group; picture?: boolean }) {
    const tonight = useDoc<RoomDoc>("room")?.scenario?.id;
    return (
        <section class="fr-way">
            <h2>
                <GroupBadge group={group} />
                {frameText(`door_${group}`)}
            </h2>
            <p class="soft">{frameText(`model_${group}`)}</p>
            <p>{frameText(tonight === SCENARIO[group] ? "case_tonight" : `case_${group}`)}</p>
            {picture && <Village of={group} />}
            {picture && <Cord hands={HANDS[group]} />}
        </section>
    );
}

export function NextSteps() {
    return (
        <Card title={frameText("next")}>
            <ol>
                {NEXT.map((id) => (
                    <li key={id}>{frameText(id)}</li>
                ))}
            </ol>
        </Card>
    );
}

/** On a phone. */
export function Frame() {
    if (!useSheet(styles)) return null;
    return (
        <div class="fr stack">
            <h1>{frameText("title")}</h1>
            {GROUPS.map((g) => (
                <Door key={g} group={g} picture />
            ))}
            <Card title={frameText("shared")}>
                <ul>
                    {SHARED.map((id) => (
                        <li key={id}>{frameText(id)}</li>
                    ))}
                </ul>
            </Card>
            <NextSteps />
            <p class="fr-play">{frameText("play")}</p>
        </div>
    );
}

/** On the hall's screen, under its own title. */
export function FrameHall() {
    if (!useSheet(styles)) return null;
    return (
        <main class="scr-main fr fr-hall">
            <div class="fr-doors">
                {GROUPS.map((g) => (
                    <Door key={g} group={g} />
                ))}
            </div>
            <Village />
            <div class="fr-doors fr-cords">
                {GROUPS.map((g) => (
                    <Cord key={g} hands={HANDS[g]} far />
                ))}
            </div>
            <p>{frameText("shared_all")}</p>
            <p class="fr-play">{frameText("play")}</p>
        </main>
    );
}
