/** Routes of the gateway: listeners, HTTPRoutes, and hosts of add-ons. */
import { addonNamespacesOf } from '../../../../constructs/addons';
import { argoCd } from '../../../../constructs/addons/argo-cd/argo-cd';
import { argoCdSchema } from '../../../../constructs/addons/argo-cd/schema';
import { hostsOf, listenerName, routeTo } from '../../../../constructs/addons/gateway/routes';
import type { Environment } from '../../../../constructs/environment/schema';
import { findings } from '../../../../core/rules/rule';

it('gives every host a listener name of its own', () => {
  expect(['example.com', '*.example.com', 'any.example.com'].map(listenerName)).toEqual([
    'https.example.com',
    'https-any.example.com',
    'https.any.example.com',
  ]);
});

it('routes a host to a service', () => {
  const route = { name: 'grafana', namespace: 'monitoring', host: 'grafana.example.com', service: 'grafana', port: 80 };
  expect(routeTo({ ...route, environment: environmentWith({}) })).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'grafana', namespace: 'monitoring' },
    spec: {
      parentRefs: [{ name: 'public', namespace: 'gateway', sectionName: 'https.grafana.example.com' }],
      hostnames: ['grafana.example.com'],
      rules: [
        { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'grafana', port: 80 }] },
      ],
    },
  });
});

const environmentWith = (change: object) => ({ workloads: {}, addons: {}, ...change }) as unknown as Environment;

it('leaves records of hosts behind a load balancer to the edge, and has one listener for all', () => {
  const route = { name: 'grafana', namespace: 'monitoring', host: 'grafana.example.com', service: 'grafana', port: 80 };
  expect(routeTo({ ...route, environment: environmentWith({ loadBalancer: {} }) })).toMatchObject({
    metadata: { annotations: { 'external-dns.alpha.kubernetes.io/controller': 'edge' } },
    spec: { parentRefs: [{ name: 'public', namespace: 'gateway', sectionName: 'edge' }] },
  });
});

describe('web interfaces of add-ons', () => {
  const environment = {
    workloads: {},
    dnsZones: { main: { domain: 'example.com', existing: {} } },
    addons: {
      monitoring: { grafana: { host: 'grafana.example.com' } },
      argoCd: { namespace: 'delivery', host: 'argo.example.org' },
    },
  } as unknown as Environment;
  const addonNamespaces = addonNamespacesOf(environment);

  it('have listeners, like workloads', () => {
    expect(hostsOf(environment, addonNamespaces)).toEqual([
      ['argo.example.org', ['delivery']],
      ['grafana.example.com', ['monitoring']],
    ]);
  });

  it('require hosts inside the zones, for certificates', () => {
    const props = argoCdSchema.parse({ host: 'argo.example.org' });
    expect(findings(argoCd.rules!, props, { environment, cloud: 'aws', addonNamespaces, exporters: [] })).toEqual([
      {
        code: 'host-outside-zones',
        standsOn: ['dnsZones'],
        property: 'host',
        message: "must be inside one of the environment's dnsZones (example.com), got argo.example.org",
      },
    ]);
  });
});
