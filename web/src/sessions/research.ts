// The research folders of several workshops as one: archives as the server makes them, of files as
// they are (server/codec/zip.h). Rows of the same table follow one another, in the order given.
export type Folder = Map<string, Uint8Array>;

const LOCAL = 0x04034b50;
const INDEX = 0x02014b50;
const END = 0x06054b50;
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export function unzip(bytes: Uint8Array): Folder {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = bytes.length - 22;
    const out: Folder = new Map();
    if (end < 0 || view.getUint32(end, true) !== END) throw new Error("zip");
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
        const size = view.getUint32(at + 24, true);
        const name = view.getUint16(at + 28, true);
        const from = view.getUint32(at + 42, true) + 30 + name;
        out.set(textOf(bytes.subarray(at + 46, at + 46 + name)), bytes.slice(from, from + size));
        at += 46 + name;
    }
    return out;
}

const TABLE = Array.from({ length: 256 }, (_, i) => {
    let n = i;
    for (let bit = 0; bit < 8; bit++) n = (n >>> 1) ^ (n & 1 ? 0xedb88320 : 0);
    return n >>> 0;
});
const crcOf = (bytes: Uint8Array): number =>
    ~bytes.reduce((n, x) => (n >>> 8) ^ (TABLE[(n ^ x) & 255] ?? 0), -1) >>> 0;

/** Numbers of so many bytes each, the lowest first. */
function put(...fields: [n: number, bytes: number][]): Uint8Array {
    return Uint8Array.from(
        fields.flatMap(([n, bytes]) =>
            Array.from({ length: bytes }, (_, i) => Math.floor(n / 256 ** i) & 255),
        ),
    );
}
export function zip(files: Folder): Blob {
    const out: Uint8Array[] = [];
    const index: Uint8Array[] = [];
    const sizeOf = (all: Uint8Array[]): number => all.reduce((n, x) => n + x.length, 0);
    for (const [name, bytes] of files) {
        const at = sizeOf(out);
        const named = bytesOf(name);
        const head = put(
            [10, 2],
            [1 << 11, 2],
            [0, 4],
            [(1 << 5) | 1, 2],
            [crcOf(bytes), 4],
            [bytes.length, 4],
            [bytes.length, 4],
            [named.length, 2],
            [0, 2],
        );
        out.push(put([LOCAL, 4]), head, named, bytes);
        index.push(put([INDEX, 4], [10, 2]), head, put([0, 10], [at, 4]), named);
    }
    const n: [number, number] = [files.size, 2];
    const end = put([END, 4], [0, 4], n, n, [sizeOf(index), 4], [sizeOf(out), 4], [0, 2]);
    return new Blob([...out, ...index, end] as BlobPart[], { type: "application/zip" });
}

type Rows = Record<string, unknown[]>;
const rowsOf = (bytes: Uint8Array): Rows | unknown[] => JSON.parse(textOf(bytes)) as Rows;

function joinedJson(all: readonly Uint8Array[]): string {
    const read = all.map(rowsOf);
    if (read.every(Array.isArray)) return JSON.stringify(read.flat());
    const [first, ...more] = read as Rows[];
    for (const one of more)
        for (const [name, rows] of Object.entries(one))
            if (name !== "codebook") first?.[name]?.push(...rows);
    return JSON.stringify(first);
}
function joinedRows(all: readonly Uint8Array[]): string {
    const [first = "", ...more] = all.map(textOf);
    return first + more.map((text) => text.slice(text.indexOf("\n") + 1)).join("");
}
const JOINED: readonly (readonly [RegExp, (all: readonly Uint8Array[]) => string])[] = [
    [/^(tablee-export|xapi)\.json$/, joinedJson],
    [/^(?!codebook).*\.csv$/, joinedRows],
];

/** What is the same of every workshop is there once. */
export function joined(folders: readonly Folder[]): Folder {
    const out: Folder = new Map();
    for (const name of new Set(folders.flatMap((x) => [...x.keys()]))) {
        const all = folders.flatMap((x) => x.get(name) ?? []);
        const [, join] = JOINED.find(([test]) => test.test(name)) ?? [];
        const one = join && all.length > 1 ? bytesOf(join(all)) : all[0];
        if (one) out.set(name, one);
    }
    return out;
}
