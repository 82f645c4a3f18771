// The host's page: the workshops that this server keeps, what was deleted, the register, and who
// answers for people's data.
import { useEffect, useState } from "preact/hooks";
import { keepKey } from "../home/key";
import { codeText, dateText, lang, pairs, tx } from "../i18n";
import { Button, Card, Field, LangSwitch, Loading, toast, useTitle } from "../ui";
import { ask, type Entry, type Gone, type House, type Kept } from "./ask";
import { Servers } from "./nodes";
import { Responsible } from "./privacy";

const h = pairs({
    title: ["Ateliers de ce serveur", "Workshops of this server"],
    key: ["Clé de l’hôte", "Host’s key"],
    key_hint: [
        "Elle est dans le lien que le serveur affiche à son démarrage, et dans son fichier host.key.",
        "It is in the link that the server shows when it starts, and in its file host.key.",
    ],
    key_open: ["Ouvrir", "Open"],
    key_bad: ["Ce n’est pas la clé de ce serveur.", "This is not the key of this server."],
    failed: ["Le serveur n’a pas répondu. Réessayez.", "The server did not answer. Try again."],
    count: [
        { one: "{n} atelier gardé", other: "{n} ateliers gardés" },
        { one: "{n} workshop kept", other: "{n} workshops kept" },
    ],
    keeps: [
        {
            one: "Gardés {n} jour après le dernier geste, puis supprimés.",
            other: "Gardés {n} jours après le dernier geste, puis supprimés.",
        },
        {
            one: "Kept for {n} day after the last act, then deleted.",
            other: "Kept for {n} days after the last act, then deleted.",
        },
    ],
    keeps_all: ["Gardés sans limite.", "Kept without end."],
    search: ["Chercher un titre ou un code", "Look for a title or a code"],
    none: ["Aucun atelier.", "No workshop."],
    more: ["La suite", "More"],
    opened: ["Ouvert le {date}", "Opened on {date}"],
    until: ["gardé jusqu’au {date}", "kept until {date}"],
    doomed: ["sera supprimé le {date}", "will be deleted on {date}"],
    archived: ["archivé", "archived"],
    archive: ["Archiver", "Archive"],
    archive_of: ["Archiver {title}, {code}", "Archive {title}, {code}"],
    unarchive: ["Rouvrir", "Reopen"],
    unarchive_of: ["Rouvrir {title}, {code}", "Reopen {title}, {code}"],
    doom: ["Supprimer", "Delete"],
    doom_of: ["Supprimer {title}, {code}", "Delete {title}, {code}"],
    spare: ["Ne pas supprimer", "Do not delete"],
    spare_of: ["Ne pas supprimer {title}, {code}", "Do not delete {title}, {code}"],
    doom_ask: [
        "Il sera supprimé pour de bon dans {n} jours, avec ses textes et ses noms. D’ici là, vous pouvez y renoncer.",
        "It will be deleted for good in {n} days, with its texts and names. Until then you can change your mind.",
    ],
    doom_yes: ["Supprimer dans {n} jours", "Delete in {n} days"],
    cancel: ["Annuler", "Cancel"],
    phase: ["Son heure tourne\u00a0: arrêtez-la d’abord.", "Its clock runs: stop it first."],
    copies: ["Copies", "Copies"],
    copied: [
        "Dernière copie\u00a0: {date}. Ce qui était là ce jour-là s’y trouve encore, même supprimé depuis.",
        "Last copy: {date}. What was there on that day is still in it, even if deleted since.",
    ],
    copied_none: [
        "Aucune copie connue. La commande tablee backup en fait une.",
        "No known copy. The command tablee backup makes one.",
    ],
    gone: ["Supprimés", "Deleted"],
    gone_none: ["Rien n’a été supprimé.", "Nothing was deleted."],
    why_asked: ["demandé", "asked for"],
    why_kept: ["temps de garde écoulé", "keeping time over"],
    why_host: ["par l’hôte", "by the host"],
    why_purge: ["purge par l’hôte", "purge by the host"],
    register: ["Registre", "Register"],
    register_none: ["Rien encore.", "Nothing yet."],
    print: ["Imprimer", "Print"],
    kind_log: ["journal téléchargé", "log downloaded"],
    kind_export: ["données exportées", "data exported"],
    kind_replay: ["atelier revu", "workshop watched again"],
    kind_mine: ["ses propres données", "own data"],
    kind_copy: ["copie faite", "copy made"],
    kind_restore: ["copie remise", "copy put back"],
    kind_delete: ["atelier supprimé", "workshop deleted"],
    kind_archive: ["atelier archivé", "workshop archived"],
    kind_unarchive: ["atelier rouvert", "workshop reopened"],
    kind_doom: ["suppression demandée", "deletion asked for"],
    kind_spare: ["suppression annulée", "deletion cancelled"],
    kind_incident: ["incident", "incident"],
    who_host: ["hôte", "host"],
    who_f: ["animation {n}", "facilitator {n}"],
    who_p: ["personne {n}", "person {n}"],
});
type Key = Parameters<typeof h>[0];
const KINDS = new Set(
    "log export replay mine copy restore delete archive unarchive doom spare incident".split(" "),
);

