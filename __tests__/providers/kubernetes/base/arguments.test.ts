/**
 * The converter's result for a Kubernetes object equals the result of the provider's own bindings. These drop unknown
 * arguments, so that a misspelled name becomes visible.
 */
import { App, type TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

import type { Manifest } from '../../../../core/kubernetes/manifest';
import { terraformOf } from '../../../../providers/kubernetes/base/arguments';

const metadata = {
  name: 'one',
  namespace: 'shop',
  labels: { 'app.kubernetes.io/name': 'one' },
  annotations: { 'a.b/c': 'd' },
};
const template = {
  metadata: { labels: { 'app.kubernetes.io/name': 'one' }, annotations: { 'a.b/c': 'd' } },
  spec: {
    automountServiceAccountToken: false,
    serviceAccountName: 'one',
    enableServiceLinks: false,
    nodeSelector: { 'node.kubernetes.io/pool': 'main' },
    priorityClassName: 'high',
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 30,
    tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'data', effect: 'NoSchedule' }],
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      fsGroup: 10001,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'a.b/c': 'd' } } },
        ],
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              topologyKey: 'topology.kubernetes.io/zone',
              labelSelector: { matchLabels: { 'a.b/c': 'd' } },
            },
          },
        ],
      },
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'In', values: ['main'] }] }],
        },
      },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { 'a.b/c': 'd' } },
      },
    ],
    initContainers: [{ name: 'first', image: 'a:1', command: ['true'] }],
    containers: [
      {
        name: 'one',
        image: 'a:1',
        imagePullPolicy: 'IfNotPresent',
        command: ['node'],
        args: ['main.js'],
        workingDir: '/app',
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        env: [
          { name: 'A', value: 'b' },
          { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'SECRET', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: false } } },
          { name: 'CONFIG', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } },
          {
            name: 'CPU',
            valueFrom: { resourceFieldRef: { containerName: 'one', resource: 'limits.cpu', divisor: '1m' } },
          },
        ],
        envFrom: [{ prefix: 'X_', secretRef: { name: 's' } }, { configMapRef: { name: 'c' } }],
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp', subPath: 'a', readOnly: true }],
        resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '1Gi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          privileged: false,
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          runAsUser: 10001,
          runAsGroup: 10001,
          capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
        livenessProbe: {
          httpGet: { path: '/', port: 'http', scheme: 'HTTP', httpHeaders: [{ name: 'a', value: 'b' }] },
          initialDelaySeconds: 1,
          periodSeconds: 10,
          timeoutSeconds: 3,
          failureThreshold: 3,
          successThreshold: 1,
        },
        readinessProbe: { tcpSocket: { port: 'http' } },
        startupProbe: { exec: { command: ['true'] } },
        lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
        terminationMessagePolicy: 'FallbackToLogsOnError',
      },
    ],
    volumes: [
      { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
      { name: 'files', configMap: { name: 'c', defaultMode: '0444', items: [{ key: 'k', path: 'p' }] } },
      { name: 'secrets', secret: { secretName: 's', defaultMode: '0400', items: [{ key: 'k', path: 'p' }] } },
    ],
  },
};
const peers = {
  ports: [{ protocol: 'TCP', port: 8080, endPort: 8090 }],
};

