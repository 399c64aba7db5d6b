/** cert-manager: certificates from an ACME authority, validated by DNS records in the environment's zones. */
import { budget, resources, spread } from '../../../core/kubernetes/chart-values';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { priorityClass } from '../../../core/kubernetes/priority';
import { TO_NAME_SERVERS } from '../../cloud-lookup/endpoints';
import type { Addon, AddonContext } from '../addon';
import { dnsZoneRights, requiresDnsZones } from '../parts/rules';
import { certManagerBase, type CertManagerProps, type CertManagerValues, type ComponentValues } from './schema';

/** The ClusterIssuer of the gateway's certificates. */
export const ISSUER = 'acme';

/** The ClusterIssuer of certificates inside the cluster: an authority of its own. */
export const AUTHORITY = 'internal';

/** Name of the release and of its service account. */
const NAME = 'cert-manager';

/** The authority of the gateway's certificates. */
const acme = ({ props, environment, cloud }: AddonContext<CertManagerProps>): Manifest => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'ClusterIssuer',
  metadata: { name: ISSUER },
  spec: {
    acme: {
      email: props.email,
      server: props.server,
      privateKeySecretRef: { name: `${ISSUER}-account` },
      solvers: Object.entries(environment.dnsZones).map(([zone, { domain }]) => ({
        selector: { dnsZones: [domain] },
        dns01: cloud.dnsSolver(zone),
      })),
    },
  },
});

/** Days for which the authority's own certificate is valid. */
const AUTHORITY_DAYS = 3650;

/**
 * The cluster's own authority, where something has a certificate of it. Its key stays when its certificate is renewed, so
 * that both check what either has signed.
 */
function authority({ environment, namespace }: AddonContext<CertManagerProps>): Manifest[] {
  if (!Object.values(environment.workloads).some(({ certificate }) => certificate !== undefined)) return [];
  const name = `${AUTHORITY}-authority`;
  return [
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name, namespace },
      spec: { selfSigned: {} },
    },
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name, namespace },
      spec: {
        isCA: true,
        commonName: `${environment.system} ${environment.environment}`,
        secretName: name,
        duration: `${AUTHORITY_DAYS * 24}h`,
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
        issuerRef: { name, kind: 'Issuer' },
      },
    },
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: AUTHORITY },
      spec: { ca: { secretName: name } },
    },
  ];
}

/** Values of one deployment. The chart sets these labels on its pods. */
const deployment = (name: string, component: string, replicas: number, memory: string): ComponentValues => ({
  replicaCount: replicas,
  resources: resources('25m', memory),
  podDisruptionBudget: budget(replicas),
  topologySpreadConstraints: spread({
    'app.kubernetes.io/instance': NAME,
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': component,
  }),
});

export const certManager: Addon<CertManagerProps> = {
  ...certManagerBase,
  id: NAME,
  title: 'cert-manager',
  podSecurity: 'restricted',
  // cert-manager looks for the CRDs of Gateway API only when it starts.
  after: ['gateway'],
  // A certificate that is being proven has a record and a finalizer that only cert-manager removes.
  cleanUpSeconds: 90,
  rights: (_, environment) => dnsZoneRights(environment),
  rules: [requiresDnsZones('in which it proves the ownership of names')],
  // It asks the zones' own name servers whether its records are there.
  traffic: () => [{ controlPlane: [10_250], metrics: [9402], egress: [TO_NAME_SERVERS] }],
  releases: ({ cloud, environment, namespace, replicas }) => {
    const { annotations, podLabels } = cloud.serviceAccount(NAME);
    const values: CertManagerValues = {
      // The chart's default is kube-system, where it would need rights only for this.
      global: { leaderElection: { namespace }, priorityClassName: priorityClass(environment, 'platform') },
      crds: { enabled: true, keep: true },
      config: { gatewayAPI: { enabled: environment.addons.gateway !== undefined } },
      ...deployment(NAME, 'controller', replicas, '128Mi'),
      serviceAccount: { name: NAME, annotations },
      podLabels,
      webhook: deployment('webhook', 'webhook', replicas, '64Mi'),
      cainjector: deployment('cainjector', 'cainjector', replicas, '256Mi'),
      startupapicheck: { resources: resources('10m', '64Mi') },
    };
    return [
      {
        name: NAME,
        chart: { repository: 'oci://quay.io/jetstack/charts', name: 'cert-manager', version: 'v1.21.1' },
        values,
      },
    ];
  },
  objects: (context) => [acme(context), ...authority(context)],
};
