/** Backups that are made inside a cluster, as its objects and releases have them. */
import type { Backup } from '../../core/operations/backup';
import { days } from '../../core/operations/backup';

interface Variable {
  readonly name: string;
  readonly value?: string;
}

interface Container {
  readonly name: string;
  readonly env?: readonly Variable[];
}

interface Pod {
  readonly spec: { readonly containers: readonly Container[] };
}

interface CronJob {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly schedule: string; readonly jobTemplate: { readonly spec: { readonly template: Pod } } };
}

export interface ClickHouse {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly templates: { readonly podTemplates: readonly Pod[] };
    readonly configuration: {
      readonly clusters: readonly [
        { readonly name: string; readonly layout: { readonly shardsCount: number; readonly replicasCount: number } },
      ];
    };
  };
}

export interface OpenSearch {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly general: {
      readonly serviceName: string;
      readonly httpPort: number;
      readonly snapshotRepositories?: readonly [
        { readonly name: string; readonly settings: { readonly bucket: string } },
      ];
    };
    readonly security: { readonly config: { readonly adminCredentialsSecret: { readonly name: string } } };
  };
}

interface SnapshotPolicy {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly creation: { readonly schedule: { readonly cron: { readonly expression: string } } };
    readonly deletion: { readonly deleteCondition: { readonly maxAge: string } };
  };
}

interface VeleroSchedule {
  readonly schedule: string;
  readonly template: { readonly ttl: string };
}

interface Velero {
  readonly values: {
    readonly configuration: {
      readonly backupStorageLocation: readonly { readonly bucket: string }[];
      /** Whether volumes are copied into the bucket. */
      readonly defaultSnapshotMoveData?: boolean;
    };
    readonly snapshotsEnabled: boolean;
    readonly schedules: Readonly<Record<string, VeleroSchedule>>;
  };
}

/** The parts of a platform stack's document that are read here. */
export interface InCluster {
  readonly charts?: Readonly<Record<string, object>>;
  readonly CronJob?: Readonly<Record<string, CronJob>>;
  readonly ClickHouseInstallation?: Readonly<Record<string, ClickHouse>>;
  readonly OpenSearchCluster?: Readonly<Record<string, OpenSearch>>;
  readonly OpensearchSnapshotPolicy?: Readonly<Record<string, SnapshotPolicy>>;
}

/** Objects are there by their names with and without their namespaces. */
export const objectsOf = <T>(objects: Readonly<Record<string, T>> = {}): T[] => [...new Set(Object.values(objects))];

const containersOf = (pods: readonly Pod[]): readonly Container[] => pods.flatMap(({ spec }) => spec.containers);

const variable = (containers: readonly Container[], name: RegExp): string | undefined =>
  containers.flatMap(({ env = [] }) => env).find((one) => name.test(one.name))?.value;

/** Where the program beside each server writes, by the variables of `clickhouse-backup`. */
const BUCKET = /^(S3_BUCKET|GCS_BUCKET|AZBLOB_CONTAINER)$/;

const ofClickHouse = ({ ClickHouseInstallation: clusters, CronJob: jobs = {} }: InCluster): Backup[] =>
  objectsOf(clusters).flatMap(({ metadata: { name }, spec }) => {
    const where = variable(containersOf(spec.templates.podTemplates), BUCKET);
    const job = jobs[`${name}-backup`];
    if (where === undefined || !job) return [];
    const { schedule, jobTemplate } = job.spec;
    const kept = variable(containersOf([jobTemplate.spec.template]), /^RETENTION_DAYS$/);
    const store = { kind: 'ClickHouse', name } as const;
    return [{ store, by: 'clickhouse-backup', every: schedule, kept: days(kept), where }];
  });

const ofOpenSearch = ({ OpenSearchCluster: clusters, OpensearchSnapshotPolicy: policies = {} }: InCluster): Backup[] =>
  objectsOf(clusters).flatMap(({ metadata: { name }, spec }) => {
    const [repository] = spec.general.snapshotRepositories ?? [];
    const policy = policies[name];
    if (!repository || !policy) return [];
    const { creation, deletion } = policy.spec;
    return [
      {
        store: { kind: 'OpenSearch', name },
        by: 'snapshots',
        every: creation.schedule.cron.expression,
        kept: days(Number.parseInt(deletion.deleteCondition.maxAge, 10)),
        where: repository.settings.bucket,
      },
    ];
  });

const HOURS_PER_DAY = 24;

const veleroIn = ({ charts = {} }: InCluster): Partial<Velero> => charts['velero'] ?? {};

/** How volumes are kept: as snapshots of disks, which are in the region, as copies in the bucket, or not at all. */
export function volumesIn(document: InCluster): 'snapshots' | 'copies' | 'none' {
  const { values } = veleroIn(document);
  if (values?.configuration.defaultSnapshotMoveData === true) return 'copies';
  return values?.snapshotsEnabled === true ? 'snapshots' : 'none';
}

function ofVelero(document: InCluster): Backup[] {
  const { values } = veleroIn(document);
  if (!values) return [];
  const [location] = values.configuration.backupStorageLocation;
  return Object.entries(values.schedules).map(([name, { schedule, template }]) => ({
    store: { kind: 'cluster', name },
    by: 'Velero',
    every: schedule,
    kept: days(Number.parseInt(template.ttl, 10) / HOURS_PER_DAY),
    where: location?.bucket ?? '',
  }));
}

export const inCluster = (document: InCluster): Backup[] => [
  ...ofClickHouse(document),
  ...ofOpenSearch(document),
  ...ofVelero(document),
];
