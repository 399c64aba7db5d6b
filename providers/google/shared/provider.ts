/** The Google provider of a stack: one project and region, and labels on all resources. */
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TimeProvider } from '@cdktf/provider-time/lib/provider';
import type { TerraformProviderGeneratorMetadata } from 'cdktf';

import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { EnvironmentStack } from '../../../core/cdktf/stack';
import { present } from '../../../core/invariant';

/**
 * Passwords are read from Secret Manager by an ephemeral resource, which hashicorp/google has since 7.6. The bindings
 * are made from 6.50, but everything that they emit here means the same in 7.6, which `terraform init` selects. Later
 * versions protect resources from deletion by arguments that the bindings lack (`google_redis_instance` from 7.8 on).
 */
const VERSIONS = '>= 6.50.0, < 7.7.0';

/**
 * A stack that only reads may use any version that reads as the bindings do. `terraform init` selects the newest,
 * because `ephemeral "google_client_config"` needs 7.10.
 */
const READING_VERSIONS = '>= 6.50.0, < 8.0.0';

export function configure(stack: EnvironmentStack, target: GoogleTarget): void {
  const google = createProvider(stack, target, VERSIONS);
  // An override, because CDKTF rewrites the keys of arguments: `managed-by` would become `managed_by`.
  google.addOverride('default_labels', labelsOf(stack.tags));
  // Also without a budget: Terraform destroys nothing whose provider has gone from the configuration.
  if (target.billingAccount !== undefined) chargedToProject(stack, target);
  new RandomProvider(stack, 'random');
  new TimeProvider(stack, 'time');
}

/**
 * Lets a stack use the versions that `ephemeral "google_client_config"` needs: one that makes none of what later versions
 * protect. What else they add is off, or as it was, by default.
 */
export const admitNewest = (stack: EnvironmentStack): void => {
  for (const one of providersIn(stack)) setVersions(one, READING_VERSIONS);
};

/**
 * A second provider, for APIs that refuse a person who has signed in with `gcloud auth application-default login` unless they
 * are told which project the calls are charged to. It takes the right `serviceusage.services.use`, which the first does not.
 */
export function chargedToProject(stack: EnvironmentStack, { project, region }: GoogleTarget): GoogleProvider {
  const existing = stack.node.tryFindChild('google-charged');
  if (existing instanceof GoogleProvider) return existing;
  const [first] = providersIn(stack);
  const charged = new GoogleProvider(stack, 'google-charged', {
    alias: 'charged',
    project,
    region,
    userProjectOverride: true,
    billingProject: project,
  });
  setVersions(charged, versionsOf(present(first, 'provider')));
  return charged;
}

const providersIn = (stack: EnvironmentStack): GoogleProvider[] =>
  stack.node.children.filter((child): child is GoogleProvider => child instanceof GoogleProvider);

/** The provider of a stack that creates nothing in the cloud. */
export const configureReading = (stack: EnvironmentStack, target: GoogleTarget): GoogleProvider =>
  createProvider(stack, target, READING_VERSIONS);

function createProvider(stack: EnvironmentStack, { project, region }: GoogleTarget, versions: string): GoogleProvider {
  const google = new GoogleProvider(stack, 'google', { project, region });
  setVersions(google, versions);
  return google;
}

const metadataOf = (google: GoogleProvider): TerraformProviderGeneratorMetadata =>
  present(google.terraformGeneratorMetadata, 'metadata of the provider');

const setVersions = (google: GoogleProvider, providerVersion: string): void =>
  void Object.assign(metadataOf(google), { providerVersion });

const versionsOf = (google: GoogleProvider): string => present(metadataOf(google).providerVersion, 'versions');

/**
 * Tags as labels: `ManagedBy: terraform` becomes `managed-by: terraform`. Google accepts lower-case letters, digits,
 * `_` and `-`, at most 63 of them: docs.cloud.google.com/resource-manager/docs/labels-overview
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
