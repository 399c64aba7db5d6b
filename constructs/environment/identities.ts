/** Service accounts that have rights in the cloud, and secrets that the cluster reads from the cloud's store. */
import { nameInCluster } from '../../core/names-in-cluster';
import type { CloudName } from '../../core/words/clouds';
import type { ServerExporter } from '../addons/monitoring/exporters';
import { bucketAccess } from '../addons/parts/own-bucket';
import { serviceAccountOf } from '../chart/schema';
import { isKept } from '../managed-postgres/auditing';
import {
  keeperNameOf,
  keeperOf,
  KEPT_BY_IDENTITY,
  takesIdentities,
  usersNamespace,
  withPassword,
} from '../managed-postgres/users';
import type { InstalledAddon, SecretsUsed } from '../resolved';
import { secretValuesOf } from '../workload/schema';
import type { SecretRef, WorkloadIdentityProps } from '../workload-identity/contract';
import type { Environment } from './schema';

/** Identities of workloads, charts, add-ons, servers that write backups, and the pods that keep databases' users, by name. */
export function identitiesOf(
  environment: Environment,
  cloud: CloudName,
  addons: readonly InstalledAddon[],
  secrets: SecretsUsed,
): Record<string, WorkloadIdentityProps> {
  const ofAddons = addons.map(({ addon: { id, rights }, props, namespace }) => {
    const given = rights?.(props, environment, secrets.used) ?? [];
    return [id, { namespace, serviceAccount: id, rights: given }] as const;
  });
  const ofWorkloads = Object.entries(environment.workloads).map(([id, { namespace, access: rights }]) => {
    const props: WorkloadIdentityProps = { namespace, serviceAccount: nameInCluster(environment, id), rights };
    return [id, props] as const;
  });
  const ofCharts = Object.entries(environment.charts).map(([id, chart]) => {
    const { name: serviceAccount } = serviceAccountOf(id, chart);
    return [id, { namespace: chart.namespace, serviceAccount, rights: chart.access }] as const;
  });
  const all = [...ofAddons, ...ofKeepers(environment, cloud), ...ofWorkloads, ...ofCharts, ...ofBackups(environment)];
  return Object.fromEntries(all.filter(([, { rights }]) => rights.length > 0));
}

const ofKeepers = (environment: Environment, cloud: CloudName): (readonly [string, WorkloadIdentityProps])[] =>
  Object.entries(environment.databases)
    .filter(([, database]) => KEPT_BY_IDENTITY[cloud] && takesIdentities(database))
    .map(([id]) => {
      const serviceAccount = keeperNameOf(environment, id);
      return [keeperOf(id), { namespace: usersNamespace(environment), serviceAccount, rights: [{ identitiesOf: id }] }];
    });

const ofBackups = (environment: Environment): (readonly [string, WorkloadIdentityProps])[] => {
  const { clickHouseClusters, searchClusters } = environment;
  const stores = [
    ...Object.entries(clickHouseClusters).map(([id, { namespace, backups }]) => ({ id, namespace, to: backups })),
    ...Object.entries(searchClusters).map(([id, { namespace, snapshots }]) => ({ id, namespace, to: snapshots })),
  ];
  return stores.flatMap(({ id, namespace, to }) => {
    const serviceAccount = nameInCluster(environment, id);
    return to ? [[id, { namespace, serviceAccount, rights: bucketAccess(to.store) }]] : [];
  });
};

/** Secrets that the cluster reads from the cloud's store, and the namespaces that read them. */
export function secretsOf(
  environment: Environment,
  addons: readonly InstalledAddon[],
  exporters: readonly ServerExporter[],
): SecretsUsed {
  const all = reads(environment, addons, exporters);
  const used = new Map(all.map(({ secret, user }) => [JSON.stringify([secret, user]), { secret, user }]));
  const names = once(all.map(({ secret }) => secret));
  return {
    used: [...used].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref),
    connections: names.filter((id) => id in environment.databases || id in environment.caches),
    readers: once(all.map(({ namespace }) => namespace)),
  };
}

/** A secret that is read in a namespace. */
interface Read extends SecretRef {
  readonly namespace: string;
}

function reads(
  environment: Environment,
  addons: readonly InstalledAddon[],
  exporters: readonly ServerExporter[],
): Read[] {
  const { databases, kafkaClusters, clickHouseClusters, searchClusters, workloads, charts } = environment;
  const ofClusters = [
    ...[...Object.values(kafkaClusters), ...Object.values(clickHouseClusters)].flatMap(({ users, namespace }) =>
      Object.values<{ readonly secret?: string | undefined }>(users).map(({ secret }) => ({ secret, namespace })),
    ),
    ...Object.values(searchClusters).flatMap(({ admin, dashboards, namespace }) =>
      [admin, ...(dashboards ? [dashboards] : [])].map(({ secret }) => ({ secret, namespace })),
    ),
    // Servers ask for the operator's password before they make a backup.
    ...Object.values(clickHouseClusters).flatMap(({ backups, namespace }) =>
      backups ? [{ secret: environment.addons.clickHouseOperator?.secret, namespace }] : [],
    ),
  ].flatMap(({ secret, namespace }) => (secret === undefined ? [] : [{ secret, namespace }]));
  return [
    ...ofClusters,
    ...Object.entries(databases).flatMap(([id, database]) => {
      const namespace = usersNamespace(environment);
      const users = withPassword(database).map(([user]) => user);
      return isKept(environment, database)
        ? [undefined, ...users].map((user) => ({ secret: id, user, namespace }))
        : [];
    }),
    ...exporters.map(({ id, user, namespace }) => ({ secret: id, user, namespace })),
    ...Object.values(workloads).flatMap((workload) =>
      secretValuesOf(workload).map(({ from, user }) => ({ secret: from, user, namespace: workload.namespace })),
    ),
    ...Object.values(charts).flatMap(({ secrets, namespace }) =>
      Object.values(secrets).flatMap((values) =>
        Object.values(values).map(({ from, user }) => ({ secret: from, user, namespace })),
      ),
    ),
    ...addons.flatMap(({ key, addon, props, namespace: own }) => {
      // External Secrets reads for others.
      const namespaces = (key === 'externalSecrets' && environment.addons[key]?.namespaces) || [own];
      const secrets = addon.secrets?.(props, environment) ?? [];
      return secrets.flatMap((secret) => namespaces.map((namespace) => ({ secret, namespace })));
    }),
  ];
}

const once = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
