import type { Kit } from '../../../constructs/cloud';
import { SecretStore } from '../secret-store/secret-store';
import type { AzurermTypes } from '../types';
import { changes } from './changes';
import { parity } from './parity';
import { rules } from './rules';

export const secret = {
  create: SecretStore,
  rules,
  parity,
  changes,
} satisfies Kit<'secret', AzurermTypes>;
