"""Settings of the tests: those of the site, with nothing kept and nothing slow.

``DATABASE_URL`` chooses the database that tests of storage run on; without it, SQLite.
"""

import atexit
import os
import shutil
import tempfile
import zlib
from pathlib import Path

# Whatever the shell says about a site in use must not reach the tests.
for _name in (
    *("ALLOWED_HOSTS", "BEHIND_TLS", "CELERY_BROKER_URL", "CSRF_TRUSTED_ORIGINS", "DEBUG"),
    *("DEFAULT_FROM_EMAIL", "EMAIL_URL", "SESSION_HOURS", "SITE_URL", "TRUSTED_PROXIES"),
):
    os.environ.pop(_name, None)
_VAR = Path(tempfile.mkdtemp(prefix="imca-tests-"))
atexit.register(shutil.rmtree, _VAR, ignore_errors=True)
os.environ["IMCA_VAR"] = str(_VAR)
os.environ["SECRET_KEY"] = "known-to-every-test"
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = f"sqlite:///{_VAR / 'imca.sqlite3'}"

from imca.settings import *  # noqa: E402, F403 - the environment is set first
from imca.settings import BASE_DIR, DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

_DATABASE = DATABASES["default"]
if _DATABASE["ENGINE"].endswith("sqlite3"):
    # A file, not memory: workers in other threads open it too, and wait for each other.
    _DATABASE["TEST"] = {"NAME": str(_VAR / "test.sqlite3")}
    _DATABASE["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    _DATABASE["NAME"] = _DATABASE["NAME"] or "imca"
    # One name for each checkout, so that two of them can be tested on one server at a time.
    _CHECKOUT = f"{zlib.crc32(str(BASE_DIR).encode()):08x}"
    _DATABASE["TEST"] = {"NAME": f"test_{_DATABASE['NAME']}_{_CHECKOUT}"}
