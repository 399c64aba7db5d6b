/**
 * Workloads that need a Google service account. Google's services accept a Kubernetes service account directly, as a
 * principal, with one exception: only a Google service account can sign a URL that lets its bearer read an object.
 * https://cloud.google.com/iam/docs/federated-identity-supported-services
 */

/** Velero signs URLs from which its command line reads logs and backups, and does not start without an account. */
export const VELERO = 'velero';

/** Purpose of an identity's service account, which is also a part of its name. */
export const purposeOf = (identity: string): string => `identity-${identity}`;
