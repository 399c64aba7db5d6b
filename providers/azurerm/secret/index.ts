import type { Kit } from '../../../constructs/cloud';
import { SecretStore } from '../secret-store/secret-store';
import type { AzurermTypes } from '../types';
import { parity } from './parity';
import { rules } from './rules';

export const secret = {
  create: SecretStore,
  rules,
  parity,
} satisfies Kit<'secret', AzurermTypes>;
