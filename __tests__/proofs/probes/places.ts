/** Where a construct of each kind is in the environment `whole`, for proofs of what its properties do. */
import type { CloudConstructKind } from '../../../constructs/registry';

export const existingZone = {
  aws: 'Z0123456789EXAMPLE',
  google: 'example-com',
  azurerm:
    '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/dns/providers/Microsoft.Network/dnsZones/example.com',
};
const accountNotifications = { ops: { email: 'ops@example.com' }, others: { email: 'others@example.com' } };
/** Name what the budget that is probed does not. */
const otherBudgets = { one: { monthly: 60_000, notify: ['ops'] }, other: { monthly: 60_000, notify: ['others'] } };

/** Names what is not named by the alarms and checks that are probed. */
const namedElsewhere = {
  budgets: otherBudgets,
  targets: { google: { billingAccount: '0A1B2C-3D4E5F-6A7B8C' } },
};

/** What a load balancer brings requests to. */
export const behindBalancer = {
  dnsZones: { main: { domain: 'example.com', existing: existingZone } },
  addons: { gateway: {}, certManager: { email: 'ops@example.com' }, loadBalancerController: {} },
  namespaces: { shop: {} },
  workloads: {
    web: {
      namespace: 'shop',
      image: 'registry.example.com/web:1.0.0',
      resources: { cpu: '250m', memory: '256Mi' },
      ports: { http: { port: 8080 } },
      probes: { readiness: { path: '/ready' }, liveness: { path: '/live' } },
      routes: [{ host: 'www.example.com' }],
    },
  },
};

/** Path of a construct of each kind in the environment `whole`. */
export const PLACE: Record<CloudConstructKind, (change: object) => object> = {
  network: (network) => ({ network }),
  cluster: (cluster) => ({ cluster }),
  managedPostgres: (postgres) => ({ databases: { postgres } }),
  managedRedis: (redis) => ({ caches: { redis } }),
  objectStore: (files) => ({ objectStores: { files } }),
  secret: (token) => ({ secrets: { token } }),
  account: (account) => ({ account, notifications: accountNotifications }),
  notification: (ops) => ({
    account: { auditTrail: { alerts: ['ops'] } },
    notifications: { ops },
  }),
  budget: (budget) => ({
    budgets: { whole: { monthly: 50_000, notify: ['ops'], ...budget }, ...otherBudgets },
    notifications: accountNotifications,
    targets: { google: { billingAccount: '0A1B2C-3D4E5F-6A7B8C' } },
  }),
  alarms: (alarms) => ({
    ...behindBalancer,
    loadBalancer: {},
    alarms: { critical: ['ops'], warning: ['others'], ...alarms },
    notifications: accountNotifications,
    ...namedElsewhere,
  }),
  uptimeCheck: (site) => ({
    uptimeChecks: { site: { host: 'www.example.com', notify: ['ops'], ...site } },
    notifications: accountNotifications,
    ...namedElsewhere,
  }),
  deployIdentity: (change) => ({
    deployIdentities: {
      site: {
        from: { github: { repository: 'acme/shop', subjects: [{ branch: 'main' }] } },
        upload: ['files'],
        ...change,
      },
    },
  }),
  cdn: (site) => ({
    dnsZones: { main: { domain: 'example.com', existing: existingZone } },
    objectStores: { files: { public: true } },
    cdns: { site: { hosts: ['www.example.com'], origin: { bucket: 'files' }, ...site } },
    ...('webFirewall' in site && { webFirewalls: { site: { blockedCidrs: ['192.0.2.0/24'] } } }),
  }),
  loadBalancer: (loadBalancer) => ({
    ...behindBalancer,
    loadBalancer,
    ...('webFirewall' in loadBalancer && { webFirewalls: { site: {} } }),
  }),
  webFirewall: (site) => ({ ...behindBalancer, loadBalancer: { webFirewall: 'site' }, webFirewalls: { site } }),
  dnsZone: (zone) => ({ dnsZones: { main: { domain: 'example.com', ...zone } } }),
};
