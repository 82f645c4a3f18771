// The global bar: the clock and what moves it, then everything that concerns all tables.
import { useState } from "preact/hooks";
import { f, type FKey } from "../catalogue/facilitator";
import { madeOf, peopleUrl, secretUrl } from "../home/credentials";
import { Invitation, LinkRow } from "../home/made";
import { codeText, t } from "../i18n";
import { getDoc } from "../store";
import type { RoomDoc } from "../types";
import { Button, Choice, Field, LangSwitch, LinkDot, Sheet, TimeLeft } from "../ui";
import { d, DataSheet } from "./data";
import { neighbour, phaseName, steer, tableName, type ConsoleDoc } from "./doc";

type Open = "next" | "more" | "code" | "end" | "data" | undefined;

function NextSheet(p: { room: RoomDoc; doc: ConsoleDoc | undefined; onClose: () => void }) {
    const next = neighbour(p.room, 1);
    if (!next) return null;
    const tables = Object.values(p.doc?.tables ?? {});
    const done = tables.filter(
        (w) => w.progress?.of && (w.progress.done ?? 0) >= w.progress.of,
    ).length;
    const go = (): void => {
        void steer("next", {}, f("moved_on", { phase: phaseName(next.kind) }), () => {
            void steer("back");
        });
        p.onClose();
    };
    return (
        <Sheet title={f("change")} onClose={p.onClose}>
            <p class="lead">{f(`prev_${next.kind}` as FKey)}</p>
            {p.room.state !== "lobby" && tables.length > 0 && (
                <p>{f("prev_done", { n: done, of: tables.length })}</p>
            )}
            <Button kind="primary" wide onClick={go}>
                {f("next_of", { phase: phaseName(next.kind) })} ·{" "}
                {Math.round(next.seconds / 60) || 1} min
            </Button>
        </Sheet>
    );
}

function Broadcast() {
    const [text, setText] = useState("");
    const send = async (e: Event): Promise<void> => {
        e.preventDefault();
        const undo = (): void => {
            const said = Object.keys(getDoc<RoomDoc>("room")?.say ?? {}).map(Number);
            if (said.length) void steer("unsay", { say: Math.max(...said) });
        };
        if ((await steer("say", { text: text.trim() }, f("broadcast_sent"), undo)).ok) setText("");
    };
    return (
        <form
            class="stack-s"
            onSubmit={(e) => {
                void send(e);
            }}
        >
            <Field label={f("broadcast")} value={text} onInput={setText} lines={2} max={280} />
            <Button type="submit" disabled={!text.trim()}>
                {t("send")}
            </Button>
        </form>
    );
}

function ShowChoice({ room }: { room: RoomDoc }) {
    const now = getDoc<{ show?: string; table?: string }>("screen");
    const value = [now?.show ?? "auto", now?.table].filter(Boolean).join(" ");
    return (
        <Choice
            legend={f("show")}
            row
            value={value}
            onPick={(v) => {
                const [show, table] = v.split(" ");
                void steer("show", { show, ...(table && { table }) });
            }}
            options={[
                ...(["auto", "code", "tables", "outcome"] as const).map((v) => ({
                    value: v as string,
                    label: f(`show_${v}`),
                })),
                ...Object.keys(room.tables ?? {}).flatMap((id) =>
                    (["report", "outcome"] as const).map((v) => ({
                        value: `${v} ${id}`,
                        label: f(`show_${v}_of`, { table: tableName(room, id) }),
                    })),
                ),
            ]}
        />
    );
}

function MoreSheet(p: {
    room: RoomDoc;
    onClose: () => void;
    onEnd: () => void;
    onData: () => void;
}) {
    const { room } = p;
    const back = neighbour(room, -1);
    return (
        <Sheet title={f("more_acts")} onClose={p.onClose}>
            <Broadcast />
            <ShowChoice room={room} />
            <div class="stack">
                {back && (
                    <Button
                        onClick={() => {
                            void steer("back");
                            p.onClose();
                        }}
                    >
                        {f("back_of", { phase: phaseName(back.kind) })}
                    </Button>
                )}
                <Button
                    onClick={() => {
                        void steer("lock", { on: !room.locked });
                    }}
                >
                    {f(room.locked ? "unlock" : "lock")}
                </Button>
                {room.clock?.kind === "pooling" &&
                    [0, 1, 2].map((i) => (
                        <Button
                            key={i}
                            onClick={() => {
                                void steer("deal", { inject: i }, f("dealt"));
                            }}
                        >
                            {f("deal", { n: i + 1 })}
                        </Button>
                    ))}
                <Button onClick={p.onData}>{d("open")}</Button>
                {room.state !== "ended" && (
                    <Button kind="danger" onClick={p.onEnd}>
                        {f("end")}
                    </Button>
                )}
            </div>
            <LangSwitch />
        </Sheet>
    );
}

