// What is said of a table's tallies: French first, then English. Counts and sentences, no score.
import { pairs } from "../i18n";

export const o = pairs({
    title: ["Bilan de la table", "The table’s outcome"],
    intro: [
        "Des nombres, pas des notes. Rien ici ne classe les personnes, les groupes ni les tables.",
        "Counts, not marks. Nothing here ranks people, groups or tables.",
    ],
    locked: [
        "Le bilan s’ouvre quand vous avez remis vos réponses et que la table est prête.",
        "The outcome opens once you have handed in your answers and the table is ready.",
    ],
    nothing: [
        "Aucune clause adoptée : il n’y a rien à compter. C’est aussi un résultat à discuter.",
        "No clause was adopted, so there is nothing to count. That, too, is worth discussing.",
    ],
    robots: [
        "Des robots ont joué à cette table. Rien de ce qu’ils ont fait n’est compté.",
        "Robots played at this table. Nothing they did is counted.",
    ],
    absent: [
        "Groupe absent : {groups}. Ce bilan ne se compare pas à celui d’une table où tous les groupes étaient assis.",
        "Missing group: {groups}. This outcome cannot be compared with a table where every group was seated.",
    ],

    // En dix secondes : une phrase et quatre nombres, que le serveur choisit
    gist_none: ["Cette table n’a pas retenu de clause", "This table kept no clause"],
    gist_open: [
        "Pas encore d’accord\u00a0: la table laisse ses clauses ouvertes",
        "No agreement yet: the table leaves its clauses open",
    ],
    gist_wish: [
        {
            one: "Une clause proposée par {from}{beside}; personne ne la porte encore",
            other: "Un texte proposé par {from}{beside}; personne ne le porte encore",
        },
        {
            one: "A clause proposed by {from}{beside}; nobody carries it yet",
            other: "A text proposed by {from}{beside}; nobody carries it yet",
        },
    ],
    gist_part: [
        "Un texte proposé par {from}, porté en partie par {to}{beside}",
        "A text proposed by {from}, carried in part by {to}{beside}",
    ],
    gist_same: [
        {
            one: "Une clause proposée et portée par {to}{beside}",
            other: "Un texte proposé et porté par {to}{beside}",
        },
        {
            one: "A clause proposed and carried by {to}{beside}",
            other: "A text proposed and carried by {to}{beside}",
        },
    ],
    gist_passed: [
        {
            one: "Une clause proposée par {from}, portée par {to}{beside}",
            other: "Un texte proposé par {from}, porté par {to}{beside}",
        },
        {
            one: "A clause proposed by {from}, carried by {to}{beside}",
            other: "A text proposed by {from}, carried by {to}{beside}",
        },
    ],
    gist_every: ["tous les groupes", "every group"],
    gist_robots: ["des robots", "robots"],
    beside_alone: [", seul groupe à cette table", ", the only group at this table"],
    beside_helped: [", avec la main {list}", ", with a hand {list}"],
    beside_agreed: [
        { one: ", acceptée par {list}", other: ", accepté par {list}" },
        { one: ", accepted by {list}", other: ", accepted by {list}" },
    ],
    what_adopted: ["Clauses adoptées", "Clauses adopted"],
    what_hands: ["À plusieurs mains", "By several hands"],
    what_carried: ["Clauses portées", "Clauses carried"],
    what_planned: ["Avec une date", "With a date"],
    what_engaged: ["Personnes engagées", "People committed"],
    what_objections: ["Objections exprimées", "Objections raised"],
    what_groups: ["Groupes à table", "Groups at the table"],
    what_people: ["Personnes à table", "People at the table"],
    weft: ["La toile de la table", "The table’s cloth"],
    carrier: ["{name} la porte", "{name} carries it"],
    nobody_carries: ["personne ne la porte encore", "nobody carries it yet"],
    share: ["Partager en image", "Share as a picture"],
    share_say: [
        "Le titre, la phrase, les nombres et la toile, sans nom de personne.",
        "The title, the sentence, the numbers and the cloth, with nobody’s name.",
    ],
    share_failed: ["L’image n’a pas pu être faite.", "The picture could not be made."],
    numbers: ["Les nombres", "The numbers"],
    how: ["Comment c’est compté?", "How is this counted?"],
    how_formula: ["Le calcul", "The formula"],
    how_source: ["D’où cela vient", "Where it comes from"],
    how_limits: ["Ce que cela ne dit pas", "What it does not say"],
    x_of_y: ["{x} sur {y}", "{x} of {y}"],
    group_M: ["Municipalité", "Municipality"],
    group_C: ["Citoyennes et citoyens", "Citizens"],
    group_O: ["Organismes du milieu", "Organisations"],
    by_M: ["la municipalité", "the municipality"],
    by_C: ["les citoyennes et citoyens", "the citizens"],
    by_O: ["les organismes du milieu", "the local organisations"],
    of_M: ["de la municipalité", "from the municipality"],
    of_C: ["des citoyennes et citoyens", "from the citizens"],
    of_O: ["des organismes du milieu", "from the local organisations"],
    sheet_M: ["la fiche municipale", "the municipal sheet"],
    sheet_C: ["la fiche citoyenne", "the citizens’ sheet"],
    sheet_O: ["la fiche des organismes", "the organisations’ sheet"],
    scale_local: ["Locale", "Local"],
    scale_mrc: ["MRC", "MRC"],
    scale_region: ["Région", "Region"],
    scale_beyond: ["Au-delà", "Beyond"],
    at_local: ["locale", "local"],
    at_mrc: ["de la MRC", "MRC"],
    at_region: ["régionale", "regional"],
    at_beyond: ["suprarégionale", "supra-regional"],
    at_one: ["à l’échelle {list}", "at the {list} scale"],
    at_many: ["aux échelles {list}", "at the {list} scales"],
    clauses_list: [
        { one: "clause {list}", other: "clauses {list}" },
        { one: "clause {list}", other: "clauses {list}" },
    ],

    // 1. D’où part le projet, qui le porte
    origin: ["D’où part le projet, qui le porte", "Where the project starts, who carries it"],
    from_base: ["Au départ : {list}", "Started from {list}"],
    from_nowhere: [
        "La table n’a pas choisi de fiche de départ",
        "The table chose no sheet to start from",
    ],
    proposed_by: ["Clauses proposées", "Clauses proposed"],
    carried_by: ["Clauses portées", "Clauses carried"],
    carriers: ["porté par : {list}", "carried by: {list}"],
    carriers_none: ["personne ne le porte encore", "nobody carries it yet"],
    nobody: ["personne encore", "nobody yet"],
    origin_alt: [
        "Clauses adoptées, du groupe qui les a proposées au groupe qui les porte. Proposées : {from}. Portées : {to}.",
        "Adopted clauses, from the group that proposed them to the group that carries them. Proposed: {from}. Carried: {to}.",
    ],
    group_count: ["{group} {n}", "{group} {n}"],
    carried_total: [
        "Clauses adoptées que quelqu’un porte : {x} sur {y}.",
        "Adopted clauses that somebody carries: {x} of {y}.",
    ],

    pair: ["{a} : {b}", "{a}: {b}"],

    // 2. Clauses à plusieurs mains
    hands: ["Clauses à plusieurs mains", "Clauses by several hands"],
    hands_line: [
        "{x} sur {y}, dont {all} à {k} groupes",
        "{x} of {y}, {all} of them with {k} groups",
    ],
    hands_line2: ["{x} sur {y}", "{x} of {y}"],
    hands_say: [
        "Une main : proposer, amender, porter ou engager une ressource.",
        "A hand: to propose, amend, carry, or commit a resource.",
    ],
    hand_yes: ["{group} : une main", "{group}: a hand"],
    hand_no: ["{group} : pas de main", "{group}: no hand"],
    hands_one_group: [
        "Un seul groupe était assis : ce compte ne se fait pas.",
        "Only one group was seated: this is not counted.",
    ],
    still_open: ["En suspens", "Left open"],

    // 3. Objections
    objections: ["Ce que sont devenues les objections", "What became of the objections"],
    obj_none: ["Aucun désaccord exprimé", "No disagreement was voiced"],
    obj_none_say: [
        "L’harmonie et le silence se ressemblent : qu’est-ce qui n’a pas été dit?",
        "Harmony and silence look alike: what was left unsaid?",
    ],
    obj_raised: [
        { one: "{n} exprimée", other: "{n} exprimées" },
        { one: "{n} raised", other: "{n} raised" },
    ],
    obj_compromise: [
        { one: "{n} levée par un compromis", other: "{n} levées par un compromis" },
        { one: "{n} resolved by a compromise", other: "{n} resolved by a compromise" },
    ],
    obj_withdrawn: [
        { one: "{n} retirée", other: "{n} retirées" },
        { one: "{n} withdrawn", other: "{n} withdrawn" },
    ],
    obj_standing: [
        { one: "{n} en suspens", other: "{n} en suspens" },
        { one: "{n} still standing", other: "{n} still standing" },
    ],
    short_raised: [
        { one: "exprimée", other: "exprimées" },
        { one: "raised", other: "raised" },
    ],
    short_compromise: [
        { one: "compromis", other: "compromis" },
        { one: "compromise", other: "compromises" },
    ],
    short_withdrawn: [
        { one: "retirée", other: "retirées" },
        { one: "withdrawn", other: "withdrawn" },
    ],
    short_standing: [
        { one: "en suspens", other: "en suspens" },
        { one: "standing", other: "standing" },
    ],
    fate_compromise: ["Levées par un compromis", "Resolved by a compromise"],
    fate_withdrawn: ["Retirées", "Withdrawn"],
    fate_standing: ["En suspens", "Still standing"],
    where: ["Où", "Where"],
    how_many: ["Combien", "How many"],

    // 4. Échelles
    grid: ["Qui porte, à quelle échelle", "Who carries, at which scale"],
    grid_line: [
        { one: "{n} échelle : {list}", other: "{n} échelles : {list}" },
        { one: "{n} scale: {list}", other: "{n} scales: {list}" },
    ],
    grid_none: ["Aucune échelle nommée", "No scale was named"],
    grid_scale: ["Échelle", "Scale"],
    grid_say: [
        "Une marque est une clause portée. Une clause peut viser plusieurs échelles.",
        "A mark is a carried clause. A clause may aim at several scales.",
    ],

    // 5. Social et économique
    dims: ["Social et économique", "Social and economic"],
    dims_line: [
        "Social {soc} · économique {eco} · les deux {both}",
        "Social {soc} · economic {eco} · both {both}",
    ],
    dims_none: [
        "Personne n’a dit ce qui est social ou économique",
        "Nobody said what is social or economic",
    ],
    unsaid: [
        {
            one: "pour {n} clause, personne ne l’a dit",
            other: "pour {n} clauses, personne ne l’a dit",
        },
        { one: "of {n} clause, nobody said", other: "of {n} clauses, nobody said" },
    ],
    collective_line: [
        {
            one: "{n} clause adoptée sur {of} profite à d’autres que le groupe qui la propose",
            other: "{n} clauses adoptées sur {of} profitent à d’autres que le groupe qui les propose",
        },
        {
            one: "{n} adopted clause of {of} benefits others than the group that proposed it",
            other: "{n} adopted clauses of {of} benefit others than the group that proposed them",
        },
    ],
    collective_none: [
        "Personne n’a dit à qui les clauses profitent",
        "Nobody said whom the clauses benefit",
    ],
    dim_soc: ["Social", "Social"],
    dim_eco: ["Économique", "Economic"],
    dim_both: ["Les deux", "Both"],
    dims_untagged: ["Sans étiquette : {list}", "Without a tag: {list}"],

    // 6. Engagés
    engaged: ["Qui s’engage", "Who commits"],
    engaged_line: [
        { one: "{n} personne sur {y}", other: "{n} personnes sur {y}" },
        { one: "{n} person of {y}", other: "{n} people of {y}" },
    ],
    engaged_gifts: [
        {
            one: "{n} engagement sur {y} envers l’idée d’un autre groupe",
            other: "{n} engagements sur {y} envers l’idée d’un autre groupe",
        },
        {
            one: "{n} commitment of {y} to another group’s idea",
            other: "{n} commitments of {y} to another group’s idea",
        },
    ],
    engaged_no_gift: ["aucune ressource engagée", "no resource committed"],
    engaged_people: ["Personnes engagées", "People committed"],
    engaged_cross: [
        "Engagements envers l’idée d’un autre groupe",
        "Commitments to another group’s idea",
    ],

    // 7. Appui ressenti
    relied: ["Sur qui la table s’est appuyée", "On whom the table relied"],
    relied_line: [
        {
            one: "La table s’est appuyée sur {n} personne sur {y}.",
            other: "La table s’est appuyée sur {n} personnes sur {y}.",
        },
        {
            one: "The table relied on {n} person of {y}.",
            other: "The table relied on {n} people of {y}.",
        },
    ],
    relied_awaited: [
        "Ce nombre paraît quand tout le monde a répondu.",
        "This number appears when everyone has answered.",
    ],
    relied_few_people: [
        "Trop peu de personnes pour le dire sans désigner quelqu’un.",
        "Too few people to say it without pointing at somebody.",
    ],
    relied_few_raters: ["Trop peu de réponses pour le dire.", "Too few answers to say it."],
    relied_no_rating: ["Personne n’a répondu à cette question.", "Nobody answered this question."],
    relied_sealed: [
        "Les réponses de chaque personne ne sont pas dans ce journal.",
        "What each person answered is not in this log.",
    ],

    // Modèle déclaré, modèle lu
    models: ["Deux lectures du départ", "Two readings of the start"],
    model_declared: ["Ce que la table a choisi", "What the table chose"],
    model_computed: ["Ce que dit le texte adopté", "What the adopted text says"],
    model_M: ["municipal", "municipal"],
    model_C: ["citoyen", "citizen-led"],
    model_O: ["organisme", "organisation-led"],
    model_shared: ["partagé dès le départ", "shared from the start"],
    model_mixed: ["mixte", "mixed"],
    model_unsaid: ["aucune fiche choisie", "no sheet chosen"],
    model_unknown: ["pas assez de texte pour le dire", "not enough text to tell"],
    models_one: [
        "Le texte adopté dit : {computed}. Reconnaissez-vous votre table?",
        "The adopted text says: {computed}. Do you recognise your table?",
    ],
    models_agree: [
        "Les deux lectures se rejoignent. Reconnaissez-vous votre table?",
        "The two readings meet. Do you recognise your table?",
    ],
    models_differ: [
        "Vous dites « {declared} », le texte dit « {computed} ». {question}",
        "You say “{declared}”, the text says “{computed}”. {question}",
    ],
    ask_group: [
        "À quel moment l’initiative est-elle passée d’un groupe à l’autre?",
        "When did the initiative pass from one group to another?",
    ],
    ask_alone: [
        "Qu’est devenue la part des autres groupes dans le texte?",
        "What became of the other groups’ part in the text?",
    ],
    heart_hands: [
        "Le cœur de votre projet : « {text} ». Y ont mis la main : {hands}. Qu’est-ce qui l’a rendu commun?",
        "The heart of your project: “{text}”. Hands in it: {hands}. What made it common?",
    ],
    heart_alone: [
        "Le cœur de votre projet : « {text} ». Y ont mis la main : {hands}. Qui d’autre aurait pu, et qu’aurait-il fallu lui laisser?",
        "The heart of your project: “{text}”. Hands in it: {hands}. Who else could have, and what would you have had to let go of?",
    ],
    heart_open: [
        "Le cœur de votre projet, « {text} », n’est pas adopté. Qu’est-ce qui l’a retenu?",
        "The heart of your project, “{text}”, is not adopted. What held it back?",
    ],
    ask_shared: [
        "Qu’est-ce qui a ouvert la porte aux autres groupes, et qui l’a ouverte?",
        "What opened the door to the other groups, and who opened it?",
    ],
    ask_mixed: [
        "Quelles clauses viennent d’ailleurs, et qui leur a fait une place?",
        "Which clauses came from elsewhere, and who made room for them?",
    ],
    ask_none: [
        "Qu’est-ce qui a retenu la table d’en adopter davantage?",
        "What kept the table from adopting more?",
    ],

    // Les trois cas
    cases: ["Trois villages, et vous", "Three villages, and you"],
    case_nearest: ["Le plus proche", "Closest"],
    case_near: ["Parmi les plus proches", "Among the closest"],
    case_from: ["parti {list}", "started {list}"],
    case_to_same: ["porté surtout par ce même groupe", "carried mainly by that same group"],
    case_to: ["porté surtout par {list}", "carried mainly by {list}"],
    case_help: ["appuyé par {list}", "supported by {list}"],
    case_nothing: ["peu de points communs", "little in common"],
    difference: ["Différence : {list}.", "Difference: {list}."],
    differences: ["Différences : {list}.", "Differences: {list}."],
    difference_none: ["Ce codage ne montre aucune différence.", "This coding shows no difference."],
    d_from_both: [
        "l’initiative vient {ours} plutôt que {theirs}",
        "the initiative comes {ours} rather than {theirs}",
    ],
    d_from_ours: ["l’initiative vient aussi {ours}", "the initiative also comes {ours}"],
    d_from_theirs: ["l’initiative ne vient pas {theirs}", "the initiative does not come {theirs}"],
    d_to_both: [
        "porté surtout par {ours} plutôt que par {theirs}",
        "carried mainly by {ours} rather than by {theirs}",
    ],
    d_to_ours: ["porté aussi par {ours}", "also carried by {ours}"],
    d_to_theirs: ["pas porté surtout par {theirs}", "not carried mainly by {theirs}"],
    d_to_none: ["personne ne le porte encore", "nobody carries it yet"],
    d_help_ours: ["appuyé aussi par {ours}", "also supported by {ours}"],
    d_help_theirs: ["sans l’appui {theirs}", "without support {theirs}"],
    d_scale_ours: ["vous agissez aussi {ours}", "you also act {ours}"],
    d_scale_theirs: ["vous n’agissez pas {theirs}", "you do not act {theirs}"],
    cases_note: ["D’où vient ce codage?", "Where does this coding come from?"],
    cases_confirm: ["À confirmer", "To be confirmed"],
    feature_from: ["De", "From"],
    feature_to: ["Vers", "To"],
    feature_help: ["Avec l’appui de", "Helped by"],
    feature_scales: ["Échelles", "Scales"],

    // Le fil
    thread: ["Le fil du leadership", "The thread of leadership"],
    thread_say: [
        "Chaque marque est une initiative : proposer, faire accepter un amendement, porter. Le fil passe de l’une à la suivante.",
        "Each mark is an initiative: to propose, to have an amendment accepted, to carry. The thread goes from one to the next.",
    ],
    thread_none: ["Aucune initiative au journal.", "No initiative in the log."],
    thread_alt: ["Initiatives dans l’ordre : {list}.", "Initiatives in order: {list}."],
    minute: ["{n} min", "{n} min"],
    lead_propose: ["propose", "proposes"],
    lead_amend: ["amende", "amends"],
    lead_carry: ["porte", "carries"],

    // Grand écran
    cloth: ["Voici ce que la salle a tissé", "This is what the hall wove"],
    cloth_say: [
        "Dans l’ordre des tables. Plus une bande a de couleurs, plus de groupes y ont mis la main.",
        "In the order of the tables. The more colours in a band, the more groups put a hand to it.",
    ],
    not_yet: ["pas encore ouvert", "not open yet"],
    side: ["Les tables, côte à côte", "The tables, side by side"],
    side_say: [
        "Dans l’ordre des tables. Sans classement : les tables n’avaient ni les mêmes personnes ni les mêmes clauses.",
        "In the order of the tables. No ranking: tables had neither the same people nor the same clauses.",
    ],
    row_adopted: ["Clauses adoptées", "Clauses adopted"],
    row_carried: ["Clauses portées", "Clauses carried"],
    row_hands: ["À plusieurs mains", "By several hands"],
    row_objections: ["Objections exprimées", "Objections raised"],
    row_compromise: ["levées par un compromis", "resolved by a compromise"],
    row_standing: ["en suspens", "still standing"],
    row_scales: ["Échelles", "Scales"],
    row_dims: ["Social · économique · les deux", "Social · economic · both"],
    row_engaged: ["Personnes engagées", "People committed"],
    row_cross: ["Engagements vers un autre groupe", "Commitments to another group"],
    threads: ["Le fil du leadership, table par table", "The thread of leadership, by table"],
    no_outcome: [
        "Le bilan de cette table n’est pas encore ouvert.",
        "This table’s outcome is not open yet.",
    ],
    page_of: ["{n} de {of}", "{n} of {of}"],
    part_of: ["partie {n} de {of}", "part {n} of {of}"],
    previous: ["Image précédente", "Previous picture"],
    next: ["Image suivante", "Next picture"],

    // Rapport et impression
    print_go: ["Imprimer", "Print"],
    print_back: ["Retour à l’atelier", "Back to the workshop"],
    print_story: ["L’histoire de la séance", "The story of the session"],
    print_hint: [
        "Une page par table, format A4 ou lettre. Choisissez « Enregistrer en PDF » pour la garder.",
        "One page per table, A4 or Letter. Choose “Save as PDF” to keep it.",
    ],
    print_footer: [
        "Jeu de rôle sur un scénario adapté : ce bilan décrit une partie, pas un village.",
        "A role play on an adapted scenario: this describes a game, not a village.",
    ],
    report: ["Rapport de la table", "The table’s report"],
    sg_from: [
        "{list}. Clauses adoptées, proposées par : {counts}.",
        "{list}. Adopted clauses, proposed by: {counts}.",
    ],
    sg_from_none: [
        "Clauses adoptées, proposées par : {counts}.",
        "Adopted clauses, proposed by: {counts}.",
    ],
    sg_carry: ["{name} : {text}", "{name}: {text}"],
    sg_carry_due: ["{name} : {text} ({date})", "{name}: {text} ({date})"],
    sg_no_carrier: ["Personne ne porte encore : {list}.", "Nobody carries yet: {list}."],
    sg_compromise: [
        "« {text} » : une objection a été levée par une nouvelle version.",
        "“{text}”: an objection was resolved by a new version.",
    ],
    sg_waits: ["À condition : {list}.", "On condition: {list}."],
    sg_open_none: ["Rien n’est resté en suspens.", "Nothing was left open."],
    sg_and_more: [
        { one: "et {n} autre", other: "et {n} autres" },
        { one: "and {n} more", other: "and {n} more" },
    ],
});
export type OutcomeKey = Parameters<typeof o>[0];
