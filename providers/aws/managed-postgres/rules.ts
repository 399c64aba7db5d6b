/** What a PostgreSQL server cannot be on AWS: what passes plan and dies at apply. */
import { skuRequirement, sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import type { CloudRuleContext } from '../../../constructs/cloud';
import { storageLimit, type ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { databases } from '../shared/catalogue';
import { postgres } from '../shared/versions';
import { keyRule } from '../encryption-key/rules';

type Rules = RuleTable<ManagedPostgresProps, CloudRuleContext<AwsTarget>>;

const replicas = (p: ManagedPostgresProps) =>
  Object.entries(p.readReplicas).map(([name, replica]) => [`readReplicas.${name}`, { replica, p }] as const);

const DB_CLASS = /^db\.[a-z0-9-]+\.[a-z0-9-]+$/;

export const rules: Rules = [
  keyRule(),
  versionRule('PostgreSQL', () => postgres),
  sizeRule('size', databases, (p) => skuRequirement(p.size, p.sku?.aws)),
  {
    code: 'sku-aws',
    property: 'sku.aws',
    check: (p) =>
      p.sku?.aws !== undefined &&
      !DB_CLASS.test(p.sku.aws) &&
      `must be an RDS instance class such as db.m7g.large, got "${p.sku?.aws}"`,
  },
  {
    code: 'storage-max-gib',
    property: 'storage.maxSizeGiB',
    // "max storage must be at least 26% greater": docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
    check: (p) =>
      storageLimit(p) > p.storage.sizeGiB &&
      storageLimit(p) < p.storage.sizeGiB * 1.26 &&
      `must be storage.sizeGiB, which turns growing off, or at least 26 % more (${Math.ceil(p.storage.sizeGiB * 1.26)}), got ${storageLimit(p)}`,
  },
  {
    code: 'database',
    property: 'database',
    check: (p) => !/^[a-z]/.test(p.database) && `must start with a letter, got "${p.database}"`,
  },
  {
    code: 'owner',
    property: 'owner',
    check: (p) => !/^[a-z]/.test(p.owner) && `must start with a letter, got "${p.owner}"`,
  },
  {
    code: 'high-availability',
    property: 'highAvailability',
    check: (p, { environment }) =>
      p.highAvailability &&
      'zones' in environment.network &&
      environment.network.zones < 2 &&
      'requires network.zones of 2 or 3: the standby lives in another zone',
  },
  forEach(replicas, [
    sizeRule('size', databases, ({ replica, p }) =>
      skuRequirement(replica.size ?? p.size, replica.sku?.aws ?? p.sku?.aws),
    ),
  ]),
];

export const warnings: Rules = [versionWarning('PostgreSQL', () => postgres)];
