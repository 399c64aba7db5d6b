/** Rules of who may reach and enter a cluster on Azure. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import { memberRules } from '../../../constructs/cluster/access-rules';
import { administratorsRule } from '../../../constructs/cluster/administrators';
import type { ClusterProps } from '../../../constructs/cluster/schema';
import { isManaged } from '../../../constructs/environment/managed';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { contains } from '../../../core/cidr';
import type { RuleTable } from '../../../core/rules/rule';
import { PRINCIPALS } from '../../../core/words/principals';

type Rules = RuleTable<ClusterProps, CloudRuleContext<AzurermTarget>>;

/** https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges */
const MAX_API_RANGES = 200;
const GATEWAYS = 1;

const administratorsOf = ({ administrators }: ClusterProps): readonly string[] => administrators.azurerm ?? [];

/** Whether a range is part of another one, or repeated. */
const isRedundant = (range: string, index: number, all: readonly string[]): boolean =>
  all.some((other, at) => at !== index && contains(other, range) && (at < index || other !== range));

export const apiAccessRules: Rules = [
  {
    code: 'public-cidrs-without-nat',
    property: 'apiAccess.publicCidrs',
    check: ({ apiAccess }, { environment: { network } }) =>
      apiAccess.publicCidrs.length > 0 &&
      isManaged(network) &&
      network.nat === 'none' &&
      'must be empty with network.nat "none": nodes reach a public API through the internet. Leave the API private, or take nat "single"',
    standsOn: () => ['network'],
  },
  {
    code: 'public-cidrs-max',
    property: 'apiAccess.publicCidrs',
    check: ({ apiAccess: { publicCidrs } }) => {
      const most = MAX_API_RANGES - GATEWAYS;
      return (
        publicCidrs.length > most &&
        `must have at most ${most} ranges, got ${publicCidrs.length}: AKS takes ${MAX_API_RANGES}, including that of the gateway`
      );
    },
  },
  {
    code: 'public-cidrs-overlap',
    property: 'apiAccess.publicCidrs',
    check: ({ apiAccess }) =>
      apiAccess.publicCidrs.some(isRedundant) &&
      'must not hold ranges that contain one another: leave out the narrower',
  },
  administratorsRule('azurerm'),
  ...memberRules<AzurermTarget>('azurerm', {
    pattern: PRINCIPALS.azurerm.pattern,
    form: 'the object id of a group or service principal in Entra, in lower case, such as 6f3c7a52-…; people are in groups, because clusters know a person by another name',
  }),
  {
    code: 'administrator-twice',
    property: 'administrators.azurerm',
    check: (p) => new Set(administratorsOf(p)).size < administratorsOf(p).length && 'must name each group once',
  },
];

export const apiAccessWarnings: Rules = [
  {
    code: 'node-addresses-unknown',
    property: 'apiAccess.publicCidrs',
    check: ({ apiAccess }, { environment: { network } }) =>
      apiAccess.publicCidrs.length > 0 &&
      !isManaged(network) &&
      'must include the public addresses of nodes in the existing network, unless they use the load balancer that AKS creates: nodes call the API from these addresses',
    standsOn: () => ['network'],
  },
];
