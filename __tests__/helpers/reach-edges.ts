/** Who may call whom, derived from an environment and not from the code that makes its policies. */
import type { AddonNamespaces } from '../../constructs/addons/facts';
import type { AddonKey } from '../../constructs/addons/schema';
import { dataClustersOf } from '../../constructs/data-cluster/clusters';
import type { Environment } from '../../constructs/environment/schema';
import { usersNamespace } from '../../constructs/managed-postgres/users';
import type { Peer } from '../../constructs/workload/peers';
import type { WorkloadProps } from '../../constructs/workload/schema';
import { tracedNamespaces } from '../../constructs/workload/traces';
import { nameInCluster } from '../../core/names-in-cluster';
import type { Actor } from './reach-pods';

/** Undefined where nothing is said: among a cluster's own pods, and between pods that nobody has heard of. */
type Verdict = boolean | undefined;

const splitRole = ({ role }: Actor): [kind: string, name: string] => {
  const [kind = '', name = ''] = role.split(':');
  return [kind, name];
};

/** Ports of add-ons that the control plane calls, and those that Prometheus does. */
export const WEBHOOKS = [9443, 10_250, 15_017];
const METRICS = [7979, 8080, 8082, 8083, 8085, 8090, 8888, 9003, 9090, 9402, 9999, 15_014, 15_020, 19_001];

/** The kinds of pods of data clusters. */
const CLUSTER_PODS = ['kafka-kafka', 'kafka-entity-operator', 'kafka-kafka-exporter', 'click-house', 'keeper', 'backup', 'search', 'users', 'dashboards']; // prettier-ignore

/** Add-ons whose pods are closed by their labels beside Kubernetes' own. */
const BESIDE_KUBERNETES: readonly AddonKey[] = ['loadBalancerController', 'metricsServer', 'clusterAutoscaler'];

export class Implied {
  constructor(
    private readonly environment: Environment,
    private readonly addonNamespaces: AddonNamespaces,
    private readonly isInMesh: (actor: Actor) => boolean,
    /** Ports of the gateway's proxies that everybody may call. */
    private readonly open: readonly number[],
  ) {}

  /** Whether one pod may call another's port. */
  may(from: Actor, to: Actor, port: number): Verdict {
    if (from === to || this.areOneCluster(from, to)) return this.inCluster(from, to, port);
    const [lets, goes] = [this.lets(from, to, port), this.goes(from, to, port)];
    if (lets === false || goes === false) return false;
    if (lets === undefined || goes === undefined) return undefined;
    const strict = !this.environment.addons.istio?.permissive && this.isOwnMesh(to);
    return !strict || this.isInMesh(from);
  }

  /** Whether what a pod may call is limited. */
  isClosed(actor: Actor): boolean {
    const [kind] = splitRole(actor);
    if (kind !== 'stranger') return kind !== 'addon' || !this.isOpen(actor);
    const { namespace } = actor;
    const isClosedItself =
      this.isExporters(namespace) ||
      this.isNodes(namespace) ||
      this.ofAddons(namespace).length > 0 ||
      namespace === usersNamespace(this.environment);
    return this.environment.namespaces[namespace]?.defaultDeny ?? isClosedItself;
  }

  /** The environment's name of a workload's pod. */
  workloadOf(actor: Actor): [id: string, props: WorkloadProps] | undefined {
    const [kind, name] = splitRole(actor);
    if (kind !== 'workload' && kind !== 'job') return undefined;
    return Object.entries(this.environment.workloads).find(([id]) => nameInCluster(this.environment, id) === name);
  }

  /** The add-ons in a namespace: what one of them may, the others may as well. */
  ofAddons(namespace: string): AddonKey[] {
    const { addons } = this.environment;
    return (Object.keys(this.addonNamespaces) as AddonKey[]).filter(
      (key) => addons[key] !== undefined && this.addonNamespaces[key] === namespace && namespace !== 'kube-system',
    );
  }

  private isOpen({ namespace, addon }: Actor): boolean {
    if (namespace === 'kube-system') return addon === undefined || !BESIDE_KUBERNETES.includes(addon);
    return this.environment.namespaces[namespace]?.defaultDeny === false;
  }

  private isOwnMesh({ namespace }: Actor): boolean {
    return this.environment.addons.istio?.namespaces.includes(namespace) ?? false;
  }

  /** The namespace of pods that are on the node's network, which no policy reaches. */
  isNodes(namespace: string): boolean {
    return namespace === `${this.addonNamespaces.monitoring}-nodes`;
  }

