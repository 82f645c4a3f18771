// The pages nobody opens from a seat: the front door, the library of scenarios and what comes with
// it. They are told apart here, so that a participant's first load knows nothing of them.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { lang, t } from "../i18n";
import { LangSwitch, Loading, useTitle } from "../ui";
import type { PageProps } from "../way";
import Home from "./home";

type Page = ComponentType<PageProps>;
interface Way {
    match: RegExp;
    load: () => Promise<{ default: Page }>;
}

const WAYS: Way[] = [
    { match: /^\/scenarios(?:\/([a-z0-9-]+))?\/?$/, load: () => import("../library/library") },
    { match: /^\/kit\/([a-z0-9-]+)\/?$/, load: () => import("../kit/kit") },
    { match: /^\/hote\/?$/, load: () => import("../keep/host") },
    { match: /^\/confidentialite\/?$/, load: () => import("../keep/privacy") },
    { match: /^\/vivant(?:\/(\d{7}))?\/?$/, load: () => import("../living/living") },
    { match: /^\/essai\/?$/, load: () => import("../preflight/preflight") },
    { match: /^\/editer(?:\/([a-z0-9-]+))?\/?$/, load: () => import("../editor/editor") },
];

function Lost() {
    lang.use();
    useTitle(t("lost_title"));
    return (
        <main class="page">
            <header class="row row-between">
                <span class="eyebrow">{t("app")}</span>
                <LangSwitch />
            </header>
            <h1>{t("lost_title")}</h1>
            <p>{t("lost_text")}</p>
            <a class="btn btn-primary" href="/">
                {t("home")}
            </a>
        </main>
    );
}

export default function Door() {
    const [path, setPath] = useState(location.pathname);
    const [shown, setShown] = useState<{ page: Page; id: string }>();
    useEffect(() => {
        const moved = (): void => setPath(location.pathname);
        window.addEventListener("popstate", moved);
        return () => window.removeEventListener("popstate", moved);
    }, []);
    useEffect(() => {
        let current = true;
        const way = WAYS.find((w) => w.match.test(path));
        const id = way?.match.exec(path)?.[1] ?? "";
        setShown(way ? undefined : { page: path === "/" ? Home : Lost, id });
        void way?.load().then((m) => {
            if (!current) return;
            setShown({ page: m.default, id });
            window.scrollTo(0, 0);
        });
        return () => {
            current = false;
        };
    }, [path]);
    if (!shown) return <Loading alone />;
    const Shown = shown.page;
    return <Shown key={shown.id} id={shown.id} />;
}
