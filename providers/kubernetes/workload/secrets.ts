/** Secrets that External Secrets makes from values in the cloud's store. */
import { externalSecret } from '../../../constructs/addons/parts/external-secret';
import { fillTemplate, keysOf, type SecretValue } from '../../../constructs/workload/secrets';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { mapValues } from '../../../core/records';
import { keyOf } from './configuration';
import { metadataOf, partName, type WorkloadContext } from './context';

/** Keys that the store keeps with the connection of a database or cache; all others are with its credentials. */
const CONNECTION_KEYS = new Set(['host', 'port', 'tls', 'ca', 'database']);

export const secretName = (workload: WorkloadContext): string => partName(workload, 'secrets');

/** The Secret with the values of `secretEnv` and `secretFiles`. */
export function secrets(workload: WorkloadContext): Manifest | undefined {
  const { secretEnv, secretFiles } = workload.props;
  const files = Object.entries(secretFiles).map(([path, value]) => [keyOf(path), value] as const);
  const values = Object.fromEntries([...Object.entries(secretEnv), ...files]);
  return Object.keys(values).length === 0 ? undefined : secretWith(workload, secretName(workload), values);
}

/** A Secret with values from the store. */
export function secretWith(
  workload: WorkloadContext,
  name: string,
  values: Readonly<Record<string, SecretValue>>,
): Manifest {
  return externalSecret({
    metadata: metadataOf(workload, name),
    target: {
      creationPolicy: 'Owner',
      deletionPolicy: 'Retain',
      template: {
        engineVersion: 'v2',
        mergePolicy: 'Replace',
        data: mapValues(values, (_, value) => templateOf(value)),
      },
    },
    data: remoteData(workload, Object.values(values)),
  });
}

/** Keys to fetch: every key that the values use, once. */
function remoteData({ environment, cloud }: WorkloadContext, values: readonly SecretValue[]): object[] {
  const keys = new Map(
    values.flatMap((value) =>
      keysOf(value).map((key) => [variableOf(value.from, key), { from: value.from, key }] as const),
    ),
  );
  return [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([secretKey, { from, key }]) => {
      const isServer = from in environment.databases || from in environment.caches;
      const isConnection = isServer && CONNECTION_KEYS.has(key);
      const storeKey = isConnection ? cloud.connection(from) : cloud.credentials(from);
      return { secretKey, remoteRef: { key: storeKey, property: key } };
    });
}

/** The template variable of a key. It is unique, because ids do not hold underscores. */
const variableOf = (from: string, key: string): string => `${from}_${key}`;

/** The Go template of a value. Double braces in the user's own text are escaped. */
function templateOf(value: SecretValue): string {
  const { from } = value;
  const placeholder = (key: string, forUrl = false): string => {
    // `urlquery` writes a space as `+`, which means a space only in query strings.
    const pipe = forUrl ? ' | urlquery | replace "+" "%20"' : '';
    return `{{ index . "${variableOf(from, key)}"${pipe} }}`;
  };
  if ('key' in value) return placeholder(value.key);
  return fillTemplate(value.template.replaceAll('{{', '{{ "{{" }}'), placeholder);
}
