import type { Kit } from '../../../constructs/cloud';
import type { AzurermTypes } from '../types';
import { SecretStore } from '../secret-store/secret-store';
import { parity } from './parity';
import { rules } from './rules';

export const secret = {
  create: SecretStore,
  rules,
  parity,
} satisfies Kit<'secret', AzurermTypes>;
