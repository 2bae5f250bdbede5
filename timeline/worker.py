"""Gunicorn's worker with threads, where nobody can hold a thread by sending slowly."""

import contextlib
import socket
import threading
import time

from gunicorn.workers.gthread import ThreadWorker

from timeline.gunicorn_conf import request_seconds

TOO_SLOW = (
    b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Length: 30\r\n\r\n"
    b"The request came too slowly.\r\n"
)


class PunctualWorker(ThreadWorker):
    """A request must have come whole some seconds after its beginning (REQUEST_SECONDS).

    Then its connection is closed for reading, which ends whatever waits for more of it; an answer
    that is under way, a long download say, goes on. A proxy that buffers never comes near this.
    """

    def init_process(self):
        self.begun = {}  # connection → when its request began, as time.monotonic says it
        self.answering = set()  # connections whose request has come as far as its headers
        threading.Thread(target=self.watch, daemon=True).start()
        super().init_process()

    def handle(self, conn):
        self.begun[conn] = time.monotonic()
        try:
            return super().handle(conn)
        finally:
            self.begun.pop(conn, None)
            self.answering.discard(conn)

    def handle_request(self, req, conn):
        self.answering.add(conn)
        return super().handle_request(req, conn)

    def watch(self):
        while True:
            time.sleep(1)
            latest = time.monotonic() - request_seconds
            for conn, begun in list(self.begun.items()):
                if begun < latest and self.begun.pop(conn, None):
                    self.end_reading(conn)

    def end_reading(self, conn):
        with contextlib.suppress(OSError):  # the client may be gone
            if conn not in self.answering:
                conn.sock.sendall(TOO_SLOW)
            conn.sock.shutdown(socket.SHUT_RD)
