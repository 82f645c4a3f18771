// A trial: a real workshop of a few minutes, with one person of each group on this screen.
import { useEffect, useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { neighbour, phaseName } from "../console/doc";
import { keepMade, type Made } from "../home/credentials";
import { hostKey } from "../home/key";
import { lang, t } from "../i18n";
import { keepIdentity } from "../identity";
import { TRIAL } from "../lengths";
import { act, enter, leave, request } from "../socket";
import { useDoc } from "../store";
import { Bound, type RoomDoc } from "../types";
import { Button, Card, refusalText } from "../ui";
import { makeTrial } from "./server";
import { e } from "./texts";

const FIRST = { as: "f1" }; // whoever creates a room is its first facilitator

/** Gives the workshop's code, or a sentence that says why not. */
async function begin(text: string): Promise<{ code: string } | { why: string }> {
    const made = await makeTrial(text);
    if (!made.hash) return { why: e("trial_faults") };
    const options = {
        scenario: made.hash,
        lang: lang.get(),
        tables: 1,
        places: Bound.PLACES_MIN,
        roles: "auto",
        seconds: TRIAL,
    };
    const key = hostKey();
    const room = await request<Made>("create", key ? { key, options } : { options });
    if (!room.ok) return { why: refusalText(room.no) };
    keepMade(room.out);
    const code = room.out.room;
    let token: string | undefined;
    for (const group of ["M", "C", "O"] as const) {
        const person = await request<{ token?: string }>("join", {
            room: code,
            name: t(`group_${group}`),
            debrief: false,
            research: false,
            lang: lang.get(),
            ...(token ? { token } : {}),
        });
        if (!person.ok) return { why: refusalText(person.no) };
        token ??= person.out.token;
    }
    keepIdentity(code, { token: token ?? "" });
    enter(code, { token: room.out.token }, "f");
    await act("next", {}, FIRST);
    return { code };
}

/** Where the trial is, and on: its author is alone, and has no console to go back to. */
function Steps() {
    const room = useDoc<RoomDoc>("room");
    const [why, setWhy] = useState("");
    if (!room || room.state === "lobby") return null;
    const next = neighbour(room, 1);
    const ended = room.state === "ended";
    const go = async (): Promise<void> => {
        const answer = await act(next ? "next" : "end", {}, FIRST);
        setWhy(answer.ok ? "" : refusalText(answer.no));
    };
    return (
        <>
            <p role="status">
                {e("trial_at", { phase: phaseName(ended ? "ended" : room.clock?.kind) })}
            </p>
            {why && (
                <p class="error" role="alert">
                    {why}
                </p>
            )}
            {!ended && (
                <Button onClick={() => void go()}>
                    {next ? f("next_of", { phase: phaseName(next.kind) }) : f("end")}
                </Button>
            )}
        </>
    );
}

export function Trial(p: { text: () => string; ready: boolean }) {
    const [code, setCode] = useState("");
    const [why, setWhy] = useState("");
    const [busy, setBusy] = useState(false);
    useEffect(() => leave, []);
    const start = async (): Promise<void> => {
        leave(); // another trial's room
        setBusy(true);
        const got = await begin(p.text());
        setBusy(false);
        setCode("code" in got ? got.code : "");
        setWhy("why" in got ? got.why : "");
    };
    return (
        <Card level={3} title={e("trial")}>
            <p class="hint">{p.ready ? e("trial_text") : e("trial_faults")}</p>
            {why && (
                <p class="error" role="alert">
                    {why}
                </p>
            )}
            <Button disabled={!p.ready} busy={busy} onClick={() => void start()}>
                {e("trial")}
            </Button>
            {code && <Steps />}
            {code && (
                <p class="row">
                    <a class="btn btn-primary" target="_blank" href={`/p/${code}`}>
                        {e("trial_play")}
                    </a>
                    <a class="btn" target="_blank" href={`/animer/${code}`}>
                        {e("trial_console")}
                    </a>
                </p>
            )}
        </Card>
    );
}
