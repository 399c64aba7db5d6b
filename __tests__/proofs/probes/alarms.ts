/** Two values of every property of alarms. */
import type { AlarmsProps } from '../../../constructs/alarms';
import type { PropertyPath } from '../../../core/parity';
import { type CloudProbe, probe } from './cloud-probe';

const beyond = (a: object, b: object): CloudProbe => probe({ thresholds: a }, { thresholds: b });

const RULE = {
  tells: 'Orders wait',
  raised: 'above',
  threshold: 5,
  metric: {
    aws: { namespace: 'AWS/SQS', name: 'ApproximateAgeOfOldestMessage' },
    google: { type: 'pubsub.googleapis.com/subscription/oldest_unacked_message_age', resource: 'pubsub_subscription' },
    azurerm: {
      resourceId: '/subscriptions/0/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop',
      namespace: 'Microsoft.ServiceBus/namespaces',
      name: 'ActiveMessages',
    },
  },
};
const OTHER = {
  aws: { ...RULE.metric.aws, name: 'NumberOfMessagesReceived' },
  google: { ...RULE.metric.google, type: 'pubsub.googleapis.com/subscription/num_undelivered_messages' },
  azurerm: { ...RULE.metric.azurerm, name: 'DeadletteredMessages' },
};
const own = (a: object, b: object): CloudProbe =>
  probe({ rules: { orders: { ...RULE, ...a } } }, { rules: { orders: { ...RULE, ...b } } });

export const alarms: Record<PropertyPath<AlarmsProps>, CloudProbe> = {
  critical: probe({ critical: ['ops'] }, { critical: ['others'] }),
  warning: probe({ warning: ['ops'] }, { warning: ['others'] }),
  'minutes.critical': probe({ minutes: { critical: 5 } }, { minutes: { critical: 15 } }),
  'minutes.warning': probe({ minutes: { warning: 15 } }, { minutes: { warning: 60 } }),
  'thresholds.cpuPercent': beyond({ cpuPercent: 80 }, { cpuPercent: 90 }),
  'thresholds.memoryPercent': beyond({ memoryPercent: 80 }, { memoryPercent: 90 }),
  'thresholds.connectionsPercent': beyond({ connectionsPercent: 80 }, { connectionsPercent: 90 }),
  'thresholds.diskFreePercent': beyond({ diskFreePercent: 20 }, { diskFreePercent: 10 }),
  'thresholds.replicaSeconds': probe(
    { thresholds: { replicaSeconds: 60 } },
    { thresholds: { replicaSeconds: 120 } },
    { given: { databases: { postgres: { readReplicas: { reader: {} } } } } },
  ),
  'thresholds.evictions': beyond({ evictions: 0 }, { evictions: 100 }),
  'thresholds.errorPercent': beyond({ errorPercent: 5 }, { errorPercent: 1 }),
  'thresholds.p95Ms': beyond({ p95Ms: 500 }, { p95Ms: 1000 }),
  'thresholds.leastRequests': beyond({ leastRequests: 6 }, { leastRequests: 60 }),
  'rules.*.tells': own({ tells: 'One' }, { tells: 'Two' }),
  'rules.*.severity': own({ severity: 'critical' }, { severity: 'warning' }),
  'rules.*.minutes': own({ minutes: 5 }, { minutes: 60 }),
  'rules.*.raised': own({ raised: 'above' }, { raised: 'below' }),
  'rules.*.threshold': own({ threshold: 1 }, { threshold: 2 }),
  'rules.*.metric': own({ metric: RULE.metric }, { metric: OTHER }),
  maintenanceNotices: probe({ maintenanceNotices: ['ops'] }, { maintenanceNotices: ['others'] }),
  dashboard: probe({}, { dashboard: true }),
  off: probe({}, { off: ['NatPorts'] }),
};
