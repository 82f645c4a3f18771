// How frames travel. A session (socket.ts) knows nothing more of its connection than what is here,
// so that it is the same over whatever way the network lets through.
import { steady } from "./time";
import type { By, Told, Transport } from "./told";

// Of several servers, the one that has the room: who holds another's room says whose it is (4004).
let node = "";
/** A way ended: by whose word one goes to another server, or it never opened and one asks anew. */
function turn(code: number, reason: string, open: boolean): void {
    if (code === 4004) node = reason && `/n/${encodeURIComponent(reason)}`;
    else if (!open) node = "";
}

/** The address names the room, so that a proxy can lead to whoever has it; undefined: none yet. */
export function overWebSocket(room: string | undefined, told: Told): Transport {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const query = room ? `?room=${room}` : "";
    const ws = new WebSocket(`${scheme}://${location.host}${node}/ws${query}`, "tablee.v1");
    let ours = true;
    let open = false;
    ws.onopen = () => {
        open = true;
        if (ours) told.opened();
    };
    ws.onmessage = (e) => ours && told.frame(String(e.data));
    ws.onclose = (e) => {
        turn(e.code, e.reason, open);
        if (ours) told.closed(e.code);
        ours = false;
    };
    return {
        isOpen: () => ours && ws.readyState === WebSocket.OPEN,
        send: (text) => ws.send(text),
        close: () => {
            ours = false;
            ws.close();
        },
    };
}

// A network is taken for one that lets no WebSocket through when two in a row never opened while the
// server answered a plain request: being offline is no reason to go the slower way.
const DOUBT_MS = 2500;
const BLOCKED = 2;
const KEY = "tablee.way";
let failed = 0;
let by: By | undefined;
try {
    by = (sessionStorage.getItem(KEY) as By | null) ?? undefined;
} catch {
    // each page finds out by itself
}
function keepWay(way: By | undefined): void {
    by = way;
    try {
        if (way) sessionStorage.setItem(KEY, way);
        else sessionStorage.removeItem(KEY);
    } catch {
        // see above
    }
}

async function serverAnswers(): Promise<boolean> {
    try {
        return (await fetch("/readyz", { cache: "no-store" })).ok;
    } catch {
        return false;
    }
}

/** A socket that tells whether it was let through. */
function trySocket(room: string | undefined, told: Told): Transport {
    let open = false;
    let over = false;
    const blocked = async (): Promise<void> => {
        const answers = await serverAnswers();
        if (!open) failed = answers ? failed + 1 : 0;
    };
    const end = (code: number): void => {
        window.clearTimeout(doubt);
        if (over) return;
        over = true;
        told.closed(code);
    };
    const ws = overWebSocket(room, {
        opened: () => {
            window.clearTimeout(doubt);
            open = true;
            failed = 0;
            told.opened();
        },
        frame: told.frame,
        closed: (code) => void (open ? end(code) : blocked().then(() => end(code))),
    });
    // One that is neither opened nor refused: waited for thrice as long as a plain request takes.
    const doubt = window.setTimeout(() => {
        const began = steady();
        void serverAnswers().then((answers) => {
            if (!answers || open || over) return;
            window.setTimeout(
                () => {
                    if (open || over) return;
                    failed = BLOCKED;
                    ws.close();
                    end(1006);
                },
                3 * (steady() - began),
            );
        });
    }, DOUBT_MS);
    return {
        ...ws,
        close: () => {
            window.clearTimeout(doubt);
            over = true;
            ws.close();
        },
    };
}

/** Goes the way without WebSocket, whose code is fetched where it is needed. */
function tryHttp(room: string | undefined, way: By, told: Told): Transport {
    let inner: Transport | undefined;
    let over = false;
    let open = false;
    const closed = (code: number, reason = ""): void => {
        if (over) return;
        over = true;
        if (code !== 4004 && !inner?.isOpen() && by === way) keepWay(undefined);
        turn(code, reason, open);
        told.closed(code);
    };
    const opened = (): void => {
        open = true;
        told.opened();
    };
    failed = 0;
    import("./transport_http").then(
        ({ overHttp }) => {
            if (!over) inner = overHttp(node, room, way, { ...told, opened, closed }, keepWay);
        },
        () => closed(1006),
    );
    return {
        isOpen: () => !over && !!inner?.isOpen(),
        send: (text) => inner?.send(text),
        close: () => {
            over = true;
            inner?.close();
        },
    };
}

/** The best way that this network lets through. */
export function dial(room: string | undefined, told: Told): Transport {
    const way = by ?? (failed >= BLOCKED ? "events" : undefined);
    return way ? tryHttp(room, way, told) : trySocket(room, told);
}
