/**
 * Frontend on Google: the global external Application Load Balancer before the gateway's proxies, the certificates of every host and
 * their records.
 */
import {
  ComputeBackendService,
  type ComputeBackendServiceConfig,
} from '@cdktf/provider-google/lib/compute-backend-service';
import { ComputeHealthCheck } from '@cdktf/provider-google/lib/compute-health-check';
import { ComputeProjectCloudArmorTier } from '@cdktf/provider-google/lib/compute-project-cloud-armor-tier';
import { ComputeUrlMap, type ComputeUrlMapPathMatcher } from '@cdktf/provider-google/lib/compute-url-map';
import { DataGoogleComputeGlobalAddress } from '@cdktf/provider-google/lib/data-google-compute-global-address';
import { DataGoogleContainerCluster } from '@cdktf/provider-google/lib/data-google-container-cluster';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import { Fn, type IResolvable, TerraformIterator, Token } from 'cdktf';
import type { Construct } from 'constructs';

import type { GatewayCdn } from '../../../constructs/cdn';
import type { Infrastructure } from '../../../constructs/infrastructure';
import * as neutral from '../../../constructs/load-balancer';
import { present } from '../../../core/invariant';
import { clusterRef } from '../cluster/lookup';
import { type Address, type Addresses, eachFamily, type Family } from '../edge/addresses';
import { Certificate } from '../edge/certificate';
import { Entrance } from '../edge/entrance';
import { recordsOf } from '../edge/hosts';
import { requestsOf } from '../edge/requests';
import type { Foundation } from '../foundation/foundation';
import { LogRetention } from '../shared/log-retention';
import { names } from '../shared/names';
import type { WebFirewall } from '../web-firewall/web-firewall';
import { addressName, GROUP, URL_MAP } from './lookup';

/**
 * Requests per second of a proxy at which a zone counts as full. Google wants a number, by which it shares between zones; when all
 * are full they still get every request: cloud.google.com/load-balancing/docs/backend-service
 */
const FULL = 1000;

interface Deps {
  readonly foundation: Foundation;
  readonly infrastructure: Infrastructure;
  readonly firewall?: WebFirewall | undefined;
}

/** A Cdn before it. */
type Before = GatewayCdn & { readonly matcher: ComputeUrlMapPathMatcher };

type Backend = Omit<ComputeBackendServiceConfig, 'name'>;

