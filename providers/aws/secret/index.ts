import type { Kit } from '../../../constructs/cloud';
import type { AwsTypes } from '../types';
import { SecretStore } from '../secret-store/secret-store';
import { parity } from './parity';

export const secret = {
  create: SecretStore,
  rules: [],
  parity,
} satisfies Kit<'secret', AwsTypes>;
