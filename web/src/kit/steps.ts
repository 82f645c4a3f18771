// What a facilitator says at each step, when the scenario has no words of its own for it.
import { pairs } from "../i18n";

const words = pairs({
    situation: ["Lire la situation à voix haute", "Read the situation aloud"],
    card: ["Chaque personne lit sa carte", "Everyone reads their card"],
    table: ["Qui est à la table? Un mot par personne", "Who is at the table? One word each"],
    read: ["Relire sa carte, seul ou seule", "Read your card again, alone"],
    alone: [
        "Écrire un besoin et une idée, sans les montrer",
        "Write one need and one idea, unseen",
    ],
    sheet: [
        "Une fiche pour le groupe : titre, besoin, trois clauses au plus, ce qu’on apporte, ce qu’il nous faut",
        "One sheet for the group: title, need, three clauses at most, what we bring, what we need",
    ],
    points: [
        "Entre nous : {POINTS_TOTAL} points sur trois intérêts, une ligne rouge",
        "Among us: {POINTS_TOTAL} points over three interests, one red line",
    ],
    presenter: ["Choisir qui présente", "Choose who presents"],
    pitch: [
        "Les fiches se dévoilent ensemble; une minute par groupe",
        "The sheets are revealed together; one minute per group",
    ],
    base: ["Choisir la fiche de départ", "Choose the sheet to start from"],
    clauses: [
        "Négocier clause par clause : proposer, réagir, amender",
        "Negotiate clause by clause: propose, react, amend",
    ],
    inject: ["Un imprévu, le même à chaque table", "An event, the same at every table"],
    carry: [
        "Qui porte quoi, pour quand? Qu’engage-t-on?",
        "Who carries what, by when? What is committed?",
    ],
    final: ["Les positions finales, toutes ensemble", "Final stances, all together"],
    questions: [
        "Chaque personne répond d’abord pour soi, en silence",
        "Everyone first answers alone, in silence",
    ],
    complete: ["La table complète son rapport", "The table completes its report"],
    plenary: [
        "Chaque table raconte, {SPEAK_MS} au plus",
        "Each table tells its story, {SPEAK_MS} at most",
    ],
    out_of_role: ["Poser sa carte : on sort du jeu", "Put the card down: out of role"],
    story: ["Ce qui s’est vraiment passé", "What really happened"],
    next: [
        "Dans votre milieu, qui pourrait porter la suite?",
        "In your own community, who could carry this next?",
    ],
    feel: ["Comment l’avez-vous vécu?", "How did it feel?"],
    happened: ["Que s’est-il passé? Qui a lâché quoi?", "What happened? Who let go of what?"],
    why: ["Pourquoi cela s’est-il passé ainsi?", "Why did it happen that way?"],
    parallels: ["Où avez-vous déjà vu cela?", "Where have you seen this before?"],
    keep: ["Que ferez-vous lundi?", "What will you do on Monday?"],
});
type Step = Parameters<typeof words>[0];
const KNOWN: readonly string[] = [
    "situation card table read alone sheet points presenter pitch base clauses inject carry final",
    "questions complete plenary out_of_role story next feel happened why parallels keep",
].flatMap((line) => line.split(" "));

export const stepWords = (id: string): string => (KNOWN.includes(id) ? words(id as Step) : id);
