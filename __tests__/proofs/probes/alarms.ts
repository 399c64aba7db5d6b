/** Two values of every property of alarms. */
import type { AlarmsProps } from '../../../constructs/alarms';
import type { PropertyPath } from '../../../core/parity';
import { type CloudProbe, probe } from './cloud-probe';

const beyond = (a: object, b: object): CloudProbe => probe({ thresholds: a }, { thresholds: b });

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
  maintenanceNotices: probe({ maintenanceNotices: ['ops'] }, { maintenanceNotices: ['others'] }),
  dashboard: probe({}, { dashboard: true }),
  off: probe({}, { off: ['NatPorts'] }),
};
