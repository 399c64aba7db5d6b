/** Rules of Redis stores on Azure: what would pass `terraform plan` and fail in `apply`. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import type { Rule, RuleTable } from '../../../core/rules/rule';
import { sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { keyRule } from '../encryption-key/rules';
import { caches } from '../shared/catalogue';
import { redis } from '../shared/versions';
import { requirementOf } from './managed-redis';

type Context = CloudRuleContext<AzurermTarget>;
type Rules = RuleTable<ManagedRedisProps, Context>;

const SKU = /^(Balanced_B|MemoryOptimized_M|ComputeOptimized_X|FlashOptimized_A)\d+$/;

/** Skips Valkey, which the parity table refuses whatever its version. */
const ofRedis = (rule: Rule<ManagedRedisProps, Context>): Rule<ManagedRedisProps, Context> => ({
  ...rule,
  check: (p, ...rest) => p.engine === 'redis' && rule.check(p, ...rest),
});

export const rules: Rules = [
  ofRedis(versionRule('Redis', () => redis)),
  sizeRule('size', caches, requirementOf),
  {
    code: 'sku-unknown',
    property: 'sku.azurerm',
    check: ({ sku: { azurerm: sku } = {} }) =>
      sku !== undefined &&
      !SKU.test(sku) &&
      `must be a size of Azure Managed Redis such as Balanced_B10, got "${sku}"; sizes of Azure Cache for Redis are no longer available`,
  },
  keyRule,
];

export const warnings: Rules = [ofRedis(versionWarning('Redis', () => redis))];
