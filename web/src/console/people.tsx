// People as facilitators see them: who, which role, how joined; each opens what may be done for them.
import { f } from "../catalogue/facilitator";
import { tx } from "../i18n";
import { nameOf } from "../people";
import { cx, GroupBadge } from "../ui";
import type { Opening, Seen } from "./doc";

export function People(p: Seen & Opening & { ids: string[] }) {
    const { room } = p;
    return (
        <ul class="con-people">
            {p.ids.map((id) => {
                const person = room.people?.[id];
                if (!person) return null;
                const slow = person.on && p.doc?.ways?.[id] && f("way_slow");
                const role = tx(room.scenario?.roles?.[person.role ?? ""]?.title);
                return (
                    <li key={id}>
                        <button
                            type="button"
                            onClick={() => p.onOpen({ what: "person", person: id })}
                        >
                            <GroupBadge group={person.group} />
                            {person.hat && <GroupBadge group={person.hat as "M"} />}
                            <span class={cx("con-who", !person.on && "soft")}>
                                <span class="sr">{f("manage")} </span>
                                <strong translate={false}>{nameOf(room, id)}</strong>
                                {(role || slow || !person.on) && (
                                    <small>
                                        {[!person.on && f("offline"), slow, role]
                                            .filter(Boolean)
                                            .join(" · ")}
                                    </small>
                                )}
                            </span>
                            <span aria-hidden="true" class="soft">
                                ›
                            </span>
                        </button>
                    </li>
                );
            })}
        </ul>
    );
}
