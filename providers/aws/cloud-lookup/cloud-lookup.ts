/**
 * Services on AWS: the login to EKS, and AWS's settings for add-ons and workloads. Resources of the infrastructure
 * stack are found by their names or through data sources.
 */
import { DataAwsEksCluster } from '@cdktf/provider-aws/lib/data-aws-eks-cluster';
import { DataAwsKmsAlias } from '@cdktf/provider-aws/lib/data-aws-kms-alias';
import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';

import { GATEWAY } from '../../../constructs/addons/gateway/routes';
import { isBehindCdn } from '../../../constructs/cdn/before';
import * as neutral from '../../../constructs/cloud-lookup/contract';
import type { Holder } from '../../../constructs/cluster';
import { existingId } from '../../../constructs/dns-zone';
import type { KeyKind } from '../../../constructs/encryption-key';
import { isManaged } from '../../../constructs/environment/managed';
import { tagsOf } from '../../../constructs/environment/tags';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { ENTRY } from '../../../constructs/load-balancer';
import { roleOf } from '../../../constructs/managed-postgres/users';
import { planSubnets } from '../../../constructs/network/subnets';
import type { SecretPath } from '../../../constructs/secret-store';
import type { Signal } from '../../../constructs/workload-identity';
import { Ephemeral } from '../../../core/cdktf/ephemeral';
import { chosen } from '../../../core/decision';
import { present } from '../../../core/invariant';
import { machinePrices } from '../../../core/sizing/list-price';
import { groupOf } from '../cluster/cluster-access';
import { isKnownById } from '../dns-zone/existing';
import { aliasOf } from '../encryption-key/lookup';
import { identityUserOf } from '../managed-redis/cache-users';
import { secondaryTier } from '../network/secondary-network';
import { secretPath } from '../secret-store/secret-store';
import { nodes } from '../shared/catalogue';
import { fees } from '../shared/fees';
import { names } from '../shared/names';
import { configureReading } from '../shared/provider';
import { objectStorage } from './object-storage';
import { telemetryRoute } from './telemetry';

/** Prefix of the AWS Load Balancer Controller's annotations. */
const BALANCER = 'service.beta.kubernetes.io/aws-load-balancer';

export class CloudLookup extends neutral.CloudLookup<AwsTarget> {
  /** The Pod Identity agent: docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
  readonly identityEndpoints = [{ cidr: '169.254.170.23/32', port: 80 }];
  readonly meshPlatform = undefined;
  readonly datadog = {};
  readonly cluster: DataAwsEksCluster;

  constructor(scope: Construct, id: string, props: neutral.CloudLookupProps<AwsTarget>) {
    super(scope, id, props);
    configureReading(this.stack, props.target);
    this.cluster = this.create('cluster', DataAwsEksCluster, { name: this.clusterName });
    this.configureLogin();
  }

  /** External Secrets authenticates with its own service account, through the Pod Identity agent. */
  get secretStore(): neutral.Values {
    return { aws: { service: 'SecretsManager', region: this.region } };
  }

  protected secretName(holds: keyof SecretPath, id: string, user = ''): string {
    return this.name(names.secret, ...secretPath[holds](id, user));
  }

  /** Entries of the cluster put members into groups of it. */
  subjects(holder: Holder): neutral.Subject[] {
    const isNamed = !('access' in holder) || this.membersOf(holder.access, 'aws').length > 0;
    return isNamed ? [{ kind: 'Group', name: groupOf(holder) }] : [];
  }

  /** Nothing, because Pod Identity knows service accounts by name. */
  serviceAccount(): neutral.ServiceAccountMarks {
    return { annotations: {}, podLabels: {} };
  }

  /** EKS has none of its own. The address is the one that Kubernetes' NodeLocal DNSCache has wherever it is installed. */
  get dnsCaches(): readonly string[] {
    return this.isExistingCluster ? ['169.254.20.10/32'] : [];
  }

