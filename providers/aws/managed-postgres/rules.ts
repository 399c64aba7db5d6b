/** Limits of RDS that `terraform plan` does not see: breaking them fails at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import { isManaged } from '../../../constructs/environment/managed';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { testedThereRule } from '../../../constructs/managed-postgres/backups';
import { followedRule } from '../../../constructs/managed-postgres/restore-rules';
import { type ManagedPostgresProps, storageLimit } from '../../../constructs/managed-postgres/schema';
import { backupRule } from '../../../constructs/restore-rules';
import { forEach, type Rule, type RuleTable } from '../../../core/rules/rule';
import { sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { keyRule } from '../encryption-key/rules';
import { databases } from '../shared/catalogue';
import { postgres } from '../shared/versions';
import { primaryRequirement, replicaRequirement } from './managed-postgres';

type Context = CloudRuleContext<AwsTarget>;
type Rules = RuleTable<ManagedPostgresProps, Context>;

const DB_CLASS = /^db\.[a-z0-9-]+\.[a-z0-9-]+$/;
const STARTS_WITH_LETTER = /^[a-z]/;

/**
 * "max storage must be at least 26% greater":
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 */
const GROWTH_FACTOR = 1.26;

/** For the primary and for replicas. */
const classRule: Rule<Pick<ManagedPostgresProps, 'sku'>, Context> = {
  code: 'sku-unknown',
  property: 'sku.aws',
  check: ({ sku }) =>
    sku?.aws !== undefined &&
    !DB_CLASS.test(sku.aws) &&
    `must be an RDS instance class such as db.m7g.large, got "${sku.aws}"`,
};

export const rules: Rules = [
  backupRule('aws'),
  followedRule('aws'),
  keyRule(),
  versionRule('PostgreSQL', () => postgres),
  sizeRule('size', databases, primaryRequirement),
  classRule,
  {
    code: 'storage-growth',
    property: 'storage.maxSizeGiB',
    check: (props) => {
      const { sizeGiB } = props.storage;
      const limit = storageLimit(props);
      const least = Math.ceil(sizeGiB * GROWTH_FACTOR);
      return (
        limit > sizeGiB &&
        limit < least &&
        `must be storage.sizeGiB, which disables growth, or at least 26 % more (${least}), got ${limit}`
      );
    },
  },
  testedThereRule(({ copies }) => copies !== undefined, 'backups.copies'),
  {
    code: 'database-letter',
    property: 'database',
    check: ({ database }) => !STARTS_WITH_LETTER.test(database) && `must start with a letter, got "${database}"`,
  },
  {
    code: 'owner-letter',
    property: 'owner',
    check: ({ owner }) => !STARTS_WITH_LETTER.test(owner) && `must start with a letter, got "${owner}"`,
  },
  {
    code: 'standby-zone',
    property: 'highAvailability',
    check: ({ highAvailability }, { environment: { network } }) =>
      highAvailability &&
      isManaged(network) &&
      network.zones < 2 &&
      'requires network.zones of 2 or 3: the standby lives in another zone',
    standsOn: () => ['network'],
  },
  forEach(
    (p: ManagedPostgresProps) =>
      Object.entries(p.readReplicas).map(([name, replica]) => [`readReplicas.${name}`, replica] as const),
    [sizeRule('size', databases, (replica, _, primary) => replicaRequirement(primary, replica)), classRule],
  ),
];

export const warnings: Rules = [versionWarning('PostgreSQL', () => postgres)];
