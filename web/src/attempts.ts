// Questions that make a room or a person, whose answer may be lost: asked again, by the same page or
// by whoever says it was them, they never make a second one.
import { newId, request, type Answer, type Fields } from "./socket";
import { remember } from "./storage";

/** A question that makes a room or a person, asked and not answered. */
export interface Attempt {
    once: string;
    what: string;
    /** The page that asked: on a shared device the next page may be somebody else's. */
    page: string;
    fields: Fields;
}
const PAGE = newId(4);
const attemptKey = (t: string): string => `tablee.once.${t}`;
function attempted(t: string): Attempt | undefined {
    try {
        return JSON.parse(remember.load(attemptKey(t)) ?? "null") as Attempt | undefined;
    } catch {
        return undefined;
    }
}
const keepAttempt = (t: string, a: Attempt | null): void =>
    remember.save(attemptKey(t), a && JSON.stringify(a));

/** What a page that is gone asked and never heard of: for whoever says that it was them. */
export function leftOpen(t: string): Attempt | undefined {
    const left = attempted(t);
    return left && left.page !== PAGE ? left : undefined;
}
/** It was this person, or it was not: then nobody takes it up. */
export const takeUp = (t: string, left: Attempt | null): void =>
    keepAttempt(t, left && { ...left, page: PAGE });

/**
 * Asked again from the same page, or by whoever takes it up, it never makes a second one. `what`
 * tells one attempt from another, and so holds the name typed.
 */
export async function requestOnce<T>(
    t: "create" | "join",
    fields: Fields,
    what: string,
): Promise<Answer<T>> {
    const left = attempted(t);
    const same = left?.what === what && left.page === PAGE;
    const once = same ? left.once : newId(16);
    // Not what opens something: a key, another person's token.
    keepAttempt(t, {
        once,
        what,
        page: PAGE,
        fields: { ...fields, key: undefined, token: undefined },
    });
    const answer = await request<T>(t, { ...fields, once });
    keepAttempt(t, null);
    return answer;
}
