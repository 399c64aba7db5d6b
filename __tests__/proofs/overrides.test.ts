/** Overrides: for every resource of a key, or for one of several by its name; fully typed. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { type CloudName, CLOUDS, on, whole, wholeWith } from '../helpers/environments';
import { type Attributes, problemsOf, synth } from '../helpers/synth';

const pool = { size: 'large', min: 2, max: 4 } as const;

/** Sets a tag on both pools, and another on one of them. The compiler checks each path against the bindings. */
const cluster = {
  version: '1.35',
  nodePools: { main: pool, jobs: pool },
  overrides: {
    aws: {
      nodeGroup: { tags: { of: 'all' } },
      'nodeGroup.jobs': { tags: { of: 'jobs' }, updateConfig: { maxUnavailable: 3 } },
    },
    google: {
      nodePool: { nodeConfig: { resourceLabels: { of: 'all' } } },
      'nodePool.jobs': { nodeConfig: { resourceLabels: { of: 'jobs' } } },
    },
    azurerm: { nodePool: { tags: { of: 'all' } }, 'nodePool.jobs': { tags: { of: 'jobs' } } },
  },
} satisfies EnvironmentInput['cluster'];

const TYPES: Record<CloudName, string> = {
  aws: 'aws_eks_node_group',
  google: 'google_container_node_pool',
  azurerm: 'azurerm_kubernetes_cluster_node_pool',
};

const tagOf = ({ tags, node_config }: Attributes): unknown => (tags ?? node_config.resource_labels).of;

describe.each(CLOUDS)('overrides on %s', (cloud) => {
  it('change every resource of a key, and only one if it is named', () => {
    const stack = Object.values(synth(on(cloud, { ...whole, cluster })))[0]!;
    const pools = Object.entries<Attributes>(stack.json.resource[TYPES[cloud]]);
    const tags = pools.map(([id, attributes]) => [id.includes('jobs') ? 'jobs' : 'main', tagOf(attributes)]);
    expect(tags.length).toBeGreaterThanOrEqual(2);
    expect(new Set(tags.map(String))).toEqual(new Set(['main,all', 'jobs,jobs']));
  });

  it('of an unknown resource are refused, with the existing keys', () => {
    const key = Object.keys(cluster.overrides[cloud])[0]!;
    const input = wholeWith({ cluster: { overrides: { [cloud]: { [`${key}.nosuch`]: {} } } } });
    expect(() => synth(on(cloud, input))).toThrow(`cluster.overrides.${cloud}.${key}.nosuch is unknown; there are `);
    expect(problemsOf(input)).toEqual([]);
  });
});
