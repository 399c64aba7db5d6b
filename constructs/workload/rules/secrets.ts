/** Rules of values from the secret store, of workloads and charts: the source must exist and have what is taken from it. */
import { forEach, type Rule, type RulesFor, type RuleTable } from '../../../core/rules/rule';
import { type InClusterContext, listed, needsAddon, unknownName } from '../../environment/in-cluster-rules';
import type { Environment } from '../../environment/schema';
import { type HasAccess, maySignIn } from '../../workload-identity/schema';
import type { WorkloadProps } from '../schema';
import { keysOf, type SecretValue, SIGN_IN, signInKey } from '../secrets';

const CREDENTIALS = ['username', 'password'];
const CONNECTION = ['host', 'port', 'tls', 'ca'];
/** Keys with which clients sign in to caches. */
const SIGN_IN_KEYS = { token: CREDENTIALS, identity: SIGN_IN, none: [] } as const;

/** The keys that a source has; undefined for secrets, whose keys are up to the people who fill them. */
function keysOfSource({ databases, caches }: Environment, from: string): string[] | undefined {
  if (from in databases) return [...CREDENTIALS, ...CONNECTION, 'sslmode', 'database'];
  const cache = caches[from];
  return cache && [...SIGN_IN_KEYS[cache.authentication], ...CONNECTION];
}

const RECORDS = ['databases', 'caches', 'secrets'] as const;

/** Requires a name to be one of the environment's databases, caches and secrets. */
export const sourceRule = <P>(
  property: string,
  nameOf: (props: P) => string | undefined,
): Rule<P, { readonly environment: Environment }> => ({
  code: `${property}-unknown`,
  property,
  check: (props, { environment }) =>
    unknownName(
      'a database, cache or secret of the environment',
      nameOf(props),
      RECORDS.flatMap((record) => Object.keys(environment[record])),
    ),
  standsOn: (props) => RECORDS.map((record) => `${record}.${nameOf(props)}`),
});

/** `"shop"`, or `"shop" as "app"`. */
export const describeSource = (from: string, user: string | undefined): string =>
  `"${from}"${user === undefined ? '' : ` as "${user}"`}`;

/** Requires a user to be one of the database that the property beside it names. */
export const userRule = <P>(
  sourceOf: (props: P) => { readonly from?: string; readonly user?: string | undefined },
): Rule<P, { readonly environment: Environment }> => ({
  code: 'user-unknown',
  property: 'user',
  check: (props, { environment: { databases, caches, secrets } }) => {
    const { from = '', user } = sourceOf(props);
    const database = databases[from];
    if (database) return unknownName(`a user of database "${from}"`, user, Object.keys(database.users));
    const isOther = from in caches || from in secrets;
    return (
      isOther && user !== undefined && `must be left out: "${from}" is no database, and has no users; got "${user}"`
    );
  },
  standsOn: (props) => RECORDS.map((record) => `${record}.${sourceOf(props).from}`),
});

/**
 * Rules of values from the store.
 * @param valuesOf the values, each with the property that holds it
 * @param fixedText the properties that hold text without secrets
 */
export const secretValueRules = <P extends HasAccess>(
  valuesOf: (props: P) => Iterable<readonly [property: string, value: SecretValue]>,
  fixedText: string,
): RulesFor<P, InClusterContext> =>
  forEach(valuesOf, [
    sourceRule('from', ({ from }) => from),
    userRule((value) => value),
    {
      code: 'secret-key-unknown',
      property: '',
      check: (value, { environment }) => {
        const available = keysOfSource(environment, value.from);
        const unknown = available === undefined ? [] : keysOf(value).filter((key) => !available.includes(key));
        if (available === undefined || unknown.length === 0) return undefined;
        return unknown.includes('password') && environment.caches[value.from]?.authentication === 'identity'
          ? `must not use password of "${value.from}", which has none: add { cache: "${value.from}", connect: true } to access, and sign in with ${SIGN_IN.join(' and ')}`
          : `must use keys of "${value.from}" ${listed(available)}, got ${unknown.join(', ')}`;
      },
    },
    {
      code: 'secret-key-without-access',
      property: '',
      check: (value, { environment }, owner) => {
        const key = keysOf(value).find((one) => signInKey(environment, value.from, one));
        return (
          key !== undefined &&
          !maySignIn(owner, value.from) &&
          `must not use ${key} of "${value.from}" without the right to sign in: add { cache: "${value.from}", connect: true } to access`
        );
      },
      standsOn: ({ from }) => [`caches.${from}`],
    },
    {
      code: 'template-without-key',
      property: 'template',
      check: (value) =>
        'template' in value &&
        keysOf(value).length === 0 &&
        `must hold a key in braces such as {password}, got "${value.template}": put fixed text into ${fixedText}`,
    },
  ]);

/** Requires the add-on that fetches the values of a property. */
export const needsExternalSecrets = <K extends string>(property: K) =>
  needsAddon<Readonly<Record<K, object>>>(
    property,
    'externalSecrets',
    (props) => Object.keys(props[property]).length > 0,
    "which fetches secrets from the cloud's store",
  );

const valuesOf = ({ secretEnv, secretFiles, jobs }: WorkloadProps): (readonly [string, SecretValue])[] =>
  Object.entries({
    secretEnv,
    secretFiles,
    ...Object.fromEntries(Object.entries(jobs).map(([id, job]) => [`jobs.${id}.secretEnv`, job.secretEnv])),
  }).flatMap(([record, values]) =>
    Object.entries(values).map(([name, value]) => [`${record}.${name}`, value] as const),
  );

export const secretRules: RuleTable<WorkloadProps, InClusterContext> = [
  needsExternalSecrets('secretEnv'),
  needsExternalSecrets('secretFiles'),
  secretValueRules(valuesOf, 'env or files'),
];
