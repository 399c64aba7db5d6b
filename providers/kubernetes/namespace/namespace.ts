/** Namespace: a namespace with its Pod Security Standard, quota, limits and default-deny network policies. */
import type { Construct } from 'constructs';
import type { Manifest } from '../../../core/kubernetes/manifest';
import type { NamespaceProps } from '../../../constructs/namespace/schema';
import type { InCluster } from '../../../constructs/platform';
import { InClusterComponent } from '../base/component';
import type { KubernetesObject } from '../base/object';
import { DNS } from '../base/peers';

/**
 * It is gone when its pods have ended, its disks are given back and its load balancers taken down: Prometheus has ten minutes to
 * end, Envoy six. The provider would wait for five.
 */
const DELETION = '20m';

export class Namespace extends InClusterComponent<NamespaceProps> {
  readonly namespace: KubernetesObject;
  readonly ready: readonly KubernetesObject[];

  constructor(scope: Construct, id: string, props: NamespaceProps, deps: InCluster) {
    super(scope, id, props, deps);
    this.namespace = this.createNamespace();
    this.ready = [this.namespace, ...this.createQuota(), ...this.createLimitRange(), ...this.createPolicies()];
  }

  private createNamespace(): KubernetesObject {
    const { podSecurity, labels } = this.props;
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
      { dependsOn: this.deps.addon('loadBalancerController'), arguments: { timeouts: { delete: DELETION } } },
    );
  }

  private createQuota(): KubernetesObject[] {
    const { quota } = this.props;
    if (quota === undefined) return [];
    const hard = {
      'requests.cpu': quota.cpu,
      'requests.memory': quota.memory,
      'limits.cpu': quota.cpuLimit,
      'limits.memory': quota.memoryLimit,
      'requests.storage': quota.storage,
      pods: quota.pods?.toString(),
    };
    return [this.inside('quota', 'ResourceQuota', 'quota', { hard: given(hard) })];
  }

  private createLimitRange(): KubernetesObject[] {
    const { limitRange } = this.props;
    if (limitRange === false) return [];
    const { request: defaultRequest, limit, max } = limitRange;
    const container = { type: 'Container', default: limit, defaultRequest, ...(max && { max }) };
    return [this.inside('limitRange', 'LimitRange', 'limits', { limits: [container] })];
  }

  private createPolicies(): KubernetesObject[] {
    if (!this.props.defaultDeny) return [];
    return [
      this.inside('defaultDeny', 'NetworkPolicy', 'default-deny', {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
      }),
      this.inside('allowDns', 'NetworkPolicy', 'allow-dns', {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [DNS],
      }),
    ];
  }

  /** An object of the namespace: `kubernetes_network_policy_v1.namespace_shop_default_deny`. */
  private inside(word: string, kind: string, name: string, spec: object): KubernetesObject {
    const manifest: Manifest = {
      apiVersion: kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'v1',
      kind,
      metadata: { name, namespace: this.node.id, labels: this.labels(this.node.id) },
      spec,
    };
    return this.object(word, manifest, { dependsOn: [this.namespace] }, name);
  }
}

/** What was given of an object. */
const given = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
