// The promises that people read, as they read them, each tried in promises.mjs. The stage
// `catalogue` fails when a text that promises is not here, or does not say this any more: whoever
// changes it looks whether the test still tries what it says.
const said = (...parts) => parts.join(" ");

export const CITED = {
    join_short: said(
        "On garde vos choix et vos mots dans le jeu; jamais de son, d’image ni de",
        "courriel.",
    ),
    join_never: "Jamais\u00a0: le son, l’image, un courriel, votre position.",
    join_kept: said(
        "Gardé\u00a0: ce que vous écrivez et choisissez dans le jeu, l’heure, et le nom que",
        "vous donnez.",
    ),
    what_text: said(
        "Le nom que vous choisissez, vos textes et vos gestes pendant l’atelier, et ce",
        "à quoi vous avez dit oui. Ni courriel, ni mot de passe, ni adresse de votre",
        "téléphone.",
    ),
    join_seen: said(
        "Vous jouez un rôle, pas votre opinion. L’animation voit votre table; vos",
        "évaluations des autres ne sont jamais montrées une à une.",
    ),
    q_private: "Vos réponses ne sont jamais montrées une à une.",
    join_optional: "Facultatif; vous jouez de la même façon.",
    join_debrief: "Mes mots peuvent être rejoués au retour en groupe",
    join_research: "Mes mots peuvent servir à la recherche, sans mon nom",
    x_replay: said(
        "La séance est gardée\u00a0: revoyez-la de votre place, décision par décision. Les",
        "autres n’y voient vos mots que si vous acceptez le retour en groupe.",
    ),
    rights_text: said(
        "De votre téléphone, à tout moment et après l’atelier aussi\u00a0: lire en un",
        "fichier tout ce qui est gardé de vous, changer vos deux accords, corriger",
        "votre nom, faire effacer vos mots et votre nom.",
    ),
    long_text: said(
        "Un atelier est gardé {n} jours après le dernier geste, ou moins si son",
        "animation le veut; puis il est supprimé pour de bon.",
    ),
    join_erase: "Vous pouvez faire effacer votre nom et vos mots, depuis votre écran.",
    x_erase_sure: said(
        "Effacer pour toujours? Les décisions de la table restent, sans votre nom ni",
        "vos mots.",
    ),
    long_all: "Les ateliers sont gardés jusqu’à ce que l’hôte ou l’animation les supprime.",
    copies: said(
        "Les copies de secours faites avant une suppression gardent ce qu’elles",
        "contenaient, jusqu’à ce que l’hôte les détruise.",
    ),
};