const whoText = (who: string): string => {
    const n = Number(who.slice(1));
    return who.startsWith("f") && n
        ? h("who_f", { n })
        : who.startsWith("p") && n
          ? h("who_p", { n })
          : h("who_host");
};

function Key({ bad, onKey }: { bad: boolean; onKey: () => void }) {
    const [key, setKey] = useState("");
    const [tried, setTried] = useState(bad);
    return (
        <form
            class="stack"
            onSubmit={(e) => {
                e.preventDefault();
                keepKey(key.trim());
                onKey();
            }}
        >
            <Field
                label={h("key")}
                hint={h("key_hint")}
                value={key}
                error={tried ? h("key_bad") : ""}
                onInput={(v) => {
                    setTried(false);
                    setKey(v);
                }}
            />
            <Button type="submit" kind="primary" wide>
                {h("key_open")}
            </Button>
        </form>
    );
}

function Room({ room, grace, onChange }: { room: Kept; grace: number; onChange: () => void }) {
    const [sure, setSure] = useState(false);
    const title = tx(room.look?.title);
    const named = { title, code: codeText(room.room) };
    const act = async (word: string): Promise<void> => {
        const answer = await ask(`/api/host/rooms/${room.room}/${word}`, "");
        setSure(false);
        if (answer.status !== 200)
            toast(h(answer.error === "phase" ? "phase" : "failed"), { bad: true });
        onChange();
    };
    const button = (word: "archive" | "unarchive" | "spare") => (
        <Button small onClick={() => void act(word)} aria-label={h(`${word}_of`, named)}>
            {h(word)}
        </Button>
    );
    const facts = [
        h("opened", { date: dateText(room.created) }),
        room.archived ? h("archived") : "",
        room.doomed
            ? h("doomed", { date: dateText(room.doomed) })
            : room.until
              ? h("until", { date: dateText(room.until) })
              : "",
    ];
    return (
        <li class="card stack-s">
            <div class="row row-between">
                <strong>{title}</strong>
                <span class="code" translate={false}>
                    {codeText(room.room)}
                </span>
            </div>
            <p class="soft">{facts.filter(Boolean).join(", ")}</p>
            {sure && <p>{h("doom_ask", { n: grace })}</p>}
            <div class="row">
                {sure ? (
                    <>
                        <Button small kind="danger" onClick={() => void act("doom")}>
                            {h("doom_yes", { n: grace })}
                        </Button>
                        <Button small onClick={() => setSure(false)}>
                            {h("cancel")}
                        </Button>
                    </>
                ) : (
                    <>
                        {button(room.archived ? "unarchive" : "archive")}
                        {room.doomed ? (
                            button("spare")
                        ) : (
                            <Button
                                small
                                kind="danger"
                                onClick={() => setSure(true)}
                                aria-label={h("doom_of", named)}
                            >
                                {h("doom")}
                            </Button>
                        )}
                    </>
                )}
            </div>
        </li>
    );
}

