// A file that a page made, put where the browser puts what is downloaded.
export function save(name: string, file: Blob): void {
    const url = URL.createObjectURL(file);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
