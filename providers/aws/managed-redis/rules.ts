/** Limits of ElastiCache that `terraform plan` does not see: breaking them fails at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import { isManaged } from '../../../constructs/environment/managed';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { backupRule } from '../../../constructs/restore-rules';
import type { Rule, RuleTable } from '../../../core/rules/rule';
import { sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { windowsMeet } from '../../../core/words/times';
import { keyRule } from '../encryption-key/rules';
import { caches } from '../shared/catalogue';
import { redis, valkey } from '../shared/versions';
import { nodeRequirement, snapshotStart } from './managed-redis';

type Context = CloudRuleContext<AwsTarget>;
type Rules = RuleTable<ManagedRedisProps, Context>;

const NODE_TYPE = /^cache\.[a-z0-9-]+\.[a-z0-9-]+$/;

/**
 * First version of Redis whose users IAM can authenticate:
 * docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
const IDENTITY_SINCE = 7;

/** The rule of the store's own engine. */
const ofEngine = (
  rules: Record<ManagedRedisProps['engine'], Rule<ManagedRedisProps, Context>>,
): typeof rules.redis => ({
  ...rules.redis,
  check: (props, ...rest) => rules[props.engine].check(props, ...rest),
});

export const rules: Rules = [
  backupRule('aws'),
  ofEngine({ redis: versionRule('Redis', () => redis), valkey: versionRule('Valkey', () => valkey) }),
  sizeRule('size', caches, nodeRequirement),
  keyRule(),
  {
    code: 'sku-unknown',
    property: 'sku.aws',
    check: ({ sku }) =>
      sku?.aws !== undefined &&
      !NODE_TYPE.test(sku.aws) &&
      `must be an ElastiCache node type such as cache.m7g.large, got "${sku.aws}"`,
  },
  {
    code: 'replica-zones',
    property: 'replicas',
    check: ({ replicas }, { environment: { network } }) =>
      replicas > 0 &&
      isManaged(network) &&
      network.zones < 2 &&
      `must be 0 with network.zones of 1: replicas live in other zones; got ${replicas}. Give the network 2 or 3 zones`,
    standsOn: () => ['network'],
  },
  {
    code: 'database-subnet-missing',
    property: '',
    check: ({ replicas }, { environment: { network } }) => {
      if (isManaged(network) || !network.existing.aws) return undefined;
      const { databaseSubnets } = network.existing.aws;
      const [least, why] = replicas > 0 ? [2, 'two, in different zones, with replicas'] : [1, 'one'];
      return (
        databaseSubnets.length < least &&
        `requires network.existing.aws.databaseSubnets (at least ${why}), got ${databaseSubnets.length}`
      );
    },
    standsOn: () => ['network'],
  },
  {
    code: 'identity-version',
    property: 'authentication',
    check: ({ authentication, engine, version }) =>
      authentication === 'identity' &&
      engine === 'redis' &&
      Number(version) < IDENTITY_SINCE &&
      `must be "token" or "none" with Redis ${version}: "identity" requires version "${IDENTITY_SINCE}"`,
  },
  {
    code: 'snapshot-in-maintenance',
    property: 'persistence.start',
    check: (props) => {
      const { persistence, maintenanceWindow } = props;
      if (!windowsMeet({ start: snapshotStart(props), hours: 1 }, maintenanceWindow)) return undefined;
      const window = `${maintenanceWindow.day} ${maintenanceWindow.start}, ${maintenanceWindow.hours} h`;
      return persistence.mode === 'none'
        ? `cannot avoid the maintenance window (${window}): ElastiCache requires an hour a day outside it; give maintenanceWindow at most 23 hours`
        : `must leave the hour from ${persistence.start} UTC free of the maintenance window (${window}): move one of them`;
    },
  },
];

export const warnings: Rules = [
  ofEngine({ redis: versionWarning('Redis', () => redis), valkey: versionWarning('Valkey', () => valkey) }),
];
