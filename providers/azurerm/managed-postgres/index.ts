import type { Kit } from '../../../constructs/cloud';
import { names } from '../shared/names';
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
  madeAs: (id, { infrastructure, target: { subscription } }) => ({
    azurerm: {
      server: serverIn(
        `/subscriptions/${subscription}/resourceGroups/${infrastructure.name(names.resourceGroup)}`,
        infrastructure.name(names.postgresServer, id),
      ),
    },
  }),
} satisfies Kit<'managedPostgres', AzurermTypes>;
