/** Targets: the clouds that an environment runs on, and the settings that only one cloud needs. */
import { z } from 'zod';

import { present } from '../../core/invariant';
import { cidr } from '../../core/words/cidr';
import type { CloudName } from '../../core/words/clouds';
import { issuerWord } from '../../core/words/issuers';
import { operatorsOn } from '../../core/words/principals';
import { regionOn } from '../../core/words/regions';
import { retentionDays } from '../../core/words/retention';
import { stateSchema } from '../../core/words/state';
import { nonEmpty } from '../../core/words/words';
import { ISSUER_KINDS } from '../deploy-identity/issuers';
import * as adoptable from './adoptable';

/** The target's `region` or its `secondaryRegion`. */
export type RegionRole = 'primary' | 'secondary';

const commonOn = (cloud: CloudName) => ({
  /** Region of the environment, by the cloud's own name. */
  region: regionOn(cloud),
  /** Region of copies and replicas for disaster recovery. @default - none */
  secondaryRegion: regionOn(cloud).optional(),
  /** Location of Terraform's state for this cloud. @default - the environment's `state` */
  state: stateSchema.optional(),
  /**
   * Who runs Terraform. What they may do does not depend on who of them planned or applied first. AWS: ARNs of IAM roles or
   * users; Google: IAM members; Azure: object ids of groups, people and service principals.
   */
  operators: operatorsOn(cloud).prefault({}),
});

/** What names of roles and policies in IAM consist of, and their paths too. */
const IAM_NAME = String.raw`[\w+=,.@-]+`;
const MAX_ROLE_PATH = 512;

const policyArn = z
  .string()
  .regex(new RegExp(String.raw`^arn:aws[a-z-]*:iam::(aws|\d{12}):policy/(${IAM_NAME}/)*${IAM_NAME}$`), {
    error: 'must be the ARN of an IAM policy (arn:aws:iam::<account>:policy/<name>)',
  });

const rolePath = z
  .string()
  .max(MAX_ROLE_PATH)
  .regex(new RegExp(`^/(${IAM_NAME}/)*$`), {
    error:
      'must be a path of IAM, which begins and ends with a slash (/platform/), with letters, digits and +=,.@_- between',
  })
  .refine((path) => !/^\/aws-(service-role|reserved)\//.test(path), {
    error: 'must not begin with /aws-service-role/ or /aws-reserved/: those are for roles of AWS itself',
  });

export const awsTarget = z.strictObject({
  ...commonOn('aws'),
  /** The account's twelve digits: Terraform refuses to touch another account. */
  account: z.string().regex(/^\d{12}$/, { error: "must be the account's twelve digits" }),
  /** Names of the zones to use, `us-east-1a`. @default - the first available ones that support EKS */
  zones: z.array(nonEmpty).optional(),
  /**
   * How Terraform authenticates to the cluster. `token`: with a token of the operator, which ends after 15 minutes, and with it
   * whatever is being applied. `cli`: with the AWS CLI, which must be wherever the platform stack is planned or applied, and
   * gets another token whenever one ends.
   */
  kubernetesLogin: z.enum(['token', 'cli']).default('token'),
  /**
   * ARN of the policy that is the permissions boundary of every IAM role: a role may do only what the policy allows, too. It changes in
   * place. @default - no boundary
   */
  permissionsBoundary: policyArn.optional(),
  /**
   * Path in IAM of every role and policy, `/platform/`. It is decided once: IAM cannot move a role, EKS would replace its cluster, and the
   * plan refuses it.
   */
  rolePath: rolePath.default('/'),
  /**
   * ARN of the account's monitor of unusual costs by service, of which there is one, if it exists: newer accounts are born with it.
   * `account.costAnomalies` adds receivers to it.
   * @default - the account's stack makes it
   */
  costMonitor: z
    .string()
    .regex(/^arn:aws[a-z-]*:ce::\d{12}:anomalymonitor\/[0-9a-f-]{36}$/, {
      error:
        'must be the ARN of a monitor (arn:aws:ce::<account>:anomalymonitor/<id>); `aws ce get-anomaly-monitors` shows it',
    })
    .optional(),
  /**
   * What the account has already, so that `account` does not make it: an account has one of each. Roles are those that AWS makes
   * itself on first use of a service. @default - nothing: a new account
   */
  adopt: z.array(adoptable.onAws).default([]),
  /**
   * Issuers of tokens whose providers the account's stack makes, for `deployIdentities` of every environment in the account: `github`,
   * `gitlab`, `terraformCloud`, or the URL of another. An account has one of each; the other clouds have one per identity.
   * @default - none, or they exist
   */
  issuers: z.array(z.union([z.enum(ISSUER_KINDS), issuerWord])).default([]),
});

