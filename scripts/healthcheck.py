"""Ask an address of the site and end with status 0 where it answers 200.

    python scripts/healthcheck.py http://127.0.0.1:8000/healthz

The site answers only to the names it was given, so it is asked by the first of ``ALLOWED_HOSTS``.
"""

import http.client
import os
import sys
from urllib.parse import urlsplit


def status(address: str) -> int:
    """Return the status that ``address`` answers with."""
    parts = urlsplit(address)
    name = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    host = name if name not in {"", "*"} else "localhost"
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=4)
    try:
        connection.request("GET", parts.path, headers={"Host": host})
        return connection.getresponse().status
    finally:
        connection.close()


if __name__ == "__main__":
    try:
        sys.exit(status(sys.argv[1]) != http.client.OK)
    except OSError as error:
        sys.exit(f"{sys.argv[1]} does not answer: {error}")
