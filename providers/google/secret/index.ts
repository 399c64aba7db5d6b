import type { Kit } from '../../../constructs/cloud';
import { SecretStore } from '../secret-store/secret-store';
import type { GoogleTypes } from '../types';
import { parity } from './parity';

export const secret = {
  create: SecretStore,
  rules: [],
  parity,
} satisfies Kit<'secret', GoogleTypes>;