  private isExporters(namespace: string): boolean {
    return namespace === `${this.addonNamespaces.monitoring}-exporters`;
  }

  private get clusters() {
    return Object.entries(dataClustersOf(this.environment)).map(([id, props]) => ({
      id,
      name: nameInCluster(this.environment, id),
      namespace: props.namespace,
      callers: props.callers,
      isMeasured: Object.values(this.environment.workloads).some((workload) => queueOf(workload) === id),
    }));
  }

  /** The data cluster of a pod; the exporter of a search cluster is a Deployment. */
  private clusterOf(actor: Actor) {
    const [kind, name] = splitRole(actor);
    const isExporter = kind === 'workload' && !this.isExporters(actor.namespace);
    return this.clusters.find(
      (cluster) =>
        (CLUSTER_PODS.includes(kind) && cluster.name === name) || (isExporter && `${cluster.name}-exporter` === name),
    );
  }

  private areOneCluster(from: Actor, to: Actor): boolean {
    const cluster = this.clusterOf(from);
    return cluster !== undefined && cluster.id === this.clusterOf(to)?.id;
  }

  /** What a cluster's own pods need of each other. */
  private inCluster(from: Actor, to: Actor, port: number): Verdict {
    const needed: Readonly<Record<string, readonly number[]>> = {
      'kafka-kafka→kafka-kafka': [9090, 9091],
      'kafka-entity-operator→kafka-kafka': [9091],
      'kafka-kafka-exporter→kafka-kafka': [9091],
      'click-house→click-house': [9000, 9009],
      'backup→click-house': [7171],
      'click-house→keeper': [2181],
      'keeper→keeper': [2181],
      'search→search': [9200, 9300],
      'users→search': [9200],
      'dashboards→search': [9200],
      'workload→search': [9200],
    };
    if (needed[`${splitRole(from)[0]}→${splitRole(to)[0]}`]?.includes(port)) return true;
    // The job comes from outside of the servers, and may do nothing else there.
    return [from, to].some((actor) => splitRole(actor)[0] === 'backup') && from !== to ? false : undefined;
  }

  /** Whether the caller may call it. */
  private goes(from: Actor, to: Actor, port: number): Verdict {
    if (!this.isClosed(from)) return true;
    // No rule names nodes, so that whoever may call kubelets may call that port of every pod.
    if (from.role === 'addon:datadog' && port === 10_250) return undefined;
    if (from.addon)
      return this.addonGoes(from.role, from.addon, to) || (this.neighbourGoes(from, to) ? undefined : false);
    if (this.ofAddons(from.namespace).length > 0 && !this.workloadOf(from)) return undefined;
    // Where everything is denied, what is deployed by other means may do what the mesh lets it.
    if (from.role === 'stranger') return this.isOwnMesh(from) && this.isInMesh(to);
    const workload = this.workloadOf(from);
    if (!workload) return false;
    const [id, { calls }] = workload;
    const target = this.workloadOf(to);
    const isOwn = splitRole(from)[0] === 'job' && target?.[0] === id;
    const namesIt = target !== undefined && (isNamed(calls, target[0]) || isNamed(target[1].callers, id));
    const isIn = (namespace: string): boolean => namespace === to.namespace;
    const usesCluster = this.clusters.some(
      (cluster) => isIn(cluster.namespace) && (isNamed(cluster.callers, id) || queueOf(workload[1]) === cluster.id),
    );
    const sends = workload[1].traces !== undefined && splitRole(to)[1] === this.receiver;
    return isOwn || namesIt || usesCluster || sends || calls.some((peer) => isNamespace(peer, to.namespace));
  }

  /** The collector to which workloads send. */
  private get receiver(): string {
    return this.environment.addons.telemetry ? 'telemetry-collector' : 'trace-collector';
  }

  private get sendsToTempo(): boolean {
    const { telemetry, tempo } = this.environment.addons;
    return telemetry !== undefined && (telemetry.traces?.includes('tempo') ?? tempo !== undefined);
  }

  private neighbourGoes({ namespace, addon }: Actor, to: Actor): boolean {
    return this.ofAddons(namespace).some((key) => key !== addon && this.addonGoes('', key, to));
  }

