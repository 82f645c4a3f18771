// How a document changes on the wire, and in a recording.

/** RFC 7396, without touching `target`: screens compare documents by identity. */
export function mergePatch(target: unknown, patch: unknown): unknown {
    if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
    const base =
        target !== null && typeof target === "object" && !Array.isArray(target) ? target : {};
    const out: Record<string, unknown> = { ...(base as Record<string, unknown>) };
    for (const [key, value] of Object.entries(patch as Record<string, unknown>)) {
        if (value === null) delete out[key];
        else out[key] = mergePatch(out[key], value);
    }
    return out;
}
