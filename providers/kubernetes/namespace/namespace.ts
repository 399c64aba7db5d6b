/** Namespace: with its Pod Security Standard, quota, default limits and default-deny network policies. */
import type { Construct } from 'constructs';

import { GATEWAY } from '../../../constructs/addons/gateway/routes';
import { interceptors } from '../../../constructs/addons/load-balancer-controller/load-balancer-controller';
import { toDns } from '../../../constructs/cloud-lookup/endpoints';
import { dataClustersOf } from '../../../constructs/data-cluster/clusters';
import type { InCluster } from '../../../constructs/in-cluster';
import type { NamespaceProps } from '../../../constructs/namespace/schema';
import { type Choice, chosen } from '../../../core/decision';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { networkPolicy } from '../../../core/kubernetes/network-policy';
import { resourceList } from '../../../core/kubernetes/words';
import { InClusterComponent } from '../base/component';
import type { KubernetesObject } from '../base/object';
import { diskMax } from './disk';

/**
 * A namespace is deleted only after its pods have ended and its disks and load balancers are released. Prometheus may
 * take ten minutes to end, Envoy six; the provider would wait for five.
 */
const DELETION_TIMEOUT = '20m';

export class Namespace extends InClusterComponent<NamespaceProps> {
  readonly namespace: KubernetesObject;
  readonly ready: readonly KubernetesObject[];

  constructor(scope: Construct, id: string, props: NamespaceProps, deps: InCluster) {
    super(scope, id, props, deps);
    this.namespace = this.createNamespace();
    this.ready = [
      this.namespace,
      ...this.createQuota(),
      ...this.createLimitRange(),
      ...this.createPolicies(),
      ...this.admitAddons(),
    ];
  }

  private createNamespace(): KubernetesObject {
    const { labels } = this.props;
    const podSecurity = this.decide('pod security', 'podSecurity', this.choosePodSecurity());
    const levels: Record<string, string> = Object.fromEntries(
      ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, podSecurity]),
    );
    return this.object(
      'namespace',
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: this.node.id,
          labels: { ...this.labels(this.node.id), ...levels, ...labels },
        },
      },
      {
        dependsOn: this.mayHoldBalancers ? this.deps.addon('loadBalancerController') : [],
        ...(this.holdsProtected && { lifecycle: { preventDestroy: true } }),
        arguments: { timeouts: { delete: DELETION_TIMEOUT } },
      },
    );
  }

  private get isOwn(): boolean {
    return this.node.id in this.deps.environment.namespaces;
  }

  /** Its deletion waits for its services, and that of a service until the controller has removed its load balancer. */
  private get mayHoldBalancers(): boolean {
    return this.isOwn || this.node.id === GATEWAY.namespace || interceptors(this.deps.environment).length > 0;
  }

  /** With a namespace go its claims, and the disks with them. */
  private get holdsProtected(): boolean {
    const { environment, addons } = this.deps;
    const holders = [...Object.values(dataClustersOf(environment)), ...Object.values(environment.charts)];
    const isHere = ({ namespace }: { readonly namespace: string }) => namespace === this.node.id;
    return (
      holders.some((one) => isHere(one) && one.deletionProtection) ||
      addons.some((one) => isHere(one) && one.addon.isProtected?.(one.props) === true)
    );
  }

  private choosePodSecurity(): Choice<string> {
    const why = this.isOwn ? 'as written, or its default' : 'the strictest standard that every add-on in it meets';
    return chosen(this.props.podSecurity, why);
  }

  private createQuota(): KubernetesObject[] {
    const { quota } = this.props;
    if (quota === undefined) return [];
    const hard = withoutUndefined({
      'requests.cpu': quota.cpu,
      'requests.memory': quota.memory,
      'limits.cpu': quota.cpuLimit,
      'limits.memory': quota.memoryLimit,
      'requests.storage': quota.storage,
      pods: quota.pods?.toString(),
    });
    return [this.createInside('quota', this.coreManifest('ResourceQuota', 'quota', { hard }))];
  }

  private createLimitRange(): KubernetesObject[] {
    const { limitRange } = this.props;
    if (limitRange === false) return [];
    const { request, limit } = limitRange;
    const max = { ...(this.isOwn && { disk: this.diskMax }), ...withoutUndefined(limitRange.max ?? {}) };
    const container = {
      type: 'Container',
      default: resourceList(limit),
      defaultRequest: resourceList(request),
      ...(Object.keys(max).length > 0 && { max: resourceList(max) }),
    };
    return [this.createInside('limitRange', this.coreManifest('LimitRange', 'limits', { limits: [container] }))];
  }

  private get diskMax(): string {
    return diskMax(this.node.id, this.props, this.deps.environment);
  }

  private createPolicies(): KubernetesObject[] {
    if (!this.props.defaultDeny) return [];
    return [
      this.createInside('defaultDeny', networkPolicy(this.metadata('default-deny'), { ingress: [], egress: [] })),
      this.createInside('allowDns', networkPolicy(this.metadata('allow-dns'), { egress: [toDns(this.deps.cloud)] })),
    ];
  }

  /** Bindings of add-ons that act here: part of the namespace, so that they go only after everything in it. */
  private admitAddons(): KubernetesObject[] {
    const { addons, environment, exporters } = this.deps;
    return addons.flatMap(({ key, addon, props, namespace }) => {
      const context = { props, environment, exporters, namespace };
      if (!addon.binding || !addon.actsIn?.(context).includes(this.node.id)) return [];
      return [this.createInside(key, addon.binding(this.node.id, context))];
    });
  }

  private metadata(name: string) {
    return { name, namespace: this.node.id, labels: this.labels(this.node.id) };
  }

  private coreManifest(kind: string, name: string, spec: object): Manifest {
    return { apiVersion: 'v1', kind, metadata: this.metadata(name), spec };
  }

  /** Creates an object inside the namespace: `kubernetes_network_policy_v1.namespace_shop_default_deny`. */
  private createInside(overrideKey: string, manifest: Manifest): KubernetesObject {
    return this.object(overrideKey, manifest, { dependsOn: [this.namespace] }, manifest.metadata.name);
  }
}

const withoutUndefined = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
