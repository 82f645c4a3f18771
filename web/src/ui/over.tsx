// What every screen of a room says when there is nothing to come back to with this page.
import { t } from "../i18n";
import { Button, useTitle } from "./index";

export type Over = "gone" | "outdated" | "unreadable" | "no_scenario";
export const isOver = (state: string): state is Over =>
    ["gone", "outdated", "unreadable", "no_scenario"].includes(state);

const TEXTS = { unreadable: "no_unreadable_room", no_scenario: "no_no_scenario" } as const;

export function OverPage({ why }: { why: Over }) {
    const shut = why === "unreadable" || why === "no_scenario"; // until whoever runs the server mends it
    const title = t(shut ? "shut_title" : `${why}_title`);
    useTitle(title);
    return (
        <main class="page">
            <h1>{title}</h1>
            <p>{t(shut ? TEXTS[why] : `${why}_text`)}</p>
            {why === "gone" ? (
                <a class="btn btn-primary" href="/">
                    {t("home")}
                </a>
            ) : (
                <Button kind="primary" wide onClick={() => location.reload()}>
                    {t("reload")}
                </Button>
            )}
        </main>
    );
}
