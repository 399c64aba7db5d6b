/** What a network cannot be on Azure. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { NetworkProps } from '../../../constructs/network/schema';
import type { RuleTable } from '../../../core/rules/rule';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { tagsOf } from '../../../constructs/environment/tags';
import { REGIONS_WITHOUT_ZONES } from '../shared/regions';

type Rules = RuleTable<NetworkProps, CloudRuleContext<AzurermTarget>>;

/** What a key vault takes on a key or a secret; other resources take 50. */
const MOST_TAGS = 15;

export const rules: Rules = [
  {
    code: 'zones',
    property: 'zones',
    check: (p, { target }) =>
      target.zones.length < p.zones &&
      `must be at most the ${target.zones.length} zones that targets.azurerm.zones names, got ${p.zones}`,
  },
  {
    code: 'whole',
    property: '',
    check: (_, { target }) =>
      new Set(target.zones).size < target.zones.length &&
      `needs zones that differ: targets.azurerm.zones names ${target.zones.join(', ')}`,
  },
  {
    code: 'nat',
    property: 'nat',
    check: (p, { target }) =>
      p.nat === 'per-zone' &&
      REGIONS_WITHOUT_ZONES.includes(target.region) &&
      `must be "single" or "none" in targets.azurerm.region ${target.region}, which has no zones`,
  },
  {
    code: 'whole-2',
    property: '',
    check: (_, { environment }) =>
      Object.keys(tagsOf(environment)).length > MOST_TAGS &&
      `can be made, but not what belongs to it: keys and secrets of Azure take ${MOST_TAGS} tags, the environment has ${Object.keys(tagsOf(environment)).length} with the four of its own. Give at most ${MOST_TAGS - 4} in tags`,
  },
];
