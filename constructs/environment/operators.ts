/** Operators: the rule of clouds that let nobody in who is not named. */
import type { Rule } from '../../core/rules/rule';
import type { CloudName } from '../../core/words/clouds';
import type { Operators } from '../../core/words/principals';
import type { Environment } from './schema';

/**
 * Somebody must be named who applies.
 * @param reason what is closed otherwise, and how to find one's own name
 * @param isClosed whether something is, for whoever is no operator
 */
export const operatorsRule = (
  cloud: CloudName,
  reason: string,
  isClosed: (environment: Environment) => boolean = () => true,
): Rule<Environment, { readonly operators: Operators }> => ({
  code: 'operators-none',
  property: '',
  says: `targets.${cloud}.operators.apply must name somebody: ${reason}`,
  check: (environment, { operators }) =>
    operators.apply.length === 0 &&
    isClosed(environment) &&
    `targets.${cloud}.operators.apply must name somebody: ${reason}`,
});
