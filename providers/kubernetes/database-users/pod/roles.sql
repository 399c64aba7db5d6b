-- Makes the roles of a database as `wanted` lists them: [{ "role", "rights", "schemas" }]. Runs as the database's owner, who is
-- no superuser. Says nothing, and changes nothing, where everything is as it should be. Holds no password. A role as which
-- identities sign in has a "group" that lets them do so, or "members", the roles of the identities, instead of a login.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET search_path = pg_catalog;
SELECT set_config('triptych.wanted', :'wanted', false) \g /dev/null

DO $roles$
DECLARE
  -- The comment on roles that this makes: by it, it knows them again when nobody lists them any more.
  mark CONSTANT text := 'Kept by Triptych';
  wanted CONSTANT jsonb := current_setting('triptych.wanted');
  owner CONSTANT oid := (SELECT oid FROM pg_roles WHERE rolname = current_user);
  statement text;
  name text;
BEGIN
  -- A role of that name that was there before is taken over, unless it may more than a user ever does.
  FOR name IN
    SELECT r.rolname
    FROM jsonb_to_recordset(wanted) AS u(role text) JOIN pg_roles r ON r.rolname = u.role
    WHERE r.rolsuper OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls OR pg_has_role(r.oid, owner, 'MEMBER')
  LOOP
    RAISE EXCEPTION 'role "%" is there already and may do what the owner of the database does: give the user another name', name;
  END LOOP;

  FOR statement IN
    SELECT format(
      '%s ROLE %I %s',
      CASE WHEN r.oid IS NULL THEN 'CREATE' ELSE 'ALTER' END,
      u.role,
      CASE WHEN u.members IS NULL THEN 'LOGIN' ELSE 'NOLOGIN PASSWORD NULL' END
    )
    FROM jsonb_to_recordset(wanted) AS u(role text, members text[]) LEFT JOIN pg_roles r ON r.rolname = u.role
    WHERE r.rolcanlogin IS DISTINCT FROM (u.members IS NULL)
  LOOP
    EXECUTE statement;
  END LOOP;

  FOR statement IN
    SELECT format('COMMENT ON ROLE %I IS %L', u.role, mark)
    FROM jsonb_to_recordset(wanted) AS u(role text) JOIN pg_roles r ON r.rolname = u.role
    WHERE shobj_description(r.oid, 'pg_authid') IS DISTINCT FROM mark
  LOOP
    EXECUTE statement;
  END LOOP;

  -- Roles that nobody lists any more may own something: they stay, without a login. What they had is taken from them below.
  FOR name IN
    SELECT r.rolname
    FROM pg_roles r
    WHERE shobj_description(r.oid, 'pg_authid') = mark
      AND r.rolcanlogin
      AND NOT EXISTS (SELECT FROM jsonb_to_recordset(wanted) AS u(role text) WHERE u.role = r.rolname)
  LOOP
    EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', name);
    BEGIN
      PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = name;
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE WARNING 'sessions of "%" last until they end', name;
    END;
  END LOOP;

  -- Groups of the server's or of the cloud's. In that of identities a password is of no use, and nobody shall have one.
  FOR statement IN
    WITH should(role, grp) AS (
      SELECT u.role, 'pg_monitor' FROM jsonb_to_recordset(wanted) AS u(role text, rights text) WHERE u.rights = 'monitor'
      UNION ALL
      SELECT u.role, u."group" FROM jsonb_to_recordset(wanted) AS u(role text, "group" text) WHERE u."group" IS NOT NULL
    ),
    given(role, grp) AS (
      SELECT r.rolname::text, g.rolname::text
      FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
      WHERE g.rolname IN ('pg_monitor', 'rds_iam') AND shobj_description(r.oid, 'pg_authid') = mark
    )
    SELECT format('GRANT %I TO %I', grp, role) || CASE grp WHEN 'pg_monitor' THEN '' ELSE format('; ALTER ROLE %I PASSWORD NULL', role) END
    FROM (SELECT * FROM should EXCEPT SELECT * FROM given) AS missing
    UNION ALL
    SELECT format('REVOKE %I FROM %I', grp, role)
    FROM (SELECT * FROM given EXCEPT SELECT * FROM should) AS superfluous
  LOOP
    EXECUTE statement;
  END LOOP;

  -- Who signs in as a role without a login of its own. The owner gives it to nobody else; members that others have made stay.
  FOR statement IN
    WITH should(role, member) AS (
      SELECT u.role, unnest(u.members) FROM jsonb_to_recordset(wanted) AS u(role text, members text[])
    ),
    given(role, member) AS (
      SELECT DISTINCT r.rolname::text, one.rolname::text
      FROM pg_roles r JOIN pg_auth_members m ON m.roleid = r.oid JOIN pg_roles one ON one.oid = m.member
      WHERE shobj_description(r.oid, 'pg_authid') = mark AND m.grantor = owner AND m.member <> owner
    )
    SELECT format('GRANT %I TO %I', role, member) FROM (SELECT * FROM should EXCEPT SELECT * FROM given) AS missing
    UNION ALL
    SELECT format('REVOKE %I FROM %I', role, member) FROM (SELECT * FROM given EXCEPT SELECT * FROM should) AS superfluous
  LOOP
    EXECUTE statement;
  END LOOP;

  -- Before PostgreSQL 15 everybody may create objects in the schema public.
  FOR statement IN
    SELECT DISTINCT format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', n.nspname)
    FROM jsonb_to_recordset(wanted) AS u(rights text, schemas text[])
    JOIN pg_namespace n ON n.nspname = ANY (u.schemas)
    CROSS JOIN LATERAL aclexplode(n.nspacl) AS entry
    WHERE u.rights <> 'monitor'
      AND entry.grantee = 0
      AND entry.privilege_type = 'CREATE'
      AND pg_has_role(owner, n.nspowner, 'USAGE')
  LOOP
    EXECUTE statement;
  END LOOP;

  -- Of everything that the owner may give away: what is given now against what should be. Rights of other kinds, such as
  -- TRUNCATE or rights to columns, are nobody's business here.
  FOR statement IN
    WITH kinds(rights, kind, privilege) AS (
      VALUES
        ('monitor', 'DATABASE', 'CONNECT'),
        ('read', 'DATABASE', 'CONNECT'),
        ('read', 'SCHEMA', 'USAGE'),
        ('read', 'TABLE', 'SELECT'),
        ('read', 'SEQUENCE', 'SELECT'),
        ('read-write', 'DATABASE', 'CONNECT'),
        ('read-write', 'SCHEMA', 'USAGE'),
        ('read-write', 'TABLE', 'SELECT'),
        ('read-write', 'TABLE', 'INSERT'),
        ('read-write', 'TABLE', 'UPDATE'),
        ('read-write', 'TABLE', 'DELETE'),
        ('read-write', 'SEQUENCE', 'SELECT'),
        ('read-write', 'SEQUENCE', 'USAGE'),
        ('read-write', 'ROUTINE', 'EXECUTE')
    ),
    objects(kind, schema, ident, owned_by, acl) AS (
      SELECT 'DATABASE', NULL, quote_ident(datname), datdba, datacl FROM pg_database WHERE datname = current_database()
      UNION ALL
      SELECT 'SCHEMA', nspname, quote_ident(nspname), nspowner, nspacl FROM pg_namespace
      UNION ALL
      SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname, c.oid::regclass::text, relowner, relacl
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      UNION ALL
      SELECT 'ROUTINE', n.nspname, p.oid::regprocedure::text, proowner, proacl
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    ),
    ours AS (
      SELECT * FROM objects
      WHERE pg_has_role(owner, owned_by, 'USAGE')
        AND (schema IS NULL OR schema <> 'information_schema' AND schema NOT LIKE 'pg\_%')
    ),
    should(kind, ident, role, privilege) AS (
      SELECT o.kind, o.ident, u.role, k.privilege
      FROM jsonb_to_recordset(wanted) AS u(role text, rights text, schemas text[])
      JOIN kinds k USING (rights)
      JOIN ours o ON o.kind = k.kind AND (o.schema IS NULL OR o.schema = ANY (u.schemas))
    ),
    given(kind, ident, role, privilege) AS (
      SELECT o.kind, o.ident, r.rolname::text, entry.privilege_type
      FROM ours o
      CROSS JOIN LATERAL aclexplode(o.acl) AS entry
      JOIN pg_roles r ON r.oid = entry.grantee
      WHERE shobj_description(r.oid, 'pg_authid') = mark
        AND entry.grantor = o.owned_by
        AND (o.kind, entry.privilege_type) IN (SELECT kind, privilege FROM kinds)
    )
    SELECT format('GRANT %s ON %s %s TO %I', string_agg(privilege, ', '), kind, ident, role)
    FROM (SELECT * FROM should EXCEPT SELECT * FROM given) AS missing
    GROUP BY kind, ident, role
    UNION ALL
    SELECT format('REVOKE %s ON %s %s FROM %I', string_agg(privilege, ', '), kind, ident, role)
    FROM (SELECT * FROM given EXCEPT SELECT * FROM should) AS superfluous
    GROUP BY kind, ident, role
  LOOP
    EXECUTE statement;
  END LOOP;

  -- The same for what the owner makes from now on.
  FOR statement IN
    WITH kinds(rights, letter, kind, privilege) AS (
      VALUES
        ('read', 'r', 'TABLES', 'SELECT'),
        ('read', 'S', 'SEQUENCES', 'SELECT'),
        ('read-write', 'r', 'TABLES', 'SELECT'),
        ('read-write', 'r', 'TABLES', 'INSERT'),
        ('read-write', 'r', 'TABLES', 'UPDATE'),
        ('read-write', 'r', 'TABLES', 'DELETE'),
        ('read-write', 'S', 'SEQUENCES', 'SELECT'),
        ('read-write', 'S', 'SEQUENCES', 'USAGE'),
        ('read-write', 'f', 'ROUTINES', 'EXECUTE')
    ),
    should(schema, kind, role, privilege) AS (
      SELECT n.nspname::text, k.kind, u.role, k.privilege
      FROM jsonb_to_recordset(wanted) AS u(role text, rights text, schemas text[])
      JOIN kinds k USING (rights)
      JOIN pg_namespace n ON n.nspname = ANY (u.schemas)
    ),
    given(schema, kind, role, privilege) AS (
      SELECT DISTINCT n.nspname::text, k.kind, r.rolname::text, entry.privilege_type
      FROM pg_default_acl d
      JOIN pg_namespace n ON n.oid = d.defaclnamespace
      CROSS JOIN LATERAL aclexplode(d.defaclacl) AS entry
      JOIN pg_roles r ON r.oid = entry.grantee
      JOIN kinds k ON k.letter = d.defaclobjtype::text AND k.privilege = entry.privilege_type
      WHERE d.defaclrole = owner AND shobj_description(r.oid, 'pg_authid') = mark
    )
    SELECT format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT %s ON %s TO %I', schema, string_agg(privilege, ', '), kind, role)
    FROM (SELECT * FROM should EXCEPT SELECT * FROM given) AS missing
    GROUP BY schema, kind, role
    UNION ALL
    SELECT format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I REVOKE %s ON %s FROM %I', schema, string_agg(privilege, ', '), kind, role)
    FROM (SELECT * FROM given EXCEPT SELECT * FROM should) AS superfluous
    GROUP BY schema, kind, role
  LOOP
    EXECUTE statement;
  END LOOP;
END
$roles$;
