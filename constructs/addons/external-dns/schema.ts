/** Properties of External DNS. */
import { z } from 'zod';
import { addonProps } from '../common';
import { type ServiceAccount } from '../../../core/kubernetes/chart-values';

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

export const SOURCES = {
  'http-routes': 'gateway-httproute',
  'grpc-routes': 'gateway-grpcroute',
  services: 'service',
} as const;

export const externalDnsSchema = z.strictObject({
  ...addonProps<ExternalDnsValues>(),
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
