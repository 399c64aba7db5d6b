/** Rules of charts: what Helm would refuse or take for another, and what the chart could not run with. */
import { KUBE_SYSTEM } from '../../core/kubernetes/words';
import { valuesAt } from '../../core/parity';
import { forEach, type RuleTable } from '../../core/rules/rule';
import type { CloudName } from '../../core/words/clouds';
import { addonsOf } from '../addons';
import { ADDON_CHARTS } from '../addons/charts';
import type { AddonKey } from '../addons/schema';
import { type InClusterContext, unknownName } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import { accessRules } from '../workload/rules/access';
import { needsExternalSecrets, secretValueRules } from '../workload/rules/secrets';
import { type KnownRelease, releasesIn } from './releases';
import { type ChartProps, releaseNameOf, serviceAccountOf } from './schema';

interface ChartContext extends InClusterContext {
  readonly cloud: CloudName;
}

/** Namespaces that exist on a cloud. An add-on that the cloud provides itself is not installed, and has none. */
const namespacesOn = ({ environment, cloud }: ChartContext): string[] => [
  ...new Set([
    ...Object.keys(environment.namespaces),
    ...addonsOf(environment)
      .filter(({ addon }) => addon.builtIn?.[cloud] === undefined)
      .map(({ namespace }) => namespace),
    KUBE_SYSTEM,
  ]),
];

/** Names that a chart can come after; they differ from each other, because they share the stack. */
const predecessorsIn = (environment: Environment): string[] =>
  PREDECESSORS.flatMap((record) => Object.keys(environment[record]));

const PREDECESSORS = [
  'charts',
  'workloads',
  'kafkaClusters',
  'clickHouseClusters',
  'searchClusters',
  'addons',
] as const;

/** The shortest way from a chart over what it comes after back to itself. */
function circleFrom(id: string, { charts }: Environment): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[id]];
  const seen = new Set<string>();
  // The list grows while it is walked.
  for (const way of ways)
    for (const next of charts[way.at(-1) ?? id]?.after ?? []) {
      if (next === id) return [...way, next];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  return undefined;
}

/** Another release that is as a chart's own is. */
const otherRelease = (
  id: string,
  environment: Environment,
  isSame: (other: KnownRelease) => boolean,
): KnownRelease | undefined =>
  releasesIn(environment).find((other) => isSame(other) && !(other.owner === `charts.${id}` && other.address === id));

/** The other chart in the namespace, listed before this one, for which something holds. */
const chartBefore = (
  id: string,
  { namespace }: ChartProps,
  { charts }: Environment,
  holds: (other: ChartProps, otherId: string) => boolean,
): string | undefined =>
  Object.keys(charts)
    .slice(0, Object.keys(charts).indexOf(id))
    .find((otherId) => {
      const other = charts[otherId];
      return other?.namespace === namespace && holds(other, otherId);
    });

const secretValuesOf = ({ secrets }: ChartProps) =>
  Object.entries(secrets).flatMap(([name, values]) =>
    Object.entries(values).map(([key, value]) => [`secrets.${name}.${key}`, value] as const),
  );

