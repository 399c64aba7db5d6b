/** Changes of what holds data on volumes inside the cluster, and of the cluster itself. */
import { type Change, changesOf, KEPT, refused } from './matrix';

const unprotected = { deletionProtection: false } as const;

const cluster = (change: object = {}, pool: object = {}) => ({
  cluster: {
    version: '1.35',
    // The shortest that every cloud takes.
    maintenanceWindow: { day: 'sunday', start: '02:00', hours: 12 } as const,
    nodePools: { main: { size: { vcpu: 4, memoryGiB: 16 }, min: 3, max: 6, ...pool } },
    ...change,
  },
});

const kafka = {
  namespace: 'data',
  version: '4.3',
  resources: { cpu: '1', memory: '4Gi' },
  storage: { sizeGiB: 50 },
} as const;
const volume = (change: object = {}) => ({
  ...cluster(),
  namespaces: { data: {} },
  addons: { strimzi: {} },
  kafkaClusters: { events: { ...kafka, ...change } },
});

export const volumes: readonly Change[] = [
  ...changesOf('volume', {
    removed: { before: volume(), after: { ...volume(), kafkaClusters: {} }, expected: refused('kafkaClusters.events') },
    renamed: {
      before: volume(),
      after: { ...volume(), kafkaClusters: { feed: kafka } },
      expected: refused('kafkaClusters.events'),
    },
    'renamed-formerly': {
      before: volume(),
      after: { ...volume(), kafkaClusters: { feed: { ...kafka, formerly: ['events'] } } },
      expected: KEPT,
    },
    'storage-grown': { before: volume(), after: volume({ storage: { sizeGiB: 100 } }), expected: KEPT },
    'without-protection': { before: volume(), after: volume(unprotected), expected: KEPT },
    destroyed: { before: volume(), expected: refused('kafkaClusters.events') },
  }),
  ...changesOf('cluster', {
    removed: { before: cluster(), after: {}, expected: refused('cluster') },
    'version-raised': { before: cluster(), after: cluster({ version: '1.36' }), expected: KEPT },
    'key-to-cloud': { before: cluster(), after: cluster({ encryptionKey: 'cloud' }), expected: refused('cluster') },
    'pool-resized': {
      before: cluster(),
      after: cluster({}, { size: { vcpu: 8, memoryGiB: 32 } }),
      expected: KEPT,
    },
    'zones-fewer': {
      before: cluster(),
      after: { ...cluster(), network: { cidr: '10.20.0.0/16', zones: 2 } },
      expected: KEPT,
    },
    destroyed: { before: cluster(), expected: refused('cluster') },
  }),
];
