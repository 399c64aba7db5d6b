/** Types of the kube-prometheus-stack chart's values. */
import { type Budget } from '../../../core/kubernetes/chart-values';

interface Resources {
  readonly requests: object;
  readonly limits: object;
}

interface Switch {
  readonly enabled: boolean;
}

/**
 * The chart's values that are set here:
 * github.com/prometheus-community/helm-charts, charts/kube-prometheus-stack/values.yaml
 */
export interface MonitoringValues {
  readonly fullnameOverride: string;
  readonly defaultRules: {
    readonly rules: Readonly<Record<string, boolean>>;
    readonly disabled: Readonly<Record<string, boolean>>;
  };
  readonly coreDns: Switch;
  readonly kubelet: { readonly serviceMonitor: { readonly cAdvisorInterval: string } };
  readonly kubeControllerManager: Switch;
  readonly kubeEtcd: Switch;
  readonly kubeProxy: Switch;
  readonly kubeScheduler: Switch;
  readonly prometheusOperator: {
    readonly resources: Resources;
    readonly prometheusConfigReloader: { readonly resources: Resources };
    readonly admissionWebhooks: { readonly patch: { readonly resources: Resources } };
  };
  readonly prometheus: {
    readonly podDisruptionBudget: Budget;
    readonly prometheusSpec: {
      readonly replicas: number;
      readonly podAntiAffinity: 'hard' | 'soft';
      readonly topologySpreadConstraints: readonly object[];
      readonly priorityClassName: string;
      readonly retention: string;
      readonly retentionSize: string;
      readonly scrapeInterval: string;
      readonly evaluationInterval: string;
      readonly externalLabels: Readonly<Record<string, string>>;
      readonly resources: Resources;
      readonly storageSpec: object;
      readonly ruleSelectorNilUsesHelmValues: boolean;
      readonly serviceMonitorSelectorNilUsesHelmValues: boolean;
      readonly podMonitorSelectorNilUsesHelmValues: boolean;
      readonly probeSelectorNilUsesHelmValues: boolean;
      readonly scrapeConfigSelectorNilUsesHelmValues: boolean;
    };
  };
  readonly alertmanager: {
    readonly podDisruptionBudget: Budget;
    readonly config: object;
    readonly alertmanagerSpec: {
      readonly replicas: number;
      readonly podAntiAffinity: 'hard' | 'soft';
      readonly topologySpreadConstraints: readonly object[];
      readonly automountServiceAccountToken: boolean;
      readonly resources: Resources;
      readonly storage: object;
      readonly secrets: readonly string[];
    };
  };
  readonly grafana: Switch & {
    readonly admin?: { readonly existingSecret: string; readonly userKey: string; readonly passwordKey: string };
    readonly rbac?: { readonly create: boolean };
    readonly testFramework?: Switch;
    readonly resources?: Resources;
    readonly containerSecurityContext?: { readonly readOnlyRootFilesystem: boolean };
    readonly extraEmptyDirMounts?: readonly { readonly name: string; readonly mountPath: string }[];
    readonly sidecar?: {
      readonly resources: Resources;
      readonly securityContext: { readonly readOnlyRootFilesystem: boolean };
      readonly dashboards: { readonly searchNamespace: string; readonly resource: string };
      readonly datasources: { readonly searchNamespace: string; readonly resource: string };
    };
    readonly 'grafana.ini'?: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  };
  readonly 'kube-state-metrics': { readonly resources: Resources; readonly collectorsExclude: readonly string[] };
  readonly 'prometheus-node-exporter': {
    readonly namespaceOverride: string;
    readonly resources: Resources;
    readonly containerSecurityContext: object;
    readonly priorityClassName: string;
  };
}
