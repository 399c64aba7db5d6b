/** Resolving: derives once what rules and stacks need to know of an environment on one cloud. */
import { addonNamespacesOf, addonsOf } from '../../constructs/addons';
import { afterOf, podSecurityOf } from '../../constructs/addons/addon';
import type { AddonNamespaces } from '../../constructs/addons/facts';
import { meshNamespaces } from '../../constructs/addons/istio/mesh';
import { exportersOf, withExporterUsers } from '../../constructs/addons/monitoring/exporters';
import type { Cloud } from '../../constructs/cloud';
import { withAuthorities } from '../../constructs/dns-zone/authorities';
import { hasEdge } from '../../constructs/environment/edge';
import type { StackKind } from '../../constructs/environment/extension';
import { withReplicas } from '../../constructs/environment/followed';
import { identitiesOf, secretsOf } from '../../constructs/environment/identities';
import { isManaged } from '../../constructs/environment/managed';
import { newNames, type Renamed, underNames } from '../../constructs/environment/renaming';
import { needingCluster } from '../../constructs/environment/rules';
import type { Environment, EnvironmentInput } from '../../constructs/environment/schema';
import type { Target } from '../../constructs/environment/targets';
import { type NamespaceProps, namespaceSchema } from '../../constructs/namespace/schema';
import { notificationsOf } from '../../constructs/notification/named';
import { type CloudConstructKind, CONSTRUCTS, KINDS, stackOf } from '../../constructs/registry';
import type { InstalledAddon, Resolved, SecretsUsed } from '../../constructs/resolved';
import { present } from '../../core/invariant';
import { KUBE_SYSTEM } from '../../core/kubernetes/words';
import { inOrder } from '../../core/order';
import { mapValues } from '../../core/records';
import type { CloudName } from '../../core/words/clouds';
import type { Origin } from '../load/source';
import { type StackNames, stackNames } from './stack-names';

/** One environment on one cloud, with everything derived from it. */
export interface Plan extends Resolved {
  readonly cloud: Cloud;
  readonly environment: Environment;
  readonly target: Target;
  readonly stacks: Pick<StackNames, 'infrastructure'> & Partial<StackNames>;
  /** Where the environment is written. @default - not known */
  readonly origin?: Origin;
  /** The environment as it would be written, and the one for which it stands by. @default - its user wrote it */
  readonly standsBy?: { readonly input: EnvironmentInput; readonly for: Plan };
}

export function planOf(cloud: Cloud, given: Environment): Plan {
  const environment = withAuthorities(withReplicas(withExporterUsers(given)), cloud.name);
  const { account, infrastructure, platform, edge } = stackNames(environment, cloud.name);
  return {
    cloud,
    environment,
    target: present(environment.targets[cloud.name], `targets.${cloud.name}`),
    stacks: {
      ...(environment.account && { account }),
      infrastructure,
      ...(runsInCluster(environment) && { platform }),
      ...(hasEdge(environment) && { edge }),
    },
    ...resolve(environment, cloud.name),
  };
}

/** The same plan with other names of renamed entries. */
export function planUnder(plan: Plan, entries: readonly Renamed[], nameOf: (entry: Renamed) => string): Plan {
  return { ...plan, ...planOf(plan.cloud, underNames(plan.environment, newNames(entries, nameOf))) };
}

/** Whether anything runs in the cluster that an environment describes. */
const runsInCluster = (environment: Environment): boolean =>
  environment.cluster !== undefined && needingCluster(environment).length > 0;

export function resolve(environment: Environment, cloud: CloudName): Resolved {
  const addons = installedOn(cloud, environment);
  const addonNamespaces = addonNamespacesOf(environment);
  const exporters = exportersOf(environment, addonNamespaces.monitoring, cloud);
  const secrets = secretsOf(environment, addons, exporters);
  return {
    addons,
    addonNamespaces,
    exporters,
    guarded: addons.flatMap(
      ({ addon, props, namespace }) => addon.guarded?.({ props, environment, namespace, addonNamespaces }) ?? [],
    ),
    mesh: environment.addons.istio ? meshNamespaces(environment.addons.istio, { environment, addonNamespaces }) : [],
    secrets,
    namespaces: namespacesOf(environment, addons, addonNamespaces),
    identities: identitiesOf(environment, cloud, addons, secrets),
    uses: usesOf(environment, secrets),
  };
}

function installedOn(cloud: CloudName, environment: Environment): InstalledAddon[] {
  return inOrder(
    addonsOf(environment).filter(({ addon }) => addon.builtIn?.[cloud] === undefined),
    ({ key }) => key,
    ({ addon, props }) => afterOf(addon, props),
  );
}

/** The environment's own namespaces, and those of add-ons. */
function namespacesOf(
  environment: Environment,
  addons: readonly InstalledAddon[],
  addonNamespaces: AddonNamespaces,
): Record<string, NamespaceProps> {
  const ofAddons = addons
    .filter(({ namespace }) => namespace !== KUBE_SYSTEM)
    .map(({ namespace, addon, props }) => {
      const podSecurity = podSecurityOf(addon, props);
      return [namespace, namespaceSchema.parse({ podSecurity, limitRange: false })] as const;
    });
  const { [KUBE_SYSTEM]: _, ...own } = environment.namespaces;
  const labels = addons.map(({ addon, props }) => addon.namespaceLabels?.(props, environment, addonNamespaces) ?? {});
  return mapValues({ ...leastRestricted(ofAddons), ...own }, (name, props) => {
    const wanted = Object.assign({}, ...labels.map((byNamespace) => byNamespace[name])) as Record<string, string>;
    return { ...props, labels: { ...wanted, ...props.labels } };
  });
}

const STANDARDS = ['restricted', 'baseline', 'privileged'];

/** The Pod Security Standard of a namespace that add-ons share: the least restrictive that any of them needs. */
function leastRestricted(entries: readonly (readonly [string, NamespaceProps])[]): Record<string, NamespaceProps> {
  const found: Record<string, NamespaceProps> = {};
  for (const [name, props] of entries) {
    const before = found[name];
    if (!before || STANDARDS.indexOf(props.podSecurity) > STANDARDS.indexOf(before.podSecurity)) found[name] = props;
  }
  return found;
}

/** Stacks whose constructs the infrastructure has something for: APIs, rights to keys. */
const USING: ReadonlySet<StackKind> = new Set(['infrastructure', 'edge']);

function usesOf(environment: Environment, { connections }: SecretsUsed): ReadonlySet<CloudConstructKind> {
  const isUsed = (kind: CloudConstructKind): boolean => {
    const { at, named } = CONSTRUCTS[kind];
    const given = environment[at];
    if (!USING.has(stackOf(kind))) return false;
    if (kind === 'notification') return notificationsOf(environment, 'infrastructure').size > 0;
    if (kind === 'secret' && connections.length > 0) return true;
    return given !== undefined && (named ? Object.keys(given).length > 0 : isManaged(given));
  };
  return new Set(KINDS.filter((kind): kind is CloudConstructKind => CONSTRUCTS[kind].place === 'cloud').filter(isUsed));
}
