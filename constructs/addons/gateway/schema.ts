/** Properties of Envoy Gateway. */
import { z } from 'zod';

import { bytes, cpu } from '../../../core/kubernetes/words';
import { cidr } from '../../../core/words/cidr';
import { entryOf } from '../../entry';
import { type AddonBase, fixedAddonProps } from '../common';

/** The chart's values that are set here: gateway.envoyproxy.io/docs/install/gateway-helm-api */
export interface GatewayValues {
  readonly deployment: {
    readonly replicas: number;
    readonly priorityClassName: string;
    readonly envoyGateway: { readonly resources: object };
    readonly pod: { readonly topologySpreadConstraints: readonly object[] };
  };
  readonly podDisruptionBudget: { readonly minAvailable: number };
  readonly certgen: { readonly job: { readonly resources: object } };
  readonly topologyInjector: { readonly enabled: boolean };
}

export const gatewaySchema = z.strictObject({
  ...fixedAddonProps<GatewayValues>(),
  /** Whether the gateway is reachable only from the network and networks connected to it, not from the internet. */
  internal: z.boolean().default(false),
  /** Address ranges that may connect. @default - everybody */
  allowedCidrs: z.array(cidr).default([]),
  /**
   * Namespaces, in addition to those of the environment's routes, whose HTTPRoutes the gateway takes for its hosts, and whose
   * pods its proxies may call: for routes that you create yourself.
   * @default - none
   */
  namespaces: z.array(entryOf('namespaces')).default([]),
  /** Lowest TLS version that clients may use. */
  minTlsVersion: z.enum(['1.2', '1.3']).default('1.2'),
  /** Seconds for which browsers use only HTTPS for a host (`Strict-Transport-Security`); 0 sends no such header. */
  strictTransportSeconds: z.int().min(0).max(63_072_000).default(31_536_000),
  /**
   * Number of proxies in front of the gateway, such as a CDN, that pass the client's address in `X-Forwarded-For`. The
   * gateway trusts the address that they pass.
   */
  trustedProxies: z.int().min(0).max(10).default(0),
  /** Limit of requests per client address. Each proxy counts on its own, per route. @default - no limit */
  rateLimit: z
    .strictObject({
      /** Number of requests per window. */
      requests: z.int().min(1).max(1_000_000),
      /** Time window of the limit. */
      per: z.enum(['second', 'minute', 'hour']),
    })
    .optional(),
  /** Seconds without traffic in either direction after which a request is aborted. */
  idleSeconds: z.int().min(1).max(86_400).default(300),
  /** Whether proxies log each request as JSON. */
  accessLogs: z.boolean().default(true),
  /** The Envoy proxies, which scale automatically by CPU. */
  proxies: z
    .strictObject({
      /** Minimum number. @default - 2 with `highAvailability`, else 1 */
      min: z.int().min(1).max(100).optional(),
      /** Maximum number. */
      max: z.int().min(1).max(100).default(5),
      /** Average CPU use at which proxies are added or removed, in percent of the requested CPU. */
      cpuTarget: z.int().min(1).max(100).default(70),
      /** CPU request of each proxy. */
      cpu: cpu.default('200m'),
      /** Memory request and limit of each proxy. At 80 % of it, the proxy refuses connections. */
      memory: bytes.default('512Mi'),
      /** Seconds for which a proxy that is shutting down still serves open connections. */
      drainSeconds: z.int().min(0).max(3600).default(60),
    })
    .prefault({}),
});

export type GatewayProps = z.output<typeof gatewaySchema>;

export const gatewayBase = { namespace: 'gateway', schema: gatewaySchema } satisfies AddonBase<GatewayProps>;
