/** DataCluster: what Kafka, ClickHouse and OpenSearch clusters have in common: where their nodes run, who may call, rules. */
import { z } from 'zod';
import type { AddonKey } from './addons';
import { listed, namespaceRule, needsAddon, poolRule, type InClusterContext } from './in-cluster-rules';
import { nameInCluster } from './names';
import { amount, bytes, cpu } from './namespace';
import { forEach, type Rule, type RuleTable } from './rules';
import { identifier } from './vocabulary';
import { peer } from './workload-peers';

export type ClusterContext = InClusterContext;

/** What each node requests and may use. */
export const nodeResources = z.strictObject({
  /** CPU requested. */
  cpu,
  /** Memory requested, which is also the limit: more would be taken from others. */
  memory: bytes,
  /** CPU that may be used. @default - twice what is requested */
  cpuLimit: cpu.optional(),
});
export type NodeResources = z.output<typeof nodeResources>;

/** Each node's disk, in GiB. */
export const storageGib = z.int().min(10).max(16_384);

/** Over what nodes are spread. */
export const spread = z
  .strictObject({
    /** Whether nodes must be, or should be, evenly over zones. @default 'preferred' */
    zones: z.enum(['required', 'preferred']).default('preferred'),
    /** Whether no two may share a machine, or should not. @default 'preferred' */
    nodes: z.enum(['required', 'preferred']).default('preferred'),
  })
  .prefault({});
export type Spread = z.output<typeof spread>;

/** Properties that each of them has. */
export const common = {
  /** A name in the environment's `namespaces`. */
  namespace: identifier,
  /** How nodes are spread. Required survives the loss of a zone or machine for sure, and needs as many of them. */
  spread,
  /** The cluster's pool of machines to run on. @default - any that takes it */
  nodePool: z.string().optional(),
  /** Who may call it, beside the add-on that runs it. @default - nobody */
  callers: z.array(peer).default([]),
  /** Volumes and what describes the cluster stay when Terraform deletes it. @default true */
  deletionProtection: z.boolean().default(true),
};

/** What rules need to know of a cluster. */
export interface DataClusterProps {
  readonly namespace: string;
  readonly spread: Spread;
  readonly nodePool?: string | undefined;
  readonly callers: readonly z.output<typeof peer>[];
  readonly deletionProtection: boolean;
}

/** Which secrets of the environment a cluster reads, each with the property that names it. */
type SecretsOf<P> = (props: P) => Iterable<readonly [property: string, secret: string]>;

/**
 * Rules of each of them.
 * @param operator the add-on that runs it
 * @param secretsOf the secrets that it reads
 * @param longest the longest name that is made of the cluster's, for a host: at most 63 characters
 */
export const clusterRules = <P extends DataClusterProps>(
  operator: AddonKey,
  secretsOf: SecretsOf<P>,
  longest: (name: string, id: string, props: P) => string,
): RuleTable<P, ClusterContext> => [
  needsAddon('', operator, () => true, 'which runs it'),
  needsAddon('', 'externalSecrets', (p) => [...secretsOf(p)].length > 0, 'which brings its passwords'),
  {
    property: '',
    when: (p, { environment, id }) => longest(nameInCluster(environment, id), id, p).length > 63,
    say: (p, { environment, id }) => {
      const name = longest(nameInCluster(environment, id), id, p);
      return `must have a shorter name: ${name} has ${name.length} characters, and a host's name at most 63`;
    },
  },
  namespaceRule(),
  poolRule(),
  forEach(secretsOf, [
    {
      property: '',
      when: (secret, { environment }) => !(secret in environment.secrets),
      say: (secret, { environment }) =>
        `must name one of the environment's secrets ${listed(Object.keys(environment.secrets))}, got "${secret}"`,
    },
  ]),
  forEach(
    (p) => p.callers.map((caller, index) => [`callers.${index}`, caller] as const),
    [
      {
        property: '',
        when: (caller) => caller === 'internet',
        say: () =>
          'must be workloads, namespaces or ranges of addresses: it is not meant to be called from the internet',
      },
      {
        property: 'workload',
        when: (caller, { environment }) =>
          typeof caller === 'object' && 'workload' in caller && !(caller.workload in environment.workloads),
        say: (caller, { environment }) =>
          `must name one of the environment's workloads ${listed(Object.keys(environment.workloads))}, got "${(caller as { workload: string }).workload}"`,
      },
    ],
  ),
];

/** Secrets that may not be replaced by themselves, since the server takes their passwords once. */
export const fixedSecrets = <P>(secretsOf: SecretsOf<P>, why: string): RuleTable<P, ClusterContext> => [
  forEach(secretsOf, [
    {
      property: '',
      when: (secret, { environment }) => environment.secrets[secret]?.rotationDays !== undefined,
      say: (secret) => `must name a secret that does not replace itself (secrets.${secret}.rotationDays): ${why}`,
    },
  ]),
];

/** The user name that a secret holds must be the name that the user has in the cluster: clients take both from there. */
export const usernameRule = <
  P extends { readonly users: Readonly<Record<string, { readonly secret?: string | undefined }>> },
>(): RuleTable<P, ClusterContext> => [
  forEach(
    (p) => Object.entries(p.users).map(([name, user]) => [`users.${name}.secret`, { name, ...user }] as const),
    [
      {
        property: '',
        when: ({ name, secret }, { environment }) => {
          const held = secret === undefined ? undefined : environment.secrets[secret];
          return held !== undefined && (held.username ?? secret) !== name;
        },
        say: ({ name, secret }, { environment }) =>
          `must name a secret whose username is "${name}", got "${environment.secrets[secret!]?.username ?? secret}": set secrets.${secret}.username`,
      },
    ],
  ),
];

/** Settings that are not the user's: other properties or the operator set them. */
export const keptRule = <P>(
  property: string,
  settingsOf: (props: P) => object,
  isKept: (key: string) => boolean,
): Rule<P, ClusterContext> => {
  const given = (props: P): string[] => Object.keys(settingsOf(props)).filter(isKept);
  return {
    property,
    when: (props) => given(props).length > 0,
    say: (props) => `must not hold what is set by other properties or by the operator, got ${given(props).join(', ')}`,
  };
};

/** Majorities need an odd number: an even one survives no more failures than one less. */
export const isEven = (count: number): boolean => count % 2 === 0;

/** Memory in MiB. */
export const mebibytes = (memory: string): number => Math.floor(amount(memory) / 2 ** 20);
