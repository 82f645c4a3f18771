// A console or a hall's screen by an address that went: on the computer of the server there is another.
import { f } from "../catalogue/facilitator";
import { OfflineBanner } from "../ui";
import { hereUrl } from "./where";

export function OfflineHere(p: { path: "animer" | "ecran"; code: string }) {
    return (
        <OfflineBanner
            long={
                <>
                    {f("offline_moved")}{" "}
                    <a class="link" href={hereUrl(p.path, p.code)}>
                        {f("offline_here")}
                    </a>
                </>
            }
        />
    );
}
