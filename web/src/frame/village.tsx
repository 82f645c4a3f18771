// A village with three doors from which a project may start, and the thread that leaves each of them.
import type { Group } from "../types";
import { UNTOLD } from "../ui";

const TREE = "M0 0v-22M0-112l-34 58h18l-26 36h84l-26-36h18z";
const SNOW = "M-12-60l12 10l12-10M-20-26l20 12l20-12";
/** Where each tree stands, and how large it is. */
const TREES: readonly [number, number, number][] = [
    [300, -6, 1.05],
    [356, -2, 0.7],
    [470, -2, 0.85],
    [1080, -4, 0.8],
    [1126, -2, 0.6],
    [1690, -4, 0.72],
    [1750, -8, 1.1],
];
const FURROWS = [1210, 1306, 1402, 1498, 1594, 1690];

function TownHall() {
    return (
        <g transform="translate(-175 0)">
            <path
                class="fr-ink"
                d="M200 0v-112h190v112zM190-112h210l-26-34h-158zM282-146v-56h26v56z"
            />
            <path class="fr-flag" d="M295-202v-40M297-240h44v26h-44z" />
            <path
                class="fr-light"
                d="M222-86h16v22h-16zM256-86h16v22h-16zM318-86h16v22h-16zM352-86h16v22h-16z"
            />
            <path class="fr-door" d="M280 0v-44h30v44z" />
        </g>
    );
}
function Kitchen() {
    return (
        <g transform="translate(-128 0)">
            <path
                class="fr-ink"
                d="M812-90v-76h22v76zM720 0v-82l75-51l75 51v82zM850 0v-60l48-37l48 37v60z"
            />
            <path class="fr-light" d="M748-66h16v22h-16zM782-66h16v22h-16zM874-46h14v18h-14z" />
            <path class="fr-door" d="M818 0v-52h28v52z" />
            <path class="fr-smoke" d="M823-178c-14-16 14-22 0-40s12-22 2-36" />
        </g>
    );
}
function Church() {
    return (
        <g transform="translate(-90 0)">
            <path class="fr-ink" d="M1010 0v-104l36-40l36 40v104zM1034-130l12-92l12 92z" />
            <path class="fr-stroke" d="M1046-226v-30M1036-246h20" />
            <path class="fr-light" d="M1038-60a8 8 0 0 1 16 0v24h-16z" />
        </g>
    );
}
function Works() {
    return (
        <g transform="translate(-74 0)">
            <path
                class="fr-ink"
                d="M1270 0v-96h240v96zM1260-96h260v-22h-260zM1540 0v-150a30 30 0 0 1 60 0v150z"
            />
            <path
                class="fr-light"
                d="M1290-74h26v34h-26zM1334-74h26v34h-26zM1424-74h26v34h-26zM1468-74h26v34h-26z"
            />
            <path class="fr-door" d="M1376 0v-56h32v56z" />
            <path class="fr-seam" d="M1540-100h60M1540-60h60" />
        </g>
    );
}

/** The whole village, or what stands around one of its doors. */
const AROUND: Record<Group, string> = {
    M: "0 -258 400 260",
    C: "545 -258 400 260",
    O: "1160 -258 400 260",
};
export function Village({ of }: { of?: Group }) {
    return (
        <svg
            class="fr-village"
            viewBox={of ? AROUND[of] : "0 -258 1808 261"}
            aria-hidden="true"
            focusable="false"
        >
            <circle class="fr-light" cx="1190" cy="-150" r="92" />
            <path
                class="fr-hill"
                d="M0 0V-62C180-150 330-150 520-92S880-20 1060-84S1420-190 1600-128S1760-80 1808-96V0z"
            />
            <path
                class="fr-field"
                d="M0-14C240-70 420-66 640-30S1080-24 1300-58S1640-70 1808-34V0H0z"
            />
            {FURROWS.map((x, i) => (
                <path key={x} class="fr-furrow" d={`M${x} 0q40-30 ${70 + 8 * i}-46`} />
            ))}
            {TREES.map(([x, y, scale]) => (
                <g key={x} transform={`translate(${x} ${y}) scale(${scale})`}>
                    <path class="fr-tree" d={TREE} />
                    <path class="fr-seam" d={SNOW} />
                </g>
            ))}
            <TownHall />
            <Kitchen />
            <Works />
            <Church />
            <path class="fr-stroke" d="M0 0H1808" />
        </svg>
    );
}

const SHAPES: Record<Group, string> = {
    M: "M-14-14h28v28h-28z",
    C: "M-15 0a15 15 0 1 0 30 0a15 15 0 1 0-30 0z",
    O: "M0-17l17 13l-7 19h-20l-7-19z",
};
const Mark = ({ g, x, far }: { g: Group; x: number; far?: boolean }) => (
    <g class={`fr-${g}`} transform={`translate(${x} 24)`}>
        <path d={SHAPES[g]} />
        {!far && (
            <text y="6" text-anchor="middle" {...UNTOLD}>
                {g}
            </text>
        )}
    </g>
);
const STEP = 12;
/** Begun by one, then woven by all: who starts, who joins, and who carries it in the end. Read from
    afar it has shapes and no letters. */
export function Cord({ hands, far }: { hands: readonly [Group, Group, Group]; far?: boolean }) {
    const first = hands[0];
    const at = [20, 112, 184, 268];
    const woven = Array.from({ length: 14 }, (_, i) => {
        const x = 88 + STEP * i;
        return { x, g: x < 112 ? first : hands[i % (x < 184 ? 2 : 3)] };
    });
    return (
        <svg class="fr-cord" viewBox="0 0 296 48" aria-hidden="true" focusable="false">
            <path class={`fr-${first}`} d="M20 20h68v8h-68z" />
            {woven.map(({ x, g }) => (
                <path key={x} class={`fr-${g ?? first}`} d={`M${x} 14h11l6 10l-6 10h-11l6-10z`} />
            ))}
            <path class="fr-tie" d="M84 10v28M90 10v28" />
            {hands.map((g, i) => (
                <Mark key={g} g={g} x={at[i] ?? 0} far={far} />
            ))}
            <circle class="fr-ring" cx="268" cy="24" r="21" />
            <Mark g="C" x={268} far={far} />
        </svg>
    );
}
