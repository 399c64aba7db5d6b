/**
 * Cluster: a Kubernetes cluster whose control plane the cloud runs, with its node pools, encryption, logs and the
 * identities that run it. What runs inside is another stack's.
 */
import { z } from 'zod';
import { isCidr, isPrivate, overlaps, prefixLength } from './cidr';
import { Component } from './component';
import { RETENTION_DAYS } from './network';
import { forEach, type RuleTable } from './rules';
import { byCloud, encryptionKey, machineSize, maintenanceWindow, overridesOf, skuOverride, text } from './vocabulary';

/** Arguments of a cluster's resources that may be overridden; each provider adds its own. */
export interface ClusterOverrides {}

const cidr = z.string().refine(isCidr, { error: 'must be an IPv4 range in CIDR notation with host bits zero' });

const taint = z.strictObject({
  key: text,
  /** @default '' */
  value: z.string().default(''),
  /** In Kubernetes' own spelling. */
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
});
export type Taint = z.output<typeof taint>;

const poolId = z.string().regex(/^[a-z][a-z0-9]{0,11}$/, {
  error: 'must be 1–12 lower-case letters and digits, starting with a letter (an AKS node pool takes no other)',
});

const nodePool = z.strictObject({
  /** Least vCPU and memory of each node. Without an architecture x86_64, so that one image runs on every cloud. */
  size: machineSize,
  /** The cloud's own machine type instead of the cheapest that satisfies `size`. @default - chosen by `size` */
  sku: skuOverride.optional(),
  /** Least number of nodes, in total over the zones. */
  min: z.int().min(0).max(1000),
  /** Most nodes, in total over the zones. As many as `min` turns autoscaling off. */
  max: z.int().min(1).max(1000),
  /** Nodes at creation, in total over the zones; autoscaling moves it afterwards. @default - `min`, at least 1 */
  desired: z.int().min(0).max(1000).optional(),
  /** Each node's disk, in GiB: 20–4096. @default 50 */
  diskGiB: z.int().min(20).max(4096).default(50),
  /** Spare capacity at a discount, which the cloud may take back at short notice. @default false */
  spot: z.boolean().default(false),
  /** Kubernetes labels of the nodes. @default - none */
  labels: z.record(z.string(), z.string()).default({}),
  /** Taints that keep pods away which do not tolerate them. @default - none */
  taints: z.array(taint).default([]),
});
export type NodePoolProps = z.output<typeof nodePool>;

export const clusterSchema = z.strictObject({
  /** Kubernetes minor version, `'1.35'`. What each cloud still offers is in `providers/<cloud>/versions.ts`. */
  version: z
    .string()
    .regex(/^1\.\d{2}$/, { error: 'must be a minor version such as "1.35": patches are the cloud\'s' }),
  /** Node pools by name. */
  nodePools: z
    .record(poolId, nodePool)
    .refine((pools) => Object.keys(pools).length > 0, { error: 'must name at least one pool' }),
  /**
   * A pool of its own for the cluster's components (DNS, storage, metrics), which nothing else runs on.
   * AKS needs one of at least 4 vCPU that is not burstable.
   * @default - none on AWS and Google, where the components share the pools; on Azure two or three nodes of 4 vCPU and 16 GiB
   */
  systemPool: z
    .strictObject({
      size: machineSize,
      /** @default - chosen by `size` */
      sku: skuOverride.optional(),
      min: z.int().min(1).max(100),
      max: z.int().min(1).max(100),
    })
    .optional(),
  apiAccess: z
    .strictObject({
      /** Ranges of the internet from which the API may be called; none leaves the API private. @default - none */
      publicCidrs: z.array(cidr).default([]),
    })
    .prefault({}),
  /** Who administers the cluster: AWS: IAM role ARNs; Google: IAM members such as `group:sre@example.com`; Azure: Entra group object ids. */
  administrators: byCloud(z.array(text)).default({}),
  /** The range of Kubernetes services, outside the network: a private range of 16–22 bits. @default '172.20.0.0/16' */
  serviceCidr: cidr.default('172.20.0.0/16'),
  logs: z
    .strictObject({
      /** Days that the control plane's logs are kept. @default 90 */
      retentionDays: z.int().positive().default(90),
    })
    .prefault({}),
  /** Whose key encrypts Kubernetes secrets and nodes' disks. Changing it replaces the cluster on AWS and Azure. @default 'own' */
  encryptionKey: encryptionKey.default('own'),
  /** Service accounts may stand for identities of the cloud. @default true */
  workloadIdentity: z.boolean().default(true),
  /** When the cloud may upgrade nodes and control plane. @default - Sunday 02:00 UTC, four hours */
  maintenanceWindow: maintenanceWindow.prefault({ day: 'sunday', start: '02:00', hours: 4 }),
  /**
   * How eagerly the cloud upgrades: `stable` and `regular` follow the cloud's channels of those names; `extended` stays on a
   * minor version past the end of standard support, at the cloud's higher price.
   * @default 'regular'
   */
  upgradeChannel: z.enum(['stable', 'regular', 'extended']).default('regular'),
  /** The cloud refuses to delete the cluster. @default true */
  deletionProtection: z.boolean().default(true),
  /** Arguments merged last into this cluster's resources. @default - none */
  overrides: overridesOf<ClusterOverrides>().optional(),
});
export type ClusterProps = z.output<typeof clusterSchema>;

