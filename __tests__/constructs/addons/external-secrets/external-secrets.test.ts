/** External Secrets: its chart, the store and its readers, its rights. */
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { problemsOf } from '../../../helpers/synth';

const workload = {
  namespace: 'shop',
  image: 'registry.example.com/app:1.0.0',
  resources: { cpu: '100m', memory: '128Mi' },
  secretEnv: { TOKEN: { from: 'token', key: 'password' }, HOST: { from: 'postgres', key: 'host' } },
};
const withSecrets = (externalSecrets: object, more: object = { workloads: { app: workload } }) =>
  baseWith({ addons: { externalSecrets }, ...more });

const PROVIDERS = { aws: 'aws', google: 'gcpsm', azurerm: 'azurekv' } as const;

describe.each(CLOUDS)('external-secrets on %s', (cloud) => {
  const made = platformOn(cloud, withSecrets({}));
  const { values, version, repository } = made.charts['external-secrets']!;

  it('creates a namespace, a chart and a store', () => {
    expect(made.addresses.filter((address) => address.includes('external_secrets'))).toEqual([
      'helm_release.external_secrets',
      'helm_release.external_secrets_before',
      'helm_release.external_secrets_objects',
      'kubernetes_namespace_v1.namespace_external_secrets',
      'kubernetes_network_policy_v1.external_secrets_traffic',
      'kubernetes_network_policy_v1.namespace_external_secrets_allow_dns',
      'kubernetes_network_policy_v1.namespace_external_secrets_default_deny',
    ]);
  });

  it('pins the chart and runs every deployment twice', () => {
    expect([repository, version]).toEqual(['https://charts.external-secrets.io', '2.9.0']);
    for (const deployment of [values, values.webhook, values.certController]) {
      expect(deployment).toMatchObject({
        replicaCount: 2,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        livenessProbe: { enabled: true },
        readinessProbe: { enabled: true },
        resources: { requests: { cpu: '25m' } },
      });
    }
    expect(values.leaderElect).toBe(true);
  });

  it('turns off unused kinds', () => {
    expect(values).toMatchObject({
      processClusterExternalSecret: false,
      processClusterPushSecret: false,
      processPushSecret: false,
    });
  });

  it('opens the store to namespaces with secrets', () => {
    const { spec } = made.manifest('ClusterSecretStore', 'cloud');
    expect(Object.keys(spec.provider)).toEqual([PROVIDERS[cloud]]);
    expect(spec.conditions).toEqual([{ namespaces: ['shop'] }]);
  });

  it('signs in as nobody else, and writes Secrets nowhere else', () => {
    expect(values.rbac).toEqual({ serviceAccountTokenCreate: false });
    const { spec } = made.manifest('ValidatingAdmissionPolicy', 'external-secrets-writes');
    expect(spec).toMatchObject({
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules: [{ resources: ['secrets'], operations: ['CREATE', 'UPDATE', 'DELETE'] }] },
      matchConditions: [
        { expression: "request.userInfo.username == 'system:serviceaccount:external-secrets:external-secrets'" },
      ],
      validations: [{ expression: "request.namespace in ['shop']" }],
    });
    expect(made.manifest('ValidatingAdmissionPolicyBinding', 'external-secrets-writes').spec).toEqual({
      policyName: 'external-secrets-writes',
      validationActions: ['Deny'],
    });
    // What it writes would be refused otherwise, so that nothing that it is for may be left out.
    for (const { kind, metadata } of made.manifests)
      if (kind === 'ExternalSecret') expect(metadata.namespace).toBe('shop');
    expect(made.resource('helm_release.external_secrets').depends_on).toContain('helm_release.external_secrets_before');
  });

  it('may read the secrets in use, and nothing else', () => {
    expect(resolve(environmentSchema.parse(withSecrets({})), cloud).identities['external-secrets']).toEqual({
      namespace: 'external-secrets',
      serviceAccount: 'external-secrets',
      rights: [
        { secret: 'postgres', read: true },
        { secret: 'token', read: true },
      ],
    });
    expect(values.serviceAccount.name).toBe('external-secrets');
  });
});

it('serves add-ons in its own namespace', () => {
  const addons = {
    externalSecrets: { namespace: 'platform', namespaces: ['shop'], secrets: ['redis'] },
    clickHouseOperator: { namespace: 'platform', secret: 'token' },
  };
  const made = platformOn('aws', baseWith({ addons }));
  expect(made.manifest('ExternalSecret', 'clickhouse-operator').metadata.namespace).toBe('platform');
  expect(made.manifest('ClusterSecretStore', 'cloud').spec.conditions).toEqual([{ namespaces: ['platform', 'shop'] }]);
  const { validations } = made.manifest('ValidatingAdmissionPolicy', 'external-secrets-writes').spec;
  expect(validations[0].expression).toBe("request.namespace in ['platform', 'shop']");
});

it('writes nowhere when nobody reads', () => {
  const made = platformOn('aws', withSecrets({}, {}));
  const { validations } = made.manifest('ValidatingAdmissionPolicy', 'external-secrets-writes').spec;
  expect(validations[0].expression).toBe('request.namespace in []');
});

it('has no store when nobody reads from it', () => {
  const made = platformOn('aws', withSecrets({}, {}));
  expect(made.manifests.map(({ kind }) => kind)).not.toContain('ClusterSecretStore');
});

it('opens the store to additional namespaces for additional secrets', () => {
  const input = withSecrets({ namespaces: ['delivery'], secrets: ['redis'] });
  expect(platformOn('google', input).manifest('ClusterSecretStore', 'cloud').spec.conditions).toEqual([
    { namespaces: ['delivery', 'shop'] },
  ]);
  expect(resolve(environmentSchema.parse(input), 'google').identities['external-secrets']!.rights).toContainEqual({
    secret: 'redis',
    read: true,
  });
});

it.each<[what: string, props: object, message: string]>([
  [
    'secrets that nobody may read',
    { secrets: ['token'] },
    'acme/test: addons.externalSecrets.secrets requires namespaces whose objects may read token, got none',
  ],
  [
    'a secret that is not there',
    { secrets: ['tokne'], namespaces: ['shop'] },
    'acme/test: addons.externalSecrets must name a secret, database or cache of the environment, got "tokne"; there are token, postgres, redis',
  ],
])('refuses %s', (_, props, message) => {
  expect(problemsOf(withSecrets(props, {}))).toEqual([message]);
});
