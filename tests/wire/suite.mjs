// Runs named tests one after another against one server, and says how many passed.
import { Server } from "./client.mjs";

const tests = [];
export const test = (name, run) => tests.push([name, run]);

export async function run(what, binary, args) {
  let failed = 0;
  let at = "the start";
  process.once("SIGTERM", () => {
    console.log(`FAIL ${at}\nstopped from outside`);
    process.exit(1);
  });
  const server = await Server.start(binary, args);
  for (const [name, body] of tests) {
    at = name;
    try {
      await body(server);
      console.log(`ok   ${name}`);
    } catch (e) {
      failed++;
      console.log(`FAIL ${name}\n${e.stack}`);
    }
  }
  // A leak, seen by a sanitizer, shows in how it ends.
  if (server.code === undefined && (await server.stop()) !== 0) failed++;
  if (server.err.includes("loop_left_open")) failed++;
  if (failed) console.log(server.err);
  console.log(`summary: ${tests.length} tests of ${what}, ${failed} failures`);
  // A test that failed leaves its server, and sockets that nobody reads: neither is waited for, nor
  // a socket that was reset as it was closing, for which Node waits busily.
  for (const left of Server.running) left.child.kill("SIGKILL");
  setImmediate(() => process.exit(failed ? 1 : 0)); // the caller tidies up first
}
