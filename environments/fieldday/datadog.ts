/** Datadog, which the design names for errors and profiles: its agents send logs and profiles of the services. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

const NAMESPACE = 'datadog';

/** Agents read the logs on their nodes, for which they mount directories of the node. */
export const datadogNamespaces = {
  [NAMESPACE]: { podSecurity: 'privileged', limitRange: false, defaultDeny: false },
} satisfies EnvironmentInput['namespaces'];

export const datadogSecrets = {
  datadog: { description: 'API key of Datadog' },
} satisfies EnvironmentInput['secrets'];

/** @param namespace of the services, whose logs alone are sent */
export const datadogCharts = (namespace: string) =>
  ({
    datadog: {
      repository: 'https://helm.datadoghq.com',
      chart: 'datadog',
      version: '3.81.0',
      namespace: NAMESPACE,
      values: {
        datadog: {
          apiKeyExistingSecret: 'datadog-api',
          clusterName: `fieldday-${namespace}`,
          // Datadog groups errors by the stack traces in logs.
          logs: { enabled: true, containerCollectAll: true },
          containerExcludeLogs: 'kube_namespace:.*',
          containerIncludeLogs: `kube_namespace:${namespace}`,
          // Profiles come to the port of APM; traces go to Tempo.
          apm: { portEnabled: true, socketEnabled: false },
        },
        // On every node, also those of batch jobs.
        agents: { tolerations: [{ operator: 'Exists' }] },
        clusterAgent: { replicas: 2 },
      },
      secrets: { 'datadog-api': { 'api-key': { from: 'datadog', key: 'password' } } },
    },
  }) satisfies EnvironmentInput['charts'];

/** What the agents must be told of the clouds' nodes. */
export const datadogDifferences = {
  google: { charts: { datadog: { values: { providers: { gke: { cos: true } } } } } },
  azurerm: { charts: { datadog: { values: { providers: { aks: { enabled: true } } } } } },
} as const;
