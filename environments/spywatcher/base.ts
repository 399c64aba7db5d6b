/** Settings that Spywatcher's environments share. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { onCloudSql } from './database-access';
import { edgeOn } from './edge';

export const DOMAIN = 'spywatcher.example.com';

/** Sundays 02:00–04:00 UTC. */
export const maintenanceWindow = { day: 'sunday', start: '02:00', hours: 2 } as const;

/** "Database credentials auto-rotated": by the cloud, so that nobody has to apply for it. */
export const credentials = { rotationDays: 30, rotation: 'scheduled' } as const;

/**
 * The design requires Kubernetes 1.28, which no cloud offers any more: 1.35 is the newest that all three call stable.
 * It requires PostgreSQL 15.3 and Redis 7.0: here the majors are 15 and 7, and the clouds choose the patch version.
 */
export const versions = { kubernetes: '1.35', postgres: '15', redis: '7' } as const;

/**
 * The design's sizes by AWS' names of them, which are x86; without `architecture`, the cheaper ARM sizes would be chosen.
 */
export const sizes = {
  't3.medium': { vcpu: 2, memoryGiB: 4, burstable: true, architecture: 'x86_64' },
  't3.large': { vcpu: 2, memoryGiB: 8, burstable: true, architecture: 'x86_64' },
  'cache.t3.small': { memoryGiB: 1, architecture: 'x86_64' },
  'cache.t3.medium': { memoryGiB: 3, architecture: 'x86_64' },
} as const;

/**
 * Small nodes. Google's machine of that size, e2-medium, has 940m of allocatable CPU, and GKE's own pods take half of
 * it: the add-ons and workloads do not fit on the design's minimum number of nodes. The next size has twice the memory.
 */
export const smallNodes = { size: sizes['t3.medium'], sku: { google: 'e2-standard-2' } } as const;

/** The pipeline that runs Terraform: it plans pull requests as one identity, and applies as another. */
const operators = {
  aws: {
    apply: ['arn:aws:iam::123456789012:role/spywatcher-terraform'],
    plan: ['arn:aws:iam::123456789012:role/spywatcher-terraform-plan'],
  },
  azurerm: {
    apply: ['00000000-0000-4000-8000-00000000001a'],
    plan: ['00000000-0000-4000-8000-00000000001b'],
  },
};

/**
 * Targets of an environment: regions in or near Virginia, with copies in the west. Terraform's state is in buckets that
 * keep versions, and that production's account makes; the design names S3, for its only cloud. Accounts and buckets are examples: replace them with your own.
 */
export const targetsOf = (environment: string) =>
  ({
    aws: {
      account: '123456789012',
      region: 'us-east-1',
      secondaryRegion: 'us-west-2',
      operators: operators.aws,
      state: {
        kind: 's3',
        bucket: 'spywatcher-terraform-state',
        region: 'us-east-1',
        kmsKey: 'arn:aws:kms:us-east-1:123456789012:alias/spywatcher-production-account-state',
      },
    },
    google: {
      project: `spywatcher-${environment}`,
      billingAccount: '0A1B2C-3D4E5F-6A7B8C',
      groupsDomain: DOMAIN,
      region: 'us-central1',
      secondaryRegion: 'us-west1',
      operators: {
        apply: [`serviceAccount:terraform@spywatcher-${environment}.iam.gserviceaccount.com`],
        plan: [`serviceAccount:terraform-plan@spywatcher-${environment}.iam.gserviceaccount.com`],
      },
      state: { kind: 'gcs', bucket: 'spywatcher-terraform-state' },
    },
    azurerm: {
      subscription: '00000000-0000-4000-8000-000000000001',
      region: 'eastus',
      secondaryRegion: 'westus',
      operators: operators.azurerm,
      operatorCidrs: ['203.0.113.0/24'],
      hostEncryption: environment !== 'development',
      state: {
        kind: 'azurerm',
        resourceGroup: 'spywatcher-terraform',
        storageAccount: 'spywatcherterraform',
        container: 'state',
      },
    },
  }) satisfies EnvironmentInput['targets'];