function Rooms({ grace }: { grace: number }) {
    const [words, setWords] = useState("");
    const [found, setFound] = useState<Kept[]>();
    const [next, setNext] = useState<number>();
    const read = async (below?: number): Promise<void> => {
        const where = `/api/host/rooms?q=${encodeURIComponent(words)}&below=${below ?? 0}`;
        const answer = await ask<{ rooms?: Kept[]; next?: number }>(where);
        setFound((had) => [...(below ? (had ?? []) : []), ...(answer.rooms ?? [])]);
        setNext(answer.next);
    };
    useEffect(() => {
        const soon = setTimeout(() => void read(), 200);
        return () => clearTimeout(soon);
    }, [words]);
    return (
        <section class="stack">
            <Field label={h("search")} value={words} onInput={setWords} />
            {found && !found.length && <p class="soft">{h("none")}</p>}
            <ul class="list-none stack">
                {found?.map((room) => (
                    <Room key={room.room} room={room} grace={grace} onChange={() => void read()} />
                ))}
            </ul>
            {next && <Button onClick={() => void read(next)}>{h("more")}</Button>}
        </section>
    );
}

function GoneList({ gone }: { gone: Gone[] }) {
    return (
        <Card title={h("gone")}>
            {!gone.length && <p class="soft">{h("gone_none")}</p>}
            <ul>
                {gone.map((g) => (
                    <li key={g.room + String(g.gone)}>
                        {dateText(g.gone)}, {codeText(g.room)}, {h(`why_${g.why}` as Key)}
                    </li>
                ))}
            </ul>
        </Card>
    );
}

const whatText = (what: Entry["what"]): string =>
    typeof what === "object" ? Object.values(what).join("; ") : (what ?? "");

function Register() {
    const [entries, setEntries] = useState<Entry[]>();
    useEffect(() => {
        void ask<{ entries?: Entry[] }>("/api/host/register").then((a) =>
            setEntries(a.entries ?? []),
        );
    }, []);
    return (
        <Card title={h("register")}>
            {entries && !entries.length && <p class="soft">{h("register_none")}</p>}
            <ul>
                {entries?.map((e, i) => (
                    <li key={i}>
                        {[
                            dateText(e.t),
                            KINDS.has(e.kind) ? h(`kind_${e.kind}` as Key) : e.kind,
                            whoText(e.who),
                            e.room ? codeText(String(e.room)) : "",
                            e.kind === "delete" ? "" : whatText(e.what),
                        ]
                            .filter(Boolean)
                            .join(", ")}
                    </li>
                ))}
            </ul>
            <Button onClick={() => print()}>{h("print")}</Button>
        </Card>
    );
}

export default function HostPage() {
    lang.use();
    useTitle(h("title"));
    const [house, setHouse] = useState<House & { status: number }>();
    const [tried, setTried] = useState(false);
    const read = async (): Promise<void> => setHouse(await ask<House>("/api/host"));
    useEffect(() => void read(), []);
    if (!house) return <Loading />;
    return (
        <main class="page">
            <header class="row row-between">
                <span class="eyebrow">Tablée</span>
                <LangSwitch />
            </header>
            <h1>{h("title")}</h1>
            {house.status === 0 && (
                <p class="error" role="alert">
                    {h("failed")}
                </p>
            )}
            {house.status !== 200 ? (
                <Key
                    key={String(tried)}
                    bad={tried}
                    onKey={() => {
                        setTried(true);
                        void read();
                    }}
                />
            ) : (
                <>
                    <p>
                        {h("count", { n: house.rooms })}.{" "}
                        {house.keep ? h("keeps", { n: house.keep }) : h("keeps_all")}
                    </p>
                    {house.nodes && <Servers first={house.nodes} />}
                    <Rooms grace={house.grace} />
                    <Card title={h("copies")}>
                        <p>
                            {house.copied
                                ? h("copied", { date: dateText(house.copied) })
                                : h("copied_none")}
                        </p>
                    </Card>
                    <GoneList gone={house.gone} />
                    <Register />
                    <Responsible of={house} />
                </>
            )}
        </main>
    );
}
