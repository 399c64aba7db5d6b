/** Root certificates that verify flexible servers. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A file for each root that Azure signs with: https://learn.microsoft.com/azure/postgresql/security/security-tls. Operating
 * systems have them, too, but PostgreSQL's own clients look into a file, and refuse an empty one: with the roots in it, one
 * connection string holds on every cloud.
 */
const ROOTS = join(__dirname, 'roots');

/** PEM root certificates, one after another. */
export const postgresRoots = (): string =>
  readdirSync(ROOTS)
    .sort()
    .map((file) => readFileSync(join(ROOTS, file), 'utf8'))
    .join('');
