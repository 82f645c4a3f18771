// The step that goes on by itself, as long as nobody looks elsewhere.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** What is followed, until the person looks at another; nobody is moved in the middle of a task. */
export function useFollowed<V>(now: V, inTask: () => boolean): [V, (to: V) => void] {
    const [at, go] = useState<V>(now);
    const was = useRef(now);
    useLayoutEffect(() => {
        if (was.current === now) return;
        const before = was.current;
        was.current = now;
        if (at === before && !inTask()) go(now);
    }, [now]);
    return [at, go];
}
