/** The ClickHouse operator: its chart, its password, the namespaces that it watches. */
import { plan } from '../../../../app/plan/plan';
import { describeWithoutCode } from '../../../../core/rules/problem';
import { providers } from '../../../../providers';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { saidOf } from '../../../helpers/synth';

const addons = { externalSecrets: {}, clickHouseOperator: { secret: 'token' } };
const problemsOf = (change: object) => plan([baseWith(change)], providers).problems.map(describeWithoutCode);

describe.each(CLOUDS)("ClickHouse's operator on %s", (cloud) => {
  const made = platformOn(cloud, baseWith({ addons }));

  it('creates a namespace, its password and a chart', () => {
    expect(made.addresses.filter((address) => address.includes('click_house'))).toEqual([
      'helm_release.click_house_operator',
      'helm_release.click_house_operator_before',
      'helm_release.click_house_operator_crds',
      'kubernetes_namespace_v1.namespace_click_house_operator',
      'kubernetes_network_policy_v1.click_house_operator_traffic',
      'kubernetes_network_policy_v1.namespace_click_house_operator_allow_dns',
      'kubernetes_network_policy_v1.namespace_click_house_operator_default_deny',
    ]);
  });

  it('pins its chart, disables the hook without an image, and watches its own namespace without clusters', () => {
    expect(made.charts['click-house-operator']).toMatchObject({
      repository: 'https://helm.altinity.com',
      chart: 'altinity-clickhouse-operator',
      version: '0.25.6',
      values: {
        fullnameOverride: 'clickhouse-operator',
        crdHook: { enabled: false },
        metrics: { enabled: false },
        rbac: { namespaceScoped: true },
        serviceMonitor: { enabled: false },
        configs: { files: { 'config.yaml': { watch: { namespaces: ['click-house-operator'] } } } },
        operator: {
          containerSecurityContext: {
            runAsNonRoot: true,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      },
    });
  });

  it("takes its password from the store instead of the chart's own", () => {
    expect(made.charts['click-house-operator']!.values.secret).toEqual({ create: false });
    const { spec, metadata } = made.manifest('ExternalSecret', 'clickhouse-operator');
    expect(metadata.namespace).toBe('click-house-operator');
    expect(spec).toMatchObject({
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'cloud' },
      target: { name: 'clickhouse-operator' },
      data: [
        { secretKey: 'username', remoteRef: { property: 'username' } },
        { secretKey: 'password', remoteRef: { property: 'password' } },
      ],
    });
    expect(made.resource('helm_release.click_house_operator').depends_on).toContain(
      'helm_release.click_house_operator_before',
    );
  });
});

describe("ClickHouse's operator refuses", () => {
  it.each([
    [
      'to be without External Secrets',
      { addons: { clickHouseOperator: { secret: 'token' } } },
      'requires addons.externalSecrets',
    ],
    [
      'an unknown secret',
      { addons: { ...addons, clickHouseOperator: { secret: 'none' } } },
      'must name a secret, database or cache of the environment, got "none"; there are token, postgres, redis',
    ],
    [
      'the secret of a database',
      { addons: { ...addons, clickHouseOperator: { secret: 'postgres' } } },
      'secret must name one of the environment\'s secrets (token), got "postgres", which is a database or cache',
    ],
    [
      'a secret that replaces itself',
      { addons, secrets: { token: { rotationDays: 30 } } },
      'secret must name a secret without rotation, because servers keep the first value. Remove secrets.token.rotationDays',
    ],
  ])('%s', (_, change, message) => {
    expect(problemsOf(change)).toContain(saidOf('acme/test: addons.clickHouseOperator', message));
  });
});
