/** The tags of everything that an environment creates. */
import type { Environment } from './schema';

/** The tags of an environment. */
export const tagsOf = (e: Environment): Record<string, string> => ({
  Environment: e.environment,
  Project: e.system,
  ManagedBy: 'terraform',
  CostCenter: e.costCenter,
  ...e.tags,
});
