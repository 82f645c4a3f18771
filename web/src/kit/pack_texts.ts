// The facilitator's pack: French, then English.
import type { Both } from "./say";

export const PACK = {
    eyebrow: ["Trousse d’animation", "Facilitator’s pack"],
    usual: ["Ce qui arrive d’ordinaire", "What usually happens"],
    endings: [
        "Trois fins possibles, et la question de chacune",
        "Three endings to expect, and the question of each",
    ],
    event: ["Imprévu", "Event"],
    event_to: ["À jouer par :", "To be played by:"],
    event_unseated: ["Si personne n’est là pour répondre :", "If nobody is there to answer:"],
    expert: ["Personne-ressource", "Resource person"],
    owner: ["Absent ou absente de la table", "Not at the table"],
    owner_foot: [
        "Si personne ne joue ce rôle : la table peut l’appeler, parmi ses deux appels. Ce qui est prêté n’est la main de personne.",
        "If nobody plays this role: the table may call it, among its two calls. What is lent is nobody’s hand.",
    ],
    sums: ["Ce que la table a trouvé", "What the table has found"],
    sum_heads: [
        ["Ressource, et de quelle carte", "Resource, and of which card"],
        ["Somme", "Sum"],
        ["Condition", "Condition"],
        ["Remplie?", "Met?"],
        ["Clause", "Clause"],
    ],
    gave_up: ["Ce à quoi chaque groupe a renoncé", "What each group gave up"],
    difference: ["La différence coopérative", "The co-operative difference"],
    difference_rows: [
        {
            what: ["Le fondement démocratique", "The democratic foundation"],
            ask: [
                "Qui est membre, et qui vote? Combien de personnes ont donné leur position sur le texte?",
                "Who is a member, and who votes? How many people took a position on the text?",
            ],
        },
        {
            what: ["Le sens collectif", "The collective sense"],
            ask: [
                "Quelles clauses servent d’autres gens que ceux qui les ont proposées?",
                "Which clauses serve others than those who proposed them?",
            ],
        },
        {
            what: ["L’esprit de solidarité", "The spirit of solidarity"],
            ask: [
                "Qui a mis quelque chose de sa carte dans l’idée d’un autre groupe?",
                "Who put something from their card into another group’s idea?",
            ],
        },
    ],
} as const;

export const AIMS = {
    title: ["Ce que l’on apprend", "What is learned"],
    lines: [
        [
            "Voir qu’un projet part d’un type d’acteurs, puis se partage exprès, et dire comment.",
            "See that a project starts with one kind of actor, then is shared on purpose, and say how.",
        ],
        [
            "Négocier hors des silos : proposer, s’objecter avec une raison, amender, vivre avec.",
            "Negotiate out of silos: propose, object with a reason, amend, live with it.",
        ],
        [
            "Distinguer avoir une idée, l’appuyer, la porter et y mettre une ressource.",
            "Tell apart having an idea, supporting it, carrying it and putting a resource in.",
        ],
        [
            "Lire un projet à la fois social et économique, à plus d’une échelle.",
            "Read a project that is both social and economic, at more than one scale.",
        ],
        [
            "Repartir avec une chose à faire et une chose à laisser à quelqu’un d’autre.",
            "Leave with one thing to do and one thing to leave to somebody else.",
        ],
    ],
} as const satisfies { title: Both; lines: readonly Both[] };

export const OFFER = {
    title: ["Fiche de l’activité", "Sheet of the activity"],
    rows: [
        {
            what: ["Objectif", "Aim"],
            is: [
                "Faire vivre, en une heure, le partage du leadership dans un projet de territoire coopératif.",
                "Let people live, in one hour, how leadership is shared in a co-operative territorial project.",
            ],
        },
        {
            what: ["Matériel", "Material"],
            is: [
                "Un téléphone par personne, ou un par table; un écran et un projecteur; un réseau local, sans Internet au besoin. Imprimés : cartes de rôle, chevalets, affiches, cartes des imprévus et des personnes-ressources.",
                "A phone each, or one per table; a screen and a projector; a local network, without Internet if need be. Printed: role cards, tents, posters, cards of events and resource people.",
            ],
        },
        {
            what: ["Taille du groupe", "Group size"],
            is: [
                "De 3 à 12 personnes par table, 6 ou 7 de préférence; jusqu’à 24 tables. Plus de six tables : la plénière se fait par paires, en galerie ou au sort.",
                "From 3 to 12 people a table, 6 or 7 by preference; up to 24 tables. Past six tables the plenary is in pairs, a gallery or drawn.",
            ],
        },
        {
            what: ["Durée", "Time"],
            is: [
                "Une heure ({HOUR_PHASES}); avec retour, {HOUR_BACK}; en cours, {COURSE}; en répétition, {SHORT}.",
                "One hour ({HOUR_PHASES}); with a debrief, {HOUR_BACK}; as a class, {COURSE}; as a rehearsal, {SHORT}.",
            ],
        },
        {
            what: ["Valeur ajoutée", "Added value"],
            is: [
                "Chaque table voit, dans ses propres gestes, d’où vient son projet et qui le porte. L’heure se revoit ensuite, et se compare à trois coopératives réelles.",
                "Each table sees, in its own acts, where its project comes from and who carries it. The hour can be watched again, and compared with three real co-operatives.",
            ],
        },
        {
            what: ["Animation", "Facilitation"],
            is: [
                "Une personne jusqu’à trois tables, deux au-delà; une observatrice ou un observateur par table si possible.",
                "One person up to three tables, two beyond; one observer a table if possible.",
            ],
        },
    ],
} as const satisfies { title: Both; rows: readonly { what: Both; is: Both }[] };