  /** Whom an add-on calls besides addresses. */
  private addonGoes(role: string, addon: AddonKey, to: Actor): boolean {
    const isIn = (...namespaces: readonly string[]): boolean => namespaces.includes(to.namespace);
    const { addons, kafkaClusters, clickHouseClusters, searchClusters } = this.environment;
    const namespacesOf = (all: Readonly<Record<string, { readonly namespace: string }>>) =>
      Object.values(all).map(({ namespace }) => namespace);
    if (isIn(this.addonNamespaces[addon])) return this.addonNamespaces[addon] !== 'kube-system';
    switch (addon) {
      case 'gateway':
        return role === 'addon:proxies' && isIn(...this.routed);
      case 'monitoring':
        return role === 'addon:prometheus' || this.isOf(to, 'loki') || this.isOf(to, 'tempo');
      case 'keda':
        return to.role === 'addon:prometheus' || isIn(...this.clusters.filter(({ isMeasured }) => isMeasured).map(({ namespace }) => namespace)); // prettier-ignore
      case 'telemetry':
        return to.role === 'addon:trace-collector' && this.sendsToTempo;
      case 'openCost':
      case 'argoRollouts':
        return to.role === 'addon:prometheus';
      case 'strimzi':
        return addons.strimzi?.all === true || isIn(...namespacesOf(kafkaClusters));
      case 'clickHouseOperator':
        return addons.clickHouseOperator?.all === true || isIn(...namespacesOf(clickHouseClusters));
      case 'openSearchOperator':
        return addons.openSearchOperator?.all === true || isIn(...namespacesOf(searchClusters));
      default:
        return false;
    }
  }

  /** Namespaces to which routes lead. */
  private get routed(): string[] {
    const { addons, workloads } = this.environment;
    return [
      ...Object.values(workloads).flatMap(({ namespace, routes }) => (routes.length > 0 ? [namespace] : [])),
      ...(addons.monitoring?.grafana && addons.monitoring.grafana.host !== undefined
        ? [this.addonNamespaces.monitoring]
        : []),
      ...(addons.argoCd?.host === undefined ? [] : [this.addonNamespaces.argoCd]),
      ...(addons.gateway?.namespaces ?? []),
    ];
  }

  /** Whether the one that is called lets the caller in. */
  private lets(from: Actor, to: Actor, port: number): Verdict {
    const [kind, name] = splitRole(to);
    if (['job', 'users', 'crds', 'database-users', 'backup'].includes(kind)) return false;
    if (kind === 'addon') return this.addonLets(from, to, name, port);
    const cluster = this.clusterOf(to);
    if (cluster) return this.clusterLets(from, to, cluster, port);
    const workload = this.workloadOf(to);
    if (workload) return this.workloadLets(from, workload, port);
    // Exporters of databases and caches.
    return kind === 'workload' ? this.isOf(from, 'monitoring') : undefined;
  }

  private workloadLets(from: Actor, [id, workload]: [string, WorkloadProps], port: number): boolean {
    const { callers, routes, metrics, jobs } = workload;
    const caller = this.workloadOf(from);
    const isJob = splitRole(from)[0] === 'job' && caller?.[0] === id && Object.keys(jobs).length > 0;
    const first = Object.values(workload.ports)[0]?.port;
    const numberOf = (portName: string | undefined) =>
      portName === undefined ? first : workload.ports[portName]?.port;
    return (
      isJob ||
      (caller !== undefined && (isNamed(callers, caller[0]) || isNamed(caller[1].calls, id))) ||
      callers.some((peer) => isNamespace(peer, from.namespace)) ||
      (this.isOf(from, 'gateway') && routes.some((route) => numberOf(route.port) === port)) ||
      (this.isOf(from, 'monitoring') && metrics !== undefined && numberOf(metrics.port) === port)
    );
  }

  private clusterLets(from: Actor, to: Actor, cluster: Implied['clusters'][number], port: number): Verdict {
    const [kind] = splitRole(to);
    const caller = this.workloadOf(from);
    const isCaller =
      (caller !== undefined && isNamed(cluster.callers, caller[0])) ||
      cluster.callers.some((peer) => isNamespace(peer, from.namespace));
    const monitors = this.isOf(from, 'monitoring');
    switch (kind) {
      case 'kafka-kafka': {
        if (port === 9404) return this.metricsLet(from, to);
        // Outside the mesh Strimzi knows its operator by a label, in the mesh by its namespace.
        if ([9090, 9091, 8443].includes(port))
          return from.role === 'addon:strimzi' || (this.isOf(from, 'strimzi') && undefined);
        return isCaller || (cluster.isMeasured && this.isOf(from, 'keda'));
      }
      case 'kafka-kafka-exporter':
        return this.metricsLet(from, to);
      case 'click-house': {
        if (port === 7171) return false;
        if (port === 9363) return monitors;
        return [8123, 9000].includes(port) && (isCaller || this.isOf(from, 'clickHouseOperator'));
      }
      case 'keeper':
        return port === 9363 ? monitors : this.isOf(from, 'clickHouseOperator');
      case 'search':
        return port === 9200 && (isCaller || this.isOf(from, 'openSearchOperator'));
      case 'dashboards':
        return isCaller;
      default:
        return monitors;
    }
  }

