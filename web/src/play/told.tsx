// The frame of the game, fetched when somebody looks at it: nobody waits for it at the door.
import { t } from "../i18n";
import { part } from "./later";

const frame = part(() => import("../frame/frame"));

export function Told(q: { part: "Frame" | "NextSteps" }) {
    const Part = frame.use()?.[q.part];
    return Part ? <Part /> : <p class="soft">{t("loading")}</p>;
}
