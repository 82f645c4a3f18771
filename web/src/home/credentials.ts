// Links that carry a credential in their fragment, and what this browser remembers of a room it made.
import { useEffect, useMemo, useState } from "preact/hooks";
import { keepLink, linkOf } from "../code";
import { keepIdentity, storedIdentity } from "../identity";
import { enter, link, request } from "../socket";
import { useDoc } from "../store";
import type { MaybeText, RoomDoc } from "../types";
import { remember } from "../storage";
import { isOver } from "../ui/over";

export interface Made {
    room: string;
    link?: string;
    token: string;
    screen?: string;
    co?: string;
    recovery?: string;
    /** of the scenario, and when it was made on this device */
    title?: MaybeText;
    at?: number;
    /** a living workshop: nothing of it is kept, here neither */
    passing?: boolean;
    /** its recovery code was noted elsewhere */
    noted?: boolean;
}

const key = (code: string): string => `tablee.made.${code}`;
export function keepMade(made: Made): void {
    keepIdentity(made.room, { token: made.token }, "f");
    if (made.screen) keepIdentity(made.room, { token: made.screen }, "s");
    keepLink(made.room, made.link);
    if (made.passing) return;
    remember.save(key(made.room), JSON.stringify(made));
}
export function madeOf(code: string): Made | undefined {
    try {
        return (JSON.parse(remember.load(key(code)) ?? "null") as Made | null) ?? undefined;
    } catch {
        return undefined;
    }
}
/** The workshops that this browser made or recovered, the last first. */
export const allMade = (): Made[] =>
    remember
        .keys(key(""))
        .flatMap((name) => madeOf(name.slice(key("").length)) ?? [])
        .sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
/** The page with all there is to keep of a workshop: it is found again on this browser. */
export const madeUrl = (code: string): string => `/?atelier=${code}`;
export const madeHere = (): Made | undefined =>
    madeOf(new URLSearchParams(location.search).get("atelier") ?? "");

/** Enters the room of this page's credential; `bad` when there is none, or it is worth nothing. */
export function useEntered(code: string, kind: "f" | "s", path: string) {
    const state = link.use();
    const me = useMemo(() => credential(code, kind, path), [code]);
    useEffect(() => {
        if (me) enter(me.code, { token: me.token }, kind);
    }, [me]);
    const room = useDoc<RoomDoc>("room");
    if (room) keepLink(room.code, room.link);
    return {
        room,
        bad: !me || state === "refused",
        elsewhere: state === "elsewhere",
        over: isOver(state) ? state : undefined,
    };
}

interface Entry {
    screen: string;
    link?: string;
}

/** The projector's token; whoever came by a facilitator's link asks for one with that link's own. */
export function useScreen(code: string): string | undefined {
    const [token, setToken] = useState(() => storedIdentity(code, "s")?.token);
    useEffect(() => {
        const mine = storedIdentity(code, "f")?.token;
        if (token || !mine) return;
        void request<Entry>("screen", { room: code, token: mine }).then((answer) => {
            if (!answer.ok) return;
            keepLink(code, answer.out.link);
            keepIdentity(code, { token: answer.out.screen }, "s");
            setToken(answer.out.screen);
        });
    }, [code, token]);
    return token;
}
/** Where people join, as it is read and said; then with what lets them in at once, for QR and links. */
export const peopleUrl = (at: string, code: string): string => `${at}/j/${code}`;
export function invitation(at: string, code: string, table = ""): string {
    const beside = [table, linkOf(code)].filter(Boolean).join(".");
    return peopleUrl(at, code) + (beside && `#${beside}`);
}
export const secretUrl = (at: string, path: string, code: string, token: string): string =>
    `${at}/${path}#${code}.${token}`;

/** The credential of this page: taken from the fragment once, then out of the address for good. */
export function credential(
    code: string,
    kind: "f" | "s" | "r",
    path: string,
): { code: string; token: string } | undefined {
    const m = /^#(\d{7})\.([\w-]+)$/.exec(location.hash);
    if (m?.[1] && m[2]) {
        keepIdentity(m[1], { token: m[2] }, kind);
        history.replaceState(null, "", `/${path}/${m[1]}`);
        return { code: m[1], token: m[2] };
    }
    const at = code || (new RegExp(`^/${path}/(\\d{7})`).exec(location.pathname)?.[1] ?? "");
    const id = at ? storedIdentity(at, kind) : undefined;
    return id && { code: at, token: id.token };
}
