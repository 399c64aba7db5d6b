/** What a Redis store cannot be on Azure: what passes plan and dies at apply. */
import { sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import type { Rule, RuleTable } from '../../../core/rules/rule';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { caches } from '../shared/catalogue';
import { existingKeyRule } from '../encryption-key/encryption-key';
import { requirementOf } from './managed-redis';
import { redis } from '../shared/versions';

type Context = CloudRuleContext<AzurermTarget>;
type Rules = RuleTable<ManagedRedisProps, Context>;

const SKU = /^(Balanced_B|MemoryOptimized_M|ComputeOptimized_X|FlashOptimized_A)\d+$/;

/** Of Valkey no version can be had, which the parity table says of the engine. */
const ofRedis = (rule: Rule<ManagedRedisProps, Context>): Rule<ManagedRedisProps, Context> => ({
  ...rule,
  check: (p, ...rest) => p.engine === 'redis' && rule.check(p, ...rest),
});

export const rules: Rules = [
  ofRedis(versionRule('Redis', () => redis)),
  sizeRule('size', caches, (p) => requirementOf(p)),
  {
    code: 'sku-azurerm',
    property: 'sku.azurerm',
    check: (p) =>
      p.sku?.azurerm !== undefined &&
      !SKU.test(p.sku.azurerm) &&
      `must be a size of Azure Managed Redis such as Balanced_B10, got "${p.sku?.azurerm}"; the sizes of Azure Cache for Redis can no longer be had`,
  },
  existingKeyRule,
];

export const warnings: Rules = [ofRedis(versionWarning('Redis', () => redis))];
