/** Rules of load balancers on Google: nodes where GKE makes groups of endpoints, domains that are proved once, what others keep. */
import { servedHosts } from '../../../constructs/addons/gateway/routes';
import { isOfBucket } from '../../../constructs/cdn';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ClusterProps } from '../../../constructs/cluster/schema';
import { provedDomain } from '../../../constructs/dns-zone/domains';
import { isManaged } from '../../../constructs/environment/managed';
import type { Environment } from '../../../constructs/environment/schema';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { type LoadBalancerProps, POD_PORT } from '../../../constructs/load-balancer';
import type { RuleTable } from '../../../core/rules/rule';
import { spread } from '../cluster/node-pool';
import { pools, zonesOf } from '../cluster/rules';
import { fees } from '../shared/fees';
import { FRONT_ENDS } from '../shared/ranges';

type Context = CloudRuleContext<GoogleTarget>;
type Rules = RuleTable<LoadBalancerProps, Context>;

const managedCluster = ({ cluster }: Environment): ClusterProps | undefined =>
  cluster && isManaged(cluster) ? cluster : undefined;

/** The most zones of which a pool has nodes at first. Every pool begins with the same zone. */
function zonesWithNodes(cluster: ClusterProps, zones: number): number {
  const filled = pools(cluster).map(([, pool]) => {
    const { zones: reached, count } = spread(pool, zones);
    return count > 0 ? reached : 0;
  });
  return Math.max(0, ...filled);
}

/** Nodes that there are at all times. */
const fewestNodes = (cluster: ClusterProps): number => pools(cluster).reduce((sum, [, { min }]) => sum + min, 0);

/** What to do where there are more zones than nodes. */
const fewerZones = ({ environment: { network } }: Context): string =>
  isManaged(network) ? 'lower network.zones' : 'name fewer in targets.google.zones';

export const rules: Rules = [
  {
    code: 'zone-without-nodes',
    property: '',
    check: (_, context) => {
      const cluster = managedCluster(context.environment);
      const zones = zonesOf(context);
      const filled = cluster ? zonesWithNodes(cluster, zones) : zones;
      return (
        filled < zones &&
        `needs a node in each of the cluster's ${zones} zones, because GKE makes its groups of endpoints there alone, got nodes in ${filled}: give one of cluster.nodePools a max of ${zones} or more and nodes to begin with, or ${fewerZones(context)}`
      );
    },
    standsOn: () => ['cluster', 'network'],
  },
  {
    code: 'domain-proved-twice',
    property: '',
    check: (_, { environment }) => {
      const wildcards = servedHosts(environment).filter((host) => host.startsWith('*.'));
      const domains = new Set(wildcards.map(provedDomain));
      const [id, cdn] =
        Object.entries(environment.cdns).find(
          ([, cdn]) => isOfBucket(cdn) && cdn.hosts.some((host) => domains.has(host)),
        ) ?? [];
      const host = cdn?.hosts.find((one) => domains.has(one));
      return (
        host !== undefined &&
        `must not serve *.${host} beside cdns.${id}, which serves ${host}: Google lets a project prove a domain once, for itself and all below it. Name the hosts of the routes one by one, or give the Cdn another host`
      );
    },
    standsOn: () => ['cdns', 'workloads'],
  },
];

export const warnings: Rules = [
  {
    code: 'zone-may-empty',
    property: '',
    check: (_, context) => {
      const cluster = managedCluster(context.environment);
      const zones = zonesOf(context);
      const nodes = cluster ? fewestNodes(cluster) : zones;
      return (
        nodes < zones &&
        `needs a node in each of the cluster's ${zones} zones while the platform stack is first applied, and all of cluster.nodePools together may go down to ${nodes}: GKE makes no group of endpoints in a zone without nodes, and the edge stack fails for it. Raise min, or ${fewerZones(context)}`
      );
    },
    standsOn: () => ['cluster', 'network'],
  },
  {
    code: 'cluster-of-others',
    property: '',
    check: (_, { environment: { cluster } }) =>
      cluster !== undefined &&
      !isManaged(cluster) &&
      'stands before an existing cluster: see that its pods have addresses of the VPC network, that its add-on HttpLoadBalancing is on, and that each of its zones has a node, or the edge stack fails',
    standsOn: () => ['cluster'],
  },
  {
    code: 'firewall-of-others',
    property: '',
    check: (_, { environment: { network } }) =>
      !isManaged(network) &&
      `reaches pods of an existing network, whose firewall is not made here: let ${FRONT_ENDS.join(' and ')} in to the range of pods, TCP port ${POD_PORT}, or every request is answered 503`,
    standsOn: () => ['network'],
  },
  {
    code: 'project-enrolled',
    property: 'ddosProtection',
    check: ({ ddosProtection }, { target: { project } }) =>
      ddosProtection === 'advanced' &&
      `enrolls all of the project ${project} in Cloud Armor Enterprise: $${fees.armorEnterpriseMonth} a month, as much for each of its backend services and buckets after the second, and what it charges by traffic. Without it here the project stays enrolled, until gcloud compute project-info update --project ${project} --cloud-armor-tier CA_STANDARD`,
  },
];