  /** Strimzi opens ports of metrics to everybody; in the mesh, identities matter. */
  private metricsLet(from: Actor, to: Actor): boolean {
    return this.isOwnMesh(to) && this.isInMesh(from) ? this.isOf(from, 'monitoring') : true;
  }

  private addonLets(from: Actor, to: Actor, part: string, port: number): Verdict {
    const isOwn = from.namespace === to.namespace && to.namespace !== 'kube-system';
    const { tempo, telemetry, monitoring } = this.environment.addons;
    switch (part) {
      case 'prometheus':
        return (
          isOwn ||
          this.isOf(from, 'keda') ||
          this.isOf(from, 'argoRollouts') ||
          (monitoring?.clients ?? []).includes(from.namespace)
        );
      case 'alertmanager':
      case 'state-metrics':
        return isOwn;
      case 'operator':
        // Its webhook is for the control plane; for the sake of that, others may or may not reach it.
        return isOwn || undefined;
      case 'grafana':
        return isOwn || this.isOf(from, 'gateway');
      case 'loki':
      case 'tempo':
        return isOwn || this.isOf(from, 'monitoring');
      case 'trace-collector':
      case 'telemetry-collector': {
        const { namespaces } = this.environment;
        const addon = part === 'trace-collector' ? tempo : telemetry;
        const senders = new Set([
          ...(addon?.senders ?? Object.keys(namespaces)),
          ...(part === this.receiver ? tracedNamespaces(this.environment) : []),
          ...(part === 'trace-collector' && this.sendsToTempo ? [this.addonNamespaces.telemetry] : []),
        ]);
        const sends = [4317, 4318].includes(port) && senders.has(from.namespace);
        return isOwn || sends || (part === 'telemetry-collector' && this.scrapes(from, to, port));
      }
      case 'datadog':
        return (
          isOwn ||
          (this.environment.addons.datadog?.apm === true &&
            port === 8126 &&
            from.namespace in this.environment.namespaces)
        );
      case 'proxies':
        // Pods in the mesh would come by its tunnel, which a load balancer does not.
        if (this.environment.loadBalancer && this.isInMesh(from) && this.open.includes(port)) return undefined;
        return isOwn || this.open.includes(port) || this.scrapes(from, to, port);
      case 'argocd-server': {
        const isRouted = this.isOf(from, 'gateway') && this.environment.addons.argoCd?.host !== undefined;
        return isOwn || (isRouted && port === 8080) || this.scrapes(from, to, port);
      }
      default:
        return isOwn || this.scrapes(from, to, port);
    }
  }

  /** Prometheus calls ports of metrics. Webhooks are for the control plane; for the sake of that, others may or may not reach them. */
  private scrapes(from: Actor, to: Actor, port: number): Verdict {
    if (WEBHOOKS.includes(port)) return undefined;
    if (!this.isOf(from, 'monitoring')) return this.isOpen(to) ? undefined : false;
    if (METRICS.includes(port)) return true;
    // Through the mesh, pods of add-ons in a namespace of the environment may be reached on other ports, too.
    return this.isInMesh(to) && this.environment.namespaces[to.namespace] !== undefined ? undefined : false;
  }

  private isOf({ namespace }: Actor, addon: keyof AddonNamespaces): boolean {
    return this.environment.addons[addon] !== undefined && this.addonNamespaces[addon] === namespace;
  }
}

const queueOf = ({ autoscaling }: WorkloadProps): string | undefined =>
  autoscaling?.queue && 'kafka' in autoscaling.queue ? autoscaling.queue.kafka.cluster : undefined;
const isNamed = (peers: readonly Peer[], id: string): boolean =>
  peers.some((peer) => typeof peer === 'object' && 'workload' in peer && peer.workload === id);
const isNamespace = (peer: Peer, namespace: string): boolean =>
  typeof peer === 'object' && 'namespace' in peer && peer.namespace === namespace;
