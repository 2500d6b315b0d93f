# Two stages, so that the tools that install are not in what runs.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1 UV_COMPILE_BYTECODE=1
WORKDIR /build
COPY requirements/uv.txt requirements/production.txt requirements/
RUN python -m venv /opt/imca \
    && pip install --require-hashes --requirement requirements/uv.txt \
    && uv pip install --python /opt/imca/bin/python --require-hashes --requirement requirements/production.txt

FROM python:3.11-slim-bookworm
# What WeasyPrint loads.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/imca --create-home --shell /usr/sbin/nologin imca
COPY --from=build /opt/imca /opt/imca
ENV PATH=/opt/imca/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    IMCA_VAR=/var/lib/imca XDG_CACHE_HOME=/tmp/cache
WORKDIR /srv/imca
COPY . .
# The values stand for a site in use and are gone after this line; the files are the same for all.
RUN ALLOWED_HOSTS=build SECRET_KEY=build STATIC_ROOT=/srv/imca/collected python manage.py collectstatic --no-input \
    && rm -rf /var/lib/imca/* && chown imca: /var/lib/imca
ENV STATIC_ROOT=/srv/imca/collected
USER imca
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=4 \
    CMD ["python", "scripts/healthcheck.py", "http://127.0.0.1:8000/healthz"]
CMD ["gunicorn", "imca.wsgi", "--no-control-socket", "--bind", "0.0.0.0:8000", "--threads", "4", "--access-logfile", "-"]
