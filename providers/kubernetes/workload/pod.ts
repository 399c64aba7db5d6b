/** Pods of a workload and of its jobs: restricted, spread over zones and nodes, with time to end. */
import type { PodSpec } from 'kubernetes-types/core/v1';

import { containerResourcesOf } from '../../../constructs/workload/schema';
import { labelsOf } from '../../../core/kubernetes/manifest';
import { onDifferentNodes, spreadOver, ZONE } from '../../../core/kubernetes/spread';
import { placement } from '../base/placement';
import { podSecurity } from '../base/security';
import { configurationHash } from './configuration';
import { container, type ContainerProps } from './container';
import { cloudIdentityOf, podsOf, type Role, type WorkloadContext } from './context';
import { volumes } from './volumes';

export interface PodTemplate {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: PodSpec;
}

/** Pods that serve requests. */
export function appPods(workload: WorkloadContext): PodTemplate {
  const { props } = workload;
  const { image, command, args, shutdown } = props;
  return template(workload, 'app', {
    spec: { ...spreading(workload), terminationGracePeriodSeconds: shutdown.graceSeconds },
    container: { image, command, args, resources: containerResourcesOf(props), serves: true },
  });
}

/** Pods of a job. */
export const jobPods = (workload: WorkloadContext, job: Omit<ContainerProps, 'serves'>): PodTemplate =>
  template(workload, 'job', { spec: { restartPolicy: 'Never' }, container: { ...job, serves: false } });

interface RoleProps {
  readonly spec: Partial<PodSpec>;
  readonly container: ContainerProps;
}

function template(workload: WorkloadContext, role: Role, { spec, container: containerProps }: RoleProps): PodTemplate {
  const { name, props, environment } = workload;
  const annotations = { ...props.annotations, ...configurationHash(workload) };
  const podVolumes = volumes(workload);
  return {
    metadata: {
      labels: {
        ...props.labels,
        ...labelsOf(name, environment.system),
        ...podsOf(name, role),
        ...cloudIdentityOf(workload).podLabels,
      },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      // Otherwise Kubernetes adds variables for every service of the namespace.
      enableServiceLinks: false,
      securityContext: podSecurity(props.security.user),
      ...placement(environment, props.nodePool),
      ...spec,
      containers: [container(workload, containerProps)],
      ...(podVolumes.length > 0 && { volumes: podVolumes }),
    },
  };
}

/** Evenly over zones, and on different nodes. */
function spreading({ name, props: { spread, rollout } }: WorkloadContext): Partial<PodSpec> {
  const pods = podsOf(name, 'app');
  return {
    topologySpreadConstraints: [
      {
        ...spreadOver(ZONE, spread.zones, pods),
        // Counts each version separately: pods of the old version, which are about to end, would crowd the new ones
        // together.
        matchLabelKeys: [rollout.strategy === 'rolling' ? 'pod-template-hash' : 'rollouts-pod-template-hash'],
        // Leaves out zones in which only other pools have nodes.
        nodeTaintsPolicy: 'Honor',
      },
    ],
    affinity: onDifferentNodes(spread.nodes, pods),
  };
}
