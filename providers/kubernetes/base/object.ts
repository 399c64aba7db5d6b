/**
 * KubernetesObject: a Kubernetes object in Kubernetes' own form as a resource of the provider `kubernetes`. It replaces
 * the provider's bindings, because those of pods take longer to load than everything else takes to synthesize.
 */
import { type ITerraformDependable, TerraformResource, type TerraformResourceLifecycle } from 'cdktf';
import type { Construct } from 'constructs';

import type { HasManifests, Manifest } from '../../../core/kubernetes/manifest';
import { mapsOf, terraformOf } from './arguments';

/** Settings for Terraform in addition to the object. */
export interface TerraformSettings {
  readonly dependsOn?: readonly ITerraformDependable[];
  readonly lifecycle?: TerraformResourceLifecycle;
  /** Arguments that only the provider has: `wait_for_rollout`, `wait_for_completion`, `timeouts`. */
  readonly arguments?: Readonly<Record<string, unknown>>;
}

export interface KubernetesObjectConfig extends Manifest {
  readonly terraform?: TerraformSettings;
}

export class KubernetesObject extends TerraformResource implements HasManifests {
  /** The object as Kubernetes gets it. */
  readonly manifest: Manifest;
  /** Names of arguments that are maps: all other objects among the arguments are blocks. */
  readonly maps: readonly string[];
  private readonly attributes: Readonly<Record<string, unknown>>;

  constructor(scope: Construct, id: string, { terraform = {}, ...manifest }: KubernetesObjectConfig) {
    const { type, arguments: attributes } = terraformOf(manifest);
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: {
        providerName: 'kubernetes',
        providerVersion: '2.38.0',
        providerVersionConstraint: '~> 2.38',
      },
      ...(terraform.dependsOn && terraform.dependsOn.length > 0 && { dependsOn: [...terraform.dependsOn] }),
      ...(terraform.lifecycle && { lifecycle: terraform.lifecycle }),
    });
    this.manifest = manifest;
    this.maps = mapsOf(manifest.kind);
    this.attributes = { ...attributes, ...terraform.arguments };
  }

  get manifests(): readonly Manifest[] {
    return [this.manifest];
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.attributes };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return { ...this.attributes };
  }
}
