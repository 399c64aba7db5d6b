/** What an object store cannot be on Azure: what passes plan and dies at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ObjectStoreProps } from '../../../constructs/object-store/schema';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { existingKeyRule } from '../encryption-key/encryption-key';
import { redundancyIn } from './object-store';

type Context = CloudRuleContext<AzurermTarget>;
type Rules = RuleTable<ObjectStoreProps, Context>;
type Transition = ObjectStoreProps['lifecycle'][string]['transitions'][number];

/** https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services */
const MOST_CORS_RULES = 5;
const MOST_CORS_ENTRIES = 64;
/** https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-structure */
const MOST_LIFECYCLE_RULES = 100;
/** The kinds of redundancy that know the archive class. */
const ARCHIVING = ['LRS', 'GRS', 'RAGRS'];

const archives = (p: ObjectStoreProps, { region, secondaryRegion }: AzurermTarget): boolean =>
  [region, ...(p.replication && secondaryRegion !== undefined ? [secondaryRegion] : [])].every((place) =>
    ARCHIVING.includes(p.overrides?.azurerm?.account?.accountReplicationType ?? redundancyIn(place)),
  );

export const rules: Rules = [
  existingKeyRule,
  {
    code: 'cors',
    property: 'cors',
    check: (p) =>
      p.cors.length > MOST_CORS_RULES &&
      `must have at most ${MOST_CORS_RULES} entries on Azure, got ${p.cors.length}: join those whose origins may do the same`,
  },
  forEach(
    (p) =>
      p.cors.flatMap((rule, index) =>
        (['origins', 'headers', 'exposeHeaders'] as const).map(
          (list) => [`cors.${index}.${list}`, rule[list]] as const,
        ),
      ),
    [
      {
        code: 'whole',
        property: '',
        check: (list) =>
          list.length > MOST_CORS_ENTRIES &&
          `must have at most ${MOST_CORS_ENTRIES} entries on Azure, got ${list.length}`,
      },
    ],
  ),
  {
    code: 'lifecycle',
    property: 'lifecycle',
    check: (p) =>
      Object.keys(p.lifecycle).length > MOST_LIFECYCLE_RULES &&
      `must have at most ${MOST_LIFECYCLE_RULES} rules on Azure, got ${Object.keys(p.lifecycle).length}`,
  },
  forEach<ObjectStoreProps, { transition: Transition; p: ObjectStoreProps }, Context>(
    (p) =>
      Object.entries(p.lifecycle).flatMap(([name, { transitions }]) =>
        transitions.map((transition, index) => [`lifecycle.${name}.transitions.${index}`, { transition, p }] as const),
      ),
    [
      {
        code: 'to',
        property: 'to',
        check: ({ transition, p }, { target }) =>
          transition.to === 'archive' &&
          !archives(p, target) &&
          'must be "infrequent" or "cold": Azure has no archive class in accounts that span zones. For "archive", choose before the store is made ' +
            'an account in one zone, with a copy elsewhere: overrides.azurerm.account.accountReplicationType "GRS"',
      },
    ],
  ),
];
