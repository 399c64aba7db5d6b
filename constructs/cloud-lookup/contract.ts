/**
 * CloudLookup: the cloud as the platform stack sees it: login to the cluster, secret store, identities, disks, load
 * balancers and DNS. These classes hold every difference between clouds inside a cluster. They create no cloud
 * resources; they find those of the infrastructure stack by name or through data sources.
 */
import { Component } from '../../core/cdktf/component';
import type { Choice } from '../../core/decision';
import { present } from '../../core/invariant';
import type { Manifest } from '../../core/kubernetes/manifest';
import type { MachinePrices } from '../../core/sizing/list-price';
import type { CloudName } from '../../core/words/clouds';
import type { EncryptionKeySetting } from '../../core/words/encryption';
import type { Holder } from '../cluster/access';
import { isManaged } from '../environment/managed';
import type { Environment } from '../environment/schema';
import type { Target } from '../environment/targets';
import type { DatabaseUserProps } from '../managed-postgres/schema';
import { secretIdOf } from '../managed-postgres/users';
import type { SecretPath } from '../secret-store/contract';
import type { Signal, WorkloadIdentityProps } from '../workload-identity/contract';

export interface CloudLookupProps<T extends Target = Target> {
  readonly environment: Environment;
  readonly target: T;
  /** Service accounts with rights in the cloud. */
  readonly identities: Readonly<Record<string, WorkloadIdentityProps>>;
}

/** A part of a chart's values, or of a Kubernetes object's specification. */
export type Values = Readonly<Record<string, unknown>>;

/** Somebody to whom a role is bound. */
export interface Subject {
  readonly kind: 'User' | 'Group';
  readonly name: string;
}

/** Marks that connect a service account with its identity in the cloud. */
export interface ServiceAccountMarks {
  /** On the service account. */
  readonly annotations: Readonly<Record<string, string>>;
  /** On pods that run as it. */
  readonly podLabels: Readonly<Record<string, string>>;
}

/** How a workload signs in as its identity. Neither is secret. */
export interface SignIn {
  /** The user's name. */
  readonly username: string;
  /** What it gets its token with, which is the password: for what, or as whom. `{host}` stands for the server's, `{port}` for its port. */
  readonly login: string;
}

/** What parts of a cluster cost, in US dollars. */
export interface UnitPrices extends MachinePrices {
  /** For a month. */
  readonly diskGiB: number;
  /** For an hour. */
  readonly loadBalancer: number;
}

/** A user of a database to whom identities sign in. */
export interface IdentityUser {
  /** The database's name in the environment. */
  readonly database: string;
  /** The user's name in the database's `users`. */
  readonly user: string;
}

/**
 * How a server knows identities that sign in as a user: the user's own role, in a group that the cloud looks at; or roles of their
 * own, which are members of the user's.
 */
export type IdentityRoles =
  | { readonly group: string }
  | {
      /** By identity, in the order given. */
      readonly members: readonly {
        readonly role: string;
        /** By which the server knows the identity. @default - the cloud has told it */
        readonly objectId?: string;
      }[];
    };

/** How a load balancer of the cloud reaches the proxies of the gateway. */
export interface Entry {
  /** The service of the proxies. */
  readonly service: {
    readonly type: 'ClusterIP' | 'LoadBalancer';
    readonly annotations?: Readonly<Record<string, string>>;
  };
  /** Objects beside it, which join the two. */
  readonly objects: readonly Manifest[];
  /** Address ranges from which requests come; empty where they are not known. */
  readonly sources: readonly string[];
  /** How many addresses at the end of `X-Forwarded-For` are those of the load balancer's own hops and of the client. */
  readonly trustedHops: number;
  /** The header that tells its requests from everybody else's, where addresses do not. */
  readonly proof?: { readonly name: string; readonly value: string };
}

/** Parts of the configuration of the OpenTelemetry Collector, by the names of its components. */
export interface TelemetryRoute {
  /** What signs in. */
  readonly extensions: Values;
  /** What prepares data, in this order. */
  readonly processors: Values;
  readonly exporters: Values;
}

/** How OpenSearch keeps snapshots in a bucket. */
export interface SearchStorage {
  /** The plug-in, by the name by which OpenSearch installs it. */
  readonly plugin: string;
  /** What it calls itself, and its settings but for the folder. */
  readonly type: string;
  readonly settings: Readonly<Record<string, string>>;
  /** What nodes need in order to sign in as their identity. */
  readonly variables: Readonly<Record<string, string>>;
  readonly volumes: readonly object[];
}

