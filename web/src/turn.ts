// What is read of a workshop by the whole hall at once: it waits for its turn, says how many are
// before it, and is asked again when the server was too busy or the network went away.
const TRIES = 6;
const ASK_MS = 2000;

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Asks for the place in the queue until the answer has begun. */
function watch(code: string, headers: HeadersInit, told: (place: number) => void): () => void {
    let on = true;
    const ask = async (): Promise<void> => {
        for (await wait(ASK_MS); on; await wait(ASK_MS)) {
            const answer = await fetch(`/api/rooms/${code}/queue`, { headers }).catch(
                () => undefined,
            );
            const { place = 0 } = answer?.ok ? ((await answer.json()) as { place?: number }) : {};
            if (on) told(place);
        }
    };
    void ask();
    return () => {
        on = false;
        told(0);
    };
}

/** An answer, or after how many milliseconds it is worth asking again. */
async function once(url: string, headers: HeadersInit): Promise<Response | number> {
    const answer = await fetch(url, { headers }).catch(() => undefined);
    if (answer && answer.status !== 503) return answer;
    return Number(answer?.headers.get("Retry-After") ?? 2) * 1000;
}

export async function inTurn(
    code: string,
    file: string,
    token: string,
    told: (place: number) => void = () => {},
): Promise<Response> {
    const headers = { Authorization: `Bearer ${token}` };
    for (let left = TRIES; ; left--) {
        const done = watch(code, headers, told);
        const got = await once(`/api/rooms/${code}/${file}`, headers).finally(done);
        if (typeof got !== "number") return got;
        if (!left) throw new Error("503");
        await wait(got * (0.5 + Math.random()));
    }
}

/** The answer; a refusal is thrown as its code. */
export async function taken(answer: Response): Promise<Response> {
    if (answer.ok) return answer;
    const body = (await answer.json().catch(() => ({}))) as { error?: string };
    throw new Error(body.error ?? String(answer.status));
}
