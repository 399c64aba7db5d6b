/** Properties of kube-prometheus-stack. */
import { z } from 'zod';

import { bytes, cpu } from '../../../core/kubernetes/words';
import { identifier, nonEmpty } from '../../../core/words/words';
import { hostIn } from '../../dns-zone/host';
import { entry, entryOf } from '../../entry';
import { type AddonBase, addonProps } from '../common';
import { afterMinutes, ownRule, thresholds } from './alert';
import type { MonitoringValues } from './chart-values';
import { receiverProperties } from './receivers';

const alertName = z.string().regex(/^[A-Z][A-Za-z0-9]{0,99}$/, {
  error: 'must be the name of an alert: 1–100 letters and digits, the first a capital letter',
});

const panel = z.strictObject({
  /** Title of the panel. */
  title: nonEmpty,
  /** PromQL expression. Each of its results is a line. */
  query: nonEmpty,
  /** Unit, as Grafana names it: `short`, `percent`, `ms`, `s`, `bytes`, `reqps`, `ops`. */
  unit: nonEmpty.default('short'),
  /** Legend of the lines, such as `{{label}}`. @default - all labels */
  legend: nonEmpty.optional(),
});

export const monitoringSchema = z.strictObject({
  ...addonProps<MonitoringValues>(),
  /** Days for which metrics are kept, as far as `storageGiB` suffices. */
  retentionDays: z.int().min(1).max(365).default(15),
  /** Disk of each Prometheus, in GiB. */
  storageGiB: z.int().min(10).max(16_384).default(50),
  /** Seconds between scrapes of metrics. */
  scrapeSeconds: z.int().min(5).max(300).default(30),
  /** Resources of each Prometheus. Its memory grows with the number of time series. */
  prometheus: z
    .strictObject({
      /** CPU request. */
      cpu: cpu.default('250m'),
      /** Memory request and limit. */
      memory: bytes.default('2Gi'),
    })
    .prefault({}),
  /**
   * Namespaces whose pods may query Prometheus, in addition to its own namespace and those of the add-ons `keda` and
   * `argoRollouts`.
   * @default - none
   */
  clients: z.array(entryOf('namespaces')).default([]),
  /** Grafana, or false for none. */
  grafana: z
    .union([
      z.literal(false),
      z.strictObject({
        /**
         * Host of Grafana, inside one of the environment's `dnsZones`: complete, or `{ zone, name }`. Requires the add-on `gateway`.
         * @default - not reachable from outside the cluster
         */
        host: hostIn(z.hostname()).optional(),
        /**
         * Credentials of the first user: a name in the environment's `secrets`, which holds `username` and `password`.
         * Requires the add-on `externalSecrets`.
         * @default - `admin` and a password that the chart generates
         */
        adminSecret: entryOf('secrets').optional(),
      }),
    ])
    .prefault({}),
  /**
   * Whether each database and cache of the environment gets an exporter, which reports its metrics to Prometheus. It signs in as a
   * user of its own, which may only monitor; to caches on Google and Azure as applications do. Requires the add-on `externalSecrets`.
   */
  exporters: z.boolean().default(true),
  /** Whether the plan refuses to lose its release, and the namespace with the disks of Prometheus and Alertmanager. */
  deletionProtection: z.boolean().default(false),
  ...receiverProperties,
  /** Values beyond which the default alerts are raised. */
  thresholds: thresholds.prefault({}),
  /** Minutes that a condition must last before it raises an alert, by severity. */
  afterMinutes: afterMinutes.prefault({}),
  /** Base address of runbooks: each alert links to `<runbooks>/<alert>`. @default - no links */
  runbooks: z.url().optional(),
  /**
   * Alerts of the environment, by name. An alert replaces the default alert of the same name; false turns it off.
   * @default - none
   */
  rules: z.record(alertName, z.union([z.literal(false), ownRule])).default({}),
  /** Dashboards of the environment, by name. A dashboard replaces the default one of the same name. @default - none */
  dashboards: z
    .record(
      identifier,
      z.strictObject({
        ...entry(),
        /** Title of the dashboard. */
        title: nonEmpty,
        /** Panels, shown two per row. */
        panels: z.array(panel).min(1),
      }),
    )
    .default({}),
});

export type MonitoringProps = z.output<typeof monitoringSchema>;

export const monitoringBase = {
  namespace: 'monitoring',
  schema: monitoringSchema,
} satisfies AddonBase<MonitoringProps>;
