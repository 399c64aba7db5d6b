import type { Kit } from '../../../constructs/cloud';
import { SecretStore } from '../secret-store/secret-store';
import type { AwsTypes } from '../types';
import { changes } from './changes';
import { parity } from './parity';

export const secret = {
  create: SecretStore,
  rules: [],
  parity,
  changes,
} satisfies Kit<'secret', AwsTypes>;
