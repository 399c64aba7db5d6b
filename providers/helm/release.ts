/** Releases: every chart is installed the same way: of a pinned version, whole or not at all, waiting until it is ready. */
import { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { dump } from 'js-yaml';
import { escapeInterpolation } from '../../core/cdktf/escape';

/** Seconds that a chart may take, images and load balancers included. */
const TIMEOUT_SECONDS = 600;
/** Older revisions that Helm keeps, as secrets of the cluster. */
const REVISIONS = 5;

export interface ReleaseProps {
  readonly name: string;
  readonly namespace: string;
  /** A chart of a repository, or of this project: its path. */
  readonly chart: { readonly repository?: string; readonly name: string; readonly version?: string };
  readonly values: object;
  /** @default 600 */
  readonly timeoutSeconds?: number;
  readonly dependsOn: readonly ITerraformDependable[];
}

export function createRelease(
  scope: Construct,
  id: string,
  { name, namespace, chart, values, timeoutSeconds = TIMEOUT_SECONDS, dependsOn }: ReleaseProps,
): Release {
  const { name: chartName, ...source } = chart;
  return new Release(scope, id, {
    name,
    namespace,
    chart: chartName,
    ...source,
    values: [yamlOf(values)],
    timeout: timeoutSeconds,
    // A release that fails goes back to what was there before.
    atomic: true,
    cleanupOnFail: true,
    wait: true,
    waitForJobs: true,
    createNamespace: false,
    maxHistory: REVISIONS,
    dependsOn: [...dependsOn],
  });
}

/** What was written last: most charts and objects are the same on the three clouds. */
const written = new Map<string, string>();
/** Beyond what environments share it would only hold on to memory. */
const MOST_WRITTEN = 200;

/**
 * Values as people write them, for readable plans; CDKTF's marks inside stay. Quotes what YAML 1.1, which Helm reads, takes
 * for a boolean.
 */
function yamlOf(values: object): string {
  const plain = escapeInterpolation(values);
  const key = JSON.stringify(plain);
  const before = written.get(key);
  if (before !== undefined) return before;
  const text = dump(plain, { lineWidth: -1, noRefs: true });
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(key, text);
  return text;
}
