// Where one is, said at the door.
import { pairs } from "../i18n";

export const at = pairs({
    remote: ["Je suis à distance", "I am not in the hall"],
    remote_help: [
        "Votre table et vous pourrez vous écrire.",
        "You and your table can write to each other.",
    ],
});