export const googleTarget = z.strictObject({
  ...commonOn('google'),
  /** Project id: `acme-production`. */
  project: z.string().regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, {
    error: 'must be a project id: 6–30 lower-case letters, digits and hyphens',
  }),
  /**
   * Id of the billing account that pays for the project, `0X0X0X-0X0X0X-0X0X0X`, in which `budgets` are made.
   * @default - none
   */
  billingAccount: z
    .string()
    .regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/, {
      error: 'must be the id of a billing account: three times six digits and letters A–F, with hyphens between',
    })
    .optional(),
  /**
   * Domain of the Google groups that `cluster.access` names, `example.com`: those that are in `gke-security-groups@example.com`,
   * a group that a Workspace administrator makes. @default - groups mean nothing inside the cluster
   */
  groupsDomain: z
    .string()
    .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, { error: 'must be a domain: example.com' })
    .optional(),
  /** Names of the zones to use, `us-central1-a`. @default - the first that were up when the cluster was created */
  zones: z.array(nonEmpty).optional(),
  /**
   * The range of pods, outside the network, with a /24 per node: the default has room for 1024 nodes. It should be an
   * RFC 1918 range, because Cloud SQL and Memorystore must be configured explicitly for clients from other ranges.
   */
  podCidr: cidr.default('172.24.0.0/14'),
  /** The private range, outside the network, in which Google places managed services (Cloud SQL, Memorystore). */
  servicesCidr: cidr.default('10.200.0.0/16'),
  /**
   * What the project has already, so that `account` does not make it: contacts whose addresses it knows, and organization policies of
   * the project itself, by their constraints. @default - nothing: a new project
   */
  adopt: z.array(adoptable.onGoogle).default([]),
});

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: 'must be a UUID in lower case' });

/** For how long Log Analytics keeps records. */
const MIN_LOG_DAYS = 4;
const MAX_LOG_DAYS = 730;

const registryId = z
  .string()
  .regex(
    /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/[A-Za-z0-9]{5,50}$/,
    {
      error:
        'must be the resource id of a registry (/subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerRegistry/registries/<name>); `az acr show --name <name> --query id` shows it',
    },
  );

