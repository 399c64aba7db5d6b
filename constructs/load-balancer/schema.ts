/** Properties of the LoadBalancer: what stands between the internet and the gateway, and serves every host that has a route. */
import { z } from 'zod';

import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';
import { entryOf } from '../entry';

/** Arguments of a LoadBalancer's resources that may be overridden; each provider adds its own. */
export interface LoadBalancerOverrides {}

export const loadBalancerSchema = z.strictObject({
  /**
   * The zone in `dnsZones` in whose domain the gateway has a name of its own, `origin.<domain>`, by which only the load balancer
   * knows it.
   * @default - the only zone
   */
  zone: entryOf('dnsZones').optional(),
  /** A firewall in `webFirewalls` that asks every request first. @default - none */
  webFirewall: entryOf('webFirewalls').optional(),
  /** Lowest TLS version that clients may use. */
  minTlsVersion: z.enum(['1.2', '1.3']).default('1.2'),
  /**
   * Protection against floods of requests: what the cloud gives everybody, or `advanced`, which it charges by the month: people to
   * call, and refunds of what an attack has cost.
   */
  ddosProtection: z.enum(['standard', 'advanced']).default('standard'),
  /**
   * Seconds for which it waits for the next byte of an answer; the gateway's own `idleSeconds` must not be shorter. Google counts the
   * whole of an answer: there it waits as long as the longest `timeoutSeconds` of the routes, if that is longer.
   */
  idleSeconds: z.int().min(1).max(4000).default(60),
  /** Seconds for which a proxy of the gateway that goes still answers what it has been asked. */
  drainSeconds: z.int().min(0).max(3600).default(30),
  /** How it finds out which proxies of the gateway can answer. */
  healthCheck: z
    .strictObject({
      /** Seconds from one question to the next. */
      intervalSeconds: z.int().min(5).max(255).default(10),
      /** Answers in a row after which a proxy gets requests. */
      healthyAfter: z.int().min(2).max(10).default(2),
      /** Failures in a row after which it gets none. */
      unhealthyAfter: z.int().min(2).max(10).default(3),
    })
    .prefault({}),
  /** Records of requests; `false` turns them off. */
  logs: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Days to keep the records. */
        retentionDays: retentionDays.default(90),
      }),
    ])
    .prefault({}),
  /** Whether Terraform refuses to delete it. Its address would be another one. */
  deletionProtection: z.boolean().default(true),
  /** Arguments merged last into the load balancer's resources. @default - none */
  overrides: overridesOf<LoadBalancerOverrides>().optional(),
});

export type LoadBalancerProps = z.output<typeof loadBalancerSchema>;
