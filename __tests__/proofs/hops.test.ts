/**
 * Proof of the way of a request, from the client to the pod: at each hop both sides say the same, and nothing gets to the gateway
 * beside the load balancer. docs/guides/edge.md tells it hop by hop. Each system's tests prove its own.
 */
import { hopsAgree } from '../helpers/hopping';
import { servedWith, web } from '../helpers/served';

const addons = {
  gateway: { proxies: { drainSeconds: 90 } },
  certManager: { email: 'ops@example.com' },
  externalDns: {},
  loadBalancerController: {},
  monitoring: { exporters: false, grafana: { host: 'grafana.shop.example.com' } },
};
const workloads = {
  web: { ...web, routes: [{ host: 'shop.example.com', timeoutSeconds: 90 }, { host: 'api.shop.example.com' }] },
};
const loadBalancer = { idleSeconds: 120, drainSeconds: 90, minTlsVersion: '1.2' };

hopsAgree([
  servedWith([], { addons, workloads, loadBalancer }),
  servedWith([], {
    environment: 'cached',
    addons,
    workloads,
    loadBalancer,
    cdns: {
      site: {
        hosts: ['shop.example.com'],
        origin: { loadBalancer: true },
        paths: { assets: { path: '/assets/*' }, live: { path: '/assets/live/*', seconds: 0 } },
      },
      others: { hosts: ['api.shop.example.com', 'grafana.shop.example.com'], origin: { loadBalancer: true } },
    },
  }),
]);
