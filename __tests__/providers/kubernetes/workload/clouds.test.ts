/** A workload is the same on every cloud, except for the differences that docs/constructs/workload.md lists. */
import type { Manifest } from '../../../../core/kubernetes/manifest';
import { CLOUDS } from '../../../helpers/environments';
import { shopOn, web } from '../../../helpers/shop';
import type { Attributes } from '../../../helpers/synth';

const change = {
  secretEnv: {
    URL: { from: 'postgres', template: 'postgresql://{username|url}:{password|url}@{host}:{port}/{database}' },
    CACHE: { from: 'redis', key: 'host' },
  },
  files: { '/etc/web.yaml': 'a: b\n' },
  autoscaling: { min: 2, max: 8, cpu: 70, memory: 80 },
  access: [{ objectStore: 'files', read: true, write: true }],
  routes: [{ host: 'shop.example.com' }],
  metrics: {},
  calls: ['internet', { workload: 'blue' }],
  jobs: {
    migrate: { when: 'before-rollout' },
    smoke: { when: 'after-rollout' },
    nightly: { when: { schedule: '0 3 * * *' } },
  },
};
const others = {
  workloads: {
    blue: { ...web, rollout: { strategy: 'blue-green' }, access: [{ secret: 'token', read: true }] },
    queue: {
      ...web,
      autoscaling: { min: 0, max: 9, queue: { redis: { cache: 'redis', list: 'jobs', lengthPerReplica: 1 } } },
    },
  },
};
const OWN = /^acme-(web|blue|queue)$/;

/** Everything that a cloud says, taken away. */
function neutral(value: unknown, path: readonly string[] = []): unknown {
  const key = path.at(-1);
  if (key === 'remoteRef') return { property: (value as Attributes).property as string };
  if (key === 'egress' || key === 'ingress') return (value as Attributes[]).flatMap(withoutRanges);
  if (Array.isArray(value)) return value.map((inner) => neutral(inner, path));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.startsWith('azure.workload.identity/'))
      .map(([name, inner]) => [name, neutral(inner, [...path, name])] as const)
      .filter(([name, inner]) => name !== 'annotations' || Object.keys(inner as object).length > 0),
  );
}

/** A rule without the cloud's own ranges and the node's addresses; rules only for these are left out. */
function withoutRanges(rule: Attributes): Attributes[] {
  const isOwn = ({ ipBlock }: Attributes) => ipBlock !== undefined && ipBlock.except === undefined;
  const isOnNode = (peer: Attributes) => isOwn(peer) && (peer.ipBlock.cidr as string).startsWith('169.254.');
  const peers = ((rule.to ?? rule.from) as Attributes[]).filter((peer) => !isOnNode(peer));
  if (peers.length === 0) return [];
  return [
    {
      ...rule,
      ...(rule.to && { to: [...new Set(peers.map((peer) => JSON.stringify(isOwn(peer) ? 'range' : peer)))] }),
    },
  ];
}

const objects = (cloud: (typeof CLOUDS)[number]): Manifest[] =>
  shopOn(cloud, change, others).manifests.filter(({ metadata }) =>
    OWN.test(metadata.labels?.['app.kubernetes.io/name'] ?? ''),
  );

it('are the same on every cloud', () => {
  const [aws, google, azurerm] = CLOUDS.map(objects);
  expect(aws!.length).toBeGreaterThan(25);
  expect(google!.map((one) => neutral(one))).toEqual(aws!.map((one) => neutral(one)));
  expect(azurerm!.map((one) => neutral(one))).toEqual(aws!.map((one) => neutral(one)));
});

it('differ only in the fields that this test removes', () => {
  const [aws, google, azurerm] = CLOUDS.map(objects);
  const differing = (one: Manifest[], other: Manifest[]): string[] => [
    ...new Set(
      one
        .filter((manifest, index) => JSON.stringify(manifest) !== JSON.stringify(other[index]))
        .map(({ kind }) => kind),
    ),
  ];
  expect(differing(google!, aws!).sort()).toEqual(['ExternalSecret', 'NetworkPolicy']);
  expect(differing(azurerm!, aws!).sort()).toEqual([
    'CronJob',
    'Deployment',
    'ExternalSecret',
    'Job',
    'NetworkPolicy',
    'Rollout',
    'ServiceAccount',
  ]);
});
