#!/usr/bin/env python3
"""terminal.py COMMAND...: runs it in a terminal of its own, closes that once it has said that
closing it matters, and ends with its exit code; what it said goes to standard output."""
import os
import pty
import sys

child, master = pty.fork()
if child == 0:
    os.execv(sys.argv[1], sys.argv[1:])
said = b""
while b"this terminal" not in said:
    said += os.read(master, 4096)
os.close(master)
_, status = os.waitpid(child, 0)
print(said.decode())
sys.exit(os.waitstatus_to_exitcode(status))
