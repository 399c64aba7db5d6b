/** TLS between the gateway and a workload's pods: the certificate that pods answer with, and the gateway's order to check it. */
import { AUTHORITY } from '../../../constructs/addons/cert-manager/cert-manager';
import { GATEWAY_API } from '../../../constructs/addons/gateway/routes';
import { tlsPorts } from '../../../constructs/workload/certificate';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { metadataOf, type WorkloadContext } from './context';
import { certificateSecret } from './secrets';
import { previewName } from './service';

/** The name by which the gateway and Prometheus check whom they talk to. */
export const nameInCertificate = ({ name, props: { namespace } }: WorkloadContext): string =>
  `${name}.${namespace}.svc`;

const servicesOf = (workload: WorkloadContext): string[] =>
  [workload.name, previewName(workload)].filter((name) => name !== undefined);

/** Names of services as callers of the same namespace, of others, and with the cluster's domain write them. */
const spellings = (service: string, namespace: string): string[] =>
  ['', `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.cluster.local`].map((rest) => `${service}${rest}`);

export function certificate(workload: WorkloadContext): Manifest | undefined {
  const { certificate: wanted, namespace } = workload.props;
  if (wanted === undefined) return undefined;
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: metadataOf(workload),
    spec: {
      secretName: certificateSecret(workload),
      dnsNames: servicesOf(workload).flatMap((service) => spellings(service, namespace)),
      duration: `${wanted.days * 24}h`,
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      usages: ['digital signature', 'server auth'],
      issuerRef: { name: AUTHORITY, kind: 'ClusterIssuer' },
    },
  };
}

/** Makes the gateway call the pods by TLS, and check their certificate. */
export function backendTls(workload: WorkloadContext): Manifest | undefined {
  const ports = tlsPorts(workload.props);
  if (ports.length === 0) return undefined;
  return {
    apiVersion: GATEWAY_API,
    kind: 'BackendTLSPolicy',
    metadata: metadataOf(workload),
    spec: {
      targetRefs: servicesOf(workload).flatMap((name) =>
        ports.map((sectionName) => ({ group: '', kind: 'Service', name, sectionName })),
      ),
      validation: {
        // The certificate's own Secret also holds the authority's, under the name that the gateway looks for.
        caCertificateRefs: [{ group: '', kind: 'Secret', name: certificateSecret(workload) }],
        hostname: nameInCertificate(workload),
      },
    },
  };
}
