/** What the data platform's environments share. Accounts, ids and addresses are examples: replace them with your own. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

export const DOMAIN = 'data-platform.example.com';
/** Where the images of all services come from. */
export const REGISTRY = 'ghcr.io/example/data-platform';
export const VERSION = '1.0.0';

/** "Kubernetes Namespaces". Argo CD and the gateway have their own: the design's Application is in `argocd`. */
export const NAMESPACES = {
  system: 'platform-system',
  apps: 'platform-apps',
  data: 'platform-data',
  monitoring: 'platform-monitoring',
} as const;

/** The design names no versions, except by its products. */
export const versions = {
  kubernetes: '1.35',
  postgres: '17',
  redis: '7',
  clickHouse: '26.3',
  kafka: '4.3',
} as const;

const PROJECT = 'data-platform';

/** Regions of "Cost Estimate", each with the region that holds its copies: on Azure it can only be the paired one. */
const targets = (environment: string) => ({
  aws: {
    account: '123456789012',
    region: 'us-east-1',
    secondaryRegion: 'us-west-2',
    operators: { apply: [`arn:aws:iam::123456789012:role/${PROJECT}-terraform`] },
  },
  google: {
    project: `${PROJECT}-${environment}`,
    region: 'us-central1',
    secondaryRegion: 'us-east1',
    billingAccount: '0A1B2C-3D4E5F-6A7B8C',
  },
  azurerm: {
    subscription: '00000000-0000-4000-8000-000000000001',
    region: 'eastus',
    secondaryRegion: 'westus',
    operators: { apply: ['00000000-0000-4000-8000-00000000001a'] },
    operatorCidrs: ['203.0.113.0/24'],
  },
});

/** "Cost Estimate", in US dollars. */
export const budgetOf = (monthly: number) => ({
  notifications: { costs: { email: `costs@${DOMAIN}` } },
  budgets: { month: { monthly, notify: ['costs'] } },
  // AWS counts costs by tags that the paying account has activated.
  acknowledgements: {
    'budget/cost-tags': 'the account that pays activates the tags Project and Environment once, for every environment',
  },
});

export const baseOf = <Name extends string>(environment: Name) =>
  ({
    system: PROJECT,
    environment,
    costCenter: 'data-platform',
    targets: targets(environment),
    dnsZones: {
      main: {
        domain: DOMAIN,
        existing: {
          aws: 'Z0123456789EXAMPLE',
          google: 'data-platform-example-com',
          azurerm:
            '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/dns/providers/Microsoft.Network/dnsZones/data-platform.example.com',
        },
      },
    },
  }) satisfies Partial<EnvironmentInput>;

/** Administrators of the clusters, by each cloud's own names. */
export const administrators = {
  aws: ['arn:aws:iam::123456789012:role/data-platform-operators'],
  google: ['group:operators@data-platform.example.com'],
  azurerm: ['00000000-0000-4000-8000-00000000000a'],
};
