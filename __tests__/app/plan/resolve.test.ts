/** Facts that a plan holds: they are derived once, and rules and stacks read them. */
import { resolve } from '../../../app/plan/resolve';
import { ADDONS } from '../../../constructs/addons';
import { environmentSchema } from '../../../constructs/environment/schema';
import { type CloudName, wholeWith } from '../../helpers/environments';

const resolved = (change: object) => resolve(environmentSchema.parse(wholeWith(change)), 'google');

describe('namespaces of add-ons', () => {
  it('are known of all add-ons, installed or not', () => {
    const { addonNamespaces, addons } = resolved({});
    expect(addons).toEqual([]);
    expect(Object.keys(addonNamespaces)).toEqual(Object.keys(ADDONS));
    expect(addonNamespaces).toMatchObject({ loki: 'monitoring', argoCd: 'argocd', metricsServer: 'kube-system' });
  });

  it('are those that the environment chooses, also for add-ons that the cloud provides', () => {
    const addons = { monitoring: { namespace: 'watch' }, externalDns: {}, clusterAutoscaler: {} };
    const { addonNamespaces, addons: installed } = resolved({ addons });
    expect(addonNamespaces).toMatchObject({
      monitoring: 'watch',
      loki: 'monitoring',
      clusterAutoscaler: 'kube-system',
    });
    expect(installed.map(({ key, namespace }) => [key, namespace])).toEqual([
      ['externalDns', 'external-dns'],
      ['monitoring', 'watch'],
    ]);
  });
});

describe('exporters', () => {
  const monitored = (monitoring: object) =>
    resolved({ addons: { monitoring }, caches: { redis: null, open: { version: '7', size: 'medium' } } });

  it('are those of databases and caches, in a namespace of their own', () => {
    const { exporters, secrets } = monitored({ namespace: 'watch' });
    expect(exporters).toMatchObject([
      { kind: 'database', id: 'postgres', namespace: 'watch-exporters' },
      { kind: 'cache', id: 'open', namespace: 'watch-exporters' },
    ]);
    expect(secrets).toEqual({
      used: [{ secret: 'open' }, { secret: 'postgres', user: 'exporter' }],
      connections: ['open', 'postgres'],
      readers: ['watch-exporters'],
    });
  });

  it('have a user of their own in a cache that asks who they are, where the cloud has one', () => {
    const cache = { version: '7', size: 'medium' };
    const caches = { redis: cache, signed: { ...cache, authentication: 'identity' }, open: { ...cache, authentication: 'none' } }; // prettier-ignore
    const input = environmentSchema.parse(wholeWith({ databases: null, addons: { monitoring: {} }, caches }));
    const users = (cloud: CloudName) => resolve(input, cloud).exporters.map(({ id, user }) => [id, user]);
    expect(users('aws')).toEqual([
      ['redis', 'exporter'],
      ['signed', 'exporter'],
      ['open', undefined],
    ]);
    for (const cloud of ['google', 'azurerm'] as const) {
      expect(users(cloud)).toEqual([
        ['redis', undefined],
        ['open', undefined],
      ]);
    }
    expect(resolve(input, 'aws').secrets.used).toEqual([
      { secret: 'open' },
      { secret: 'redis', user: 'exporter' },
      { secret: 'signed', user: 'exporter' },
    ]);
  });

  it('are none without monitoring, and if monitoring has none', () => {
    expect(resolved({}).exporters).toEqual([]);
    expect(monitored({ exporters: false }).exporters).toEqual([]);
  });
});
