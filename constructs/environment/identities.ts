/**
 * Identities: which service accounts of an environment have rights in the cloud, and which secrets of the store are used in
 * the cluster: what the infrastructure stack must know of what the platform stack will run.
 */
import type { WorkloadIdentityProps } from '../workload-identity/contract';
import { addonsOf } from '../addons';
import { exportersOf, exportersNamespace } from '../addons/monitoring/exporters';
import { namespaceOf } from '../addons/namespaces';
import type { CloudName } from '../../core/words/clouds';
import { nameInCluster } from '../../core/names-in-cluster';
import type { Environment } from './schema';
import { secretValuesOf } from '../workload/schema';

/** Every identity, by name. */
export function identitiesOf(environment: Environment, cloud: CloudName): Record<string, WorkloadIdentityProps> {
  const ofAddons = addonsOf(environment).flatMap(({ key, addon: { id, builtIn, rights }, props }) => {
    if (!rights || builtIn?.[cloud] !== undefined) return [];
    const namespace = namespaceOf(environment, key);
    const given = rights(props, environment, secretsUsed(environment));
    return [[id, { namespace, serviceAccount: id, rights: given }] as const];
  });
  const ofWorkloads = Object.entries(environment.workloads).map(([id, { namespace, access: rights }]) => {
    const props: WorkloadIdentityProps = { namespace, serviceAccount: nameInCluster(environment, id), rights };
    return [id, props] as const;
  });
  return Object.fromEntries([...ofAddons, ...ofWorkloads].filter(([, { rights }]) => rights.length > 0));
}

/** What reads which secret of the store, and where. */
function reads(environment: Environment): { readonly secret: string; readonly namespace: string }[] {
  const { kafkaClusters, clickHouseClusters, searchClusters, workloads } = environment;
  const ofClusters = [
    ...[...Object.values(kafkaClusters), ...Object.values(clickHouseClusters)].flatMap(({ users, namespace }) =>
      Object.values<{ readonly secret?: string | undefined }>(users).map(({ secret }) => ({ secret, namespace })),
    ),
    ...Object.values(searchClusters).flatMap(({ admin, dashboards, namespace }) =>
      [admin, ...(dashboards ? [dashboards] : [])].map(({ secret }) => ({ secret, namespace })),
    ),
  ].flatMap(({ secret, namespace }) => (secret === undefined ? [] : [{ secret, namespace }]));
  return [
    ...ofClusters,
    ...exportersOf(environment).map(({ id }) => ({ secret: id, namespace: exportersNamespace(environment) })),
    ...Object.values(workloads).flatMap((workload) =>
      secretValuesOf(workload).map(({ from }) => ({ secret: from, namespace: workload.namespace })),
    ),
    ...addonsOf(environment).flatMap(({ key, addon, props }) =>
      (addon.secrets?.(props, environment) ?? []).map((secret) => ({
        secret,
        namespace: namespaceOf(environment, key),
      })),
    ),
  ];
}

const once = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** Names in `databases`, `caches` and `secrets` that something in the cluster reads, each once. */
export const secretsUsed = (environment: Environment): string[] => once(reads(environment).map(({ secret }) => secret));

/** Namespaces in which something reads them, each once. */
export const secretReaders = (environment: Environment): string[] =>
  once(reads(environment).map(({ namespace }) => namespace));

/** Databases and caches among them: where to find these is kept in the store as well. */
export const connectionsUsed = (environment: Environment): string[] =>
  secretsUsed(environment).filter((id) => id in environment.databases || id in environment.caches);
