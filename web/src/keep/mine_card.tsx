// Two buttons by which a person takes all that is kept of them.
import { Button } from "../ui";
import { saveMine, y } from "./mine";

export function MineFiles({ code, person }: { code: string; person: string }) {
    return (
        <div class="stack-s">
            <h3>{y("whole")}</h3>
            <p class="hint">{y("hint")}</p>
            <div class="row">
                <Button onClick={() => void saveMine(code, person, true)}>{y("page")}</Button>
                <Button onClick={() => void saveMine(code, person, false)}>{y("data")}</Button>
            </div>
        </div>
    );
}