export const base = {
  system: 'spywatcher',
  costCenter: 'engineering',
} satisfies Partial<EnvironmentInput>;

/**
 * What a month may cost, in US dollars. "Cost Estimation" is lower: its own rows cost more at list prices, and a fifth is for
 * what it leaves out.
 */
const MONTHLY = {
  production: { aws: 990, google: 870, azurerm: 1770 },
  staging: { aws: 390, google: 440, azurerm: 1050 },
  development: { aws: 330, google: 360, azurerm: 620 },
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

/** Administrators of the clusters, by each cloud's own names. These are examples: replace them with your own. */
export const administrators = {
  aws: ['arn:aws:iam::123456789012:role/spywatcher-devops'],
  google: [`group:devops@${DOMAIN}`],
  azurerm: ['00000000-0000-4000-8000-00000000000a'],
};

/** "RBAC in Kubernetes": who else enters a cluster, and what for. */
export const accessTo = (namespace: string) =>
  ({
    readers: {
      role: 'view',
      namespaces: [namespace],
      members: {
        aws: ['arn:aws:iam::123456789012:role/spywatcher-support'],
        google: [`group:support@${DOMAIN}`],
        azurerm: ['00000000-0000-4000-8000-00000000000c'],
      },
    },
    editors: {
      role: 'edit',
      namespaces: [namespace],
      members: {
        aws: ['arn:aws:iam::123456789012:role/spywatcher-developers'],
        google: [`group:developers@${DOMAIN}`],
        azurerm: ['00000000-0000-4000-8000-00000000000d'],
      },
    },
  }) satisfies Extract<EnvironmentInput['cluster'], { version: string }>['access'];

type Zone = NonNullable<EnvironmentInput['dnsZones']>[string];

/**
 * Domains of an environment: production has the design's own. A domain is delegated to one zone: AWS, the design's cloud, has the environment's
 * domain, the other clouds have one below it.
 */
export const domainsOf = (environment: string) => {
  const aws = environment === 'production' ? DOMAIN : `${environment}.${DOMAIN}`;
  return { aws, google: `gcp.${aws}`, azurerm: `azure.${aws}` };
};

/** People and alerts send mail from the domain. The servers are examples: replace them with your own. */
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

/** The zone of an environment's addresses. Its name servers and DS records are outputs, for the keeper of the domain above. */
export const dnsZonesOf = (environment: string) =>
  ({
    main: { domain: domainsOf(environment).aws, records: environment === 'production' ? mail : noMail },
  }) satisfies EnvironmentInput['dnsZones'];

/** What is different of the zone on another cloud. */
const dnsOn = (cloud: 'google' | 'azurerm', environment: string) => ({
  dnsZones: { main: { domain: domainsOf(environment)[cloud], records: noMail } },
});

/**
 * Differences that the clouds require: GKE's windows must cover 48 hours in 32 days, and AKS's last at least four
 * hours.
 */
export const differencesOf = (environment: Environment) => ({
  google: {
    ...dnsOn('google', environment),
    ...costsOn('google', environment),
    ...(environment !== 'development' && edgeOn.google),
    // Google tells of maintenance those alone who ask for it.
    ...(environment === 'production' && { alarms: { maintenanceNotices: null } }),
    cluster: { maintenanceWindow: { hours: 12 } },
    ...onCloudSql,
    // Each environment has a project of its own: what there is one of in it are its service agents.
    ...(environment !== 'production' && { account: {} }),
  },
  azurerm: {
    ...dnsOn('azurerm', environment),
    ...costsOn('azurerm', environment),
    ...(environment !== 'development' && edgeOn.azurerm),
    cluster: { maintenanceWindow: { hours: 4 } },
    // A flexible server's window lasts one hour and its storage grows without a limit; Managed Redis has no window.
    databases: { postgres: { maintenanceWindow: { hours: null }, storage: { maxSizeGiB: null } } },
    caches: { redis: { maintenanceWindow: null } },
  },
});
