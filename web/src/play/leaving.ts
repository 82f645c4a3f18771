// Who asked on this phone to be forgotten: they are not told that somebody removed them.
const asked = new Set<string>();
export const askedToLeave = (id: string): boolean => asked.has(id);
export const askToLeave = (id: string, on: boolean): void =>
    void (on ? asked.add(id) : asked.delete(id));
