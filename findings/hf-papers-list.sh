#!/usr/bin/env bash
# One paper of Daily Papers, asked for as part of its day and by its id, with Hugging Face's own client.
#
# Version:   huggingface_hub 2.4.0
# Behaviour: The Hub nests a paper's repository, stars, project page and AI summary inside `paper` in the answer for a
#            day. list_daily_papers() looks for them one level higher, so they are None for every paper of every day,
#            although the answer holds them. The submitter's login is "", because it is `name` there and `user`
#            elsewhere. submitted_at is not the day that was asked for, and not the one that paper_info() gives.
# Guessed:   Two calls that return the same class fill the same fields from the same data.
# Seen:      Five fields None, an empty login and another day; the table is at the end.
#
# The answers come from a server on loopback, in the shape in which the Hub gives them.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check huggingface_hub==2.4.0

env -u HF_TOKEN -u HF_HUB_OFFLINE HF_HOME="$work/hf" HF_HUB_DISABLE_TELEMETRY=1 NO_PROXY=127.0.0.1 no_proxy=127.0.0.1 \
    "$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PERSON = {"_id": "1", "avatarUrl": "/a.svg", "fullname": "Jane Doe", "name": "jdoe", "type": "user", "isPro": False}
PAPER = {
    "id": "2608.01230",
    "authors": [{"_id": "2", "name": "Jane Doe", "hidden": False}],
    "publishedAt": "2026-08-18T00:00:00.000Z",
    "submittedOnDailyAt": "2026-08-20T00:00:00.000Z",
    "submittedOnDailyBy": {**PERSON, "user": "jdoe"},
    "title": "Tokens for Thought",
    "summary": "We count tokens.",
    "upvotes": 42,
    "projectPage": "https://tokens.example",
    "githubRepo": "https://github.com/example/tokens",
    "githubStars": 7,
    "ai_summary": "Tokens are counted.",
    "ai_keywords": ["tokens"],
}
DAY = [
    {
        "paper": PAPER,
        "title": PAPER["title"],
        "summary": PAPER["summary"],
        "publishedAt": "2026-08-17T20:00:00.000Z",
        "numComments": 3,
        "submittedBy": PERSON,
    }
]


class Hub(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps(DAY if self.path.startswith("/api/daily_papers") else PAPER).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ["HF_ENDPOINT"] = f"http://127.0.0.1:{server.server_port}"

import huggingface_hub  # It reads HF_ENDPOINT when it is imported.

api = huggingface_hub.HfApi(token=False)
[listed] = api.list_daily_papers(date="2026-08-20")
single = api.paper_info("2608.01230")
print("huggingface_hub", huggingface_hub.__version__)
print(f"{'':14}{'in the list of its day':26}by its id")
for name in "title upvotes comments github_repo github_stars project_page ai_summary ai_keywords".split():
    print(f"{name:14}{str(getattr(listed, name)):26}{getattr(single, name)}")
print(f"{'submitted_by':14}{listed.submitted_by.username!r:26}{single.submitted_by.username!r}")
print(f"{'submitted_at':14}{listed.submitted_at.date()!s:26}{single.submitted_at.date()}")
PYTHON

cat "$work/seen"
diff - "$work/seen" <<'EXPECTED'
huggingface_hub 2.4.0
              in the list of its day    by its id
title         Tokens for Thought        Tokens for Thought
upvotes       42                        42
comments      3                         0
github_repo   None                      https://github.com/example/tokens
github_stars  None                      7
project_page  None                      https://tokens.example
ai_summary    None                      Tokens are counted.
ai_keywords   None                      ['tokens']
submitted_by  ''                        'jdoe'
submitted_at  2026-08-17                2026-08-20
EXPECTED
