/** What rules find in an environment as a whole, as problems. */
import type { Problem } from '../../core/rules/problem';
import type { Finding } from '../../core/rules/rule';

/** @param at the environment, and the cloud on which it was found */
export const ofWhole =
  (at: Pick<Problem, 'environment' | 'cloud'>) =>
  ({ code, property: path, message }: Finding): Problem => ({ ...at, path, code: `environment/${code}`, message });
