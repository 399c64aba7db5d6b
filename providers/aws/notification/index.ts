import type { Kit } from '../../../constructs/cloud';
import { changes } from '../../../constructs/notification/changes';
import type { AwsTypes } from '../types';
import { Notification } from './notification';
import { parity } from './parity';

export const notification = {
  create: Notification,
  rules: [],
  parity,
  changes,
} satisfies Kit<'notification', AwsTypes>;
