# One image for every process of the site; docker-compose.yml says which command each one runs.
FROM python:3.13-slim AS packages
COPY requirements/run.txt /tmp/run.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --requirement /tmp/run.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MOMENTS_ENV=production \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin moments
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
# The files are gathered with a secret that lives for this one command; no database is asked.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    MASTER_KEYS="$(python -c 'import secrets; print(secrets.token_hex(32))')" \
    DATABASE_URL="postgres://none@/none?host=/nowhere" REDIS_URL=unix:///nowhere/redis.sock \
    MAIL_HOST=localhost SITE_URL=https://moments.invalid ALLOWED_HOSTS=moments.invalid \
    python manage.py collectstatic --no-input
USER 10001
EXPOSE 8000
