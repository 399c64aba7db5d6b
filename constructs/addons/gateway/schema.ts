/** Properties of Envoy Gateway. */
import { z } from 'zod';
import { cidr } from '../../../core/words/cidr';
import { bytes, cpu } from '../../../core/kubernetes/words';
import { fixedAddonProps } from '../common';

/** What is set of the chart's values: gateway.envoyproxy.io/docs/install/gateway-helm-api */
export interface GatewayValues {
  readonly deployment: {
    readonly replicas: number;
    readonly envoyGateway: { readonly resources: object };
    readonly pod: { readonly topologySpreadConstraints: readonly object[] };
  };
  readonly podDisruptionBudget: { readonly minAvailable: number };
  readonly certgen: { readonly job: { readonly resources: object } };
}

export const gatewaySchema = z.strictObject({
  ...fixedAddonProps<GatewayValues>(),
  /** Whether it is reached from the network alone, and those joined to it, instead of from the internet. @default false */
  internal: z.boolean().default(false),
  /** Ranges of addresses that may connect. @default - everybody */
  allowedCidrs: z.array(cidr).default([]),
  /** Oldest version of TLS that clients may speak. @default '1.2' */
  minTlsVersion: z.enum(['1.2', '1.3']).default('1.2'),
  /**
   * Seconds for which browsers remember that a host answers over HTTPS alone: 0–63072000, 0 for not at all.
   * @default 31536000
   */
  strictTransportSeconds: z.int().min(0).max(63_072_000).default(31_536_000),
  /**
   * Proxies before it, a CDN for instance, that tell the client's address in `X-Forwarded-For`: 0–10. What they tell is believed.
   * @default 0
   */
  trustedProxies: z.int().min(0).max(10).default(0),
  /** Requests that each client's address may make, counted by each proxy for itself and for each route. @default - no limit */
  rateLimit: z
    .strictObject({
      /** How many: 1–1000000. */
      requests: z.int().min(1).max(1_000_000),
      /** In which time. */
      per: z.enum(['second', 'minute', 'hour']),
    })
    .optional(),
  /** Seconds without a byte in either direction after which a request is given up: 1–86400. @default 300 */
  idleSeconds: z.int().min(1).max(86_400).default(300),
  /** Whether each request is logged, as JSON, by the proxies. @default true */
  accessLogs: z.boolean().default(true),
  /** The proxies that requests go through. */
  proxies: z
    .strictObject({
      /** Fewest: 1–100. @default - 2 where the environment is highly available, else 1 */
      min: z.int().min(1).max(100).optional(),
      /** Most: 1–100. @default 5 */
      max: z.int().min(1).max(100).default(5),
      /** Percent of the requested CPU in use that their number is kept at: 1–100. @default 70 */
      cpuTarget: z.int().min(1).max(100).default(70),
      /** CPU that each requests. @default '200m' */
      cpu: cpu.default('200m'),
      /** Memory of each, requested and limited; at 80 % of it connections are turned away. @default '512Mi' */
      memory: bytes.default('512Mi'),
      /** Seconds that a proxy which is told to go still serves open connections: 0–3600. @default 60 */
      drainSeconds: z.int().min(0).max(3600).default(60),
    })
    .prefault({}),
});

export type GatewayProps = z.output<typeof gatewaySchema>;
