// The facilitator's guide: French, then English. Each list is printed as it stands.
import type { Both } from "./say";

interface Section {
    title: Both;
    lines: readonly Both[];
}

export const BEFORE: Section = {
    title: ["Avant", "Before"],
    lines: [
        [
            "Une semaine avant : lisez la situation et les cartes de rôle. Jouez une répétition de {SHORT} avec deux collègues : le même atelier, plus court.",
            "A week before: read the situation and the role cards. Play a rehearsal of {SHORT} with two colleagues: the same workshop, shorter.",
        ],
        [
            "La veille : imprimez une série de cartes par table, les chevalets, la carte des règles pour chaque personne, et quelques fiches de papier. Gardez le lien d’animation et le code de récupération sur papier.",
            "The day before: print one set of cards per table, the tents, a rules card for each person, and a few paper sheets. Keep the facilitator link and the recovery code on paper.",
        ],
        [
            "Une heure avant : des tables de six ou sept chaises, les trois groupes mêlés. Ouvrez le grand écran et la console; entrez dans l’atelier avec votre propre téléphone, sur le réseau de la salle.",
            "An hour before: tables of six or seven chairs, the three groups mixed. Open the projector and the console; join the workshop with your own phone, on the hall’s network.",
        ],
        [
            "À l’accueil : chaque personne vise le code de sa table. Présentez le jeu en une phrase : « Personne ne peut réussir seul. » Dites ce qui est gardé, et que chaque personne peut refuser la recherche.",
            "At the door: everyone points at their table’s code. Present the game in one sentence: “Nobody can succeed alone.” Say what is recorded, and that anyone may decline research.",
        ],
    ],
};

export const DURING: Section = {
    title: ["Pendant", "During"],
    lines: [
        [
            "Présentation : lisez la situation à voix haute, lentement. Ne dites rien de l’histoire vraie ni des cartes.",
            "Presentation: read the situation aloud, slowly. Say nothing of the true story or the cards.",
        ],
        [
            "En groupe d’acteurs : passez à chaque table une fois. Si un groupe n’a qu’une personne, elle écrit seule; si un groupe manque, une personne volontaire porte un second chapeau.",
            "In actor groups: visit each table once. If a group has one person, that person writes alone; if a group is missing, a volunteer wears a second hat.",
        ],
        [
            "Mise en commun : laissez parler la table. Vos trois phrases : « Qui a eu l’idée? », « Qu’est-ce qui vous permettrait de vivre avec? », « Qui le porte, pour quand? »",
            "Pooling: let the table talk. Your three sentences: “Whose idea was it?”, “What would let you live with it?”, “Who carries it, by when?”",
        ],
        [
            "Cette étape finit à l’heure, même au milieu d’une phrase : le retour vaut plus que la clause de trop.",
            "This phase ends on time, even in mid-sentence: the debrief is worth more than one more clause.",
        ],
        [
            "Rapport : le silence d’abord, les réponses individuelles ensuite, le bilan après. Une table, une voix, {SPEAK_MS}.",
            "Report: silence first, then individual answers, then the outcome. One table, one voice, {SPEAK_MS}.",
        ],
        [
            "Ne comparez pas les tables entre elles. Ce qui reste en suspens est un résultat.",
            "Do not rank the tables. What stays unresolved is a result.",
        ],
    ],
};

export const AFTER: Section = {
    title: ["Après", "After"],
    lines: [
        [
            "Faites poser les cartes : on parle des rôles, pas des personnes.",
            "Have the cards put down: talk about the roles, not the people.",
        ],
        [
            "Trois questions, dans cet ordre : Que s’est-il passé? Qui a lâché quoi, et pourquoi? Que ferez-vous lundi?",
            "Three questions, in this order: What happened? Who let go of what, and why? What will you do on Monday?",
        ],
        [
            "Racontez l’histoire vraie, et dites ce qui est inventé. Demandez ce qui ressemble à votre milieu, et ce qui n’y ressemble pas.",
            "Tell the true story, and say what was made up. Ask what is like your own community, and what is not.",
        ],
        [
            "Terminez l’atelier dans la console, téléchargez le journal si vous en avez besoin, puis reprenez les cartes : elles resservent.",
            "End the workshop in the console, download the log if you need it, then take the cards back: they serve again.",
        ],
    ],
};

