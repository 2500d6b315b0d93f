"""Settings of the limits on attempts and of passwords, the same everywhere (docs/adr/0012)."""

from datetime import timedelta

# Whoever fails too often waits, by username and address together, so that nobody shuts others out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = timedelta(minutes=15)
# The time that the page names stays true, and the right password ends the count.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "secretariats.client.client_address"
AXES_LOCKOUT_CALLABLE = "secretariats.web.views.locked"
# Only failures are kept, and only while they count.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
# What -> how often within how long, counted in the database by secretariats.actions.count_attempt.
ATTEMPT_LIMITS = {
    # Failed logins from one address, whatever the usernames.
    "login": (100, timedelta(hours=1)),
    # Links to a new password asked for from one address, and for one e-mail address.
    "password_reset": (20, timedelta(hours=1)),
    "password_reset_mail": (3, timedelta(hours=1)),
    # Tokens of the interface that are none, from one address.
    "token": (30, timedelta(minutes=15)),
    # Wrong set-up codes, from whatever address.
    "setup": (20, timedelta(hours=1)),
    # Readings of a calendar that a person asks for.
    "calendar": (20, timedelta(hours=1)),
}

# How passwords are kept, and which are refused.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS.append(
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    }
)
