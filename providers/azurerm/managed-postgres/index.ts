import type { Kit } from '../../../constructs/cloud';
import type { AzurermTypes } from '../types';
import { changes } from './changes';
import { ManagedPostgres } from './managed-postgres';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const managedPostgres = {
  create: ManagedPostgres,
  rules,
  warnings,
  parity,
  changes,
} satisfies Kit<'managedPostgres', AzurermTypes>;
