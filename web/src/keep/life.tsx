// The sheet of the console by which a workshop is kept for another time, archived, or deleted.
import { useState } from "preact/hooks";
import { steer } from "../console/doc";
import { dateText, pairs } from "../i18n";
import type { RoomDoc } from "../types";
import { Button, Choice, Sheet } from "../ui";

export const l = pairs({
    open: ["Garder, archiver, supprimer", "Keep, archive, delete"],
    until: [
        "Gardé jusqu’au {date}, si personne n’y fait plus rien; puis supprimé pour de bon.",
        "Kept until {date}, if nobody does anything more there; then deleted for good.",
    ],
    until_all: ["Gardé sans limite sur ce serveur.", "Kept without end on this server."],
    keep: ["Combien de temps le garder", "How long to keep it"],
    keep_hint: [
        "Compté à partir du dernier geste. Les gens le lisent à la porte.",
        "Counted from the last act. People read it at the door.",
    ],
    keep_host: ["Comme ce serveur", "As this server does"],
    days: [
        { one: "{n} jour", other: "{n} jours" },
        { one: "{n} day", other: "{n} days" },
    ],
    kept: ["Temps de garde changé", "Keeping time changed"],
    archive: ["Archiver", "Archive"],
    archive_hint: [
        "On pourra le lire et le revoir; plus rien ne changera, et son code ne laissera entrer personne. L’horloge doit être arrêtée.",
        "It can be read and watched again; nothing changes any more, and its code lets nobody in. The clock must be stopped.",
    ],
    archived: ["Atelier archivé", "Workshop archived"],
    unarchive: ["Rouvrir l’atelier archivé", "Reopen the archived workshop"],
    unarchived: ["Atelier rouvert", "Workshop reopened"],
    doom: ["Supprimer l’atelier", "Delete the workshop"],
    doom_hint: [
        "Pour de bon, dans {DOOM_DAYS}\u00a0: noms, textes, gestes et accès. D’ici là, vous pouvez y renoncer. Les copies de secours de l’hôte gardent ce qu’elles contenaient.",
        "For good, in {DOOM_DAYS}: names, texts, acts and access. Until then you can change your mind. The host’s backups keep what they held.",
    ],
    doom_yes: ["Oui, supprimer dans {DOOM_DAYS}", "Yes, delete in {DOOM_DAYS}"],
    doom_no: ["Annuler", "Cancel"],
    doomed: ["Sera supprimé le {date}.", "Will be deleted on {date}."],
    doom_done: ["Suppression demandée", "Deletion asked for"],
    spare: ["Ne pas supprimer", "Do not delete"],
    spared: ["L’atelier reste", "The workshop stays"],
});

const TIMES = [7, 30, 90, 365];

export function LifeSheet({ room, onClose }: { room: RoomDoc; onClose: () => void }) {
    const [sure, setSure] = useState(false);
    const most = room.keep_most ?? 3650;
    const times = [...new Set([...TIMES, ...(room.keep ? [room.keep] : [])])]
        .filter((n) => n <= most)
        .sort((a, b) => a - b);
    const keep = (value: string): void => {
        const fields = value === "host" ? {} : { days: Number(value) };
        void steer("keep", fields, l("kept"));
    };
    return (
        <Sheet title={l("open")} onClose={onClose}>
            <p>{room.until ? l("until", { date: dateText(room.until) }) : l("until_all")}</p>
            <Choice
                legend={l("keep")}
                value={room.keep ? String(room.keep) : "host"}
                onPick={keep}
                options={[
                    ...times.map((n) => ({ value: String(n), label: l("days", { n }) })),
                    {
                        value: "host",
                        label: room.keep_most
                            ? `${l("keep_host")} (${l("days", { n: room.keep_most })})`
                            : l("keep_host"),
                    },
                ]}
            />
            <p class="hint">{l("keep_hint")}</p>
            <p>{l("archive_hint")}</p>
            <Button
                wide
                onClick={() =>
                    void steer(
                        "archive",
                        { on: !room.archived },
                        l(room.archived ? "unarchived" : "archived"),
                    )
                }
            >
                {l(room.archived ? "unarchive" : "archive")}
            </Button>
            <p>{room.doomed ? l("doomed", { date: dateText(room.doomed) }) : l("doom_hint")}</p>
            {room.doomed ? (
                <Button wide onClick={() => void steer("doom", { on: false }, l("spared"))}>
                    {l("spare")}
                </Button>
            ) : sure ? (
                <div class="row">
                    <Button
                        kind="danger"
                        onClick={() => {
                            setSure(false);
                            void steer("doom", { on: true }, l("doom_done"));
                        }}
                    >
                        {l("doom_yes")}
                    </Button>
                    <Button onClick={() => setSure(false)}>{l("doom_no")}</Button>
                </div>
            ) : (
                <Button kind="danger" wide onClick={() => setSure(true)}>
                    {l("doom")}
                </Button>
            )}
        </Sheet>
    );
}
