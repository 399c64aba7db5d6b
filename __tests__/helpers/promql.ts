/** Reads PromQL far enough to check that brackets and quotes are closed and that every metric exists. */

/** Prefixes of the metrics of kube-state-metrics, node exporter, kubelet, Envoy and the exporters. */
const SOURCES = ['kube_', 'node_', 'container_', 'kubelet_', 'envoy_', 'pg_', 'redis_', 'certmanager_'];
const KEYWORDS = new Set([
  'sum', 'min', 'max', 'avg', 'count', 'rate', 'increase', 'histogram_quantile', 'vector', 'time',
  'by', 'on', 'and', 'or', 'unless', 'group_left', 'group_right', 'bool',
]); // prettier-ignore
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Problems of a query, one line each. */
export function promqlProblems(name: string, query: string, more: readonly string[] = []): string[] {
  const bare = query.replace(/"(\\.|[^"\\])*"/g, '""');
  const open: string[] = [];
  for (const sign of bare.replace(/[^()[\]{}"]/g, '').replaceAll('""', '')) {
    if (!(sign in CLOSING)) open.push(sign);
    else if (open.pop() !== CLOSING[sign]) return [`${name}: ${sign} closes nothing in ${query}`];
  }
  if (open.length > 0) return [`${name}: ${open.join(' ')} is left open in ${query}`];
  const sources = [...SOURCES, ...more];
  const names = bare
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(/\b(by|on|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .match(/[a-zA-Z_][a-zA-Z0-9_]*/g);
  return [...new Set(names ?? [])]
    .filter((word) => !KEYWORDS.has(word) && !sources.some((source) => word.startsWith(source)))
    .map((word) => `${name}: ${word} is no metric that is known here, in ${query}`);
}
