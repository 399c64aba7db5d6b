/** Settings that Dzinza's environments share. Accounts, domain and registry are examples: replace them with your own. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { edgeOn } from './edge';

/** The domain of production, and of addresses for mail. */
export const DOMAIN = 'dzinza.example.com';

/** Sundays 02:00–04:00 UTC. The design asks for windows, not for a time. */
export const maintenanceWindow = { day: 'sunday', start: '02:00', hours: 2 } as const;

/**
 * The design requires Kubernetes 1.27, which no cloud offers any more: 1.35 is the newest that all three call stable.
 * Of PostgreSQL it names the client, 13, whose support has ended: 17. Redis and OpenSearch have no version there.
 */
export const versions = { kubernetes: '1.35', postgres: '17', redis: '7', openSearch: '3.8' } as const;

/**
 * The design's worker nodes: t3.medium, disks of 20 GiB. Google's machine of that size, e2-medium, has 940m of
 * allocatable CPU, and GKE's own pods take half of it: there the next size has twice the memory.
 */
export const workerNodes = {
  size: { vcpu: 2, memoryGiB: 4, burstable: true, architecture: 'x86_64' },
  sku: { google: 'e2-standard-2' },
  diskGiB: 20,
} as const;

/** Spare capacity, cheaper and taken back at short notice: only what names the pool runs there. */
export const spotNodes = {
  spot: true,
  min: 0,
  taints: [{ key: 'spot', value: 'true', effect: 'NoSchedule' as const }],
};

/** The design's region, us-west-2, and what is next to it on the other clouds; copies go to the second region. */
export const targets = {
  aws: {
    account: '111122223333',
    region: 'us-west-2',
    secondaryRegion: 'us-east-1',
    operators: { apply: ['arn:aws:iam::111122223333:role/dzinza-terraform'] },
  },
  google: { region: 'us-west1', secondaryRegion: 'us-central1', billingAccount: '0A1B2C-3D4E5F-6A7B8C' },
  // Azure sends copies of backups to the region that is paired with the first.
  azurerm: {
    subscription: '00000000-0000-4000-8000-000000000002',
    region: 'westus2',
    secondaryRegion: 'westcentralus',
    operators: { apply: ['00000000-0000-4000-8000-00000000001a'] },
    operatorCidrs: ['203.0.113.0/24'],
  },
};

export const base = { system: 'dzinza', costCenter: 'dzinza' } satisfies Partial<EnvironmentInput>;

/** What a month may cost, in US dollars: what is bought at list prices, and a fifth for what is not in them. */
const MONTHLY = {
  production: { aws: 1320, google: 1420, azurerm: 2030 },
  staging: { aws: 650, google: 660, azurerm: 1520 },
  development: { aws: 360, google: 350, azurerm: 660 },
};

type Environment = keyof typeof MONTHLY;

/** The budget, and who hears of it. AWS counts costs by tags that the paying account has activated. */
export const costsOf = (environment: Environment) => ({
  notifications: { costs: { email: `costs@${DOMAIN}` } },
  budgets: { month: { monthly: MONTHLY[environment].aws, notify: ['costs'] } },
  acknowledgements: {
    'budget/cost-tags': 'the account that pays activates the tags Project and Environment once, for every environment',
  },
});

const costsOn = (cloud: 'google' | 'azurerm', environment: Environment) => ({
  budgets: { month: { monthly: MONTHLY[environment][cloud] } },
});

/** Administrators of the clusters, by each cloud's own names. */
export const administrators = {
  aws: ['arn:aws:iam::111122223333:role/dzinza-devops'],
  google: [`group:devops@${DOMAIN}`],
  azurerm: ['00000000-0000-4000-8000-00000000000b'],
};

type Zone = NonNullable<EnvironmentInput['dnsZones']>[string];

/**
 * Domains of an environment: production has the design's own. A domain is delegated to one zone: AWS has the environment's
 * domain, the other clouds have one below it.
 */
export const domainsOf = (environment: string) => {
  const aws = environment === 'production' ? DOMAIN : `${environment}.${DOMAIN}`;
  return { aws, google: `gcp.${aws}`, azurerm: `azure.${aws}` };
};

/** People and alerts send mail from the domain. */
const mail = {
  '@': [
    { type: 'MX', values: ['10 mail.example.com'] },
    { type: 'TXT', values: ['v=spf1 mx a:smtp.example.com -all'] },
  ],
  _dmarc: [{ type: 'TXT', values: [`v=DMARC1; p=quarantine; rua=mailto:devops@${DOMAIN}`] }],
} satisfies Zone['records'];

/** The other domains send no mail: receivers refuse what claims to come from them. */
const noMail = {
  '@': [{ type: 'TXT', values: ['v=spf1 -all'] }],
  _dmarc: [{ type: 'TXT', values: ['v=DMARC1; p=reject'] }],
} satisfies Zone['records'];

/** The zone of the design's Route 53. Its name servers and DS records are outputs, for the keeper of the domain above. */
export const dnsZonesOf = (environment: string) =>
  ({
    main: { domain: domainsOf(environment).aws, records: environment === 'production' ? mail : noMail },
  }) satisfies EnvironmentInput['dnsZones'];

/** What is different of the zone on another cloud. */
const dnsOn = (cloud: 'google' | 'azurerm', environment: string) => ({
  dnsZones: { main: { domain: domainsOf(environment)[cloud], records: noMail } },
});

/** Replaced by the cloud, so that nobody has to apply for it. */
const credentials = { rotationDays: 30, rotation: 'scheduled' } as const;

/** The design's primary database, the same in every environment but for its size. */
export const database = {
  version: versions.postgres,
  credentials,
  maintenanceWindow,
  database: 'dzinza',
  owner: 'dzinza',
  users: { app: { rights: 'read-write', credentials } },
} as const;

/** Caching and sessions. */
export const cache = { version: versions.redis, maintenanceWindow } as const;

/** Photos and documents are kept as files: old versions for 90 days, and colder storage as they age. */
export const files = {
  versioning: true,
  lifecycle: {
    cool: {
      transitions: [
        { afterDays: 90, to: 'infrequent' },
        { afterDays: 365, to: 'cold' },
      ],
    },
    'old-versions': { expireOldVersionsAfterDays: 90 },
  },
} satisfies NonNullable<EnvironmentInput['objectStores']>[string];

/** Traces, which Tempo deletes itself. */
export const traces = { versioning: false, lifecycle: {} } satisfies NonNullable<
  EnvironmentInput['objectStores']
>[string];

/** Differences that the clouds require in every environment. */
export const differencesOf = (environment: Environment) => ({
  // GKE's windows must cover 48 hours in 32 days.
  google: {
    ...dnsOn('google', environment),
    ...costsOn('google', environment),
    // Each environment has a project of its own: what there is one of in it are its service agents.
    ...(environment !== 'production' && { account: {} }),
    cluster: { maintenanceWindow: { hours: 12 } },
  },
  azurerm: {
    ...dnsOn('azurerm', environment),
    ...costsOn('azurerm', environment),
    ...(environment !== 'development' && edgeOn.azurerm),
    // AKS's windows last at least four hours, and its nodes' disks have at least 30 GiB.
    cluster: { maintenanceWindow: { hours: 4 }, nodePools: { workers: { diskGiB: 30 } } },
    // A flexible server's window lasts one hour and its storage grows without a limit; Managed Redis has no window.
    databases: { postgres: { maintenanceWindow: { hours: null }, storage: { maxSizeGiB: null } } },
    caches: { redis: { maintenanceWindow: null } },
  },
});
