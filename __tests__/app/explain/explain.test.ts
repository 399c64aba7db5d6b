/** Explanations of a stack: facts of the stack, defaults with their sources, names, overrides, warnings. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { explain } from '../../../app/explain/explain';
import type { ExplainedDefault } from '../../../app/explain/explained';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { EnvironmentError } from '../../../core/rules/problem';
import { providers } from '../../../providers';
import { CLOUDS, whole, wholeWith } from '../../helpers/environments';
import { everything } from '../../helpers/everything';
import { constructOn, explained } from '../../helpers/explained';

/** The codes and messages of what `explain` refuses. */
function problems(act: () => unknown): { code: string; message: string }[] {
  try {
    act();
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems.map(({ code, message }) => ({ code, message }));
    throw error;
  }
  return [];
}

describe('a stack', () => {
  it('comes with what Terraform needs to know of it', () => {
    const input = wholeWith({
      targets: { aws: { state: { kind: 's3', bucket: 'states', region: 'eu-west-1', prefix: 'a' } } },
    });
    expect(explained(input, 'acme-test-aws')).toMatchObject({
      environment: 'acme/test',
      cloud: 'aws',
      region: 'us-east-1',
      after: [],
      state: { kind: 's3', address: 's3://states/a/acme-test-aws.tfstate' },
      terraform: { version: '>= 1.11.0' },
      tags: { Project: 'acme', CostCenter: 'research' },
      counts: expect.objectContaining({ aws_db_instance: 1, aws_vpc: 1 }),
    });
    const platform = explained(everything, 'acme-test-google-platform');
    expect(platform.after).toEqual(['acme-test-google']);
    expect(platform.state).toEqual({ kind: 'local', address: 'state/acme-test-google-platform.tfstate' });
    expect(platform.terraform.providers.map(({ source }) => source)).toEqual([
      'google',
      'kubernetes',
      'helm',
      'hashicorp/time',
    ]);
  });

  it('has a part for every construct, in the order of creation', () => {
    expect(explained(whole, 'acme-test-aws').constructs.map(({ path, title }) => [path, title])).toEqual([
      ['foundation', undefined],
      ['network', 'Network'],
      ['keys', undefined],
      ['cluster', 'Cluster'],
      ['databases.postgres', 'ManagedPostgres'],
      ['caches.redis', 'ManagedRedis'],
      ['objectStores.files', 'ObjectStore'],
      ['protection', undefined],
      ['fixed', undefined],
    ]);
  });

  it.each(CLOUDS.flatMap((cloud) => [`acme-test-${cloud}`, `acme-test-${cloud}-platform`]))(
    '%s is plain data, and the same again',
    (stack) => {
      const told = explained(everything, stack);
      expect(JSON.parse(JSON.stringify(told))).toEqual(told);
      expect(explained(everything, stack)).toEqual(told);
    },
  );

  it('is explained without writing anything', () => {
    const outdir = join(tmpdir(), 'triptych-explains-nothing-here');
    const before = process.env.CDKTF_OUTDIR;
    process.env.CDKTF_OUTDIR = outdir;
    try {
      explained(whole, 'acme-test-aws');
    } finally {
      if (before === undefined) delete process.env.CDKTF_OUTDIR;
      else process.env.CDKTF_OUTDIR = before;
    }
    expect(existsSync(outdir)).toBe(false);
  });
});

describe('what is explained', () => {
  it('can be one construct, or those under one key', () => {
    const paths = (construct: string) =>
      explained(everything, 'acme-test-aws', construct).constructs.map(({ path }) => path);
    expect(paths('databases.postgres')).toEqual(['databases.postgres']);
    expect(paths('caches')).toEqual(['caches.redis', 'caches.sessions', 'caches.carts']);
  });

  it('must exist', () => {
    expect(problems(() => explained(whole, 'acme-test-aws', 'databases.postgers'))).toEqual([
      {
        code: 'stacks/unknown-construct',
        message: expect.stringMatching(/^is no construct of acme-test-aws; .*Did you mean "databases.postgres"\?$/),
      },
    ]);
    expect(problems(() => explained(whole, 'acme-tset-aws'))).toEqual([
      {
        code: 'stacks/unknown',
        message: expect.stringMatching(/there are acme-test-aws, .*Did you mean "acme-test-aws"\?$/),
      },
    ]);
  });

  it('is stopped by mistakes in its own environment, and by no other', () => {
    const wrong = { ...whole, environment: 'wrong', network: { cidr: 'nowhere' } };
    const among = (stack: string) => () => explain({ environments: [wrong, whole], ...providers, stack });
    expect(problems(among('acme-test-aws'))).toEqual([]);
    expect(problems(among('acme-wrong-aws')).map(({ code }) => code)).toEqual(['schema/format']);
  });

  it('has no overrides that name nothing', () => {
    const input = wholeWith({ databases: { postgres: { overrides: { aws: { instnace: { iops: 3000 } } } } } });
    expect(problems(() => explained(input, 'acme-test-aws')).map(({ code }) => code)).toEqual(['overrides/unknown']);
  });
});

