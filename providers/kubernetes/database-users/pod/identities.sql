-- Makes the roles as which identities sign in to a server on Azure, as `wanted` lists them: [{ "role", "objectId" }]. Runs in the
-- database `postgres`, as an administrator that is an identity itself: Azure takes the label, by which a server knows an identity,
-- of nobody else. https://learn.microsoft.com/azure/postgresql/security/security-manage-entra-users
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET search_path = pg_catalog;
SELECT set_config('triptych.wanted', :'wanted', false) \g /dev/null

DO $identities$
DECLARE
  -- The comment on roles that this makes.
  mark CONSTANT text := 'Login of an identity, kept by Triptych';
  wanted CONSTANT jsonb := current_setting('triptych.wanted');
  statement text;
  name text;
BEGIN
  FOR name IN
    SELECT r.rolname
    FROM jsonb_to_recordset(wanted) AS u(role text) JOIN pg_roles r ON r.rolname = u.role
    WHERE shobj_description(r.oid, 'pg_authid') IS DISTINCT FROM mark
  LOOP
    RAISE EXCEPTION 'role "%" is there already, and somebody else has made it: drop it', name;
  END LOOP;

  FOR statement IN
    SELECT format('CREATE ROLE %I LOGIN; COMMENT ON ROLE %I IS %L', u.role, u.role, mark)
    FROM jsonb_to_recordset(wanted) AS u(role text)
    WHERE NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = u.role)
  LOOP
    EXECUTE statement;
  END LOOP;

  -- Of an identity that was made anew, too, which has another id.
  FOR statement IN
    SELECT format('ALTER ROLE %I LOGIN; SECURITY LABEL FOR pgaadauth ON ROLE %I IS %L', u.role, u.role, format('aadauth,oid=%s,type=service', u."objectId"))
    FROM jsonb_to_recordset(wanted) AS u(role text, "objectId" text) JOIN pg_roles r ON r.rolname = u.role
    LEFT JOIN pg_shseclabel l ON l.objoid = r.oid AND l.classoid = 'pg_authid'::regclass AND l.provider = 'pgaadauth'
    WHERE coalesce(strpos(l.label, format('oid=%s', u."objectId")), 0) = 0
  LOOP
    EXECUTE statement;
  END LOOP;

  -- Roles of identities that sign in no more. One that owns something stays, without a login.
  FOR name IN
    SELECT r.rolname
    FROM pg_roles r
    WHERE shobj_description(r.oid, 'pg_authid') = mark
      AND NOT EXISTS (SELECT FROM jsonb_to_recordset(wanted) AS u(role text) WHERE u.role = r.rolname)
      AND (r.rolcanlogin OR NOT EXISTS (SELECT FROM pg_shdepend d WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid))
  LOOP
    EXECUTE format('ALTER ROLE %I NOLOGIN; SECURITY LABEL FOR pgaadauth ON ROLE %I IS NULL', name, name);
    BEGIN
      PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = name;
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE WARNING 'sessions of "%" last until they end', name;
    END;
    BEGIN
      EXECUTE format('DROP ROLE %I', name);
    EXCEPTION WHEN dependent_objects_still_exist THEN
      RAISE WARNING 'role "%" owns something: it stays, without a login', name;
    END;
  END LOOP;
END
$identities$;
