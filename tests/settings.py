"""Settings of the tests: those of the site, with nothing kept and nothing slow."""

import os
import tempfile

os.environ["IMCA_VAR"] = tempfile.mkdtemp(prefix="imca-tests-")
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from imca.settings import *  # noqa: F403 - the environment is set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
