// What a participant's phone shows: who joins is seated next, so both come at once.
export { default as Join } from "./join/join";
export { default as Play, Seated } from "./play/play";