export class Frontend extends neutral.Frontend {
  readonly backendService: ComputeBackendService;
  /** What every backend service of the proxies has, whatever it keeps. */
  readonly backend: Backend;
  private readonly certificate: Certificate;
  private addresses: Addresses | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.LoadBalancerProps,
    protected readonly deps: Deps,
  ) {
    super(scope, id, props);
    this.certificate = new Certificate(this, 'certificate', { hosts: this.hosts }, deps);
    this.backend = this.backendOf(this.createHealthCheck());
    this.backendService = this.create('backendService', ComputeBackendService, {
      name: this.nameByPath(names.backendService),
      ...this.backend,
    });
  }

  serve(cdns: readonly Before[]): void {
    const { ddosProtection, logs } = this.props;
    const urlMap = this.createUrlMap(cdns);
    const addresses = eachFamily((family) => this.findAddress(family));
    this.addresses = addresses;
    new Entrance(this, 'entrance', { urlMap, certificateMap: this.certificate.map, addresses }, this.deps);
    for (const host of this.hosts) this.leadTo(host, addresses);
    if (ddosProtection === 'advanced') this.enroll();
    if (logs) this.keepLogs(logs.retentionDays);
  }

  get address(): string {
    return present(this.addresses, 'addresses of the load balancer').A.address;
  }

  get urlMapName(): string {
    return this.name(...URL_MAP);
  }

  private backendOf(healthCheck: ComputeHealthCheck): Backend {
    const { drainSeconds, logs } = this.props;
    const { firewall } = this.deps;
    return {
      description: 'Proxies of the gateway',
      loadBalancingScheme: 'EXTERNAL_MANAGED',
      // Google does not check the certificate of a backend in its network, and sends no SNI:
      // cloud.google.com/load-balancing/docs/ssl-certificates/encryption-to-the-backends
      protocol: 'HTTPS',
      healthChecks: [healthCheck.id],
      backend: this.findGroups(),
      timeoutSec: this.longestAnswer,
      connectionDrainingTimeoutSec: drainSeconds,
      securityPolicy: firewall?.ofServices.id,
      // A firewall has no other records than these.
      logConfig: logs || firewall?.wantsRecords ? { enable: true, sampleRate: 1 } : { enable: false },
    };
  }

  /** Google counts the whole of an answer, which is the gateway's matter: it waits as long as the route that waits longest. */
  private get longestAnswer(): number {
    const { workloads } = this.deps.infrastructure.environment;
    const routes = Object.values(workloads).flatMap((workload) => workload.routes);
    return Math.max(this.props.idleSeconds, ...routes.map(({ timeoutSeconds }) => timeoutSeconds));
  }

  /** Asks the port of each endpoint, which is the proxy's own. */
  private createHealthCheck(): ComputeHealthCheck {
    const { intervalSeconds, healthyAfter, unhealthyAfter } = this.props.healthCheck;
    return this.create('healthCheck', ComputeHealthCheck, {
      name: this.nameByPath(names.healthCheck),
      description: 'Whether proxies of the gateway live',
      httpsHealthCheck: { portSpecification: 'USE_SERVING_PORT', requestPath: neutral.HEALTH_PATH },
      checkIntervalSec: intervalSeconds,
      healthyThreshold: healthyAfter,
      unhealthyThreshold: unhealthyAfter,
      dependsOn: this.deps.foundation.dependsOn,
    });
  }

  /**
   * The proxies' endpoints in each zone that nodes may be in. GKE makes them under the name that the gateway's service says, as soon
   * as proxies run: github.com/kubernetes/ingress-gce/issues/1755
   */
  private findGroups(): IResolvable {
    const { infrastructure } = this.deps;
    const { project } = this.deps.foundation.target;
    const zone = TerraformIterator.fromList(this.findZones());
    const group = `networkEndpointGroups/${infrastructure.name(...GROUP)}`;
    return zone.dynamic({
      group: `https://www.googleapis.com/compute/v1/projects/${project}/zones/${Token.asString(zone.value)}/${group}`,
      balancing_mode: 'RATE',
      max_rate_per_endpoint: FULL,
    });
  }

  /** Asked of the cluster, because the zones of one that is made here are chosen when it is made. */
  private findZones(): string[] {
    const { infrastructure, foundation } = this.deps;
    const { environment } = infrastructure;
    const ref = clusterRef(environment, foundation.target, () => infrastructure.name(names.cluster, 'cluster'));
    const { nodeLocations } = this.create('cluster', DataGoogleContainerCluster, { ...ref });
    // Of a cluster in one zone the provider leaves out that zone: v6.50.0, resource_container_cluster.go
    return isZone(ref.location) ? Token.asList(Fn.concat([nodeLocations, [ref.location]])) : nodeLocations;
  }

  /** Every host is the gateway's: it answers 404 to one that it does not know, and alone has to know them. */
  private createUrlMap(cdns: readonly Before[]): ComputeUrlMap {
    return this.createMain('urlMap', ComputeUrlMap, {
      name: this.urlMapName,
      description: 'Every host of the gateway',
      defaultService: this.backendService.id,
      ...(cdns.length > 0 && {
        hostRule: cdns.map(({ props, matcher }) => ({ hosts: [...props.hosts], pathMatcher: matcher.name })),
        pathMatcher: cdns.map(({ matcher }) => matcher),
      }),
    });
  }

  private findAddress(family: Family): Address {
    return this.createAs('address', family.family, DataGoogleComputeGlobalAddress, {
      name: this.deps.infrastructure.name(...addressName(family)),
      project: this.deps.foundation.target.project,
    });
  }

  private leadTo(host: string, addresses: Addresses): void {
    for (const [id, config] of recordsOf(host, addresses, this.deps)) this.createAs('record', id, DnsRecordSet, config);
  }

  /** The whole project. Terraform never takes it out again: v6.50.0, resource_compute_project_cloud_armor_tier.go */
  private enroll(): void {
    const { target, dependsOn } = this.deps.foundation;
    this.create('armorTier', ComputeProjectCloudArmorTier, {
      project: target.project,
      cloudArmorTier: 'CA_ENTERPRISE_PAYGO',
      dependsOn,
    });
  }

  private keepLogs(retentionDays: number): void {
    const filter = requestsOf(this.urlMapName);
    new LogRetention(this, 'logs', { filter, retentionDays, purpose: 'requests of the load balancer' }, this.deps);
  }
}

/** `us-central1-a`, and not the region `us-central1`. */
const isZone = (location: string): boolean => /-[a-z]+\d+-[a-z0-9]+$/.test(location);
