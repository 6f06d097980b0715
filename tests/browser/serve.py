"""Serves a folder on this machine: `serve.py FOLDER PORT`, the next free port if that one is taken.

Like `python3 -m http.server`, but nothing is cached, so that a rebuilt page shows on reload. With
`--isolated` after the port a page may share memory among threads, which others than ours need.
"""

import functools
import http.server
import sys


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".md": "text/markdown; charset=utf-8",
        ".wasm": "application/wasm",
    }

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        # As static hosts send it: a sandboxed frame asks for everything from another origin.
        self.send_header("Access-Control-Allow-Origin", "*")
        if "--isolated" in sys.argv:
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, *_):
        """A request is no news."""


def main():
    folder, first = sys.argv[1], int(sys.argv[2])
    handler = functools.partial(Handler, directory=folder)
    for port in range(first, first + 50):
        try:
            server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError:
            continue
        with server:
            print(f"SciNet Notebook: http://127.0.0.1:{port}/  (Ctrl+C ends it)", flush=True)
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                return 0
    print(f"no free port from {first} to {first + 49}; set PORT to another", file=sys.stderr)
    return 1


sys.exit(main())
