/**
 * InClusterComponent: the base of everything inside a cluster. Objects of Kubernetes' own kinds are made by `object`, objects
 * of CRDs by `objects`, charts by `release`; the user's patches are merged last into each.
 */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { ChartRelease } from '../../../constructs/addons/addon';
import { Component } from '../../../core/cdktf/component';
import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';
import type { InCluster, Waited } from '../../../constructs/platform';
import { Objects } from '../../helm/objects';
import { createRelease } from '../../helm/release';
import { KubernetesObject, type TerraformSettings } from './object';
import type { Release } from '@cdktf/provider-helm/lib/release';

export abstract class InClusterComponent<P extends object = object> extends Component<P> implements Waited {
  constructor(
    scope: Construct,
    id: string,
    props: P,
    protected readonly deps: InCluster,
  ) {
    super(scope, id, props);
  }

  abstract readonly ready: readonly ITerraformDependable[];

  /** Patches are the same on every cloud. */
  protected override get overridesPath() {
    return ['overrides'];
  }

  /** The labels of everything that this makes. */
  protected labels(name: string): Record<string, string> {
    return labelsOf(name, this.deps.environment.system);
  }

  /**
   * Makes an object of one of Kubernetes' own kinds: `kubernetes_service_v1.backend`.
   * @param word what overrides call it
   * @param id its own id, where a kind is made twice. @default - the component's
   */
  protected object(word: string, manifest: Manifest, terraform: TerraformSettings = {}, id?: string): KubernetesObject {
    return this.createAs(word, id ?? `Default:${manifest.kind}`, KubernetesObject, { ...manifest, terraform });
  }

  /** Makes objects of CRDs, by the words that overrides call them, by way of a chart: `helm_release.backend_<id>`. */
  protected objects(
    id: string,
    manifests: Readonly<Record<string, readonly Manifest[]>>,
    options: { readonly namespace: string; readonly dependsOn: readonly ITerraformDependable[] },
  ): Objects | undefined {
    const patched = Object.entries(manifests).flatMap(([word, all]) => all.map((one) => this.overridden(word, one)));
    return patched.length === 0 ? undefined : new Objects(this, id, { ...options, manifests: patched });
  }

  /** Installs a chart: `helm_release.cert_manager`. */
  protected release(
    { name, ...chart }: ChartRelease,
    options: { readonly namespace: string; readonly dependsOn: readonly ITerraformDependable[]; readonly id?: string },
  ): Release {
    return createRelease(this, options.id ?? 'Default', { name, ...chart, ...options });
  }
}
