-- The five roles of the database, for whoever may create roles. Safe to run again.
-- moments owns the tables and signs in; a page works as moments_web, the house looks at both
-- partners as moments_steward; moments_keeper keeps the keys of what people write; moments_dealer alone
-- reads what two people choose in private. Row-level security binds all five, so none may be above it.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['moments', 'moments_web', 'moments_steward', 'moments_keeper', 'moments_dealer'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I', name);
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = name AND (rolsuper OR rolbypassrls OR rolcreaterole)) THEN
      RAISE EXCEPTION 'The role % may do too much: it must not be a superuser, bypass row-level security or create roles.', name;
    END IF;
  END LOOP;
END
$$;

ALTER ROLE moments LOGIN;
ALTER ROLE moments_web NOLOGIN;
ALTER ROLE moments_steward NOLOGIN;
ALTER ROLE moments_keeper NOLOGIN;
ALTER ROLE moments_dealer NOLOGIN;

GRANT moments_web, moments_steward, moments_keeper, moments_dealer TO moments;

-- What PostgreSQL writes into its own log of a statement that fails: that it failed, never the statement
-- or the row, in which people's words stand. Only a superuser may say so; elsewhere, set it for the server.
DO $$
BEGIN
  ALTER ROLE moments SET log_min_error_statement = 'panic';
  ALTER ROLE moments SET log_error_verbosity = 'terse';
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'Set log_min_error_statement = panic and log_error_verbosity = terse for the server.';
END
$$;