export const azurermTarget = z.strictObject({
  ...commonOn('azurerm'),
  /** Subscription id. */
  subscription: uuid,
  /** Entra tenant id. @default - the tenant of the identity that runs Terraform */
  tenant: uuid.optional(),
  /** Zones to use: `1`, `2`, `3`. */
  zones: z
    .array(z.enum(['1', '2', '3']))
    .min(1)
    .default(['1', '2', '3']),
  /** The private range of pods, outside the network, with a /24 per node: the default has room for 1024 nodes. */
  podCidr: cidr.default('100.64.0.0/14'),
  /**
   * How Terraform authenticates to the cluster. `token`: with an Entra token in the environment variable `KUBE_TOKEN`,
   * which must be set wherever the platform stack is planned or applied; it is in no plan or state. `certificate`: with
   * the certificate of the cluster's own administrator, which needs no variable, but is in the state of both stacks,
   * and can be revoked only by replacing the certificates of the whole cluster.
   */
  kubernetesLogin: z.enum(['token', 'certificate']).default('token'),
  /**
   * Registries from which the cluster's nodes pull images and the add-on `trivy` reads them, by their resource ids. On the
   * other clouds both read every registry of the account or project. @default - none
   */
  registries: z.array(registryId).default([]),
  /**
   * Ranges of the internet from which operators run Terraform: they close the vaults of secrets and of the secondary region's
   * keys to everybody else. An empty list says that it runs in the network, or where the network's private names resolve;
   * `anywhere` leaves the vaults to roles alone. It must be said where the network has `privateAccess.secrets`.
   * @default - anywhere
   */
  operatorCidrs: z.union([z.literal('anywhere'), z.array(cidr)]).optional(),
  /**
   * Who signs in to PostgreSQL servers as an administrator by Entra ID, with a token instead of a password, by the name in the
   * directory: `{ dba: { id: '00000000-…', type: 'Group' } }`. The type may be `User` or `ServicePrincipal`, too.
   * @default - nobody: logins by Entra ID are off
   */
  databaseAdministrators: z
    .record(
      nonEmpty,
      z.strictObject({
        /** Object id. */
        id: uuid,
        /** What it is the id of. */
        type: z.enum(['Group', 'User', 'ServicePrincipal']).default('Group'),
      }),
    )
    .refine((all) => new Set(Object.values(all).map(({ id }) => id)).size === Object.keys(all).length, {
      error: 'must name each object id once',
    })
    .default({}),
  /**
   * Whether nodes encrypt what is on their hosts, too: temporary disks, and caches of disks. The subscription must have the
   * feature EncryptionAtHost. Changing it renews all nodes.
   */
  hostEncryption: z.boolean().default(false),
  /**
   * Calls of the cluster's API that its audit log holds: `changes`, or `all`, reads among them, such as of secrets. Reads are most of
   * the calls, and Log Analytics charges by size. It changes in place, for calls from then on.
   */
  clusterAudit: z.enum(['changes', 'all']).default('changes'),
  /** Records of who used which secret and which key, kept for `retentionDays`, 90 by default. */
  vaultLogs: z
    .strictObject({
      /** Days to keep the records. */
      retentionDays: retentionDays
        .refine((days) => days >= MIN_LOG_DAYS && days <= MAX_LOG_DAYS, {
          error: `must lie between ${MIN_LOG_DAYS} and ${MAX_LOG_DAYS}: Log Analytics keeps records no shorter and no longer`,
        })
        .default(90),
    })
    .prefault({}),
  /**
   * What the subscription has already, so that `account` does not make it: the security contact, and plans of Defender for Cloud that
   * are not free. @default - nothing: a new subscription
   */
  adopt: z.array(adoptable.onAzure).default([]),
});

export const targetsSchema = z
  .strictObject({ aws: awsTarget.optional(), google: googleTarget.optional(), azurerm: azurermTarget.optional() })
  .refine((targets) => Object.values(targets).some(Boolean), {
    error: 'must name at least one of aws, google, azurerm',
  })
  .meta({ minProperties: 1 });

export type AwsTarget = z.output<typeof awsTarget>;
export type GoogleTarget = z.output<typeof googleTarget>;
export type AzurermTarget = z.output<typeof azurermTarget>;

/** Ranges of the internet from which Terraform runs; undefined for all of it. */
export const rangesOfOperators = ({ operatorCidrs }: AzurermTarget): readonly string[] | undefined =>
  operatorCidrs === 'anywhere' ? undefined : operatorCidrs;

export type Target = AwsTarget | GoogleTarget | AzurermTarget;

/** The region with a role, which the rules ask for where something has the role. */
export const regionOf = (
  { region: primary, secondaryRegion }: { readonly region: string; readonly secondaryRegion?: string | undefined },
  role: RegionRole,
): string => (role === 'primary' ? primary : present(secondaryRegion, "the target's secondaryRegion"));
