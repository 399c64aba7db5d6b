/** Chart: any Helm chart, as data, for software that has no add-on here. */
import { z } from 'zod';

import { objectOverrides } from '../../core/kubernetes/words';
import { isPlain } from '../../core/patch';
import { nonEmpty } from '../../core/words/words';
import { entry, entryOf, named } from '../entry';
import { secretValue } from '../workload/secrets';
import { access } from '../workload-identity/schema';

const objectName = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, {
  error: 'must be 1–63 lower-case letters, digits and hyphens, neither starting nor ending with a hyphen',
});

/** Records of what a chart may come after. */
const IN_CLUSTER = ['charts', 'workloads', 'kafkaClusters', 'clickHouseClusters', 'searchClusters'];

const secretKey = z.string().regex(/^[-._A-Za-z0-9]{1,253}$/, { error: 'must be letters, digits, - _ .' });

const valuesPath = z.string().regex(/^[\w-]+(\.[\w-]+)*$/, {
  error: 'must be a path in the values, such as "serviceAccount" or "server.serviceAccount"',
});

/** What JSON can hold; an absent property may be `undefined`, as everywhere in TypeScript. */
const isJson = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.every((item) => item !== undefined && isJson(item));
  if (isPlain(value)) return Object.values(value).every(isJson);
  return (
    value === undefined || value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)
  );
};

const json = z.unknown().refine(isJson, {
  error: 'must be what JSON can hold: texts, finite numbers, booleans, null, lists and objects',
});

const serviceAccount = z.strictObject({
  /** Its name in the namespace. @default - the release's name */
  name: objectName.optional(),
  /** Path in the values at which the chart takes the `name` and the `annotations` of the service account. */
  valuesAt: valuesPath.default('serviceAccount'),
  /** Path in the values at which the chart takes labels of the pods that run as the service account. */
  podLabelsAt: valuesPath.default('podLabels'),
});

export const chartSchema = z.strictObject({
  ...entry(),
  /** Where the chart is: `https://…` for a repository, `oci://…` for a registry, both without the chart's name. */
  repository: z.string().regex(/^(https|oci):\/\/[^\s/?#@]+(\/[^\s/?#@]+)*$/, {
    error: 'must be https://… or oci://…, without credentials, a query and a slash at its end',
  }),
  /** Name of the chart in the repository. */
  chart: z.string().regex(/^[A-Za-z0-9][\w.-]*$/, { error: 'must be the name of a chart: letters, digits, - _ .' }),
  /** Exact version of the chart, as the repository lists it: `'1.2.3'`, `'v1.21.1'`. */
  version: z.string().regex(/^v?(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/, {
    error: 'must be one exact version such as "1.2.3", neither a range nor "latest", so that nothing changes by itself',
  }),
  /** A name in the environment's `namespaces`, the namespace of one of its add-ons, or `kube-system`. */
  namespace: entryOf('namespaces'),
  /**
   * Values of the chart, merged by Helm over the chart's own. They are in Terraform's state: passwords belong into
   * `secrets`.
   * @default - the chart's own
   */
  values: z.record(z.string(), json).default({}),
  /**
   * Kubernetes Secrets, by name, with values from the cloud's secret store, created before the chart in its namespace.
   * Requires the add-on `externalSecrets`.
   * @default - none
   * @example
   * secrets: {
   *   'keycloak-database': {
   *     password: { from: 'postgres', key: 'password' },
   *     url: { from: 'postgres', template: 'jdbc:postgresql://{host}:{port}/{database}' },
   *   },
   * }
   */
  secrets: z.record(objectName, z.record(secretKey, secretValue)).default({}),
  /**
   * Rights of the chart's service account in the cloud.
   * @default - none
   * @example
   * access: [{ objectStore: 'artifacts', read: true, write: true }]
   */
  access: z.array(access).default([]),
  /** The service account that has `access`. @default - as in the values that `helm create` writes */
  serviceAccount: serviceAccount.optional(),
  /** Name of the release, which most charts make names of objects from. @default - the chart's name in the environment */
  releaseName: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/, {
      error: 'must be 1–53 lower-case letters, digits and hyphens, neither starting nor ending with a hyphen',
    })
    .optional(),
  /** Seconds within which everything must become ready. */
  timeoutSeconds: z.int().min(1).max(7200).default(600),
  /**
   * What is installed before the chart: names of other charts, workloads, Kafka, ClickHouse and OpenSearch clusters, and
   * add-ons by their key.
   * @default - nothing
   * @example
   * after: ['certManager', 'redis-operator']
   */
  after: z.array(named(() => IN_CLUSTER.map((record) => [record]), nonEmpty)).default([]),
  /** Whether a failed release is rolled back, or removed if it is the first; with `false` it stays as it failed. */
  atomic: z.boolean().default(true),
  /**
   * Whether the plan refuses to lose the release, and the namespace with the disks that its pods keep data on. For charts
   * that hold data.
   */
  deletionProtection: z.boolean().default(false),
  /**
   * Whether Helm installs the CRDs in the chart's folder `crds`, once. It never updates or deletes them.
   */
  installCrds: z.boolean().default(true),
  /**
   * Patches that are merged last: `release` into the arguments of the Helm release (as the provider's bindings spell
   * them: `wait`, `disableWebhooks`), `secrets` into each ExternalSecret.
   * @default - none
   */
  overrides: objectOverrides.optional(),
});

export type ChartProps = z.output<typeof chartSchema>;

/** Name of a chart's release. */
export const releaseNameOf = (id: string, { releaseName = id }: Pick<ChartProps, 'releaseName'>): string => releaseName;

/** The service account that has the chart's rights, and where the chart takes it in its values. */
export const serviceAccountOf = (id: string, chart: ChartProps) => ({
  name: releaseNameOf(id, chart),
  ...serviceAccount.parse(chart.serviceAccount ?? {}),
});
