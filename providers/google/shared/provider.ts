/** The Google provider: one project, one region, labels on everything. */
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TimeProvider } from '@cdktf/provider-time/lib/provider';
import type { EnvironmentStack } from '../../../core/cdktf/stack';
import type { GoogleTarget } from '../../../constructs/environment/targets';

/**
 * Passwords are read back from Secret Manager by an ephemeral resource, which hashicorp/google has had since 7.6. The bindings
 * are of 6.50, and what they emit here means the same to 7.6, which `terraform init` therefore takes. Later versions protect
 * more from deletion than the bindings can say (`google_redis_instance` from 7.8 on).
 */
const VERSIONS = '>= 6.50.0, < 7.7.0';

/**
 * What reads the cluster and makes nothing is not held back by that: it may be of any version that reads as the bindings do.
 * `terraform init` takes the newest, which has `ephemeral "google_client_config"`: it came with 7.10.
 */
const READING_VERSIONS = '>= 6.50.0, < 8.0.0';

export function configure(stack: EnvironmentStack, target: GoogleTarget): void {
  const google = createProvider(stack, target, VERSIONS);
  // As an override: the keys of a provider's own arguments are rewritten (`managed-by` would become `managed_by`).
  google.addOverride('default_labels', labelsOf(stack.tags));
  new RandomProvider(stack, 'random');
  new TimeProvider(stack, 'time');
}

/** The provider of a stack that makes nothing in the cloud. */
export const configureReading = (stack: EnvironmentStack, target: GoogleTarget): GoogleProvider =>
  createProvider(stack, target, READING_VERSIONS);

function createProvider(stack: EnvironmentStack, { project, region }: GoogleTarget, versions: string): GoogleProvider {
  const google = new GoogleProvider(stack, 'google', { project, region });
  Object.assign(google.terraformGeneratorMetadata!, { providerVersion: versions });
  return google;
}

/**
 * Tags as labels: `ManagedBy: terraform` is `managed-by: terraform`. Google takes lower-case letters, digits, `_` and `-`, 63
 * of them: docs.cloud.google.com/resource-manager/docs/labels-overview
 */
export function labelsOf(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [labelKey(key), labelValue(value)]));
}

const labelKey = (key: string): string =>
  labelValue(key.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z])([A-Z][a-z])/g, '$1-$2'));

const labelValue = (value: string): string =>
  value
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .slice(0, 63);
