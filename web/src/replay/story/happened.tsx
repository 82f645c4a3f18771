// What happened, in time: rows to go to, searched and sifted.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { lang } from "../../i18n";
import { nameOf, tableName } from "../../people";
import type { RoomDoc } from "../../types";
import { Button, cx, Named } from "../../ui";
import { beside } from "../list";
import { found, type Row, type StoryDoc } from "./doc";
import { hourOf } from "../say";
import { rowText, rowWords } from "./said";
import { h } from "./texts";

/** So many rows are drawn at once. */
const ROWS = 40;
/** What is looked at: a table, and of it a clause. */
export interface Near {
    table?: string;
    strand?: number;
}

const DOTS: Record<string, string> = {
    star: "★",
    note: "✎",
    object: "!",
    adopt: "=",
    compromise: "~",
    move_live: "~",
};

interface ListProps {
    s: StoryDoc;
    room: RoomDoc;
    rows: Row[];
    now: Row | undefined;
    alone: boolean;
    onPick: (row: Row) => void;
    onClose: () => void;
    children: ComponentChildren;
}
function RowButton({ s, room, row, alone }: ListProps & { row: Row }) {
    return (
        <button
            type="button"
            class={cx(row.marked && "st-marked", row.k === "phase" && "st-phase")}
        >
            <span class="rep-when" translate={false}>
                {hourOf(s.from + row.t)}
            </span>
            <i class={cx("st-dot", row.g && `st-${row.g}`)} aria-hidden="true">
                {DOTS[row.k] ?? row.g ?? ""}
            </i>
            <span class="rep-what">
                <span>
                    <Named {...rowText(row, room)} />
                </span>
                {row.table && !alone && <small>{tableName(row.table)}</small>}
                {row.quote && <small>{h("quoted", { text: row.quote })}</small>}
            </span>
        </button>
    );
}

/** Marks where one is, and keeps it in sight: the rows themselves are not drawn again. */
function useCurrent(box: { current: HTMLElement | null }, at: number, drawn: unknown): void {
    useLayoutEffect(() => {
        const list = box.current;
        list?.querySelector("[aria-current]")?.removeAttribute("aria-current");
        const now = list?.querySelector<HTMLElement>(`[data-row="${at}"] > button`);
        if (!list || !now) return;
        now.setAttribute("aria-current", "true");
        if (!beside()) return; // the page scrolls, and is left where it is
        const top = now.offsetTop - list.clientHeight / 3;
        if (
            now.offsetTop < list.scrollTop + 120 ||
            now.offsetTop > list.scrollTop + list.clientHeight - 80
        )
            list.scrollTop = top;
    }, [at, drawn]);
}

export function Happened(q: ListProps) {
    const { rows } = q;
    const box = useRef<HTMLElement>(null);
    const at = q.now ? rows.indexOf(q.now) : 0;
    const step = Math.floor(at / (ROWS / 2)) * (ROWS / 2);
    const from = Math.max(0, Math.min(step - ROWS / 4, rows.length - ROWS));
    const language = lang.use();
    const pick = useRef(q.onPick);
    pick.current = q.onPick;
    const pressed = (e: Event): void => {
        const at = (e.target as Element).closest<HTMLElement>("[data-row]")?.dataset.row;
        const row = rows[Number(at ?? NaN)];
        if (row) pick.current(row);
    };
    const drawn = useMemo(
        () => (
            <ol onClick={pressed}>
                {rows.slice(from, from + ROWS).map((row, i) => (
                    <li key={from + i} data-row={from + i}>
                        <RowButton {...q} row={row} />
                    </li>
                ))}
            </ol>
        ),
        [rows, from, q.alone, language],
    );
    useCurrent(box, at, drawn);
    return (
        <aside
            ref={box}
            class="rep-list st-list"
            aria-label={h("moments")}
            tabIndex={0}
            onKeyDown={(e) => {
                if (e.key === "Escape") q.onClose();
            }}
        >
            <h2 class="sr">{h("moments")}</h2>
            <div class="st-ask">{q.children}</div>
            {!rows.length && <p class="soft">{h("nothing")}</p>}
            {drawn}
            {rows.length > ROWS && <p class="hint">{h("more_rows", { n: rows.length - ROWS })}</p>}
            <p class="hint">{h("story_keys")}</p>
        </aside>
    );
}

/** The search, from what is asked to what it finds. */
export function useFound(s: StoryDoc, room: RoomDoc, all: Row[], near: Near) {
    const [asked, setAsked] = useState("");
    const language = lang.use();
    const rows = useMemo(() => {
        const many = s.tables.length > 1 && !near.table && !asked;
        const kept = all.filter(
            (x) =>
                (!near.table || !x.table || x.table === near.table) &&
                (near.strand === undefined || x.c === near.strand) &&
                (!many || x.marked || !x.table || ["base", "inject", "report"].includes(x.k)),
        );
        return found(kept, asked, (row) => rowWords(row, room));
    }, [s, all, near, asked, language]);
    return { asked, setAsked, rows };
}

export function Search(p: { asked: string; onAsk: (text: string) => void }) {
    return (
        <input
            type="search"
            class="st-search"
            aria-label={h("search")}
            placeholder={h("search")}
            value={p.asked}
            onInput={(e) => p.onAsk((e.target as HTMLInputElement).value)}
        />
    );
}

function Toggle(p: { on: boolean; onTurn: (on: boolean) => void; children: ComponentChildren }) {
    return (
        <Button small class="st-toggle" aria-pressed={p.on} onClick={() => p.onTurn(!p.on)}>
            {p.children}
        </Button>
    );
}

export function Toggles(q: {
    only: boolean;
    setOnly: (on: boolean) => void;
    whole: boolean;
    setWhole: (on: boolean) => void;
}) {
    return (
        <div class="st-toggles">
            <Toggle on={q.only} onTurn={q.setOnly}>
                {h("only_decisions")}
            </Toggle>
            <Toggle on={!q.whole} onTurn={(on) => q.setWhole(!on)}>
                {h("cut_silences")}
            </Toggle>
        </div>
    );
}

export function Saw(q: {
    row: Row | undefined;
    room: RoomDoc;
    views: readonly string[];
    onView: (v: string) => void;
}) {
    const who = q.row?.who;
    if (!who || !q.views.includes(who)) return null;
    return (
        <Button small class="st-saw" onClick={() => q.onView(who)}>
            <span>
                <Named text={h("saw_who")} who={nameOf(q.room, who)} />
            </span>
        </Button>
    );
}
