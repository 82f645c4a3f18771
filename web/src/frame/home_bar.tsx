// Over a page that stands beside the front door: the way there, and the other language.
import { t } from "../i18n";
import { LangSwitch } from "../ui";

export function HomeBar() {
    return (
        <header class="row row-between">
            <a class="link" href="/">
                {t("home")}
            </a>
            <LangSwitch />
        </header>
    );
}
