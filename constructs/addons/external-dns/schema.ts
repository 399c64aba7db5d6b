/** Properties of External DNS. */
import { z } from 'zod';

import { type ServiceAccount } from '../../../core/kubernetes/chart-values';
import { type AddonBase, addonProps } from '../common';

/** The chart's values that are set here: artifacthub.io/packages/helm/external-dns/external-dns */
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
  readonly priorityClassName: string;
  readonly serviceAccount: ServiceAccount;
  readonly podLabels: Readonly<Record<string, string>>;
  /** Values that the cloud adds. */
  readonly provider?: object;
  readonly extraArgs?: object;
  readonly env?: readonly object[];
  readonly extraVolumes?: readonly object[];
  readonly extraVolumeMounts?: readonly object[];
  readonly secretConfiguration?: object;
}

/** The chart's names of the sources. */
export const SOURCES = {
  'http-routes': 'gateway-httproute',
  'grpc-routes': 'gateway-grpcroute',
  services: 'service',
} as const;

export const externalDnsSchema = z.strictObject({
  ...addonProps<ExternalDnsValues>(),
  /**
   * Objects that get records: routes of the gateway, for their hosts; services of type LoadBalancer, for the host in
   * their annotation `external-dns.alpha.kubernetes.io/hostname`. Routes require the add-on `gateway`.
   */
  sources: z
    .array(z.enum(['http-routes', 'grpc-routes', 'services']))
    .min(1)
    .default(['http-routes']),
  /** Whether records are removed when their host is gone. Records that it did not create always stay. */
  removeRecords: z.boolean().default(true),
  /** Seconds between comparisons of all records. Changes in the cluster are applied immediately. */
  everySeconds: z.int().min(30).max(86_400).default(300),
});

export type ExternalDnsProps = z.output<typeof externalDnsSchema>;

export const externalDnsBase = {
  namespace: 'external-dns',
  schema: externalDnsSchema,
} satisfies AddonBase<ExternalDnsProps>;
