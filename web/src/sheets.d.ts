// A style sheet of its own, loaded with the page that needs it: the import is its address.
declare module "*.late.css" {
    const address: string;
    export default address;
}
