/** Rules of networks on Azure. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import { tagsOf } from '../../../constructs/environment/tags';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { accessListRules, type CloudLists, unseenClients } from '../../../constructs/network/access-lists/rules';
import { zonesRule } from '../../../constructs/network/rules';
import type { NetworkProps } from '../../../constructs/network/schema';
import type { RuleTable } from '../../../core/rules/rule';
import { REGIONS_WITHOUT_ZONE_REDUNDANT_NAT, REGIONS_WITHOUT_ZONES } from '../shared/regions';
import { tiersOf } from './tiers';

type Rules = RuleTable<NetworkProps, CloudRuleContext<AzurermTarget>>;

/** Tags that a key vault takes on a key or a secret; other resources take 50. */
const MAX_TAGS = 15;
const AUTOMATIC_TAGS = 4;

const lists: CloudLists<CloudRuleContext<AzurermTarget>> = {
  tiersOf: (network, { target, environment }) => tiersOf(network, environment.cluster && target.podCidr),
  // Caches have private endpoints, which no list but that of their callers is for.
  stores: { databases: { ports: [5432], inTier: true }, caches: { ports: [10_000], inTier: false } },
};

export const rules: Rules = [
  zonesRule('azurerm'),
  {
    code: 'zones-repeated',
    property: '',
    check: (_, { target: { zones } }) =>
      new Set(zones).size < zones.length && `needs distinct zones in targets.azurerm.zones, got ${zones.join(', ')}`,
  },
  {
    code: 'nat-without-zones',
    property: 'nat',
    check: ({ nat }, { target: { region } }) =>
      nat === 'per-zone' &&
      REGIONS_WITHOUT_ZONES.includes(region) &&
      `must be "single" or "none" in targets.azurerm.region ${region}, which has no zones`,
  },
  {
    code: 'nat-in-one-zone',
    property: 'nat',
    check: ({ nat }, { target: { region } }) =>
      nat === 'per-zone' &&
      !REGIONS_WITHOUT_ZONES.includes(region) &&
      REGIONS_WITHOUT_ZONE_REDUNDANT_NAT.includes(region) &&
      `must be "single" or "none" in targets.azurerm.region ${region}, where Azure has no gateways that survive the loss of a zone`,
  },
  {
    code: 'tags-max',
    property: '',
    check: (_, { environment }) => {
      const count = Object.keys(tagsOf(environment)).length;
      return (
        count > MAX_TAGS &&
        `requires at most ${MAX_TAGS - AUTOMATIC_TAGS} entries in tags: keys and secrets of Azure take ${MAX_TAGS} tags, and ${AUTOMATIC_TAGS} are set automatically; got ${count} in all`
      );
    },
  },
  ...accessListRules(lists),
  unseenClients(lists),
];
