// Words of the first question, which come with it.
import { pairs } from "../i18n";

export const z = pairs({
    title: ["En attendant", "While you wait"],
    question: [
        "Une fois où votre village, votre quartier ou votre groupe s’est entendu?",
        "A time when your village, your neighbourhood or your group came to agree?",
    ],
    label: ["Racontez en une phrase", "Tell it in one sentence"],
    who_reads: [
        "L’animation la lit, et peut la montrer à la salle avec votre nom.",
        "Facilitators read it, and may show it to the hall with your name.",
    ],
    send: ["Raconter", "Tell it"],
    told: ["Votre phrase est à l’écran de la salle.", "Your sentence is on the hall’s screen."],
    take_back: ["Retirer ma phrase", "Take my sentence back"],
});
