/**
 * ClickHouseCluster: the objects from which Altinity's operator creates servers and keepers, and their network
 * policies.
 */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import {
  CLICKHOUSE_VERSIONS,
  type ClickHouseClusterProps,
  type ClickHouseUser,
} from '../../../constructs/click-house-cluster/schema';
import { TO_APIS, toIdentity } from '../../../constructs/cloud-lookup/endpoints';
import { backupJobName, CLICK_HOUSE_PORTS, PODS } from '../../../constructs/data-cluster/pods';
import type { NodeResources } from '../../../constructs/data-cluster/schema';
import { VERSIONED_IMAGES } from '../../../constructs/images';
import type { InCluster } from '../../../constructs/in-cluster';
import { present } from '../../../core/invariant';
import { RESTRICTED } from '../../../core/kubernetes/chart-values';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { podsWith, tcp } from '../../../core/kubernetes/network-policy';
import { amount, bytesText, STORAGE_CLASS } from '../../../core/kubernetes/words';
import { chooseVersion } from '../../../core/sizing/choices';
import { podSecurity } from '../base/security';
import { DataCluster } from '../data-cluster/data-cluster';
import { clusterResourcesOf } from '../data-cluster/resources';
import { type BackupContext, backupJob, backupServer } from './backups';

/** The user `clickhouse` of the images. */
const USER = 101;
const {
  clients: CLIENT_PORTS,
  keeper: KEEPER_PORT,
  keeperControl: KEEPER_CONTROL_PORT,
  metrics: METRICS_PORT,
  backups: BACKUPS_PORT,
} = CLICK_HOUSE_PORTS;
/** Name of the installation's only cluster: `ON CLUSTER main`. */
const CLUSTER = 'main';
const TEMPLATE = 'default';

/** Files of the logs, which stand beside what goes to the console: the image's default is ten of a gigabyte each. */
const LOG_FILES = { 'logger/size': '100M', 'logger/count': 3 };
/** Size of each directory that ends with the pod: the log and the log of errors, each with its old files, or temporary files. */
const WRITABLE = '1Gi';

const METRICS = {
  'prometheus/endpoint': '/metrics',
  'prometheus/port': METRICS_PORT,
  'prometheus/metrics': true,
  'prometheus/events': true,
  'prometheus/asynchronous_metrics': true,
};

/** Properties in which servers and keepers differ. */
interface ServerProps {
  readonly container: string;
  readonly image: string;
  readonly resources: NodeResources;
  readonly env?: readonly object[];
  readonly labels: Readonly<Record<string, string>>;
  /** Writable directories in addition to the disk, by the name of their volume. */
  readonly writable: Readonly<Record<string, string>>;
  readonly storageGiB: number;
  /** What writes backups beside the server. @default - nothing */
  readonly beside?: ReturnType<typeof backupServer>;
}

