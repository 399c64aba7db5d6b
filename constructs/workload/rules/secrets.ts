/** Rules of values out of the secret store: what there is to take, and what of it. */
import { listed, needsAddon } from '../../environment/in-cluster-rules';
import { forEach, type Rule, type RuleTable } from '../../../core/rules/rule';
import { suggestion } from '../../../core/rules/suggestion';
import type { Environment } from '../../environment/schema';
import type { WorkloadProps } from '../schema';
import { keysOf } from '../secrets';
import type { WorkloadContext } from './context';

const CREDENTIALS = ['username', 'password'];
const CONNECTION = ['host', 'port', 'tls', 'ca'];

/** What may be taken of a source; undefined where that is whatever people put there. */
function partsOf({ databases, caches }: Environment, from: string): string[] | undefined {
  if (from in databases) return [...CREDENTIALS, ...CONNECTION, 'database'];
  const cache = caches[from];
  return cache && [...(cache.authentication === 'token' ? CREDENTIALS : []), ...CONNECTION];
}

/** Names that values may come from. */
export const sourcesOf = ({ databases, caches, secrets }: Environment): string[] => [
  ...Object.keys(databases),
  ...Object.keys(caches),
  ...Object.keys(secrets),
];

/** A name that must be one of those. */
export const sourceRule = <P>(
  property: string,
  nameOf: (props: P) => string | undefined,
): Rule<P, { readonly environment: Environment }> => ({
  code: `${property}-unknown`,
  property,
  check: (props, { environment }) => {
    const name = nameOf(props);
    const known = sourcesOf(environment);
    return (
      name !== undefined &&
      !known.includes(name) &&
      `must name a database, cache or secret of the environment ${listed(known)}, got "${name}"${suggestion(name, known)}`
    );
  },
  standsOn: (props) => ['databases', 'caches', 'secrets'].map((record) => `${record}.${nameOf(props)}`),
});

export const secretRules: RuleTable<WorkloadProps, WorkloadContext> = [
  ...(['secretEnv', 'secretFiles'] as const).map((property) =>
    needsAddon<WorkloadProps>(
      property,
      'externalSecrets',
      (props) => Object.keys(props[property]).length > 0,
      "which brings secrets out of the cloud's store",
    ),
  ),
  forEach(
    ({ secretEnv, secretFiles }: WorkloadProps) =>
      Object.entries({ secretEnv, secretFiles }).flatMap(([record, values]) =>
        Object.entries(values).map(([name, value]) => [`${record}.${name}`, value] as const),
      ),
    [
      sourceRule('from', ({ from }) => from),
      {
        code: 'whole',
        property: '',
        check: (value, { environment }) =>
          unknown(value.from, keysOf(value), environment).length > 0 &&
          `must take what "${value.from}" has ${listed(partsOf(environment, value.from) ?? [])}, got ${unknown(value.from, keysOf(value), environment).join(', ')}`,
      },
      {
        code: 'template',
        property: 'template',
        check: (value) =>
          'template' in value &&
          keysOf(value).length === 0 &&
          'must hold a part in braces such as {password}: what is the same everywhere belongs into env or files',
      },
    ],
  ),
];

const unknown = (from: string, keys: readonly string[], environment: Environment): string[] => {
  const parts = partsOf(environment, from);
  return parts === undefined ? [] : keys.filter((key) => !parts.includes(key));
};
