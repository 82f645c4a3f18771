// What a municipal council is told, French then English.
import { pairs } from "../i18n";

export const c = pairs({
    council: ["Pour le conseil municipal", "For the municipal council"],
    tab: ["Conseil", "Council"],
    print: ["Imprimer, ou enregistrer en PDF", "Print, or save as PDF"],
    how: [
        "Quatre pages, format lettre. Choisissez «\u00a0Enregistrer en PDF\u00a0» pour les envoyer.",
        "Four pages, Letter. Choose “Save as PDF” to send them.",
    ],
    cover: ["Ce que des gens d’ici ont imaginé ensemble", "What local people imagined together"],
    what: [
        "Des personnes élues, des citoyennes et citoyens et des organismes ont joué la négociation d’un projet coopératif de territoire. Chaque table a écrit un texte, clause par clause; une clause n’est adoptée que si chaque groupe peut vivre avec.",
        "Elected people, citizens and organisations played the negotiation of a territorial co-operative project. Each table wrote a text, clause by clause; a clause is adopted only if each group can live with it.",
    ],
    game: [
        "C’est un jeu de rôle\u00a0: chacun défendait une carte, et rien ici ne parle d’une vraie municipalité.",
        "It is a role play: each person spoke for a card, and nothing here is about a real municipality.",
    ],
    key: ["Comment lire la toile", "How to read the cloth"],
    key_thread: [
        "Chaque clause est un fil. Il prend la couleur de chaque groupe qui y met la main.",
        "Each clause is a thread. It takes the colour of each group that puts a hand to it.",
    ],
    key_band: [
        "Une bande large\u00a0: la clause est adoptée.",
        "A broad band: the clause is adopted.",
    ],
    key_ring: [
        "Un anneau au bout\u00a0: quelqu’un la porte. Une frange\u00a0: personne encore.",
        "A ring at the end: somebody carries it. A fringe: nobody yet.",
    ],
    key_objection: [
        "Un losange\u00a0: une objection. Coché\u00a0: elle a été levée par un autre texte.",
        "A lozenge: an objection. With a check: it gave way to another wording.",
    ],
    course: ["Comment cela s’est passé", "How it happened"],
    course_how: [
        "Une ligne par table, de la première proposition à la fin. En dessous, l’initiative\u00a0: combien de gestes à chaque minute, par groupe.",
        "A line a table, from the first proposal to the end. Under them, initiative: how many gestures in each minute, by group.",
    ],
    decided: ["Ce que les tables ont adopté", "What the tables adopted"],
    carried: ["{who} la porte", "carried by {who}"],
    carried_due: ["{who} la porte, {date}", "carried by {who}, {date}"],
    wish: ["personne ne la porte encore", "nobody carries it yet"],
    rest: [
        { one: "et une autre clause adoptée", other: "et {n} autres clauses adoptées" },
        { one: "and one more adopted clause", other: "and {n} more adopted clauses" },
    ],
    none: ["Aucune clause adoptée.", "No clause adopted."],
    shared: ["Qui a proposé, qui porte", "Who proposed, who carries"],
    shared_how: [
        "Dans l’ordre des tables, sans classement\u00a0: elles n’avaient ni les mêmes personnes ni les mêmes clauses. Ce sont des nombres, pas des notes.",
        "In the order of the tables, without ranking: they had neither the same people nor the same clauses. These are counts, not marks.",
    ],
    limits: ["Ce que ces pages ne disent pas", "What these pages do not say"],
    limit_one: [
        "Une heure de jeu montre une façon de décider, pas l’avis d’une population.",
        "An hour of play shows a way of deciding, not the opinion of a population.",
    ],
    limit_two: [
        "Peu de tables\u00a0: rien ne s’y calcule en pourcentage, et rien ne s’y généralise.",
        "Few tables: nothing in it is a percentage, and nothing generalises.",
    ],
    limit_three: [
        {
            one: "Les mots d’une personne n’y sont pas\u00a0: elle ne l’a pas permis. Ses gestes comptent.",
            other: "Les mots de {n} personnes n’y sont pas\u00a0: elles ne l’ont pas permis. Leurs gestes comptent.",
        },
        {
            one: "One person’s words are not in it: they did not agree. What they did counts.",
            other: "The words of {n} people are not in it: they did not agree. What they did counts.",
        },
    ],
    sealed: [
        "Tiré du journal scellé de la séance, empreinte {mark}. Le fichier HTML du même atelier contient tout, et prouve qu’il est entier.",
        "Drawn from the session’s sealed log, fingerprint {mark}. The HTML file of the same workshop holds everything, and proves that it is whole.",
    ],
    ask: ["À se demander autour de la table du conseil", "To ask around the council’s table"],
    ask_one: [
        "Laquelle de ces clauses pourrions-nous appuyer sans la diriger?",
        "Which of these clauses could we support without leading it?",
    ],
    ask_two: [
        "Qui, chez nous, porterait celles que personne ne porte?",
        "Who, here, would carry those that nobody carries?",
    ],
    ask_three: [
        "Qu’est-ce qui manque pour que le premier pas soit fait cette année?",
        "What is missing for the first step to be taken this year?",
    ],
    page: ["{n} de 4", "{n} of 4"],
});
