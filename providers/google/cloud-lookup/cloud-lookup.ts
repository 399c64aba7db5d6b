/** Services on Google: the login to GKE, and Google's settings for add-ons and workloads, derived from names. */
import { DataGoogleServiceAccount } from '@cdktf/provider-google/lib/data-google-service-account';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cloud-lookup/contract';
import type { Holder } from '../../../constructs/cluster';
import { existingId } from '../../../constructs/dns-zone';
import type { KeyKind } from '../../../constructs/encryption-key';
import { isManaged } from '../../../constructs/environment/managed';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { idOf } from '../../../constructs/registry';
import type { SecretPath } from '../../../constructs/secret-store';
import type { Signal } from '../../../constructs/workload-identity';
import { chosen } from '../../../core/decision';
import { present } from '../../../core/invariant';
import { soleOf } from '../../../core/records';
import { nodeRequirement, skuOf } from '../../../core/sizing/choices';
import { machinePrices } from '../../../core/sizing/list-price';
import { type ClusterRef, clusterRef } from '../cluster/lookup';
import { diskTypeOf } from '../cluster/node-pool';
import { KEY_RING, keyIdOf } from '../encryption-key/lookup';
import { purposeOf, VELERO } from '../iam/impersonation';
import { GROUP } from '../load-balancer/lookup';
import { accountPurpose, LOGIN_LIMIT, loginOf } from '../managed-postgres/identity-user';
import { usersPurpose } from '../managed-redis/managed-redis';
import { planTiers } from '../network/tiers';
import { secretPath } from '../secret-store/secret-store';
import { nodes } from '../shared/catalogue';
import { fees } from '../shared/fees';
import { names } from '../shared/names';
import { configureReading, labelsOf } from '../shared/provider';
import { FRONT_ENDS } from '../shared/ranges';
import { ClusterLogin } from './cluster-login';
import { objectStorage } from './object-storage';
import { telemetryRoute } from './telemetry';

/** The port of the gateway's service. */
const ENTRY_PORT = 443;

export class CloudLookup extends neutral.CloudLookup<GoogleTarget> {
  /**
   * The metadata server, with or without Dataplane V2: cloud.google.com/kubernetes-engine/docs/how-to/network-policy
   */
  readonly identityEndpoints = [
    { cidr: '169.254.169.254/32', port: 80 },
    { cidr: '169.254.169.252/32', port: 988 },
  ];
  /** Its nodes run network plugins from a directory of their own. */
  readonly meshPlatform = 'gke';
  /** Nodes have Google's Container-Optimized OS, most of whose files nobody can write. */
  readonly datadog = { providers: { gke: { cos: true } } };
  /** GKE creates load balancers, scales nodes and provides pod metrics without add-ons. */
  readonly loadBalancerController = undefined;
  readonly clusterAutoscaler = undefined;
  readonly hasMetricsServer = true;
  readonly login: ClusterLogin;

  constructor(scope: Construct, id: string, props: neutral.CloudLookupProps<GoogleTarget>) {
    super(scope, id, props);
    configureReading(this.stack, props.target);
    this.login = new ClusterLogin(this, 'cluster', this.cluster);
  }

  /** External Secrets authenticates as its own service account, through the metadata server. */
  get secretStore(): neutral.Values {
    return { gcpsm: { projectID: this.props.target.project } };
  }

  protected secretName(holds: keyof SecretPath, id: string, user = ''): string {
    return this.name(names.secret, ...secretPath[holds](id, user));
  }

  /** cloud.google.com/kubernetes-engine/docs/how-to/role-based-access-control#rolebinding */
  subjects(holder: Holder): neutral.Subject[] {
    return 'access' in holder
      ? this.membersOf(holder.access, 'google').map(subjectOf)
      : this.accountSubjects(idOf('deployIdentity', holder.deployIdentity));
  }

  /** A token that is for the cloud alone, and not for seeing emails, makes the cluster know an account by its number. */
  private accountSubjects(purpose: string): neutral.Subject[] {
    const email = this.email(purpose);
    const { uniqueId } = this.once(purpose, (id) =>
      this.createAs('serviceAccount', id, DataGoogleServiceAccount, {
        accountId: email,
        project: this.props.target.project,
      }),
    );
    return [email, uniqueId].map((name) => ({ kind: 'User', name }));
  }

  /** Only Velero impersonates a Google service account; all others are principals of the workload identity pool. */
  serviceAccount(identity: string): neutral.ServiceAccountMarks {
    return {
      annotations: identity === VELERO ? { 'iam.gke.io/gcp-service-account': this.signer } : {},
      podLabels: {},
    };
  }

  /** NodeLocal DNSCache. Clusters with Cloud DNS for GKE ask the metadata server instead. */
  get dnsCaches(): readonly string[] {
    return ['169.254.20.10/32', ...(this.isExistingCluster ? ['169.254.169.254/32'] : [])];
  }

  /** Tokens are those of the cache's service account. */
  cacheSignIn(cache: string): neutral.SignIn {
    return { username: 'default', login: this.email(usersPurpose(cache)) };
  }

  /** Tokens are those of the user's service account. */
  databaseSignIn(as: neutral.IdentityUser): neutral.SignIn {
    const account = this.databaseAccount(as);
    return { username: loginOf(account, this.props.target), login: emailOf(account, this.props.target) };
  }

  /** The role of the service account, whoever gets its tokens. Cloud SQL makes it. */
  identityRoles(as: neutral.IdentityUser): neutral.IdentityRoles {
    return { members: [{ role: loginOf(this.databaseAccount(as), this.props.target) }] };
  }

  /** None: the owner may give his own roles to others. */
  administratorRole(): undefined {
    return undefined;
  }

