// What a phone asks on the Wi-Fi of deploy/run --hotspot, in networks of its own: the names lead to
// this computer by the settings in deploy/, port 80 to the server by the rule of deploy/lib.sh, and
// the server answers as the Internet would. hotspot.mjs BINARY; needs root, ip, dnsmasq and nft.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import dns from "node:dns/promises";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as pass } from "node:timers/promises";
import { Server, get, within } from "../wire/client.mjs";

const [, self, what, ...rest] = process.argv;
const root = join(import.meta.dirname, "../..");
const HALL = "10.42.0.1";
const names = [...readFileSync(join(root, "deploy/hotspot.dnsmasq"), "utf8").matchAll(
  /^address=\/([^/]+)\//gm,
)].map((m) => m[1]);
const paths = ["/generate_204", "/hotspot-detect.html", "/connecttest.txt", "/success.txt",
  "/check_network_status.txt"];

function command(...words) {
  const r = spawnSync(words[0], words.slice(1), { encoding: "utf8", cwd: root });
  assert.equal(r.status, 0, `${words.join(" ")}: ${r.stderr ?? r.error}`);
}

/** A name server that has just been started is asked again until it answers. */
async function resolved(name) {
  const resolver = new dns.Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([HALL]);
  for (;;)
    try {
      return await resolver.resolve4(name);
    } catch (e) {
      if (!["ECONNREFUSED", "ETIMEOUT"].includes(e.code)) throw e;
      await pass(20);
    }
}

async function asked(name, path) {
  const request = http.get({ host: HALL, port: 80, path, headers: { Host: name }, agent: false });
  const [answer] = await once(request, "response");
  answer.resume();
  return answer.statusCode;
}

/** What runs in the phone's network. */
async function phone() {
  for (const name of names) {
    assert.deepEqual(await resolved(name), [HALL], name);
    const all = await Promise.all(paths.map((path) => asked(name, path)));
    assert.ok(all.some((s) => s === 200 || s === 204), `${name}: ${all}`);
  }
  await assert.rejects(resolved("example.org"), "every name leads here");
  assert.equal(await asked("example.org", "/"), 403);
  console.log("ok");
}

async function hall(binary) {
  command("ip", "link", "set", "lo", "up");
  const outside = spawn("unshare", ["-n", "sh", "-c", "echo ready; exec sleep 600"]);
  await within(once(outside.stdout, "data"), "the phone's network");
  const inside = ["nsenter", "-t", String(outside.pid), "-n"];
  const to = ["netns", String(outside.pid)];
  command("ip", "link", "add", "hall0", "type", "veth", "peer", "name", "phone0", ...to);
  command("ip", "addr", "add", `${HALL}/24`, "dev", "hall0");
  command("ip", "link", "set", "hall0", "up");
  command(...inside, "ip", "addr", "add", "10.42.0.2/24", "dev", "phone0");
  command(...inside, "ip", "link", "set", "phone0", "up");
  const server = await Server.start(binary, ["--open", "--listen", "0.0.0.0", "--wifi", "Tablee"]);
  const dir = mkdtempSync(join(tmpdir(), "tablee-hotspot-"));
  command("sh", "-c", `. deploy/lib.sh; hotspot_answers ${dir} ${server.port}`);
  const quiet = ["--no-resolv", "--no-hosts", "--bind-interfaces", "--no-daemon", "--user=root"];
  const where = ["--interface=hall0", `--conf-dir=${dir}`];
  const names = spawn("dnsmasq", [...quiet, ...where, "--pid-file"]);
  const done = spawnSync(inside[0], [...inside.slice(1), process.execPath, self, "phone"], {
    encoding: "utf8",
    timeout: 60_000,
  });
  assert.equal(done.stdout, "ok\n", done.stderr);
  command("sh", "-c", `. deploy/lib.sh; hotspot_forgets ${dir}`);
  names.kill();
  outside.kill();
  rmSync(dir, { recursive: true });
  assert.equal(await server.stop(), 0, server.err);
  const elsewhere = await Server.start(binary, ["--open"]);
  const host = { Host: "captive.apple.com" };
  assert.equal((await get(elsewhere.port, "/hotspot-detect.html", host)).status, 403);
  assert.equal(await elsewhere.stop(), 0);
  console.log("summary: phones on the hotspot find the Internet that they ask for");
}

if (what === "phone") await phone();
else if (what === "inside") await hall(...rest);
else {
  const words = ["-n", process.execPath, self, "inside", what];
  process.exitCode = spawnSync("unshare", words, { stdio: "inherit" }).status;
}
