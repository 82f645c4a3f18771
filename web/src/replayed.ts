// The one switch of a replay: in its picture nothing is sent, kept on this device, or taken from
// whoever looks (focus, lock of the screen, address). Everything that would asks here.
let refuse: (() => void) | undefined;

/** From now on, for as long as this page lives; `told` is called when somebody wanted to act. */
export function replay(told: () => void): void {
    refuse = told;
}
export const replayed = (): boolean => refuse !== undefined;
/** True when it is not to be done, which the reader is then told. */
export function refused(): boolean {
    refuse?.();
    return refuse !== undefined;
}
