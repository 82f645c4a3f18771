// What a session and the way of its frames know of each other.

/** What a way tells the session; nothing more once it told `closed` or was asked to close. */
export interface Told {
    opened: () => void;
    frame: (text: string) => void;
    /** With a close code of server/PROTOCOL.md, or any other when the way was lost. */
    closed: (code: number, reason?: string) => void;
}
export interface Transport {
    /** Frames may be sent: `opened` was told, and nothing closed it since. */
    isOpen: () => boolean;
    send: (text: string) => void;
    close: () => void;
}

/** The ways without WebSocket. */
export type By = "events" | "polls";
