// Of what comes one after another, what was not read yet on this phone: each is shown, the oldest
// first, however close together they came.
import { useEffect } from "preact/hooks";
import { replayed } from "../replayed";
import { remember } from "../storage";
import { cell } from "../store";
import { useMe } from "./me";

const reads = cell("reads", 0); // the page and a sheet over it show the same

/** `late`: whoever comes when some were said already is told the last one alone. */
export function useUnread(name: string, ids: string[], late = false) {
    const { code, id } = useMe();
    const key = `tablee.${name}.${code}.${id}`;
    reads.use();
    const kept = remember.load(key);
    const read = kept?.split(" ") ?? (late ? ids.slice(0, -1) : []);
    useEffect(() => {
        if (kept === null) remember.save(key, read.join(" "));
    }, []);
    const unread = ids.filter((x) => !read.includes(x));
    const done = (one: string): void => {
        remember.save(key, [...read.filter((x) => ids.includes(x)), one].join(" "));
        reads.set(reads.get() + 1);
    };
    // A replay keeps nothing, and nobody reads in it: there the last one stands for those before.
    return { one: replayed() ? unread.at(-1) : unread[0], left: unread.length, done };
}