/** A cluster that others made, by cloud. */
export const existingClusterSchema = z.strictObject({
  existing: byCloud(
    z.strictObject({
      /** The cluster's name. */
      name: text,
      /** Azure: its resource group. Google: its location. AWS: not needed. */
      location: text.optional(),
    }),
  ),
});
export type ExistingClusterProps = z.output<typeof existingClusterSchema>;
export type ExistingClusterPlace = NonNullable<ExistingClusterProps['existing']['aws']>;

/** The neutral contract of a cluster. */
export abstract class Cluster extends Component<ClusterProps | ExistingClusterPlace> {
  abstract readonly clusterName: string;
  /** URL of the Kubernetes API. */
  abstract readonly endpoint: string;
  /** The OpenID issuer or pool through which service accounts stand for identities of the cloud. */
  abstract readonly identityIssuer: string;
  /** The command that lets a person's kubectl talk to the cluster. */
  abstract readonly kubeconfigCommand: string;

  outputs() {
    return {
      name: this.clusterName,
      endpoint: this.endpoint,
      identity_issuer: this.identityIssuer,
      kubeconfig_command: this.kubeconfigCommand,
    };
  }
}

/** The label by which workloads find a pool's nodes: what clouds themselves call pools is not the same everywhere. */
export const POOL_LABEL = 'pool';

/** A pool's labels, with its name. */
export const nodeLabels = (name: string, labels: Readonly<Record<string, string>>): Record<string, string> => ({
  ...labels,
  [POOL_LABEL]: name,
});

/** Nodes at creation. */
export const desiredNodes = ({ desired, min }: Pick<NodePoolProps, 'desired' | 'min'>): number =>
  desired ?? Math.max(min, 1);

/** Label keys and values as Kubernetes takes them. */
const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
/** Prefixes that Kubernetes and the clouds keep: nodes that set them do not join. */
const RESERVED_PREFIX =
  /(^|\.)(kubernetes\.io|k8s\.io|kubernetes\.azure\.com|cloud\.google\.com|eks\.amazonaws\.com)\//;