/** Each cloud's constructor configures the providers `kubernetes` and `helm`. */
export abstract class CloudLookup<T extends Target = Target> extends Component<CloudLookupProps<T>> {
  /** Results of data sources, by their ids. */
  private readonly found = new Map<string, unknown>();

  /** `spec.provider` of External Secrets' ClusterSecretStore. */
  abstract readonly secretStore: Values;
  /** Name of a secret in the cloud's store; `holds` is the kind of its content, `user` what stands for a user in names. */
  protected abstract secretName(holds: keyof SecretPath, id: string, user?: string): string;
  /** What the cluster's roles know a holder of one by; empty where the environment names nobody on the cloud. */
  abstract subjects(holder: Holder): readonly Subject[];
  /** Marks for the service account of an identity that the infrastructure stack creates (WorkloadIdentity). */
  abstract serviceAccount(identity: string): ServiceAccountMarks;
  /** How an identity signs in to a cache with `authentication: 'identity'`. */
  abstract cacheSignIn(cache: string, identity: string): SignIn;
  /** How an identity signs in to a database as a user with `login: 'identity'`. */
  abstract databaseSignIn(as: IdentityUser, identity: string): SignIn;
  /** What has to be in a database, so that identities can sign in as a user. */
  abstract identityRoles(as: IdentityUser, identities: readonly string[]): IdentityRoles;
  /** The role as which an identity that may say which identities sign in does so itself; undefined where the owner says it. */
  abstract administratorRole(identity: string): string | undefined;
  /** Address ranges of databases, caches and other managed services. */
  abstract readonly managedRanges: readonly string[];
  /** Endpoints on the node from which pods get their identity's token; empty where the token is mounted as a file. */
  abstract readonly identityEndpoints: readonly { readonly cidr: string; readonly port: number }[];
  /** Addresses of DNS caches on the nodes, which answer pods in place of the cluster's DNS; empty where there is none. */
  abstract readonly dnsCaches: readonly string[];
  /** What Istio's charts call the platform; undefined where their defaults fit. */
  abstract readonly meshPlatform: string | undefined;
  /** Annotations of a service of type LoadBalancer, and its class. */
  abstract loadBalancer(props: { readonly internal: boolean }): {
    readonly annotations: Readonly<Record<string, string>>;
    readonly loadBalancerClass?: string;
  };
  /** How the environment's load balancer reaches the gateway. */
  abstract entry(): Entry;
  /** The storage class of every volume: encrypted, expandable disks, created in the pod's zone. */
  abstract readonly storageClass: {
    readonly provisioner: string;
    readonly parameters: Readonly<Record<string, string>>;
  };
  /** Parameters with which their driver makes snapshots of them. */
  abstract readonly snapshotParameters: Readonly<Record<string, string>>;
  /** The type of those disks. */
  abstract readonly disks: Choice<string>;
  /** List prices of parts of machines, of those disks, and of a load balancer, in US dollars of the catalogue's region. */
  abstract readonly unitPrices: UnitPrices;
  /** The cloud's values of External DNS' chart: `provider`, `extraArgs`, `env`, `secretConfiguration`. */
  abstract externalDns(zones: readonly string[]): Values;
  /** A DNS-01 solver of cert-manager, for one zone. */
  abstract dnsSolver(zone: string): Values;
  /**
   * Settings with which Loki, Tempo, Velero, ClickHouse and OpenSearch write to an object store of the environment. `bucket`
   * below is the name of the bucket or container. The identities of their service accounts hold the rights.
   */
  abstract objectStorage(store: string): {
    /**
     * `loki.storage` of Loki's chart: `{ bucketNames: { chunks: bucket }, object_store: { type: lokiKind, [lokiKind]: …
     * } }`, with s3 `{ endpoint: 's3.<region>.amazonaws.com', region, native_aws_auth_enabled: true }`, gcs without
     * settings, or azure `{ account_name }`.
     */
    readonly loki: Values;
    /** The kind of object store that Loki's schema names: `s3`, `gcs`, `azure`. */
    readonly lokiKind: string;
    /**
     * `storage.trace` of Tempo's chart: `{ backend, [backend]: … }`, with s3 `{ bucket, endpoint, region }`, gcs `{
     * bucket_name: bucket }` or azure `{ storage_account_name, container_name: bucket, use_federated_token: true }`.
     */
    readonly tempo: Values;
    /**
     * Values of Velero's chart, where every value of a `config` is a string: `{ initContainers: [{ name: plugin, image,
     * volumeMounts: [{ name: 'plugins', mountPath: '/target' }] }], credentials: { useSecret: false }, configuration: {
     * backupStorageLocation: [{ name: 'default', default: true, provider, bucket, config }], volumeSnapshotLocation:
     * [{ name: 'default', provider, config }] } }`.
     *
     * The two `config`s of each plugin:
     * - velero-plugin-for-aws: `{ region }` in both.
     * - velero-plugin-for-gcp: `{ serviceAccount }`, which is required although it only signs URLs, and
     *   `{ project, snapshotLocation }`.
     * - velero-plugin-for-microsoft-azure: `{ useAAD: 'true', storageAccount, storageAccountURI }` and `{ incremental:
     *   'true', subscriptionId, resourceGroup }`. It reads the location of disks only from a file: `credentials: {
     *   useSecret: true, secretContents: { cloud } }` with the lines `AZURE_SUBSCRIPTION_ID=…`,
     *   `AZURE_RESOURCE_GROUP=…` (of the nodes) and `AZURE_CLOUD_NAME=AzurePublicCloud`.
     */
    readonly velero: {
      readonly initContainers: readonly object[];
      readonly credentials: object;
      readonly configuration: object;
    };
    /**
     * Variables with which clickhouse-backup writes to the bucket, `REMOTE_STORAGE` and others, and the name of the one that says to
     * which folder, where `{shard}` stands for a server's shard.
     */
    readonly clickHouse: { readonly variables: Readonly<Record<string, string>>; readonly folder: string };
    /** How OpenSearch writes snapshots to the bucket; undefined where its plug-in cannot sign in as an identity. */
    readonly search: SearchStorage | undefined;
  };
  /** How the OpenTelemetry Collector sends a signal to the cloud, as the identity of its service account. */
  abstract telemetry(signal: Signal): TelemetryRoute;
  /** Values of Datadog's chart: what its agents must be told of the nodes. */
  abstract readonly datadog: Values;
  /** Values of the chart aws-load-balancer-controller; undefined where the cloud has a controller of its own. */
  abstract readonly loadBalancerController: Values | undefined;
  /** Values of the chart cluster-autoscaler; undefined where the cloud scales its nodes itself. */
  abstract readonly clusterAutoscaler: Values | undefined;
  /** Whether the cluster comes with Metrics Server. */
  abstract readonly hasMetricsServer: boolean;

