/** Documents: the content of stacks in a form in which evidence is easy to find. */
import type { TerraformStack } from 'cdktf';

import type { EnvironmentInput } from '../../constructs/environment/schema';
import { hasStandbyUnchecked, standbyEnvironment } from '../../constructs/environment/standby';
import type { Implementations } from '../../constructs/implementations';
import type { Manifest } from '../../core/kubernetes/manifest';
import { mapValues } from '../../core/records';
import { CLOUD_NAMES, type CloudName } from '../../core/words/clouds';
import { stackNames } from '../plan/stack-names';
import type { MadeStack } from '../stacks/candidates';
import { chartsIn, type Json, jsonOf, manifestsIn } from '../stacks/content';
import { build } from '../synthesize';

/** Terraform's JSON of a stack, with its resources by type and id at the root too. */
export type Document = Json;

export interface Documents {
  readonly account?: Document;
  readonly infrastructure?: Document;
  /** Also has Kubernetes objects by kind and name (or `namespace/name`), and `charts` by release. */
  readonly platform?: Document;
  readonly edge?: Document;
}

type ByCloud = Partial<Readonly<Record<CloudName, Documents>>>;

/** Documents of environments, by the names of these. */
export type ByEnvironment = ReadonlyMap<string, ByCloud>;

/**
 * Synthesizes environments of one system, with what stands by for them.
 * @throws EnvironmentError if an environment has problems
 */
export const allDocuments = (environments: readonly EnvironmentInput[], made: Implementations): ByEnvironment =>
  new Map(environments.flatMap((one) => documentsOf(one, made)));

/** Documents of an environment, and of what stands by for it, on each cloud that it targets. */
function documentsOf(input: EnvironmentInput, made: Implementations): [environment: string, ByCloud][] {
  const documents = new Map<string, Document>();
  build({ ...made, environments: [input] }, (stack) => documents.set(stack.node.id, documentOf(stack)));
  const { system, environment, targets } = input;
  const known = [environment, ...(hasStandbyUnchecked(input) ? [standbyEnvironment(environment)] : [])];
  return known.map((name) => [
    name,
    Object.fromEntries(
      CLOUD_NAMES.filter((cloud) => targets[cloud]).map((cloud) => {
        const names = stackNames({ system, environment: name }, cloud);
        return [cloud, mapValues({ ...names }, (_, stack) => documents.get(stack))];
      }),
    ),
  ]);
}

/** @param stack nothing of it is kept */
export const documentOf = (stack: MadeStack): Document =>
  stack.kind === 'platform' ? platformOf(stack) : cloudOf(stack);

const cloudOf = (stack: TerraformStack): Document => withResourcesAtRoot(jsonOf(stack));

function platformOf(stack: TerraformStack): Document {
  const json = jsonOf(stack);
  return { ...withResourcesAtRoot(json), ...byKind(manifestsIn(stack)), charts: chartsIn(json) };
}

const withResourcesAtRoot = (json: Json): Document => ({ ...(json['resource'] as Json | undefined), ...json });

function byKind(manifests: readonly Manifest[]): Document {
  const objects: Record<string, Record<string, Manifest>> = {};
  for (const manifest of manifests) {
    const { name, namespace } = manifest.metadata;
    const names = [name, ...(namespace === undefined ? [] : [`${namespace}/${name}`])];
    objects[manifest.kind] = {
      ...objects[manifest.kind],
      ...Object.fromEntries(names.map((one) => [one, manifest])),
    };
  }
  return objects;
}
