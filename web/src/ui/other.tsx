// A page that is being translated may exist in its reader's language: then it says so itself.
import { useState } from "preact/hooks";
import { lang, setLang, t } from "../i18n";
import { translated } from "../translated";
import { Button } from "./button";

export function OtherLang() {
    const here = lang.use();
    const [closed, setClosed] = useState(false);
    if (!translated.use() || closed) return null;
    const other = here === "fr" ? "en" : "fr";
    const close = (): void => setClosed(true);
    const change = (): void => {
        close();
        setLang(other);
    };
    return (
        <aside class="page" translate={false}>
            <p lang={other}>{t("lang_offer")}</p>
            <div class="row">
                <Button lang={other} onClick={change}>
                    {t("lang_other")}
                </Button>
                <Button kind="quiet" onClick={close}>
                    {t("lang_keep")}
                </Button>
            </div>
        </aside>
    );
}
