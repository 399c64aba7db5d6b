/** What FieldDay's environments share. Accounts, zones and the registry are examples: replace them with your own. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { edgeOn } from './edge';

export const DOMAIN = 'fieldday.example.com';

/** Where all images are. */
export const REGISTRY = 'registry.example.com/fieldday';

export const base = {
  system: 'fieldday',
  costCenter: 'fieldday',
} satisfies Partial<EnvironmentInput>;

/** Saturdays 06:00–08:00 UTC: night in America, before the weekend's sports. */
export const maintenanceWindow = { day: 'saturday', start: '06:00', hours: 2 } as const;

/** The design names no versions: these are the newest that every cloud supports for more than a year. */
/** Services sign in as a user, and what migrates the schema as the owner. */
export const databaseUsers = { app: { rights: 'read-write' } } satisfies NonNullable<
  EnvironmentInput['databases']
>[string]['users'];

export const versions = { kubernetes: '1.35', postgres: '17', redis: '7' } as const;

/** Regions in the middle and the east of the United States, with copies to the west of them. */
const regions = {
  aws: {
    account: '777788889999',
    region: 'us-east-1',
    secondaryRegion: 'us-west-2',
    operators: { apply: ['arn:aws:iam::777788889999:role/fieldday-terraform'] },
  },
  google: { region: 'us-central1', secondaryRegion: 'us-west1', billingAccount: '0A1B2C-3D4E5F-6A7B8C' },
  azurerm: {
    subscription: '00000000-0000-4000-8000-000000000004',
    // A pair of regions that both have zones.
    region: 'eastus2',
    secondaryRegion: 'centralus',
    operators: { apply: ['00000000-0000-4000-8000-00000000001a'] },
    operatorCidrs: ['203.0.113.0/24'],
  },
};

/** Each environment has a project of its own on Google. */
export const targetsOf = (environment: string) =>
  ({
    ...regions,
    google: { ...regions.google, project: `fieldday-${environment}` },
    azurerm: { ...regions.azurerm, hostEncryption: environment !== 'development' },
  }) satisfies EnvironmentInput['targets'];

/** What a month may cost, in US dollars: what is bought at list prices, and a fifth for what is not in them. */
const MONTHLY = {
  production: { aws: 2500, google: 1970, azurerm: 3560 },
  staging: { aws: 630, google: 510, azurerm: 1270 },
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
  aws: ['arn:aws:iam::777788889999:role/fieldday-operations'],
  google: [`group:operations@${DOMAIN}`],
  azurerm: ['00000000-0000-4000-8000-00000000000a'],
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

/** People send mail from the domain. The server is an example: replace it with your own. */
const mail = {
  '@': [
    { type: 'MX', values: ['10 mail.example.com'] },
    { type: 'TXT', values: ['v=spf1 mx -all'] },
  ],
  _dmarc: [{ type: 'TXT', values: [`v=DMARC1; p=quarantine; rua=mailto:operations@${DOMAIN}`] }],
} satisfies Zone['records'];

/** The other domains send no mail: receivers refuse what claims to come from them. */
const noMail = {
  '@': [{ type: 'TXT', values: ['v=spf1 -all'] }],
  _dmarc: [{ type: 'TXT', values: ['v=DMARC1; p=reject'] }],
} satisfies Zone['records'];

/** The zone of an environment's hosts. Its name servers and DS records are outputs, for the keeper of the domain above. */
export const dnsZonesOf = (environment: string) =>
  ({
    main: { domain: domainsOf(environment).aws, records: environment === 'production' ? mail : noMail },
  }) satisfies EnvironmentInput['dnsZones'];

/** What is different of the zone on another cloud. */
const dnsOn = (cloud: 'google' | 'azurerm', environment: string) => ({
  dnsZones: { main: { domain: domainsOf(environment)[cloud], records: noMail } },
});

/** Credentials of other companies and signing keys, which people fill in. */
export const secrets = {
  stripe: { description: 'Stripe Connect: secret key' },
  jwt: { description: 'Signs access tokens' },
  oauth: { description: 'OAuth 2.0 / OIDC client of the identity providers' },
  weather: { description: 'Key of the weather and water service' },
  calendars: { description: 'OAuth client of the calendars that are synchronized' },
  push: { description: 'Key of the push, mail and SMS services' },
} satisfies EnvironmentInput['secrets'];

/** What the clouds require otherwise. */
export const differencesOf = (environment: Environment) => ({
  // GKE's windows must cover 48 hours in 32 days.
  google: {
    ...dnsOn('google', environment),
    ...costsOn('google', environment),
    // Each environment has a project of its own: what there is one of in it are its service agents.
    ...(environment !== 'production' && { account: {} }),
    ...(environment === 'staging' && edgeOn.google),
    cluster: { maintenanceWindow: { hours: 12 } },
  },
  azurerm: {
    ...dnsOn('azurerm', environment),
    ...costsOn('azurerm', environment),
    ...(environment !== 'development' && edgeOn.azurerm),
    // AKS's windows last at least four hours.
    cluster: { maintenanceWindow: { hours: 4 } },
    // A flexible server's window lasts one hour, and its storage grows without a limit.
    databases: { postgres: { maintenanceWindow: { hours: null }, storage: { maxSizeGiB: null } } },
    // Managed Redis has no window.
    caches: { redis: { maintenanceWindow: null } },
  },
});
