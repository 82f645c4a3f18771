// Routes. Each screen is a chunk of its own, so that a phone loads only what it shows.
import { render, type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { roomCode } from "./code";
import { lang, locale, t } from "./i18n";
import { keepFocus } from "./focus";
import { loadConsole, loadDoor, loadHall, loadPaper, loadPhone, loadReplay } from "./screens";
import { Button, Loading, Toasts, useTitle } from "./ui";
import type { ScreenProps } from "./way";

type Screen = ComponentType<ScreenProps>;
interface Route {
    match: RegExp;
    load: () => Promise<Screen>;
}
const the = (m: { default: Screen }): Screen => m.default;

const ROUTES: Route[] = [
    { match: /^\/j(?:\/(\d{7}))?\/?$/, load: () => loadPhone().then((m) => m.Join) },
    { match: /^\/p\/(\d{7})\/?$/, load: () => loadPhone().then((m) => m.Play) },
    { match: /^\/animer(?:\/(\d{7}))?\/?$/, load: () => loadConsole().then(the) },
    { match: /^\/ecran(?:\/(\d{7}))?\/?$/, load: () => loadHall().then(the) },
    { match: /^\/rejouer(?:\/(\d{7}))?\/?$/, load: () => loadReplay().then(the) },
    { match: /^srcdoc$/, load: () => import("./replay/picture").then(the) }, // the frame of a replay
    { match: /^\/imprimer\/(\d{7})\/?$/, load: () => loadPaper().then(the) },
    { match: /^/, load: () => loadDoor().then(the) },
];

/** The address as we write it: people type, copy and paste codes in many ways. */
function here(): string {
    const m = /^\/(j|p|animer|ecran|rejouer|imprimer)(?:\/(.*))?$/i.exec(location.pathname);
    if (!m?.[1]) return location.pathname;
    const code = roomCode(`/j/${m[2] ?? ""}`);
    const first = `/${m[1].toLowerCase()}`;
    const path = code ? `${first}/${code}` : first === "/j" || !m[2] ? first : location.pathname;
    if (path !== location.pathname)
        history.replaceState(null, "", path + location.search + location.hash);
    return path;
}

function Failed() {
    useTitle(t("failed_title"));
    return (
        <main class="page">
            <h1>{t("failed_title")}</h1>
            <p>{t("failed_text")}</p>
            <Button kind="primary" wide onClick={() => location.reload()}>
                {t("reload")}
            </Button>
        </main>
    );
}

function App() {
    lang.use();
    const [path, setPath] = useState(here);
    const [shown, setShown] = useState<{ screen: Screen; code: string }>();
    const [failed, setFailed] = useState(false);
    useEffect(() => {
        const moved = (): void => setPath(here());
        window.addEventListener("popstate", moved);
        return () => window.removeEventListener("popstate", moved);
    }, []);
    useEffect(() => {
        const route = ROUTES.find((r) => r.match.test(path));
        const code = route?.match.exec(path)?.[1] ?? "";
        let current = true;
        route?.load().then(
            (screen) => {
                if (current) {
                    setShown({ screen, code });
                    window.scrollTo(0, 0);
                }
            },
            () => {
                if (current) setFailed(true);
            },
        );
        return () => {
            current = false;
        };
    }, [path]);
    if (failed) return <Failed />;
    if (!shown) return <Loading alone />;
    const Shown = shown.screen;
    return (
        <>
            <Shown key={shown.code} code={shown.code} />
            <Toasts />
        </>
    );
}

document.documentElement.lang = locale();
const root = document.getElementById("app");
if (root) {
    render(<App />, root);
    keepFocus(root);
}
