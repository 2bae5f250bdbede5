"""TimelineJS3 and vis-timeline with the same quotations: a static page each, on a free port.

Each page is what its library's own instructions say, with nothing taken from elsewhere. Files are
compressed as our site compresses them: Brotli for what lies ready, gzip for what is made from data.
"""

import contextlib
import gzip
import json
import mimetypes
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli

from bench.site import ROOT

MODULES = ROOT / "node_modules"
TIMELINEJS = MODULES / "@knight-lab" / "timelinejs" / "dist"
VIS = MODULES / "vis-timeline"
HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Quotations</title>'
TIMELINEJS_PAGE = f"""{HEAD}
<link rel="stylesheet" href="/timelinejs/css/timeline.css">
<link rel="icon" href="data:,">
<style>html, body {{ margin: 0; height: 100% }} #timeline {{ height: 100vh }}</style></head>
<body><div id="timeline"></div><script src="/timelinejs/js/timeline.js"></script>
<script>
  const options = {{ font: null, script_path: location.origin + "/timelinejs/js/" }};
  window.timeline = new TL.Timeline("timeline", "/timelinejs.json", options);
</script></body></html>"""
VIS_PAGE = f"""{HEAD}
<link rel="stylesheet" href="/vis/styles/vis-timeline-graph2d.min.css">
<link rel="icon" href="data:,">
<style>html, body {{ margin: 0 }}</style></head>
<body><div id="timeline"></div>
<script src="/vis/standalone/umd/vis-timeline-graph2d.min.js"></script>
<script>
  fetch("/vis.json").then((answer) => answer.json()).then((rows) => {{
    const options = {{ maxHeight: "100vh", verticalScroll: true }};
    const holder = document.getElementById("timeline");
    window.timeline = new vis.Timeline(holder, new vis.DataSet(rows), options);
  }});
</script></body></html>"""


@contextlib.contextmanager
def served(quotations):
    """The address of both pages, /timelinejs and /vis.

    `quotations` are rows of our own JSON export.
    """
    made = {
        "/timelinejs": ("text/html", TIMELINEJS_PAGE),
        "/vis": ("text/html", VIS_PAGE),
        "/timelinejs.json": ("application/json", timelinejs_data(quotations)),
        "/vis.json": ("application/json", vis_data(quotations)),
    }
    answers = {
        path: (kind, "gzip", gzip.compress(text.encode(), 6)) for path, (kind, text) in made.items()
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(answers))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def handler(answers):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            answer = answers.get(self.path) or file_answer(self.path)
            if answer is None:
                self.send_error(404)
                return
            kind, encoding, body = answer
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Encoding", encoding)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    def file_answer(path):
        _, library, *rest = path.partition("?")[0].split("/")
        folder = {"timelinejs": TIMELINEJS, "vis": VIS}.get(library)
        file = folder and Path(folder, *rest)
        if not file or not file.is_file():
            return None
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        answers[path] = (kind, "br", brotli.compress(file.read_bytes()))
        return answers[path]

    return Handler


def timelinejs_data(quotations):
    events = [
        {
            "unique_id": row["ref"],
            "start_date": timelinejs_date(row["date_first"]),
            "end_date": timelinejs_date(row["date_last"]),
            "text": {
                "headline": row["speaker"],
                "text": f"<p>{row['text']}</p><p>{row['source']['title']}, {row['locator']}</p>",
            },
        }
        for row in quotations
    ]
    return json.dumps({"events": events})


def timelinejs_date(day):
    year, month, date = day.split("-")
    return {"year": year, "month": month, "day": date}


def vis_data(quotations):
    """Its boxes hold a line each, so the words are cut there and whole in the title."""
    return json.dumps(
        [
            {
                "id": row["ref"],
                "start": row["date_first"],
                "content": f"{row['speaker']}: {row['text'][:60]}…",
                "title": f"{row['text']} {row['source']['title']}, {row['locator']}",
            }
            for row in quotations
        ]
    )
