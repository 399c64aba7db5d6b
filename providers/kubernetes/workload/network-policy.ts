/** Network policies of a workload: its callers and its calls. Everything else is denied. */
import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule } from 'kubernetes-types/networking/v1';

import { GATEWAY } from '../../../constructs/addons/gateway/routes';
import { TO_APIS, toDns, toIdentity, toManaged } from '../../../constructs/cloud-lookup/endpoints';
import { dataClustersOf } from '../../../constructs/data-cluster/clusters';
import { POSTGRES_PORTS } from '../../../constructs/managed-postgres/ports';
import { cachePorts } from '../../../constructs/managed-redis/ports';
import { callersOf, callsOf } from '../../../constructs/workload/calls';
import { workloadOf } from '../../../constructs/workload/peers';
import { portOf } from '../../../constructs/workload/ports';
import { kafkaQueueOf } from '../../../constructs/workload/scaling';
import { secretValuesOf } from '../../../constructs/workload/schema';
import { cacheRights, databaseRights } from '../../../constructs/workload-identity/contract';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { inNamespace, networkPolicy, podsWith, tcp } from '../../../core/kubernetes/network-policy';
import { metadataOf, partName, podsOf, type Role, type WorkloadContext } from './context';
import { fromCaller, portsOf, toCallee } from './peers';
import { toCollector } from './tracing';

/** A policy for the pods that serve, and one for the pods of jobs, which accept no calls. */
export function networkPolicies(workload: WorkloadContext): { readonly app: Manifest; readonly jobs?: Manifest } {
  const egress = egressOf(workload);
  return {
    app: policyOf(workload, 'app', workload.name, ingressOf(workload), egress),
    ...(hasJobs(workload) && {
      jobs: policyOf(workload, 'job', partName(workload, 'jobs'), [], [...egress, ...toOwnPods(workload)]),
    }),
  };
}

const hasJobs = ({ props }: WorkloadContext): boolean => Object.keys(props.jobs).length > 0;

const policyOf = (
  workload: WorkloadContext,
  role: Role,
  name: string,
  ingress: NetworkPolicyIngressRule[],
  egress: NetworkPolicyEgressRule[],
): Manifest => networkPolicy(metadataOf(workload, name), { pods: podsOf(workload.name, role), ingress, egress });

function ingressOf(workload: WorkloadContext): NetworkPolicyIngressRule[] {
  const { id, name, props, environment } = workload;
  const ports = portsOf(props);
  if (ports.length === 0) return [];
  return [
    ...callersOf(environment, id, props.callers).map((peer) => fromCaller(environment, peer, ports)),
    ...fromGateway(workload),
    ...fromMonitoring(workload),
    ...(hasJobs(workload) ? [{ from: [podsWith(podsOf(name, 'job'))], ports }] : []),
  ];
}

function fromGateway({ props }: WorkloadContext): NetworkPolicyIngressRule[] {
  const ports = new Set(props.routes.map(({ port }) => portOf(props, port).port));
  return ports.size > 0 ? [{ from: [inNamespace(GATEWAY.namespace)], ports: tcp(...ports) }] : [];
}

function fromMonitoring({ props, addonNamespaces }: WorkloadContext): NetworkPolicyIngressRule[] {
  if (!props.metrics) return [];
  const { port } = portOf(props, props.metrics.port);
  return [{ from: [inNamespace(addonNamespaces.monitoring)], ports: tcp(port) }];
}

function egressOf(workload: WorkloadContext): NetworkPolicyEgressRule[] {
  const { id, props, environment } = workload;
  return [
    toDns(workload.cloud),
    ...callsOf(environment, id, props.calls).map((peer) => toCallee(environment, peer)),
    ...toServers(workload),
    ...toCloud(workload),
    ...toClusters(workload),
    ...toCollector(workload),
  ];
}

/**
 * To the databases and caches of its secrets, and to those that it may sign in to. The ports are the same on every
 * cloud, whichever of them are in use there.
 */
function toServers({ props, environment, cloud }: WorkloadContext): NetworkPolicyEgressRule[] {
  const signedInTo = [
    ...databaseRights(props.access).map(({ database }) => database),
    ...cacheRights(props.access).map(({ cache }) => cache),
  ];
  const sources = [...new Set([...secretValuesOf(props).map(({ from }) => from), ...signedInTo])];
  const caches = sources.flatMap((source) => environment.caches[source] ?? []);
  const ports = [
    ...(sources.some((source) => source in environment.databases) ? POSTGRES_PORTS : []),
    ...cachePorts(caches),
  ];
  return toManaged(cloud, ports);
}

/** To the cloud's APIs, and to the endpoints that give pods their identity, where it has rights there. */
function toCloud({ props, cloud }: WorkloadContext): NetworkPolicyEgressRule[] {
  if (props.access.length === 0) return [];
  return [TO_APIS, ...toIdentity(cloud)];
}

/** To Kafka, ClickHouse and OpenSearch clusters that name it in their callers, and to the cluster of its queue. */
function toClusters({ id, props, environment }: WorkloadContext): NetworkPolicyEgressRule[] {
  const queueCluster = kafkaQueueOf(props)?.cluster;
  const namespaces = Object.entries(dataClustersOf(environment))
    .filter(([name, { callers }]) => name === queueCluster || callers.some((peer) => workloadOf(peer) === id))
    .map(([, { namespace }]) => namespace);
  return [...new Set(namespaces)].map((namespace) => ({ to: [inNamespace(namespace)] }));
}

function toOwnPods({ name, props }: WorkloadContext): NetworkPolicyEgressRule[] {
  const ports = portsOf(props);
  return ports.length === 0 ? [] : [{ to: [podsWith(podsOf(name, 'app'))], ports }];
}
