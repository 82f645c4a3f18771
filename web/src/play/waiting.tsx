// What there is to do while one waits, and what few have besides: fetched after the door.
import { part } from "./later";

const beside = part(() => import("./beside"));

export function Aside({ of }: { of: "Beside" | "Seat" | "Sound" | "Tale" }) {
    const Part = beside.use()?.[of];
    return Part ? <Part /> : null;
}
