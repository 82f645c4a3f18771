// A relay as people write it with Node and ws: the first message of a connection is the number of
// its room and is answered by itself, every later one goes to all of the room.
import { WebSocketServer } from "ws";

const rooms = new Map();
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
server.on("listening", () => console.log(`port ${server.address().port}`));
server.on("connection", (socket) => {
    let room;
    socket.on("message", (data) => {
        if (!room) {
            const name = data.toString();
            room = rooms.get(name) ?? new Set();
            rooms.set(name, room.add(socket));
            socket.send(name);
            return;
        }
        for (const member of room) member.send(data, { binary: false });
    });
    socket.on("close", () => room?.delete(socket));
});
