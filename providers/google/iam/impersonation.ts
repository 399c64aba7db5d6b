/**
 * Who stands for a Google service account rather than for itself. Google's services take a Kubernetes service account as it
 * is, under the name of its principal; what it cannot do is sign: only a service account's name can be under a URL that lets
 * its bearer read an object. https://cloud.google.com/iam/docs/federated-identity-supported-services
 */

/** Signs URLs by which its command line reads logs and backups, and does not start without a name to sign by. */
export const VELERO = 'velero';

/** What the service account of an identity is for, and so what it is called. */
export const purposeOf = (identity: string): string => `identity-${identity}`;
