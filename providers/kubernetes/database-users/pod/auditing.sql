-- Makes the extension that tells pgaudit the names of objects in DDL, where `auditing` is on, and takes it away where it is off. Runs as
-- the database's owner. The extension without its library lets no DDL pass, of nobody: as long as the server has not loaded it, or
-- loads it no more, the extension is not there either. A server says so by the library's own settings.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET search_path = pg_catalog;
SELECT set_config('triptych.auditing', :'auditing', false) \g /dev/null

DO $auditing$
DECLARE
  -- The comment on an extension that this makes. One that somebody else has made is theirs, as long as its library is loaded.
  mark CONSTANT text := 'Kept by Triptych';
  wanted CONSTANT boolean := current_setting('triptych.auditing') = 'on';
  -- Who may not see it takes it for loaded.
  loaded CONSTANT boolean := NOT pg_has_role('pg_read_all_settings', 'USAGE')
    OR EXISTS (SELECT FROM pg_settings WHERE pg_settings.name = 'pgaudit.log_catalog');
  made CONSTANT oid := (SELECT oid FROM pg_extension WHERE extname = 'pgaudit');
  ours CONSTANT boolean := coalesce(obj_description(made, 'pg_extension') = mark, false);
BEGIN
  IF wanted AND NOT loaded THEN
    RAISE WARNING 'the server has not loaded pgaudit: restart it';
  END IF;
  IF made IS NULL AND wanted AND loaded THEN
    CREATE EXTENSION pgaudit SCHEMA public;
    EXECUTE format('COMMENT ON EXTENSION pgaudit IS %L', mark);
  ELSIF made IS NOT NULL AND (NOT loaded OR ours AND NOT wanted) THEN
    DROP EXTENSION pgaudit;
  END IF;
END
$auditing$;
