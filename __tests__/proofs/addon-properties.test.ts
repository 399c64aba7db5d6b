/**
 * Proof that every property of every add-on has an effect: two values synthesize to different platform stacks, or to
 * different rights in the infrastructure stack. The cloud alternates between properties.
 */
import { ADDONS } from '../../constructs/addons';
import type { AddonKey } from '../../constructs/addons/schema';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { forgettingTokens } from '../../core/cdktf/fast-tokens';
import { patch } from '../../core/patch';
import { propertiesOf } from '../../scripts/docs/properties';
import { infrastructureOf } from '../helpers/built';
import { CLOUDS, on } from '../helpers/environments';
import { everything } from '../helpers/everything';
import { platformOn } from '../helpers/platform';
import { PROBES } from './probes/addons';

/** Properties that only affect an add-on's rights in the cloud. */
const RIGHTS = ['externalSecrets.secrets'];

/** Without users of the add-ons, except for one workload with alerts. */
const base = patch(everything, {
  secrets: { spare: {} },
  workloads: { shop: null, worker: null, canary: null, blue: { routes: [{ host: 'blue.example.com' }] } },
  kafkaClusters: null,
  clickHouseClusters: null,
  searchClusters: null,
  charts: null,
});
/** Changes without which an add-on is not installed, because created clusters come with Metrics Server, or says less. */
const GIVEN: Partial<Record<AddonKey, object>> = {
  // Of which it has alerts with thresholds.
  monitoring: {
    kafkaClusters: { plain: { ...everything.kafkaClusters!.plain, callers: [] } },
    clickHouseClusters: { analytics: { ...everything.clickHouseClusters!.analytics, callers: [] } },
  },
  metricsServer: {
    cluster: { version: null, nodePools: null, access: null, existing: { aws: { name: 'shared' } } },
    deployIdentities: { site: { deploy: null } },
  },
};

/** Add-ons that no property of another one needs. */
const ALONE: readonly AddonKey[] = [
  'clusterAutoscaler',
  'metricsServer',
  'externalDns',
  'loki',
  'telemetry',
  'datadog',
  'openCost',
  'velero',
  'trivy',
  'argoCd',
  'githubRunners',
  'keda',
  'istio',
  'openSearchOperator',
];

/** The environment without those, except for one. */
const baseFor = (key: AddonKey): unknown =>
  patch(base, { addons: Object.fromEntries(ALONE.filter((one) => one !== key).map((one) => [one, null])) });

const KEYS = Object.keys(ADDONS) as AddonKey[];
const CASES = KEYS.flatMap((key) => {
  const { builtIn } = ADDONS[key];
  const clouds = CLOUDS.filter((cloud) => builtIn?.[cloud] === undefined);
  return Object.entries(PROBES[key]).map(([path, probe], index) => {
    return { key, path, probe, cloud: clouds[index % clouds.length]! };
  });
});

it.each(CASES)('$key $path reaches the output on $cloud', ({ key, path, probe, cloud }) => {
  const [a, b] = probe.map((change) => {
    const changed = patch(patch(baseFor(key), GIVEN[key] ?? {}), { addons: { [key]: change } });
    const input = on(cloud, changed as EnvironmentInput);
    return RIGHTS.includes(`${key}.${path}`)
      ? JSON.stringify(infrastructureOf(input))
      : forgettingTokens(() => JSON.stringify(platformOn(cloud, input).json));
  });
  // Compares here and not with toEqual, because a failure would print both texts.
  expect(a === b).toBe(false);
});

describe('probes', () => {
  it.each(KEYS)('of %s cover exactly its properties', (key) => {
    // `formerly` changes nothing but addresses: formerly.test.ts.
    const all = propertiesOf(`constructs/addons/${ADDONS[key].id}/schema`, `${key}Schema`)
      .map(({ path }) => path)
      .filter((path) => !path.endsWith('.formerly'));
    const probed = Object.keys(PROBES[key]).map((path) => path.split(' ')[0]!);
    // Properties that hold others are covered by these.
    const single = all.filter((path) => !all.some((other) => other.startsWith(`${path}.`)));
    expect(single.length).toBeGreaterThan(0);
    expect(single.filter((path) => !probed.includes(path))).toEqual([]);
    expect(probed.filter((path) => !all.includes(path))).toEqual([]);
  });
});
