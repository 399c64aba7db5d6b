/** Properties of a WebFirewall: which requests a load balancer or a Cdn answers itself, before they reach what it serves. */
import { z } from 'zod';

import { cidr } from '../../core/words/cidr';
import { byCloud } from '../../core/words/clouds';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';
import { identifier } from '../../core/words/words';
import { entry } from '../entry';

/** Arguments of a WebFirewall's resources that may be overridden; each provider adds its own. */
export interface WebFirewallOverrides {}

const country = z.string().regex(/^[A-Z]{2}$/, {
  error: 'must be a country in two capital letters, such as DE: iso.org/iso-3166-country-codes.html',
});

const pathPrefix = z.string().regex(/^\/[\w./~-]{0,254}$/, { error: 'must be the beginning of paths, such as /api/' });

/** Ids of a cloud's rules, by the cloud's group that they are in. */
const excluded = z.record(z.string(), z.array(z.string()).min(1));

export const webFirewallSchema = z.strictObject({
  ...entry(),
  /**
   * What becomes of requests that a rule is for: `block` answers them with 403; `count` lets all of them through and writes down
   * which rule they met, to find out what would be blocked.
   */
  mode: z.enum(['block', 'count']).default('block'),
  /**
   * Rules that the cloud keeps: `common` attacks on web sites, `sql-injection`, `known-exploits` of known software,
   * `ip-reputation` of addresses that attack others, and `bots`.
   */
  managedRules: z
    .array(z.enum(['common', 'sql-injection', 'known-exploits', 'ip-reputation', 'bots']))
    .default(['common', 'sql-injection', 'known-exploits']),
  /** Limits of requests per client address, by name. Addresses above one are let in again when they ask less. @default - none */
  rateLimits: z
    .record(
      identifier,
      z.strictObject({
        /** Number of requests per window. */
        requests: z.int().min(10).max(2_000_000),
        /** The window in seconds. */
        seconds: z.union([z.literal(60), z.literal(300)]).default(60),
        /** Beginnings of the paths that are counted. @default - every path */
        paths: z.array(pathPrefix).max(5).default([]),
        /** What becomes of requests above it: as `mode`, where that is `count`. */
        action: z.enum(['block', 'count']).default('block'),
      }),
    )
    .default({}),
  /** Address ranges that are let through whatever they ask for. @default - none */
  allowedCidrs: z.array(cidr).max(100).default([]),
  /** Address ranges that are answered nothing else. @default - none */
  blockedCidrs: z.array(cidr).max(100).default([]),
  /** Countries from which nothing is let in. @default - none */
  blockedCountries: z.array(country).max(50).default([]),
  /** Countries from which alone something is let in. @default - all */
  onlyCountries: z.array(country).max(50).default([]),
  /**
   * Rules of `managedRules` that are only counted, because they meet requests that are fine, on each cloud in its own ids: by the
   * cloud's group of rules.
   * @default - none
   * @example
   * exclusions: {
   *   aws: { AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY'] },
   *   google: { 'sqli-v422-stable': ['owasp-crs-v042200-id942100-sqli'] },
   *   azurerm: { SQLI: ['942200'] },
   * },
   */
  exclusions: byCloud(excluded).prefault({}),
  /** Records of requests that met a rule; `false` turns them off. */
  logs: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Days to keep the records. */
        retentionDays: retentionDays.default(90),
      }),
    ])
    .prefault({}),
  /** Arguments merged last into the firewall's resources. @default - none */
  overrides: overridesOf<WebFirewallOverrides>().optional(),
});

export type WebFirewallProps = z.output<typeof webFirewallSchema>;

export type ManagedRules = WebFirewallProps['managedRules'][number];
export type RateLimit = WebFirewallProps['rateLimits'][string];
