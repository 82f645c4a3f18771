// What the story says, French then English.
import { r } from "../texts";

export const h = r.and({
    story: ["L’histoire", "The story"],
    story_of: ["L’histoire de la séance", "The story of the session"],
    back: ["Revenir à l’histoire", "Back to the story"],
    saw: ["Ce que voyait…", "What they saw…"],
    saw_who: ["Ce que voyait {who}", "What {who} saw"],
    counts: ["{tables}, {people}", "{tables}, {people}"],
    n_tables: [
        { one: "{n} table", other: "{n} tables" },
        { one: "{n} table", other: "{n} tables" },
    ],
    n_people: [
        { one: "{n} personne", other: "{n} personnes" },
        { one: "{n} person", other: "{n} people" },
    ],
    retained: [
        {
            one: "Les mots d’une personne sont retenus.",
            other: "Les mots de {n} personnes sont retenus.",
        },
        { one: "One person’s words are withheld.", other: "{n} people’s words are withheld." },
    ],
    lanes: ["Les tables au fil du temps", "The tables through time"],
    all_tables: ["Toutes les tables", "All tables"],
    whole_table: ["Toute la table", "The whole table"],
    strand: ["Clause {n}", "Clause {n}"],
    words_withheld: ["mots retenus", "words withheld"],
    search: ["Chercher dans les mots", "Search the words"],
    nothing: ["Rien de tel n’a été dit.", "Nothing of the kind was said."],
    more_rows: [
        {
            one: "Et une autre\u00a0: choisissez une table, ou cherchez.",
            other: "Et {n} autres\u00a0: choisissez une table, ou cherchez.",
        },
        {
            one: "And one more: choose a table, or search.",
            other: "And {n} more: choose a table, or search.",
        },
    ],
    only_decisions: ["Décisions seulement", "Decisions only"],
    cut_silences: ["Silences abrégés", "Silences cut short"],
    initiative: ["L’initiative", "Initiative"],
    initiative_how: [
        "Une marque, un geste\u00a0: proposer, changer un texte, porter.",
        "A mark, a gesture: propose, change a wording, carry.",
    ],
    initiative_all: [
        "Combien de gestes à chaque minute, toutes les tables ensemble.",
        "How many gestures in each minute, all tables together.",
    ],
    minute_n: ["Minute {n}", "Minute {n}"],
    over_alike: [
        "L’initiative a changé de groupe {seen} fois sur {of}. Au hasard, ce serait environ {expected}\u00a0: rien à en conclure.",
        "Initiative went to another group {seen} times out of {of}. By chance it would be about {expected}: nothing to conclude.",
    ],
    over_more: [
        "L’initiative a changé de groupe {seen} fois sur {of}, plus souvent qu’au hasard\u00a0: ce serait environ {expected}.",
        "Initiative went to another group {seen} times out of {of}, more often than by chance: that would be about {expected}.",
    ],
    over_fewer: [
        "L’initiative a changé de groupe {seen} fois sur {of}, moins souvent qu’au hasard\u00a0: ce serait environ {expected}.",
        "Initiative went to another group {seen} times out of {of}, less often than by chance: that would be about {expected}.",
    ],
    over_few_acts: [
        "Trop peu de gestes pour comparer au hasard.",
        "Too few gestures to compare with chance.",
    ],
    twin: ["La même chose, en tableau", "The same, as a table"],
    twin_clause: ["Clause", "Clause"],
    twin_from: ["Proposée par", "Proposed by"],
    twin_hands: ["Autres mains", "Other hands"],
    twin_objections: ["Objections", "Objections"],
    twin_end: ["Ce qu’elle devient", "What became of it"],
    twin_initiative: ["Gestes, minute par minute", "Gestures, minute by minute"],
    raised_eased: [
        { one: "une levée par compromis", other: "{n} levées par compromis" },
        { one: "one lifted by compromise", other: "{n} lifted by compromise" },
    ],
    raised_moved: [
        { one: "une retirée", other: "{n} retirées" },
        { one: "one withdrawn", other: "{n} withdrawn" },
    ],
    raised_stand: ["{n} debout", "{n} standing"],
    none: ["–", "–"],
    end_open: ["ouverte", "open"],
    end_adopted: ["adoptée", "adopted"],
    end_parked: ["mise de côté", "set aside"],
    end_dropped: ["retirée", "taken back"],
    end_carried: ["portée par {who}", "carried by {who}"],
    end_wish: ["personne ne la porte", "nobody carries it"],
    quoted: ["«\u00a0{text}\u00a0»", "“{text}”"],
    m_note: ["Note de l’animation", "Facilitator’s note"],
    m_move_live: ["{who} peut vivre avec la clause {n}", "{who} can live with clause {n}"],
    m_move_support: ["{who} appuie la clause {n}", "{who} supports clause {n}"],
    m_move_gone: [
        "{who} n’est plus là\u00a0: l’objection à la clause {n} tombe",
        "{who} left: the objection to clause {n} falls",
    ],
    m_version: [
        "{who} change le texte de la clause {n}",
        "{who} changes the wording of clause {n}",
    ],
    m_reopen: ["Clause {n}, de nouveau en discussion", "Clause {n} is open again"],
    m_park: ["Clause {n} mise de côté", "Clause {n} set aside"],
    m_unpark: ["Clause {n} reprise", "Clause {n} taken up again"],
    m_drop: ["Clause {n} retirée", "Clause {n} taken back"],
    m_commit: [
        "{who} engage une ressource dans la clause {n}",
        "{who} commits a resource to clause {n}",
    ],
    m_uncommit: ["Ressource reprise, clause {n}", "Resource taken back, clause {n}"],
    m_uncarry: ["Personne ne porte plus la clause {n}", "Nobody carries clause {n} any more"],
    m_call: ["{who} consulte\u00a0: {title}", "{who} consults: {title}"],
    m_first_hand: [
        "Première main d’un autre groupe, clause {n}",
        "First hand of another group, clause {n}",
    ],
    m_all_hands: ["Les trois groupes dans la clause {n}", "All three groups in clause {n}"],
    m_compromise: ["Le compromis, clause {n}", "The compromise, clause {n}"],
    m_longest: [
        "La plus longue objection, clause {n}\u00a0: {time}",
        "The longest objection, clause {n}: {time}",
    ],
    m_silent: ["{time} sans un geste", "{time} without a gesture"],
    m_typist: [
        "{who} a presque tout tapé\u00a0: {x} gestes sur {y}",
        "{who} typed nearly everything: {x} gestures of {y}",
    ],
    take: ["Emporter dans un fichier", "Take it home in a file"],
    take_how: [
        "Un seul fichier, avec les bilans et les rapports. Il s’ouvre d’un double clic, sans serveur ni réseau.",
        "One single file, with outcomes and reports. It opens by a double click, without a server or a network.",
    ],
    take_failed: ["Le fichier ne s’est pas fait. Réessayez.", "The file was not made. Try again."],
    story_keys: [
        "Espace pour jouer, ← et → d’un moment à l’autre. Touchez une table pour la voir de près.",
        "Space to play, ← and → from one moment to another. Tap a table to see it closer.",
    ],
});
