// The council's file of a workshop of this server, for whoever may take it home.
import { useEffect, useState } from "preact/hooks";
import { lang, langChosen, setLang, t } from "../i18n";
import { readerOf } from "../replay/fetched";
import { r } from "../replay/texts";
import { Button, LangSwitch, refusalText, useTitle } from "../ui";
import { go, type ScreenProps } from "../way";
import { Council } from "./council";
import { c } from "./council_texts";
import { sessionFrom, type Session } from "./session";

export default function CouncilPage({ code }: ScreenProps) {
    lang.use();
    useTitle(c("council"));
    const [session, setSession] = useState<Session>();
    const [no, setNo] = useState("");
    useEffect(() => {
        const reader = readerOf(code);
        if (!reader) return setNo("bad_token");
        sessionFrom(code, reader.token).then(setSession, (error: Error) => setNo(error.message));
    }, [code]);
    const language = session?.story?.lang;
    useEffect(() => {
        if (language && !langChosen()) setLang(language, false);
    }, [language]);
    return (
        <main class="cn-main">
            <div class="cn-bar">
                <Button kind="primary" disabled={!session} onClick={() => window.print()}>
                    {c("print")}
                </Button>
                <Button onClick={() => go(`/rejouer/${code}?vue=story`)}>{t("back")}</Button>
                <LangSwitch />
                <p class="hint">{c("how")}</p>
            </div>
            {session ? (
                <Council session={session} />
            ) : (
                <h1 class="wait">
                    {no === "not_yet"
                        ? r("closed")
                        : no
                          ? refusalText({ code: no }, r("failed"))
                          : t("loading")}
                </h1>
            )}
        </main>
    );
}
