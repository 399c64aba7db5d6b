/** Tags of everything that an environment creates. */
import type { Environment } from './schema';

export const tagsOf = ({ environment, system, costCenter, tags }: Environment): Record<string, string> => ({
  Environment: environment,
  Project: system,
  ManagedBy: 'terraform',
  CostCenter: costCenter,
  ...tags,
});
