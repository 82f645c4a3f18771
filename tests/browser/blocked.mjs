// The hour where no proxy lets a WebSocket through: all that hour.mjs
// does, by server-sent events and POST, and for one phone by answers that are held until they end.
process.env.TABLEE_BLOCKED = "1";
await import("./hour.mjs");
