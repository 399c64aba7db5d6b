/**
 * Holds Kubernetes objects to published schemas, in two ways: values to the JSON schemas of Kubernetes 1.36 and of CRDs, which
 * let unknown fields pass; and fields to types, by the TypeScript compiler, which does not: those of Kubernetes 1.30, since what
 * was there then and still is in 1.36 is in the versions between.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import ts from 'typescript';
import type { Manifest } from '../../core/kubernetes/manifest';

/** Where the schemas and the types of each API are. */
const APIS: Readonly<Record<string, { readonly schemas: string; readonly types: string; readonly prefix: string }>> = {
  ...Object.fromEntries(
    [
      ['v1', 'core/v1'],
      ['apps/v1', 'apps/v1'],
      ['autoscaling/v2', 'autoscaling/v2'],
      ['batch/v1', 'batch/v1'],
      ['networking.k8s.io/v1', 'networking/v1'],
      ['policy/v1', 'policy/v1'],
      ['storage.k8s.io/v1', 'storage/v1'],
      ['rbac.authorization.k8s.io/v1', 'rbac/v1'],
    ].map(([api, types]) => [
      api!,
      { schemas: `kubernetes-models/${api}`, types: `kubernetes-types/${types}`, prefix: '' },
    ]),
  ),
  ...Object.fromEntries(
    [
      ['argoproj.io/v1alpha1', 'argo-rollouts'],
      ['cert-manager.io/v1', 'cert-manager'],
      ['external-secrets.io/v1', 'external-secrets'],
      ['gateway.envoyproxy.io/v1alpha1', 'envoy-gateway'],
      ['gateway.networking.k8s.io/v1', 'gateway-api'],
      ['keda.sh/v1alpha1', 'keda'],
      ['monitoring.coreos.com/v1', 'prometheus-operator'],
      ['monitoring.coreos.com/v1alpha1', 'prometheus-operator'],
      ['security.istio.io/v1', 'istio'],
    ].map(([api, name]) => {
      const module = `@kubernetes-models/${name}/${api}`;
      return [api!, { schemas: module, types: module, prefix: 'I' }];
    }),
  ),
};

/** Argo's two products share a name of API. */
const apiOf = ({ apiVersion, kind }: Manifest) =>
  apiVersion === 'argoproj.io/v1alpha1' && /^(Application|AppProject|ApplicationSet)$/.test(kind)
    ? {
        ...APIS[apiVersion]!,
        schemas: '@kubernetes-models/argo-cd/argoproj.io/v1alpha1',
        types: '@kubernetes-models/argo-cd/argoproj.io/v1alpha1',
      }
    : APIS[apiVersion];

/** Whether an object's kind has published schemas here. */
export const hasSchema = (manifest: Manifest): boolean => apiOf(manifest) !== undefined;

/** What is wrong with objects, one line each. */
export function schemaProblems(manifests: readonly Manifest[]): string[] {
  const distinct = [...new Map(manifests.filter(hasSchema).map((one) => [JSON.stringify(one), one])).values()];
  return [...valueProblems(distinct), ...fieldProblems(distinct)];
}

const named = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

function valueProblems(manifests: readonly Manifest[]): string[] {
  const input = manifests.map((object) => ({ object, from: apiOf(object)!.schemas }));
  const output = execFileSync(process.execPath, [join(__dirname, 'validate.mjs')], {
    input: JSON.stringify(input),
    maxBuffer: 64 * 1024 * 1024,
  });
  return (JSON.parse(output.toString()) as string[][]).flatMap((found, index) =>
    found.map((problem) => `${named(manifests[index]!)}: ${problem}`),
  );
}

/** Fields that are newer than their types: Envoy Gateway's since 1.9, gateway.envoyproxy.io/news/releases/notes/v1.9.0 */
const NEWER = new Set(['requestHeadersReceivedTimeout']);

/** One constant an object, in a file that the compiler checks. */
function fieldProblems(manifests: readonly Manifest[]): string[] {
  const file = join(__dirname, 'manifests.generated.ts');
  const source = manifests
    .map((manifest, index) => {
      const { types, prefix } = apiOf(manifest)!;
      const known = JSON.stringify(manifest, (key, value: unknown) => (NEWER.has(key) ? undefined : value));
      return `export const object${index}: import('${types}').${prefix}${manifest.kind} = ${known};`;
    })
    .join('\n');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    skipDefaultLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) =>
    name === file ? ts.createSourceFile(name, source, version) : read(name, version);
  const program = ts.createProgram([file], options, host);
  const checked = program.getSourceFile(file)!;
  return [...program.getSyntacticDiagnostics(checked), ...program.getSemanticDiagnostics(checked)].map((found) => {
    const { line } = checked.getLineAndCharacterOfPosition(found.start ?? 0);
    return `${named(manifests[line]!)}: ${ts.flattenDiagnosticMessageText(found.messageText, ' ')}`;
  });
}