export const chartRules: RuleTable<ChartProps, ChartContext> = [
  {
    code: 'namespace-unknown',
    property: 'namespace',
    check: ({ namespace }, context) =>
      unknownName(
        "one of the environment's namespaces, the namespace of an add-on that is installed here, or kube-system",
        namespace,
        namespacesOn(context),
      ),
    standsOn: ({ namespace }) => [`namespaces.${namespace}`, 'addons'],
  },
  {
    code: 'name-taken',
    property: '',
    names: 'both',
    check: (_, { environment, id }) => {
      const other = otherRelease(id, environment, ({ address }) => address === id);
      return (
        other !== undefined &&
        `must have another name, got "${id}", which is the name of a part of ${other.owner}; releaseName may stay`
      );
    },
  },
  {
    code: 'release-taken',
    property: 'releaseName',
    names: 'oldest',
    check: (props, { environment, id }) => {
      const { namespace } = props;
      const name = releaseNameOf(id, props);
      const other = otherRelease(id, environment, (one) => one.name === name && one.namespace === namespace);
      return (
        other !== undefined &&
        `must differ from other releases in the namespace "${namespace}", got "${name}", which is one of ${other.owner}`
      );
    },
    standsOn: () => ['charts', 'addons', 'workloads'],
  },
  forEach(
    ({ after }: ChartProps) => after.map((name, index) => [`after.${index}`, name] as const),
    [
      {
        code: 'after-unknown',
        property: '',
        check: (name, { environment }) =>
          unknownName(
            'a chart, workload, Kafka, ClickHouse or OpenSearch cluster, or add-on of the environment',
            name,
            predecessorsIn(environment),
          ),
        standsOn: (name) => PREDECESSORS.map((record) => `${record}.${name}`),
      },
    ],
  ),
  {
    code: 'after-circle',
    property: 'after',
    check: (_, { environment, id }) => {
      const circle = circleFrom(id, environment);
      return (
        circle !== undefined &&
        [...circle].sort()[0] === id &&
        `must not lead back to the chart itself, got ${circle.join(' after ')}`
      );
    },
  },
  needsExternalSecrets('secrets'),
  secretValueRules(secretValuesOf, 'values'),
  forEach(
    ({ secrets }: ChartProps) => Object.keys(secrets).map((name) => [`secrets.${name}`, name] as const),
    [
      {
        code: 'secret-taken',
        property: '',
        check: (name, { environment, id }, props) => {
          const other = chartBefore(id, props, environment, ({ secrets }) => name in secrets);
          return (
            other !== undefined &&
            `must have another name, because charts.${other} has a Secret "${name}" in the namespace`
          );
        },
      },
    ],
  ),
  ...accessRules,
  {
    code: 'service-account-unused',
    property: 'serviceAccount',
    check: ({ access, serviceAccount }) =>
      serviceAccount !== undefined &&
      access.length === 0 &&
      'requires access, because it says which service account has the rights. Leave it out, or name the rights',
  },
  {
    code: 'service-account-name',
    property: 'values',
    names: 'oldest',
    check: (props, { id }) => {
      const { name, valuesAt: path } = serviceAccountOf(id, props);
      const given = valuesAt(props.values, `${path}.name`)[0]?.value;
      return (
        props.access.length > 0 &&
        given !== undefined &&
        given !== name &&
        `must not hold ${path}.name ${JSON.stringify(given)}, because the rights are those of "${name}": set serviceAccount.name instead`
      );
    },
  },
  {
    code: 'service-account-taken',
    property: 'serviceAccount.name',
    names: 'oldest',
    check: (props, { environment, id }) => {
      const { name } = serviceAccountOf(id, props);
      const other = chartBefore(
        id,
        props,
        environment,
        (one, otherId) => one.access.length > 0 && serviceAccountOf(otherId, one).name === name,
      );
      return (
        props.access.length > 0 &&
        other !== undefined &&
        `must differ from that of charts.${other} in the same namespace, got "${name}": one service account has the rights of one chart`
      );
    },
  },
];

/** The add-on whose main chart is of this name. */
const addonWith = (chart: string): AddonKey | undefined =>
  (Object.keys(ADDON_CHARTS) as AddonKey[]).find((key) => ADDON_CHARTS[key].chart === chart);

export const chartWarnings: RuleTable<ChartProps, ChartContext> = [
  {
    code: 'is-add-on',
    property: 'chart',
    check: ({ chart }) => {
      const key = addonWith(chart);
      return (
        key !== undefined &&
        `"${chart}" is what addons.${key} installs: the add-on sets it up for the cloud, and other add-ons and workloads know it`
      );
    },
  },
  {
    code: 'name-in-repository',
    property: 'repository',
    check: ({ repository, chart }) =>
      repository.startsWith('oci://') &&
      repository.endsWith(`/${chart}`) &&
      `should not end in the chart's name: Helm asks for ${repository}/${chart}`,
  },
  {
    code: 'namespace-closed',
    property: 'namespace',
    check: ({ namespace }, { environment }) =>
      environment.namespaces[namespace]?.defaultDeny === true &&
      `"${namespace}" lets nothing in or out: set its defaultDeny to false, unless the chart brings network policies for all of its pods`,
  },
];
