/**
 * SearchCluster: the objects from which the operator creates OpenSearch and its dashboards, with policies and exporter.
 */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { SearchStorage } from '../../../constructs/cloud-lookup/contract';
import { TO_APIS, toIdentity } from '../../../constructs/cloud-lookup/endpoints';
import { PODS, SEARCH_PORTS } from '../../../constructs/data-cluster/pods';
import type { InCluster } from '../../../constructs/in-cluster';
import {
  OPENSEARCH_VERSIONS,
  type SearchClusterProps,
  type SearchNodes,
} from '../../../constructs/search-cluster/schema';
import { type Choice, choice } from '../../../core/decision';
import { present } from '../../../core/invariant';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { podsWith, tcp } from '../../../core/kubernetes/network-policy';
import { onDifferentNodes } from '../../../core/kubernetes/spread';
import { amount, STORAGE_CLASS } from '../../../core/kubernetes/words';
import { chooseVersion } from '../../../core/sizing/choices';
import { podSecurity } from '../base/security';
import { DataCluster, type SecretKey } from '../data-cluster/data-cluster';
import { clusterResourcesOf } from '../data-cluster/resources';
import { exporter } from './exporter';
import { DASHBOARDS_USER, usersTemplate, VARIABLES } from './users';

const { http: HTTP_PORT, dashboards: DASHBOARDS_PORT, exporter: EXPORTER_PORT } = SEARCH_PORTS;
/** Seconds for the operator to make certificates, and for the exporter to start. */
const EXPORTER_TIMEOUT = 1200;
/** OpenSearch keeps up to 2 GB of each of its logs in files of the container. */
const LOGGING_DISK = '5Gi';
/** User id in the images. */
const USER = 1000;
/** Above it Java cannot compress pointers: opensearch.org/docs/latest/install-and-configure/install-opensearch */
const MAX_HEAP_MIB = 31 * 1024;

/** Half of a node's memory. */
function chooseHeap(memory: string): Choice<number> {
  const heap = Math.min(Math.floor(amount(memory) / 2 / 2 ** 20), MAX_HEAP_MIB);
  const why = heap === MAX_HEAP_MIB ? 'the most with which Java can compress pointers' : "half of a node's memory";
  return choice(heap, `${heap} MiB`, why);
}

const POD_SECURITY = podSecurity(USER);
/**
 * The restricted standard without a read-only root file system, because the images' scripts write outside the data
 * directory.
 */
const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  runAsUser: USER,
  seccompProfile: { type: 'RuntimeDefault' },
};
/** Resources of the pod that bootstraps the cluster, and of the job that writes its users. */
const HELPER = { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } };

/** Name of the bucket in OpenSearch, and of the policy by which snapshots go there. */
const REPOSITORY = 'snapshots';

const variablesOf = ({ variables }: SearchStorage) => {
  const env = Object.entries(variables).map(([name, value]) => ({ name, value }));
  return env.length > 0 ? { env } : {};
};

const ROLES: Readonly<Record<SearchNodes['roles'][number], string>> = {
  manager: 'cluster_manager',
  data: 'data',
  ingest: 'ingest',
  ml: 'ml',
  search: 'search',
};

