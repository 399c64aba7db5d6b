/** Changes of data clusters and others that keep their data on volumes inside the cluster, and of the cluster itself. */
import { patch } from '../../core/patch';
import { CLUSTER, cluster, inZones, standing, wholeCluster } from './clusters';
import { destroyed, lifeOf, type TypesByCloud, UNPROTECTED } from './life';
import { each, goes, KEPT, moved, NOTHING, refused, type Row, type Thing, type Topology } from './matrix';

const CLUSTER_WITH_SECRETS: TypesByCloud = {
  aws: [...CLUSTER.aws, 'aws_cloudformation_stack'],
  google: [...CLUSTER.google, 'google_secret_manager_secret'],
  azurerm: [...CLUSTER.azurerm, 'azurerm_key_vault_secret'],
};
const RELEASES: TypesByCloud = { aws: ['helm_release'], google: ['helm_release'], azurerm: ['helm_release'] };

const resources = { cpu: '1', memory: '4Gi' } as const;

const kafka = { namespace: 'data', version: '4.2', resources, storage: { sizeGiB: 50 } } as const;
const clickHouse = { namespace: 'data', version: '25.8', resources, storage: { sizeGiB: 50 } } as const;
const nodes = (change: object = {}) => ({
  managers: { roles: ['manager' as const, 'data' as const], replicas: 3, resources, storageGiB: 20, ...change },
});
const search = { namespace: 'data', version: '3.7', admin: { secret: 'search' }, nodes: nodes() } as const;

interface DataCluster {
  /** `volume of Kafka`. */
  readonly thing: string;
  readonly record: 'kafkaClusters' | 'clickHouseClusters' | 'searchClusters';
  readonly names: readonly [first: string, next: string];
  readonly props: object;
  /** Add-ons, and secrets that they and the data cluster read. */
  readonly needs: Topology;
  /** Those of them that are tried in another namespace, as in the environment and in addresses. */
  readonly moving: Readonly<Record<string, string>>;
  readonly resized: object;
  readonly version: string;
  readonly grown: object;
}

/** Changes of a data cluster's entry and properties, and of what it stands on. */
function dataCluster({ thing, record, names, props, needs, moving, resized, version, grown }: DataCluster): Thing {
  const around = standing(needs);
  const holding = (change: object = {}): Topology => ({ ...around, [record]: { [names[0]]: { ...props, ...change } } });
  const elsewhere = Object.fromEntries(
    Object.keys(moving).map((addon) => [addon, { namespace: `${addon.toLowerCase()}-2` }]),
  );
  const kept = (after: Topology): Row => ({ before: holding(), after, expected: KEPT });
  const rows = {
    ...lifeOf({
      record,
      names,
      props,
      around,
      aroundUnprotected: standing(needs, UNPROTECTED),
      holds: RELEASES,
      ...(needs.secrets ? { holdsAround: CLUSTER_WITH_SECRETS } : { holdsAround: CLUSTER, key: 'cluster' }),
    }),
    'key from own to cloud': 'volumes have the key of the cluster',
    'key from cloud to own': 'volumes have the key of the cluster',
    resized: kept(holding(resized)),
    'version raised': kept(holding({ version })),
    'zones from 3 to 2': { before: inZones(3, holding()), after: inZones(2, holding()), expected: KEPT },
    'storage grown': kept(holding(grown)),
    'protection taken away': kept(holding(UNPROTECTED)),
    'operator moved': {
      before: holding(),
      after: patch(holding(), { addons: elsewhere }) as Topology,
      expected: moved(...Object.values(moving)),
    },
  };
  return { thing, rows };
}

const more = { resources: { cpu: '2', memory: '8Gi' } } as const;

const kafkaVolume = dataCluster({
  thing: 'volume of Kafka',
  record: 'kafkaClusters',
  names: ['events', 'feed'],
  props: kafka,
  needs: { addons: { strimzi: {} } },
  moving: { strimzi: 'strimzi' },
  resized: more,
  version: '4.3',
  grown: { storage: { sizeGiB: 100 } },
});

const clickHouseNeeds: Topology = {
  addons: { externalSecrets: {}, clickHouseOperator: { secret: 'operator' } },
  secrets: { operator: UNPROTECTED },
};

const clickHouseWith = (backups: object): Topology => ({
  ...standing(clickHouseNeeds),
  objectStores: { archive: {}, other: {} },
  clickHouseClusters: { analytics: { ...clickHouse, ...backups } },
});
const BACKED_UP = { backups: { store: 'archive' } };

const clickHouseData = dataCluster({
  thing: 'volume of ClickHouse',
  record: 'clickHouseClusters',
  names: ['analytics', 'reports'],
  props: clickHouse,
  needs: clickHouseNeeds,
  moving: { externalSecrets: 'external_secrets', clickHouseOperator: 'click_house_operator' },
  resized: more,
  version: '26.3',
  grown: { storage: { sizeGiB: 100 } },
});

const clickHouseVolume: Thing = {
  ...clickHouseData,
  rows: {
    ...clickHouseData.rows,
    'backups turned on': { before: clickHouseWith({}), after: clickHouseWith(BACKED_UP), expected: KEPT },
    'backups turned off': { before: clickHouseWith(BACKED_UP), after: clickHouseWith({}), expected: KEPT },
    'backups in another bucket': {
      before: clickHouseWith(BACKED_UP),
      after: clickHouseWith({ backups: { store: 'other' } }),
      expected: KEPT,
    },
  },
};

