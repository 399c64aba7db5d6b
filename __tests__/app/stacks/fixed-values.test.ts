import { type CloudName, CLOUDS, on, wholeWith } from '../../helpers/environments';
import { type Stack, synth } from '../../helpers/synth';

const stackOn = (cloud: CloudName, change: object): Stack =>
  Object.values(synth(on(cloud, wholeWith(change))))[0] as Stack;

const valuesOf = (stack: Stack): Record<string, { value: string; why: string }> =>
  (stack.json.resource.terraform_data.fixed?.for_each ?? {}) as Record<string, { value: string; why: string }>;

/** What is made of something, where a cloud can make it so. */
const MADE_OF: Record<CloudName, readonly string[]> = {
  aws: ['caches.redis.restore', 'databases.postgres.restore'],
  google: ['caches.redis.restore', 'databases.postgres.restore'],
  azurerm: ['databases.postgres.restore'],
};

describe('fixed values', () => {
  it('of protected things are remembered where a cloud would replace them', () => {
    const values = valuesOf(stackOn('aws', { cluster: { serviceCidr: '172.20.0.0/16' } }));
    expect(Object.entries(values).map(([path, { value }]) => [path, value])).toEqual([
      ['caches.redis.restore', 'false'],
      ['cluster.serviceCidr', '172.20.0.0/16'],
      ['databases.postgres.database', 'acme'],
      ['databases.postgres.owner', 'acme'],
      ['databases.postgres.restore', 'false'],
    ]);
    expect(values['databases.postgres.owner']?.why).toBe(
      'RDS would replace the server: leave it, and create other roles with SQL.',
    );
  });

  it('on Azure include what only Azure fixes', () => {
    const values = valuesOf(stackOn('azurerm', {}));
    expect(values['databases.postgres.backups.copyToSecondaryRegion']?.value).toBe('false');
    expect(values).not.toHaveProperty(['caches.redis.restore']);
  });

  it.each(CLOUDS)('of things without protection are forgotten on %s, but for what they were made of', (cloud) => {
    const stack = stackOn(cloud, {
      cluster: { deletionProtection: false },
      caches: { redis: { deletionProtection: false } },
      databases: { postgres: { deletionProtection: false } },
    });
    expect(Object.keys(valuesOf(stack))).toEqual(MADE_OF[cloud]);
  });

  it('are kept from the first apply, and compared with those of today', () => {
    const { input, lifecycle } = stackOn('google', {}).resource('terraform_data.fixed');
    expect(input).toBe('${each.value.value}');
    expect(lifecycle.ignore_changes).toEqual(['input']);
    expect(lifecycle.postcondition[0].condition).toBe(
      '${self.input == each.value.value || try(can(regex(each.value.after, self.input)), false)}',
    );
  });

  it('may be let go of by a word, which follows what it may follow', () => {
    const rememberedOf = (restore: unknown) =>
      (valuesOf(stackOn('aws', { databases: { postgres: { restore } } }))['databases.postgres.restore'] ?? {}) as {
        readonly after?: string;
      };
    const backup = { aws: { snapshot: 'one' } };
    expect([false, { backup }, 'done'].map((restore) => rememberedOf(restore).after)).toEqual([
      undefined,
      undefined,
      '^\\{"(from|backup)"',
    ]);
  });
});