export const clusterRules: RuleTable<ClusterProps> = [
  {
    property: 'serviceCidr',
    when: (p) => !isPrivate(p.serviceCidr) || prefixLength(p.serviceCidr) < 16 || prefixLength(p.serviceCidr) > 22,
    say: (p) => `must be a private range with a prefix of 16–22 bits, got ${p.serviceCidr}`,
  },
  {
    property: 'logs.retentionDays',
    when: (p) => !RETENTION_DAYS.includes(p.logs.retentionDays),
    say: (p) => `must be one of ${RETENTION_DAYS.join(', ')}, got ${p.logs.retentionDays}`,
  },
  {
    property: 'nodePools.system',
    when: (p) => 'system' in p.nodePools,
    say: () => 'must have another name: "system" is the name of systemPool',
  },
  {
    property: 'systemPool',
    when: (p) => p.systemPool !== undefined && p.systemPool.min > p.systemPool.max,
    say: (p) => `must have min at most max, got ${p.systemPool?.min} and ${p.systemPool?.max}`,
  },
  {
    property: 'nodePools',
    when: (p) =>
      Object.values(p.nodePools).every((pool) => pool.spot || pool.taints.some((t) => t.effect !== 'PreferNoSchedule')),
    say: () => "must hold one pool that is neither spot nor tainted: the cluster's own components need a place to run",
  },
  {
    property: 'apiAccess.publicCidrs',
    when: (p) => p.apiAccess.publicCidrs.some((range) => prefixLength(range) === 0),
    say: () => 'must not hold 0.0.0.0/0: name the ranges of your offices, VPN or build machines',
  },
  {
    property: 'apiAccess.publicCidrs',
    when: (p) => p.apiAccess.publicCidrs.some((range) => isPrivate(range)),
    say: (p) =>
      `must hold ranges of the internet, got ${p.apiAccess.publicCidrs.filter((range) => isPrivate(range)).join(', ')}: the private API needs no list`,
  },
  forEach(
    (p) => Object.entries(p.nodePools).map(([name, pool]) => [`nodePools.${name}`, pool] as const),
    [
      {
        property: 'min',
        when: (pool) => pool.min > pool.max,
        say: (pool) => `must be at most max ${pool.max}, got ${pool.min}`,
      },
      {
        property: 'desired',
        when: (pool) => desiredNodes(pool) < pool.min || desiredNodes(pool) > pool.max,
        say: (pool) => `must lie between min ${pool.min} and max ${pool.max}, got ${desiredNodes(pool)}`,
      },
      {
        property: 'labels',
        when: (pool) => Object.entries(pool.labels).some(([k, v]) => !LABEL_KEY.test(k) || !LABEL_VALUE.test(v)),
        say: (pool) =>
          `must be Kubernetes labels (63 letters, digits, - _ . each), got ${Object.entries(pool.labels)
            .map(([k, v]) => `${k}=${v}`)
            .join(', ')}`,
      },
      {
        property: 'labels',
        when: (pool) => Object.keys(pool.labels).some((key) => RESERVED_PREFIX.test(key)),
        say: (pool) =>
          `must not use the prefixes that Kubernetes and the clouds keep, got ${Object.keys(pool.labels)
            .filter((key) => RESERVED_PREFIX.test(key))
            .join(', ')}`,
      },
      {
        property: `labels.${POOL_LABEL}`,
        when: (pool) => POOL_LABEL in pool.labels,
        say: () => "must be left out: it is set to the pool's name",
      },
      {
        property: 'taints',
        when: (pool) => pool.taints.some((t) => !LABEL_KEY.test(t.key) || !LABEL_VALUE.test(t.value)),
        say: (pool) =>
          `must have keys and values like Kubernetes labels, got ${pool.taints.map((t) => `${t.key}=${t.value}`).join(', ')}`,
      },
      {
        property: 'taints',
        when: (pool) => new Set(pool.taints.map((t) => `${t.key}:${t.effect}`)).size < pool.taints.length,
        say: () => 'must not repeat a key with the same effect',
      },
    ],
  ),
];

/** Rules that need the network beside the cluster. */
export const clusterInNetwork = (serviceCidr: string, ranges: readonly string[]): string | undefined => {
  const clash = ranges.find((range) => overlaps(range, serviceCidr));
  return clash && `must not overlap ${clash}, which the network uses; got ${serviceCidr}`;
};
