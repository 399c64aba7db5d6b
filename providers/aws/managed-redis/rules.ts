/** What a Redis store cannot be on AWS: what passes plan and dies at apply. */
import { sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import type { Rule, RuleTable } from '../../../core/rules/rule';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { windowsMeet } from '../../../core/words/times';
import { caches } from '../shared/catalogue';
import { nodeRequirement, snapshotStart } from './managed-redis';
import { redis, valkey } from '../shared/versions';
import { keyRule } from '../encryption-key/rules';

type Context = CloudRuleContext<AwsTarget>;
type Rules = RuleTable<ManagedRedisProps, Context>;

const NODE_TYPE = /^cache\.[a-z0-9-]+\.[a-z0-9-]+$/;
/**
 * From this version of Redis on, IAM may vouch for users: docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
const IDENTITY_SINCE = 7;
const windowIn = ({ maintenanceWindow: { day, start, hours } }: ManagedRedisProps) => `${day} ${start}, ${hours} h`;

const ofEngine = (engine: ManagedRedisProps['engine'], rule: Rule<ManagedRedisProps, Context>): typeof rule => ({
  ...rule,
  check: (p, ...rest) => p.engine === engine && rule.check(p, ...rest),
});

export const rules: Rules = [
  ofEngine(
    'redis',
    versionRule('Redis', () => redis),
  ),
  ofEngine(
    'valkey',
    versionRule('Valkey', () => valkey),
  ),
  sizeRule('size', caches, nodeRequirement),
  keyRule(),
  {
    code: 'sku-aws',
    property: 'sku.aws',
    check: (p) =>
      p.sku?.aws !== undefined &&
      !NODE_TYPE.test(p.sku.aws) &&
      `must be an ElastiCache node type such as cache.m7g.large, got "${p.sku?.aws}"`,
  },
  {
    code: 'replicas',
    property: 'replicas',
    check: (p, { environment: { network } }) =>
      p.replicas > 0 &&
      'zones' in network &&
      network.zones < 2 &&
      `must be 0 with network.zones of 1: copies live in other zones; got ${p.replicas}. Give the network 2 or 3 zones`,
  },
  {
    code: 'whole',
    property: '',
    check: (p, { environment: { network } }) =>
      'existing' in network &&
      (network.existing.aws?.databaseSubnets.length ?? 2) < (p.replicas > 0 ? 2 : 1) &&
      `must stand on network.existing.aws.databaseSubnets, ${p.replicas > 0 ? 'in two zones for copies' : 'one at least'}; got ${'existing' in network ? network.existing.aws?.databaseSubnets.length : 0}`,
  },
  {
    code: 'authentication',
    property: 'authentication',
    check: (p) =>
      p.authentication === 'identity' &&
      p.engine === 'redis' &&
      Number(p.version) < IDENTITY_SINCE &&
      `must be "token" or "none" with Redis ${p.version}: identities need version "${IDENTITY_SINCE}"`,
  },
  {
    code: 'persistence-start',
    property: 'persistence.start',
    check: (p) =>
      windowsMeet({ start: snapshotStart(p), hours: 1 }, p.maintenanceWindow) &&
      (p.persistence.mode === 'none'
        ? `cannot be kept free of the maintenance window (${windowIn(p)}): ElastiCache wants an hour a day outside of it; give maintenanceWindow at most 23 hours`
        : `must leave the hour from ${p.persistence.start} UTC free of the maintenance window (${windowIn(p)}): move one of them`),
  },
];

export const warnings: Rules = [
  ofEngine(
    'redis',
    versionWarning('Redis', () => redis),
  ),
  ofEngine(
    'valkey',
    versionWarning('Valkey', () => valkey),
  ),
];
