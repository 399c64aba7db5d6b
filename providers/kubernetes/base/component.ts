/**
 * InClusterComponent: the base of everything inside a cluster. `object` creates an object of Kubernetes' own kinds,
 * `objects` creates custom resources, `release` installs a chart; the user's patches are merged last into each object.
 */
import { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable, TerraformResourceLifecycle } from 'cdktf';
import type { Construct } from 'constructs';

import type { ChartRelease } from '../../../constructs/addons/addon';
import { throughMesh } from '../../../constructs/addons/istio/mesh';
import { withMirroredImages } from '../../../constructs/environment/mirror';
import type { InCluster, Waited } from '../../../constructs/in-cluster';
import { Component } from '../../../core/cdktf/component';
import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';
import { Objects, type ObjectsProps } from '../../helm/objects';
import { releaseOf } from '../../helm/release';
import { KubernetesObject, type TerraformSettings } from './object';

interface ReleaseOptions {
  readonly namespace: string;
  readonly dependsOn: readonly ITerraformDependable[];
  readonly takeOwnership?: boolean;
  readonly lifecycle?: TerraformResourceLifecycle;
}

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

  /** Directly under `overrides`, not under a cloud's name, because objects are the same on every cloud. */
  protected override get overridesPath() {
    return ['overrides'];
  }

  /** The objects of a kind that it created, `Service`, other than Deployments and custom resources, which its releases hold. */
  ofKind(kind: string): KubernetesObject[] {
    return this.all(KubernetesObject).filter(({ manifest }) => manifest.kind === kind);
  }

  /** Labels of the component's objects. */
  protected labels(name: string): Record<string, string> {
    return labelsOf(name, this.deps.environment.system);
  }

  /**
   * Creates an object of one of Kubernetes' own kinds: `kubernetes_service_v1.backend`.
   * @param overrideKey what overrides call it
   * @param id an id for a second object of the same kind. @default - the component's
   */
  protected object(
    overrideKey: string,
    manifest: Manifest,
    terraform: TerraformSettings = {},
    id?: string,
  ): KubernetesObject {
    const joined = this.adapted(manifest);
    return this.createAs(overrideKey, id ?? `Default:${manifest.kind}`, KubernetesObject, { ...joined, terraform });
  }

  /**
   * Creates objects, such as custom resources, listed by what overrides call them, as one release of a chart:
   * `helm_release.backend_<id>`.
   */
  protected objects(
    id: string,
    manifests: Readonly<Record<string, readonly Manifest[]>>,
    options: Omit<ObjectsProps, 'name' | 'manifests'>,
  ): Objects | undefined {
    const patched = Object.entries(manifests).flatMap(([overrideKey, group]) =>
      group.map((manifest) => this.overridden(overrideKey, this.adapted(manifest))),
    );
    return patched.length === 0 ? undefined : new Objects(this, id, { ...options, manifests: patched });
  }

  /** Network policies of namespaces in a mesh need openings for it, pods the images of the mirror. */
  private adapted(manifest: Manifest): Manifest {
    return manifest.kind === 'NetworkPolicy'
      ? throughMesh(manifest, this.deps.mesh)
      : withMirroredImages(this.deps.environment.mirror, manifest);
  }

  /** Installs a chart, which overrides call `release`: `helm_release.cert_manager`. */
  protected release(
    release: ChartRelease,
    { id = 'Default', ...options }: ReleaseOptions & { readonly id?: string },
  ): Release {
    return this.createAs(
      'release',
      id,
      Release,
      releaseOf({
        ...release,
        values: withMirroredImages(this.deps.environment.mirror, release.values),
        ...options,
      }),
    );
  }
}
