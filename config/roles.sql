-- The three roles of the database, made by the cluster's superuser. Safe to run again.
-- moments owns the tables and signs in; a page works as moments_web, the house looks at both
-- partners as moments_steward. Row-level security binds all three.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['moments', 'moments_web', 'moments_steward'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I', name);
    END IF;
  END LOOP;
END
$$;

ALTER ROLE moments LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE moments_web NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE moments_steward NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

GRANT moments_web, moments_steward TO moments;
