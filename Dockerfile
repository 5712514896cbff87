# Production image: web, workers and beat are the same image with another command.
FROM node:20.18.1-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.11.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 DJANGO_SETTINGS_MODULE=passlogement.settings.production
# pg_dump and psql of the server's own version, from PostgreSQL's repository: Debian's are older and refuse it.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends ca-certificates postgresql-common \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install -y -qq --no-install-recommends postgresql-client-18 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/passlogement/app
COPY requirements/base.txt requirements/base.txt
# The embedded servers and the tests' tools stay out of production.
RUN pip install --require-hashes -r requirements/base.txt
COPY --from=assets /build/node_modules node_modules
COPY . .
# Static files get their hashes here; the values are placeholders that no running process sees.
RUN SECRET_KEY=build ENCRYPTION_KEYS=build:YnVpbGQtb25seS1rZXktb2YtMzItYnl0ZXMtLS0tLS0= ALLOWED_HOSTS=build \
    DATABASE_URL=postgres://build/build VAULT_DATABASE_URL=postgres://build/vault REDIS_URL=redis://build \
    EMAIL_HOST=build STATIC_ROOT=/srv/passlogement/static python manage.py collectstatic --noinput \
    && useradd --system --uid 10001 passlogement \
    && install -d -o passlogement /srv/passlogement/photos /srv/passlogement/backups /srv/passlogement/beat
USER passlogement
EXPOSE 8000
# Heartbeats of its processes go to memory: the root is read-only.
CMD ["gunicorn", "--bind=0.0.0.0:8000", "--workers=4", "--threads=4", "--worker-tmp-dir=/dev/shm", "--access-logfile=/dev/null", "passlogement.wsgi"]
