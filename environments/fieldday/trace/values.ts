/** Paths and conditions that several rows use. */
import type { Evidence } from '../../../index';

/** The expression of the first alert of a name. */
export const alert = (name: string): string =>
  `PrometheusRule."fieldday-alerts".spec.groups[].rules[] | [?alert == '${name}'] | [0].expr`;

/** Its severity. */
export const severityOf = (name: string): string =>
  `PrometheusRule."fieldday-alerts".spec.groups[].rules[] | [?alert == '${name}'] | [0].labels.severity`;

export const contains =
  (...parts: readonly string[]) =>
  (text: string | null): boolean =>
    text !== null && parts.every((part) => text.includes(part));

export const endsWith =
  (end: string) =>
  (text: string | null): boolean =>
    text?.endsWith(end) === true;

interface Dashboard {
  readonly panels: readonly { readonly title: string }[];
}

/** Whether a dashboard has panels of all these titles. */
export const dashboard = (name: string, ...titles: readonly string[]): Evidence => ({
  cluster: {
    [`ConfigMap."fieldday-dashboard-${name}".data."fieldday-dashboard-${name}.json"`]: (text: string | null) => {
      const { panels } = JSON.parse(text ?? '{"panels":[]}') as Dashboard;
      return titles.every((wanted) => panels.some(({ title }) => title === wanted));
    },
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
