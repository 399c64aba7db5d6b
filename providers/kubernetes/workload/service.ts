/** Service: the name and ports by which others in the cluster reach a workload. */
import type { ServicePort } from 'kubernetes-types/core/v1';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { portOf, type WorkloadProps } from '../../../constructs/workload/schema';
import { transportOf } from './container';
import { metadataOf, partName, podsOf, type Described } from './described';

/** What gateways and meshes must be told, since they would speak HTTP/1.1: gateway-api.sigs.k8s.io/geps/gep-1911 */
const HTTP2 = 'kubernetes.io/h2c';

/** Annotations that controllers put on services, and that Terraform would take away: GKE's load balancing, Argo Rollouts. */
const FOREIGN = [
  'cloud.google.com/neg',
  'cloud.google.com/neg-status',
  'argo-rollouts.argoproj.io/managed-by-rollouts',
];

/** The services of a workload, by what each is for: the one that everybody calls, and the one of new pods beside it. */
export function services(workload: Described): { readonly main?: Manifest; readonly beside?: Manifest } {
  if (!isServed(workload.props)) return {};
  const beside = besideName(workload);
  return {
    main: service(workload, workload.name),
    ...(beside !== undefined && { beside: service(workload, beside) }),
  };
}

/** Whether there is a service at all. */
const isServed = ({ ports }: WorkloadProps): boolean =>
  Object.values(ports).some(({ service: port }) => port !== false);

/** Whether the gateway divides requests between old and new pods; without it their numbers do. */
export const isDivided = ({ rollout, routes }: WorkloadProps): boolean =>
  rollout.strategy === 'canary' && routes.length > 0;

/** What only new pods are reached by: a preview, or a part of the requests. */
export function besideName(workload: Described): string | undefined {
  if (workload.props.rollout.strategy === 'blue-green') return partName(workload, 'preview');
  return isDivided(workload.props) ? partName(workload, 'canary') : undefined;
}

/** What Terraform leaves to others: the selector is moved from old pods to new where there are two services. */
export const serviceIgnores = (workload: Described): string[] => [
  ...FOREIGN.map((annotation) => `metadata[0].annotations["${annotation}"]`),
  ...(besideName(workload) === undefined ? [] : ['spec[0].selector']),
];

function service(workload: Described, name: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(workload, name),
    spec: { type: 'ClusterIP', selector: podsOf(workload.name, 'app'), ports: portsOf(workload.props) },
  };
}

const portsOf = (props: WorkloadProps): ServicePort[] =>
  Object.keys(props.ports)
    .map((name) => portOf(props, name)!)
    .flatMap(({ name, service: port, protocol }) =>
      port === false
        ? []
        : [
            {
              name,
              port,
              targetPort: name,
              protocol: transportOf(protocol),
              ...(protocol === 'grpc' && { appProtocol: HTTP2 }),
            },
          ],
    );
