import type { Kit } from '../../../constructs/cloud';
import { names } from '../shared/names';
import { groupOf } from '../shared/resource-id';
import type { AzurermTypes } from '../types';
import { changes } from './changes';
import { ManagedPostgres } from './managed-postgres';
import { parity } from './parity';
import { serverIn } from './restore';
import { rules, warnings } from './rules';

export const managedPostgres = {
  create: ManagedPostgres,
  rules,
  warnings,
  parity,
  changes,
  madeAs: (id, maker) => ({
    azurerm: { server: serverIn(groupOf(maker), maker.infrastructure.name(names.postgresServer, id)) },
  }),
} satisfies Kit<'managedPostgres', AzurermTypes>;
