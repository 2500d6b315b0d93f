#!/bin/sh
# The demonstration: an invented unit, its valuation and its report; then the site on this machine.
#
#   scripts/demo.sh [serve|no-serve] [PORT]
#
# It keeps to SQLite and the embedded worker, whatever services the shell points to: invented people
# have no business in a database that is in use.
set -eu
cd "$(dirname "$0")/.."
unset DATABASE_URL DATABASE_URL_FILE CELERY_BROKER_URL CELERY_BROKER_URL_FILE ALLOWED_HOSTS || :

.venv/bin/python manage.py migrate --verbosity 0
.venv/bin/python manage.py demo
[ "${1:-serve}" = serve ] || exit 0

port=${2:-8000}
printf '\nThe site: http://127.0.0.1:%s/ (Ctrl+C ends it)\n' "$port"
exec .venv/bin/gunicorn imca.wsgi --no-control-socket --bind "127.0.0.1:$port" --workers 1 --threads 4
