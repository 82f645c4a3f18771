// The font of titles comes once the first screen stands: nobody waits for a look.
import font from "titles.woff2";

const QUIET_MS = 1500;

export function loadTitles(): void {
    const saver = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
    if (saver || !("FontFace" in window)) return;
    window.setTimeout(() => {
        const face = new FontFace("Tablee", `url(${new URL(font, import.meta.url).href})`);
        face.load().then(
            () => document.fonts.add(face),
            () => undefined, // the system's own is as good to read
        );
    }, QUIET_MS);
}
