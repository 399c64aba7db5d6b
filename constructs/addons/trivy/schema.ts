/** Properties of Trivy. */
import { z } from 'zod';

import { type Metrics, type ServiceAccount } from '../../../core/kubernetes/chart-values';
import { entryOf } from '../../entry';
import { type AddonBase, addonProps } from '../common';

/** The chart's values that are set here: github.com/aquasecurity/trivy-operator/tree/v0.32.0/deploy/helm */
export interface TrivyValues {
  readonly fullnameOverride: string;
  /** Names with commas between them; empty for all. */
  readonly targetNamespaces: string;
  readonly rbac: { readonly create: boolean };
  readonly serviceAccount: ServiceAccount;
  readonly serviceMonitor: Pick<Metrics, 'enabled'>;
  readonly podSecurityContext: object;
  readonly securityContext: object;
  readonly resources: object;
  readonly priorityClassName: string;
  readonly compliance: { readonly specs: readonly string[] };
  readonly operator: {
    readonly scannerReportTTL: string;
    readonly vulnerabilityScannerEnabled: boolean;
    readonly exposedSecretScannerEnabled: boolean;
    readonly configAuditScannerEnabled: boolean;
    readonly rbacAssessmentScannerEnabled: boolean;
    readonly infraAssessmentScannerEnabled: boolean;
    readonly clusterComplianceEnabled: boolean;
    readonly sbomGenerationEnabled: boolean;
    readonly builtInTrivyServer: boolean;
    readonly scanJobsConcurrentLimit: number;
    readonly accessGlobalSecretsAndServiceAccount: boolean;
  };
  readonly trivyOperator: {
    readonly scanJobPodTemplatePodSecurityContext: object;
    readonly scanJobPodTemplateContainerSecurityContext: object;
    /** Labels as `name=value`, with commas between them. */
    readonly scanJobPodTemplateLabels: string;
  };
  readonly trivy: {
    /** Names with commas between them. */
    readonly severity: string;
    readonly ignoreUnfixed: boolean;
    readonly dbRegistry: string;
    readonly dbRepository: string;
    readonly javaDbRegistry: string;
    readonly javaDbRepository: string;
    readonly resources: object;
    readonly storageClassEnabled: boolean;
    readonly podLabels: Readonly<Record<string, string>>;
    readonly priorityClassName: string;
    readonly server: {
      readonly resources: object;
      readonly podSecurityContext: object;
      readonly securityContext: object;
    };
  };
}

/** Severities of vulnerabilities, the least severe first. */
export const SEVERITIES = ['UNKNOWN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;

/** What is looked for. */
const SCANS = ['vulnerabilities', 'configuration', 'secrets', 'roles'] as const;
export type Scan = (typeof SCANS)[number];

export const trivySchema = z.strictObject({
  ...addonProps<TrivyValues>(),
  /**
   * What is looked for: known vulnerabilities in images of containers; configuration of Kubernetes objects that is not safe;
   * secrets in images; roles in the cluster that allow too much. Each has reports of its own kind.
   */
  scans: z.array(z.enum(SCANS)).min(1).default(['vulnerabilities', 'configuration']),
  /** Least severity that reports contain. */
  severity: z.enum(SEVERITIES).default('HIGH'),
  /** Whether vulnerabilities that no version of the package has fixed yet are left out. */
  onlyFixed: z.boolean().default(false),
  /** Namespaces whose workloads are scanned. @default - all of the cluster */
  namespaces: z.array(entryOf('namespaces')).min(1).optional(),
  /** Hours after which a workload is scanned again, with what is known by then. A changed workload is scanned at once. */
  everyHours: z.int().min(1).max(720).default(24),
  /** Scans that run at the same time. */
  concurrency: z.int().min(1).max(100).default(3),
  /**
   * Registry and path of Trivy's databases, `trivy-db` with vulnerabilities and `trivy-java-db` with the names of Java
   * packages: of a copy, where the cluster cannot reach the project's own.
   */
  databases: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(\/[a-z0-9]([-._a-z0-9]*[a-z0-9])?)+$/, {
      error: 'must be the host of a registry, which answers on port 443, and a path, as in "mirror.gcr.io/aquasec"',
    })
    .default('mirror.gcr.io/aquasec'),
});

export type TrivyProps = z.output<typeof trivySchema>;

export const trivyBase = { namespace: 'trivy', schema: trivySchema } satisfies AddonBase<TrivyProps>;
