// A style sheet of its own, loaded with the page that needs it: the import is its address.
declare module "*.late.css" {
    const address: string;
    export default address;
}
declare module "titles.woff2" {
    const address: string;
    export default address;
}
