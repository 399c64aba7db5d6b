/** SearchCluster: what the operator makes OpenSearch and its dashboards of, who may call them, and what measures them. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { namespaceOf } from '../../../constructs/addons/namespaces';
import { versionOf } from '../../../core/sizing/choices';
import { mebibytes } from '../../../constructs/data-cluster/rules';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { STORAGE_CLASS } from '../../../core/kubernetes/words';
import type { InCluster } from '../../../constructs/platform';
import { OPENSEARCH_VERSIONS, type SearchNodes } from '../../../constructs/search-cluster/schema';
import type { SearchClusterProps } from '../../../constructs/search-cluster/schema';
import { resourcesOf } from '../../../constructs/workload/schema';
import { DataCluster, podsWith } from '../data-cluster/data-cluster';
import { inNamespace, tcp } from '../base/peers';
import { exporter, EXPORTER_PORT } from './exporter';

const HTTP_PORT = 9200;
const DASHBOARDS_PORT = 5601;
/** The user of the images. */
const USER = 1000;
/** Beyond it Java cannot point with half the bits any more: opensearch.org/docs/latest/install-and-configure/install-opensearch */
const MOST_HEAP_MIB = 31 * 1024;
/** OpenSearch's own user for Dashboards, with no more rights than that takes. */
const DASHBOARDS_USER = 'kibanaserver';
const OF_ADMIN = { username: 'admin_username', password: 'admin_password' } as const;
const OF_DASHBOARDS = 'dashboards_password';