export const TROUBLE: { title: Both; rows: readonly { bad: Both; do: Both }[] } = {
    title: ["Ce qui tourne mal, et quoi faire", "What goes wrong, and what to do"],
    rows: [
        {
            bad: ["Le réseau tombe.", "The network goes down."],
            do: [
                "Mettez en pause. Ce qui est écrit est gardé et repartira tout seul. Si cela dure, continuez avec les fiches de papier : le jeu ne change pas.",
                "Pause. What was typed is kept and will leave by itself. If it lasts, go on with the paper sheets: the game does not change.",
            ],
        },
        {
            bad: ["Un téléphone est perdu ou éteint.", "A phone is lost or dead."],
            do: [
                "La personne reprend sa place avec son code de reprise, sur n’importe quel appareil; ou à deux sur le téléphone d’une autre personne.",
                "The person takes their seat back with the resume code, on any device; or two people share a phone.",
            ],
        },
        {
            bad: ["Moins de monde que prévu.", "Fewer people than planned."],
            do: [
                "Fermez une table plutôt que d’en garder deux petites. À quatre ou cinq, tout fonctionne; à trois, chaque personne est un groupe.",
                "Close a table rather than keep two small ones. With four or five everything works; with three, each person is a group.",
            ],
        },
        {
            bad: ["Quelqu’un arrive en retard.", "Somebody comes late."],
            do: [
                "Une carte, une chaise, le résumé d’une voisine ou d’un voisin. La console assoit la personne en un geste.",
                "A card, a chair, a neighbour’s summary. The console seats the person in one act.",
            ],
        },
        {
            bad: ["Une personne prend toute la place.", "One person takes over."],
            do: [
                "Demandez à la table : « Qui n’a pas encore proposé d’idée? » Donnez-lui l’imprévu à lire.",
                "Ask the table: “Who has not offered an idea yet?” Give that person the event card to read.",
            ],
        },
        {
            bad: ["La table est bloquée sur une objection.", "The table is stuck on an objection."],
            do: [
                "« Qu’est-ce qui vous permettrait de vivre avec? » Puis : un essai limité dans le temps. Puis : en suspens, et on passe à la suivante.",
                "“What would let you live with it?” Then: a trial limited in time. Then: set it aside, and on to the next.",
            ],
        },
        {
            bad: ["Tout le monde est d’accord trop vite.", "Everybody agrees too fast."],
            do: [
                "Relisez les lignes rouges. Demandez qui paie, qui porte, pour quand. Donnez un imprévu.",
                "Read the red lines again. Ask who pays, who carries, by when. Deal an event card.",
            ],
        },
        {
            bad: ["Une table finit en avance.", "A table finishes early."],
            do: [
                "Un second imprévu; puis les choix de fondation : membres, conseil, part sociale, bâtiment.",
                "A second event card; then the founding choices: members, board, shares, building.",
            ],
        },
        {
            bad: [
                "Une personne est blessée par ce qui est dit.",
                "Somebody is hurt by what is said.",
            ],
            do: [
                "Arrêtez le jeu à cette table. Les rôles sont inventés, les gens ne le sont pas. Changer de rôle ou regarder est permis.",
                "Stop the game at that table. The roles are invented, the people are not. Changing roles or watching is allowed.",
            ],
        },
        {
            bad: ["Vous perdez votre appareil.", "You lose your device."],
            do: [
                "Ouvrez votre lien d’animation ailleurs, ou entrez le code de récupération à l’accueil. L’atelier ne s’est pas arrêté.",
                "Open your facilitator link elsewhere, or enter the recovery code on the home page. The workshop has not stopped.",
            ],
        },
    ],
};

export const WORDS = {
    guide: ["Guide d’animation", "Facilitator’s guide"],
    seats: ["Qui est assis, et qui l’on peut appeler", "Who is seated, and who can be called"],
    seats_note: [
        "Un rôle que personne ne joue n’a pas de main : la table peut l’appeler, parmi ses deux appels, et il prête ce qui est sur sa carte.",
        "A role that nobody plays has no hand: the table may call it, among its two calls, and it lends what is on its card.",
    ],
    table_of: ["À une table de {n}", "At a table of {n}"],
    to_call: [". À appeler : {list}", ". To be called: {list}"],
    whole_from: ["dès {n} personnes", "from {n} people"],
    whole_large: ["grandes tables", "large tables"],
    knots: ["Ce qui s’oppose dans les cartes", "What pulls apart in the cards"],
    trades: ["Des échanges possibles", "Possible trades"],
    trades_note: [
        "Que la table trouvera, ou non. Ne les soufflez pas.",
        "The table will find them, or not. Do not whisper them.",
    ],
    injects: ["Les imprévus", "The event cards"],
    experts: ["Les personnes-ressources", "Resource people"],
    story: ["La vraie histoire, pour la fin", "The true story, for the end"],
    unseated: ["Si personne ne joue ce rôle : {text}", "If nobody plays that role: {text}"],
    fiction: ["Ce qui est inventé", "What was made up"],
    clock: ["L’horloge", "The clock"],
    situation: ["À lire à voix haute", "To read aloud"],
    at: ["à la minute {n}", "at minute {n}"],
    by_hand: ["à la main", "by hand"],
} as const satisfies Record<string, Both>;
