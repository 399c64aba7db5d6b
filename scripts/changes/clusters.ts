/** Changes of the cluster itself, and what things inside it stand on. */
import { destroyed, type TypesByCloud, UNPROTECTED } from './life';
import { each, goes, KEPT, refused, replaced, type Thing, type Topology } from './matrix';
import { standbys } from './standbys';

const pool = { size: { vcpu: 4, memoryGiB: 16 }, min: 3, max: 6 } as const;

export const cluster = (change: object = {}): Topology => ({
  cluster: {
    version: '1.35',
    // The shortest that every cloud takes.
    maintenanceWindow: { day: 'sunday', start: '02:00', hours: 12 },
    nodePools: { main: pool },
    ...change,
  },
});
const withPool = (change: object): Topology => cluster({ nodePools: { main: pool, batch: { ...pool, ...change } } });
export const inZones = (zones: number, topology: Topology): Topology => ({
  ...topology,
  network: { cidr: '10.20.0.0/16', zones },
});

export const CLUSTER: TypesByCloud = {
  aws: ['aws_eks_cluster'],
  google: ['google_container_cluster'],
  azurerm: ['azurerm_kubernetes_cluster'],
};
/** What a data cluster stands on: the cluster, a namespace, its operator and what that reads. */
export const standing = (more: Topology, change: object = {}): Topology => ({
  ...cluster(change),
  namespaces: { data: {} },
  ...more,
});

const CONTAINER_LOGS = { logs: { containers: {} } };

/** The password is no part of what is turned on and off: it stays in the store. */
const backedUp = (volumes: object = {}): Topology => ({
  ...standing({}),
  objectStores: { archive: {} },
  secrets: { copies: {} },
  addons: { externalSecrets: {}, velero: { objectStore: 'archive', ...volumes } },
});
const COPIED = backedUp({ volumes: 'copies', repositoryPassword: { from: 'copies' } });

export const wholeCluster: Thing = {
  thing: 'cluster',
  rows: {
    removed: { before: cluster(), after: {}, expected: refused('cluster') },
    'removed without protection': {
      before: cluster(UNPROTECTED),
      after: {},
      expected: each(goes(CLUSTER.aws), goes(CLUSTER.google), goes(CLUSTER.azurerm)),
    },
    renamed: 'an environment has one cluster, without a name',
    'renamed with formerly': 'an environment has one cluster, without a name',
    'key from own to cloud': {
      before: cluster(),
      after: cluster({ encryptionKey: 'cloud' }),
      expected: each(
        refused('aws_eks_cluster.cluster'),
        replaced('google_container_node_pool'),
        refused('azurerm_kubernetes_cluster.cluster'),
      ),
    },
    'key from cloud to own': {
      before: cluster({ encryptionKey: 'cloud' }),
      after: cluster(),
      expected: each(KEPT, replaced('google_container_node_pool'), refused('azurerm_kubernetes_cluster.cluster')),
    },
    resized: {
      before: withPool({}),
      after: withPool({ size: { vcpu: 8, memoryGiB: 32 } }),
      expected: KEPT,
    },
    'version raised': { before: cluster(), after: cluster({ version: '1.36' }), expected: KEPT },
    'zones from 3 to 2': {
      before: inZones(3, cluster()),
      after: inZones(2, cluster()),
      expected: each(replaced('aws_eks_node_group'), KEPT, KEPT),
    },
    'environment destroyed': { before: cluster(), expected: refused('cluster') },
    'destroyed without protection': destroyed(cluster(UNPROTECTED), CLUSTER, 'cluster'),
    'logs of containers on': { before: cluster(), after: cluster(CONTAINER_LOGS), expected: KEPT },
    'logs of containers off': {
      before: cluster(CONTAINER_LOGS),
      after: cluster(),
      expected: { ...KEPT, note: 'but for the logs' },
    },
    'copies of volumes on': { before: backedUp(), after: COPIED, expected: KEPT },
    'copies of volumes off': {
      before: COPIED,
      after: backedUp(),
      // Releases of objects go, which hold none: what opens copies stays in the cloud's store.
      expected: {
        kind: 'kept',
        moved: ['velero', 'external_secrets'],
        note: 'Velero restores what it made in either way only while it is set to that',
      },
    },
    ...standbys(cluster()),
    'pool to spot': {
      before: withPool({}),
      after: withPool({ spot: true }),
      expected: each(replaced('aws_eks_node_group'), replaced('google_container_node_pool'), KEPT),
    },
  },
};
