// The map: pins that stand apart even where two co-operatives share a village.
import { useMemo } from "preact/hooks";
import { lang, tx } from "../i18n";
import { go } from "../way";
import type { Group } from "../types";
import { UNTOLD } from "../ui";
import type { Listed } from "./data";
import { CANADA, HEIGHT, LAKES, NEIGHBOURS, onMap, RIVERS, STATES, TOWNS, WIDTH } from "./quebec";
import { l } from "./texts";

const APART = 34; // between the centres of two pins
const ROUNDS = 60;

interface Pin {
    x: number;
    y: number;
    atX: number;
    atY: number;
}

/** Pushes pins apart, a little each round; the same places always give the same picture. */
function spread(all: Listed[]): Pin[] {
    const pins = all.map((s, i) => {
        const at = onMap(s.place.lon / 10000, s.place.lat / 10000);
        // Two pins on one point need a direction to part in.
        return { x: at.x + Math.cos(i), y: at.y + Math.sin(i), atX: at.x, atY: at.y };
    });
    for (let round = 0; round < ROUNDS; round++)
        for (const [i, a] of pins.entries())
            for (const b of pins.slice(i + 1)) {
                const far = Math.hypot(b.x - a.x, b.y - a.y) || 1;
                const push = Math.max(0, APART - far) / 2 / far;
                const dx = (b.x - a.x) * push;
                const dy = (b.y - a.y) * push;
                a.x -= dx;
                a.y -= dy;
                b.x += dx;
                b.y += dy;
            }
    return pins;
}

/** A square, a circle or a pentagon: the group's shape, as on its badge. */
const SHAPES: Record<Group, string> = {
    M: "M-14-14h28v28h-28z",
    C: "M-15 0a15 15 0 1 0 30 0a15 15 0 1 0-30 0z",
    O: "M0-18l18 13.500l-7 20.500h-22l-7-20.500z",
};

/** What a map says in words: text, where, and how it is turned. */
const WORDS = [
    ["river", 640, 172, -58],
    ["lake", 350, 148, 0],
    ["states", 640, 470, 0],
    ["brunswick", 770, 260, 0],
] as const;

function Ground() {
    return (
        <>
            <rect class="map-water" width={WIDTH} height={HEIGHT} />
            <clipPath id="map-shores">
                <path d={CANADA} />
            </clipPath>
            <path class="map-land" d={CANADA} />
            <path class="map-beyond" d={STATES} />
            <path class="map-beyond" d={NEIGHBOURS} clip-path="url(#map-shores)" />
            <path class="map-river" d={RIVERS} />
            <path class="map-lake" d={LAKES} />
            {WORDS.map(([key, x, y, turn]) => (
                <text
                    key={key}
                    class={key === "river" ? "map-word map-word-water" : "map-word"}
                    transform={`translate(${x} ${y}) rotate(${turn})`}
                >
                    {l(key)}
                </text>
            ))}
            {TOWNS.map(([name, lon, lat, stands]) => {
                const { x, y } = onMap(lon, lat);
                return (
                    <g class="map-town" key={name}>
                        <circle cx={x} cy={y} r="3" />
                        <text
                            x={x + (stands === "before" ? -7 : 7)}
                            y={y + (stands === "under" ? 20 : 5)}
                            text-anchor={stands === "before" ? "end" : "start"}
                        >
                            {name}
                        </text>
                    </g>
                );
            })}
        </>
    );
}

export function QuebecMap(p: {
    all: Listed[];
    shown: Set<string>;
    lit: string;
    onLit: (id: string) => void;
}) {
    lang.use();
    const pins = useMemo(() => spread(p.all), [p.all]);
    return (
        <figure class="map" id="carte">
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={l("map")}>
                <g aria-hidden="true">
                    <Ground />
                    {pins.map((pin, i) =>
                        p.shown.has(p.all[i]?.id ?? "") ? (
                            <path
                                key={i}
                                class="map-tie"
                                d={`M${pin.atX} ${pin.atY}L${pin.x} ${pin.y}`}
                            />
                        ) : null,
                    )}
                </g>
                {p.all.map((s, i) => {
                    const pin = pins[i];
                    if (!pin || !p.shown.has(s.id)) return null;
                    const href = `/scenarios/${s.id}`;
                    return (
                        <g
                            key={s.id}
                            transform={`translate(${pin.x.toFixed(1)} ${pin.y.toFixed(1)})`}
                        >
                            <a
                                href={href}
                                class={`map-pin map-pin-${s.model}${p.lit === s.id ? " map-lit" : ""}`}
                                aria-label={l("map_pin", {
                                    n: i + 1,
                                    title: tx(s.title),
                                    place: s.place.name,
                                })}
                                onClick={(e: MouseEvent) => {
                                    if (e.metaKey || e.ctrlKey) return;
                                    e.preventDefault();
                                    go(href);
                                }}
                                onMouseEnter={() => p.onLit(s.id)}
                                onMouseLeave={() => p.onLit("")}
                                onFocus={() => p.onLit(s.id)}
                                onBlur={() => p.onLit("")}
                            >
                                <path d={SHAPES[s.model]} />
                                <text y="6" {...UNTOLD}>
                                    {i + 1}
                                </text>
                            </a>
                        </g>
                    );
                })}
            </svg>
            <figcaption class="hint">{l("map_note")}</figcaption>
        </figure>
    );
}
