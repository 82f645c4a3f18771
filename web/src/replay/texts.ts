// What the pages around a replay say, French then English.
import { pairs } from "../i18n";

export const r = pairs({
    title: ["Revoir l’atelier", "Watch the workshop again"],
    calm: [
        "Séance rejouée\u00a0: rien ne change dans l’atelier.",
        "A replay: nothing changes in the workshop.",
    ],
    withheld: [
        {
            one: "Sans les mots d’une personne.",
            other: "Sans les mots de {n} personnes.",
        },
        {
            one: "Without the words of one person.",
            other: "Without the words of {n} people.",
        },
    ],
    queue: [
        {
            one: "C’est presque à vous : la reprise s’en vient.",
            other: "Beaucoup de monde regarde à la fois : vous êtes au rang {n}.",
        },
        {
            one: "It is almost your turn: the replay is coming.",
            other: "Many people are watching at once: you are number {n}.",
        },
    ],
    inert: [
        "Ceci est une séance rejouée. Ce geste n’est pas envoyé.",
        "This is a replay. Nothing you do here is sent.",
    ],
    quit: ["Quitter", "Leave"],
    view: ["Point de vue", "Viewpoint"],
    view_facilitator: ["Animation", "Facilitators"],
    view_screen: ["Grand écran", "Projector"],
    view_people: ["Téléphones", "Phones"],
    picture: ["L’écran à ce moment", "The screen at that moment"],
    play: ["Jouer", "Play"],
    pause: ["Arrêter", "Stop"],
    previous: ["Décision précédente", "Previous decision"],
    next: ["Décision suivante", "Next decision"],
    bar: ["Déroulement", "Course of the session"],
    place: ["Moment de la séance", "Moment of the session"],
    at: ["{phase}, {time}, il était {hour}", "{phase}, {time}, at {hour}"],
    speed: ["Vitesse", "Speed"],
    times: ["{n}×", "{n}×"],
    skipped: ["Silence de {time} abrégé", "Silence of {time} cut short"],
    moments: ["Moments", "Moments"],
    moments_keys: [
        "Au clavier\u00a0: espace pour jouer, ← et → d’une décision à l’autre, Début et Fin; de 1 à 4, la vitesse, quand la barre a le focus. Les longs silences sont abrégés.",
        "By keyboard: space to play, ← and → from one decision to another, Home and End; 1 to 4 for the speed, when the bar has the focus. Long silences are cut short.",
    ],
    of_table: ["{table} – {what}", "{table} – {what}"],
    m_sheets: ["Les fiches sont dévoilées", "The sheets are revealed"],
    m_base: ["Base choisie\u00a0: {groups}", "Base chosen: {groups}"],
    m_proposed: ["Clause {n} proposée par {who}", "Clause {n} proposed by {who}"],
    m_amended: ["Clause {n}, nouvelle formulation", "Clause {n}, new wording"],
    m_adopted: ["Clause {n} adoptée", "Clause {n} adopted"],
    m_objected: ["{who} s’objecte à la clause {n}", "{who} objects to clause {n}"],
    m_carried: ["{who} porte la clause {n}", "{who} carries clause {n}"],
    m_inject: ["Imprévu\u00a0: {title}", "Event: {title}"],
    m_report: ["Rapport de table terminé", "Table report done"],
    quote: ["«\u00a0{text}\u00a0»", "“{text}”"],
    until: [
        "Ce journal est rompu, coupé ou forgé\u00a0: on voit ce qui en est entier, jusqu’à son enregistrement {n}.",
        "This log is broken, cut or forged: what is whole of it is shown, up to its record {n}.",
    ],
    closed_title: ["Pas encore", "Not yet"],
    closed: [
        "On peut revoir l’atelier à partir de la conclusion.",
        "The workshop can be watched again from the conclusion on.",
    ],
    stranger_title: ["Qui êtes-vous dans cet atelier?", "Who are you in this workshop?"],
    stranger_resume: ["J’ai un code de reprise", "I have a resume code"],
    stranger: [
        "Cet appareil n’a pas de place dans l’atelier. Ouvrez cette page là où vous avez joué ou animé.",
        "This device has no seat in the workshop. Open this page where you played or facilitated.",
    ],
    stale: [
        "Ouvrez l’adresse que la commande tablee replay vient d’afficher.",
        "Open the address that the command tablee replay has just printed.",
    ],
    no_consent: [
        "Cette personne n’a pas accepté le retour en groupe\u00a0: son écran n’est pas rejoué.",
        "This person has not agreed to the debrief: their screen is not replayed.",
    ],
    no_view: ["Ce point de vue n’existe pas.", "There is no such viewpoint."],
    failed: [
        "L’enregistrement ne s’est pas chargé. Réessayez.",
        "The recording did not load. Try again.",
    ],
    again: ["Réessayer", "Try again"],
    loading: ["L’enregistrement se charge…", "Loading the recording…"],
    empty: ["Rien ne s’est encore passé.", "Nothing has happened yet."],
});
