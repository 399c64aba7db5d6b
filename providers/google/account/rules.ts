/** Rules of accounts on Google: where state is kept, and under which name. */
import type { AccountProps } from '../../../constructs/account';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';
import { names } from '../shared/names';

export const rules: RuleTable<AccountProps, CloudRuleContext<GoogleTarget>> = [
  {
    code: 'state-elsewhere',
    property: 'state',
    check: ({ state }, { environment, target }) => {
      const { kind } = target.state ?? environment.state;
      return (
        state !== undefined &&
        kind !== 'gcs' &&
        `is for state in Cloud Storage, got state of the kind ${kind}: say { kind: 'gcs', … } as targets.google.state, or leave account.state out`
      );
    },
  },
  {
    code: 'state-bucket-name',
    property: 'state',
    check: ({ state }, { environment, target }) => {
      const given = target.state ?? environment.state;
      return (
        state !== undefined &&
        given.kind === 'gcs' &&
        !names.bucket.pattern.test(given.bucket) &&
        `needs a name that Cloud Storage takes for a new bucket: 3–63 lower-case letters, digits and hyphens, not beginning with goog; got ${given.bucket}`
      );
    },
  },
];
