// Words beside the voice, and where one is: they come with the screens that say them.
import { pairs } from "../i18n";

export const b = pairs({
    title: ["Mots de la table", "The table’s words"],
    unread: [
        { one: "{n} non lu", other: "{n} non lus" },
        { one: "{n} unread", other: "{n} unread" },
    ],
    hand: ["Lever la main", "Raise a hand"],
    hand_down: ["Baisser la main", "Lower your hand"],
    hands: ["Main levée\u00a0: {names}", "Hand raised: {names}"],
    signs: ["Signes", "Signs"],
    agree: ["D’accord", "I agree"],
    louder: ["Plus fort", "Louder"],
    laugh: ["Rire", "Laugh"],
    signed: ["{name}\u00a0: {sign}", "{name}: {sign}"],
    none: ["Rien d’écrit encore.", "Nothing written yet."],
    closed: ["On n’y écrit plus pour le moment.", "Nothing can be written here for now."],
    write: ["Écrire à votre table", "Write to your table"],
    who_reads: [
        "Votre table et l’animation le lisent. Les liens restent du texte.",
        "Your table and the facilitators read it. Links stay text.",
    ],
    take_back: ["Retirer", "Take back"],
    take_back_label: ["Retirer «\u00a0{text}\u00a0»", "Take back “{text}”"],
    erased: ["(effacé)", "(erased)"],
    facilitator: ["Animation", "Facilitator"],
    aloud: ["Annoncer ce qui arrive", "Announce what comes"],
    aloud_help: [
        "Pour un lecteur d’écran; sinon, rien ne vous interrompt.",
        "For a screen reader; otherwise nothing interrupts you.",
    ],
    heard: ["{name} écrit\u00a0: {text}", "{name} writes: {text}"],
    hall: ["La salle", "The hall"],
    left: ["Temps qui reste", "Time left"],
    r_title: ["Le projet", "The project"],
    hall_outcome: [
        "La salle voit comment le leadership s’est partagé.",
        "The hall sees how leadership was shared.",
    ],
    hall_got: [
        "La salle voit ce que chaque groupe a obtenu.",
        "The hall sees what each group got.",
    ],
    hall_frame: [
        "L’animation présente le jeu à la salle.",
        "The facilitators present the game to the hall.",
    ],
    where: ["Où êtes-vous?", "Where are you?"],
    where_hall: ["Dans la salle", "In the hall"],
    where_remote: ["À distance", "Remote"],
});
