// What every screen of a room says when there is nothing to come back to with this page.
import { t } from "../i18n";
import { Button, useTitle } from "./index";

export type Over = "gone" | "outdated";
export const isOver = (state: string): state is Over => state === "gone" || state === "outdated";

export function OverPage({ why }: { why: Over }) {
    useTitle(t(`${why}_title`));
    return (
        <main class="page">
            <h1>{t(`${why}_title`)}</h1>
            <p>{t(`${why}_text`)}</p>
            {why === "outdated" ? (
                <Button kind="primary" wide onClick={() => location.reload()}>
                    {t("reload")}
                </Button>
            ) : (
                <a class="btn btn-primary" href="/">
                    {t("home")}
                </a>
            )}
        </main>
    );
}
