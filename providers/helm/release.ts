/** Helm releases. Every chart is installed the same way: a pinned version, atomically, waiting until it is ready. */
import type { ReleaseConfig, ReleaseTimeouts } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable, TerraformResourceLifecycle } from 'cdktf';
import { dump } from 'js-yaml';

/** Time for a chart to become ready, including image pulls and load balancers. */
const TIMEOUT_SECONDS = 600;
/** The provider gives up after this time, whatever Helm's own timeout is, unless it is told otherwise. */
const PROVIDER_TIMEOUT_SECONDS = 1200;
/** Revisions that Helm keeps as Secrets, for rollbacks. */
const REVISIONS = 5;

export interface ReleaseProps {
  readonly name: string;
  readonly namespace: string;
  /** A chart of a repository; or, without `repository`, the path of a local chart as `name`. */
  readonly chart: { readonly repository?: string; readonly name: string; readonly version?: string };
  readonly values: object;
  /** @default 600 */
  readonly timeoutSeconds?: number;
  /** Whether a failed release is rolled back to the previous one, or removed if it is the first. @default true */
  readonly atomic?: boolean;
  /** Whether the CRDs in the chart's folder `crds` are installed. @default true */
  readonly installCrds?: boolean;
  /** Whether it takes over objects that another release left, such as CRDs. @default false */
  readonly takeOwnership?: boolean;
  readonly lifecycle?: TerraformResourceLifecycle | undefined;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Arguments of a release; the caller escapes `${` in them, as in every text of users. */
export function releaseOf({
  name,
  namespace,
  chart,
  values,
  timeoutSeconds = TIMEOUT_SECONDS,
  atomic = true,
  installCrds = true,
  takeOwnership = false,
  lifecycle,
  dependsOn,
}: ReleaseProps): ReleaseConfig {
  const { name: chartName, ...source } = chart;
  return {
    name,
    namespace,
    chart: chartName,
    ...source,
    values: [yamlOf(values)],
    timeout: timeoutSeconds,
    ...(timeoutSeconds > PROVIDER_TIMEOUT_SECONDS && { timeouts: patient(timeoutSeconds) }),
    atomic,
    cleanupOnFail: atomic,
    wait: true,
    waitForJobs: true,
    createNamespace: false,
    maxHistory: REVISIONS,
    ...(!installCrds && { skipCrds: true }),
    ...(takeOwnership && { takeOwnership: true }),
    ...(lifecycle && { lifecycle }),
    dependsOn: [...dependsOn],
  };
}

/** The provider's timeouts for a release that takes long. Some time is left for Helm to roll it back. */
function patient(seconds: number): ReleaseTimeouts {
  const limit = `${2 * seconds}s`;
  return { create: limit, update: limit, delete: limit };
}

/** Recently rendered YAML, by the values as JSON: most charts and objects are the same on the three clouds. */
const rendered = new Map<string, string>();
/** More entries would only cost memory, because environments share few values. */
const MAX_RENDERED = 200;

/**
 * Values as YAML, for readable plans. CDKTF's tokens stay intact, and strings that YAML 1.1, which Helm reads, takes
 * for booleans are quoted.
 */
function yamlOf(values: object): string {
  const key = JSON.stringify(values);
  const before = rendered.get(key);
  if (before !== undefined) return before;
  const text = dump(values, { lineWidth: -1, noRefs: true });
  if (rendered.size >= MAX_RENDERED) rendered.clear();
  rendered.set(key, text);
  return text;
}
