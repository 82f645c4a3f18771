// The classes of an element, from those that hold.

export const cx = (...names: (string | false | undefined)[]): string =>
    names.filter(Boolean).join(" ");