  /** A token is signed for the name of the store: docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html */
  cacheSignIn(cache: string): neutral.SignIn {
    return {
      username: this.name(names.cacheUser, ...identityUserOf(cache)),
      login: this.name(names.replicationGroup, cache),
    };
  }

  /** A token is signed for the server's address: docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html */
  databaseSignIn(as: neutral.IdentityUser): neutral.SignIn {
    return { username: roleOf(as.user, this.userProps(as)), login: '{host}:{port}' };
  }

  /** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html */
  identityRoles(): neutral.IdentityRoles {
    return { group: 'rds_iam' };
  }

  /** None: the owner may give the group. */
  administratorRole(): undefined {
    return undefined;
  }

  /** Ranges of the database tiers of both regions. */
  get managedRanges(): readonly string[] {
    const { network } = this.props.environment;
    if (isManaged(network)) {
      const { secondaryCidr, zones } = network;
      return [
        ...planSubnets(network).database,
        ...(secondaryCidr === undefined ? [] : secondaryTier(secondaryCidr, zones)),
      ];
    }
    return present(network.existing.aws, 'network.existing.aws').databaseSubnets.map((id, index) =>
      this.once(
        `subnet-${index + 1}`,
        (name) => this.createAs('databaseSubnet', name, DataAwsSubnet, { id }).cidrBlock,
      ),
    );
  }

  /** kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations */
  loadBalancer({ internal }: { readonly internal: boolean }) {
    return {
      loadBalancerClass: 'service.k8s.aws/nlb',
      annotations: {
        [`${BALANCER}-scheme`]: internal ? 'internal' : 'internet-facing',
        [`${BALANCER}-nlb-target-type`]: 'ip',
        // Because there are few pods, and some zones may have none.
        [`${BALANCER}-attributes`]: 'load_balancing.cross_zone.enabled=true',
        // Without this, every request seems to come from the load balancer.
        [`${BALANCER}-target-group-attributes`]: 'preserve_client_ip.enabled=true',
      },
    };
  }

  /** The group of targets is known by its name, and the proxies join it by their service. */
  entry(): neutral.Entry {
    const binding = {
      apiVersion: 'elbv2.k8s.aws/v1beta1',
      kind: 'TargetGroupBinding',
      metadata: { name: ENTRY, namespace: GATEWAY.namespace },
      spec: {
        serviceRef: { name: ENTRY, port: 443 },
        targetGroupName: this.name(names.targetGroup, ENTRY),
        targetType: 'ip',
      },
    };
    // Behind a Cdn `<client>,<CloudFront>`: the load balancer adds who has called it.
    const trustedHops = isBehindCdn(this.props.environment) ? 2 : 1;
    return { service: { type: 'ClusterIP' }, objects: [binding], sources: this.balancerRanges, trustedHops };
  }

  /** Ranges of the tier in which the load balancer is. */
  private get balancerRanges(): readonly string[] {
    const { network } = this.props.environment;
    const tier = isBehindCdn(this.props.environment) ? 'private' : 'public';
    return isManaged(network)
      ? planSubnets(network)[tier]
      : this.rangesOf(present(network.existing.aws, 'network.existing.aws')[`${tier}Subnets`], `${tier}-subnet`);
  }

  private rangesOf(subnets: readonly string[], prefix: string): string[] {
    const rangeOf = (id: string) => (name: string) => this.createAs('subnet', name, DataAwsSubnet, { id }).cidrBlock;
    return subnets.map((id, index) => this.once(`${prefix}-${index + 1}`, rangeOf(id)));
  }

  get unitPrices(): neutral.UnitPrices {
    return { ...machinePrices(nodes), diskGiB: fees.diskGiBMonth, loadBalancer: fees.loadBalancer };
  }

  get disks() {
    return chosen('gp3', 'the general purpose disk of AWS, whose speed does not depend on its size');
  }

