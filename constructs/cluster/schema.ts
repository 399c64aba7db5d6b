/** Properties of a Cluster, created or existing: version, node pools, API access, logs. */
import { z } from 'zod';

import { cidr } from '../../core/words/cidr';
import { byCloud } from '../../core/words/clouds';
import { encryptionKey } from '../../core/words/encryption';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';
import { machineSize, skuOverride } from '../../core/words/sizes';
import { maintenanceWindow } from '../../core/words/times';
import { identifier, nonEmpty } from '../../core/words/words';
import { entry, entryOf } from '../entry';

/** Arguments of a cluster's resources that may be overridden; each provider adds its own. */
export interface ClusterOverrides {}

const taint = z.strictObject({
  /** A label key, by which pods tolerate the taint. */
  key: nonEmpty,
  /** A label value. */
  value: z.string().default(''),
  /** Kubernetes' effect on pods that do not tolerate the taint. */
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
});

export type Taint = z.output<typeof taint>;

const namespaceName = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, {
  error: 'must be the name of a namespace: 1–63 lower-case letters, digits and hyphens',
});

const poolId = z.string().regex(/^[a-z][a-z0-9]{0,11}$/, {
  error: 'must be 1–12 lower-case letters and digits, starting with a letter (an AKS node pool takes no other)',
});

const nodePool = z.strictObject({
  ...entry(poolId),
  /**
   * Minimum vCPU and memory of each node. Without an architecture nodes are x86_64, so that one image runs on every
   * cloud.
   */
  size: machineSize,
  /** The cloud's own machine type instead of the cheapest that satisfies `size`. @default - chosen by `size` */
  sku: skuOverride.optional(),
  /** Minimum number of nodes, in total over the zones. */
  min: z.int().min(0).max(1000),
  /** Maximum number of nodes, in total over the zones. Equal to `min` disables autoscaling. */
  max: z.int().min(1).max(1000),
  /**
   * Number of nodes at creation, in total over the zones; autoscaling changes it later.
   * @default - `min`, at least 1
   */
  desired: z.int().min(0).max(1000).optional(),
  /** Size of each node's disk, in GiB. */
  diskGiB: z.int().min(20).max(4096).default(50),
  /** Whether nodes are spare capacity at a discount, which the cloud may take back at short notice. */
  spot: z.boolean().default(false),
  /** Kubernetes labels of the nodes, in addition to `pool`, which holds the pool's name. @default - none */
  labels: z.record(z.string(), z.string()).default({}),
  /** Taints, which keep pods away that do not tolerate them. @default - none */
  taints: z.array(taint).default([]),
});

export type NodePoolProps = z.output<typeof nodePool>;

const access = z.strictObject({
  ...entry(),
  /**
   * Kubernetes' own role of this name, with the kinds of the add-ons. `view` reads everything but Secrets; `edit` also writes
   * it, reads Secrets, and acts as the service accounts; `admin` also grants roles.
   */
  role: z.enum(['admin', 'edit', 'view']),
  /** Namespaces of the environment or its add-ons in which they have the role. @default - all, with new ones */
  namespaces: z.array(entryOf('namespaces')).min(1).optional(),
  /**
   * Who has the role, per cloud. AWS: ARNs of IAM roles or users; Google: IAM members, of which groups require
   * `targets.google.groupsDomain`; Azure: object ids of Entra groups and service principals.
   */
  members: byCloud(z.array(nonEmpty).min(1)).refine((members) => Object.values(members).some(Boolean), {
    error: 'must name members on at least one of aws, google, azurerm',
  }),
});

