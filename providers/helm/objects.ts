/**
 * Objects of CRDs, installed as a Helm release of a chart that contains nothing else. Helm looks for the CRD when
 * Terraform applies, not when it plans, so that one plan can contain both an operator and its objects.
 */
import { join } from 'node:path';

import { Release, type ReleaseConfig } from '@cdktf/provider-helm/lib/release';
import { AssetType, type ITerraformDependable, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';

import { escapeInterpolation } from '../../core/cdktf/escape';
import { EnvironmentStack, withoutDefaults } from '../../core/cdktf/stack';
import type { HasManifests, Manifest } from '../../core/kubernetes/manifest';
import { truncateName } from '../../core/names';
import { releaseOf, type ReleaseProps } from './release';

const CHART = join(__dirname, 'objects-chart');
const ASSET_ID = 'objects-chart';

export interface ObjectsProps extends Pick<ReleaseProps, 'timeoutSeconds' | 'atomic' | 'lifecycle' | 'takeOwnership'> {
  /** Name of the release. @default - the construct's path */
  readonly name?: string;
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
  readonly dependsOn: readonly ITerraformDependable[];
  /** Whether an autoscaler decides the numbers of pods of Deployments and Rollouts, which no version then changes. @default false */
  readonly keepReplicas?: boolean;
}

export class Objects extends Construct implements HasManifests {
  readonly release: Release;
  readonly manifests: readonly Manifest[];

  constructor(scope: Construct, id: string, props: ObjectsProps) {
    super(scope, id);
    const { name = nameOf(this.node.path), manifests, keepReplicas = false, ...settings } = props;
    this.manifests = manifests;
    const release = releaseOf({
      ...settings,
      name,
      chart: { name: chartOf(EnvironmentStack.containing(this)).path },
      values: { objects: manifests, ...(keepReplicas && { keepReplicas }) },
    });
    this.release = new Release(this, 'Default', escapeInterpolation(release) as ReleaseConfig);
  }
}

/** Longest release name that Helm accepts. */
const NAME_LENGTH = 53;

/** The construct's path, without the stack and the parts `Default`, which addresses omit. */
const nameOf = (path: string): string => truncateName(withoutDefaults(path.split('/').slice(1)).join('-'), NAME_LENGTH);

/** The chart, as an asset of the stack, so that Terraform also finds it when it runs on another machine. */
function chartOf(stack: EnvironmentStack): TerraformAsset {
  const existing = stack.node.tryFindChild(ASSET_ID) as TerraformAsset | undefined;
  return existing ?? new TerraformAsset(stack, ASSET_ID, { path: CHART, type: AssetType.DIRECTORY });
}
