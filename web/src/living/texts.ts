// Texts of the living workshop's page: French, then English.
import { pairs } from "../i18n";

export const w = pairs({
    title: ["Un atelier vivant", "A living workshop"],
    lead: [
        "Trois tables négocient La Mauve devant vous, tout de suite. Des robots jouent tous les rôles, et leur nom le dit. Regardez, prenez la place de l’un d’eux, ou animez. Rien n’est gardé.",
        "Three tables negotiate La Mauve before you, right now. Robots play every part, and their names say so. Watch, take the seat of one of them, or facilitate. Nothing is kept.",
    ],
    speed: ["À quelle vitesse?", "How fast?"],
    speed_hint: [
        "L’heure est resserrée\u00a0: {SHORT}, ou moins.",
        "The hour is condensed: {SHORT}, or less.",
    ],
    speed_1: ["Comme en vrai", "As in life"],
    speed_4: ["4 fois plus vite", "4 times faster"],
    speed_10: ["10 fois plus vite", "10 times faster"],
    begin: ["Commencer", "Begin"],
    again: ["En commencer un autre", "Begin another one"],
    throttled: [
        "Un atelier vivant joue déjà depuis votre réseau. Fermez sa page, ou attendez qu’il finisse.",
        "A living workshop is already playing from your network. Close its page, or wait until it ends.",
    ],
    full: [
        "Tous les ateliers vivants de ce serveur sont pris. Réessayez dans quelques minutes.",
        "All living workshops of this server are taken. Try again in a few minutes.",
    ],
    not_allowed: ["Ce serveur n’en offre pas.", "This server offers none."],
    gone: [
        "Cet atelier vivant est fini, et il n’en reste rien.",
        "That one is over, and nothing is left of it.",
    ],
    plays: [
        "Des robots jouent, à {n} fois la vitesse; rien n’est gardé.",
        "Robots play, at {n} times the speed; nothing is kept.",
    ],
    plays_1: ["Des robots jouent; rien n’est gardé.", "Robots play; nothing is kept."],
    watch: ["Regarder la salle", "Watch the hall"],
    lead_it: ["Animer", "Facilitate"],
    sit: ["Prendre une place", "Take a seat"],
    sit_hint: [
        "Le robot qui l’occupe vous la laisse aussitôt.",
        "The robot that has it gives it up at once.",
    ],
    name: ["Votre nom", "Your name"],
    name_hint: ["Inventé, si vous voulez", "An invented one, if you like"],
    take: ["Prendre", "Take"],
    take_of: ["Prendre la place de {name}, {role}", "Take the seat of {name}, {role}"],
    you: ["Vous jouez déjà ici.", "You already play here."],
    go_on: ["Retourner à ma place", "Back to my seat"],
});
