/** What an environment is called where others are spoken of, too. */
import type { Environment } from './schema';

/** `shop/production`. */
export const placeOf = ({
  environment,
}: {
  readonly environment: Pick<Environment, 'system' | 'environment'>;
}): string => `${environment.system}/${environment.environment}`;
