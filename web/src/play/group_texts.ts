// What a group reads while it works by itself: French first, then English.
import { pairs } from "../i18n";

export const g = pairs({
    group_mandate: ["Mandat du groupe", "The group’s mandate"],
    g_read_title: ["Lisez votre carte, sans parler", "Read your card, without talking"],
    g_alone_title: ["Écrivez, en silence", "Write, in silence"],
    g_alone_text: [
        "Un besoin, une idée. Personne ne les voit tant que tout le groupe n’a pas écrit.",
        "One need, one idea. Nobody sees them until the whole group has written.",
    ],
    g_need: ["Un besoin du milieu", "A need of the community"],
    g_idea: ["Une idée pour y répondre", "An idea to meet it"],
    g_idea_sent: [
        "C’est écrit. On attend le reste du groupe.",
        "Written. Waiting for the rest of the group.",
    ],
    g_written: [
        { one: "{n} sur {of} a écrit", other: "{n} sur {of} ont écrit" },
        { one: "{n} of {of} has written", other: "{n} of {of} have written" },
    ],
    g_ideas: ["Les idées du groupe", "The group’s ideas"],
    g_sheet_title: ["La fiche du groupe", "The group’s sheet"],
    g_sheet_text: [
        "Tout le groupe écrit ici; c’est enregistré à mesure. Les autres groupes ne la verront qu’à la mise en commun.",
        "The whole group writes here; it is saved as you go. Other groups see it only when you pool.",
    ],
    f_clause_hint: ["Quoi, où, pour qui", "What, where, for whom"],
    f_clause_spare: [
        "De réserve : votre table met {n} clauses par groupe au texte commun.",
        "In reserve: your table puts {n} clauses a group in the common text.",
    ],
    g_points_title: [
        "{POINTS_TOTAL} points sur vos intérêts",
        "{POINTS_TOTAL} points over your interests",
    ],
    g_points_text: [
        "Votre groupe seulement. Ce qui compte le plus reçoit le plus.",
        "Your group only. What matters most gets most.",
    ],
    g_points_left: [
        { one: "Encore {n} point à donner", other: "Encore {n} points à donner" },
        { one: "{n} point still to give", other: "{n} points still to give" },
    ],
    g_points_ok: ["{POINTS_TOTAL} points donnés.", "{POINTS_TOTAL} points given."],
    g_red: ["Notre ligne rouge", "Our red line"],
    g_red_hint: [
        "Ce que vous n’accepterez pas. Dévoilée au rapport.",
        "What you will not accept. Revealed at the report.",
    ],
    g_presenter_title: ["Qui présente votre fiche?", "Who presents your sheet?"],
    g_presenter_text: [
        "Soixante secondes, au début de la mise en commun.",
        "Sixty seconds, when pooling begins.",
    ],
});
