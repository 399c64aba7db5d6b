/** Properties of Datadog. */
import { z } from 'zod';

import { entryOf } from '../../entry';
import { type AddonBase, addonProps } from '../common';
import { secretPart } from '../monitoring/receivers';

/** The chart's values that are set here: github.com/DataDog/helm-charts/tree/datadog-3.240.0/charts/datadog */
export interface DatadogValues {
  readonly fullnameOverride: string;
  readonly datadog: {
    readonly apiKeyExistingSecret: string;
    readonly clusterName: string;
    readonly site: string;
    readonly operator: { readonly enabled: boolean };
    readonly remoteConfiguration: { readonly enabled: boolean };
    readonly discovery: { readonly enabled: boolean };
    readonly kubeStateMetricsCore: { readonly collectSecretMetrics: boolean };
    readonly apm: { readonly portEnabled: boolean; readonly socketEnabled: boolean };
    readonly logs: { readonly enabled: boolean; readonly containerCollectAll: boolean };
    /** Conditions with spaces between them; the second wins. */
    readonly containerExcludeLogs?: string;
    readonly containerIncludeLogs?: string;
  };
  readonly agents: {
    readonly priorityClassName: string;
    readonly tolerations: readonly object[];
    readonly containers: {
      readonly agent: { readonly resources: object };
      readonly traceAgent: { readonly resources: object };
    };
  };
  readonly clusterAgent: {
    readonly replicas: number;
    readonly priorityClassName: string;
    readonly pdb: { readonly create: boolean; readonly minAvailable: number };
    readonly topologySpreadConstraints: readonly object[];
    readonly resources: object;
    readonly admissionController: { readonly enabled: boolean };
    readonly rbac: { readonly flareAdditionalPermissions: boolean };
  };
  /** What the agents must be told of the cloud's nodes. */
  readonly providers?: object;
}

/** docs.datadoghq.com/getting_started/site */
const SITES = [
  'datadoghq.com',
  'us3.datadoghq.com',
  'us5.datadoghq.com',
  'datadoghq.eu',
  'ap1.datadoghq.com',
  'ap2.datadoghq.com',
  'ddog-gov.com',
] as const;

export const datadogSchema = z.strictObject({
  ...addonProps<DatadogValues>(),
  /** API key of the organization at Datadog, which people fill in. */
  apiKey: secretPart,
  /** Datadog's site at which the organization is: everything that agents know goes there. */
  site: z.enum(SITES).default('datadoghq.com'),
  /** Whether pods may send traces and profiles to the agent on their node. */
  apm: z.boolean().default(true),
  /** Logs that are sent: `false` for none, `{}` for those of all containers. */
  logs: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Namespaces whose containers' logs are sent. @default - all of the cluster */
        namespaces: z.array(entryOf('namespaces')).min(1).optional(),
      }),
    ])
    .default(false),
});

export type DatadogProps = z.output<typeof datadogSchema>;

export const datadogBase = { namespace: 'datadog', schema: datadogSchema } satisfies AddonBase<DatadogProps>;
