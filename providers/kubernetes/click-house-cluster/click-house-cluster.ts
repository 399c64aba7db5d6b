/** ClickHouseCluster: what Altinity's operator makes servers and keepers of, and who may call them. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { namespaceOf } from '../../../constructs/addons/namespaces';
import { RESTRICTED } from '../../../core/kubernetes/chart-values';
import { versionOf } from '../../../core/sizing/choices';
import { CLICKHOUSE_VERSIONS, type ClickHouseUser } from '../../../constructs/click-house-cluster/schema';
import type { ClickHouseClusterProps } from '../../../constructs/click-house-cluster/schema';
import type { NodeResources } from '../../../constructs/data-cluster/schema';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { STORAGE_CLASS } from '../../../core/kubernetes/words';
import type { InCluster } from '../../../constructs/platform';
import { resourcesOf } from '../../../constructs/workload/schema';
import { DataCluster, podsWith } from '../data-cluster/data-cluster';
import { inNamespace, tcp } from '../base/peers';

/** The user `clickhouse` of the images. */
const USER = 101;
/** What its clients call: HTTP, and the protocol of its own. */
const CLIENT_PORTS = [8123, 9000];
const KEEPER_PORT = 2181;
/** What readiness is asked on. */
const KEEPER_CONTROL_PORT = 9182;
const METRICS_PORT = 9363;
/** The one cluster of an installation: `ON CLUSTER main`. */
const CLUSTER = 'main';
const TEMPLATE = 'default';

const METRICS = {
  'prometheus/endpoint': '/metrics',
  'prometheus/port': METRICS_PORT,
  'prometheus/metrics': true,
  'prometheus/events': true,
  'prometheus/asynchronous_metrics': true,
};

interface Server {
  readonly container: string;
  readonly image: string;
  readonly resources: NodeResources;
  readonly env?: readonly object[];
  readonly labels: Readonly<Record<string, string>>;
  /** Directories beside the disk's that are written to. */
  readonly writable: Readonly<Record<string, string>>;
  readonly gib: number;
}

export class ClickHouseCluster extends DataCluster<ClickHouseClusterProps> {
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ClickHouseClusterProps, deps: InCluster) {
    super(scope, id, props, deps);
    const policies = this.createPolicies();
    const cluster = this.objects(
      'cluster',
      {
        secret: this.passwords(),
        keeper: [this.keeper()],
        cluster: [this.clickHouse()],
        monitor: [
          ...this.podMonitor(this.clusterName, this.servers, 'metrics'),
          ...this.podMonitor(this.keeperName, this.keepers, 'metrics'),
        ],
      },
      { namespace: props.namespace, dependsOn: this.prerequisites('clickHouseOperator') },
    )!;
    this.ready = [...policies, cluster.release];
  }

  private get keeperName(): string {
    return `${this.clusterName}-keeper`;
  }

  private get servers() {
    return { 'app.kubernetes.io/name': this.clusterName };
  }

  private get keepers() {
    return { 'app.kubernetes.io/name': this.keeperName };
  }

  private get version() {
    return versionOf(CLICKHOUSE_VERSIONS, this.props.version);
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
              // Servers prove to each other that they belong together.
              secret: { auto: 'true' },
              pdbManaged: 'true',
              pdbMaxUnavailable: 1,
            },
          ],
          users: Object.assign({}, ...Object.entries(this.props.users).map((entry) => this.user(...entry))) as object,
          settings: {
            'logger/level': 'information',
            'logger/console': true,
            ...(this.isMonitored && METRICS),
            ...settings,
          },
        },
        templates: this.templates({
          container: 'clickhouse',
          image: `altinity/clickhouse-server:${this.version.engineVersion}`,
          resources,
          labels: this.servers,
          writable: { logs: '/var/log/clickhouse-server', tmp: '/tmp' },
          gib: storage.sizeGiB,
        }),
      },
    };
  }

  private keeper(): Manifest {
    const { replicas, resources, storageGiB: storageGiB } = this.props.keeper;
    return {
      apiVersion: 'clickhouse-keeper.altinity.com/v1',
      kind: 'ClickHouseKeeperInstallation',
      // Its own name, since labels of the installation go on to its pods.
      metadata: this.keptMetadata(this.keeperName, this.keepers),
      spec: {
        defaults: this.defaults,
        configuration: {
          clusters: [{ name: CLUSTER, layout: { replicasCount: replicas }, pdbManaged: 'true', pdbMaxUnavailable: 1 }],
          ...(this.isMonitored && { settings: METRICS }),
        },
        templates: this.templates({
          container: 'clickhouse-keeper',
          image: `altinity/clickhouse-keeper:${this.version.keeper}`,
          resources,
          // Where the operator puts the disk; the image looks elsewhere.
          env: [{ name: 'CLICKHOUSE_DATA_DIR', value: '/var/lib/clickhouse-keeper' }],
          labels: this.keepers,
          writable: { logs: '/var/log/clickhouse-keeper', tmp: '/tmp' },
          gib: storageGiB,
        }),
      },
    };
  }

  private get defaults() {
    return { templates: { podTemplate: TEMPLATE, dataVolumeClaimTemplate: TEMPLATE } };
  }

  private templates({ container, image, resources, env, labels, writable, gib }: Server) {
    const volumes = Object.keys(writable).map((name) => ({ name, emptyDir: {} }));
    return {
      podTemplates: [
        {
          name: TEMPLATE,
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: USER,
              runAsGroup: USER,
              fsGroup: USER,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [
              {
                name: container,
                image,
                ...(env && { env }),
                resources: resourcesOf(resources),
                securityContext: RESTRICTED,
                ...(this.isMonitored && { ports: [{ name: 'metrics', containerPort: METRICS_PORT }] }),
                volumeMounts: Object.entries(writable).map(([name, mountPath]) => ({ name, mountPath })),
              },
            ],
            volumes,
            topologySpreadConstraints: this.spread(labels),
            ...this.machines(),
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
            resources: { requests: { storage: `${gib}Gi` } },
          },
        },
      ],
    };
  }

  private user(name: string, { readOnly, databases }: ClickHouseUser) {
    return {
      [`${name}/password`]: { valueFrom: { secretKeyRef: { name: this.passwordOf(name), key: 'password' } } },
      [`${name}/profile`]: readOnly ? 'readonly' : 'default',
      [`${name}/quota`]: 'default',
      // Whoever the network policy lets through; else only the server itself.
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
    const operator = inNamespace(namespaceOf(this.deps.environment, 'clickHouseOperator'));
    return [
      this.networkPolicy('', this.servers, {
        ingress: [
          ...this.from([operator], ...CLIENT_PORTS),
          ...CLIENT_PORTS.flatMap((port) => this.from(this.callers(port), port)),
          ...this.from(this.prometheus, METRICS_PORT),
        ],
        egress: [{ to: [podsWith(this.keepers)], ports: tcp(KEEPER_PORT) }],
      }),
      this.networkPolicy('keeper', this.keepers, {
        ingress: [
          ...this.from([operator], KEEPER_PORT, KEEPER_CONTROL_PORT),
          ...this.from([podsWith(this.servers)], KEEPER_PORT),
          ...this.from(this.prometheus, METRICS_PORT),
        ],
      }),
    ];
  }
}
