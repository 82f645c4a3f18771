// Components shared by every screen. They know no rule of the game.
export * from "./bar";
export * from "./button";
export * from "./choice";
export { cx } from "./cx";
export { Field, textLength } from "./field";
export * from "./page";
export * from "./surface";
export { refusalText, toast, Toasts } from "./toast";
