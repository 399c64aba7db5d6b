/** Content of a stack that is built, as Terraform and the cluster get it. */
import type { TerraformStack } from 'cdktf';

import { resolved } from '../../core/cdktf/fast-tokens';
import { type Manifest, manifestsOf } from '../../core/kubernetes/manifest';
import { valuesIn } from '../../core/kubernetes/release-values';

/** Terraform's JSON, by kinds of blocks. */
export type Json = Readonly<Record<string, unknown>>;

export const jsonOf = (stack: TerraformStack): Json => JSON.parse(JSON.stringify(stack.toTerraform())) as Json;

/** Every Kubernetes object that Terraform creates, by either provider; not the objects that charts create. */
export const manifestsIn = (stack: TerraformStack): Manifest[] =>
  stack.node
    .findAll()
    .flatMap(manifestsOf)
    .map((manifest) => resolved(stack, manifest));

/** A Helm release. */
interface ReleaseJson extends Json {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
  readonly values?: unknown;
}

/** Every release: of charts from repositories, and of objects of our own. */
export function releasesIn({ resource }: Json): ReleaseJson[] {
  const { helm_release: all = {} } = (resource ?? {}) as { readonly helm_release?: Record<string, ReleaseJson> };
  return Object.values(all);
}

/** Releases of charts from repositories, by name, with their values; objects of our own are among the manifests. */
export const chartsIn = (json: Json): Record<string, ReleaseJson> =>
  Object.fromEntries(
    releasesIn(json)
      .filter(({ chart }) => !chart.startsWith('assets/'))
      .map((release) => {
        const [text = '{}'] = (release.values ?? []) as readonly string[];
        return [release.name, { ...release, values: valuesIn(text) }];
      }),
  );
