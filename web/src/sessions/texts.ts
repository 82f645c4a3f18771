// What the page of one's own sessions says, French then English.
import { pairs } from "../i18n";

export const s = pairs({
    title: ["Mes séances", "My sessions"],
    what: [
        "Les ateliers dont cet appareil a le lien d’animation, et ceux que vous ouvrez d’un fichier emporté.",
        "The workshops whose facilitator link is on this device, and those that you open from a file taken home.",
    ],
    none: [
        "Aucune séance sur cet appareil. Ouvrez un lien d’animation, ou un fichier emporté.",
        "No session on this device. Open a facilitator link, or a file taken home.",
    ],
    search: ["Chercher une séance", "Search for a session"],
    found_none: ["Rien de tel dans vos séances.", "Nothing of the kind in your sessions."],
    from_link: ["Atelier {code}", "Workshop {code}"],
    from_file: ["Du fichier «\u00a0{file}\u00a0»", "From the file “{file}”"],
    whole: ["fichier entier", "file whole"],
    broken: [
        "fichier changé\u00a0: ses chiffres ne sont plus sûrs",
        "file changed: its figures are no longer sure",
    ],
    unproved: [
        "ce navigateur ne peut pas prouver ce fichier",
        "this browser cannot prove this file",
    ],
    no_file: [
        "«\u00a0{file}\u00a0» n’est pas une séance emportée. D’un journal, «\u00a0tablee replay --html\u00a0» en fait une.",
        "“{file}” is no session taken home. From a log, `tablee replay --html` makes one.",
    ],
    open: ["Ouvrir des fichiers emportés", "Open files taken home"],
    compare: ["Comparer", "Compare"],
    story: ["L’histoire", "The story"],
    again: ["Rejouer ce format", "Play this format again"],
    next: ["Pour la prochaine fois", "For next time"],
    next_how: ["Gardé sur cet appareil seulement.", "Kept on this device only."],
    research: [
        {
            one: "Dossier de recherche de cette séance",
            other: "Dossier de recherche de ces {n} séances",
        },
        { one: "Research folder of this session", other: "Research folder of these {n} sessions" },
    ],
    research_hint: [
        "Une archive ZIP\u00a0: tableaux, codebook, réseaux, énoncés xAPI, carnets Python et R. Les mots y sont de qui a dit oui à la recherche, sans nom.",
        "One ZIP archive: tables, codebook, networks, xAPI statements, Python and R notebooks. Words in it are of those who said yes to research, without names.",
    ],
    side: ["Côte à côte", "Side by side"],
    side_none: [
        "Choisissez une séance ou deux\u00a0: leurs tables se lisent ici côte à côte.",
        "Choose a session or two: their tables are read here side by side.",
    ],
    caution: [
        {
            one: "{n} table. Une table ne prouve rien\u00a0: elle donne une question.",
            other: "{n} tables, pas plus. Elles n’avaient ni les mêmes personnes, ni le même jour\u00a0: un écart est une question à poser, pas une preuve, et l’ordre est celui des dates.",
        },
        {
            one: "{n} table. One table proves nothing: it gives a question.",
            other: "{n} tables, no more. They had neither the same people nor the same day: a difference is a question to ask, no proof, and the order is that of the dates.",
        },
    ],
    others: [
        "Un autre scénario ne se compare pas à celui-ci\u00a0: il est en dessous.",
        "Another scenario is not compared with this one: it stands below.",
    ],
    take_off: ["Retirer {table}", "Take {table} off"],
    put_back: ["Remettre toutes les tables", "Put all tables back"],
    row_format: ["Format", "Format"],
    format: ["{minutes} min · {places} places", "{minutes} min · {places} places"],
    row_people: ["Personnes assises", "People seated"],
    row_origin: ["D’où part le projet, qui le porte", "Where the project starts, who carries it"],
    row_fates: ["Objections", "Objections"],
    waiting: ["Le bilan n’est pas encore ouvert.", "The outcome is not open yet."],
});
