// What the server allows to whoever comes: asked once a page.
import { useEffect, useState } from "preact/hooks";

interface Health {
    /** anyone may open a workshop */
    open?: boolean;
    /** anyone may see a living one */
    living?: boolean;
    /** it carries voices */
    voice?: boolean;
}
let asked: Promise<Health> | undefined;

/** Empty until the server has said so. */
export function useHealth(): Health {
    const [health, setHealth] = useState<Health>({});
    useEffect(() => {
        asked ??= fetch("/api/health").then((r) => r.json() as Promise<Health>);
        asked.then(setHealth).catch(() => setHealth({ open: false }));
    }, []);
    return health;
}
