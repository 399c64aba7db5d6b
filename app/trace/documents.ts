/** Documents: the content of stacks in a form in which evidence is easy to find. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DefaultTokenResolver, StringConcat, type TerraformStack, Tokenization } from 'cdktf';
import { load } from 'js-yaml';

import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { Implementations } from '../../constructs/implementations';
import { manifestsOf } from '../../core/kubernetes/manifest';
import { CLOUD_NAMES, type CloudName } from '../../core/words/clouds';
import { stackNames } from '../plan/stack-names';
import { build } from '../synthesize';

/** Terraform's JSON of a stack, with its resources by type and id at the root. */
export type Document = Readonly<Record<string, unknown>>;

export interface Documents {
  readonly infrastructure?: Document;
  /** Also has Kubernetes objects by kind and name (or `namespace/name`), and `charts` by release. */
  readonly platform?: Document;
}

/** Documents of an environment on each cloud that it targets. */
export function documentsOf(
  environment: EnvironmentInput,
  made: Implementations,
): Partial<Readonly<Record<CloudName, Documents>>> {
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-trace-'));
  try {
    const documents = new Map<string, Document>();
    build({ ...made, environments: [environment], outdir }, (stack) =>
      documents.set(stack.node.id, stack.kind === 'platform' ? platformOf(stack) : jsonOf(stack)),
    );
    return Object.fromEntries(
      CLOUD_NAMES.filter((cloud) => environment.targets[cloud]).map((cloud) => {
        const { infrastructure, platform } = stackNames(environment, cloud);
        return [cloud, { infrastructure: documents.get(infrastructure), platform: documents.get(platform) }];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function jsonOf(stack: TerraformStack): Document {
  const { resource = {}, ...json } = JSON.parse(JSON.stringify(stack.toTerraform())) as Document;
  return { ...(resource as Document), ...json };
}

function platformOf(stack: TerraformStack): Document {
  const json = jsonOf(stack);
  return { ...json, ...objectsOf(stack), charts: chartsOf(json) };
}

function objectsOf(stack: TerraformStack): Document {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const objects: Record<string, Record<string, unknown>> = {};
  for (const manifest of stack.node.findAll().flatMap(manifestsOf)) {
    const { kind, metadata } = manifest;
    const resolved: unknown = Tokenization.resolve(manifest, { scope: stack, resolver, preparing: false });
    const names = [
      metadata.name,
      ...(metadata.namespace === undefined ? [] : [`${metadata.namespace}/${metadata.name}`]),
    ];
    objects[kind] = { ...objects[kind], ...Object.fromEntries(names.map((name) => [name, resolved])) };
  }
  return objects;
}

interface ReleaseJson {
  readonly name: string;
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
  readonly namespace: string;
  readonly values?: readonly string[];
}

/** Releases of charts from repositories; those of our own objects are among the objects. */
function chartsOf(json: Document): Document {
  const releases = Object.values((json.helm_release ?? {}) as Readonly<Record<string, ReleaseJson>>);
  return Object.fromEntries(
    releases
      .filter(({ chart }) => !chart.startsWith('assets/'))
      .map(({ values = [], ...release }) => [
        release.name,
        { ...release, values: load((values[0] ?? '{}').replaceAll('$${', '${')) },
      ]),
  );
}
