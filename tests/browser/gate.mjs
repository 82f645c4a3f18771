// A way to the server that a test can cut, swallow and mend: all the bytes of a browser pass here,
// and its address stays the same when the server comes back on another port.
import net from "node:net";

export class Gate {
    pairs = new Set();
    dead = new Set(); // open for the browser, and nothing comes of it any more
    open = true;
    silent = false;
    watchers = new Set();

    constructor(target) {
        this.target = target;
    }
    async listen() {
        this.server = net.createServer((near) => this.take(near));
        await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
        this.port = this.server.address().port;
        return this;
    }
    take(near) {
        near.on("error", () => near.destroy());
        if (!this.open) return near.destroy();
        if (this.silent) return this.dead.add(near.resume());
        const far = net.connect(this.target, "127.0.0.1");
        const pair = { near, far };
        this.pairs.add(pair);
        const look = () => this.watchers.forEach((watcher) => watcher());
        const end = () => {
            if (!this.dead.has(near)) near.destroy();
            far.destroy();
            this.pairs.delete(pair);
            look();
        };
        for (const socket of [near, far]) socket.on("error", end).on("close", end);
        near.once("data", (head) => ((pair.live = head.includes("GET /ws ")), look()));
        near.pipe(far).pipe(near);
    }
    /** How many WebSockets pass here now. */
    get live() {
        return [...this.pairs].filter((pair) => pair.live).length;
    }
    /** Resolves once no more than `n` do: what a closed page leaves ends a moment after it. */
    atMost(n) {
        return new Promise((resolve, reject) => {
            const late = () => end(() => reject(new Error(`${this.live} WebSockets, not ${n}`)));
            const timer = setTimeout(late, 45_000);
            const look = () => this.live <= n && end(resolve);
            const end = (settle) => {
                clearTimeout(timer);
                this.watchers.delete(look);
                settle();
            };
            this.watchers.add(look);
            look();
        });
    }
    cut() {
        this.open = false;
        for (const { near, far } of this.pairs) (near.destroy(), far.destroy());
    }
    /** As a phone that slept, or a way that vanished: what is open stays so, and says nothing. */
    swallow() {
        this.silent = true;
        for (const { near, far } of this.pairs) {
            this.dead.add(near);
            near.unpipe(far);
            far.unpipe(near);
            near.resume();
            far.resume();
        }
    }
    mend(target = this.target) {
        this.target = target;
        this.open = true;
        this.silent = false;
    }
    close() {
        this.cut();
        for (const near of this.dead) near.destroy();
        this.server.close();
    }
}