  get storageClass() {
    const kmsKeyId = this.diskKey;
    return {
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: this.disks.value, encrypted: 'true', ...(kmsKeyId !== undefined && { kmsKeyId }) },
    };
  }

  /** The driver tags snapshots as it tags volumes. */
  get snapshotParameters() {
    return {};
  }

  externalDns(zones: readonly string[]): neutral.Values {
    return {
      provider: { name: 'aws' },
      extraArgs: { 'zone-id-filter': zones.map((zone) => this.zone(zone)) },
    };
  }

  dnsSolver(zone: string): neutral.Values {
    return { route53: { region: this.region, hostedZoneID: this.zone(zone) } };
  }

  objectStorage(store: string) {
    const { region, clusterName } = this;
    return objectStorage({ bucket: this.name(names.bucket, store), region, clusterName });
  }

  get loadBalancerController(): neutral.Values {
    return {
      clusterName: this.clusterName,
      region: this.region,
      // Pods cannot reach the node's metadata, where the controller would look it up.
      vpcId: this.cluster.vpcConfig.get(0).vpcId,
      defaultTargetType: 'ip',
      defaultTags: tagsOf(this.props.environment),
    };
  }

  get clusterAutoscaler(): neutral.Values {
    return { cloudProvider: 'aws', awsRegion: this.region, autoDiscovery: { clusterName: this.clusterName } };
  }

  /** EKS installs it as its own add-on on clusters that the environment creates. */
  get hasMetricsServer(): boolean {
    const { cluster } = this.props.environment;
    return cluster !== undefined && isManaged(cluster);
  }

  /** Authenticates with an ephemeral token, which Terraform fetches at plan and at apply and never stores. */
  private configureLogin(): void {
    const { endpoint, certificateAuthority } = this.cluster;
    const cluster = { host: endpoint, clusterCaCertificate: Fn.base64decode(certificateAuthority.get(0).data) };
    if (this.props.target.kubernetesLogin === 'cli') {
      new KubernetesProvider(this.stack, 'kubernetes', { ...cluster, exec: [this.commandLine] });
      new HelmProvider(this.stack, 'helm', { kubernetes: { ...cluster, exec: this.commandLine } });
    } else {
      const token = new Ephemeral(this, 'token', 'aws_eks_cluster_auth', { name: this.clusterName }).get('token');
      new KubernetesProvider(this.stack, 'kubernetes', { ...cluster, token });
      new HelmProvider(this.stack, 'helm', { kubernetes: { ...cluster, token } });
    }
  }

  private get commandLine() {
    return {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: 'aws',
      args: ['eks', 'get-token', '--cluster-name', this.clusterName, '--region', this.region, '--output', 'json'],
    };
  }

  telemetry(signal: Signal): neutral.TelemetryRoute {
    return telemetryRoute(signal, this.region);
  }

  private get region(): string {
    return this.props.target.region;
  }

  private get clusterName(): string {
    const { cluster } = this.props.environment;
    if (!cluster || isManaged(cluster)) return this.name(names.cluster);
    return present(cluster.existing.aws, 'cluster.existing.aws').name;
  }

  private zone(id: string): string {
    const props = present(this.props.environment.dnsZones[id], `dnsZones.${id}`);
    if (isKnownById(props)) return existingId(props, 'aws');
    const config = { name: props.domain, privateZone: false };
    return this.once(`zone-${id}`, (zone) => this.createAs('zone', zone, DataAwsRoute53Zone, config).zoneId);
  }

  /** Key of the nodes' disks, which encrypts volumes too; undefined for AWS's own key and for existing clusters. */
  private get diskKey(): string | undefined {
    const setting = this.diskEncryption;
    if (setting !== 'own') return setting?.existing.aws;
    const name = aliasOf(this.name(names.keyAlias, 'cluster' satisfies KeyKind));
    return this.once('disk-key', (id) => this.createAs('diskKey', id, DataAwsKmsAlias, { name }).targetKeyArn);
  }
}
