/** What FieldDay's environments share. Accounts, zones and the registry are examples: replace them with your own. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

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
export const versions = { kubernetes: '1.35', postgres: '17', redis: '7' } as const;

/** Regions in the middle and the east of the United States, with copies in the west. */
const regions = {
  aws: {
    account: '123456789012',
    region: 'us-east-1',
    secondaryRegion: 'us-west-2',
    operators: { apply: ['arn:aws:iam::123456789012:role/fieldday-terraform'] },
  },
  google: { region: 'us-central1', secondaryRegion: 'us-west1', billingAccount: '0A1B2C-3D4E5F-6A7B8C' },
  azurerm: {
    subscription: '00000000-0000-4000-8000-000000000001',
    region: 'eastus',
    secondaryRegion: 'westus',
    operators: { apply: ['00000000-0000-4000-8000-00000000001a'] },
    operatorCidrs: ['203.0.113.0/24'],
  },
};

/** Each environment has a project of its own on Google. */
export const targetsOf = (environment: string) =>
  ({
    ...regions,
    google: { ...regions.google, project: `fieldday-${environment}` },
  }) satisfies EnvironmentInput['targets'];

/** Where alerts on costs go. */
export const notifications = { costs: { email: `costs@${DOMAIN}` } };

/** Costs of a month, in US dollars. The design names none: what is bought at list prices, and a fifth for what is not in them. */
export const budgetOf = (monthly: number) => ({ month: { monthly, notify: ['costs'] } });

/** AWS counts costs by tags that the paying account has activated. */
export const acknowledgements = {
  'budget/cost-tags': 'the account that pays activates the tags Project and Environment once, for every environment',
};

/** Administrators of the clusters, by each cloud's own names. */
export const administrators = {
  aws: ['arn:aws:iam::123456789012:role/fieldday-operations'],
  google: ['group:operations@fieldday.example.com'],
  azurerm: ['00000000-0000-4000-8000-00000000000a'],
};

export const dnsZones = {
  main: {
    domain: DOMAIN,
    existing: {
      aws: 'Z0123456789EXAMPLE',
      google: 'fieldday-example-com',
      azurerm:
        '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/dns/providers/Microsoft.Network/dnsZones/fieldday.example.com',
    },
  },
} satisfies EnvironmentInput['dnsZones'];

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
export const differences = {
  // GKE's windows must cover 48 hours in 32 days.
  google: { cluster: { maintenanceWindow: { hours: 12 } } },
  azurerm: {
    // AKS's windows last at least four hours.
    cluster: { maintenanceWindow: { hours: 4 } },
    // A flexible server's window lasts one hour, and its storage grows without a limit.
    databases: { postgres: { maintenanceWindow: { hours: null }, storage: { maxSizeGiB: null } } },
    // Managed Redis has no window.
    caches: { redis: { maintenanceWindow: null } },
  },
} as const;

/** The same, with what a month may cost on clouds whose prices are others than those of AWS. */
export const differencesWith = (google: number, azurerm: number) => ({
  google: { ...differences.google, budgets: { month: { monthly: google } } },
  azurerm: { ...differences.azurerm, budgets: { month: { monthly: azurerm } } },
});
