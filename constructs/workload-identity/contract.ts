/**
 * WorkloadIdentity: what a service account may do in the cloud, without naming a cloud. Each cloud gives exactly these
 * rights to a separate identity: EKS Pod Identity, Workload Identity on GKE, a federated credential on AKS.
 */
import { Component } from '../../core/cdktf/component';
import type { Access } from './schema';

/** A right of a workload or add-on; those other than `Access` are for add-ons and the project's own pods only. */
export type Right =
  | Access
  /** Write the records of one of the environment's `dnsZones`. */
  | { readonly dnsZone: string }
  /** Say in one of the environment's `databases` which identities sign in. */
  | { readonly identitiesOf: string }
  /** Send traces or metrics to the cloud. */
  | { readonly telemetry: Signal }
  /** Something of the cloud. */
  | { readonly cloud: CloudService };

/** Snapshots of the cluster's volumes, load balancers for its services, or images in registries, which nodes may read, too. */
export type CloudService = 'volume-snapshots' | 'load-balancers' | 'images';

/** What programs tell of themselves. */
export type Signal = 'traces' | 'metrics';

/** A secret in the cloud's store, with what its readers need rights to. */
export interface StoredSecret {
  /** The store's own id. */
  readonly reference: string;
  /** The keys that may encrypt it, where readers need the right to use them. */
  readonly encryptionKeys?: readonly string[];
}

/** A secret by its names in an environment. */
export interface SecretRef {
  /** A name in `databases`, `caches` or `secrets`. */
  readonly secret: string;
  /** One of the database's users, or the exporter's in a cache; absent for the owner, and for applications. */
  readonly user?: string | undefined;
}

export interface WorkloadIdentityProps {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly rights: readonly Right[];
}

/** A cloud identity that one Kubernetes service account assumes, with these rights and no others. */
export abstract class WorkloadIdentity extends Component<WorkloadIdentityProps> {
  /** The identity by the cloud's own name: a role's ARN, a principal, a client id. */
  abstract readonly identity: string;

  override outputs() {
    return { identity: this.identity };
  }
}

export const bucketRights = (rights: readonly Right[]) => rights.filter((right) => 'objectStore' in right);

export const secretRights = (rights: readonly Right[]) => rights.filter((right) => 'secret' in right);

export const cacheRights = (rights: readonly Right[]) => rights.filter((right) => 'cache' in right);

export const databaseRights = (rights: readonly Right[]) => rights.filter((right) => 'database' in right);

/** Secrets of what rights are to: those to read them, and users of databases as which to sign in. */
export const refsOfRights = (rights: readonly Right[]): SecretRef[] => [
  ...secretRights(rights),
  ...databaseRights(rights).map(({ database: secret, user }) => ({ secret, user })),
];

/** Databases in which it says which identities sign in. */
export const identityRights = (rights: readonly Right[]) => rights.filter((right) => 'identitiesOf' in right);

/** What may be sent to the cloud. */
export const signalsOf = (rights: readonly Right[]): Signal[] =>
  rights.flatMap((right) => ('telemetry' in right ? [right.telemetry] : []));

export const zoneRights = (rights: readonly Right[]) => rights.filter((right) => 'dnsZone' in right);

export const mayUse = (rights: readonly Right[], service: CloudService): boolean =>
  rights.some((right) => 'cloud' in right && right.cloud === service);
