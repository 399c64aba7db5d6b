/** External DNS: its chart, the ownership of records, its rights. */
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { problemsOf } from '../../../helpers/synth';

const beside = { gateway: {}, certManager: { email: 'ops@example.com' }, loadBalancerController: {} };
const withDns = (externalDns: object) => baseWith({ addons: { ...beside, externalDns } });

describe.each(CLOUDS)('external-dns on %s', (cloud) => {
  const made = platformOn(cloud, withDns({}));
  const chart = made.charts['external-dns']!;

  it('creates a namespace and a chart, after the gateway and its CRDs', () => {
    expect(made.addresses.filter((address) => address.includes('external_dns'))).toEqual([
      'helm_release.external_dns',
      'kubernetes_namespace_v1.namespace_external_dns',
      'kubernetes_network_policy_v1.external_dns_traffic',
      'kubernetes_network_policy_v1.namespace_external_dns_allow_dns',
      'kubernetes_network_policy_v1.namespace_external_dns_default_deny',
      'time_sleep.external_dns_clean_up',
    ]);
    expect(made.resource('helm_release.external_dns').depends_on).toContain('helm_release.gateway_crds');
  });

  it('pins the chart', () => {
    expect([chart.repository, chart.version]).toEqual(['https://kubernetes-sigs.github.io/external-dns', '1.21.1']);
  });

  it('watches routes and removes only its own records', () => {
    expect(chart.values).toMatchObject({
      sources: ['gateway-httproute'],
      policy: 'sync',
      interval: '300s',
      triggerLoopOnEvent: true,
      txtOwnerId: 'acme-test',
      // Terraform unescapes this to one percent sign.
      txtPrefix: 'owner-%{record_type}.',
      domainFilters: ['example.com'],
    });
  });

  it('passes on the settings of the cloud', () => {
    expect(chart.values.provider).toEqual({ name: { aws: 'aws', google: 'google', azurerm: 'azure' }[cloud] });
  });

  it('may write the records of the zone', () => {
    expect(resolve(environmentSchema.parse(withDns({})), cloud).identities['external-dns']).toEqual({
      namespace: 'external-dns',
      serviceAccount: 'external-dns',
      rights: [{ dnsZone: 'main' }],
    });
    expect(chart.values.serviceAccount.name).toBe('external-dns');
  });
});

it('accepts other sources and another interval, and keeps records', () => {
  const props = { sources: ['http-routes', 'grpc-routes', 'services'], everySeconds: 60, removeRecords: false };
  expect(platformOn('aws', withDns(props)).charts['external-dns']!.values).toMatchObject({
    sources: ['gateway-httproute', 'gateway-grpcroute', 'service'],
    interval: '60s',
    policy: 'upsert-only',
  });
});

it.each<[what: string, change: object, message: string]>([
  [
    'no zone',
    { addons: { externalDns: { sources: ['services'] } }, dnsZones: null },
    'acme/test: addons.externalDns requires dnsZones, in which it creates records',
  ],
  [
    'routes without a gateway',
    { addons: { externalDns: {} } },
    'acme/test: addons.externalDns requires addons.gateway',
  ],
  [
    'nothing to look at',
    { addons: { externalDns: { sources: [] } } },
    'acme/test: addons.externalDns.sources must be at least 1 entries, got []',
  ],
])('refuses %s', (_, change, message) => {
  expect(problemsOf(baseWith(change))).toEqual([message]);
});

it('requires no gateway for services', () => {
  expect(problemsOf(baseWith({ addons: { externalDns: { sources: ['services'] } } }))).toEqual([]);
});
