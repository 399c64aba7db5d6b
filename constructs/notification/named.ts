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

/** What sends messages. */
type Senders = Pick<Environment, 'account' | 'budgets' | 'alarms' | 'uptimeChecks' | 'recovery'>;

const inAccount = (property: string, names: readonly string[] | undefined): Sender | undefined =>
  names && { path: `account.${property}`, stack: 'account', names };

/** Those of every construct of a record. */
const inRecord = (
  record: string,
  constructs: Readonly<Record<string, { readonly notify: readonly string[] }>>,
): Sender[] =>
  Object.entries(constructs).map(([name, { notify }]) => ({
    path: `${record}.${name}.notify`,
    stack: 'infrastructure',
    names: notify,
  }));

export const sendersIn = ({ account, budgets, alarms, uptimeChecks, recovery }: Senders): Sender[] =>
  compact([
    inAccount('auditTrail.alerts', account?.auditTrail?.alerts),
    inAccount('threatDetection.notify', account?.threatDetection?.notify),
    inAccount('costAnomalies.notify', account?.costAnomalies?.notify),
    ...inRecord('budgets', budgets),
    ...inRecord('uptimeChecks', uptimeChecks),
    alarms && { path: 'alarms.critical', stack: 'infrastructure', names: alarms.critical },
    alarms && { path: 'alarms.warning', stack: 'infrastructure', names: alarms.warning },
    alarms && { path: 'alarms.maintenanceNotices', stack: 'infrastructure', names: alarms.maintenanceNotices },
    recovery?.drill && { path: 'recovery.drill.notify', stack: 'infrastructure', names: recovery.drill.notify },
  ]);

/** Names of the notifications to which something in a stack sends messages. */
export const notificationsOf = (environment: Senders, stack: StackKind): Set<string> =>
  new Set(sendersIn(environment).flatMap((sender) => (sender.stack === stack ? sender.names : [])));
