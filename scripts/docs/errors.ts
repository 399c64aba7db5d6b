/** The page of errors: every code that a problem or a warning may have, from the tables of rules. */
import { type KnownRule,knownRules } from '../../app/plan/codes';
import { providers } from '../../providers';
import { messagesOf } from './messages';

/** A rule, and the clouds that have it. */
export interface ErrorRow extends Pick<KnownRule, 'code' | 'severity'> {
  readonly properties: readonly string[];
  readonly clouds: string;
  readonly messages: readonly string[];
}

/** Rows sorted by code; rules with the same message on several clouds share a row. */
export function errorRows(): ErrorRow[] {
  const rows = new Map<string, { rule: KnownRule; messages: string[]; clouds: Set<string>; properties: Set<string> }>();
  for (const rule of knownRules(providers)) {
    const messages = typeof rule.says === 'string' ? [rule.says].filter(Boolean) : messagesOf(rule.says);
    const key = JSON.stringify([rule.code, rule.severity, messages]);
    const row = rows.get(key) ?? { rule, messages, clouds: new Set(), properties: new Set() };
    row.clouds.add(rule.cloud ?? 'every');
    row.properties.add(rule.property);
    rows.set(key, row);
  }
  return [...rows.values()]
    .map(({ rule: { code, severity }, messages, clouds, properties }) => ({
      code,
      severity,
      messages,
      properties: [...properties].filter(Boolean),
      clouds: clouds.has('every') || clouds.size === Object.keys(providers.clouds).length ? 'every' : [...clouds].join(', '),
    }))
    .sort((a, b) => a.code.localeCompare(b.code, 'en') || a.clouds.localeCompare(b.clouds, 'en'));
}

export const ERRORS_INTRODUCTION = `# Errors and warnings

Every problem ends with a code: \`shop/test: databases.orders.storage.maxSizeGiB must … [postgres/storage-max]\`. Errors stop
synthesis; all of them are shown at once. Warnings do not, and an environment that accepts one says so, with a reason:

\`\`\`ts
acknowledgements: { 'cluster/version-ends': 'the upgrade to 1.37 is planned for May' },
\`\`\`

A property is relative to the construct whose rule it is. \`…\` stands for what depends on the environment. Printed from the tables of
rules by \`npm run docs\`.`;
