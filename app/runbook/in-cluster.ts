/** Ways back of what is inside a cluster, as its objects and releases have it. */
import type { Way } from '../../core/operations/way';
import {
  type ClickHouse,
  type InCluster,
  inCluster,
  objectsOf,
  type OpenSearch,
  volumesIn,
} from '../operations/in-cluster';

/** Data clusters whose backups and snapshots are read from the bucket, and Velero's schedules. */
export function waysInCluster(document: InCluster): Way[] {
  const { namespace } = (document.charts?.['velero'] ?? {}) as { readonly namespace?: string };
  return [
    ...objectsOf(document.ClickHouseInstallation).flatMap(ofClickHouse),
    ...objectsOf(document.OpenSearchCluster).flatMap(ofOpenSearch),
    ...inCluster(document)
      .filter(({ by }) => by === 'Velero')
      .flatMap(({ store }) => ofSchedule(store.name, volumesIn(document), namespace)),
  ];
}

/** In the second region the same is done, with the buckets of the environment that is made there. */
const LOSSES = ['store', 'region'] as const;

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
  return LOSSES.map((lost) => ({
    store: { kind: 'ClickHouse', name },
    lost,
    from: 'backups',
    does: 'Choose a backup, and restore tables on every server, then data on the first of each shard, of which the others copy it',
    commands: [
      on(0, 0, 'list remote'),
      ...shards.flatMap((shard) => replicas.map((replica) => on(shard, replica, 'restore_remote --schema BACKUP'))),
      ...shards.map((shard) => on(shard, 0, 'restore_remote --data BACKUP')),
    ],
  }));
}

/** All but what belongs to a cluster itself, its users among it. */
const WHOLE = '*,-.opendistro_security,-.kibana*,-.opensearch*,-.plugins*';

function ofOpenSearch({ metadata, spec }: OpenSearch): Way[] {
  const { name, namespace } = metadata;
  const { serviceName, httpPort, snapshotRepositories: [repository] = [] } = spec.general;
  if (!repository) return [];
  const ask = (path: string, words = '') =>
    `kubectl exec --namespace ${namespace} service/${serviceName} -- curl --silent --insecure --user 'USER:PASSWORD' ${words}'https://localhost:${httpPort}/${path}'`;
  const snapshots = `_snapshot/${repository.name}`;
  const begin = [
    `kubectl get secret ${spec.security.config.adminCredentialsSecret.name} --namespace ${namespace} --output go-template='{{.data.username | base64decode}}:{{.data.password | base64decode}}'`,
    ask(`${snapshots}/_all?verbose=false`),
  ];
  const restore = (indices: string) =>
    `${ask(`${snapshots}/SNAPSHOT/_restore?wait_for_completion=true`, "--request POST --header 'Content-Type: application/json' ")} --data '{"indices": "${indices}", "include_global_state": false}'`;
  const store = { kind: 'OpenSearch', name } as const;
  return [
    {
      store,
      lost: 'store',
      from: 'snapshots',
      does: 'Choose a snapshot, close the index that is open under the name, and restore it as the administrator',
      commands: [...begin, ask('INDEX/_close', '--request POST '), restore('INDEX')],
    },
    {
      store,
      lost: 'region',
      from: 'snapshots',
      does: 'Choose a snapshot, and restore it as the administrator, without what belongs to the cluster itself',
      commands: [...begin, restore(WHOLE)],
    },
  ];
}

/** What a schedule brings back, beside it and in the second region, by how it keeps volumes. */
const BROUGHT_BACK = {
  snapshots: {
    store: 'objects and volumes',
    region: 'objects. Its snapshots of volumes are lost with the region: only objects come back',
  },
  copies: {
    store: 'objects and volumes',
    region: 'objects and volumes. Copies of volumes open with the old password alone',
  },
  none: { store: 'objects', region: 'objects' },
} as const;

const ofSchedule = (schedule: string, volumes: keyof typeof BROUGHT_BACK, namespace = 'velero'): Way[] =>
  LOSSES.map((lost) => ({
    store: { kind: 'cluster', name: schedule },
    lost,
    from: 'backups',
    does: `Choose a backup, remove what it is to bring back, because Velero leaves alone what is there, and restore from it ${BROUGHT_BACK[volumes][lost]}`,
    commands: [
      `velero backup get --namespace ${namespace} --selector velero.io/schedule-name=velero-${schedule}`,
      `velero restore create --namespace ${namespace} --from-backup BACKUP`,
    ],
  }));
