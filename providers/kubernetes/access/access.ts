/**
 * Access: bindings of Kubernetes' own roles for people, `admin`, `edit` and `view`, to whom the environment names, and the kinds of
 * add-ons as parts of these roles.
 */
import type { Construct } from 'constructs';

import { ADDON_KINDS } from '../../../constructs/addons/kinds';
import { type Grant, grantsOf, holderName } from '../../../constructs/cluster/access';
import type { InCluster } from '../../../constructs/in-cluster';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { InClusterComponent } from '../base/component';
import type { KubernetesObject } from '../base/object';

const API_GROUP = 'rbac.authorization.k8s.io';

/** Verbs by the role that gets them; `edit` has those of `view`, because Kubernetes puts roles together so. */
const VERBS = {
  view: ['get', 'list', 'watch'],
  edit: ['create', 'delete', 'deletecollection', 'patch', 'update'],
} as const;

export class Access extends InClusterComponent {
  readonly ready: readonly KubernetesObject[];

  constructor(scope: Construct, id: string, props: object, deps: InCluster) {
    super(scope, id, props, deps);
    this.ready = [...this.createKinds(), ...grantsOf(deps.environment).flatMap((grant) => this.bind(grant))];
  }

  /** By labels, from which Kubernetes puts its roles together. */
  private createKinds(): KubernetesObject[] {
    const groups = this.deps.addons.flatMap(({ key }) => ADDON_KINDS[key] ?? []);
    if (groups.length === 0) return [];
    return Object.entries(VERBS).map(([role, verbs]) => {
      const name = this.named(`kinds-${role}`);
      const labels = { ...this.labels(name), [`${API_GROUP}/aggregate-to-${role}`]: 'true' };
      const manifest: Manifest = {
        apiVersion: `${API_GROUP}/v1`,
        kind: 'ClusterRole',
        metadata: { name, labels },
        rules: groups.map(({ group, kinds }) => ({ apiGroups: [group], resources: kinds, verbs })),
      };
      return this.object('clusterRole', manifest, {}, `kinds-${role}`);
    });
  }

  /** Nothing on a cloud on which nobody is named. */
  private bind({ holder, role, namespaces }: Grant): KubernetesObject[] {
    const subjects = this.deps.cloud.subjects(holder).map((subject) => ({ apiGroup: API_GROUP, ...subject }));
    if (subjects.length === 0) return [];
    const id = holderName(holder);
    const name = this.named(id);
    const roleRef = { apiGroup: API_GROUP, kind: 'ClusterRole', name: role };
    const bindingIn = (namespace: string | undefined): Manifest => ({
      apiVersion: `${API_GROUP}/v1`,
      kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
      metadata: { name, ...(namespace !== undefined && { namespace }), labels: this.labels(name) },
      roleRef,
      subjects,
    });
    if (namespaces === undefined) return [this.object('clusterRoleBinding', bindingIn(undefined), {}, id)];
    return namespaces.map((namespace) =>
      this.object(
        'roleBinding',
        bindingIn(namespace),
        { dependsOn: this.deps.namespace(namespace) },
        `${id}-${namespace}`,
      ),
    );
  }

  private named(name: string): string {
    return `${this.deps.environment.system}-${name}`;
  }
}
