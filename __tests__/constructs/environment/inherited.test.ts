/** Defaults that constructs inherit from their environment. */
import { type CloudName, CLOUDS, on, wholeWith } from '../../helpers/environments';
import { type Stack, synth } from '../../helpers/synth';

const isHighlyAvailable: Record<CloudName, (stack: Stack) => boolean[]> = {
  aws: (stack) => [
    stack.resource('aws_db_instance.postgres').multi_az,
    stack.resource('aws_elasticache_replication_group.redis').automatic_failover_enabled,
  ],
  google: (stack) => [
    stack.resource('google_sql_database_instance.postgres').settings.availability_type === 'REGIONAL',
    stack.resource('google_redis_instance.redis').tier === 'STANDARD_HA',
  ],
  azurerm: (stack) => [
    stack.resource('azurerm_postgresql_flexible_server.postgres').high_availability !== undefined,
    stack.resource('azurerm_managed_redis.redis').high_availability_enabled,
  ],
};

describe.each(CLOUDS)('highAvailability of the environment on %s', (cloud) => {
  const found = (change: object): boolean[] =>
    isHighlyAvailable[cloud](Object.values(synth(on(cloud, wholeWith(change))))[0]!);

  it('is the default of databases and caches', () => {
    expect(found({})).toEqual([true, true]);
    expect(found({ highAvailability: true })).toEqual([true, true]);
    expect(found({ highAvailability: false })).toEqual([false, false]);
  });

  it('yields to what they say themselves', () => {
    const databases = { postgres: { highAvailability: true } };
    expect(found({ highAvailability: false, databases })).toEqual([true, false]);
    expect(found({ highAvailability: false, caches: { redis: { replicas: 1 } } })).toEqual([false, true]);
    expect(found({ databases: { postgres: { highAvailability: false } } })).toEqual([false, true]);
  });
});
