/** The table of add-ons' charts names what the add-ons install, and no chart takes CRDs away when its release goes. */
import { ADDON_CHARTS } from '../../../constructs/addons/charts';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { on } from '../../helpers/environments';
import { everything } from '../../helpers/everything';
import { platformOn } from '../../helpers/platform';
import type { Attributes } from '../../helpers/synth';

const input = patch(everything, { charts: null, deployIdentities: { site: { deploy: null } } }) as EnvironmentInput;
type Values = Attributes;

/** Charts whose templates have CRDs, and whether these stay: with a CRD every object of its kind would go. */
const TEMPLATED: Readonly<Record<string, (values: Values) => boolean>> = {
  'external-secrets': ({ crds }) => keeps(crds.annotations),
  'cert-manager': ({ crds }) => crds.keep === true,
  keda: ({ crds }) => keeps(crds.additionalAnnotations),
  // Kept unless somebody says otherwise.
  'argo-cd': ({ crds }) => crds?.keep !== false,
  'argo-rollouts': ({ keepCRDs }) => keepCRDs === true,
  // Its file has the annotation.
  base: () => true,
  'opensearch-operator': ({ installCRDs }) => installCRDs === false,
};
/** Charts with CRDs in a folder `crds`, which Helm never deletes, or with none. */
const UNTEMPLATED = [
  ...['aws-load-balancer-controller', 'metrics-server', 'cluster-autoscaler', 'reloader', 'gateway-helm'],
  ...['external-dns', 'kube-prometheus-stack', 'loki', 'alloy', 'tempo-distributed', 'opencost', 'istiod', 'cni'],
  ...[
    'ztunnel',
    'velero',
    'trivy-operator',
    'opentelemetry-collector',
    'datadog',
    'strimzi-kafka-operator',
    'altinity-clickhouse-operator',
  ],
  ...['gha-runner-scale-set-controller', 'gha-runner-scale-set'],
];

const keeps = (annotations: Values): boolean => annotations['helm.sh/resource-policy'] === 'keep';

/** A cluster that Triptych does not create may lack Metrics Server. */
const inExisting: EnvironmentInput = { ...input, cluster: { existing: { aws: { name: 'shop' } } } };

const charts = Object.values({
  ...platformOn('aws', input).charts,
  ...platformOn('aws', on('aws', inExisting)).charts,
});

it('holds every release and every main chart of every add-on', () => {
  const rows = Object.values(ADDON_CHARTS);
  expect(charts.map(({ name }) => name).sort()).toEqual(
    [...rows.flatMap(({ releases }) => releases), 'github-runners-deploy'].sort(),
  );
  expect(charts.map(({ chart }) => chart)).toEqual(expect.arrayContaining(rows.map(({ chart }) => chart)));
});

describe('CRDs of charts', () => {
  it('are in their templates, or in a folder that Helm leaves alone', () => {
    const known = [...Object.keys(TEMPLATED), ...UNTEMPLATED].sort();
    expect([...new Set(charts.map(({ chart }) => chart))].sort()).toEqual(known);
  });

  it.each(Object.entries(TEMPLATED))('of %s stay when its release goes', (name, stay) => {
    const { values } = charts.find(({ chart }) => chart === name)!;
    expect(stay(values)).toBe(true);
  });
});
