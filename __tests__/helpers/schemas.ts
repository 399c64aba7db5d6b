/**
 * Checks Kubernetes objects against published schemas, in two ways. Values are checked against JSON schemas of
 * Kubernetes 1.33 and of CRDs, which accept unknown fields. Fields are checked by the TypeScript compiler, which
 * refuses unknown ones, against types of Kubernetes 1.30: a field that exists in 1.30 and in 1.33 also exists in the
 * versions between, and fields of stable APIs stay in later ones.
 *
 * The packages are the newest that run on Node.js 20. Types that they lack are in `unpackaged.ts`.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import ts from 'typescript';

import type { Manifest } from '../../core/kubernetes/manifest';

interface Source {
  /** Module of the JSON schemas. */
  readonly schemas?: string;
  /** Module of the types, and what their names start with. */
  readonly types: string;
  readonly prefix: '' | 'I';
  /** The API's name in these modules, if that is an older one. */
  readonly as?: string;
}

const UNPACKAGED = './unpackaged';

const ofKubernetes = (api: string, types = api): [string, Source] => [
  api,
  { schemas: `kubernetes-models/${api}`, types: `kubernetes-types/${types}`, prefix: '' },
];

/** Modules with the schemas of an API, or of one of its kinds. */
const ofPackage = (name: string, api: string, changes: { as?: string; types?: string } = {}): [string, Source] => {
  const module = `@kubernetes-models/${name}/${changes.as ?? api.split(' ')[0]!}`;
  return [api, { schemas: module, types: module, prefix: 'I', ...changes }];
};

/**
 * Before it was `v1`, with the same fields: github.com/external-secrets/external-secrets, v0.16.0, apis/externalsecrets
 */
const oldSecrets = { as: 'external-secrets.io/v1beta1' };
/** Before it was `v1`, with the same fields: istio.io/latest/blog/2024/v1-apis */
const oldIstio = { as: 'security.istio.io/v1beta1' };

/** Modules with the schemas and types of each API, or of one of its kinds. */
const SOURCES: Readonly<Record<string, Source>> = Object.fromEntries([
  ofKubernetes('v1', 'core/v1'),
  ofKubernetes('apps/v1'),
  ofKubernetes('autoscaling/v2'),
  ofKubernetes('batch/v1'),
  ofKubernetes('networking.k8s.io/v1', 'networking/v1'),
  ofKubernetes('policy/v1'),
  ofKubernetes('scheduling.k8s.io/v1', 'scheduling/v1'),
  ofKubernetes('storage.k8s.io/v1', 'storage/v1'),
  ofKubernetes('rbac.authorization.k8s.io/v1', 'rbac/v1'),
  // Argo's two products share an API group.
  ofPackage('argo-rollouts', 'argoproj.io/v1alpha1'),
  ofPackage('argo-cd', 'argoproj.io/v1alpha1 Application'),
  ofPackage('argo-cd', 'argoproj.io/v1alpha1 ApplicationSet'),
  ofPackage('argo-cd', 'argoproj.io/v1alpha1 AppProject'),
  ofPackage('cert-manager', 'cert-manager.io/v1'),
  ofPackage('external-secrets', 'external-secrets.io/v1', oldSecrets),
  ofPackage('external-secrets', 'external-secrets.io/v1 ExternalSecret', { ...oldSecrets, types: UNPACKAGED }),
  ofPackage('gateway-api', 'gateway.networking.k8s.io/v1'),
  ofPackage('gateway-api', 'gateway.networking.k8s.io/v1 Gateway', { types: UNPACKAGED }),
  ['gateway.networking.k8s.io/v1 BackendTLSPolicy', { types: UNPACKAGED, prefix: 'I' }],
  ['gateway.envoyproxy.io/v1alpha1', { types: UNPACKAGED, prefix: 'I' }],
  ofPackage('istio', 'security.istio.io/v1'),
  ofPackage('istio', 'security.istio.io/v1 AuthorizationPolicy', { types: UNPACKAGED }),
  ofPackage('istio', 'security.istio.io/v1 PeerAuthentication', oldIstio),
  ofPackage('keda', 'keda.sh/v1alpha1'),
  ofPackage('prometheus-operator', 'monitoring.coreos.com/v1'),
  ofPackage('prometheus-operator', 'monitoring.coreos.com/v1alpha1'),
] satisfies [string, Source][]);

const sourceOf = ({ apiVersion, kind }: Manifest): Source | undefined =>
  SOURCES[`${apiVersion} ${kind}`] ?? SOURCES[apiVersion];

/** An object with the modules of its schemas. */
const known = (manifest: Manifest): Manifest => ({
  ...manifest,
  apiVersion: sourceOf(manifest)!.as ?? manifest.apiVersion,
});

/** Whether an object's kind has published schemas here. */
export const hasSchema = (manifest: Manifest): boolean => sourceOf(manifest) !== undefined;

/** Problems of objects, one line each. */
export function schemaProblems(manifests: readonly Manifest[]): string[] {
  const distinct = [...new Map(manifests.filter(hasSchema).map((one) => [JSON.stringify(one), one])).values()];
  return [...valueProblems(distinct), ...fieldProblems(distinct)];
}

const named = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

function valueProblems(manifests: readonly Manifest[]): string[] {
  const held = manifests.filter((one) => sourceOf(one)!.schemas !== undefined);
  const input = held.map((one) => ({ object: known(one), from: sourceOf(one)!.schemas }));
  const output = execFileSync(process.execPath, [join(__dirname, 'validate.mjs')], {
    input: JSON.stringify(input),
    maxBuffer: 64 * 1024 * 1024,
  });
  return (JSON.parse(output.toString()) as string[][]).flatMap((found, index) =>
    found.map((problem) => `${named(held[index]!)}: ${problem}`),
  );
}

/** Source of a file for the compiler, with one constant per object. */
function fieldProblems(manifests: readonly Manifest[]): string[] {
  const file = join(__dirname, 'manifests.generated.ts');
  const source = manifests
    .map((manifest, index) => {
      const { types, prefix } = sourceOf(manifest)!;
      return `export const object${index}: import('${types}').${prefix}${manifest.kind} = ${JSON.stringify(known(manifest))};`;
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
