/**
 * CloudServices: what a cloud gives to what runs in its cluster: the way in, the secret store, identities, disks, load
 * balancers, DNS. All that differs between clouds inside a cluster is in these classes; they make no cloud resources, they
 * know names and read what is there.
 */
import { Component } from '../../core/cdktf/component';
import type { EncryptionKeySetting } from '../../core/words/encryption';
import { isManaged } from '../environment/managed';
import type { Environment } from '../environment/schema';
import type { Target } from '../environment/targets';
import type { SecretPath } from '../secret-store/contract';
import type { WorkloadIdentityProps } from '../workload-identity/contract';

export interface CloudServicesProps<T extends Target = Target> {
  readonly environment: Environment;
  readonly target: T;
  /** Service accounts with rights in the cloud. */
  readonly identities: Readonly<Record<string, WorkloadIdentityProps>>;
}

/** A part of a chart's values, or of a Kubernetes object's specification. */
export type Values = Readonly<Record<string, unknown>>;

/** What makes a service account stand for its identity in the cloud. */
export interface ServiceAccountMarks {
  /** On the service account. */
  readonly annotations: Readonly<Record<string, string>>;
  /** On pods that run as it. */
  readonly podLabels: Readonly<Record<string, string>>;
}

/** The neutral contract; its constructor configures the providers `kubernetes` and `helm`. */
export abstract class CloudServices<T extends Target = Target> extends Component<CloudServicesProps<T>> {
  /** What was looked up, by the ids of the data sources. */
  private readonly found = new Map<string, unknown>();

  /** `spec.provider` of External Secrets' ClusterSecretStore. */
  abstract readonly secretStore: Values;
  /** Name of a secret in the cloud's store, by what it holds. */
  protected abstract secretName(holds: keyof SecretPath, id: string): string;
  /** For the identity that the infrastructure stack made by this name (`workload-identity.ts`). */
  abstract serviceAccount(identity: string): ServiceAccountMarks;
  /** Address ranges in which databases, caches and other managed services answer. */
  abstract readonly managedRanges: readonly string[];
  /** Where on their node pods ask for what proves their identity; none where it is brought to them as a file. */
  abstract readonly identityEndpoints: readonly { readonly cidr: string; readonly port: number }[];
  /** Annotations of a service of type LoadBalancer, and its class. */
  abstract loadBalancer(props: { readonly internal: boolean }): {
    readonly annotations: Readonly<Record<string, string>>;
    readonly loadBalancerClass?: string;
  };
  /** The storage class that everything in the cluster uses: encrypted disks that grow, made where the pod is. */
  abstract readonly storageClass: {
    readonly provisioner: string;
    readonly parameters: Readonly<Record<string, string>>;
  };
  /** What External DNS' chart must be told of the cloud: `provider`, `extraArgs`, `env`, `secretConfiguration`. */
  abstract externalDns(zones: readonly string[]): Values;
  /** A DNS-01 solver of cert-manager, for one zone. */
  abstract dnsSolver(zone: string): Values;
  /**
   * How Loki, Tempo and Velero write to a bucket of the environment: parts of their charts' values. `bucket` is the bucket's
   * or the container's name; that they may is a matter of their service accounts' identities.
   */
  abstract objectStorage(store: string): {
    /**
     * `loki.storage` of Loki's chart: `{ bucketNames: { chunks: bucket }, object_store: { type: lokiKind, [lokiKind]: … } }`,
     * which is s3 `{ endpoint: 's3.<region>.amazonaws.com', region, native_aws_auth_enabled: true }`, gcs nothing or
     * azure `{ account_name }`.
     */
    readonly loki: Values;
    /** The kind of object store that Loki's schema names: `s3`, `gcs`, `azure`. */
    readonly lokiKind: string;
    /**
     * `storage.trace` of Tempo's chart: `{ backend, [backend]: … }`, which is s3 `{ bucket, endpoint, region }`,
     * gcs `{ bucket_name: bucket }` or azure `{ storage_account_name, container_name: bucket, use_federated_token: true }`.
     */
    readonly tempo: Values;
    /**
     * Values of Velero's chart, every value of a `config` being text: `{ initContainers: [{ name: plugin, image,
     * volumeMounts: [{ name: 'plugins', mountPath: '/target' }] }], credentials: { useSecret: false }, configuration: {
     * backupStorageLocation: [{ name: 'default', default: true, provider, bucket, config }], volumeSnapshotLocation:
     * [{ name: 'default', provider, config }] } }`.
     *
     * - velero-plugin-for-aws: `{ region }` in both.
     * - velero-plugin-for-gcp: `{ serviceAccount }`, which must be there though it only signs URLs, and
     *   `{ project, snapshotLocation }`.
     * - velero-plugin-for-microsoft-azure: `{ useAAD: 'true', storageAccount, storageAccountURI }` and `{ incremental: 'true',
     *   subscriptionId, resourceGroup }`. Where disks are it reads from a file alone: `credentials: { useSecret: true,
     *   secretContents: { cloud } }` with the lines `AZURE_SUBSCRIPTION_ID=…`, `AZURE_RESOURCE_GROUP=…` (the nodes') and
     *   `AZURE_CLOUD_NAME=AzurePublicCloud`.
     */
    readonly velero: {
      readonly initContainers: readonly object[];
      readonly credentials: object;
      readonly configuration: object;
    };
  };
  /** Values of the chart aws-load-balancer-controller; undefined where the cloud has a controller of its own. */
  abstract readonly loadBalancerController: Values | undefined;
  /** Values of the chart cluster-autoscaler; undefined where the cloud scales its nodes itself. */
  abstract readonly clusterAutoscaler: Values | undefined;
  /** Whether the cluster comes with Metrics Server. */
  abstract readonly hasMetricsServer: boolean;

  /** Name in the cloud's store of the credentials of a database or cache, or of a secret of the environment. */
  credentials(id: string): string {
    return this.secretName(id in this.props.environment.secrets ? 'app' : 'credentials', id);
  }

  /** Name in the cloud's store of where a database or cache is to be found. */
  connection(id: string): string {
    return this.secretName('connection', id);
  }

  /** What encrypts the disks of nodes; undefined for the cloud's own key, and of a cluster that exists already. */
  protected get diskEncryption(): Exclude<EncryptionKeySetting, 'cloud'> | undefined {
    const { cluster } = this.props.environment;
    if (!cluster || !isManaged(cluster) || cluster.encryptionKey === 'cloud') return undefined;
    return cluster.encryptionKey;
  }

  /** What a data source tells, which is made when it is first asked for. */
  protected once<R>(id: string, look: (id: string) => R): R {
    if (!this.found.has(id)) this.found.set(id, look(id));
    return this.found.get(id) as R;
  }
}
