/** How Spywatcher's API connects to PostgreSQL. */

/** Certificates by which PostgreSQL is checked. */
export const DATABASE_AUTHORITIES = '/etc/spywatcher/postgres-ca.pem';

/** How Prisma connects to PostgreSQL: `strict` checks the certificate, and `sslcert` is where it finds the authorities. */
const databaseUrl = (sslaccept: 'strict' | 'accept_invalid_certs'): string =>
  `postgresql://{username|url}:{password|url}@{host}:{port}/{database}?sslmode=require&sslaccept=${sslaccept}&sslcert=${DATABASE_AUTHORITIES}`;

/** The API signs in as a user, its migrations as the owner. */
export const databaseAccess = (sslaccept: 'strict' | 'accept_invalid_certs') => ({
  secretEnv: { DATABASE_URL: { from: 'postgres', user: 'app', template: databaseUrl(sslaccept) } },
  jobs: { migrate: { secretEnv: { DATABASE_URL: { from: 'postgres', template: databaseUrl(sslaccept) } } } },
});

/** Prisma cannot check an authority without a host, and certificates of Cloud SQL hold none: it encrypts, and asks nothing. */
export const onCloudSql = { workloads: { backend: databaseAccess('accept_invalid_certs') } };
