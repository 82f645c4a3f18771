// A WebSocket client small enough to read: RFC 6455, text frames, no extension, over node:net.
// It keeps what a browser hides (close codes, raw frames), and needs no package.
import crypto from "node:crypto";
import { EventEmitter } from "node:events";
import net from "node:net";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

function frame(opcode, payload) {
    const n = payload.length;
    const head = n < 126 ? Buffer.from([0, n]) : n < 65536 ? Buffer.alloc(4) : Buffer.alloc(10);
    if (n >= 126 && n < 65536) ((head[1] = 126), head.writeUInt16BE(n, 2));
    if (n >= 65536) ((head[1] = 127), head.writeBigUInt64BE(BigInt(n), 2));
    head[0] = 0x80 | opcode;
    head[1] |= 0x80;
    const mask = crypto.randomBytes(4);
    const body = Buffer.from(payload);
    for (let i = 0; i < n; i++) body[i] ^= mask[i & 3];
    return Buffer.concat([head, mask, body]);
}

export class Socket extends EventEmitter {
    constructor(port, path = "/ws", protocol = "tablee.v1") {
        super();
        this.buffer = Buffer.alloc(0);
        this.parts = [];
        this.open = false;
        const key = crypto.randomBytes(16).toString("base64");
        this.accept = crypto
            .createHash("sha1")
            .update(key + GUID)
            .digest("base64");
        this.tcp = net.connect(port, "127.0.0.1", () => {
            this.tcp.write(
                `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
                    `Connection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\n` +
                    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`,
            );
        });
        this.tcp.on("data", (data) => this.take(data));
        this.tcp.on("close", () => this.emit("close", this.code ?? 1006));
        this.tcp.on("error", (error) => this.emit("failed", error));
    }

    take(data) {
        this.buffer = Buffer.concat([this.buffer, data]);
        if (!this.open && !this.shake()) return;
        while (this.one());
    }

    shake() {
        const end = this.buffer.indexOf("\r\n\r\n");
        if (end < 0) return false;
        const head = this.buffer.subarray(0, end).toString();
        this.buffer = this.buffer.subarray(end + 4);
        if (!head.startsWith("HTTP/1.1 101") || !head.includes(this.accept)) {
            this.emit("failed", new Error(head.split("\r\n")[0]));
            this.tcp.destroy();
            return false;
        }
        this.open = true;
        this.emit("open");
        return true;
    }

    one() {
        const b = this.buffer;
        if (b.length < 2) return false;
        let n = b[1] & 127;
        let at = 2;
        if (n === 126) {
            if (b.length < 4) return false;
            ((n = b.readUInt16BE(2)), (at = 4));
        } else if (n === 127) {
            if (b.length < 10) return false;
            ((n = Number(b.readBigUInt64BE(2))), (at = 10));
        }
        if (b.length < at + n) return false;
        const payload = b.subarray(at, at + n);
        this.buffer = b.subarray(at + n);
        this.handle(b[0] & 15, (b[0] & 128) !== 0, payload);
        return true;
    }

    handle(opcode, last, payload) {
        if (opcode === 8) {
            this.code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
            this.reason = payload.subarray(2).toString();
            this.tcp.end(frame(8, payload.subarray(0, 2)));
        } else if (opcode === 9) this.tcp.write(frame(10, payload));
        else if (opcode <= 2) {
            this.parts.push(Buffer.from(payload));
            if (!last) return;
            const text = Buffer.concat(this.parts).toString();
            this.parts = [];
            this.emit("text", text);
        }
    }

    send(text) {
        this.tcp.write(frame(1, Buffer.from(text)));
    }

    close() {
        this.tcp.end(frame(8, Buffer.from([3, 232])));
    }

    cut() {
        this.tcp.destroy();
    }
}