export const clusterSchema = z.strictObject({
  /** Kubernetes minor version, `'1.35'`. `providers/<cloud>/shared/versions.ts` lists what each cloud still offers. */
  version: z
    .string()
    .regex(/^1\.\d{2}$/, { error: 'must be a minor version such as "1.35": patches are the cloud\'s' }),
  /**
   * Node pools by name. At least one must be neither spot nor tainted, so that the cluster's own components have a
   * place to run.
   * @example
   * nodePools: {
   *   main: { size: 'large', min: 2, max: 6 },
   *   batch: {
   *     size: { vcpu: 8, memoryGiB: 32 },
   *     min: 0,
   *     max: 30,
   *     spot: true,
   *     taints: [{ key: 'batch', value: 'true', effect: 'NoSchedule' }],
   *   },
   * }
   */
  nodePools: z
    .record(poolId, nodePool)
    .refine((pools) => Object.keys(pools).length > 0, { error: 'must name at least one pool' })
    .meta({ minProperties: 1 }),
  /**
   * A separate pool for the cluster's components (DNS, storage, metrics), on which no workload runs. AKS requires one
   * of at least 4 vCPU that is not burstable.
   * @default - none on AWS and Google, where the components share the pools; on Azure two or three nodes of 4 vCPU and
   * 16 GiB
   */
  systemPool: z
    .strictObject({
      /** Minimum vCPU and memory of each node. */
      size: machineSize,
      /** The cloud's own machine type instead of the cheapest that satisfies `size`. @default - chosen by `size` */
      sku: skuOverride.optional(),
      /** Minimum number of nodes, in total over the zones. */
      min: z.int().min(1).max(100),
      /** Maximum number of nodes, in total over the zones. */
      max: z.int().min(1).max(100),
      /** Size of each node's disk, in GiB. @default - 50; 128 on Azure */
      diskGiB: z.int().min(20).max(4096).optional(),
    })
    .optional(),
  apiAccess: z
    .strictObject({
      /**
       * Ranges of the internet from which the Kubernetes API may be called. Without any, the API is private.
       * @default - none
       */
      publicCidrs: z.array(cidr).default([]),
      /**
       * Whether a private API also answers at a name of the cloud's, to callers from anywhere whom the cloud's permissions
       * admit. Otherwise it can only be called from the private tier of the network.
       */
      byName: z.boolean().default(false),
    })
    .prefault({}),
  /**
   * The cluster's administrators, per cloud. AWS: IAM role ARNs; Google: IAM members such as `group:sre@example.com`;
   * Azure: Entra group object ids.
   * @default - none
   */
  administrators: byCloud(z.array(nonEmpty)).default({}),
  /**
   * Who else may do what in the cluster, by name.
   * @default - none
   * @example
   * access: {
   *   developers: { role: 'view', members: { google: ['group:developers@example.com'] } },
   *   shop: { role: 'edit', namespaces: ['shop'], members: { google: ['group:shop@example.com'] } },
   * }
   */
  access: z.record(identifier, access).default({}),
  /** The range of Kubernetes services: a private range with a prefix of 16–22 bits, outside the network. */
  serviceCidr: cidr.default('172.20.0.0/16'),
  logs: z
    .strictObject({
      /** Days to keep the control plane's logs. */
      retentionDays: retentionDays.default(90),
      /**
       * What containers write, in the cloud's own service for logs, which charges by volume; `false` keeps it nowhere but on
       * the nodes. The add-on `loki` keeps it inside the cluster instead.
       */
      containers: z
        .union([
          z.literal(false),
          z.strictObject({
            /** Days to keep them. */
            retentionDays: retentionDays.default(30),
            /** Namespaces of which nothing is kept: the environment's, add-ons', or those of Kubernetes. @default - none */
            excludeNamespaces: z.array(namespaceName).default([]),
          }),
        ])
        .default(false),
    })
    .prefault({}),
  /**
   * The key that encrypts Kubernetes secrets, nodes' disks and volumes: `own`, the environment's for the cluster;
   * `cloud`; or an existing one. Changing it replaces the nodes. On AWS `cloud` may be changed to a key, while a key
   * changed to `cloud` replaces the cluster, and another key reaches the disks of nodes alone; on Azure one key follows
   * another in place, and `cloud` in place of a key, or a key in place of `cloud`, replaces the cluster. Volumes keep
   * the key that they were created with.
   */
  encryptionKey: encryptionKey.default('own'),
  /** Lets Kubernetes service accounts assume identities of the cloud. */
  workloadIdentity: z.boolean().default(true),
  /**
   * When the cloud may upgrade nodes and control plane. Windows are open for at least 4 hours on Azure and 12 on Google,
   * also by default: both take no shorter ones.
   * @default - Sunday 02:00 UTC, four hours
   */
  maintenanceWindow: maintenanceWindow.prefault({ day: 'sunday', start: '02:00', hours: 4 }),
  /**
   * How early the cloud upgrades: `stable` and `regular` follow the cloud's channels of those names; `extended` stays
   * on a minor version past the end of standard support, at the cloud's higher price.
   */
  upgradeChannel: z.enum(['stable', 'regular', 'extended']).default('regular'),
  /** Whether the plan refuses to lose the cluster, and the cloud to delete it. */
  deletionProtection: z.boolean().default(true),
  /** Arguments merged last into this cluster's resources. @default - none */
  overrides: overridesOf<ClusterOverrides>().optional(),
});

export type ClusterProps = z.output<typeof clusterSchema>;

export type ContainerLogsProps = Exclude<ClusterProps['logs']['containers'], false>;

/** An existing cluster, per cloud. */
export const existingClusterSchema = z.strictObject({
  existing: byCloud(
    z.strictObject({
      /** The cluster's name. */
      name: nonEmpty,
      /** Azure: its resource group. Google: its location. AWS: ignored. */
      location: nonEmpty.optional(),
    }),
  ),
});

export type ExistingClusterProps = z.output<typeof existingClusterSchema>;

export type ExistingClusterRef = NonNullable<ExistingClusterProps['existing']['aws']>;