const POD_SECURITY = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  fsGroup: USER,
  seccompProfile: { type: 'RuntimeDefault' },
};
/** The images' scripts write beside the data; the rest of the restricted standard holds. */
const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  runAsUser: USER,
  seccompProfile: { type: 'RuntimeDefault' },
};
/** The pod that elects the first manager and goes, and the job that writes users. */
const HELPER = { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } };

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
    const cluster = this.objects(
      'cluster',
      {
        secret: this.passwords(),
        cluster: [this.openSearch()],
        monitor: this.podMonitor(this.clusterName, this.exporters, 'metrics'),
      },
      { namespace: props.namespace, dependsOn: this.prerequisites('openSearchOperator') },
    )!;
    this.ready = [...policies, cluster.release, ...this.createExporter(cluster.release)];
  }

  private get nodes() {
    return { 'opster.io/opensearch-cluster': this.clusterName };
  }

  private get dashboards() {
    return { 'opensearch.cluster.dashboards': this.clusterName };
  }

  private get exporters() {
    return { 'app.kubernetes.io/name': `${this.clusterName}-exporter` };
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
    const version = versionOf(OPENSEARCH_VERSIONS, this.props.version).engineVersion;
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
          // Changing vm.max_map_count takes a privileged container; without memory maps it need not be changed.
          setVMMaxMapCount: false,
          additionalConfig: { 'node.store.allow_mmap': 'false', ...this.props.settings },
          drainDataNodes: true,
          podSecurityContext: POD_SECURITY,
          securityContext: CONTAINER_SECURITY,
        },
        bootstrap: { resources: HELPER, ...this.machines() },
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
    const heap = Math.min(Math.floor(mebibytes(resources.memory) / 2), MOST_HEAP_MIB);
    return {
      component,
      replicas,
      roles: roles.map((role) => ROLES[role]),
      resources: resourcesOf(resources),
      jvm: `-Xms${heap}m -Xmx${heap}m`,
      diskSize: `${storageGiB}Gi`,
      persistence: { pvc: { storageClass: STORAGE_CLASS, accessModes: ['ReadWriteOnce'] } },
      pdb: { enable: true, maxUnavailable: 1 },
      topologySpreadConstraints: this.spread({ ...this.nodes, 'opster.io/opensearch-nodepool': component }),
      ...this.machines(nodePool),
    };
  }

  private withDashboards(version: string) {
    const { dashboards } = this.props;
    if (!dashboards) return {};
    const apart = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: this.dashboards } };
    return {
      dashboards: {
        enable: true,
        version,
        replicas: dashboards.replicas,
        resources: resourcesOf(dashboards.resources),
        opensearchCredentialsSecret: { name: this.dashboardsSecret },
        tls: { enable: true, generate: true },
        podSecurityContext: POD_SECURITY,
        securityContext: CONTAINER_SECURITY,
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: apart }],
          },
        },
        ...this.machines(),
      },
    };
  }

  private passwords(): Manifest[] {
    const { admin, dashboards } = this.props;
    const fixed = { isFixed: true };
    const ofAdmin = { username: [admin.secret, 'username'], password: [admin.secret, 'password'] } as const;
    const hashed = {
      [OF_ADMIN.username]: ofAdmin.username,
      [OF_ADMIN.password]: ofAdmin.password,
      ...(dashboards && { [OF_DASHBOARDS]: [dashboards.secret, 'password'] as const }),
    };
    return [
      this.secret(this.adminSecret, ofAdmin, fixed),
      // Each hash has another salt: made anew every hour, users would be written anew every hour.
      this.secret(this.usersSecret, hashed, { ...fixed, template: { 'internal_users.yml': this.users } }),
      ...(dashboards
        ? [
            this.secret(
              this.dashboardsSecret,
              { password: [dashboards.secret, 'password'] },
              { ...fixed, template: { username: DASHBOARDS_USER, password: '{{ .password }}' } },
            ),
          ]
        : []),
    ];
  }

  /** OpenSearch's file of users, as External Secrets fills it in: these alone, none of those that everybody knows. */
  private get users(): string {
    const hash = (password: string): string => `{{ .${password} | bcrypt | quote }}`;
    return [
      '_meta: { type: internalusers, config_version: 2 }',
      `{{ .${OF_ADMIN.username} | quote }}: { hash: ${hash(OF_ADMIN.password)}, reserved: true, backend_roles: [admin] }`,
      ...(this.props.dashboards ? [`${DASHBOARDS_USER}: { hash: ${hash(OF_DASHBOARDS)}, reserved: true }`] : []),
      '',
    ].join('\n');
  }

  private createPolicies() {
    const operator = inNamespace(namespaceOf(this.deps.environment, 'openSearchOperator'));
    // The job that writes users has no label but the one that Kubernetes gives it.
    const job = { 'batch.kubernetes.io/job-name': `${this.clusterName}-securityconfig-update` };
    const helpers = [
      job,
      ...(this.props.dashboards ? [this.dashboards] : []),
      ...(this.isMonitored ? [this.exporters] : []),
    ];
    const toNodes = [{ to: [podsWith(this.nodes)], ports: tcp(HTTP_PORT) }];
    return [
      this.networkPolicy('', this.nodes, {
        ingress: this.from([operator, ...helpers.map(podsWith), ...this.callers(HTTP_PORT)], HTTP_PORT),
      }),
      this.networkPolicy('users', job, { ingress: [], egress: toNodes }),
      ...(this.props.dashboards
        ? [
            this.networkPolicy('dashboards', this.dashboards, {
              ingress: this.from(this.callers(DASHBOARDS_PORT), DASHBOARDS_PORT),
              egress: toNodes,
            }),
          ]
        : []),
      ...(this.isMonitored
        ? [
            this.networkPolicy('exporter', this.exporters, {
              ingress: this.from(this.prometheus, EXPORTER_PORT),
              egress: toNodes,
            }),
          ]
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
      machines: this.machines(),
    });
    return [
      // It starts once there is a certificate, which may take longer than Terraform waits.
      this.object('exporter', deployment, { dependsOn: [cluster], arguments: { wait_for_rollout: false } }),
      this.object('disruptionBudget', disruptionBudget, { dependsOn: [cluster] }),
    ];
  }
}
