// What the phone says at the end of the hour: its part of the texts, loaded with those screens.
import { pairs } from "../i18n";

export const z = pairs({
    q_title: ["D’abord, vos réponses à vous", "First, your own answers"],
    rep: ["Rapport", "Report"],
    q_private: [
        "Vos réponses ne sont jamais montrées une à une.",
        "Your answers are never shown one by one.",
    ],
    q1_scale: ["1 pas du tout – 5 énormément", "1 not at all – 5 to a very great extent"],
    q1_none: ["Je ne peux pas dire", "Can’t say"],
    q2_hint: ["Deux noms au plus", "Two names at most"],
    q3_no_one: ["personne", "no one"],
    q3_one_person: ["une personne", "one person"],
    q3_one_group: ["un groupe", "one group"],
    q3_two_groups: ["deux groupes", "two groups"],
    q3_all_groups: ["les trois groupes", "all three"],
    q4_hint: ["1 pas du tout – 5 tout à fait", "1 not at all – 5 completely"],
    q5_what: ["Quoi?", "What?"],
    q_send: ["Remettre mes réponses", "Hand in my answers"],
    q_done: [
        "Réponses remises. {n} sur {of} à votre table.",
        "Answers handed in. {n} of {of} at your table.",
    ],
    q_left: [
        { one: "Il reste {n} réponse à donner.", other: "Il reste {n} réponses à donner." },
        { one: "{n} answer is still to be given.", other: "{n} answers are still to be given." },
    ],
    rep_title: ["Le rapport de la table", "The table’s report"],
    rep_text: [
        "Rempli d’après ce que vous avez décidé. Corrigez-le ensemble.",
        "Filled in from what you decided. Correct it together.",
    ],
    rep_text_first: [
        "Il se remplira de ce que vous avez décidé quand toute la table aura répondu.",
        "It will fill in with what you decided when the whole table has answered.",
    ],
    rf_title: ["Titre", "Title"],
    rf_from: ["Parti de…", "Started from…"],
    rf_carried: ["Porté par…", "Carried by…"],
    rf_scales: ["Échelles", "Scales"],
    rf_compromise: ["Un compromis dont la table est fière", "A compromise the table is proud of"],
    rf_open: ["Ce qui reste en suspens", "What stays unresolved"],
    rf_closest: ["Le cas le plus proche, et la différence", "The closest case, and the difference"],
    rf_own: ["Une phrase à nous", "One sentence of our own"],
    rep_voice: ["Qui parle à la salle?", "Who speaks to the hall?"],
    rep_voice_is: ["{name} présentera le rapport.", "{name} will present the report."],
    rep_done: ["Le rapport est prêt", "The report is ready"],
    rep_undone: ["Le rouvrir", "Reopen it"],
    rep_print: ["Imprimer le rapport", "Print the report"],
    rep_is_done: ["Rapport prêt pour la salle.", "Report ready for the hall."],
    met_title: [
        "Le projet répond-il aux intérêts de votre groupe?",
        "Does the project meet your group’s interests?",
    ],
    met_left: [
        {
            one: "Encore {n} intérêt à marquer, pour tout le groupe.",
            other: "Encore {n} intérêts à marquer, pour tout le groupe.",
        },
        {
            one: "{n} more interest to mark, for the whole group.",
            other: "{n} more interests to mark, for the whole group.",
        },
    ],
    met_kept: ["C’est noté pour votre groupe.", "Noted for your group."],
    gave_up: ["Ce à quoi notre groupe a renoncé", "What our group gave up"],
    gave_up_hint: [
        "Une ligne, à tout le groupe. La table la lira à la conclusion, avec vos points et vos réponses ci-dessus.",
        "One line, of the whole group. The table will read it in the conclusion, with your points and your answers above.",
    ],
    met_0: ["Non", "Not met"],
    met_1: ["En partie", "Partly"],
    met_2: ["Oui", "Met"],
    red_revealed: ["Les lignes rouges, dévoilées", "The red lines, revealed"],
    out: ["Bilan", "Outcome"],
    x_text: [
        "Déposez votre carte. Vous redevenez vous-même.",
        "Put your card down. You are yourself again.",
    ],
    x_sources: ["D’où vient cette histoire", "Where this story comes from"],
    x_fiction: ["Ce qui est inventé dans le jeu", "What the game made up"],
    x_story: ["Ce qui s’est vraiment passé", "What really happened"],
    x_thanks: ["Merci d’avoir joué.", "Thank you for playing."],
    x_replay: [
        "La séance est gardée : revoyez-la de votre place, décision par décision. Les autres n’y voient vos mots que si vous acceptez le retour en groupe.",
        "The session is kept: watch it again from your seat, decision by decision. Others see your words in it only if you agree to the debrief.",
    ],
    x_replay_go: ["Revoir l’atelier", "Watch the workshop again"],
    x_data: ["Mes données", "My data"],
    x_erase: ["Effacer mon nom et mes mots", "Erase my name and my words"],
    x_erase_sure: [
        "Effacer pour toujours? Les décisions de la table restent, sans votre nom ni vos mots.",
        "Erase for ever? The table’s decisions stay, without your name or your words.",
    ],
    q1: [
        "Dans le jeu, dans quelle mesure votre table s’est-elle appuyée sur cette personne pour exercer un leadership?",
        "In the game, to what degree did your table rely on this person for leadership?",
    ],
    q2: [
        "Qui a fait avancer une idée qui ne venait pas de son groupe?",
        "Who moved forward an idea that did not come from their own group?",
    ],
    q3: [
        "À notre table, le leadership a été porté par :",
        "At our table leadership was carried by:",
    ],
    q4: ["J’ai pu influencer le texte final", "I was able to influence the final text"],
    q5: [
        "Mon groupe a renoncé à quelque chose d’important.",
        "My group gave up something important.",
    ],
    x_title: ["Sortez de votre rôle", "Leave your role"],
    q6: [
        "Dans votre milieu, qui pourrait porter la suite — et que devriez-vous lui laisser?",
        "In your own community, who could carry this next — and what would you have to let go of?",
    ],
});
