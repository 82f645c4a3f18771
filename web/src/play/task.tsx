// A sheet in which one works at the table: the page is hidden under it from eyes and screen readers.
import type { ComponentChildren } from "preact";
import { Sheet, TimeLeft } from "../ui";
import { useMe } from "./me";
import { ClauseNews } from "./news";
import { Notices } from "./notices";

/** The clock and the notices come along, and what becomes of the clauses. */
export function TaskSheet(p: { title: string; onClose: () => void; children: ComponentChildren }) {
    const { room } = useMe();
    return (
        <Sheet
            title={p.title}
            onClose={p.onClose}
            aside={<TimeLeft clock={room.clock} />}
            top={
                <>
                    <Notices />
                    <ClauseNews />
                </>
            }
        >
            {p.children}
        </Sheet>
    );
}
