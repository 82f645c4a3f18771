// Words of the cockpit: what to say at each step, who needs somebody and what helps, the map.
import { pairs } from "../i18n";

export const c = pairs({
    speak: ["Parler à la salle", "Speak to the hall"],
    say_aloud: ["À dire", "To say"],
    step_left: ["encore {t}", "{t} left"],
    step_then: ["ensuite : {step}", "then: {step}"],
    needs: ["Qui a besoin de vous", "Who needs you"],
    to_watch: ["À garder à l’œil", "To keep an eye on"],
    nobody_waits: ["Personne ne vous attend.", "Nobody is waiting for you."],
    nobody_waits_hint: [
        "Passez une fois à chaque table, sans vous asseoir.",
        "Walk past each table once, without sitting down.",
    ],
    map: ["Les tables", "The tables"],
    since: ["depuis {t}", "for {t}"],
    open_table: ["Ouvrir la {table}", "Open {table}"],
    robots: ["Des robots aux places vides", "Robots in empty seats"],
    robots_hint: [
        "Ils écrivent et proposent; ils ne prennent pas position, ne portent rien, et ne comptent dans aucun chiffre. Qui arrive prend leur place.",
        "They write and propose; they take no stance, carry nothing, and count in no figure. Whoever comes takes their seat.",
    ],
    robots_sit: ["Asseoir\u00a0: {group}", "Seat them: {group}"],
    robots_leave: ["Renvoyer\u00a0: {group}", "Send away: {group}"],
    at_the_table: ["À table", "At the table"],
    answer_table: ["Écrire à la table", "Write to the table"],
    answer_text: ["Message à la {table}", "Message to {table}"],
    answer_sent: ["Message affiché à la {table}.", "Message shown at {table}."],
    where_hall: ["dans la salle", "in the hall"],
    where_remote: ["à distance", "remote"],
    where_mixed: ["mixte", "mixed"],
    walk_to: ["Allez à la table {n}.", "Go to table {n}."],
    write_to: ["Écrire à la table {n}", "Write to table {n}"],
    words_of: ["Mots de la table {n}", "Words of table {n}"],
    words_n: [
        { one: "{n} mot écrit", other: "{n} mots écrits" },
        { one: "{n} note written", other: "{n} notes written" },
    ],
    words_answer: ["Répondre à la table", "Answer the table"],
    words_on: ["Les gens de la table s’écrivent", "The table’s people write to each other"],
    words_on_help: [
        "D’office dès que quelqu’un y est à distance.",
        "By itself as soon as somebody there is remote.",
    ],
    place: ["Lieu\u00a0: {where}", "Place: {where}"],
    place_set: ["Où est cette table", "Where this table is"],
    place_people: ["Selon ce qu’en disent ses gens", "As its people say"],
    only_there: ["Seule cette table le verra.", "Only that table will see it."],
    and_also: ["Aussi : {list}", "Also: {list}"],

    done_of: ["{n} sur {of}", "{n} of {of}"],
    on_of: ["{n} sur {of}", "{n} of {of}"],
    no_hand: ["pas encore de main", "no hand yet"],

    tales: ["Pendant qu’on attend", "While people wait"],
    tales_hint: [
        "Leur réponse à la première question. La salle voit celles que vous y mettez, une à la fois.",
        "Their answers to the first question. The hall sees those you put there, one at a time.",
    ],
    tale_show: ["Montrer à la salle", "Show to the hall"],
    tale_hide: ["Retirer de l’écran", "Take off the screen"],
    tale_told: ["À l’écran de la salle.", "On the hall’s screen."],
    tale_off: ["Retirée de l’écran.", "Taken off the screen."],

    // what a table needs, in a few words for the list and its tile
    need_help: ["Aide", "Help"],
    need_asked: ["Nouveau texte", "New wording"],
    need_second: ["Oui attendu", "A yes awaited"],
    need_objection: ["Objection qui dure", "Lasting objection"],
    need_no_adoption: ["Rien d’adopté", "Nothing adopted"],
    need_idle: ["Rien ne bouge", "Nothing moves"],
    need_finished: ["En avance", "Early"],
    need_missing: ["Groupe absent", "Group missing"],
    need_standing: ["Objection", "Objection"],
    need_typist: ["Un seul clavier", "One keyboard"],
    need_silent: ["En retrait", "Quiet"],
    need_unanswered: ["Sans réponses", "Unanswered"],
    need_owner: ["À appeler", "To be called"],

    // the whole sentence, with who and what
    why_help: ["Cette table demande de l’aide.", "This table asks for help."],
    why_asked: [
        "{name} avait une objection à la clause {n}. Le nouveau texte attend sa réponse.",
        "{name} objected to clause {n}. The new wording waits for an answer.",
    ],
    why_second: [
        "La clause {n} est adoptée. Son nouveau texte attend le oui d’une de ces personnes : {names}",
        "Clause {n} is adopted. Its new wording waits for the yes of one of these people: {names}",
    ],
    why_objection: [
        "Une objection tient depuis longtemps, et rien ne change.",
        "An objection has stood for long, and nothing changes.",
    ],
    why_no_adoption: [
        "Rien d’adopté après {NO_ADOPTION_MS}.",
        "Nothing adopted after {NO_ADOPTION_MS}.",
    ],
    why_idle: ["Rien ne bouge depuis {IDLE_MS}.", "Nothing has moved for {IDLE_MS}."],
    why_finished: ["Tout est adopté et porté.", "All is adopted and carried."],
    why_missing: ["Groupe absent : {names}", "Missing group: {names}"],
    why_standing: ["{name} s’objecte à la clause {n}.", "{name} objects to clause {n}."],
    why_typist: [
        "Presque tout vient d’un seul appareil, au nom de {name}.",
        "Nearly everything comes from one device, as {name}’s.",
    ],
    why_silent: [
        "Sans un geste depuis plus de {SILENT_MS} : {names}",
        "No act for more than {SILENT_MS}: {names}",
    ],
    why_unanswered: [
        "Le rapport a été passé avant que tout le monde réponde. Le bilan est ouvert quand même.",
        "The report was passed over before everybody had answered. The outcome is open all the same.",
    ],
    why_owner: [
        "Personne ne joue ce rôle, et la table peut l’appeler : {names}",
        "Nobody plays this role, and the table may call it: {names}",
    ],

    // what helps, to be said as it stands
    help_help: ["Où en êtes-vous? Qu’est-ce qui vous arrête?", "Where are you? What stops you?"],
    help_asked: [
        "Le texte a changé : votre objection tient-elle encore?",
        "The wording has changed: does your objection still hold?",
    ],
    help_second: [
        "Un texte adopté pourrait changer : qui d’un autre groupe y dit oui, ou non?",
        "An adopted wording may change: who of another group says yes to it, or no?",
    ],
    help_objection: [
        "Qu’est-ce qui vous permettrait de vivre avec? Un essai de six mois, peut-être?",
        "What would let you live with it? A trial of six months, perhaps?",
    ],
    help_no_adoption: [
        "Laquelle de vos clauses est assez bonne pour être essayée?",
        "Which of your clauses is good enough to try?",
    ],
    help_idle: [
        "Quelle clause voulez-vous régler dans les deux prochaines minutes?",
        "Which clause do you want to settle in the next two minutes?",
    ],
    help_finished: [
        "Un imprévu arrive à votre table. Qu’est-ce qu’il change?",
        "An event comes to your table. What does it change?",
    ],
    help_missing: ["Qui veut porter un second chapeau?", "Who would like to wear a second hat?"],
    help_standing: [
        "Qu’est-ce qui vous permettrait de vivre avec?",
        "What would let you live with it?",
    ],
    help_typist: [
        "Qui a eu l’idée? Inscrivez son nom avant d’envoyer.",
        "Whose idea was it? Name that person before sending.",
    ],
    help_silent: ["Qui n’a pas encore proposé d’idée?", "Who has not offered an idea yet?"],
    help_unanswered: [
        "Chaque groupe peut encore noter ce qu’il a obtenu. Pour les réponses et le rapport, on revient à l’étape précédente.",
        "Each group can still mark what it got. For the answers and the report, we go back to the phase before.",
    ],
    help_owner: [
        "Qui tient ce qui vous manque? Deux appels sont permis.",
        "Who holds what you lack? Two calls are allowed.",
    ],

    // what to say at each step of the hour
    say_lobby: [
        "Bienvenue! Visez le code de votre table, et donnez le nom que vous voulez. Personne ne peut réussir seul.",
        "Welcome! Point at your table’s code, and give any name you like. Nobody can succeed alone.",
    ],
    say_situation: [
        "Voici notre village. Écoutez la situation; les cartes viennent après.",
        "This is our village. Hear the situation; the cards come next.",
    ],
    say_card: [
        "Lisez votre carte en silence. Ce qui est « pour vos yeux » reste à vous.",
        "Read your card silently. What is “for your eyes” stays yours.",
    ],
    say_table: [
        "Prenez votre rôle au sérieux et amusez-vous! En un mot, qui êtes-vous dans ce village?",
        "Take your role seriously and enjoy yourselves! In one word, who are you in this village?",
    ],
    say_read: [
        "Relisez votre carte : que voulez-vous, et que ne lâcherez-vous pas?",
        "Read your card again: what do you want, and what will you not let go?",
    ],
    say_alone: [
        "Chaque personne écrit un besoin et une idée. Sans parler, sans montrer.",
        "Each person writes one need and one idea. No talking, no showing.",
    ],
    say_sheet: [
        "Entre vous, une seule fiche : un titre, un besoin, trois clauses au plus, ce que vous apportez et ce qu’il vous faut.",
        "Among you, one sheet: a title, a need, three clauses at most, what you bring and what you lack.",
    ],
    say_points: [
        "{POINTS_TOTAL} points sur vos trois intérêts, et une ligne rouge. Cela reste entre vous.",
        "{POINTS_TOTAL} points over your three interests, and a red line. It stays among you.",
    ],
    say_presenter: [
        "Qui présente votre fiche? Une minute, sans la défendre.",
        "Who presents your sheet? One minute, without defending it.",
    ],
    say_pitch: [
        "Une minute par groupe. Les autres écoutent, sans répondre.",
        "One minute a group. The others listen, and do not answer.",
    ],
    say_base: [
        "De quelle fiche partez-vous? Une seule, ou deux réunies.",
        "Which sheet do you start from? One, or two put together.",
    ],
    say_clauses: [
        "Une clause à la fois. Qui a eu l’idée? Qu’est-ce qui vous permettrait de vivre avec?",
        "One clause at a time. Whose idea was it? What would let you live with it?",
    ],
    say_inject: [
        "Un imprévu arrive, le même à chaque table. Lisez-le à voix haute.",
        "An event comes, the same at every table. Read it aloud.",
    ],
    say_carry: [
        "Pour chaque clause : qui la porte, pour quand, et qu’engagez-vous?",
        "For each clause: who carries it, by when, and what do you commit?",
    ],
    say_final: [
        "Relisez tout le texte. Votre position finale, toutes et tous ensemble.",
        "Read the whole text again. Your final stance, all together.",
    ],
    say_questions: [
        "En silence, chaque personne répond pour soi. Personne ne voit qui a coté qui.",
        "In silence, everyone answers alone. Nobody sees who rated whom.",
    ],
    say_complete: [
        "Complétez votre rapport ensemble, et choisissez qui le lira.",
        "Complete your report together, and choose who will read it.",
    ],
    say_plenary: [
        "Une table, une voix, {SPEAK_MS}. On ne compare pas les tables.",
        "One table, one voice, {SPEAK_MS}. Tables are not compared.",
    ],
    say_out_of_role: [
        "Posez votre carte. À partir d’ici, on parle des rôles, pas des personnes.",
        "Put your card down. From here on we speak of roles, not of people.",
    ],
    say_story: [
        "Voici ce qui s’est vraiment passé, et ce que nous avons inventé.",
        "This is what really happened, and this is what we made up.",
    ],
    say_next: [
        "Dans votre milieu, qui pourrait porter la suite?",
        "In your own community, who could carry this next?",
    ],
    say_feel: [
        "Un mot par personne : comment l’avez-vous vécu?",
        "One word each: how did it feel?",
    ],
    say_happened: [
        "Que s’est-il passé? Qui a lâché quoi, et à quel moment?",
        "What happened? Who let go of what, and when?",
    ],
    say_why: [
        "Pourquoi cela s’est-il passé ainsi? Qu’est-ce qui a fait bouger la table?",
        "Why did it happen that way? What made the table move?",
    ],
    say_parallels: [
        "Où avez-vous déjà vu cela, chez vous?",
        "Where have you seen this before, at home?",
    ],
    say_keep: [
        "Que ferez-vous lundi? Une phrase, à voix haute.",
        "What will you do on Monday? One sentence, aloud.",
    ],

    // the map
    arrange: ["Ranger comme dans la salle", "Arrange as in the hall"],
    arrange_done: ["C’est rangé", "Done"],
    arrange_hint: [
        "Touchez une table, puis la place où elle est dans la salle. Ce plan reste sur cet appareil.",
        "Tap a table, then the place where it stands in the hall. This map stays on this device.",
    ],
    arrange_where: ["Où est la {table}?", "Where is {table}?"],
    arrange_take: ["Déplacer la {table}", "Move {table}"],
    arrange_put: [
        "Mettre la {table} à la rangée {row}, place {col}",
        "Put {table} in row {row}, place {col}",
    ],
    arrange_swap: ["Échanger la {a} et la {b}", "Swap {a} and {b}"],
    arrange_cols: ["Tables par rangée", "Tables in a row"],
    arrange_order: ["Remettre dans l’ordre", "Back in order"],

    // the drawer
    notebook: ["Carnet", "Notebook"],
    notebook_open: ["Notes et journal", "Notes and journal"],
    mark_now: ["Marquer {hour}", "Mark {hour}"],
    messages: ["Messages", "Messages"],
});
