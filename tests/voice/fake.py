#!/usr/bin/env python3
"""An engine of voices that carries none, for screens: it says yes to all. fake.py SOCKET"""
import json
import os
import socket
import sys

SDP = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=fmtp:111 useinbandfec=1\r\n"
DONE = {"create": "created", "join": "joined", "changeroom": "roomchanged", "destroy": "destroyed"}

path = sys.argv[1]
if os.path.exists(path):
    os.unlink(path)
listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
listener.bind(path)
listener.listen()
client, _ = listener.accept()
number = 1
while text := client.recv(65536):
    asked = json.loads(text)
    said = {"janus": "success", "transaction": asked["transaction"]}
    if asked["janus"] in ("create", "attach"):
        number += 1
        said["data"] = {"id": number}
    elif asked["janus"] == "message":
        what = asked["body"]["request"]
        data = {"audiobridge": DONE.get(what, "event"), "result": "ok"}
        said.update(janus="event", sender=asked["handle_id"], plugindata={"data": data})
        if what == "join":
            said["jsep"] = {"type": "answer", "sdp": SDP}
    else:
        said["janus"] = "ack"
    client.send(json.dumps(said).encode())
    if asked["janus"] == "message" and asked["body"]["request"] == "configure":
        speaks = {"audiobridge": "talking", "id": "2"}
        client.send(json.dumps({"janus": "event", "sender": asked["handle_id"],
                                "plugindata": {"data": speaks}}).encode())
