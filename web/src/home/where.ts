// Where phones reach this server. A page opened on "localhost" must not put that in a QR code.
import { useEffect } from "preact/hooks";
import { storedIdentity } from "../identity";
import { moves } from "../socket";
import { cell } from "../store";
import { remember } from "../storage";

const KEY = "tablee.where";
const ALONE = /^(localhost$|127\.|\[::1\]$)/;

/** Best first; this page's own address when that is one a phone can open. */
// `self.origin`: a page without an address of its own, as the frame of a replay, has its maker’s.
export const addresses = cell<string[]>("where", [self.origin]);
const picked = cell<string | undefined>("where.picked", remember.load(KEY) ?? undefined);
const alone = ALONE.test(location.hostname);
let asked = false;

async function ask(): Promise<void> {
    const body = (await (await fetch("/api/where")).json()) as { urls?: string[] };
    if (body.urls?.length) addresses.set(body.urls);
}

/** When the server moves in mid-hour, the new address is shown and `say` is told of it. */
export function useMoves(say: (url: string) => void): void {
    const n = moves.use();
    useEffect(() => {
        if (!n || !alone) return;
        const before = given();
        ask().then(
            () => given() !== before && say(given()),
            () => undefined,
        );
    }, [n]);
}

/** The same page by this computer's own name, where that is not how it was opened. */
export function hereUrl(path: string, code: string): string {
    const token = storedIdentity(code, path === "ecran" ? "s" : "f")?.token ?? "";
    const port = location.port && `:${location.port}`;
    return `${location.protocol}//localhost${port}/${path}#${code}.${token}`;
}

function given(): string {
    const all = addresses.get();
    const mine = picked.get();
    return (mine && all.includes(mine) ? mine : all[0]) ?? self.origin;
}

export function pickAddress(url: string): void {
    remember.save(KEY, url);
    picked.set(url);
}

/** The address to give to phones; asks the server once, and draws again when it has answered. */
export function useAddress(): string {
    addresses.use();
    picked.use();
    if (!asked && alone) {
        asked = true;
        ask().catch(() => undefined);
    }
    return given();
}
