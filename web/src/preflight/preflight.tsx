// Before the day: whether this device, where it is, will follow a workshop; and what to do if not.
import { useEffect, useRef, useState } from "preact/hooks";
import { useAwake } from "../awake";
import { useNow } from "../clock";
import { HomeBar } from "../frame/home_bar";
import { useHealth } from "../home/health";
import { Qr } from "../home/qr";
import { useAddress } from "../home/where";
import { lang } from "../i18n";
import { steady } from "../time";
import { Button, Card, Field, useTitle } from "../ui";
import { HELD_MS, tryAll, type Found } from "./checks";
import { codeOf, passes, resultOf, type Result } from "./result";
import { hearOneself, play } from "./sound";
import { q } from "./texts";

function Lines({ r, trip, ahead }: { r: Result; trip?: number; ahead?: number }) {
    const paced = q(`pace_${r.pace}`);
    const lines = [
        q(`way_${r.way}`),
        ...(r.way === "none"
            ? []
            : [
                  ...(r.way === "other" ? [] : [q(r.held ? "held_yes" : "held_no")]),
                  trip === undefined ? paced : `${paced} ${q("trip", { n: trip })}`,
                  r.clock
                      ? q("clock_yes")
                      : ahead
                        ? q("clock_off", { n: Math.abs(ahead) })
                        : q("clock_no"),
              ]),
        q(r.storage ? "storage_yes" : "storage_no"),
        q(r.awake ? "awake_yes" : "awake_no"),
        ...(r.secure ? [] : [q("secure_no")]),
    ];
    return (
        <ul class="stack-s">
            {lines.map((line) => (
                <li key={line}>{line}</li>
            ))}
        </ul>
    );
}

function Running({ onStop }: { onStop: () => void }) {
    const [began] = useState(steady);
    useNow(250);
    useAwake(true);
    return (
        <div class="stack-s">
            <p role="status">{q("runs")}</p>
            <progress
                class="progress"
                max={1}
                value={Math.min(1, (steady() - began) / HELD_MS)}
                aria-label={q("progress")}
            />
            <Button onClick={onStop}>{q("stop")}</Button>
        </div>
    );
}

function Verdict({ found }: { found: Found }) {
    return (
        <>
            <Card title={q("code")}>
                <div class="fac-invite">
                    <p class="code fac-code" translate={false}>
                        {codeOf(found)}
                    </p>
                </div>
                <p class="hint">{q("code_why")}</p>
            </Card>
            <Card title={q("results")}>
                <Lines r={found} trip={found.trip} ahead={found.ahead} />
                <p class="hint">{q("camera")}</p>
            </Card>
        </>
    );
}

function Sound() {
    const { voice } = useHealth();
    const [busy, setBusy] = useState(false);
    const [said, setSaid] = useState("");
    const hear = async (): Promise<void> => {
        setBusy(true);
        setSaid("");
        setSaid(
            await hearOneself().then(
                (heard) => q(heard ? "record_yes" : "record_silent"),
                () => q("record_no"),
            ),
        );
        setBusy(false);
    };
    const can = voice && window.isSecureContext;
    return (
        <Card title={q("sound")}>
            <div class="row">
                <Button onClick={play}>{q("hear")}</Button>
                {can && (
                    <Button busy={busy} onClick={() => void hear()}>
                        {q(busy ? "recording" : "record")}
                    </Button>
                )}
            </div>
            <p role="status">{said}</p>
            <p class="hint">{q("hear_hint")}</p>
            <p class="hint">{q(can ? "turn" : voice ? "voice_secure" : "voice_off")}</p>
        </Card>
    );
}

/** For the facilitator: what somebody else's trial found. */
function Read() {
    const [text, setText] = useState("");
    const [read, setRead] = useState<Result>();
    const [said, setSaid] = useState("");
    const go = (e: Event): void => {
        e.preventDefault();
        const r = resultOf(text);
        setRead(r);
        setSaid(r ? "" : q("read_bad"));
    };
    return (
        <Card title={q("read")}>
            <form class="stack-s" onSubmit={go}>
                <Field
                    label={q("read_label")}
                    hint={q("read_hint")}
                    value={text}
                    onInput={setText}
                    error={said}
                />
                <div class="row">
                    <Button type="submit" disabled={!text.trim()}>
                        {q("read_go")}
                    </Button>
                </div>
            </form>
            <div role="status">
                {read && (
                    <>
                        <p class="strong">{q(passes(read) ? "read_good" : "read_poor")}</p>
                        <Lines r={read} />
                    </>
                )}
            </div>
        </Card>
    );
}

export default function Preflight() {
    lang.use();
    useTitle(q("title"));
    const address = useAddress();
    const [found, setFound] = useState<Found>();
    const [running, setRunning] = useState<AbortController>();
    const stop = useRef<AbortController>();
    useEffect(() => () => stop.current?.abort(), []);
    const begin = async (): Promise<void> => {
        const mine = new AbortController();
        stop.current = mine;
        setFound(undefined);
        setRunning(mine);
        const r = await tryAll(mine.signal);
        setRunning(undefined);
        if (!mine.signal.aborted) setFound(r);
    };
    const good = found && passes(found);
    return (
        <main class="page">
            <HomeBar />
            <h1>{q("title")}</h1>
            <p class="lead">{q("intro")}</p>
            <div role="status">
                {found && (
                    <p class={good ? "banner banner-info" : "banner banner-warn"}>
                        {q(good ? "good" : found.way === "none" ? "bad" : "bad_slow")}
                    </p>
                )}
            </div>
            {running ? (
                <Running onStop={() => running.abort()} />
            ) : (
                <Button kind={found ? "plain" : "primary"} wide onClick={() => void begin()}>
                    {q(found ? "again" : "begin")}
                </Button>
            )}
            {found && <Verdict found={found} />}
            <Sound />
            <Card title={q("phone")}>
                <div class="fac-invite">
                    <Qr url={`${address}/essai`} label={q("qr")} />
                    <p class="hint">{q("phone_hint")}</p>
                </div>
            </Card>
            <Read />
        </main>
    );
}
