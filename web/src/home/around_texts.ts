// Words of the front page under its door: how a workshop goes, and the projects there are.
import { pairs } from "../i18n";

export const a = pairs({
    sit: ["On s’assoit", "You sit down"],
    sit_text: [
        "Trois groupes d’acteurs, une carte de rôle chacun. Un téléphone suffit, même pour toute la table.",
        "Three groups of actors, a role card each. One phone is enough, even for the whole table.",
    ],
    weave: ["On tisse", "You weave"],
    weave_text: [
        "Chaque clause est un fil. Qui la propose, la change ou la porte y noue sa couleur.",
        "Each clause is a thread. Whoever proposes, changes or carries it ties in their colour.",
    ],
    look: ["On regarde", "You look back"],
    look_text: [
        "D’où le projet est parti, qui le porte, ce qui reste en suspens. Des nombres, jamais de notes.",
        "Where the project came from, who carries it, what is left open. Numbers, never grades.",
    ],
    projects: ["{n} projets vrais, à rejouer", "{n} real projects to play again"],
    projects_text: [
        "Tirés de coopératives du Québec. La forme dit qui est parti le premier.",
        "Taken from co-operatives of Québec. The shape says who started.",
    ],
    began: ["{who} · {n}", "{who} · {n}"],
    to_map: ["Voir la carte et les projets", "See the map and the projects"],
});
