/** Properties of a Cluster, created or existing: version, node pools, API access, logs. */
import { z } from 'zod';
import { isCidr } from '../../core/cidr';
import { byCloud } from '../../core/words/clouds';
import { encryptionKey } from '../../core/words/encryption';
import { machineSize, skuOverride } from '../../core/words/sizes';
import { maintenanceWindow } from '../../core/words/times';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';
import { nonEmpty } from '../../core/words/words';

/** Arguments of a cluster's resources that may be overridden; each provider adds its own. */
export interface ClusterOverrides {}

const cidr = z.string().refine(isCidr, { error: 'must be an IPv4 range in CIDR notation with host bits zero' });

const taint = z.strictObject({
  key: nonEmpty,
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
  administrators: byCloud(z.array(nonEmpty)).default({}),
  /** The range of Kubernetes services, outside the network: a private range of 16–22 bits. @default '172.20.0.0/16' */
  serviceCidr: cidr.default('172.20.0.0/16'),
  logs: z
    .strictObject({
      /** Days that the control plane's logs are kept. @default 90 */
      retentionDays: retentionDays.default(90),
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
      name: nonEmpty,
      /** Azure: its resource group. Google: its location. AWS: not needed. */
      location: nonEmpty.optional(),
    }),
  ),
});

export type ExistingClusterProps = z.output<typeof existingClusterSchema>;

export type ExistingClusterRef = NonNullable<ExistingClusterProps['existing']['aws']>;
