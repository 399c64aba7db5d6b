/** Who sends messages to which notification, and from which stack. */
import { compact } from '../../core/records';
import type { StackKind } from '../environment/extension';
import type { Environment } from '../environment/schema';

/** A property that names notifications. */
export interface Sender {
  /** Path in the environment: `account.auditTrail.alerts`. */
  readonly path: string;
  readonly stack: StackKind;
  readonly names: readonly string[];
}

export const sendersIn = ({ account }: Pick<Environment, 'account'>): Sender[] =>
  compact([
    account?.auditTrail && { path: 'account.auditTrail.alerts', stack: 'account', names: account.auditTrail.alerts },
    account?.threatDetection && {
      path: 'account.threatDetection.notify',
      stack: 'account',
      names: account.threatDetection.notify,
    },
  ]);

/** Names of the notifications to which something in a stack sends messages. */
export const notificationsOf = (environment: Pick<Environment, 'account'>, stack: StackKind): Set<string> =>
  new Set(sendersIn(environment).flatMap((sender) => (sender.stack === stack ? sender.names : [])));
