/** Overrides of what does not exist are reported at their path, and nothing is written. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
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
    const written = readdirSync(outdir, { recursive: true, encoding: 'utf8' });
    expect(written.filter((name) => name.endsWith('.json'))).toEqual([]);
    return error.problems.map(({ path = '', code, message }) => [path, code, message].join(' '));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const workload = { namespace: 'shop', image: 'shop/redis:1', resources: { cpu: '100m', memory: '128Mi' } };

describe('a resource', () => {
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
    expect(problemsWith(change)).toEqual([expect.stringMatching(new RegExp(`^${path} overrides/unknown is unknown`))]);
  });
});

const postgres = (change: object) => ({ databases: { postgres: { overrides: { aws: { instance: change } } } } });
const store = (change: object) => ({ objectStores: { files: { overrides: { aws: change } } } });

describe('an argument', () => {
  it.each([
    ['in snake case', postgres({ multi_az: true }), 'databases.postgres.overrides.aws.instance.multi_az', 'multiAz'],
    [
      'with a typing error',
      postgres({ instanceKlass: 'db.r6g.large' }),
      'databases.postgres.overrides.aws.instance.instanceKlass',
      'instanceClass',
    ],
    [
      'of a block',
      postgres({ blueGreenUpdate: { enable: true } }),
      'databases.postgres.overrides.aws.instance.blueGreenUpdate.enable',
      'enabled',
    ],
    [
      'of timeouts',
      postgres({ timeouts: { craete: '2h' } }),
      'databases.postgres.overrides.aws.instance.timeouts.craete',
      'create',
    ],
    [
      'of Terraform itself',
      postgres({ lifecycle: { ignore_changes: ['tags'] } }),
      'databases.postgres.overrides.aws.instance.lifecycle.ignore_changes',
      'ignoreChanges',
    ],
    [
      'of one of several blocks',
      store({ encryption: { rule: [{ bucketKeyEnabled: true }, { bucket_key_enabled: true }] } }),
      'objectStores.files.overrides.aws.encryption.rule.1.bucket_key_enabled',
      'bucketKeyEnabled',
    ],
    [
      'of a block in a block',
      store({ encryption: { rule: [{ applyServerSideEncryptionByDefault: { sse_algorithm: 'aws:kms' } }] } }),
      'objectStores.files.overrides.aws.encryption.rule.0.applyServerSideEncryptionByDefault.sse_algorithm',
      'sseAlgorithm',
    ],
    [
      'of several resources, once',
      { cluster: { overrides: { aws: { nodeGroup: { ami_type: 'AL2023_x86_64_STANDARD' } } } } },
      'cluster.overrides.aws.nodeGroup.ami_type',
      'amiType',
    ],
  ])('%s', (_, change, path, near) => {
    expect(problemsWith(change)).toEqual([`${path} overrides/unknown is unknown. Did you mean "${near}"?`]);
  });

  it('that resembles none is told all that there are', () => {
    expect(problemsWith(postgres({ timeouts: { deadline: '2h' } }))).toEqual([
      'databases.postgres.overrides.aws.instance.timeouts.deadline overrides/unknown is unknown; there are create, delete, update',
    ]);
  });

  it('that exists is not reported, and what users name themselves is theirs', () => {
    const lifecycle = { preventDestroy: true, ignoreChanges: ['tags'] };
    const tags = { any_thing: 'x' };
    expect(problemsWith(postgres({ multiAz: false, timeouts: { create: '2h' }, lifecycle, tags, count: 1 }))).toEqual(
      [],
    );
  });
});

describe('a cloud', () => {
  it.each([
    ['that is unknown', { azure: {} }, 'network.overrides.azure schema/unknown-property is not a known property'],
    ['without resources', { aws: true }, 'network.overrides.aws schema/format must be an object for each resource'],
    ['without arguments', { aws: { vpc: true } }, 'network.overrides.aws schema/format must be an object for each'],
  ])('%s', (_, overrides, message) => {
    expect(problemsWith({ network: { overrides } })).toEqual([expect.stringContaining(message)]);
  });
});
