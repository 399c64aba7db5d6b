/** Names of roles in PostgreSQL that every cloud takes. */

/** Role names that at least one cloud reserves. */
export const RESERVED_ROLES: readonly string[] = [
  ...['admin', 'administrator', 'root', 'guest', 'public', 'postgres', 'rdsadmin', 'rdsrepladmin', 'rdstopmgr'],
  ...['azure_superuser', 'azure_pg_admin', 'azuresu', 'replication'],
  ...['cloudsqladmin', 'cloudsqlsuperuser', 'cloudsqlagent'],
];

/** Names that need no quotes. */
export const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

export const isRoleName = (name: string): boolean =>
  NAME.test(name) && !name.startsWith('pg_') && !RESERVED_ROLES.includes(name);
