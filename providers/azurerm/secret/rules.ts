/** Rules of secrets on Azure: where one would have the name of another in the vault. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { AppSecretProps } from '../../../constructs/secret-store/schema';
import type { RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<AppSecretProps, CloudRuleContext<AzurermTarget>>;

export const rules: Rules = [
  {
    code: 'name-taken',
    property: '',
    names: 'both',
    check: (_, { id, connections }) => {
      const namesake = connections.find((connection) => id === `${connection}-connection`);
      return (
        namesake !== undefined && `must have another name: "${id}" is the connection of "${namesake}" in the same vault`
      );
    },
  },
];
