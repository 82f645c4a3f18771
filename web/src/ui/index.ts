// Components shared by every screen. They know no rule of the game. What nearly every screen needs
// beside them is named here too, so that it comes in the same file and not in one of two hundred bytes.
import "../people";
import "../sheet";
import "../types";
import "../way";

export * from "./bar";
export * from "./button";
export * from "./choice";
export { cx } from "./cx";
export { digits, Field, textLength } from "./field";
export * from "./page";
export * from "./surface";
export * from "./weave";
export { refusalText, toast, Toasts } from "./toast";
