// «Comment c’est compté?»: the formula, its source and its limits, a tap away from each figure.
import { pairs } from "../i18n";

export const how = pairs({
    formula_origin: [
        "Une clause est adoptée quand chaque groupe assis l’appuie ou peut vivre avec, et qu’aucune objection ne tient. Chaque clause adoptée compte une fois pour chaque groupe qui l’a proposée, puis une fois pour chaque groupe qui la porte. C’est la personne qui a eu l’idée qui compte, pas celle qui tient le téléphone.",
        "A clause is adopted when each seated group supports it or can live with it, and no objection stands. Each adopted clause counts once for each group that proposed it, then once for each group that carries it. What counts is whose idea it was, not who held the phone.",
    ],
    source_origin: [
        "Notre définition, d’après les diapositives du CQCM (27 mars 2014) : le développement « repose sur l’initiative d’un certain type d’acteurs », pour ensuite être partagé.",
        "Our definition, after the CQCM slides (27 March 2014): development rests on the initiative of one type of actors, to be shared afterwards.",
    ],
    limits_origin: [
        "Avec trois à six clauses, une de plus change l’image. L’origine dépend aussi de la fiche la plus facile à écrire, et le jeu demande lui-même de passer le relais.",
        "With three to six clauses, one more changes the picture. The origin also depends on which sheet was easiest to write, and the game itself asks people to hand over.",
    ],
    formula_hands: [
        "Un groupe a une main dans une clause adoptée s’il l’a proposée, si un de ses amendements a été accepté, s’il la porte ou s’il y engage une ressource. Appuyer ou s’objecter n’est pas une main. On compte les clauses où au moins deux groupes ont une main, puis celles où tous en ont une.",
        "A group has a hand in an adopted clause if it proposed it, had an amendment accepted, carries it or commits a resource to it. Supporting or objecting is not a hand. We count the clauses where at least two groups have a hand, then those where all do.",
    ],
    source_hands: [
        "Notre définition. Elle suit DeRue et Ashford (2010) : le leadership se construit à deux, quand les uns proposent et que d’autres donnent suite.",
        "Our definition. It follows DeRue and Ashford (2010): leadership is built together, when some claim it and others grant it.",
    ],
    limits_hands: [
        "Une main est une déclaration dans le jeu : elle ne dit pas qui a parlé le plus, ni qui a convaincu.",
        "A hand is a declaration in the game: it does not say who spoke most, nor who convinced.",
    ],
    formula_objections: [
        "Une objection est une personne sur une clause. Elle est levée par un compromis si son autrice ou son auteur change de position après une nouvelle version; retirée si la position change sans nouvelle version; en suspens si elle tient encore.",
        "An objection is one person on one clause. It is resolved by a compromise if that person moves after a new version; withdrawn if they move without one; standing if it still holds.",
    ],
    source_objections: [
        "Notre définition, d’après « le compromis dans l’action » des diapositives et la « coopération conflictuelle » de Lachapelle (2012) : le désaccord fait partie du partage.",
        "Our definition, after “compromise in action” in the slides and Lachapelle’s “conflictual cooperation” (2012): disagreement is part of sharing.",
    ],
    limits_objections: [
        "Un désaccord qu’on n’a pas touché à l’écran n’est pas compté. Peu d’objections ne veut pas dire accord, et beaucoup ne veut pas dire échec.",
        "A disagreement that nobody tapped is not counted. Few objections do not mean agreement, and many do not mean failure.",
    ],
    formula_grid: [
        "Pour chaque clause adoptée et portée, une marque à chaque échelle qu’elle vise, dans la colonne du groupe qui la porte. Les échelles sont celles des clauses adoptées, portées ou non.",
        "For each adopted clause that is carried, one mark at each scale it aims at, in the column of the group that carries it. Scales are those of the adopted clauses, carried or not.",
    ],
    source_grid: [
        "Notre définition, d’après les diapositives : agir à « différents niveaux », à « plusieurs échelles ».",
        "Our definition, after the slides: to act at different levels, at several scales.",
    ],
    limits_grid: [
        "L’échelle est celle que la table a cochée. Plus d’échelles n’est pas mieux : un projet peut être juste au village.",
        "The scale is the one the table ticked. More scales are not better: a project may be right for the village alone.",
    ],
    formula_dims: [
        "Clauses adoptées que la table a étiquetées sociales, économiques, ou les deux. Les clauses des deux sont comprises dans chacun des deux premiers nombres.",
        "Adopted clauses that the table tagged social, economic, or both. Clauses of both are included in each of the first two numbers.",
    ],
    source_dims: [
        "Notre définition, d’après les diapositives : un développement social et économique.",
        "Our definition, after the slides: a development both social and economic.",
    ],
    limits_dims: [
        "C’est la table qui pose les étiquettes, et elle peut encore les corriger. Elles disent une intention, pas un effet.",
        "The table sets the tags and may still correct them. They state an intention, not an effect.",
    ],
    formula_engaged: [
        "Personnes qui portent une clause adoptée ou y engagent une ressource, sur toutes les personnes qui se sont assises. Puis, parmi les ressources engagées, celles d’un groupe envers une clause qu’il n’a pas proposée. Le même geste répété ne compte qu’une fois.",
        "People who carry an adopted clause or commit a resource to it, of all who sat down. Then, of the resources committed, those of a group to a clause it did not propose. The same act repeated counts once.",
    ],
    source_engaged: [
        "Notre définition, d’après les diapositives : le leadership « oriente la mobilisation »; la solidarité, vers l’idée d’un autre.",
        "Our definition, after the slides: leadership directs mobilisation; solidarity goes to somebody else’s idea.",
    ],
    limits_engaged: [
        "S’engager dans un jeu ne coûte rien. Une personne peut avoir porté la table sans porter de clause.",
        "Committing in a game costs nothing. Somebody may have carried the table without carrying a clause.",
    ],
    formula_relied: [
        "Chaque personne a dit, avant de voir ce bilan, dans quelle mesure la table s’est appuyée sur chacune des autres (1 à {RATING_MAX}). On compte les personnes dont la moyenne reçue atteint {RELIED_ON}. Le nombre ne paraît pas sous {RATERS_FROM} personnes, ni sous {RATERS_PERCENT} % de réponses.",
        "Before seeing this, everyone said to what degree the table relied on each of the others (1 to {RATING_MAX}). We count the people whose mean received reaches {RELIED_ON}. The number is not shown under {RATERS_FROM} people, nor under {RATERS_PERCENT}% of answers.",
    ],
    source_relied: [
        "La question vient de Carson, Tesluk et Marrone (2007), dans une adaptation française non validée. Le seuil de {RELIED_ON} est une convention.",
        "The question comes from Carson, Tesluk and Marrone (2007), here in a French adaptation that has not been validated. The threshold of {RELIED_ON} is a convention.",
    ],
    limits_relied: [
        "Personne ne voit qui a coté qui, ni qui est compté. Qui parle beaucoup passe plus souvent pour leader.",
        "Nobody sees who rated whom, nor who is counted. People who talk much are more often seen as leaders.",
    ],
    formula_models: [
        "À gauche, la fiche que la table a choisie pour partir : une seule donne son modèle, deux ou trois donnent « partagé dès le départ ». À droite, les clauses adoptées (deux au moins) : un groupe en a proposé {MODEL_TOP_PERCENT} % ou plus, avec {MODEL_LEAD} d’avance sur le suivant; sinon, chaque groupe a au moins {MODEL_SHARED_PERCENT} % d’une part égale : « partagé dès le départ »; sinon : « mixte ».",
        "First, the sheet the table chose to start from: one alone gives its model, two or three give “shared from the start”. Then, the adopted clauses (two at least): one group proposed {MODEL_TOP_PERCENT}% of them or more, {MODEL_LEAD} ahead of the next; else each group has at least {MODEL_SHARED_PERCENT}% of an equal share: “shared from the start”; else: “mixed”.",
    ],
    source_models: [
        "Les quatre modèles des diapositives du CQCM. Les seuils sont nos conventions.",
        "The four models of the CQCM slides. The thresholds are our conventions.",
    ],
    limits_models: [
        "Ni l’une ni l’autre lecture n’a raison. Quand elles diffèrent, c’est une question pour la discussion.",
        "Neither reading is right. When they differ, it is a question for the discussion.",
    ],
    formula_cases: [
        "Pour la table et pour chaque cas, quatre traits : d’où vient l’initiative, qui porte surtout, qui d’autre y met la main, à quelles échelles. Le plus proche partage le plus de traits, sur ceux de l’un ou de l’autre.",
        "For the table and for each case, four features: where the initiative comes from, who mainly carries, who else has a hand, at which scales. The closest shares the most, out of those of either.",
    ],
    source_cases: [
        "Codage fait par nous d’après les diapositives du CQCM et des sources publiques. Les autrices de la recherche ne l’ont pas encore confirmé.",
        "Coded by us from the CQCM slides and public sources. The authors of the research have not confirmed it yet.",
    ],
    limits_cases: [
        "Proche ne veut pas dire bon. Un cas s’est fait en des années, votre partie en quelques minutes.",
        "Close does not mean good. A case took years, your game took minutes.",
    ],
    formula_thread: [
        "Dans l’ordre du journal : chaque clause proposée, chaque amendement accepté, chaque clause qu’une personne accepte de porter, au nom du groupe de la personne créditée.",
        "In the order of the log: each clause proposed, each amendment accepted, each clause somebody takes on, for the group of the person credited.",
    ],
    source_thread: [
        "Notre dessin, d’après Davis et Eisenhardt (2011) sur le leadership qui tourne.",
        "Our drawing, after Davis and Eisenhardt (2011) on rotating leadership.",
    ],
    limits_thread: [
        "Un fil qui bouge beaucoup peut être du hasard : avec douze initiatives, trois groupes alternent souvent sans le vouloir.",
        "A thread that moves a lot may be chance: with twelve initiatives, three groups often alternate without meaning to.",
    ],
});
export type Figure =
    | "origin"
    | "hands"
    | "objections"
    | "grid"
    | "dims"
    | "engaged"
    | "relied"
    | "models"
    | "cases"
    | "thread";