  /** Ranges of Cloud SQL and Memorystore for Redis in both regions, and of endpoints of Private Service Connect. */
  get managedRanges(): readonly string[] {
    const { environment, target } = this.props;
    const { network } = environment;
    const endpoints = isManaged(network)
      ? planTiers(network).database
      : present(network.existing.google, 'network.existing.google').privateCidrs;
    const secondary = isManaged(network) && network.secondaryCidr !== undefined ? [network.secondaryCidr] : [];
    return [target.servicesCidr, ...secondary, ...endpoints];
  }

  /** cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters */
  loadBalancer({ internal }: { readonly internal: boolean }) {
    const annotations: Record<string, string> = internal
      ? { 'networking.gke.io/load-balancer-type': 'Internal' }
      : // Based on a backend service. Without it, the load balancer uses target pools, which Google advises against.
        { 'cloud.google.com/l4-rbs': 'enabled' };
    return { annotations };
  }

  /** The proxies' addresses are in groups that GKE makes for the service, and that the Frontend knows by their name. */
  entry(): neutral.Entry {
    const groups = { exposed_ports: { [ENTRY_PORT]: { name: this.name(...GROUP) } } };
    return {
      service: { type: 'ClusterIP', annotations: { 'cloud.google.com/neg': JSON.stringify(groups) } },
      objects: [],
      sources: FRONT_ENDS,
      // `<client>,<load balancer>`: cloud.google.com/load-balancing/docs/https#x-forwarded-for_header
      trustedHops: 2,
    };
  }

  get storageClass() {
    const key = this.diskKey;
    const labels = Object.entries(labelsOf(this.stack.tags)).map(([name, value]) => `${name}=${value}`);
    return {
      provisioner: 'pd.csi.storage.gke.io',
      parameters: {
        type: this.disks.value,
        labels: labels.join(','),
        ...(key !== undefined && { 'disk-encryption-kms-key': key }),
      },
    };
  }

  /** In the environment's region, because Compute Engine would store snapshots in the continent's multi-region. */
  get snapshotParameters() {
    return { 'storage-locations': this.props.target.region };
  }

  externalDns(zones: readonly string[]): neutral.Values {
    return {
      provider: { name: 'google' },
      extraArgs: {
        'google-project': this.props.target.project,
        // A domain may have a private zone too: only the public one is visible on the internet.
        'google-zone-visibility': 'public',
        'zone-id-filter': zones.map((zone) => this.zone(zone)),
      },
    };
  }

  /** The zone's name saves cert-manager from searching the list of all zones. */
  dnsSolver(zone: string): neutral.Values {
    return { cloudDNS: { project: this.props.target.project, hostedZoneName: this.zone(zone) } };
  }

  objectStorage(store: string) {
    return objectStorage({
      bucket: this.name(names.bucket, store),
      target: this.props.target,
      signer: this.signer,
    });
  }

  telemetry(signal: Signal): neutral.TelemetryRoute {
    const { name, location, project } = this.cluster;
    return telemetryRoute(signal, { project, location, cluster: name });
  }

  private get cluster(): ClusterRef {
    const { environment, target } = this.props;
    return clusterRef(environment, target, () => this.name(names.cluster, 'cluster'));
  }

  private zone(id: string): string {
    const props = present(this.props.environment.dnsZones[id], `dnsZones.${id}`);
    return props.existing ? existingId(props, 'google') : this.name(names.dnsZone, idOf('dnsZone', id));
  }

  /** The key of the nodes' disks, which Compute Engine may therefore use; undefined for Google's own. */
  private get diskKey(): string | undefined {
    const setting = this.diskEncryption;
    if (setting !== 'own') return setting?.existing.google;
    const { project, region: location } = this.props.target;
    const ring = this.name(names.keyRing, KEY_RING);
    return keyIdOf({ project, location, ring, key: this.name(names.key, 'cluster' satisfies KeyKind) });
  }

  get unitPrices(): neutral.UnitPrices {
    return { ...machinePrices(nodes), diskGiB: fees.diskGiBMonth, loadBalancer: fees.loadBalancer };
  }

  /** Persistent Disk, unless the machines of all pools require the same other type. */
  get disks() {
    const { cluster } = this.props.environment;
    const pools = cluster && isManaged(cluster) ? Object.values(cluster.nodePools) : [];
    const types = pools.map(({ size, sku }) => diskTypeOf(skuOf(nodes, nodeRequirement(size, sku?.google)).sku));
    const sole = soleOf([...new Set(types)]);
    const why = sole === undefined ? 'the type that most machines take' : 'the type of the disks of every node pool';
    return chosen(sole ?? 'pd-balanced', why);
  }

  /** Email of Velero's service account. */
  private get signer(): string {
    return this.email(purposeOf(VELERO));
  }

  /** Email of a service account by its purpose. */
  private email(purpose: string): string {
    return emailOf(this.name(names.serviceAccount, purpose), this.props.target);
  }

  private databaseAccount(as: neutral.IdentityUser): string {
    return this.name(LOGIN_LIMIT, accountPurpose(as.database, as.user, this.userProps(as)));
  }
}

const emailOf = (account: string, { project }: GoogleTarget): string => `${account}@${project}.iam.gserviceaccount.com`;

/** By the prefix of an IAM member; identities of pools keep their whole names. */
function subjectOf(member: string): neutral.Subject {
  const [prefix, name] = /^(user|group|serviceAccount):(.*)$/.exec(member)?.slice(1) ?? [];
  const isGroup = prefix === 'group' || member.startsWith('principalSet:');
  return { kind: isGroup ? 'Group' : 'User', name: name ?? member };
}
