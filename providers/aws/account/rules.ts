/** Rules of accounts on AWS: where state is kept, what a contact must have, and what a new account refuses. */
import type { AccountProps } from '../../../constructs/account';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { stateKeyArn } from './state-key';

const contactsOf = ({ contacts = undefined }: AccountProps) =>
  Object.entries(contacts ?? {}).flatMap(([kind, contact]) =>
    contact ? [[`contacts.${kind}`, contact] as const] : [],
  );

type Rules = RuleTable<AccountProps, CloudRuleContext<AwsTarget>>;

export const rules: Rules = [
  {
    code: 'state-elsewhere',
    property: 'state',
    check: ({ state }, { environment, target }) => {
      const { kind } = target.state ?? environment.state;
      return (
        state !== undefined &&
        kind !== 's3' &&
        `is for state in S3, got state of the kind ${kind}: say { kind: 's3', … } as targets.aws.state, or leave account.state out`
      );
    },
  },
  {
    code: 'state-region',
    property: 'state',
    check: ({ state }, { environment, target }) => {
      const given = target.state ?? environment.state;
      return (
        state !== undefined &&
        given.kind === 's3' &&
        given.region !== target.region &&
        `needs its bucket in ${target.region}, where this target is, got ${given.region}: Terraform makes buckets in one region`
      );
    },
  },
  {
    code: 'state-key',
    property: 'state',
    check: ({ state }, { environment, target }) => {
      const given = target.state ?? environment.state;
      const arn = stateKeyArn(environment, target);
      return (
        state !== undefined &&
        given.kind === 's3' &&
        given.kmsKey !== arn &&
        `needs kmsKey of the state to name the key, in every environment that keeps its state there: kmsKey: '${arn}'. Terraform would encrypt with S3's key otherwise`
      );
    },
  },
  forEach(contactsOf, [
    {
      code: 'contact-phone',
      property: 'phone',
      check: ({ phone }) => phone === undefined && 'is required: AWS takes no contact without a telephone number',
    },
  ]),
];

export const warnings: Rules = [
  {
    code: 'cost-tags-early',
    property: 'costTags',
    // github.com/hashicorp/terraform-provider-aws/issues/29068
    check: ({ costTags }) =>
      costTags &&
      'is refused by AWS (empty result) until something has had the tags for a day, and in an account that another pays for: turn it on a day after the first apply, in the account that pays, and acknowledge it then',
  },
];
