// A phone whose network goes without a word: no FIN, no RST, nothing. The phone lives in a network
// of its own, joined to the server's by one cable, which is pulled. vanish.mjs BINARY
// Needs unshare, ip and avahi; as root, or as anybody where user namespaces are allowed.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createSocket } from "node:dgram";
import { readdirSync, readlinkSync, writeFileSync } from "node:fs";
import http from "node:http";
import process from "node:process";
import { setTimeout as pass } from "node:timers/promises";
import { Client, Server, get, within } from "./client.mjs";

const [, self, what, ...rest] = process.argv;
const HALL = "10.71.0.1";
const PHONE = "10.71.0.2";
const NAME = "salle-essai"; // as this computer is called among its neighbours
const MOVED = "10.72.0.1"; // the server's, once the network gave it another

async function ask(c, message) {
  await c.send(1, JSON.stringify({ id: 1, ...message }));
  for (;;) {
    const answer = JSON.parse((await c.receive()).text);
    if (["ok", "no", "welcome"].includes(answer.t)) return answer;
  }
}

function command(...words) {
  const r = spawnSync(words[0], words.slice(1), { encoding: "utf8" });
  assert.equal(r.status, 0, `${words.join(" ")}: ${r.stderr ?? r.error}`);
}

/** What runs in the phone's network: says hello, tells so, and stays until it is killed. */
async function phone(port, hello) {
  const c = await Client.open(Number(port), "/ws", HALL);
  console.log((await ask(c, JSON.parse(hello))).t);
}

