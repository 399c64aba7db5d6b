/** NetworkPolicy: who may call a workload's pods and its jobs', and whom these may call. Everything else is denied. */
import type {
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPort,
} from 'kubernetes-types/networking/v1';
import { GATEWAY } from '../../../constructs/addons/gateway/routes';
import { namespaceOf } from '../../../constructs/addons/namespaces';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { portOf, secretValuesOf } from '../../../constructs/workload/schema';
import { callersOf, callsOf, isWorkload } from '../../../constructs/workload/calls';
import { metadataOf, partName, podsOf, type Described, type Role } from './described';
import { CLOUD_APIS, called, caller, DNS, inNamespace, inRange, portsOf, tcp } from '../base/peers';

/** Where PostgreSQL answers, on every cloud. */
const POSTGRES = tcp(5432);
/** Where Redis answers: on AWS and in Valkey on Google, on Google otherwise, on Azure. */
const REDIS = tcp(6379, 6378, 10_000);
/**
 * And each of several primaries by itself: learn.microsoft.com/azure/redis/architecture,
 * cloud.google.com/memorystore/docs/cluster/networking
 */
const REDIS_NODES: NetworkPolicyPort[] = [
  { protocol: 'TCP', port: 8500, endPort: 8599 },
  { protocol: 'TCP', port: 11_000, endPort: 13_047 },
];

/** One for the pods that serve, one for jobs where there are any: these are called by nobody. */
export function networkPolicies(workload: Described): { readonly app: Manifest; readonly jobs?: Manifest } {
  const egress = outgoing(workload);
  return {
    app: policy(workload, 'app', workload.name, incoming(workload), egress),
    ...(hasJobs(workload) && {
      jobs: policy(workload, 'job', partName(workload, 'jobs'), [], [...egress, ...toOwnPods(workload)]),
    }),
  };
}

const hasJobs = ({ props }: Described): boolean => Object.keys(props.jobs).length > 0;

const policy = (
  workload: Described,
  role: Role,
  name: string,
  ingress: NetworkPolicyIngressRule[],
  egress: NetworkPolicyEgressRule[],
): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: metadataOf(workload, name),
  spec: {
    podSelector: { matchLabels: podsOf(workload.name, role) },
    policyTypes: ['Ingress', 'Egress'],
    ...(ingress.length > 0 && { ingress }),
    egress,
  },
});

function incoming(workload: Described): NetworkPolicyIngressRule[] {
  const { id, name, props, environment } = workload;
  const ports = portsOf(props);
  if (ports.length === 0) return [];
  const callers = callersOf(environment, id, props.callers);
  const routed = [...new Set(props.routes.map(({ port }) => portOf(props, port)!.port))];
  return [
    ...callers.map((peer) => caller(environment, peer, ports)),
    ...(routed.length > 0 ? [{ from: [inNamespace(GATEWAY.namespace)], ports: tcp(...routed) }] : []),
    ...(props.metrics
      ? [
          {
            from: [inNamespace(namespaceOf(environment, 'monitoring'))],
            ports: tcp(portOf(props, props.metrics.port)!.port),
          },
        ]
      : []),
    ...(hasJobs(workload) ? [{ from: [{ podSelector: { matchLabels: podsOf(name, 'job') } }], ports }] : []),
  ];
}

function outgoing(workload: Described): NetworkPolicyEgressRule[] {
  const { id, props, environment, cloud } = workload;
  return [
    DNS,
    ...callsOf(environment, id, props.calls).map((peer) => called(environment, peer)),
    ...toServers(props, environment, cloud.managedRanges),
    ...(props.access.length > 0
      ? [CLOUD_APIS, ...cloud.identityEndpoints.map(({ cidr, port }) => ({ to: [inRange(cidr)], ports: tcp(port) }))]
      : []),
    ...toClusters(workload),
  ];
}

/** The databases and caches whose secrets it has. The ports are the same on every cloud, whichever of them are used there. */
function toServers(
  props: Described['props'],
  { databases, caches }: Described['environment'],
  ranges: readonly string[],
): NetworkPolicyEgressRule[] {
  const used = new Set(secretValuesOf(props).map(({ from }) => from));
  const named = [...used].flatMap((from) => (from in caches ? [caches[from]!] : []));
  const ports = [
    ...([...used].some((from) => from in databases) ? POSTGRES : []),
    ...(named.length > 0 ? REDIS : []),
    ...(named.some(({ shards }) => shards > 1) ? REDIS_NODES : []),
  ];
  // A rule without peers would be one for all.
  return ports.length > 0 && ranges.length > 0 ? [{ to: ranges.map(inRange), ports }] : [];
}

/** Kafka, ClickHouse and OpenSearch clusters that name it among their callers, and the one whose topic it is scaled by. */
function toClusters({ id, props, environment }: Described): NetworkPolicyEgressRule[] {
  const { kafkaClusters, clickHouseClusters, searchClusters } = environment;
  const queue = props.autoscaling?.queue;
  const read = queue !== undefined && 'kafka' in queue ? queue.kafka.cluster : undefined;
  const clusters = Object.entries({ ...kafkaClusters, ...clickHouseClusters, ...searchClusters });
  const namespaces = clusters
    .filter(([name, { callers }]) => name === read || callers.some((peer) => isWorkload(peer, id)))
    .map(([, { namespace }]) => namespace);
  return [...new Set(namespaces)].map((namespace) => ({ to: [inNamespace(namespace)] }));
}

const toOwnPods = ({ name, props }: Described): NetworkPolicyEgressRule[] => {
  const ports = portsOf(props);
  return ports.length === 0 ? [] : [{ to: [{ podSelector: { matchLabels: podsOf(name, 'app') } }], ports }];
};
