/** Rules of object stores on Azure: what would pass `terraform plan` and fail in `apply`. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { ObjectStoreProps } from '../../../constructs/object-store/schema';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { keyRule } from '../encryption-key/rules';
import { redundancyIn } from '../shared/storage-account';

type Rules = RuleTable<ObjectStoreProps, CloudRuleContext<AzurermTarget>>;

/**
 * https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services
 */
const MAX_CORS_RULES = 5;
const MAX_CORS_ENTRIES = 64;
/** https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-structure */
const MAX_LIFECYCLE_RULES = 100;
/** The kinds of redundancy that offer the archive class. */
const ARCHIVING = ['LRS', 'GRS', 'RAGRS'];

const corsLists = ({ cors }: ObjectStoreProps) =>
  cors.flatMap((rule, index) =>
    (['origins', 'headers', 'exposeHeaders'] as const).map((list) => [`cors.${index}.${list}`, rule[list]] as const),
  );

const transitions = ({ lifecycle }: ObjectStoreProps) =>
  Object.entries(lifecycle).flatMap(([name, rule]) =>
    rule.transitions.map((transition, index) => [`lifecycle.${name}.transitions.${index}`, transition] as const),
  );

/** Whether the account, and its replica's, can archive objects. */
function canArchive({ overrides, replication }: ObjectStoreProps, { region, secondaryRegion }: AzurermTarget): boolean {
  const overridden = overrides?.azurerm?.account?.accountReplicationType;
  const regions = replication && secondaryRegion !== undefined ? [region, secondaryRegion] : [region];
  return regions.every((each) => ARCHIVING.includes(overridden ?? redundancyIn(each)));
}

export const rules: Rules = [
  keyRule,
  {
    code: 'cors-max',
    property: 'cors',
    check: ({ cors }) =>
      cors.length > MAX_CORS_RULES &&
      `must have at most ${MAX_CORS_RULES} entries on Azure, got ${cors.length}: join those whose origins may do the same`,
  },
  forEach(corsLists, [
    {
      code: 'cors-list-max',
      property: '',
      check: (list) =>
        list.length > MAX_CORS_ENTRIES && `must have at most ${MAX_CORS_ENTRIES} entries on Azure, got ${list.length}`,
    },
  ]),
  {
    code: 'lifecycle-rules-max',
    property: 'lifecycle',
    check: ({ lifecycle }) => {
      const count = Object.keys(lifecycle).length;
      return count > MAX_LIFECYCLE_RULES && `must have at most ${MAX_LIFECYCLE_RULES} rules on Azure, got ${count}`;
    },
  },
  forEach(transitions, [
    {
      code: 'archive-unavailable',
      property: 'to',
      check: ({ to }, { target }, store) =>
        to === 'archive' &&
        !canArchive(store, target) &&
        'must be "infrequent" or "cold": Azure has no archive class in accounts that span zones. For "archive", choose before the store is created ' +
          'an account in one zone, with a copy elsewhere: overrides.azurerm.account.accountReplicationType "GRS"',
    },
  ]),
];
