// What the door says when somebody's joining was left unanswered.
import { pairs } from "../i18n";

export const l = pairs({
    join_left: ["Êtes-vous {name}?", "Are you {name}?"],
    join_left_text: [
        "Quelqu’un entrait sous ce nom quand la page s’est fermée.",
        "Somebody was joining under this name when the page closed.",
    ],
    join_left_yes: ["Oui, c’est moi", "Yes, that is me"],
    join_left_no: ["Non", "No"],
});
