// What there is to do while one waits: fetched after the door.
import { part } from "./later";

const tale = part(() => import("./tale"));

export function Waiting() {
    const Part = tale.use()?.Tale;
    return Part ? <Part /> : null;
}