const MANIFESTS: Record<string, [binding: string, manifest: Manifest]> = {
  Namespace: [
    'namespace-v1',
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'a/b': 'c' } } },
  ],
  ResourceQuota: [
    'resource-quota-v1',
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { 'requests.cpu': '4', pods: '9' } } },
  ],
  LimitRange: [
    'limit-range-v1',
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata,
      spec: {
        limits: [
          {
            type: 'Container',
            default: { cpu: '1' },
            defaultRequest: { cpu: '1' },
            max: { cpu: '2' },
            min: { cpu: '1m' },
          },
        ],
      },
    },
  ],
  ServiceAccount: [
    'service-account-v1',
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
  ],
  ConfigMap: ['config-map-v1', { apiVersion: 'v1', kind: 'ConfigMap', metadata, immutable: false, data: { aB: 'c' } }],
  Service: [
    'service-v1',
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: 'ClusterIP',
        clusterIP: 'None',
        selector: { 'app.kubernetes.io/name': 'one' },
        ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }],
        publishNotReadyAddresses: false,
        sessionAffinity: 'None',
      },
    },
  ],
  Deployment: [
    'deployment-v1',
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 2,
        progressDeadlineSeconds: 600,
        revisionHistoryLimit: 3,
        minReadySeconds: 1,
        selector: { matchLabels: { 'app.kubernetes.io/name': 'one' } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
        template,
      },
    },
  ],
  HorizontalPodAutoscaler: [
    'horizontal-pod-autoscaler-v2',
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        minReplicas: 2,
        maxReplicas: 10,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'one' },
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
          {
            type: 'External',
            external: {
              metric: { name: 'm', selector: { matchLabels: { 'a/b': 'c' } } },
              target: { type: 'Value', value: '1' },
            },
          },
        ],
        behavior: {
          scaleDown: {
            stabilizationWindowSeconds: 300,
            selectPolicy: 'Max',
            policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }],
          },
          scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 4, periodSeconds: 60 }] },
        },
      },
    },
  ],
  PodDisruptionBudget: [
    'pod-disruption-budget-v1',
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { minAvailable: 1, maxUnavailable: '50%', selector: { matchLabels: { 'a/b': 'c' } } },
    },
  ],
  NetworkPolicy: [
    'network-policy-v1',
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: { matchLabels: { 'a/b': 'c' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [
              { podSelector: { matchLabels: { 'a/b': 'c' } }, namespaceSelector: { matchLabels: { 'a/b': 'c' } } },
              { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
            ],
            ...peers,
          },
        ],
        egress: [{ to: [{ namespaceSelector: { matchLabels: { 'a/b': 'c' } } }], ...peers }],
      },
    },
  ],
  Job: [
    'job-v1',
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata,
      spec: { backoffLimit: 3, activeDeadlineSeconds: 600, completions: 1, parallelism: 1, template },
    },
  ],
  CronJob: [
    'cron-job-v1',
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: {
        schedule: '0 3 * * *',
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 300,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        suspend: false,
        jobTemplate: {
          metadata: { labels: { 'a/b': 'c' } },
          spec: { backoffLimit: 3, ttlSecondsAfterFinished: '3600', template },
        },
      },
    },
  ],
  StorageClass: [
    'storage-class-v1',
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'encrypted', annotations: { 'a/b': 'c' } },
      provisioner: 'ebs.csi.aws.com',
      parameters: { 'csi.storage.k8s.io/fstype': 'ext4' },
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
      mountOptions: ['noatime'],
    },
  ],
  PriorityClass: [
    'priority-class-v1',
    {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'platform', labels: { 'a/b': 'c' } },
      value: 800_000,
      description: 'a platform',
      globalDefault: false,
      preemptionPolicy: 'Never',
    },
  ],
  RoleBinding: [
    'role-binding-v1',
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'one' },
      subjects: [
        { kind: 'ServiceAccount', name: 'one', namespace: 'shop' },
        { kind: 'ServiceAccount', name: 'two', namespace: 'tools' },
      ],
    },
  ],
};

type Tree = Record<string, unknown>;
type Binding = new (scope: Construct, id: string, config: object) => TerraformResource;

/** Map keys stay; the rest as the bindings' camel case. */
const MAPS =
  /^(annotations|labels|match_labels|node_selector|data|hard|requests|limits|parameters|default|default_request|max|min|selector)$/;
/** Blocks that the bindings take as lists, though Kubernetes has one of each. */
const LISTS = /^(label_selector|scale_down|scale_up|metric\.selector)$/;
function camel(value: unknown, key = '', parent = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => camel(item, '', key));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Tree);
  if (MAPS.test(key) && entries.every(([, inner]) => typeof inner !== 'object')) return value;
  const made = Object.fromEntries(
    entries.map(([name, inner]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      camel(inner, name, key || parent),
    ]),
  );
  return LISTS.test(key) || LISTS.test(`${parent}.${key}`) ? [made] : made;
}

/** A block is an object or a list of one; Terraform converts between numbers and text. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? plain(value[0]) : value.map(plain);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

describe('arguments of the provider kubernetes', () => {
  it.each(Object.entries(MANIFESTS))('of %s are those of the bindings', async (_, [binding, manifest]) => {
    const module = (await import(`@cdktf/provider-kubernetes/lib/${binding}`)) as Record<string, unknown>;
    const name = binding.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
    const { type, arguments: made } = terraformOf(manifest);
    const resource = new (module[name] as Binding)(
      new TerraformStack(new App(), 'stack'),
      'one',
      camel(made) as object,
    );
    const { resource: synthesized } = resource.toTerraform() as { resource: Record<string, Record<string, Tree>> };
    const { '//': _metadata, ...expected } = Object.values(synthesized[type]!)[0]!;
    expect(plain(made)).toEqual(plain(JSON.parse(JSON.stringify(expected))));
  });

  it('refuse other kinds', () => {
    expect(() => terraformOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one' } })).toThrow('v1/Pod');
  });
});
