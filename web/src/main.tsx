// Routes. Each screen is a chunk of its own, so that a phone loads only what it shows.
import { render, type ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { roomCode } from "./code";
import { lang, locale, t } from "./i18n";
import { keepFocus } from "./focus";
import {
    loadConsole,
    loadCouncil,
    loadDoor,
    loadHall,
    loadPaper,
    loadPhone,
    loadReplay,
    loadSessions,
} from "./screens";
import { loadTitles } from "./titles";
import { keepTranslated } from "./translated";
import { Button, LangSwitch, Toasts, useTitle } from "./ui";
import { OtherLang } from "./ui/other";
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
    { match: /^\/conseil\/(\d{7})\/?$/, load: () => loadCouncil().then(the) },
    { match: /^\/seances\/?$/, load: () => loadSessions().then(the) },
    { match: /^srcdoc$/, load: () => import("./replay/picture").then(the) }, // the frame of a replay
    { match: /^\/imprimer\/(\d{7})\/?$/, load: () => loadPaper().then(the) },
    { match: /^/, load: () => loadDoor().then(the) },
];

/** The address as we write it: people type, copy and paste codes in many ways. */
function here(): string {
    const m = /^\/(j|p|animer|ecran|rejouer|imprimer|conseil)(?:\/(.*))?$/i.exec(location.pathname);
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

/** The screen that a path opens, with the code it names. */
interface Shown {
    screen: Screen;
    code: string;
}
async function find(path: string): Promise<Shown | undefined> {
    const route = ROUTES.find((r) => r.match.test(path));
    const screen = await route?.load();
    return screen && { screen, code: route?.match.exec(path)?.[1] ?? "" };
}

function App({ first }: { first: Shown | undefined }) {
    lang.use();
    const [path, setPath] = useState(here);
    const [shown, setShown] = useState(first);
    const was = useRef(path);
    useEffect(() => {
        const moved = (): void => setPath(here());
        window.addEventListener("popstate", moved);
        return () => window.removeEventListener("popstate", moved);
    }, []);
    useEffect(() => {
        if (was.current === path) return; // the first one
        was.current = path;
        let current = true;
        const show = (next?: Shown): void => {
            if (!current) return;
            setShown(next);
            window.scrollTo(0, 0);
        };
        find(path).then(show, () => show());
        return () => {
            current = false;
        };
    }, [path]);
    if (!shown) return <Failed />;
    const Shown = shown.screen;
    return (
        <>
            <OtherLang />
            <Shown key={shown.code} code={shown.code} />
            <Toasts />
        </>
    );
}

/** Told at the door, and not by a sheet that never opens. */
function TooOld() {
    lang.use();
    useTitle(t("old_title"));
    return (
        <main class="page">
            <h1>{t("old_title")}</h1>
            <p>{t("old_text")}</p>
            <LangSwitch />
        </main>
    );
}
const canOpen = "HTMLDialogElement" in window && "showModal" in HTMLDialogElement.prototype;

/** The page's own words stand until there is a screen to show. */
async function begin(root: Element): Promise<void> {
    const first = await find(here()).catch(() => undefined);
    root.textContent = "";
    render(canOpen ? <App first={first} /> : <TooOld />, root);
    keepTranslated(root);
    keepFocus(root);
    loadTitles();
}

document.documentElement.lang = locale();
const root = document.getElementById("app");
if (root) void begin(root);
