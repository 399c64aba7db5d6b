/** Properties of an Account: what there is one of in an AWS account, a Google project or an Azure subscription. */
import { z } from 'zod';

import { overridesOf } from '../../core/words/overrides';
import { entryOf } from '../entry';

/** Arguments of an account's resources that may be overridden; each provider adds its own. */
export interface AccountOverrides {}

/** Sets of requirements, by the names under which people know them. */
export const framework = z.enum(['cis', 'gdpr', 'hipaa', 'pci', 'soc2']);

export type Framework = z.output<typeof framework>;

const notifications = z.array(entryOf('notifications'));

const contact = z.strictObject({
  /** E-mail address: of a group rather than of a person. */
  email: z.email(),
  /** Name of the person or group, which AWS requires. @default - the e-mail address */
  name: z.string().min(1).max(64).optional(),
  /** Title, which AWS requires. @default - `Security`, `Operations` or `Billing` */
  title: z.string().min(1).max(50).optional(),
  /** Telephone number, which AWS requires: digits, spaces and `+ - ( ) .`. */
  phone: z
    .string()
    .regex(/^[\d\s()+.-]{1,25}$/, { error: 'must be a telephone number: 1–25 digits, spaces and + - ( ) .' })
    .optional(),
});

export const accountSchema = z.strictObject({
  /**
   * The bucket of Terraform's state that the target's `state` names, so that it need not be made by hand. This stack's own state
   * begins in a file and moves: see [a new account](../guides/bootstrap.md).
   * @default - it exists
   */
  state: z
    .strictObject({
      /** Days for which earlier versions of states are kept. */
      versionDays: z.int().min(1).max(3650).default(90),
      /** Whether the plan refuses to lose it. */
      deletionProtection: z.boolean().default(true),
    })
    .optional(),
  /**
   * Who changed what in the account, kept where nobody who is watched can reach it, with alerts for what should not happen. The
   * clouds record administration for 90 days (AWS, Azure) or 400 (Google) without it.
   * @default - none
   */
  auditTrail: z
    .strictObject({
      /** Days for which records are kept: 90–3650. */
      retentionDays: z.int().min(90).max(3650).default(400),
      /**
       * Reads that are recorded beside changes, each at a price: `objects`, of buckets; `secrets`, of the cloud's store and of
       * clusters, with uses of keys; `statements`, those that `databases.*.auditing` names, which only Google has to be told: on AWS
       * and Azure the server's own log has them anyway.
       */
      reads: z.array(z.enum(['objects', 'secrets', 'statements'])).default(['secrets']),
      /** Whether nobody, the owner of the account included, can delete records before `retentionDays`. It cannot be undone. */
      lock: z.boolean().default(false),
      /**
       * Notifications that are told of changes of the trail itself, of rights, networks and keys, of logins by the owner, and of
       * calls that were refused. @default - nobody
       */
      alerts: notifications.default([]),
      /** Whether the plan refuses to lose it. */
      deletionProtection: z.boolean().default(true),
    })
    .optional(),
  /** What is checked, or enforced, of what the account holds. @default - nothing */
  compliance: z
    .strictObject({
      /** Sets of requirements: see [what stands for them](#frameworks). */
      frameworks: z.array(framework).min(1),
      /** Where resources may be made: in the regions of the `targets`, or in `any`. */
      regions: z.enum(['targets', 'any']).default('any'),
    })
    .optional(),
  /** Detection of attacks by the cloud. @default - none */
  threatDetection: z
    .strictObject({
      /** Watches clusters: calls of their API, and their nodes. */
      kubernetes: z.boolean().default(true),
      /** Scans images in registries for known vulnerabilities. */
      registries: z.boolean().default(true),
      /** Watches logins and queries of databases. */
      databases: z.boolean().default(true),
      /** Watches access to buckets. */
      objects: z.boolean().default(true),
      /** Scans disks, or objects, for malware. */
      malware: z.boolean().default(true),
      /** Notifications that are told of findings. @default - nobody */
      notify: notifications.default([]),
    })
    .optional(),
  /** Whom the cloud tells of what concerns the account. @default - its owner alone */
  contacts: z
    .strictObject({
      /** Abuse, vulnerabilities, suspected attacks. */
      security: contact,
      /** Outages and maintenance. @default - the owner */
      operations: contact.optional(),
      /** Bills. @default - the owner */
      billing: contact.optional(),
    })
    .optional(),
  /**
   * Guards of the whole account, and what a new one lacks for a first apply. AWS: no public buckets, encrypted disks, IMDSv2, a policy
   * of passwords, roles of services. Google: no rights of default service accounts, agents of services. Azure: no public objects.
   */
  defaults: z.boolean().default(true),
  /**
   * Whether costs can be told apart by the tags of environments: AWS does it for tags that the paying account has activated, which
   * have to be in use for a day.
   */
  costTags: z.boolean().default(false),
  /**
   * Alerts on unusual costs, which the cloud finds by itself, of the whole account. On Google owners of the billing account get them
   * without it.
   * @default - none
   */
  costAnomalies: z
    .strictObject({
      /** Notifications that get the alerts, on Azure those with `email`: names in the environment's `notifications`. */
      notify: notifications.min(1),
      /** Costs, in US dollars, above what was expected, below which no alert is sent. Azure decides by itself. */
      minimum: z.int().min(1).max(1_000_000).default(100),
    })
    .optional(),
  /** Arguments merged last into the account's resources. @default - none */
  overrides: overridesOf<AccountOverrides>().optional(),
});

export type AccountProps = z.output<typeof accountSchema>;
