/**
 * Proof of the way of a request, from the client to the pod: at each hop both sides say the same, and nothing gets to the gateway
 * beside the load balancer. docs/guides/edge.md tells it hop by hop. Each system's tests prove its own.
 */
import { wholeWith } from '../helpers/environments';
import { hopsAgree } from '../helpers/hopping';

const web = {
  namespace: 'web',
  image: 'registry.example.com/web:1.0.0',
  resources: { cpu: '100m', memory: '128Mi' },
  ports: { http: { port: 8080 } },
  probes: { readiness: { path: '/' } },
  routes: [{ host: 'shop.example.com', timeoutSeconds: 90 }, { host: 'api.shop.example.com' }],
};

hopsAgree([
  wholeWith({
    databases: null,
    caches: null,
    objectStores: null,
    dnsZones: { main: { domain: 'shop.example.com' } },
    addons: {
      gateway: { proxies: { drainSeconds: 90 } },
      certManager: { email: 'ops@example.com' },
      externalDns: {},
      loadBalancerController: {},
      monitoring: { exporters: false, grafana: { host: 'grafana.shop.example.com' } },
    },
    namespaces: { web: {} },
    workloads: { web },
    loadBalancer: { idleSeconds: 120, drainSeconds: 90, minTlsVersion: '1.2' },
  }),
]);