export class SearchCluster extends DataCluster<SearchClusterProps> {
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: SearchClusterProps, deps: InCluster) {
    super(scope, id, props, deps);
    const policies = this.createPolicies();
    const cluster = this.createCluster('openSearchOperator', {
      secret: this.secrets(),
      cluster: [this.openSearch()],
      monitor: this.podMonitor(this.clusterName, this.exporters, 'metrics'),
      serviceAccount: this.serviceAccount(),
      snapshotPolicy: this.snapshotPolicy(),
    });
    this.ready = [...policies, cluster, ...this.createExporter(cluster)];
  }

  private get nodes() {
    return PODS.search(this.clusterName);
  }

  private get dashboards() {
    return PODS.dashboards(this.clusterName);
  }

  private get exporters() {
    return PODS.searchExporter(this.clusterName);
  }

  private get adminSecret(): string {
    return `${this.clusterName}-admin`;
  }

  private get dashboardsSecret(): string {
    return `${this.clusterName}-dashboards`;
  }

  private get usersSecret(): string {
    return `${this.clusterName}-users`;
  }

  private openSearch(): Manifest {
    const row = this.decide('version', 'version', chooseVersion(OPENSEARCH_VERSIONS, this.props.version));
    const version = row.engineVersion;
    const tls = { generate: true };
    return {
      apiVersion: 'opensearch.opster.io/v1',
      kind: 'OpenSearchCluster',
      metadata: this.keptMetadata(this.clusterName),
      spec: {
        general: {
          serviceName: this.clusterName,
          version,
          httpPort: HTTP_PORT,
          vendor: 'opensearch',
          imagePullPolicy: 'IfNotPresent',
          // A higher vm.max_map_count requires a privileged container, and only memory maps require it.
          setVMMaxMapCount: false,
          additionalConfig: { 'node.store.allow_mmap': 'false', ...this.props.settings },
          drainDataNodes: true,
          podSecurityContext: POD_SECURITY,
          securityContext: CONTAINER_SECURITY,
          ...this.repository(),
        },
        bootstrap: { resources: HELPER, ...this.placement() },
        confMgmt: { smartScaler: true },
        security: {
          config: {
            adminCredentialsSecret: { name: this.adminSecret },
            securityConfigSecret: { name: this.usersSecret },
            updateJob: { resources: HELPER },
          },
          tls: { transport: { ...tls, perNode: true }, http: tls },
        },
        nodePools: Object.entries(this.props.nodes).map(([component, nodes]) => this.pool(component, nodes)),
        ...this.withDashboards(version),
      },
    };
  }

  private pool(component: string, { roles, replicas, resources, storageGiB, nodePool }: SearchNodes) {
    const heap = this.decide('heap', `nodes.${component}.resources.memory`, chooseHeap(resources.memory));
    return {
      component,
      replicas,
      roles: roles.map((role) => ROLES[role]),
      resources: clusterResourcesOf(resources, LOGGING_DISK),
      jvm: `-Xms${heap}m -Xmx${heap}m`,
      diskSize: `${storageGiB}Gi`,
      persistence: { pvc: { storageClass: STORAGE_CLASS, accessModes: ['ReadWriteOnce'] } },
      pdb: { enable: true, maxUnavailable: 1 },
      topologySpreadConstraints: this.spread({ ...this.nodes, 'opster.io/opensearch-nodepool': component }),
      ...this.placement(nodePool),
      ...(this.storage && variablesOf(this.storage)),
    };
  }

  /** The bucket of snapshots, if there are any. */
  private get storage(): SearchStorage | undefined {
    const { snapshots } = this.props;
    return snapshots && present(this.deps.cloud.objectStorage(snapshots.store).search, `storage of ${this.node.path}`);
  }

  /** The plug-in for the bucket, which nodes install when they start, and as whom they write there. */
  private repository(): object {
    if (!this.storage) return {};
    const { plugin, type, settings, volumes } = this.storage;
    return {
      serviceAccount: this.clusterName,
      pluginsList: [plugin],
      snapshotRepositories: [{ name: REPOSITORY, type, settings: { ...settings, base_path: this.clusterName } }],
      ...(volumes.length > 0 && { additionalVolumes: volumes }),
    };
  }

  private serviceAccount(): Manifest[] {
    if (!this.props.snapshots) return [];
    const { annotations } = this.deps.cloud.serviceAccount(this.node.id);
    return [
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: {
          ...this.metadata(this.clusterName),
          ...(Object.keys(annotations).length > 0 && { annotations }),
        },
        automountServiceAccountToken: false,
      },
    ];
  }

  private snapshotPolicy(): Manifest[] {
    const { snapshots } = this.props;
    if (!snapshots) return [];
    const schedule = { cron: { expression: snapshots.cron, timezone: 'UTC' } };
    return [
      {
        apiVersion: 'opensearch.opster.io/v1',
        kind: 'OpensearchSnapshotPolicy',
        metadata: this.metadata(this.clusterName),
        spec: {
          opensearchCluster: { name: this.clusterName },
          policyName: REPOSITORY,
          description: `Snapshots of ${this.node.id}`,
          enabled: true,
          snapshotConfig: { repository: REPOSITORY, indices: '*', ignoreUnavailable: true, includeGlobalState: true },
          creation: { schedule },
          deletion: { schedule, deleteCondition: { maxAge: `${snapshots.retentionDays}d`, minCount: 1 } },
        },
      },
    ];
  }

  private withDashboards(version: string) {
    const { dashboards } = this.props;
    if (!dashboards) return {};
    return {
      dashboards: {
        enable: true,
        version,
        replicas: dashboards.replicas,
        resources: clusterResourcesOf(dashboards.resources),
        opensearchCredentialsSecret: { name: this.dashboardsSecret },
        tls: { enable: true, generate: true },
        podSecurityContext: POD_SECURITY,
        securityContext: CONTAINER_SECURITY,
        affinity: onDifferentNodes('preferred', this.dashboards),
        ...this.placement(),
      },
    };
  }

  /** They are never updated, because OpenSearch does not pick up a changed password. */
  private secrets(): Manifest[] {
    const { admin } = this.props;
    const username = [admin.secret, 'username'] as const;
    const password = [admin.secret, 'password'] as const;
    return [
      this.secret(this.adminSecret, { username, password }, { isFixed: true }),
      this.usersOf(username, password),
      ...this.dashboardsPassword(),
    ];
  }

  /**
   * The Secret with the file of users. Each update would change the salt of every hash, and thereby write all users
   * again.
   */
  private usersOf(username: SecretKey, password: SecretKey): Manifest {
    const { dashboards } = this.props;
    const values = {
      [VARIABLES.adminUsername]: username,
      [VARIABLES.adminPassword]: password,
      ...(dashboards && { [VARIABLES.dashboardsPassword]: [dashboards.secret, 'password'] as const }),
    };
    const template = { 'internal_users.yml': usersTemplate(dashboards !== undefined) };
    return this.secret(this.usersSecret, values, { isFixed: true, template });
  }

  private dashboardsPassword(): Manifest[] {
    const { dashboards } = this.props;
    if (!dashboards) return [];
    const template = { username: DASHBOARDS_USER, password: '{{ .password }}' };
    const values = { password: [dashboards.secret, 'password'] as const };
    return [this.secret(this.dashboardsSecret, values, { isFixed: true, template })];
  }

  private createPolicies() {
    const { dashboards } = this.props;
    const usersJob = PODS.searchUsers(this.clusterName);
    const helpers = [usersJob, ...(dashboards ? [this.dashboards] : []), ...(this.isMonitored ? [this.exporters] : [])];
    const callers = [this.addonNamespace('openSearchOperator'), ...helpers.map(podsWith), ...this.callers(HTTP_PORT)];
    const egress = [{ to: [podsWith(this.nodes)], ports: tcp(HTTP_PORT) }];
    const toDashboards = this.from(this.callers(DASHBOARDS_PORT), DASHBOARDS_PORT);
    const toExporter = this.from(this.prometheus, EXPORTER_PORT);
    return [
      this.createNetworkPolicy(undefined, this.nodes, {
        ingress: this.from(callers, HTTP_PORT),
        egress: this.props.snapshots ? [TO_APIS, ...toIdentity(this.deps.cloud)] : [],
      }),
      this.createNetworkPolicy('users', usersJob, { ingress: [], egress }),
      ...(dashboards
        ? [this.createNetworkPolicy('dashboards', this.dashboards, { ingress: toDashboards, egress })]
        : []),
      ...(this.isMonitored
        ? [this.createNetworkPolicy('exporter', this.exporters, { ingress: toExporter, egress })]
        : []),
    ];
  }

  private createExporter(cluster: ITerraformDependable): ITerraformDependable[] {
    if (!this.isMonitored) return [];
    const { deployment, disruptionBudget } = exporter({
      metadata: this.metadata(`${this.clusterName}-exporter`),
      pods: this.exporters,
      url: `https://${this.clusterName}.${this.props.namespace}.svc:${HTTP_PORT}`,
      credentials: this.adminSecret,
      certificate: `${this.clusterName}-http-cert`,
      placement: this.placement(),
      showsSnapshots: this.props.snapshots !== undefined,
    });
    const { namespace } = this.props;
    const release = this.objects(
      'exporter',
      { exporter: [deployment] },
      // It starts only when the certificate exists: one that is late must not be removed.
      { namespace, timeoutSeconds: EXPORTER_TIMEOUT, atomic: false, takeOwnership: true, dependsOn: [cluster] },
    );
    return [
      ...(release ? [release.release] : []),
      this.object('disruptionBudget', disruptionBudget, { dependsOn: [cluster] }),
    ];
  }
}
