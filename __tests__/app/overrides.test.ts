/** Overrides of an unknown resource are reported at their path, even if another construct has the same name. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { synthesize } from '../../app/synthesize';
import { EnvironmentError } from '../../core/rules/problem';
import { providers } from '../../providers';
import { on } from '../helpers/environments';
import { baseWith } from '../helpers/platform';

function problemsWith(change: object): string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-'));
  try {
    synthesize({ environments: [on('aws', baseWith(change))], ...providers, outdir });
    return [];
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return error.problems.map(({ path = '', code }) => `${path} ${code}`);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const workload = { namespace: 'shop', image: 'shop/redis:1', resources: { cpu: '100m', memory: '128Mi' } };

it.each([
  [
    'a database',
    { databases: { postgres: { overrides: { aws: { instnace: {} } } } } },
    'databases.postgres.overrides.aws.instnace',
  ],
  ['the network', { network: { overrides: { aws: { vcp: {} } } } }, 'network.overrides.aws.vcp'],
  [
    'a workload with the name of a cache',
    { workloads: { redis: { ...workload, overrides: { deploymnet: {} } } } },
    'workloads.redis.overrides.deploymnet',
  ],
  ['a namespace', { namespaces: { shop: { overrides: { namespaec: {} } } } }, 'namespaces.shop.overrides.namespaec'],
])('of %s', (_, change, path) => {
  expect(problemsWith(change)).toEqual([`${path} overrides/unknown`]);
});
