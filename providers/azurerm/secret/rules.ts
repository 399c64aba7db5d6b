/** Rules of secrets: what the vault would refuse, and what would share an address with another secret. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { RuleTable } from '../../../core/rules/rule';
import type { AppSecretProps } from '../../../constructs/secret-store/schema';
import type { AzurermTarget } from '../../../constructs/environment/targets';

type Context = CloudRuleContext<AzurermTarget>;

/** Where the database or cache is to be found whose secret would have this name. */
const namesake = ({ id, connections }: Context): string | undefined =>
  connections.find((other) => id === `${other}-connection`);

export const rules: RuleTable<AppSecretProps, Context> = [
  {
    code: 'whole',
    property: '',
    check: (_, context) =>
      namesake(context) !== undefined &&
      `must have another name: "${context.id}" is where "${namesake(context)}" is to be found, in the same vault`,
  },
];
