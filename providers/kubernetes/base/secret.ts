/** Secrets that External Secrets makes from values in the cloud's store. */
import { externalSecret } from '../../../constructs/addons/parts/external-secret';
import { isWatched } from '../../../constructs/environment/rotation';
import type { InCluster } from '../../../constructs/in-cluster';
import { fillTemplate, keysIn, keysOf, type SecretValue, signInKey } from '../../../constructs/workload/secrets';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { mapValues } from '../../../core/records';

/** Keys that the store keeps with the connection of a database or cache; all others are with its credentials. */
const CONNECTION_KEYS = new Set(['host', 'port', 'tls', 'ca', 'sslmode', 'database']);

/** Where values are from, and the identity of who reads them. */
interface Sources extends Pick<InCluster, 'environment' | 'cloud'> {
  readonly id: string;
}

/** A Secret with values from the store, by their key in it. */
export function secretWith(
  sources: Sources,
  metadata: Manifest['metadata'],
  values: Readonly<Record<string, SecretValue>>,
): Manifest {
  return externalSecret({
    metadata,
    isWatched: isWatched(sources.environment, Object.values(values)),
    target: {
      creationPolicy: 'Owner',
      deletionPolicy: 'Retain',
      template: {
        engineVersion: 'v2',
        mergePolicy: 'Replace',
        data: mapValues(values, (_, value) => templateOf(sources, value)),
      },
    },
    data: remoteData(sources, Object.values(values)),
  });
}

/** Keys to fetch: every key that the values use and the store has, once. */
function remoteData(sources: Sources, values: readonly SecretValue[]): object[] {
  const { environment, cloud } = sources;
  const stored = values.flatMap((value) =>
    keysOf(value)
      .flatMap((key) => storedKeys(sources, value, key))
      .map((key) => ({ from: value.from, user: value.user, key })),
  );
  // External Secrets refuses an object that fetches nothing.
  const fetched =
    stored.length > 0 ? stored : values.slice(0, 1).map(({ from }) => ({ from, user: undefined, key: 'host' }));
  const keys = new Map(fetched.map((one) => [variableOf(one, one.key), one]));
  return [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([secretKey, { from, user, key }]) => {
      const isServer = from in environment.databases || from in environment.caches;
      const isConnection = isServer && CONNECTION_KEYS.has(key);
      const storeKey = isConnection ? cloud.connection(from) : cloud.credentials(from, user);
      return { secretKey, remoteRef: { key: storeKey, property: key } };
    });
}

/** Keys in the store that make up a key: itself, unless a client signs in with it. */
function storedKeys(sources: Sources, value: SecretValue, key: string): string[] {
  const text = signInText(sources, value, key);
  return text === undefined ? [key] : keysIn(text);
}

/** What a client signs in with, if a key is that, with keys of the store in braces. */
function signInText({ environment, cloud, id }: Sources, value: SecretValue, key: string): string | undefined {
  const signIn = signInKey(environment, value, key);
  return signIn && cloud.signIn(value.from, value.user, id)[signIn];
}

/** The template variable of a key. It is unique, because names hold neither underscores nor two hyphens in a row. */
const variableOf = ({ from, user }: Pick<SecretValue, 'from' | 'user'>, key: string): string =>
  user === undefined || CONNECTION_KEYS.has(key) ? `${from}_${key}` : `${from}--${user}_${key}`;

/** The Go template of a value. Double braces in the user's own text are escaped. */
function templateOf(sources: Sources, value: SecretValue): string {
  const placeholder = (key: string, forUrl = false): string => {
    // `urlquery` writes a space as `+`, which means a space only in query strings.
    const pipe = forUrl ? ' | urlquery | replace "+" "%20"' : '';
    const text = signInText(sources, value, key);
    return `{{ ${text === undefined ? variable(key) : expressionOf(text)}${pipe} }}`;
  };
  const variable = (key: string): string => `index . "${variableOf(value, key)}"`;
  const expressionOf = (text: string): string => {
    const keys = keysIn(text);
    if (keys.length === 0) return `"${text}"`;
    return ['printf', `"${fillTemplate(text, () => '%s')}"`, ...keys.map((key) => `(${variable(key)})`)].join(' ');
  };
  if ('key' in value) return placeholder(value.key);
  return fillTemplate(value.template.replaceAll('{{', '{{ "{{" }}'), placeholder);
}
