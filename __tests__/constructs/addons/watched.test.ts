/** Operators of data clusters, and KEDA: they watch, and may read Secrets, only where the environment has something for them. */
import { plan } from '../../../app/plan/plan';
import { providers } from '../../../providers';
import { CLOUDS } from '../../helpers/environments';
import { baseWith, type PlatformOn, platformOn } from '../../helpers/platform';
import type { Attributes } from '../../helpers/synth';

const resources = { cpu: '1', memory: '4Gi' };
const storage = { sizeGiB: 20 };
const secrets = { operator: { username: 'operator' }, admin: { username: 'admin' } };
const addons = {
  externalSecrets: {},
  strimzi: {},
  clickHouseOperator: { secret: 'operator' },
  openSearchOperator: {},
  keda: {},
};
const kafka = { version: '4.3', resources, storage, listeners: { plain: { authentication: 'none' } } };
const clickHouse = { version: '26.3', resources, storage };
const nodes = { all: { roles: ['manager', 'data'], replicas: 3, resources, storageGiB: 20 } };
const search = { version: '3.8', admin: { secret: 'admin' }, nodes };
const namespaces = { one: {}, two: {}, three: {} };

/** An environment with clusters of every kind in these of its namespaces. */
function inputWith(used: readonly string[], change: object = {}) {
  const of = (kind: string, props: object) =>
    Object.fromEntries(used.map((namespace) => [`${kind}-${namespace}`, { ...props, namespace }]));
  return baseWith({
    secrets,
    namespaces,
    addons: { ...addons, ...change },
    kafkaClusters: of('kafka', kafka),
    clickHouseClusters: of('click', clickHouse),
    searchClusters: of('search', search),
  });
}
const warningsOf = (used: readonly string[], change: object = {}) =>
  plan([inputWith(used, change)], providers).warnings.map(({ code }) => code);
const boundIn = ({ manifests }: PlatformOn, name: string): (string | undefined)[] =>
  manifests
    .filter(({ kind, metadata }) => kind === 'RoleBinding' && metadata.name === name)
    .map(({ metadata }) => metadata.namespace)
    .sort();
const watchOf = ({ charts }: PlatformOn) => {
  const { manager, useRoleBindings } = charts['open-search-operator']!.values;
  const { watchAnyNamespace, watchNamespaces } = charts.strimzi!.values;
  const { rbac, configs } = charts['click-house-operator']!.values;
  return {
    strimzi: [watchAnyNamespace, watchNamespaces],
    clickHouse: [rbac.namespaceScoped, configs.files['config.yaml'].watch.namespaces],
    search: [useRoleBindings, manager.watchNamespace],
    keda: charts.keda!.values.watchNamespace,
  };
};
const dependenciesOf = (on: PlatformOn, address: string) => on.resource(address).depends_on as string[];
const allows = ({ rules }: Attributes): string[] =>
  (rules as { resources: string[] }[]).flatMap(({ resources: all }) => all);