/** What a phone does with a name that ends in .local: it asks all its neighbours. */
async function neighbour(port) {
  const name = `${NAME}.local`;
  const labels = name.split(".").map((x) => String.fromCharCode(x.length) + x);
  const head = Buffer.from([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  const asked = Buffer.concat([head, Buffer.from(`${labels.join("")}\0\0\x01\0\x01`, "latin1")]);
  const socket = createSocket("udp4");
  socket.bind(0, PHONE);
  await once(socket, "listening");
  socket.setMulticastInterface(PHONE);
  socket.send(asked, 5353, "224.0.0.251");
  const [answer] = await within(once(socket, "message"), "an answer for the name");
  socket.close();
  const address = [...answer.subarray(-4)].join(".");
  assert.equal(address, HALL);
  const headers = { Host: `${name}:${port}` };
  const [page] = await once(http.get({ host: HALL, port, path: "/livez", headers }), "response");
  assert.equal(page.resume().statusCode, 200);
}

function sockets(pid) {
  const at = `/proc/${pid}/fd`;
  const links = readdirSync(at).map((fd) => {
    try {
      return readlinkSync(`${at}/${fd}`);
    } catch {
      return ""; // closed between the two looks
    }
  });
  return links.filter((l) => l.startsWith("socket:")).length;
}

/** A room is told before the loop has closed the socket, in the same turn of it. */
async function closed(pid, wanted) {
  while (sockets(pid) !== wanted) await pass(20);
}

class Hall {
  static async open(binary) {
    const hall = new Hall();
    command("ip", "link", "set", "lo", "up");
    hall.outside = spawn("unshare", ["-n", "sh", "-c", "echo ready; exec sleep 600"]);
    await within(once(hall.outside.stdout, "data"), "the phone's network");
    const to = String(hall.outside.pid);
    hall.others();
    command("ip", "link", "add", "hall0", "type", "veth", "peer", "name", "phone0", "netns", to);
    command("ip", "addr", "add", `${HALL}/24`, "dev", "hall0");
    hall.cable("up");
    hall.inside("ip", "addr", "add", `${PHONE}/24`, "dev", "phone0");
    hall.inside("ip", "link", "set", "phone0", "up");
    command("ip", "route", "add", "default", "via", PHONE);
    await hall.responder();
    hall.server = await Server.start(binary, ["--open", "--ping", "3", "--listen", "0.0.0.0"]);
    return hall;
  }

  /** Interfaces that were there before the one phones come by: a container's, another net's. */
  others() {
    const all = {
      docker0: "172.17.0.1/16",
      wired0: "169.254.7.8/16", // what a computer gives itself when no network does
      eth7: "10.9.9.1/24",
      wlan0: "10.42.0.1/24", // of the hotspot that this computer makes
    };
    for (const [name, address] of Object.entries(all)) {
      command("ip", "link", "add", name, "type", "veth", "peer", "name", `${name}p`);
      command("ip", "addr", "add", address, "dev", name);
      command("ip", "link", "set", name, "up");
      command("ip", "link", "set", `${name}p`, "up");
    }
  }

  /** Who answers for the computer's name, with a /run of its own. */
  async responder() {
    command("mkdir", "-p", "/run/avahi-daemon");
    command("mount", "-t", "tmpfs", "none", "/run/avahi-daemon");
    const settings = "/run/avahi-daemon/settings";
    writeFileSync(settings, `[server]\nenable-dbus=no\nuse-ipv6=no\nhost-name=${NAME}\n`);
    const alone = ["--no-drop-root", "--no-rlimits", "--no-chroot"];
    const stdio = ["ignore", "ignore", "pipe"];
    this.names = spawn("avahi-daemon", ["-f", settings, ...alone], { stdio });
    let said = "";
    const ready = async () => {
      while (!said.includes("startup complete")) said += await once(this.names.stderr, "data");
    };
    await within(ready(), "avahi");
  }

  cable(state) {
    command("ip", "link", "set", "hall0", state);
  }

  inside(...words) {
    command("nsenter", "-t", String(this.outside.pid), "-n", ...words);
  }

  /** Starts a phone that says hello; resolves with its process once it is welcome. */
  async phone(hello) {
    const words = [process.execPath, self, "phone", this.server.port, JSON.stringify(hello)];
    const child = spawn("nsenter", ["-t", String(this.outside.pid), "-n", ...words.map(String)], {
      env: { ...process.env, TABLEE_MESSAGES: "" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = await within(once(child.stdout, "data"), "the phone's welcome");
    assert.equal(String(said).trim(), "welcome");
    return child;
  }

  async close() {
    this.outside.kill();
    this.names.kill();
    const code = await this.server.stop();
    assert.equal(code, 0, this.server.err);
  }
}

/** Reads patches of the room until p1 is as wanted; asks now and then, so that it hears. */
async function seen(boss, wanted) {
  const alive = setInterval(() => boss.send(1, '{"t":"ping","c":1}'), 1000);
  const told = async () => {
    for (;;) {
      const m = JSON.parse((await boss.receive()).text);
      const person = m.topic === "room" && (m.doc ?? m.patch).people?.p1;
      if (person?.on === wanted) return;
    }
  };
  await within(told(), `p1 ${wanted ? "here" : "gone"}`).finally(() => clearInterval(alive));
}

async function listed(hall) {
  const { port, out } = hall.server;
  const hosts = ["10.42.0.1", HALL, "10.9.9.1", "172.17.0.1", "169.254.7.8"];
  const urls = hosts.map((a) => `http://${a}:${port}`);
  assert.deepEqual(JSON.parse((await get(port, "/api/where")).body).urls, urls);
  const printed = [...out.matchAll(/Phones: +(\S+)\/\n/g)].map(([, url]) => url);
  assert.deepEqual(printed, urls);
  assert.match(out, new RegExp(`or, by its name: +http://${NAME}.local:${port}/\n`));
  hall.inside(process.execPath, self, "neighbour", String(port));
  console.log("ok   P4 a hotspot first, then what phones reach; a container's, no network's last");
}

/** In this network of its own no port is anybody's: the second server moves on, and says so. */
async function taken(binary) {
  const first = http.createServer().listen(8080, "127.0.0.1");
  await once(first, "listening");
  const server = spawn(binary, ["serve", "--memory", "--open"], {
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let out = "";
  const said = async () => {
    while (!/127\.0\.0\.1:\d+/.test(out)) out += await once(server.stdout, "data");
  };
  await within(said(), "its address");
  assert.match(out, /^Port 8080 is taken: this one is 8081\.\n[^]*http:\/\/127\.0\.0\.1:8081\//);
  server.kill();
  await within(once(server, "exit"), "its end");
  first.close();
  console.log("ok   P4 a port that moved from 8080 is said");
}

/** The network gives another address in mid-hour: whoever shows one is told at once. */
async function moved(hall) {
  const { port } = hall.server;
  const boss = await Client.open(port);
  const options = { scenario: "la-mauve", tables: 1 };
  const { room, token } = (await ask(boss, { t: "create", options })).out;
  await ask(boss, { t: "hello", v: 1, room, token });
  command("ip", "route", "replace", "default", "via", PHONE);
  command("ip", "link", "set", "wlan0", "down");
  const told = async () => {
    while (JSON.parse((await boss.receive()).text).t !== "moved");
  };
  const first = async () => JSON.parse((await get(port, "/api/where")).body).urls[0];
  const was = `http://${HALL}:${port}`;
  while ((await first()) !== was) await within(told(), "the news of an address that went");
  command("ip", "addr", "add", `${MOVED}/24`, "dev", "hall0");
  command("ip", "addr", "del", `${HALL}/24`, "dev", "hall0");
  hall.inside("ip", "addr", "add", "10.72.0.2/24", "dev", "phone0");
  command("ip", "route", "replace", "default", "via", "10.72.0.2");
  const url = `http://${MOVED}:${port}`;
  while ((await first()) !== url) await within(told(), "the news of an address that came");
  const said = /The address has changed; phones take this one:\n.+\nPhones: +(\S+)\/\n/g;
  const printed = async () => {
    for (;;) {
      if ([...hall.server.out.matchAll(said)].pop()?.[1] === url) return;
      await once(hall.server.child.stdout, "data");
    }
  };
  await within(printed(), "the new address in the terminal");
  const fetched = `fetch("${url}/livez").then((r) => process.exit(r.ok ? 0 : 1))`;
  hall.inside(process.execPath, "-e", fetched);
  boss.socket.destroy();
  console.log("ok   an address that changes is told, shown and reached at once");
}

async function pulled(hall) {
  const boss = await Client.open(hall.server.port);
  const options = { scenario: "la-mauve", tables: 1 };
  const { room, token } = (await ask(boss, { t: "create", options })).out;
  const alix = (await ask(boss, { t: "join", room, name: "Alix" })).out;
  await ask(boss, { t: "hello", v: 1, room, token });
  const before = sockets(hall.server.child.pid);

  const hello = { t: "hello", id: 1, v: 1, room, token: alix.token };
  const lost = await hall.phone(hello);
  await seen(boss, true);
  assert.equal(sockets(hall.server.child.pid), before + 1);
  hall.cable("down");
  await seen(boss, false);
  await within(closed(hall.server.child.pid, before), "the end of its socket");
  lost.kill();

  hall.cable("up");
  const back = await hall.phone(hello);
  await seen(boss, true);
  back.kill();
  boss.socket.destroy();
  console.log(
    "ok   a phone whose network went is gone, its socket too, and comes back to its seat",
  );
}

if (what === "phone") await phone(...rest);
else if (what === "neighbour") await neighbour(...rest);
else if (what === "inside") {
  const hall = await Hall.open(...rest);
  await listed(hall);
  await pulled(hall);
  await moved(hall);
  await taken(...rest);
  await hall.close();
} else {
  const own = process.getuid() === 0 ? "-nm" : "-Urnm";
  const words = [own, process.execPath, self, "inside", what];
  process.exitCode = spawnSync("unshare", words, { stdio: "inherit" }).status;
}
