// A QR code as SVG, dark on white whatever the theme: cameras expect it.
import { correction, generate } from "lean-qr/nano";
import { useMemo } from "preact/hooks";

function path(url: string): { d: string; size: number } {
    const code = generate(url, { minCorrectionLevel: correction.M });
    let d = "";
    for (let y = 0; y < code.size; y++) {
        for (let x = 0; x < code.size; x++) if (code.get(x, y)) d += `M${x} ${y}h1v1h-1z`;
    }
    return { d, size: code.size };
}

export function Qr(p: { url: string; label: string }) {
    const { d, size } = useMemo(() => path(p.url), [p.url]);
    return (
        <svg
            class="qr"
            viewBox={`-4 -4 ${size + 8} ${size + 8}`}
            role="img"
            aria-label={p.label}
            shape-rendering="crispEdges"
        >
            <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" />
            <path d={d} fill="#000" />
        </svg>
    );
}
