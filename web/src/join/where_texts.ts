// Where one is, said at the door.
import { pairs } from "../i18n";

export const at = pairs({
    remote: ["Je suis à distance", "I am not in the hall"],
    trial: ["Essayer cet appareil", "Try this device"],
    remote_help: [
        "Pour écrire à votre table et suivre l’écran de la salle.",
        "To write to your table and follow the hall’s screen.",
    ],
});