describe.each(CLOUDS)('with clusters in two of three namespaces on %s', (cloud) => {
  const on = platformOn(cloud, inputWith(['one', 'two']));

  it('operators watch exactly these, where their versions can', () => {
    expect(watchOf(on)).toEqual({
      strimzi: [false, ['one', 'two']],
      clickHouse: [true, ['one', 'two']],
      // One or all.
      search: [false, undefined],
      keda: 'one,shop,three,two',
    });
    expect(warningsOf(['one', 'two'])).toContain('open-search-operator/watches-all');
  });

  it('bindings are in exactly these', () => {
    expect(boundIn(on, 'click-house-operator')).toEqual(['one', 'two']);
    expect(boundIn(on, 'open-search-operator')).toEqual(['one', 'two']);
  });

  it('nothing in the whole cluster lets ClickHouse’s operator read Secrets', () => {
    const everywhere = on.manifest('ClusterRole', 'click-house-operator-everywhere');
    expect(allows(everywhere)).toContain('statefulsets');
    expect(allows(everywhere)).not.toContain('secrets');
    expect(allows(on.manifest('ClusterRole', 'click-house-operator'))).toContain('secrets');
    const bound = on.manifests.filter(({ kind }) => kind === 'ClusterRoleBinding').map(({ roleRef }) => roleRef);
    expect(bound).not.toContainEqual(expect.objectContaining({ name: 'click-house-operator' }));
  });

  it('bindings are there before the operator, and outlive the clusters', () => {
    for (const [release, binding] of [
      ['click_house_operator_before', 'click_house_operator'],
      // The job of its CRDs comes before the operator itself.
      ['open_search_operator_crds', 'open_search_operator'],
    ])
      expect(dependenciesOf(on, `helm_release.${release}`)).toContain(
        `kubernetes_role_binding_v1.namespace_two_${binding}`,
      );
    for (const [cluster, binding] of [
      ['click_two', 'click_house_operator'],
      ['search_two', 'open_search_operator'],
    ])
      expect(dependenciesOf(on, `helm_release.${cluster}_cluster`)).toContain(
        `kubernetes_role_binding_v1.namespace_two_${binding}`,
      );
  });

  it('Strimzi and KEDA, whose charts bind their rights, come after the namespaces and before the clusters', () => {
    expect(dependenciesOf(on, 'helm_release.strimzi_crds')).toContain('kubernetes_namespace_v1.namespace_two');
    expect(dependenciesOf(on, 'helm_release.kafka_two_cluster')).toContain('helm_release.strimzi');
    expect(dependenciesOf(on, 'helm_release.keda')).toContain('kubernetes_namespace_v1.namespace_two');
  });
});

it('in one namespace, nobody but KEDA asks for others', () => {
  const on = platformOn('aws', inputWith(['one']));
  expect(watchOf(on)).toMatchObject({
    strimzi: [false, ['one']],
    clickHouse: [true, ['one']],
    search: [true, 'one'],
  });
  expect(allows(on.manifest('ClusterRole', 'click-house-operator-everywhere'))).toEqual(['customresourcedefinitions']);
  expect(warningsOf(['one'])).toEqual([]);
});

it('without clusters, operators watch their own namespaces, and there is a warning', () => {
  const on = platformOn('aws', inputWith([]));
  expect(watchOf(on)).toMatchObject({
    strimzi: [false, []],
    clickHouse: [true, ['click-house-operator']],
    search: [true, 'open-search-operator'],
  });
  expect(warningsOf([])).toEqual(
    ['strimzi', 'click-house-operator', 'open-search-operator'].map((id) => `${id}/no-clusters`),
  );
});

describe('with `all`', () => {
  const change = {
    strimzi: { all: true },
    clickHouseOperator: { secret: 'operator', all: true },
    openSearchOperator: { all: true },
    keda: { all: true },
  };
  const on = platformOn('google', inputWith(['one', 'two'], change));

  it('they watch the whole cluster by rights of their charts, without a warning', () => {
    expect(watchOf(on)).toEqual({
      strimzi: [true, []],
      clickHouse: [false, ['.*']],
      search: [false, undefined],
      keda: '',
    });
    expect(on.manifests.filter(({ kind, metadata }) => kind === 'RoleBinding' && /operator/.test(metadata.name))).toEqual([]); // prettier-ignore
    expect([...warningsOf([], change), ...warningsOf(['one', 'two'], change)]).toEqual([]);
  });

  it('they may call what they find there', () => {
    for (const id of ['strimzi', 'click-house-operator', 'open-search-operator'])
      expect(JSON.stringify(on.manifest('NetworkPolicy', `${id}-traffic`).spec)).toContain(
        '{"to":[{"namespaceSelector":{}}]}',
      );
  });
});

it('KEDA watches its own namespace where the environment has none', () => {
  const on = platformOn('aws', baseWith({ namespaces: null, addons: { keda: {} } }));
  expect(on.charts.keda!.values.watchNamespace).toBe('keda');
});
