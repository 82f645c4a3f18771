// The plenary: how many tables can speak in its time, and how the others are heard.
import { f } from "../catalogue/facilitator";
import { PLENARIES, type RoomDoc } from "../types";
import { Button, Choice } from "../ui";
import { speakersText } from "../projector/plenary";
import { steer } from "./doc";

export function Plenary({ room }: { room: RoomDoc }) {
    const { how, places } = room.plenary;
    const pick = (to: string): void => void steer("plenary", { how: to });
    return (
        <div class="stack-s">
            <p>{f("plenary_fits", { n: places, of: room.options.tables })}</p>
            <Choice
                legend={f("plenary")}
                hideLegend
                value={how}
                onPick={pick}
                options={PLENARIES.map((value) => ({ value, label: f(`plenary_${value}`) }))}
            />
            <p class="hint">{f(`plenary_${how}_say`)}</p>
            {how !== "each" && speakersText(room) && <p class="strong">{speakersText(room)}</p>}
            {how === "drawn" && (
                <Button small onClick={() => pick("drawn")}>
                    {f("plenary_again")}
                </Button>
            )}
        </div>
    );
}
