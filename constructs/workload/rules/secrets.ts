/** Rules of values from the secret store, of workloads and charts: the source must exist and have what is taken from it. */
import { forEach, type Rule, type RulesFor, type RuleTable } from '../../../core/rules/rule';
import { type InClusterContext, listed, needsAddon, unknownName } from '../../environment/in-cluster-rules';
import type { Environment } from '../../environment/schema';
import { type HasAccess, maySignIn, maySignInAs } from '../../workload-identity/schema';
import type { WorkloadProps } from '../schema';
import { keysOf, type SecretValue, SIGN_IN, signInKey, type Source, takesIdentity } from '../secrets';

const CREDENTIALS = ['username', 'password'];
const CONNECTION = ['host', 'port', 'tls', 'ca'];
/** Keys with which clients sign in to caches. */
const SIGN_IN_KEYS = { token: CREDENTIALS, identity: SIGN_IN, none: [] } as const;

/** The keys that a source has; undefined for secrets, whose keys are up to the people who fill them. */
function keysOfSource(environment: Environment, source: Source): string[] | undefined {
  const { databases, caches } = environment;
  const { from } = source;
  if (from in databases) {
    const signIn = takesIdentity(environment, source) ? SIGN_IN : CREDENTIALS;
    return [...signIn, ...CONNECTION, 'sslmode', 'database'];
  }
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

/** The right to sign in, as one writes it. */
export const connectTo = ({ databases }: Environment, { from, user }: Source): string =>
  from in databases ? `{ database: "${from}", user: "${user}", connect: true }` : `{ cache: "${from}", connect: true }`;

const hasRight = (owner: HasAccess, { databases }: Environment, { from, user = '' }: Source): boolean =>
  from in databases ? maySignInAs(owner, from, user) : maySignIn(owner, from);

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
        const available = keysOfSource(environment, value);
        const unknown = available === undefined ? [] : keysOf(value).filter((key) => !available.includes(key));
        if (available === undefined || unknown.length === 0) return undefined;
        const source = describeSource(value.from, value.user);
        return unknown.includes('password') && takesIdentity(environment, value)
          ? `must not use password of ${source}, which has none: add ${connectTo(environment, value)} to access, and sign in with ${SIGN_IN.join(' and ')}`
          : `must use keys of ${source} ${listed(available)}, got ${unknown.join(', ')}`;
      },
    },
    {
      code: 'secret-key-without-access',
      property: '',
      check: (value, { environment }, owner) => {
        const key = keysOf(value).find((one) => signInKey(environment, value, one));
        return (
          key !== undefined &&
          !hasRight(owner, environment, value) &&
          `must not use ${key} of ${describeSource(value.from, value.user)} without the right to sign in: add ${connectTo(environment, value)} to access`
        );
      },
      standsOn: ({ from }) => [`caches.${from}`, `databases.${from}`],
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

const eachIn = (
  records: Readonly<Record<string, Readonly<Record<string, SecretValue>>>>,
): (readonly [string, SecretValue])[] =>
  Object.entries(records).flatMap(([record, values]) =>
    Object.entries(values).map(([name, value]) => [`${record}.${name}`, value] as const),
  );

/** Values that the pods have; those of a job are its own. */
const valuesOfPods = ({ secretEnv, secretFiles }: WorkloadProps) => eachIn({ secretEnv, secretFiles });

const valuesOf = (props: WorkloadProps) => [
  ...valuesOfPods(props),
  ...Object.entries(props.jobs).flatMap(([id, { secretEnv }]) => eachIn({ [`jobs.${id}.secretEnv`]: secretEnv })),
];

/** What migrates a schema must be its owner, and nothing else must. */
export const secretWarnings: RuleTable<WorkloadProps, InClusterContext> = [
  forEach(valuesOfPods, [
    {
      code: 'database-owner',
      property: 'from',
      check: (value, { environment: { databases } }) =>
        value.from in databases &&
        value.user === undefined &&
        keysOf(value).includes('password') &&
        `signs in to "${value.from}" as its owner, who may change and drop every table: name a user of databases.${value.from}.users, such as app: { rights: 'read-write' }, and leave the owner to the job that migrates (jobs.*.secretEnv)`,
    },
  ]),
];

export const secretRules: RuleTable<WorkloadProps, InClusterContext> = [
  needsExternalSecrets('secretEnv'),
  needsExternalSecrets('secretFiles'),
  secretValueRules(valuesOf, 'env or files'),
];
