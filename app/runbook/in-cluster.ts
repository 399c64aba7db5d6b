/** Ways back of what is inside a cluster, as its objects and releases have it. */
import type { Way } from '../../core/operations/way';
import { type ClickHouse, type InCluster, inCluster, objectsOf } from '../operations/in-cluster';

/** Data clusters whose backups are read from the bucket, and Velero's schedules. */
export function waysInCluster(document: InCluster): Way[] {
  const { namespace } = (document.charts?.['velero'] ?? {}) as { readonly namespace?: string };
  return [
    ...objectsOf(document.ClickHouseInstallation).flatMap(ofClickHouse),
    ...inCluster(document)
      .filter(({ by }) => by === 'Velero')
      .map(({ store }) => ofSchedule(store.name, namespace)),
  ];
}

const CONTAINER = 'backup';

function ofClickHouse({ metadata, spec }: ClickHouse): Way[] {
  const { name, namespace } = metadata;
  const isBackedUp = spec.templates.podTemplates.some(({ spec: pod }) =>
    pod.containers.some((container) => container.name === CONTAINER),
  );
  if (!isBackedUp) return [];
  const [{ name: cluster, layout }] = spec.configuration.clusters;
  const on = (shard: number, replica: number, command: string) =>
    `kubectl exec --namespace ${namespace} chi-${name}-${cluster}-${shard}-${replica}-0 --container ${CONTAINER} -- clickhouse-backup ${command}`;
  const shards = Array.from({ length: layout.shardsCount }, (_, shard) => shard);
  const replicas = Array.from({ length: layout.replicasCount }, (_, replica) => replica);
  return [
    {
      store: { kind: 'ClickHouse', name },
      lost: 'store',
      from: 'backups',
      does: 'Choose a backup, and restore tables on every server, then data on the first of each shard, of which the others copy it',
      commands: [
        on(0, 0, 'list remote'),
        ...shards.flatMap((shard) => replicas.map((replica) => on(shard, replica, 'restore_remote --schema BACKUP'))),
        ...shards.map((shard) => on(shard, 0, 'restore_remote --data BACKUP')),
      ],
    },
  ];
}

const ofSchedule = (schedule: string, namespace = 'velero'): Way => ({
  store: { kind: 'cluster', name: schedule },
  lost: 'store',
  from: 'backups',
  does: 'Choose a backup, and restore objects and volumes from it',
  commands: [
    `velero backup get --namespace ${namespace} --selector velero.io/schedule-name=velero-${schedule}`,
    `velero restore create --namespace ${namespace} --from-backup BACKUP`,
  ],
});
