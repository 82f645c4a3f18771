// The servers that share the workshops, as each says of itself once a second.
import { useEffect, useState } from "preact/hooks";
import { pairs } from "../i18n";
import { Card } from "../ui";
import { ask, type House, type Node } from "./ask";

const READ_MS = 2000;
const LATE_MS = 3000; // a beat each second: past this it is told
const h = pairs({
    title: ["Serveurs", "Servers"],
    hint: [
        "Ils partagent une base de données. Si l’un s’arrête, les autres reprennent ses ateliers.",
        "They share one database. If one stops, the others take over its workshops.",
    ],
    up: ["en marche", "running"],
    late: ["ne répond plus depuis {n} s", "silent for {n} s"],
    dead: ["arrêté", "stopped"],
    rooms: [
        { one: "{n} atelier en mémoire", other: "{n} ateliers en mémoire" },
        { one: "{n} workshop in memory", other: "{n} workshops in memory" },
    ],
    people: [
        { one: "{n} connexion", other: "{n} connexions" },
        { one: "{n} connection", other: "{n} connections" },
    ],
    waits: ["ce qui est écrit attend depuis {n} s", "what is written has waited for {n} s"],
    waits_none: ["rien n’attend d’être écrit", "nothing waits to be written"],
    committed: ["dernière écriture il y a {ago}", "last written {ago} ago"],
    committed_none: ["rien écrit encore", "nothing written yet"],
    seconds: ["{n} s", "{n} s"],
    minutes: ["{n} min", "{n} min"],
    hours: ["{n} h", "{n} h"],
    version: ["version {v}", "version {v}"],
});

const HOUR_S = 3600;
function agoText(ms: number): string {
    const s = Math.round(ms / 1000);
    if (s < 60) return h("seconds", { n: s });
    return s < HOUR_S
        ? h("minutes", { n: Math.round(s / 60) })
        : h("hours", { n: Math.round(s / HOUR_S) });
}

function Server({ node }: { node: Node }) {
    const late = node.seen > LATE_MS;
    const state = node.dead
        ? h("dead")
        : late
          ? h("late", { n: Math.round(node.seen / 1000) })
          : h("up");
    const facts = [
        h("rooms", { n: node.rooms }),
        h("people", { n: node.connections }),
        node.waits >= 1000 ? h("waits", { n: Math.round(node.waits / 1000) }) : h("waits_none"),
        node.committed === undefined
            ? h("committed_none")
            : h("committed", { ago: agoText(node.committed) }),
        h("version", { v: node.version }),
    ];
    return (
        <li class="stack-s">
            <div class="row row-between">
                <strong translate={false}>{node.name}</strong>
                <span role="status" class={node.dead || late ? "error" : "soft"}>
                    {state}
                </span>
            </div>
            <p class="soft">{node.dead ? facts.at(-1) : facts.join(", ")}</p>
        </li>
    );
}

export function Servers({ first }: { first: Node[] }) {
    const [nodes, setNodes] = useState(first);
    useEffect(() => {
        const again = setInterval(
            () => void ask<House>("/api/host").then((a) => a.nodes && setNodes(a.nodes)),
            READ_MS,
        );
        return () => clearInterval(again);
    }, []);
    return (
        <Card title={h("title")}>
            <p class="soft">{h("hint")}</p>
            <ul class="list-none stack">
                {nodes.map((node) => (
                    <Server key={node.name} node={node} />
                ))}
            </ul>
        </Card>
    );
}
