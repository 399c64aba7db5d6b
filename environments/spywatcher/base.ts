/** What Spywatcher's environments share. Accounts are examples: put your own. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

/** Sundays 02:00–04:00 UTC. */
export const maintenanceWindow = { day: 'sunday', start: '02:00', hours: 2 } as const;

/**
 * The design says Kubernetes 1.28, which no cloud offers any more: 1.35 is the newest that all three call stable.
 * It says PostgreSQL 15.3 and Redis 7.0: majors 15 and 7 it is, patched by the clouds.
 */
export const versions = { kubernetes: '1.35', postgres: '15', redis: '7' } as const;

/** The design's T3 sizes are x86; without the word, the cheaper ARM sizes would be chosen. */
export const sizes = {
  small: { vcpu: 2, memoryGiB: 4, burstable: true, architecture: 'x86_64' },
  medium: { vcpu: 2, memoryGiB: 8, burstable: true, architecture: 'x86_64' },
  smallCache: { memoryGiB: 1, architecture: 'x86_64' },
  mediumCache: { memoryGiB: 3, architecture: 'x86_64' },
} as const;

/**
 * Small nodes. Google's machine of that size, e2-medium, has 940m of CPU to give away, half of which GKE's own pods take:
 * what is installed does not fit the fewest nodes of the design. Twice its memory is the next that there is.
 */
export const smallNodes = { size: sizes.small, sku: { google: 'e2-standard-2' } } as const;

/** Where an environment runs: Virginia and its neighbours, with copies in the west. */
export const targets = {
  aws: { account: '123456789012', region: 'us-east-1', secondaryRegion: 'us-west-2' },
  google: { region: 'us-central1', secondaryRegion: 'us-west1' },
  azurerm: { subscription: '00000000-0000-4000-8000-000000000001', region: 'eastus', secondaryRegion: 'westus2' },
} as const;

export const base = {
  system: 'spywatcher',
  costCenter: 'engineering',
} satisfies Partial<EnvironmentInput>;

/** Who administers the clusters, by each cloud's own names. Examples: put your own. */
export const administrators = {
  aws: ['arn:aws:iam::123456789012:role/spywatcher-devops'],
  google: ['group:devops@spywatcher.example.com'],
  azurerm: ['00000000-0000-4000-8000-00000000000a'],
};

/** What the clouds insist on: GKE opens its window for 48 hours in 32 days at least, AKS for four hours each time. */
export const differences = {
  google: { cluster: { maintenanceWindow: { hours: 12 } } },
  azurerm: {
    cluster: { maintenanceWindow: { hours: 4 } },
    // A flexible server's window is an hour, and its storage grows without a ceiling; Managed Redis takes no window.
    databases: { postgres: { maintenanceWindow: { hours: null }, storage: { maxSizeGiB: null } } },
    caches: { redis: { maintenanceWindow: null } },
  },
} as const;
