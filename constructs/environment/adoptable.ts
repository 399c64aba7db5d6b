/** What an account may have already, so that Terraform would find it in its way: of each there is one, under a name that is the cloud's. */
import { z } from 'zod';

/** Of these there is one in an account, or in one of its regions. */
export const onAws = z.enum([
  'access-analyzer',
  'config-recorder',
  'guardduty-detector',
  'inspector',
  'security-hub',
  'role-autoscaling',
  'role-config',
  'role-eks',
  'role-eks-nodegroup',
  'role-elasticache',
  'role-rds',
  'role-spot',
]);

/** Contacts by what they are for, and policies by their constraints. Google refuses a second one (409). */
export const onGoogle = z.enum([
  'contact-security',
  'contact-operations',
  'contact-billing',
  'compute.disableSerialPortAccess',
  'compute.requireShieldedVm',
  'compute.vmExternalIpAccess',
  'gcp.resourceLocations',
  'gcp.restrictTLSVersion',
  'iam.automaticIamGrantsForDefaultServiceAccounts',
  'iam.disableServiceAccountKeyCreation',
  'sql.restrictPublicIp',
  'storage.publicAccessPrevention',
  'storage.secureHttpTransport',
  'storage.uniformBucketLevelAccess',
]);

/** The provider wants the security contact, and plans of Defender for Cloud that are not free, to be imported. */
export const onAzure = z.enum([
  'contact-security',
  'plan-management',
  'plan-vaults',
  'plan-containers',
  'plan-databases',
  'plan-objects',
]);
