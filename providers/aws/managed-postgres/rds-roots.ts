/** Root certificates of RDS: the certificates that verify its PostgreSQL servers, one per region. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A directory with a file `<region>.pem` for each region: the root certificate of the authority rds-ca-rsa2048-g1,
 * valid until 2061 or 2062. As of 2026-11-21 no operating system ships these roots. AWS publishes them, together with
 * those of other regions, at https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem; `aws rds
 * describe-certificates` prints their fingerprints.
 */
const ROOTS = join(__dirname, 'rds-roots');

/** The PEM root certificate that verifies RDS servers of a region; empty for a region without a file. */
export function rdsRoot(region: string): string {
  const file = join(ROOTS, `${region}.pem`);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
