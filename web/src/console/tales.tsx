// The first question: what people tell while they wait, and which of it the hall sees.
import { nameOf } from "../people";
import type { Tale } from "../types";
import { AsIs, Button, Card } from "../ui";
import { steer, undoing, type Seen } from "./doc";
import { c } from "./texts";

export function Tales({ room, doc }: Seen) {
    const tales = Object.entries(doc?.tales ?? {});
    if (!tales.length) return null;
    const off = (person: string): void => void steer("tell", { person, on: false }, c("tale_off"));
    const tell = (person: string, { seq }: Tale): void =>
        void steer("tell", { person, on: true, seq }, c("tale_told"), (made) => {
            void steer("tell", { person, on: false }, "", undefined, undoing(made));
        });
    return (
        <Card title={c("tales")}>
            <p class="hint">{c("tales_hint")}</p>
            <ul class="con-log">
                {tales.map(([id, tale]) => (
                    <li key={id} class="con-said">
                        <span>
                            <strong>
                                <AsIs>{nameOf(room, id)}</AsIs>
                            </strong>{" "}
                            {tale.text}
                        </span>
                        <Button
                            small
                            kind={tale.told ? "quiet" : undefined}
                            aria-label={`${c(tale.told ? "tale_hide" : "tale_show")} – ${nameOf(room, id)}`}
                            onClick={() => (tale.told ? off(id) : tell(id, tale))}
                        >
                            {c(tale.told ? "tale_hide" : "tale_show")}
                        </Button>
                    </li>
                ))}
            </ul>
        </Card>
    );
}
