/** Registries of images that others made: `targets.azurerm.registries`. */
import { basename } from 'node:path/posix';

import type { AzurermTarget } from '../../../constructs/environment/targets';

/** Their resource ids by their names, which are unique in all of Azure. */
export const registriesByName = ({ registries }: Pick<AzurermTarget, 'registries'>): Record<string, string> =>
  Object.fromEntries(registries.map((id) => [basename(id), id]));