function CodeSheet(p: { code: string; onClose: () => void }) {
    const made = madeOf(p.code);
    return (
        <Sheet title={f("with_code")} onClose={p.onClose}>
            <Invitation code={p.code} />
            <LinkRow label={f("link_people")} value={peopleUrl(p.code)} />
            {made?.recovery && (
                <LinkRow
                    label={f("recover_code")}
                    hint={f("recovery_hint")}
                    value={made.recovery}
                />
            )}
            {made?.co && (
                <LinkRow
                    label={f("link_co")}
                    hint={f("link_secret")}
                    value={secretUrl("animer", p.code, made.co)}
                />
            )}
            {made?.screen && (
                <a class="btn" target="_blank" href={`/ecran/${p.code}`}>
                    {f("to_screen")}
                </a>
            )}
        </Sheet>
    );
}

function EndSheet({ onClose }: { onClose: () => void }) {
    const end = (): void => {
        void steer("end", {}, f("ended"), () => {
            void steer("reopen");
        });
        onClose();
    };
    return (
        <Sheet title={f("end")} onClose={onClose}>
            <p>{f("end_sure")}</p>
            <Button kind="danger" wide onClick={end}>
                {f("end")}
            </Button>
        </Sheet>
    );
}

function Steering({ room, open }: { room: RoomDoc; open: (o: Open) => void }) {
    const next = neighbour(room, 1);
    const extend = (n: number): void => {
        void steer("extend", { seconds: n * 60 }, f("added", { n }), () => {
            void steer("extend", { seconds: -n * 60 });
        });
    };
    if (room.state === "ended")
        return (
            <Button
                onClick={() => {
                    void steer("reopen");
                }}
            >
                {f("reopen")}
            </Button>
        );
    if (room.state === "lobby")
        return (
            <Button kind="primary" onClick={() => open("next")}>
                {f("start")}
            </Button>
        );
    return (
        <>
            {room.state === "paused" ? (
                <Button
                    kind="primary"
                    onClick={() => {
                        void steer("resume");
                    }}
                >
                    {f("resume")}
                </Button>
            ) : (
                <Button
                    onClick={() => {
                        void steer("pause");
                    }}
                >
                    {f("pause")}
                </Button>
            )}
            {[1, 5].map((n) => (
                <Button key={n} aria-label={f("plus_label", { n })} onClick={() => extend(n)}>
                    {f("plus", { n })}
                </Button>
            ))}
            {next && (
                <Button
                    kind={room.state === "paused" ? "plain" : "primary"}
                    onClick={() => open("next")}
                >
                    {f("next")} →
                </Button>
            )}
        </>
    );
}

export function Bar(p: { room: RoomDoc; doc: ConsoleDoc | undefined }) {
    const { room } = p;
    const [open, setOpen] = useState<Open>();
    const close = (): void => setOpen(undefined);
    return (
        <header class="con-bar">
            <div class="row">
                <div class="con-phase">
                    <strong>
                        {phaseName(room.state === "ended" ? "ended" : room.clock?.kind)}
                    </strong>
                    {room.locked && <small>{f("locked")}</small>}
                </div>
                <TimeLeft clock={room.clock} />
                <Button small kind="quiet" onClick={() => setOpen("code")}>
                    <span class="code">{codeText(room.code)}</span>
                </Button>
                <LinkDot />
            </div>
            <div class="con-acts">
                <Steering room={room} open={setOpen} />
                <Button onClick={() => setOpen("more")}>{f("more_acts")}</Button>
            </div>
            {open === "next" && <NextSheet room={room} doc={p.doc} onClose={close} />}
            {open === "more" && (
                <MoreSheet
                    room={room}
                    onClose={close}
                    onEnd={() => setOpen("end")}
                    onData={() => setOpen("data")}
                />
            )}
            {open === "code" && <CodeSheet code={room.code} onClose={close} />}
            {open === "data" && <DataSheet code={room.code} onClose={close} />}
            {open === "end" && <EndSheet onClose={close} />}
        </header>
    );
}
