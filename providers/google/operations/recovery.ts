/** Ways back on Google. */
import {
  type CloudRecovery,
  fromCopy,
  fromMoment,
  fromVersions,
  isKnown,
  nameIn,
  type WayReader,
} from '../../../core/operations/way';
import type { Resource, Resources } from '../../../core/rights/resources';
import { placesOf } from './clock';
import { copyBy } from './copies';

const projectOf = (resource: Resource, resources: Resources): string =>
  String(resource.values['project'] ?? resources.settingsOf(resource)['project']);

/** docs.cloud.google.com/sql/docs/postgres/replication/cross-region-replicas */
function ofReplica(replica: Resource, resources: Resources): ReturnType<WayReader> {
  const { address, values, partOf } = replica;
  const { name, region, master_instance_name: master } = values as Readonly<Record<string, string>>;
  const project = projectOf(replica, resources);
  const primary = resources.at(master);
  if (!primary || primary.values['region'] === region) return [];
  return [
    {
      store: { kind: 'database', name: partOf },
      lost: 'region',
      from: 'replica',
      does: `Promote the replica in ${region}, and back it up`,
      commands: [
        `gcloud sql instances promote-replica ${name} --project ${project}`,
        `gcloud sql backups create --instance ${name} --project ${project}`,
        `gcloud sql backups list --instance ${name} --project ${project}`,
      ],
      restore: `{ backup: { google: { backupRun: 'projects/${project}/instances/${name}/backupRuns/BACKUP' } } }`,
      promoted: address,
    },
  ];
}

/** Those of a server, from which to choose one: of all servers, as none is found by its own while its region is away. */
const backupsOf = (name: string, project: string, where: string) => ({
  does: `Choose one of its backups in ${where}, by its id`,
  commands: [
    `gcloud sql backups list --instance - --project ${project} --filter 'instance=${name} AND location=${where}'`,
  ],
  restore: `{ backup: { google: { backupRun: 'projects/${project}/instances/${name}/backupRuns/BACKUP' } } }`,
  byHand: [
    `gcloud sql backups restore BACKUP --restore-instance NEW --project PROJECT --backup-instance ${name} --backup-project ${project}`,
  ],
});

interface Backups {
  readonly enabled?: boolean;
  readonly location?: string;
  readonly point_in_time_recovery_enabled?: boolean;
}

/** docs.cloud.google.com/sql/docs/postgres/backup-recovery/restoring */
const ofServer: WayReader = (server, resources) => {
  const { values, partOf } = server;
  if (values['master_instance_name'] !== undefined) return ofReplica(server, resources);
  const { name, region } = values as Readonly<Record<string, string>>;
  const { backup_configuration: backups = {} } = values['settings'] as { readonly backup_configuration?: Backups };
  const { enabled, location = region, point_in_time_recovery_enabled: hasLog } = backups;
  const project = projectOf(server, resources);
  const store = { kind: 'database', name: partOf } as const;
  const choose = { store, ...backupsOf(String(name), project, String(location)) };
  if (!enabled) return [];
  return [
    ...(location === region ? [] : [{ ...choose, lost: 'region' as const, from: 'copies' as const }]),
    hasLog
      ? fromMoment(partOf, `gcloud sql instances clone ${name} NEW --point-in-time MOMENT --project ${project}`)
      : { ...choose, lost: 'store', from: 'backups' },
  ];
};

/** Backups by the clock, and copies of them. */
const ofWorkflow: WayReader = (workflow, resources) => {
  const server = resources
    .of('google_sql_database_instance')
    .find(({ partOf, isMain }) => partOf === workflow.partOf && isMain);
  if (!server) return [];
  const project = projectOf(server, resources);
  return placesOf(workflow).map(({ where }) => ({
    store: { kind: 'database', name: workflow.partOf } as const,
    lost: where === server.values['region'] ? ('store' as const) : ('region' as const),
    from: 'vault' as const,
    ...backupsOf(String(server.values['name']), project, where),
  }));
};

/** Commands that show the collections of backups in a region, and what is in one. */
const COLLECTIONS = {
  google_redis_cluster: (where: string) => [
    `gcloud redis clusters backup-collections list --region ${where}`,
    `gcloud redis clusters backups list --backup-collection COLLECTION --region ${where}`,
  ],
  google_memorystore_instance: (where: string) => [
    `gcloud memorystore backup-collections list --location ${where}`,
    `gcloud memorystore backup-collections backups list --backup-collection COLLECTION --location ${where}`,
  ],
} as const;

/** docs.cloud.google.com/memorystore/docs/cluster/manage-backups */
const ofCache =
  (type: keyof typeof COLLECTIONS): WayReader =>
  (cache, resources) => {
    const { values, partOf } = cache;
    if (values['automated_backup_config'] === undefined) return [];
    const project = projectOf(cache, resources);
    const region = String(values['region'] ?? values['location']);
    return [
      {
        store: { kind: 'cache', name: partOf },
        lost: 'store',
        from: 'backups',
        does: 'Find the collection of its backups, which names it, and choose one of them',
        commands: COLLECTIONS[type](`${region} --project ${project}`),
        restore: `{ backup: { google: { managedBackup: 'projects/${project}/locations/${region}/backupCollections/COLLECTION/backups/BACKUP' } } }`,
      },
    ];
  };

/** docs.cloud.google.com/storage/docs/using-versioned-objects */
const ofBucket: WayReader = ({ values, partOf, isMain }) => {
  const { enabled } = (values['versioning'] ?? {}) as { readonly enabled?: boolean };
  if (!isMain || !enabled) return [];
  const name = String(values['name']);
  return [
    fromVersions(
      partOf,
      `gcloud storage ls --all-versions gs://${name}/OBJECT`,
      `gcloud storage cp 'gs://${name}/OBJECT#VERSION' gs://${name}/OBJECT`,
    ),
  ];
};

/** Stands for the new bucket. */
const NEW_BUCKET = 'BUCKET';

const ofTransfer: WayReader = (transfer, resources) => {
  const copy = copyBy(transfer, resources);
  if (!copy) return [];
  const { name, location } = copy.values;
  return [
    fromCopy(
      transfer.partOf,
      String(location),
      `gcloud storage rsync --recursive gs://${String(name)} gs://${NEW_BUCKET}`,
    ),
  ];
};

export const recovery: CloudRecovery = {
  anew: [
    "Give it another project, targets.google.project: 'PROJECT': pods of two clusters in one project are the same principals.",
  ],
  staysInAccount: false,
  intoBucket: { words: NEW_BUCKET, types: { google_storage_bucket: ({ values }) => String(values['name']) } },
  ways: {
    google_sql_database_instance: ofServer,
    google_workflows_workflow: ofWorkflow,
    google_redis_cluster: ofCache('google_redis_cluster'),
    google_memorystore_instance: ofCache('google_memorystore_instance'),
    google_storage_bucket: ofBucket,
    google_storage_transfer_job: ofTransfer,
  },
  records: {
    google_dns_record_set: (record, resources) => {
      const { name, managed_zone: zone } = record.values;
      if (!isKnown(name)) return undefined;
      const command = `gcloud dns record-sets list --zone ${nameIn(zone, resources)} --project ${projectOf(record, resources)}`;
      return { host: name.replace(/\.$/, ''), command };
    },
  },
};
