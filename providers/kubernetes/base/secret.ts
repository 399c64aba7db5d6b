/** Secrets that External Secrets makes from values in the cloud's store. */
import { externalSecret } from '../../../constructs/addons/parts/external-secret';
import { rotates } from '../../../constructs/environment/rotation';
import type { InCluster } from '../../../constructs/in-cluster';
import { fillTemplate, keysOf, type SecretValue } from '../../../constructs/workload/secrets';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { mapValues } from '../../../core/records';

/** Keys that the store keeps with the connection of a database or cache; all others are with its credentials. */
const CONNECTION_KEYS = new Set(['host', 'port', 'tls', 'ca', 'sslmode', 'database']);

/** A Secret with values from the store, by their key in it. */
export function secretWith(
  inCluster: Pick<InCluster, 'environment' | 'cloud'>,
  metadata: Manifest['metadata'],
  values: Readonly<Record<string, SecretValue>>,
): Manifest {
  return externalSecret({
    metadata,
    isRotated: rotates(inCluster.environment, Object.values(values)),
    target: {
      creationPolicy: 'Owner',
      deletionPolicy: 'Retain',
      template: {
        engineVersion: 'v2',
        mergePolicy: 'Replace',
        data: mapValues(values, (_, value) => templateOf(value)),
      },
    },
    data: remoteData(inCluster, Object.values(values)),
  });
}

/** Keys to fetch: every key that the values use, once. */
function remoteData(
  { environment, cloud }: Pick<InCluster, 'environment' | 'cloud'>,
  values: readonly SecretValue[],
): object[] {
  const keys = new Map(
    values.flatMap((value) =>
      keysOf(value).map((key) => [variableOf(value, key), { from: value.from, user: value.user, key }] as const),
    ),
  );
  return [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([secretKey, { from, user, key }]) => {
      const isServer = from in environment.databases || from in environment.caches;
      const isConnection = isServer && CONNECTION_KEYS.has(key);
      const storeKey = isConnection ? cloud.connection(from) : cloud.credentials(from, user);
      return { secretKey, remoteRef: { key: storeKey, property: key } };
    });
}

/** The template variable of a key. It is unique, because names hold neither underscores nor two hyphens in a row. */
const variableOf = ({ from, user }: SecretValue, key: string): string =>
  user === undefined || CONNECTION_KEYS.has(key) ? `${from}_${key}` : `${from}--${user}_${key}`;

/** The Go template of a value. Double braces in the user's own text are escaped. */
function templateOf(value: SecretValue): string {
  const placeholder = (key: string, forUrl = false): string => {
    // `urlquery` writes a space as `+`, which means a space only in query strings.
    const pipe = forUrl ? ' | urlquery | replace "+" "%20"' : '';
    return `{{ index . "${variableOf(value, key)}"${pipe} }}`;
  };
  if ('key' in value) return placeholder(value.key);
  return fillTemplate(value.template.replaceAll('{{', '{{ "{{" }}'), placeholder);
}
