/**
 * Access: what a service account may do in the cloud, without naming one. Each cloud gives exactly these rights to an
 * identity of the service account's own: EKS Pod Identity, Workload Identity on GKE, a federated credential on AKS.
 */
import { Component } from '../../core/cdktf/component';
import type { Access } from './schema';

/** What add-ons need beside that. */
export type Right =
  | Access
  /** Write the records of one of the environment's `dnsZones`. */
  | { readonly dnsZone: string }
  /** Snapshots of the cluster's volumes, or load balancers for its services. */
  | { readonly cloud: 'volume-snapshots' | 'load-balancers' };

/** A secret in the cloud's store, as whoever gives rights to it needs it. */
export interface StoredSecret {
  /** The store's own id. */
  readonly reference: string;
  /** The key that encrypts it, where readers need the right to use it. */
  readonly encryptionKey?: string | undefined;
}

export interface WorkloadIdentityProps {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly rights: readonly Right[];
}

/** An identity in the cloud that one Kubernetes service account stands for, with no other rights than these. */
export abstract class WorkloadIdentity extends Component<WorkloadIdentityProps> {
  /** The identity by the cloud's own name: a role's ARN, a principal, a client id. */
  abstract readonly identity: string;

  override outputs() {
    return { identity: this.identity };
  }
}

/** Rights of one kind. */
export const bucketRights = (rights: readonly Right[]) => rights.filter((right) => 'objectStore' in right);

export const secretRights = (rights: readonly Right[]) => rights.filter((right) => 'secret' in right);

export const zoneRights = (rights: readonly Right[]) => rights.filter((right) => 'dnsZone' in right);

export const mayUse = (rights: readonly Right[], service: 'volume-snapshots' | 'load-balancers'): boolean =>
  rights.some((right) => 'cloud' in right && right.cloud === service);
