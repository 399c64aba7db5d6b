/** Rules of Redis stores on Azure: what would pass `terraform plan` and fail in `apply`. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import type { Rule, RuleTable } from '../../../core/rules/rule';
import { select } from '../../../core/sizing/catalogue';
import { sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { keyRule } from '../encryption-key/rules';
import { caches } from '../shared/catalogue';
import { redis } from '../shared/versions';
import { requirementOf } from './managed-redis';
import { clusteringPolicy, shardsOf } from './shards';

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

const skuOf = (p: ManagedRedisProps): string | undefined => select(caches, requirementOf(p))?.sku;

export const warnings: Rules = [
  ofRedis(versionWarning('Redis', () => redis)),
  {
    code: 'shards-differ',
    property: 'shards',
    check: (p) => {
      const sku = skuOf(p);
      const actual = sku === undefined ? undefined : shardsOf(sku);
      return (
        p.shards > 1 &&
        actual !== undefined &&
        actual !== p.shards &&
        `is ${p.shards}: Azure runs ${sku} with ${actual}, and has no setting for it. Take another size with sku if writes need more`
      );
    },
  },
  {
    code: 'single-shard-too-large',
    property: 'shards',
    ofAbsent: true,
    check: (p) => {
      const sku = skuOf(p);
      return (
        sku !== undefined &&
        clusteringPolicy(p, sku) === 'EnterpriseCluster' &&
        `is 1, and Azure runs ${sku} with ${shardsOf(sku) ?? 'several'}: it keeps more than 24 GB in one shard for no store. Commands over several keys (MULTI, Lua, RENAME, SUNION) ` +
          'fail with CROSSSLOT unless their keys share a {tag}. Take at most 24 GB, or tag the keys'
      );
    },
  },
];
