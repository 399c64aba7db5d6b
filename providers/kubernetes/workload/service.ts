/** Services of a workload: one for its callers and, where Argo Rollouts manages versions, one for its new pods. */
import type { ServicePort } from 'kubernetes-types/core/v1';

import { tlsPorts } from '../../../constructs/workload/certificate';
import { portOf } from '../../../constructs/workload/ports';
import type { WorkloadProps } from '../../../constructs/workload/schema';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { transportOf } from './container';
import { metadataOf, partName, podsOf, type WorkloadContext } from './context';

/** What a port speaks. `kubernetes.io/h2c` is HTTP/2 without TLS: gateway-api.sigs.k8s.io/geps/gep-1911 */
const APP_PROTOCOLS = {
  plain: { grpc: 'kubernetes.io/h2c' },
  tls: { http: 'https', grpc: 'grpc' },
} as const satisfies Record<string, Partial<Record<WorkloadProps['ports'][string]['protocol'], string>>>;

/** Annotations of GKE's load balancing and of Argo Rollouts, which Terraform would otherwise remove. */
const CONTROLLER_ANNOTATIONS = [
  'cloud.google.com/neg',
  'cloud.google.com/neg-status',
  'argo-rollouts.argoproj.io/managed-by-rollouts',
];

/** The service that callers use, and the one that selects only new pods during a rollout. */
export function services(workload: WorkloadContext): { readonly main?: Manifest; readonly preview?: Manifest } {
  if (!hasService(workload.props)) return {};
  const preview = previewName(workload);
  return {
    main: service(workload, workload.name),
    ...(preview !== undefined && { preview: service(workload, preview) }),
  };
}

const hasService = ({ ports }: WorkloadProps): boolean =>
  Object.values(ports).some(({ service: port }) => port !== false);

/** Whether the gateway splits requests between old and new pods; without routes the numbers of pods do. */
export const splitsRequests = ({ rollout, routes }: WorkloadProps): boolean =>
  rollout.strategy === 'canary' && routes.length > 0;

/** Name of the service that selects only new pods during a rollout. */
export function previewName(workload: WorkloadContext): string | undefined {
  if (workload.props.rollout.strategy === 'blue-green') return partName(workload, 'preview');
  return splitsRequests(workload.props) ? partName(workload, 'canary') : undefined;
}

/** Fields that controllers change: with two services, Argo Rollouts moves their selectors from old pods to new. */
export const serviceIgnores = (workload: WorkloadContext): string[] => [
  ...CONTROLLER_ANNOTATIONS.map((annotation) => `metadata[0].annotations["${annotation}"]`),
  ...(previewName(workload) === undefined ? [] : ['spec[0].selector']),
];

function service(workload: WorkloadContext, name: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(workload, name),
    spec: { type: 'ClusterIP', selector: podsOf(workload.name, 'app'), ports: portsOf(workload.props) },
  };
}

function portsOf(props: WorkloadProps): ServicePort[] {
  const encrypted = tlsPorts(props);
  const ports = Object.keys(props.ports).map((name) => portOf(props, name));
  return ports.flatMap(({ name, service, protocol }) => {
    if (service === false) return [];
    const known: Partial<Record<typeof protocol, string>> = APP_PROTOCOLS[encrypted.includes(name) ? 'tls' : 'plain'];
    const appProtocol = known[protocol];
    return {
      name,
      port: service,
      targetPort: name,
      protocol: transportOf(protocol),
      ...(appProtocol !== undefined && { appProtocol }),
    };
  });
}