  /** How an identity signs in to a cache, or to a database as one of its users. */
  signIn(from: string, user: string | undefined, identity: string): SignIn {
    return user === undefined
      ? this.cacheSignIn(from, identity)
      : this.databaseSignIn({ database: from, user }, identity);
  }

  /** Name in the cloud's store of the credentials of a database or cache, of its user, or of one of the environment's secrets. */
  credentials(id: string, user?: string): string {
    if (user !== undefined) return this.secretName('user', id, this.secretIdOfUser(id, user));
    return this.secretName(id in this.props.environment.secrets ? 'app' : 'credentials', id);
  }

  /** Name in the cloud's store of a database's or cache's connection details. */
  connection(id: string): string {
    return this.secretName('connection', id);
  }

  private secretIdOfUser(server: string, user: string): string {
    return server in this.props.environment.caches
      ? user
      : secretIdOf(user, this.userProps({ database: server, user }));
  }

  /** Members of an entry of `cluster.access` on this cloud. */
  protected membersOf(access: string, cloud: CloudName): readonly string[] {
    const { cluster } = this.props.environment;
    return cluster && isManaged(cluster) ? (cluster.access[access]?.members[cloud] ?? []) : [];
  }

  protected userProps({ database, user }: IdentityUser): DatabaseUserProps {
    return present(this.props.environment.databases[database]?.users[user], `databases.${database}.users.${user}`);
  }

  /** Whether the cluster is one that others made, whose settings are not known here. */
  protected get isExistingCluster(): boolean {
    const { cluster } = this.props.environment;
    return cluster !== undefined && !isManaged(cluster);
  }

  /** Key that encrypts the disks of nodes; undefined for the cloud's own key and for an existing cluster. */
  protected get diskEncryption(): Exclude<EncryptionKeySetting, 'cloud'> | undefined {
    const { cluster } = this.props.environment;
    if (!cluster || !isManaged(cluster) || cluster.encryptionKey === 'cloud') return undefined;
    return cluster.encryptionKey;
  }

  /** The result of a data source, which is created at its first use. */
  protected once<R>(id: string, look: (id: string) => R): R {
    if (!this.found.has(id)) this.found.set(id, look(id));
    return this.found.get(id) as R;
  }
}
