/** Backups of a ClickHouse cluster: what writes them beside each server, and the job that asks for them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ClickHouseBackups } from '../../../constructs/click-house-cluster/schema';
import { CLICK_HOUSE_PORTS } from '../../../constructs/data-cluster/pods';
import { IMAGES } from '../../../constructs/images';
import { RESTRICTED } from '../../../core/kubernetes/chart-values';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { podSecurity } from '../base/security';
import { clusterResourcesOf } from '../data-cluster/resources';

type Labels = Readonly<Record<string, string>>;

export interface BackupContext extends ClickHouseBackups {
  /** A server of each shard. */
  readonly servers: readonly string[];
  /** Of the job. */
  readonly metadata: Manifest['metadata'];
  /** Labels of the job's pods. */
  readonly pods: Labels;
  /** Secret with the username and password by which servers are asked. */
  readonly password: string;
  /** The servers' service account, and the labels of pods that have its identity. */
  readonly account: string;
  readonly podLabels: Labels;
  /** The nodes of the job. */
  readonly placement: object;
  /** How the bucket is found. */
  readonly variables: Readonly<Record<string, string>>;
}

const SCRIPT = readFileSync(join(__dirname, 'pod', 'backup.sh'), 'utf8');

/** The user `clickhouse` of the image, who owns the servers' files. */
const USER = 101;
const PORT = CLICK_HOUSE_PORTS.backups;
const TEMPORARY = { name: 'backup-tmp', mountPath: '/tmp' };

/** A day: the next one could not begin before. */
const DEADLINE_SECONDS = 86_400;
const STARTING_DEADLINE_SECONDS = 3600;
/** Finished runs that are kept, with their logs. */
const HISTORY = 3;

const variable = (name: string, value: string) => ({ name, value });

const credentials = ({ password }: BackupContext) =>
  ['username', 'password'].map((key) => ({
    name: `API_${key.toUpperCase()}`,
    valueFrom: { secretKeyRef: { name: password, key } },
  }));

/** It reads the server's disk, which the operator mounts in every container of the pod. */
export function backupServer(context: BackupContext) {
  const settings = {
    ...context.variables,
    API_LISTEN: `0.0.0.0:${PORT}`,
    // The default user, who may sign in from the server itself only.
    CLICKHOUSE_HOST: 'localhost',
    CLICKHOUSE_PORT: '9000',
    // Links to parts of tables would keep their space after they are merged.
    BACKUPS_TO_KEEP_LOCAL: '-1',
    // A new cluster may be without tables.
    ALLOW_EMPTY_BACKUPS: 'true',
  };
  return {
    podLabels: context.podLabels,
    spec: {
      serviceAccountName: context.account,
      // Variables of services would be taken for settings.
      enableServiceLinks: false,
    },
    container: {
      name: 'backup',
      image: IMAGES.clickHouseBackup,
      command: ['/bin/clickhouse-backup', 'server'],
      env: [...Object.entries(settings).map(([name, value]) => variable(name, value)), ...credentials(context)],
      ports: [{ name: 'backups', containerPort: PORT }],
      resources: clusterResourcesOf({ cpu: '100m', memory: '1Gi', cpuLimit: '2' }),
      securityContext: RESTRICTED,
      volumeMounts: [TEMPORARY],
    },
    volumes: [{ name: TEMPORARY.name, emptyDir: { sizeLimit: '256Mi' } }],
  };
}

/** A run that fails is tried again, and the next one goes on where it stopped. */
export function backupJob(context: BackupContext): Manifest {
  const { metadata, pods, cron, fullEvery, retentionDays, servers, placement } = context;
  const settings = {
    SERVERS: servers.join(' '),
    PORT: `${PORT}`,
    FULL_EVERY: `${fullEvery}`,
    RETENTION_DAYS: `${retentionDays}`,
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: {
      schedule: cron,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
      successfulJobsHistoryLimit: HISTORY,
      failedJobsHistoryLimit: HISTORY,
      jobTemplate: {
        spec: {
          backoffLimit: 3,
          activeDeadlineSeconds: DEADLINE_SECONDS,
          template: {
            metadata: { labels: pods },
            spec: {
              restartPolicy: 'Never',
              serviceAccountName: metadata.name,
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              securityContext: podSecurity(USER),
              ...placement,
              containers: [
                {
                  name: 'backup',
                  image: IMAGES.clickHouseBackup,
                  command: ['bash', '-c', SCRIPT],
                  env: [
                    ...Object.entries(settings).map(([name, value]) => variable(name, value)),
                    ...credentials(context),
                  ],
                  resources: clusterResourcesOf({ cpu: '10m', memory: '64Mi', cpuLimit: '200m' }),
                  securityContext: RESTRICTED,
                },
              ],
            },
          },
        },
      },
    },
  };
}
