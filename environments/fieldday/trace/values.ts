/** Paths and conditions that several rows use. */
import { type Evidence, shows } from '../../../index';

/** The expression of the first alert of a name. */
export const alert = (name: string): string =>
  `PrometheusRule."fieldday-alerts".spec.groups[].rules[] | [?alert == '${name}'] | [0].expr`;

/** Its severity. */
export const severityOf = (name: string): string =>
  `PrometheusRule."fieldday-alerts".spec.groups[].rules[] | [?alert == '${name}'] | [0].labels.severity`;

export const endsWith =
  (end: string) =>
  (text: string | null): boolean =>
    text?.endsWith(end) === true;

/** Whether a dashboard has panels of all these titles. */
export const dashboard = (name: string, ...titles: readonly string[]): Evidence => ({
  cluster: {
    [`ConfigMap."fieldday-dashboard-${name}".data."fieldday-dashboard-${name}.json"`]: shows(...titles),
  },
});

/** A value of a service's settings. */
export const setting = (service: string, path: string, value: unknown): Evidence => ({
  cluster: {
    [`values(ConfigMap."fieldday-${service}-files".data)[0]`]: (text: string | null) =>
      JSON.stringify(path.split('.').reduce<unknown>(inside, JSON.parse(text ?? '{}'))) === JSON.stringify(value),
  },
});

const inside = (value: unknown, key: string): unknown => (value as Record<string, unknown> | undefined)?.[key];

/** The route of a service. */
export const httpRoute = (name: string): string =>
  `values(HTTPRoute)[?metadata.labels."app.kubernetes.io/name" == 'fieldday-${name}'] | [0].spec`;
