/** Pod: the template of a workload's pods, and of its jobs': restricted, spread, probed, with time to end. */
import type { PodSpec } from 'kubernetes-types/core/v1';
import { labelsOf } from '../../../core/kubernetes/manifest';
import { resourcesOf } from '../../../constructs/workload/schema';
import { configurationHash } from './configuration';
import { container, type ContainerOf } from './container';
import { marksOf, podsOf, type Described, type Role } from './described';
import { placement, spreading } from '../base/placement';
import { volumes } from './volumes';

export interface PodTemplate {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: PodSpec;
}

/** The template of the pods that serve. */
export function appPods(workload: Described): PodTemplate {
  const { props } = workload;
  const { image, command, args, shutdown } = props;
  return template(workload, 'app', {
    spec: { ...spreading(workload), terminationGracePeriodSeconds: shutdown.graceSeconds },
    container: { image, command, args, resources: resourcesOf(props.resources), serves: true },
  });
}

/** The template of a job's. */
export function jobPods(workload: Described, of: Omit<ContainerOf, 'serves'>): PodTemplate {
  return template(workload, 'job', {
    spec: { restartPolicy: 'Never' },
    container: { ...of, serves: false },
  });
}

function template(
  workload: Described,
  role: Role,
  { spec, container: of }: { readonly spec: Partial<PodSpec>; readonly container: ContainerOf },
): PodTemplate {
  const { name, props, environment } = workload;
  const { user } = props.security;
  const annotations = { ...props.annotations, ...configurationHash(workload) };
  const mounted = volumes(workload);
  return {
    metadata: {
      labels: {
        ...props.labels,
        ...labelsOf(name, environment.system),
        ...podsOf(name, role),
        ...marksOf(workload).podLabels,
      },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      // Variables for every service of the namespace, which no one asked for.
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      ...placement(workload),
      ...spec,
      containers: [container(workload, of)],
      ...(mounted.length > 0 && { volumes: mounted }),
    },
  };
}
