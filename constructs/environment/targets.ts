/** Targets: the clouds that an environment runs on, and what each has to be told that the others do not know. */
import { z } from 'zod';
import { isCidr } from '../../core/cidr';
import { stateSchema } from '../../core/cdktf/state';
import { nonEmpty } from '../../core/words/words';

const cidr = z.string().refine(isCidr, { error: 'must be an IPv4 range in CIDR notation with host bits zero' });
const region = z.string().regex(/^[a-z][a-z0-9-]+$/, { error: "must be a region by the cloud's own name" });

const common = {
  /** Where the environment lives, by the cloud's own name. */
  region,
  /** Where copies and replicas for disaster recovery live. @default - none */
  secondaryRegion: region.optional(),
  /** State for this cloud, instead of the environment's. @default - the environment's */
  state: stateSchema.optional(),
};

export const awsTarget = z.strictObject({
  ...common,
  /** The account's twelve digits: Terraform refuses to touch another. */
  account: z.string().regex(/^\d{12}$/, { error: "must be the account's twelve digits" }),
  /** Names of the zones to use, `us-east-1a`. @default - the first that are open and hold EKS */
  zones: z.array(nonEmpty).optional(),
});

export const googleTarget = z.strictObject({
  ...common,
  /** Project id: `acme-production`. */
  project: z.string().regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, {
    error: 'must be a project id: 6–30 lower-case letters, digits and hyphens',
  }),
  /** Names of the zones to use, `us-central1-a`. @default - the first that are up */
  zones: z.array(nonEmpty).optional(),
  /**
   * The range of pods, outside the network: a /24 a node. RFC 1918, since Cloud SQL and Memorystore answer others only where told.
   * @default '172.24.0.0/14', 1024 nodes
   */
  podCidr: cidr.default('172.24.0.0/14'),
  /** The range in which Google places managed services (Cloud SQL, Memorystore), private, outside the network. @default '10.200.0.0/16' */
  servicesCidr: cidr.default('10.200.0.0/16'),
});

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: 'must be a UUID in lower case' });

export const azurermTarget = z.strictObject({
  ...common,
  /** Subscription id. */
  subscription: uuid,
  /** Entra tenant id. @default - that of who runs Terraform */
  tenant: uuid.optional(),
  /** Zones to use: '1', '2', '3'. @default ['1', '2', '3'] */
  zones: z
    .array(z.enum(['1', '2', '3']))
    .min(1)
    .default(['1', '2', '3']),
  /** The range of pods, private, outside the network: a /24 a node. @default '100.64.0.0/14', 1024 nodes */
  podCidr: cidr.default('100.64.0.0/14'),
  /**
   * How Terraform enters the cluster. `token`: by an Entra token in the environment variable `KUBE_TOKEN`, which must be set
   * wherever the platform stack is planned or applied; it is in no plan or state. `certificate`: by the certificate of the
   * cluster's own administrator, which needs nothing to be set, but stands in the state of both stacks, and only new certificates for
   * the whole cluster take it back.
   * @default 'token'
   */
  kubernetesLogin: z.enum(['token', 'certificate']).default('token'),
});

export const targetsSchema = z
  .strictObject({ aws: awsTarget.optional(), google: googleTarget.optional(), azurerm: azurermTarget.optional() })
  .refine((targets) => Object.values(targets).some(Boolean), {
    error: 'must name at least one of aws, google, azurerm',
  });

export type AwsTarget = z.output<typeof awsTarget>;
export type GoogleTarget = z.output<typeof googleTarget>;
export type AzurermTarget = z.output<typeof azurermTarget>;
export type Target = AwsTarget | GoogleTarget | AzurermTarget;
