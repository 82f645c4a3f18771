// Where phones reach this server. A page opened on "localhost" must not put that in a QR code.
import { cell } from "../store";
import { remember } from "../storage";

const KEY = "tablee.where";
const ALONE = /^(localhost$|127\.|\[::1\]$)/;

/** Best first; this page's own address when that is one a phone can open. */
// `self.origin`: a page without an address of its own, as the frame of a replay, has its maker’s.
export const addresses = cell<string[]>("where", [self.origin]);
const picked = cell<string | undefined>("where.picked", remember.load(KEY) ?? undefined);
let asked = false;

async function ask(): Promise<void> {
    const body = (await (await fetch("/api/where")).json()) as { urls?: string[] };
    if (body.urls?.length) addresses.set(body.urls);
}

export function pickAddress(url: string): void {
    remember.save(KEY, url);
    picked.set(url);
}

/** The address to give to phones; asks the server once, and draws again when it has answered. */
export function useAddress(): string {
    const all = addresses.use();
    const mine = picked.use();
    if (!asked && ALONE.test(location.hostname)) {
        asked = true;
        ask().catch(() => undefined);
    }
    return (mine && all.includes(mine) ? mine : all[0]) ?? self.origin;
}
