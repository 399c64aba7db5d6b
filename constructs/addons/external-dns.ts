/** External DNS: records in the environment's DNS zones for the hosts that routes name. */
import { z } from 'zod';
import type { Environment } from '../topology';
import { common, type Addon } from './addon';
import { resources, type ServiceAccount } from './parts/values';

/** What is set of the chart's values: artifacthub.io/packages/helm/external-dns/external-dns */
export interface ExternalDnsValues {
  readonly sources: readonly string[];
  readonly policy: string;
  readonly interval: string;
  readonly triggerLoopOnEvent: boolean;
  readonly txtOwnerId: string;
  readonly txtPrefix: string;
  readonly domainFilters: readonly string[];
  readonly logFormat: string;
  readonly resources: object;
  readonly serviceAccount: ServiceAccount;
  readonly podLabels: Readonly<Record<string, string>>;
  /** What the cloud adds, and what a user may. */
  readonly provider?: object;
  readonly extraArgs?: object;
  readonly env?: readonly object[];
  readonly extraVolumes?: readonly object[];
  readonly extraVolumeMounts?: readonly object[];
  readonly secretConfiguration?: object;
}

const SOURCES = {
  'http-routes': 'gateway-httproute',
  'grpc-routes': 'gateway-grpcroute',
  services: 'service',
} as const;

export const externalDnsSchema = z.strictObject({
  ...common<ExternalDnsValues>(),
  /**
   * What gets records: routes of the gateway, by their hosts; services of type LoadBalancer, by their annotation
   * `external-dns.alpha.kubernetes.io/hostname`.
   * @default ['http-routes']
   */
  sources: z
    .array(z.enum(['http-routes', 'grpc-routes', 'services']))
    .min(1)
    .default(['http-routes']),
  /** Whether records of hosts that are gone are taken away. Only those that it made itself are. @default true */
  removeRecords: z.boolean().default(true),
  /** Seconds between looks at all records: 30–86400. What changes in the cluster is seen at once. @default 300 */
  everySeconds: z.int().min(30).max(86_400).default(300),
});
export type ExternalDnsProps = z.output<typeof externalDnsSchema>;

/** Of the release, and of its service account. */
const NAME = 'external-dns';

/** Tells records of this cluster from those of others in the same zone. */
const ownerOf = ({ system, environment }: Environment): string => `${system}-${environment}`;

/**
 * Who owns a record is kept in a TXT record beside it. The type in it, and the dot, keep that of a domain's own host inside its
 * zone: kubernetes-sigs.github.io/external-dns/latest/docs/registry/txt/
 */
const TXT_PREFIX = 'owner-%{record_type}.';

export const externalDns: Addon<ExternalDnsProps> = {
  id: NAME,
  title: 'External DNS',
  podSecurity: 'restricted',
  needs: ({ sources }) => (sources.some((source) => source !== 'services') ? ['gateway'] : []),
  // It stops where the CRDs of Gateway API are missing.
  after: ['gateway'],
  rights: (_, { dnsZones }) => Object.keys(dnsZones).map((dnsZone) => ({ dnsZone })),
  rules: [
    {
      property: '',
      when: (_, { environment }) => Object.keys(environment.dnsZones).length === 0,
      say: () => 'must come with dnsZones: records are made there',
    },
  ],
  releases: ({ props, cloud, environment }) => {
    const { annotations, podLabels } = cloud.serviceAccount(NAME);
    const values: ExternalDnsValues = {
      sources: props.sources.map((source) => SOURCES[source]),
      policy: props.removeRecords ? 'sync' : 'upsert-only',
      interval: `${props.everySeconds}s`,
      triggerLoopOnEvent: true,
      txtOwnerId: ownerOf(environment),
      txtPrefix: TXT_PREFIX,
      domainFilters: Object.values(environment.dnsZones).map(({ domain }) => domain),
      logFormat: 'json',
      resources: resources('25m', '128Mi'),
      serviceAccount: { name: NAME, annotations },
      podLabels,
      ...cloud.externalDns(Object.keys(environment.dnsZones)),
    };
    return [
      {
        name: NAME,
        chart: {
          repository: 'https://kubernetes-sigs.github.io/external-dns',
          name: 'external-dns',
          version: '1.21.1',
        },
        values,
      },
    ];
  },
};
