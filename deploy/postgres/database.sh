#!/bin/sh
# The database of the site, owned by the role that signs in; roles.sql has made the roles.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --set password="$DATABASE_PASSWORD" <<'SQL'
ALTER ROLE moments PASSWORD :'password';
CREATE DATABASE moments OWNER moments;
SQL
