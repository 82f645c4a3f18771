// What several sheets of the console ask: which event card, and which table or all.
import { f } from "../catalogue/facilitator";
import { tx } from "../i18n";
import { tableName } from "../people";
import { Choice } from "../ui";
import type { Seen } from "./doc";

interface PickProps {
    value: string;
    onPick: (value: string) => void;
}

interface CardProps extends PickProps, Pick<Seen, "doc"> {
    help: (card: number) => string;
}
/** By its place among the scenario's. */
export const CardPick = ({ doc, help, ...p }: CardProps) => (
    <Choice
        legend={f("deal_which")}
        {...p}
        options={(doc?.cards ?? []).map((card, i) => ({
            value: String(i),
            label: <strong>{tx(card.title)}</strong>,
            help: help(i),
        }))}
    />
);

interface TableProps extends PickProps, Pick<Seen, "room"> {
    legend?: string;
    /** What else is said of a table, and whether it cannot be taken. */
    about?: (id: string) => { disabled: boolean; help?: string };
}
/** "" is all of them. */
export const TablePick = ({ room, legend = f("deal_where"), about, ...p }: TableProps) => (
    <Choice
        legend={legend}
        row
        {...p}
        options={[
            { value: "", label: f("all_tables") },
            ...Object.keys(room.tables ?? {}).map((id) => ({
                value: id,
                label: tableName(id),
                ...about?.(id),
            })),
        ]}
    />
);

/** Of a table that may have that card already. */
export const aboutCard = (doc: Seen["doc"], card: number, takes: (id: string) => boolean) => {
    return (id: string) => ({
        disabled: !takes(id),
        ...(doc?.tables?.[id]?.dealt.includes(card) && { help: f("has_it") }),
    });
};
