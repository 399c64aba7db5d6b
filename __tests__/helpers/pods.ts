/**
 * Checks of Kubernetes objects beyond their schemas: the restricted Pod Security Standard, and the availability of
 * pods.
 */
import type { Manifest } from '../../core/kubernetes/manifest';
import type { Attributes } from './synth';

/** A pod template and the object that creates pods from it. */
export interface Pods {
  readonly owner: string;
  readonly kind: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: Attributes;
}

/** Pod templates of an object. */
export function podsOf(manifest: Manifest): Pods[] {
  const { kind, metadata } = manifest;
  const spec = manifest.spec as Attributes | undefined;
  const templates: Attributes[] =
    kind === 'Deployment' || kind === 'Rollout' || kind === 'Job'
      ? [spec!.template]
      : kind === 'CronJob'
        ? [spec!.jobTemplate.spec.template]
        : kind === 'AnalysisTemplate'
          ? (spec!.metrics as Attributes[]).flatMap(({ provider }) =>
              provider.job ? [provider.job.spec.template] : [],
            )
          : [];
  return templates.map((template) => ({
    owner: `${kind} ${metadata.name}`,
    kind,
    namespace: metadata.namespace ?? '',
    labels: template.metadata?.labels ?? {},
    spec: template.spec,
  }));
}

type Check<T> = readonly [what: string, broken: (value: T) => boolean];

/** kubernetes.io/docs/concepts/security/pod-security-standards, restricted, plus a read-only root file system. */
const POD: readonly Check<Attributes>[] = [
  ['uses a namespace of the host', ({ hostNetwork, hostPID, hostIPC }) => Boolean(hostNetwork ?? hostPID ?? hostIPC)],
  ['has sysctls', ({ securityContext }) => Boolean(securityContext?.sysctls)],
  [
    'may run as root',
    ({ securityContext }) => securityContext?.runAsNonRoot !== true || securityContext.runAsUser === 0,
  ],
  ['has no seccomp profile', ({ securityContext }) => securityContext?.seccompProfile?.type !== 'RuntimeDefault'],
  [
    'has a volume of a kind that is not allowed',
    ({ volumes = [] }) =>
      (volumes as Attributes[]).some(
        ({ name: _, ...volume }) =>
          ![
            'configMap',
            'csi',
            'downwardAPI',
            'emptyDir',
            'ephemeral',
            'persistentVolumeClaim',
            'projected',
            'secret',
          ].includes(Object.keys(volume)[0]!),
      ),
  ],
  ['gets a token of the Kubernetes API', ({ automountServiceAccountToken }) => automountServiceAccountToken !== false],
];
const CONTAINER: readonly Check<Attributes>[] = [
  ['is privileged', ({ securityContext }) => securityContext?.privileged === true],
  ['may get more privileges', ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false],
  ['keeps capabilities', ({ securityContext }) => !securityContext?.capabilities?.drop?.includes('ALL')],
  [
    'adds capabilities',
    ({ securityContext }) =>
      ((securityContext?.capabilities?.add ?? []) as string[]).some((one) => one !== 'NET_BIND_SERVICE'),
  ],
  ['writes to its root', ({ securityContext }) => securityContext?.readOnlyRootFilesystem !== true],
  [
    'has a port of the host',
    ({ ports = [] }) => (ports as Attributes[]).some(({ hostPort }) => hostPort !== undefined),
  ],
  [
    'lacks requests or limits',
    ({ resources }) =>
      ['requests', 'limits'].some((kind) => ['cpu', 'memory'].some((of) => resources?.[kind]?.[of] === undefined)),
  ],
  ['has no tag, or latest', ({ image }) => !/(:[^/:]+|@sha256:[0-9a-f]{64})$/.test(image) || image.endsWith(':latest')],
];

/** Violations of the restricted standard. */
export const insecure = ({ owner, spec }: Pods): string[] => [
  ...POD.filter(([, broken]) => broken(spec)).map(([what]) => `${owner} ${what}`),
  ...[...((spec.initContainers ?? []) as Attributes[]), ...(spec.containers as Attributes[])].flatMap((container) =>
    CONTAINER.filter(([, broken]) => broken(container)).map(([what]) => `${owner}: ${container.name} ${what}`),
  ),
];

const selects = (selector: Attributes | undefined, labels: Readonly<Record<string, string>>): boolean =>
  Object.entries((selector?.matchLabels ?? {}) as Record<string, string>).every(
    ([key, value]) => labels[key] === value,
  );

/** Risks to the availability of pods, given all objects of their cluster. */
export function unreliable(pods: Pods, all: readonly Manifest[]): string[] {
  const { owner, kind, namespace, labels, spec } = pods;
  const here = all.filter((one) => one.metadata.namespace === namespace);
  const policies = here.filter(
    (one) => one.kind === 'NetworkPolicy' && selects((one.spec as Attributes).podSelector as Attributes, labels),
  );
  const own = policies.some(({ spec: policy }) => (policy as Attributes).podSelector.matchLabels !== undefined);
  const lasting = kind === 'Deployment' || kind === 'Rollout';
  const budgets = here.filter(
    (one) => one.kind === 'PodDisruptionBudget' && selects((one.spec as Attributes).selector as Attributes, labels),
  );
  const containers = spec.containers as Attributes[];
  const checks: readonly (readonly [string, boolean])[] = [
    ['is in no namespace of its own', namespace === '' || namespace === 'default'],
    ['has no network policy of its own', !own],
    ['is not denied what no policy allows', policies.every(({ metadata }) => metadata.name !== 'default-deny')],
    ['has no disruption budget', lasting && budgets.length !== 1],
    ['is not spread', lasting && !spec.topologySpreadConstraints && !spec.affinity?.podAntiAffinity],
    ['has no time to end', lasting && !(spec.terminationGracePeriodSeconds > 0)],
    [
      'is not probed',
      lasting && containers.some(({ livenessProbe, readinessProbe }) => !livenessProbe || !readinessProbe),
    ],
    [
      'is probed alike for life and readiness',
      lasting &&
        containers.some(
          ({ livenessProbe, readinessProbe }) => JSON.stringify(livenessProbe) === JSON.stringify(readinessProbe),
        ),
    ],
  ];
  return checks.filter(([, broken]) => broken).map(([what]) => `${owner} ${what}`);
}

/** Jobs that apply CRDs call the Kubernetes API, in namespaces of add-ons, and have a policy that denies all but what they need. */
const OF_CRDS = /^Job \S+-crds-\w+ (gets a token of the Kubernetes API|is not denied what no policy allows)$/;

/** Both, for pods of add-ons and of everything else. */
export const unsound = (pods: Pods, all: readonly Manifest[]): string[] =>
  [...insecure(pods), ...unreliable(pods, all)].filter((problem) => !OF_CRDS.test(problem));
