# SPDX-License-Identifier: Apache-2.0
"""Notes, kept in memory. The gate says who is calling; of tokens, cookies and certificates nothing is known here."""
import json
import os
import signal
import sys
import uuid
from datetime import datetime, timezone
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LARGEST_BODY = 16 * 1024
notes = {}  # by id


class Notes(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    headers = {}  # of a request that could not even be read

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/health":
            self.answer(200, {"status": "UP"})
        elif path == "/notes":
            self.answer(200, {"items": [note for note in list(notes.values()) if note["owner"] == self.caller()]})
        elif path == "/notes/all":  # the gate lets only admins come here
            self.answer(200, {"items": list(notes.values())})
        else:
            self.send_error(404, "There is nothing here.")

    do_HEAD = do_GET

    def do_POST(self):
        size = self.headers.get("content-length", "")
        if not size.isdecimal() or int(size) > LARGEST_BODY:
            return self.send_error(413, f"Send at most {LARGEST_BODY} bytes, and say how many.")
        try:
            text = json.loads(self.rfile.read(int(size)))["text"].strip()
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return self.send_error(400, 'Send {"text": "..."}.')
        note = {"id": str(uuid.uuid4()), "owner": self.caller(), "text": text}
        notes[note["id"]] = note
        self.answer(201, note)

    def do_DELETE(self):
        note = notes.get(self.path.removeprefix("/notes/").lower())
        if note is None or self.caller() != note["owner"] and "admin" not in self.headers["x-user-role"].split():
            return self.send_error(404, "There is no such note of yours.")
        notes.pop(note["id"], None)
        self.answer(204)

    def caller(self):
        return self.headers["x-user-id"]

    def answer(self, status, body=None, media_type="application/json"):
        content = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        if content:
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else content)

    def send_error(self, code, message=None, explain=None):
        self.close_connection = True  # what is left of the body is not read
        problem = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code, "detail": message}
        problem["requestId"] = self.headers.get("x-request-id")
        self.answer(code, problem, "application/problem+json")

    def log_request(self, code="-", size="-"):
        line = {"time": datetime.now(timezone.utc).isoformat(), "level": "INFO"}
        line |= {"message": f"{self.requestline} {int(code)}", "requestId": self.headers.get("x-request-id")}
        print(json.dumps(line), flush=True)


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
# On a laptop nobody but the proxy beside it may ask; in a pod (HOST=0.0.0.0) the sidecar sees to that.
ThreadingHTTPServer((os.environ.get("HOST", "127.0.0.1"), int(os.environ["PORT"])), Notes).serve_forever()