export class ClickHouseCluster extends DataCluster<ClickHouseClusterProps> {
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ClickHouseClusterProps, deps: InCluster) {
    super(scope, id, props, deps);
    const policies = this.createPolicies();
    const cluster = this.createCluster('clickHouseOperator', {
      secret: [...this.passwords(), ...this.backupPassword()],
      keeper: [this.keeper()],
      cluster: [this.clickHouse()],
      monitor: [
        ...this.podMonitor(this.clusterName, this.servers, 'metrics'),
        ...this.podMonitor(this.keeperName, this.keepers, 'metrics'),
      ],
      serviceAccount: this.serviceAccounts(),
      backup: this.backups ? [backupJob(this.backups)] : [],
    });
    this.ready = [...policies, cluster];
  }

  private get keeperName(): string {
    return `${this.clusterName}-keeper`;
  }

  private get servers() {
    return PODS.clickHouse(this.clusterName);
  }

  private get backupPods() {
    return PODS.backups(this.clusterName);
  }

  private get keepers() {
    return PODS.keepers(this.clusterName);
  }

  /** What backups are made of; undefined without them. */
  private get backups(): BackupContext | undefined {
    const { backups, namespace, shards, nodePool } = this.props;
    if (!backups) return undefined;
    const { cloud } = this.deps;
    const pods = this.backupPods;
    const bucket = cloud.objectStorage(backups.store).clickHouse;
    return {
      ...backups,
      servers: Array.from(
        { length: shards },
        (_, shard) => `chi-${this.clusterName}-${CLUSTER}-${shard}-0.${namespace}.svc`,
      ),
      metadata: this.metadata(backupJobName(this.clusterName), pods),
      pods,
      password: this.backupPasswordName,
      account: this.clusterName,
      podLabels: cloud.serviceAccount(this.node.id).podLabels,
      placement: this.placement(nodePool),
      variables: { ...bucket.variables, [bucket.folder]: `${this.clusterName}/shard-{shard}` },
    };
  }

  private get backupPasswordName(): string {
    return `${this.clusterName}-backup-password`;
  }

  /** The operator's, because whoever makes or restores backups may do no more and no less with the servers. */
  private backupPassword(): Manifest[] {
    if (!this.props.backups) return [];
    const { secret } = present(this.deps.environment.addons.clickHouseOperator, 'addons.clickHouseOperator');
    const values = { username: [secret, 'username'], password: [secret, 'password'] } as const;
    return [this.secret(this.backupPasswordName, values, { isFixed: true })];
  }

  /** The servers', which has their right to the bucket, and that of the job, which has none. */
  private serviceAccounts(): Manifest[] {
    if (!this.props.backups) return [];
    const { annotations } = this.deps.cloud.serviceAccount(this.node.id);
    const account = (name: string, marks: Readonly<Record<string, string>>): Manifest => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { ...this.metadata(name), ...(Object.keys(marks).length > 0 && { annotations: marks }) },
      automountServiceAccountToken: false,
    });
    return [account(this.clusterName, annotations), account(backupJobName(this.clusterName), {})];
  }

  private get version() {
    return this.decide('version', 'version', chooseVersion(CLICKHOUSE_VERSIONS, this.props.version));
  }

  private clickHouse(): Manifest {
    const { shards, replicas, resources, storage, settings } = this.props;
    return {
      apiVersion: 'clickhouse.altinity.com/v1',
      kind: 'ClickHouseInstallation',
      metadata: this.keptMetadata(this.clusterName),
      spec: {
        defaults: this.defaults,
        configuration: {
          zookeeper: { nodes: [{ host: `keeper-${this.keeperName}`, port: KEEPER_PORT }] },
          clusters: [
            {
              name: CLUSTER,
              layout: { shardsCount: shards, replicasCount: replicas },
              // By this secret servers recognize each other.
              secret: { auto: 'true' },
              pdbManaged: 'true',
              pdbMaxUnavailable: 1,
            },
          ],
          users: this.users,
          settings: {
            'logger/level': 'information',
            'logger/console': true,
            ...LOG_FILES,
            ...(this.isMonitored && METRICS),
            ...settings,
          },
        },
        templates: this.templates({
          container: 'clickhouse',
          image: `${VERSIONED_IMAGES.clickHouse}:${this.version.engineVersion}`,
          resources,
          labels: this.servers,
          writable: { logs: '/var/log/clickhouse-server', tmp: '/tmp' },
          storageGiB: storage.sizeGiB,
          ...(this.backups && { beside: backupServer(this.backups) }),
        }),
      },
    };
  }

  private keeper(): Manifest {
    const { replicas, resources, storageGiB } = this.props.keeper;
    return {
      apiVersion: 'clickhouse-keeper.altinity.com/v1',
      kind: 'ClickHouseKeeperInstallation',
      // The keepers' labels, because the operator copies labels of the installation to its pods.
      metadata: this.keptMetadata(this.keeperName, this.keepers),
      spec: {
        defaults: this.defaults,
        configuration: {
          clusters: [{ name: CLUSTER, layout: { replicasCount: replicas }, pdbManaged: 'true', pdbMaxUnavailable: 1 }],
          ...(this.isMonitored && { settings: METRICS }),
        },
        templates: this.templates({
          container: 'clickhouse-keeper',
          image: `${VERSIONED_IMAGES.keeper}:${this.version.keeper}`,
          resources,
          // The image's default differs from where the operator mounts the disk.
          env: [{ name: 'CLICKHOUSE_DATA_DIR', value: '/var/lib/clickhouse-keeper' }],
          labels: this.keepers,
          writable: { logs: '/var/log/clickhouse-keeper', tmp: '/tmp' },
          storageGiB,
        }),
      },
    };
  }

  private get defaults() {
    return { templates: { podTemplate: TEMPLATE, dataVolumeClaimTemplate: TEMPLATE } };
  }

  private templates({ container, image, resources, env, labels, writable, storageGiB, beside }: ServerProps) {
    const volumes = Object.keys(writable).map((name) => ({ name, emptyDir: { sizeLimit: WRITABLE } }));
    const diskLimit = bytesText((Object.keys(writable).length + 1) * amount(WRITABLE));
    return {
      podTemplates: [
        {
          name: TEMPLATE,
          metadata: { labels: { ...labels, ...beside?.podLabels } },
          spec: {
            ...beside?.spec,
            automountServiceAccountToken: false,
            securityContext: podSecurity(USER),
            containers: [
              {
                name: container,
                image,
                ...(env && { env }),
                resources: clusterResourcesOf(resources, diskLimit),
                securityContext: RESTRICTED,
                ...(this.isMonitored && { ports: [{ name: 'metrics', containerPort: METRICS_PORT }] }),
                volumeMounts: Object.entries(writable).map(([name, mountPath]) => ({ name, mountPath })),
              },
              ...(beside ? [beside.container] : []),
            ],
            volumes: [...volumes, ...(beside?.volumes ?? [])],
            topologySpreadConstraints: this.spread(labels),
            ...this.placement(),
          },
        },
      ],
      volumeClaimTemplates: [
        {
          name: TEMPLATE,
          reclaimPolicy: this.props.deletionProtection ? 'Retain' : 'Delete',
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: STORAGE_CLASS,
            resources: { requests: { storage: `${storageGiB}Gi` } },
          },
        },
      ],
    };
  }

  private get users(): object {
    return Object.assign(
      {},
      ...Object.entries(this.props.users).map(([name, user]) => this.user(name, user)),
    ) as object;
  }

  private user(name: string, { readOnly, databases }: ClickHouseUser) {
    return {
      [`${name}/password`]: { valueFrom: { secretKeyRef: { name: this.passwordOf(name), key: 'password' } } },
      [`${name}/profile`]: readOnly ? 'readonly' : 'default',
      [`${name}/quota`]: 'default',
      // Every address, because the network policy decides; the default is the server itself only.
      [`${name}/networks/ip`]: ['0.0.0.0/0', '::/0'],
      ...(databases.length > 0 && { [`${name}/allow_databases/database`]: databases }),
    };
  }

  private passwords(): Manifest[] {
    return Object.entries(this.props.users).map(([name, { secret }]) =>
      this.secret(this.passwordOf(name), { password: [secret, 'password'] }, { isFixed: true }),
    );
  }

  private createPolicies() {
    const operator = this.addonNamespace('clickHouseOperator');
    return [
      this.createNetworkPolicy(undefined, this.servers, {
        ingress: [
          ...this.from([operator], ...CLIENT_PORTS),
          ...CLIENT_PORTS.flatMap((port) => this.from(this.callers(port), port)),
          ...this.from(this.prometheus, METRICS_PORT),
          ...this.from(this.props.backups ? [podsWith(this.backupPods)] : [], BACKUPS_PORT),
        ],
        egress: [
          { to: [podsWith(this.keepers)], ports: tcp(KEEPER_PORT) },
          ...(this.props.backups ? [TO_APIS, ...toIdentity(this.deps.cloud)] : []),
        ],
      }),
      this.createNetworkPolicy('keeper', this.keepers, {
        ingress: [
          ...this.from([operator], KEEPER_PORT, KEEPER_CONTROL_PORT),
          ...this.from([podsWith(this.servers)], KEEPER_PORT),
          ...this.from(this.prometheus, METRICS_PORT),
        ],
      }),
      ...(this.props.backups
        ? [
            this.createNetworkPolicy('backup', this.backupPods, {
              ingress: [],
              egress: [{ to: [podsWith(this.servers)], ports: tcp(BACKUPS_PORT) }],
            }),
          ]
        : []),
    ];
  }
}
