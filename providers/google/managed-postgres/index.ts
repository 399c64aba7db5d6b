import type { Kit } from '../../../constructs/cloud';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';
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
  madeAs: (id, { infrastructure }) => ({ google: { instance: infrastructure.name(names.sqlInstance, id) } }),
} satisfies Kit<'managedPostgres', GoogleTypes>;
