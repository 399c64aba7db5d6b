/**
 * KubernetesObject: a Kubernetes object, given as Kubernetes writes it, as a resource of the provider `kubernetes`. The
 * provider's own classes for pods take longer to load than everything else takes to synthesize.
 */
import { TerraformResource, type ITerraformDependable, type TerraformResourceLifecycle } from 'cdktf';
import type { Construct } from 'constructs';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { mapsOf, terraformOf } from './arguments';

/** What Terraform is told beside the object. */
export interface TerraformSettings {
  readonly dependsOn?: readonly ITerraformDependable[];
  readonly lifecycle?: TerraformResourceLifecycle;
  /** Arguments of the provider's own: `wait_for_rollout`, `wait_for_completion`, `timeouts`. */
  readonly arguments?: Readonly<Record<string, unknown>>;
}

export interface KubernetesObjectConfig extends Manifest {
  readonly terraform?: TerraformSettings;
}

export class KubernetesObject extends TerraformResource {
  /** The object as Kubernetes will get it. */
  readonly manifest: Manifest;
  /** Arguments that are maps: everything else that is an object is a block. */
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

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.attributes };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return { ...this.attributes };
  }
}