export const HOUR = {
    title: ["L’heure, pour une ou deux personnes", "The hour, for one or two"],
    one: ["Une personne", "One facilitator"],
    two: ["Deux : la salle, puis les tables", "Two: the hall, then the tables"],
    rows: [
        {
            when: ["Arrivée", "Arrival"],
            one: [
                "Grand écran sur le code; placez les gens par trois groupes.",
                "Projector on the code; seat people by three groups.",
            ],
            two: [
                "Salle : le code et les places. Tables : un téléphone par personne qui marche.",
                "Hall: the code and the seats. Tables: a working phone each.",
            ],
        },
        {
            when: ["Présentation", "Presentation"],
            one: [
                "Lisez la situation, nommez les trois façons de partir.",
                "Read the situation, name the three ways to start.",
            ],
            two: [
                "Salle : la lecture. Tables : chaque personne a sa carte et l’a lue.",
                "Hall: the reading. Tables: everyone has their card and has read it.",
            ],
        },
        {
            when: ["En groupe d’acteurs", "In actor groups"],
            one: [
                "Une visite par table; surveillez la console pour un groupe d’une seule personne.",
                "One visit a table; watch the console for groups of one.",
            ],
            two: [
                "Salle : l’horloge et les retards. Tables : fiche, points, ligne rouge.",
                "Hall: the clock and latecomers. Tables: sheet, points, red line.",
            ],
        },
        {
            when: ["Mise en commun", "Pooling"],
            one: [
                "Allez où la console le demande : objection qui dure, silence, une seule main.",
                "Go where the console asks: a long objection, silence, a single hand.",
            ],
            two: [
                "Salle : l’imprévu, puis {WARN_MS} avant la fin. Tables : « qu’est-ce qui vous permettrait de vivre avec? »",
                "Hall: the event, then {WARN_MS} before the end. Tables: “what would let you live with it?”",
            ],
        },
        {
            when: ["Rapport", "Report"],
            one: [
                "Silence pour les réponses; puis la plénière que la console propose.",
                "Silence for the answers; then the plenary that the console proposes.",
            ],
            two: [
                "Salle : la plénière, {SPEAK_MS}. Tables : qui lit, et le rapport est prêt.",
                "Hall: the plenary, {SPEAK_MS}. Tables: who reads, and the report is ready.",
            ],
        },
        {
            when: ["Conclusion et retour", "Conclusion and debrief"],
            one: [
                "Cartes posées; ressenti, faits, pourquoi, chez nous, lundi.",
                "Cards down; felt, facts, why, at home, Monday.",
            ],
            two: [
                "Salle : les questions. Tables : les observations, un mot chacune.",
                "Hall: the questions. Tables: what was observed, a word each.",
            ],
        },
    ],
} as const satisfies {
    title: Both;
    one: Both;
    two: Both;
    rows: readonly { when: Both; one: Both; two: Both }[];
};

export const OBSERVE = {
    note: [
        "Notez des gestes et des phrases, pas des jugements. Vous parlerez au retour, après la table.",
        "Write down acts and sentences, not judgements. You speak in the debrief, after the table.",
    ],
    table: ["Table, et rôles présents", "Table, and roles present"],
    rows: [
        {
            ask: ["Qui a commencé?", "Who began?"],
            hint: ["la première idée que d’autres ont reprise", "the first idea others took up"],
        },
        {
            ask: [
                "Quand l’initiative a-t-elle passé à d’autres?",
                "When did the lead pass to others?",
            ],
            hint: ["la minute, la phrase", "the minute, the sentence"],
        },
        {
            ask: [
                "Une objection : ce qui l’a levée, ou non",
                "An objection: what resolved it, or not",
            ],
            hint: [
                "la raison, « ce qui me permettrait de vivre avec »",
                "the reason, “what would let me live with it”",
            ],
        },
        {
            ask: ["Qui a lâché quelque chose, contre quoi?", "Who let go of something, for what?"],
            hint: ["un échange nommé, une ressource", "a trade that was named, a resource"],
        },
        {
            ask: [
                "Qui n’a pas parlé, et qui lui a fait de la place?",
                "Who did not speak, and who made room?",
            ],
            hint: ["le silence n’est pas un accord", "silence is not agreement"],
        },
        {
            ask: [
                "L’imprévu : qui a répondu pour la table?",
                "The event: who answered for the table?",
            ],
            hint: ["", ""],
        },
        {
            ask: ["Une phrase à rendre à la table", "A sentence to give back to the table"],
            hint: ["telle qu’elle a été dite", "as it was said"],
        },
    ],
} as const satisfies {
    note: Both;
    table: Both;
    rows: readonly { ask: Both; hint: Both }[];
};

export const SLIDES = {
    shared: ["Partager le leadership", "Sharing leadership"],
    tonight: ["Ce soir", "Tonight"],
    hour: ["L’heure", "The hour"],
} as const;
