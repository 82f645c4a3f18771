// How large a part of the page is, as long as it stands.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export function useSize<E extends HTMLElement>() {
    const ref = useRef<E>(null);
    const [size, setSize] = useState({ width: 0, height: 0 });
    useLayoutEffect(() => {
        const el = ref.current;
        if (!el) return;
        const watch = new ResizeObserver(([now]) => {
            if (now) setSize({ width: now.contentRect.width, height: now.contentRect.height });
        });
        watch.observe(el);
        return () => watch.disconnect();
    }, []);
    return { ref, size };
}
