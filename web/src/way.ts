// The way from one screen to another, and what a screen is told when it is opened. Screens know this
// file, and only main.tsx and the door know the screens.
import { refused } from "./replayed";

/** `code` is the room's, or empty. */
export interface ScreenProps {
    code: string;
}
/** `id` is a scenario's or a draft's, or empty. */
export interface PageProps {
    id: string;
}

/** Goes to another screen of the client without loading the page again. */
export function go(path: string, replace = false): void {
    if (refused()) return;
    if (replace) history.replaceState(null, "", path);
    else history.pushState(null, "", path);
    window.dispatchEvent(new PopStateEvent("popstate"));
}