const searchNeeds: Topology = {
  addons: { externalSecrets: {}, openSearchOperator: {} },
  secrets: { search: { username: 'admin', ...UNPROTECTED } },
};

/** Azure refuses snapshots. */
const searchWith = (snapshots: object): Topology => ({
  ...standing(searchNeeds),
  objectStores: { archive: {}, other: {} },
  searchClusters: { catalog: { ...search, ...snapshots } },
  differences: { azurerm: { searchClusters: { catalog: { snapshots: null } } } },
});
const SNAPSHOTS = { snapshots: { store: 'archive' } };
const KEPT_BUT_ON_AZURE = each(KEPT, KEPT, NOTHING);

const searchData = dataCluster({
  thing: 'volume of OpenSearch',
  record: 'searchClusters',
  names: ['catalog', 'index'],
  props: search,
  needs: searchNeeds,
  moving: { externalSecrets: 'external_secrets', openSearchOperator: 'open_search_operator' },
  resized: { nodes: nodes(more) },
  version: '3.8',
  grown: { nodes: nodes({ storageGiB: 40 }) },
});

const searchVolume: Thing = {
  ...searchData,
  rows: {
    ...searchData.rows,
    'snapshots turned on': { before: searchWith({}), after: searchWith(SNAPSHOTS), expected: KEPT_BUT_ON_AZURE },
    'snapshots turned off': { before: searchWith(SNAPSHOTS), after: searchWith({}), expected: KEPT_BUT_ON_AZURE },
    'snapshots in another bucket': {
      before: searchWith(SNAPSHOTS),
      after: searchWith({ snapshots: { store: 'other' } }),
      expected: KEPT_BUT_ON_AZURE,
    },
  },
};

/** A chart may hold data, which its entry says. */
const keycloak = {
  repository: 'https://charts.example.com',
  chart: 'keycloak',
  version: '1.2.3',
  namespace: 'data',
  deletionProtection: true,
} as const;
const charts = (change: object = {}): Topology => standing({ charts: { keycloak: { ...keycloak, ...change } } });

const chartVolume: Thing = {
  thing: 'volume of a chart',
  rows: {
    ...lifeOf({
      record: 'charts',
      names: ['keycloak', 'login'],
      // Its name is that of the entry unless it has its own.
      props: { ...keycloak, releaseName: 'keycloak' },
      around: standing({}),
      aroundUnprotected: standing({}, UNPROTECTED),
      holds: RELEASES,
      holdsAround: CLUSTER,
      key: 'cluster',
    }),
    'key from own to cloud': 'volumes have the key of the cluster',
    'key from cloud to own': 'volumes have the key of the cluster',
    resized: 'its size is a value of the chart',
    'version raised': { before: charts(), after: charts({ version: '1.3.0' }), expected: KEPT },
    'zones from 3 to 2': { before: inZones(3, charts()), after: inZones(2, charts()), expected: KEPT },
    'to another namespace': {
      before: charts(),
      after: patch(charts(), { namespaces: { other: {} }, charts: { keycloak: { namespace: 'other' } } }) as Topology,
      expected: refused('helm_release.keycloak'),
    },
  },
};

const monitored = (change: object = {}): Topology =>
  standing({ addons: { externalSecrets: {}, monitoring: { deletionProtection: true, ...change } } });

const monitoringVolume: Thing = {
  thing: 'volume of monitoring',
  rows: {
    removed: {
      before: monitored(),
      after: standing({ addons: { externalSecrets: {} } }),
      expected: refused('addons.monitoring'),
    },
    'removed without protection': {
      before: monitored(UNPROTECTED),
      after: standing({ addons: { externalSecrets: {} } }),
      expected: each(goes(RELEASES.aws), goes(RELEASES.google), goes(RELEASES.azurerm)),
    },
    renamed: 'there is one, without a name',
    'renamed with formerly': 'there is one, without a name',
    'key from own to cloud': 'volumes have the key of the cluster',
    'key from cloud to own': 'volumes have the key of the cluster',
    resized: 'see its page: disks of a StatefulSet do not grow',
    'version raised': 'the version is that of this project',
    'zones from 3 to 2': { before: inZones(3, monitored()), after: inZones(2, monitored()), expected: KEPT },
    'environment destroyed': { before: monitored(), expected: refused('addons.monitoring') },
    'destroyed without protection': destroyed(
      { ...monitored(UNPROTECTED), ...cluster(UNPROTECTED) },
      {
        aws: [...CLUSTER.aws, ...RELEASES.aws],
        google: [...CLUSTER.google, ...RELEASES.google],
        azurerm: [...CLUSTER.azurerm, ...RELEASES.azurerm],
      },
      'cluster',
    ),
    'to another namespace': {
      before: monitored(),
      after: monitored({ namespace: 'metrics' }),
      expected: refused('helm_release.monitoring'),
    },
  },
};

export const volumes = [kafkaVolume, clickHouseVolume, searchVolume, chartVolume, monitoringVolume, wholeCluster];
