/**
 * Objects: objects of CRDs, installed as a release of a chart that consists of nothing else. Terraform asks for the CRD when it
 * applies, not when it plans, so that an operator and what it is to operate can be planned together.
 */
import { join } from 'node:path';
import type { Release } from '@cdktf/provider-helm/lib/release';
import { AssetType, TerraformAsset, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Manifest } from '../../core/kubernetes/manifest';
import { truncateName } from '../../core/names';
import { EnvironmentStack } from '../../core/cdktf/stack';
import { createRelease } from './release';

const CHART = join(__dirname, 'objects-chart');
const ASSET_ID = 'objects-chart';

export interface ObjectsProps {
  /** Name of the release; with the construct's path by default. */
  readonly name?: string;
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
  readonly dependsOn: readonly ITerraformDependable[];
}

export class Objects extends Construct {
  readonly release: Release;
  readonly manifests: readonly Manifest[];

  constructor(scope: Construct, id: string, { name, namespace, manifests, dependsOn }: ObjectsProps) {
    super(scope, id);
    this.manifests = manifests;
    this.release = createRelease(this, 'Default', {
      name: name ?? nameOf(this.node.path),
      namespace,
      chart: { name: chartOf(EnvironmentStack.containing(this)).path },
      values: { objects: manifests },
      dependsOn,
    });
  }
}

/** Helm's longest name of a release. */
const NAME_LENGTH = 53;

/** The construct's path, without the stack and what addresses leave out. */
const nameOf = (path: string): string =>
  truncateName(
    path
      .split('/')
      .slice(1)
      .filter((part) => !/^Default(:|$)/.test(part))
      .join('-'),
    NAME_LENGTH,
  );

/** The chart travels with the stack: runs elsewhere find it there. */
function chartOf(stack: EnvironmentStack): TerraformAsset {
  const made = stack.node.tryFindChild(ASSET_ID) as TerraformAsset | undefined;
  return made ?? new TerraformAsset(stack, ASSET_ID, { path: CHART, type: AssetType.DIRECTORY });
}
