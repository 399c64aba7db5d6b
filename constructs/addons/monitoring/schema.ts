/** Properties of kube-prometheus-stack. */
import { z } from 'zod';
import { bytes, cpu } from '../../../core/kubernetes/words';
import { identifier, nonEmpty } from '../../../core/words/words';
import { addonProps } from '../common';
import { afterMinutes, ownRule, thresholds } from './alert';
import { receiverProperties } from './receivers';
import type { MonitoringValues } from './chart-values';

const alertName = z.string().regex(/^[A-Z][A-Za-z0-9]{0,99}$/, {
  error: 'must be the name of an alert: 1–100 letters and digits, the first a capital',
});

const panel = z.strictObject({
  /** What it is called. */
  title: nonEmpty,
  /** PromQL: a line for each result. */
  query: nonEmpty,
  /** Grafana's name of the unit: `short`, `percent`, `ms`, `s`, `bytes`, `reqps`, `ops`. @default 'short' */
  unit: nonEmpty.default('short'),
  /** What lines are called: `{{label}}`. @default - all their labels */
  legend: nonEmpty.optional(),
});

export const monitoringSchema = z.strictObject({
  ...addonProps<MonitoringValues>(),
  /** Days that metrics are kept: 1–365, as long as `storageGiB` suffices. @default 15 */
  retentionDays: z.int().min(1).max(365).default(15),
  /** Disk of each Prometheus, in GiB: 10–16384. @default 50 */
  storageGiB: z.int().min(10).max(16_384).default(50),
  /** Seconds between readings of metrics: 5–300. @default 30 */
  scrapeSeconds: z.int().min(5).max(300).default(30),
  /** What each Prometheus requests: it needs more memory the more there is to measure. */
  prometheus: z
    .strictObject({
      /** CPU. @default '250m' */
      cpu: cpu.default('250m'),
      /** Memory, which is also the limit. @default '2Gi' */
      memory: bytes.default('2Gi'),
    })
    .prefault({}),
  /** Namespaces that may ask Prometheus, beside its own and those of the add-ons `keda` and `argoRollouts`. @default - none */
  clients: z.array(identifier).default([]),
  /** Grafana, or false for none. */
  grafana: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Name by which it is reached over HTTPS, inside one of the environment's `dnsZones`. Needs the add-on `gateway`. @default - it is not */
        host: z.hostname().optional(),
        /** The name in the environment's `secrets` of the first user's `username` and `password`. Needs the add-on `externalSecrets`. @default - `admin` and a password that the chart makes up */
        adminSecret: identifier.optional(),
      }),
    ])
    .prefault({}),
  /** Whether the environment's databases and caches are measured, by an exporter for each. Needs the add-on `externalSecrets`. @default true */
  exporters: z.boolean().default(true),
  ...receiverProperties,
  /** Values beyond which there is an alert. */
  thresholds: thresholds.prefault({}),
  /** For how long, before there is an alert. */
  afterMinutes: afterMinutes.prefault({}),
  /** Where it is written what to do about an alert: the address that its name is put after. @default - nowhere */
  runbooks: z.url().optional(),
  /** Alerts of the environment's own, by name; false turns off one that there is without being asked for. @default - none */
  rules: z.record(alertName, z.union([z.literal(false), ownRule])).default({}),
  /** Dashboards of the environment's own, by name. @default - none */
  dashboards: z
    .record(
      identifier,
      z.strictObject({
        /** What it is called. */
        title: nonEmpty,
        /** What it shows, two side by side. */
        panels: z.array(panel).min(1),
      }),
    )
    .default({}),
});

export type MonitoringProps = z.output<typeof monitoringSchema>;
