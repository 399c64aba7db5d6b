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
    account: '444455556666',
    region: 'us-east-1',
    secondaryRegion: 'us-west-2',
    operators: { apply: [`arn:aws:iam::444455556666:role/${PROJECT}-terraform`] },
  },
  google: {
    project: `${PROJECT}-${environment}`,
    region: 'us-central1',
    secondaryRegion: 'us-east1',
    billingAccount: '0A1B2C-3D4E5F-6A7B8C',
  },
  azurerm: {
    subscription: '00000000-0000-4000-8000-000000000003',
    region: 'eastus',
    secondaryRegion: 'westus',
    operators: { apply: ['00000000-0000-4000-8000-00000000001a'] },
    operatorCidrs: ['203.0.113.0/24'],
    hostEncryption: environment !== 'development',
  },
});

type Zone = NonNullable<EnvironmentInput['dnsZones']>[string];

/**
 * Domains of an environment: production has the design's own. A domain is delegated to one zone: AWS has the environment's
 * domain, the other clouds have one below it.
 */
export const domainsOf = (environment: string) => {
  const aws = environment === 'production' ? DOMAIN : `${environment}.${DOMAIN}`;
  return { aws, google: `gcp.${aws}`, azurerm: `azure.${aws}` };
};

/** People send mail from the domain. The server is an example: replace it with your own. */
const mail = {
  '@': [
    { type: 'MX', values: ['10 mail.example.com'] },
    { type: 'TXT', values: ['v=spf1 mx -all'] },
  ],
  _dmarc: [{ type: 'TXT', values: [`v=DMARC1; p=quarantine; rua=mailto:ops@${DOMAIN}`] }],
} satisfies Zone['records'];

/** The other domains send no mail: receivers refuse what claims to come from them. */
const noMail = {
  '@': [{ type: 'TXT', values: ['v=spf1 -all'] }],
  _dmarc: [{ type: 'TXT', values: ['v=DMARC1; p=reject'] }],
} satisfies Zone['records'];

/** The zone of an environment's hosts. Its name servers and DS records are outputs, for the keeper of the domain above. */
const dnsZonesOf = (environment: string) =>
  ({
    main: { domain: domainsOf(environment).aws, records: environment === 'production' ? mail : noMail },
  }) satisfies EnvironmentInput['dnsZones'];

/** What is different of the zone on another cloud. */
export const dnsOn = (cloud: 'google' | 'azurerm', environment: string) => ({
  dnsZones: { main: { domain: domainsOf(environment)[cloud], records: noMail } },
});

export const baseOf = <Name extends string>(environment: Name) =>
  ({
    system: PROJECT,
    environment,
    costCenter: 'data-platform',
    targets: targets(environment),
    dnsZones: dnsZonesOf(environment),
  }) satisfies Partial<EnvironmentInput>;

/** "Cost Estimate", in US dollars a month. */
const MONTHLY = { aws: 12_000, google: 11_500, azurerm: 12_500 };

/** The budget of production. AWS counts costs by tags that the paying account has activated. */
export const costs = {
  notifications: { costs: { email: `costs@${DOMAIN}` } },
  budgets: { month: { monthly: MONTHLY.aws, notify: ['costs'] } },
  acknowledgements: {
    'budget/cost-tags': 'the account that pays activates the tags Project and Environment once, for every environment',
  },
};

export const costsOn = (cloud: 'google' | 'azurerm') => ({ budgets: { month: { monthly: MONTHLY[cloud] } } });

/** Administrators of the clusters, by each cloud's own names. */
export const administrators = {
  aws: ['arn:aws:iam::444455556666:role/data-platform-operators'],
  google: [`group:operators@${DOMAIN}`],
  azurerm: ['00000000-0000-4000-8000-00000000000a'],
};
