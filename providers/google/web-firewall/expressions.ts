/** Google's sets of rules, and what a rule of a security policy may compare: cloud.google.com/armor/docs/rules-language-reference */
import type { ManagedRules } from '../../../constructs/web-firewall';

/**
 * cloud.google.com/armor/docs/waf-rules, in the version of the OWASP Core Rule Set that Google recommends. The set of methods is not
 * among them: it would refuse PUT, PATCH and DELETE. Exploits have one set, which is always the newest.
 */
export const SETS: Readonly<Record<ManagedRules, readonly string[]>> = {
  common: [
    'xss-v422-stable',
    'lfi-v422-stable',
    'rfi-v422-stable',
    'rce-v422-stable',
    'protocolattack-v422-stable',
    'scannerdetection-v422-stable',
  ],
  'sql-injection': ['sqli-v422-stable'],
  'known-exploits': ['cve-canary'],
  // A list of addresses.
  'ip-reputation': [],
  bots: [],
};

/** The first level of four, of which the OWASP Core Rule Set says that it rarely meets requests that are fine. */
const SENSITIVITY = 1;

/** The most characters of an expression, and of each comparison in it: cloud.google.com/armor/quotas */
export const LONGEST = { expression: 2048, comparison: 1024 } as const;

/** A signature's id, as the rules of a set and records of requests have it. */
export const SIGNATURE = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * A set without some of its signatures, or these alone: for a list of what is in, the level is 0, which has none of itself.
 * cloud.google.com/armor/docs/rule-tuning
 */
export function setExpression(
  set: string,
  list: 'opt_in_rule_ids' | 'opt_out_rule_ids',
  ids: readonly string[],
): string {
  const sensitivity = list === 'opt_in_rule_ids' ? 0 : SENSITIVITY;
  const listed = ids.length > 0 ? `, '${list}': [${ids.map((id) => `'${id}'`).join(', ')}]` : '';
  return `evaluatePreconfiguredWaf('${set}', {'sensitivity': ${sensitivity}${listed}})`;
}

/** What the gateway takes out of a path before it finds a route: `//`, `/./` and `/../`. */
const DETOUR = '/[.]{0,2}/';

/**
 * Requests to paths that begin so once they are decoded. A path with a detour is counted too, wherever it may lead, because Google
 * does not say that it takes detours out before it compares; the gateway does. At most five comparisons: one a path.
 */
export const pathExpression = (paths: readonly string[]): string =>
  paths
    .map((path, index) => `^${path.replaceAll('.', '[.]')}${index === 0 ? `|${DETOUR}` : ''}`)
    .map((pattern) => `request.path.urlDecode().matches('${pattern}')`)
    .join(' || ');
