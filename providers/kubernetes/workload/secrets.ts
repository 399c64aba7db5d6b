/** Secrets: what External Secrets fetches out of the cloud's store for a workload, and how it puts it together. */
import { externalSecret } from '../../../constructs/addons/parts/external-secret';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { filled, keysOf, type SecretValue } from '../../../constructs/workload/secrets';
import { keyOf } from './configuration';
import { metadataOf, partName, type Described } from './described';

/** What lies in the store as where a database or cache is to be found; all else lies there as its credentials. */
const OF_CONNECTION = new Set(['host', 'port', 'tls', 'ca', 'database']);

export const secretName = (workload: Described): string => partName(workload, 'secrets');

/** The Secret of a workload's own values; none without. */
export function secrets(workload: Described): Manifest | undefined {
  const { secretEnv, secretFiles } = workload.props;
  const files = Object.entries(secretFiles).map(([path, value]) => [keyOf(path), value] as const);
  const values = Object.fromEntries([...Object.entries(secretEnv), ...files]);
  return Object.keys(values).length === 0 ? undefined : secretWith(workload, secretName(workload), values);
}

/** A Secret of these values, kept as they are in the store. */
export function secretWith(workload: Described, name: string, values: Readonly<Record<string, SecretValue>>): Manifest {
  return externalSecret({
    metadata: metadataOf(workload, name),
    target: {
      creationPolicy: 'Owner',
      deletionPolicy: 'Retain',
      template: {
        engineVersion: 'v2',
        mergePolicy: 'Replace',
        data: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, templateOf(value)])),
      },
    },
    data: fetched(workload, Object.values(values)),
  });
}

/** Each part that is used, once. */
function fetched({ environment, cloud }: Described, values: readonly SecretValue[]): object[] {
  const parts = new Map(
    values.flatMap((value) =>
      keysOf(value).map((key) => [partOf(value.from, key), { from: value.from, key }] as const),
    ),
  );
  return [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([secretKey, { from, key }]) => {
      const isServer = from in environment.databases || from in environment.caches;
      const stored = isServer && OF_CONNECTION.has(key) ? cloud.connection(from) : cloud.credentials(from);
      return { secretKey, remoteRef: { key: stored, property: key } };
    });
}

/** What a part is called until it is put where it belongs; ids hold no underscore, so that no two are called alike. */
const partOf = (from: string, key: string): string => `${from}_${key}`;

/** Go's template of a value. Braces that are the user's own stay text. */
function templateOf(value: SecretValue): string {
  const { from } = value;
  const part = (key: string, forUrl = false): string => {
    // `urlquery` writes a space as forms do; in the rest of a URL that would be a plus.
    const pipe = forUrl ? ' | urlquery | replace "+" "%20"' : '';
    return `{{ index . "${partOf(from, key)}"${pipe} }}`;
  };
  if ('key' in value) return part(value.key);
  return filled(value.template.replaceAll('{{', '{{ "{{" }}'), part);
}
