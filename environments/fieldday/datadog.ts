/** Datadog, which the design names for errors and profiles: its agents send logs and profiles of the services. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

export const datadogSecrets = {
  datadog: { description: 'API key of Datadog' },
} satisfies EnvironmentInput['secrets'];

/** @param namespace of the services, whose logs alone are sent */
export const datadogAddons = (namespace: string) =>
  ({
    // Datadog groups errors by the stack traces in logs. Profiles come to the port of APM; traces go to Tempo.
    datadog: { apiKey: { from: 'datadog' }, logs: { namespaces: [namespace] } },
  }) satisfies EnvironmentInput['addons'];
