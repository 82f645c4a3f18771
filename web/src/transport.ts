// How frames travel. A session (socket.ts) knows nothing more of its connection than what is here,
// so that it is the same over whatever way the network lets through.

/** What a way tells the session; nothing more once it told `closed` or was asked to close. */
export interface Told {
    opened: () => void;
    frame: (text: string) => void;
    /** With a close code of server/PROTOCOL.md, or any other when the way was lost. */
    closed: (code: number) => void;
}
export interface Transport {
    /** Frames may be sent: `opened` was told, and nothing closed it since. */
    isOpen: () => boolean;
    send: (text: string) => void;
    close: () => void;
}

/** The address names the room, so that a proxy can lead to whoever has it; undefined: none yet. */
export function overWebSocket(room: string | undefined, told: Told): Transport {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const query = room ? `?room=${room}` : "";
    const ws = new WebSocket(`${scheme}://${location.host}/ws${query}`, "tablee.v1");
    let ours = true;
    ws.onopen = () => ours && told.opened();
    ws.onmessage = (e) => ours && told.frame(String(e.data));
    ws.onclose = (e) => {
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