describe('a default', () => {
  const small: EnvironmentInput = {
    ...wholeWith({
      highAvailability: false,
      databases: { postgres: { size: 'medium', deletionProtection: false, backups: { retentionDays: 10 } } },
      caches: { redis: { persistence: { mode: 'snapshots' } } },
    }),
    differences: {
      aws: { databases: { postgres: { backups: { retentionDays: 14 } } }, caches: { redis: { persistence: null } } },
    },
  };
  const found = (cloud: 'aws' | 'google', construct: string, path: string): ExplainedDefault | undefined =>
    constructOn(cloud, small, construct).defaults.find((one) => one.path === `${construct}.${path}`);

  it('comes from the schema', () => {
    expect(found('aws', 'databases.postgres', 'finalSnapshot')).toMatchObject({ value: true, from: 'schema' });
  });

  it("comes from the environment's highAvailability", () => {
    expect(found('aws', 'databases.postgres', 'highAvailability')).toMatchObject({
      value: false,
      from: 'highAvailability',
    });
    expect(found('aws', 'caches.redis', 'replicas')).toMatchObject({ value: 0, from: 'highAvailability' });
  });

  it('comes from the differences of the cloud, and of no other', () => {
    expect(found('aws', 'databases.postgres', 'backups.retentionDays')).toMatchObject({
      value: 14,
      from: 'differences',
    });
    expect(found('google', 'databases.postgres', 'backups.retentionDays')).toBeUndefined();
  });

  it('comes back where differences remove what is written', () => {
    expect(found('aws', 'caches.redis', 'persistence.mode')).toMatchObject({ value: 'none', from: 'schema' });
    const removing: EnvironmentInput = {
      ...wholeWith({ databases: { postgres: { sku: { aws: 'db.m6g.4xlarge' } } } }),
      differences: { aws: { databases: { postgres: { sku: null } } } },
    };
    expect(constructOn('aws', removing, 'databases.postgres').defaults).toContainEqual({
      path: 'databases.postgres.sku',
      value: null,
      from: 'differences',
    });
  });

  it('comes from a decision, where the cloud has one of its own', () => {
    const { defaults } = constructOn('azurerm', whole, 'cluster');
    expect(defaults).toContainEqual({
      path: 'cluster.systemPool.size',
      value: 'Standard_D4as_v5',
      from: 'decision',
      subject: 'size',
    });
    expect(constructOn('aws', whole, 'cluster').defaults.map(({ path }) => path)).not.toContain(
      'cluster.systemPool.size',
    );
  });

  it('is none where the user wrote the value, even if it is the same', () => {
    expect(found('aws', 'databases.postgres', 'deletionProtection')).toBeUndefined();
    expect(found('aws', 'databases.postgres', 'size')).toBeUndefined();
  });

  it('of another cloud is left out', () => {
    const { defaults } = explained(whole, 'acme-test-aws');
    expect(defaults.map(({ path }) => path)).toContain('keys.rotationDays');
    expect(defaults.filter(({ path }) => /^targets\.(google|azurerm)/.test(path))).toEqual([]);
    expect(explained(whole, 'acme-test-google').defaults).toContainEqual({
      path: 'targets.google.servicesCidr',
      value: '10.200.0.0/16',
      from: 'schema',
    });
  });
});

describe('a construct', () => {
  const NAMES = {
    aws: { kind: 'RDS instance', name: 'acme-test-postgres', max: 63 },
    google: { kind: 'Cloud SQL instance', name: 'acme-test-postgres', max: 63 },
    azurerm: {
      kind: 'PostgreSQL flexible server',
      name: expect.stringMatching(/^acme-test-postgres-[0-9a-f]{6}$/),
      max: 63,
    },
  };

  it.each(CLOUDS)('lists the names that it has on %s', (cloud) => {
    expect(constructOn(cloud, whole, 'databases.postgres').names).toContainEqual(NAMES[cloud]);
  });

  it('lists the overrides in force on the cloud', () => {
    const overrides = {
      aws: { instance: { iops: 3000, tags: { Owner: 'data' } } },
      google: { instance: { region: 'x' } },
    };
    const input = wholeWith({ databases: { postgres: { overrides } } });
    expect(constructOn('aws', input, 'databases.postgres').overrides).toEqual([
      { property: 'overrides.aws.instance.iops', value: 3000 },
      { property: 'overrides.aws.instance.tags.Owner', value: 'data' },
    ]);
    expect(constructOn('aws', whole, 'databases.postgres').overrides).toEqual([]);
  });

  it('lists its warnings, and the reasons for which they are accepted', () => {
    const old = { targets: { google: null, azurerm: null }, cluster: { version: '1.34' } };
    const warningsOf = (input: object) => constructOn('aws', wholeWith({ ...old, ...input }), 'cluster').warnings;
    const at = { path: 'cluster.version', code: 'cluster/version-ends' };
    expect(warningsOf({})).toContainEqual(expect.objectContaining(at));
    expect(warningsOf({ acknowledgements: { 'cluster/version-ends': 'in May' } })).toContainEqual(
      expect.objectContaining({ ...at, acknowledged: 'in May' }),
    );
  });
});
