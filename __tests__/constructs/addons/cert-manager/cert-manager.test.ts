/** cert-manager: its chart, its issuer, its rights. */
import { plan } from '../../../../app/plan/plan';
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { describeWithoutCode } from '../../../../core/rules/problem';
import { providers } from '../../../../providers';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';

const addons = { certManager: { email: 'ops@example.com' } };

describe.each(CLOUDS)('cert-manager on %s', (cloud) => {
  const made = platformOn(cloud, baseWith({ addons }));
  const { values, version, repository } = made.charts['cert-manager']!;

  it('creates a namespace, a chart and an issuer', () => {
    expect(made.addresses.filter((address) => address.includes('cert_manager'))).toEqual([
      'helm_release.cert_manager',
      'helm_release.cert_manager_objects',
      'kubernetes_namespace_v1.namespace_cert_manager',
      'kubernetes_network_policy_v1.cert_manager_traffic',
      'kubernetes_network_policy_v1.namespace_cert_manager_allow_dns',
      'kubernetes_network_policy_v1.namespace_cert_manager_default_deny',
      'time_sleep.cert_manager_clean_up',
    ]);
  });

  it('pins its chart and installs the CRDs', () => {
    expect([repository, version]).toEqual(['oci://quay.io/jetstack/charts', 'v1.21.1']);
    expect(values.crds).toEqual({ enabled: true, keep: true });
  });

  it('runs every deployment twice, spread over nodes and zones, with a disruption budget', () => {
    const deployments = [
      ['cert-manager', values],
      ['webhook', values.webhook],
      ['cainjector', values.cainjector],
    ] as const;
    for (const [name, deployment] of deployments) {
      expect(deployment).toMatchObject({
        replicaCount: 2,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        resources: { requests: { cpu: '25m' }, limits: {} },
        topologySpreadConstraints: [
          { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/name': name } } },
          { topologyKey: 'topology.kubernetes.io/zone' },
        ],
      });
    }
  });

  it('elects its leader in its own namespace', () => {
    expect(values.global.leaderElection.namespace).toBe('cert-manager');
  });

  it('issues certificates of the authority for the zone', () => {
    expect(made.manifest('ClusterIssuer', 'acme').spec.acme).toMatchObject({
      email: 'ops@example.com',
      server: 'https://acme-v02.api.letsencrypt.org/directory',
      privateKeySecretRef: { name: 'acme-account' },
      solvers: [{ selector: { dnsZones: ['example.com'] } }],
    });
  });

  it('may write the records of the zone', () => {
    expect(resolve(environmentSchema.parse(baseWith({ addons })), cloud).identities['cert-manager']).toEqual({
      namespace: 'cert-manager',
      serviceAccount: 'cert-manager',
      rights: [{ dnsZone: 'main' }],
    });
    expect(values.serviceAccount.name).toBe('cert-manager');
  });
});

it('watches Gateways only when the gateway is installed', () => {
  const both = baseWith({ addons: { ...addons, gateway: {}, loadBalancerController: {} } });
  expect(platformOn('aws', both).charts['cert-manager']!.values.config).toEqual({ gatewayAPI: { enabled: true } });
  expect(platformOn('aws', baseWith({ addons })).charts['cert-manager']!.values.config).toEqual({
    gatewayAPI: { enabled: false },
  });
});

it('runs once without high availability', () => {
  const { values } = platformOn('aws', baseWith({ addons, highAvailability: false })).charts['cert-manager']!;
  expect(values).toMatchObject({ replicaCount: 1, podDisruptionBudget: { enabled: false } });
});

it('accepts another authority, version and values', () => {
  const certManager = {
    email: 'ops@example.com',
    server: 'https://acme.example.com/directory',
    namespace: 'certificates',
    version: 'v1.20.3',
    values: { webhook: { replicaCount: 3 } },
  };
  const made = platformOn('google', baseWith({ addons: { certManager } }));
  expect(made.charts['cert-manager']).toMatchObject({
    namespace: 'certificates',
    version: 'v1.20.3',
    values: {
      webhook: { replicaCount: 3, podDisruptionBudget: { enabled: true } },
      global: { leaderElection: { namespace: 'certificates' } },
    },
  });
  expect(made.manifest('ClusterIssuer', 'acme').spec.acme.server).toBe('https://acme.example.com/directory');
});

it('requires a zone', () => {
  const { problems } = plan([baseWith({ addons, dnsZones: null })], providers);
  expect(problems.map(describeWithoutCode)).toContain(
    'acme/test: addons.certManager requires dnsZones, in which it proves the ownership of names',
  );
});
