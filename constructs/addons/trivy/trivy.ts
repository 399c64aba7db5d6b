/** Trivy: looks for known vulnerabilities in the images that run, and for configuration that is not safe. */
import { resources, RESTRICTED } from '../../../core/kubernetes/chart-values';
import { priorityClass } from '../../../core/kubernetes/priority';
import type { Addon, AddonContext } from '../addon';
import { namespaceListRule } from '../parts/rules';
import { NAME, rightsOf } from './rights';
import { type Scan, SEVERITIES, trivyBase, type TrivyProps, type TrivyValues } from './schema';

/** Port of metrics. */
const PORT = 8080;
/** User id of the operator's image. */
const OPERATOR = 10_000;
/** User id of scans and of the server of databases, which has no name in Trivy's image. */
const SCANNER = 65_534;

const podContext = (user: number) => ({
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  fsGroup: user,
  seccompProfile: RESTRICTED.seccompProfile,
});

/** Registry and repository of a database, as the chart wants them. */
function databaseOf(databases: string, name: string): readonly [registry: string, repository: string] {
  const slash = databases.indexOf('/');
  return [databases.slice(0, slash), `${databases.slice(slash + 1)}/${name}`];
}

function valuesOf({ props, environment, cloud, installed }: AddonContext<TrivyProps>): TrivyValues {
  const { annotations, podLabels } = cloud.serviceAccount(NAME);
  const looksFor = (scan: Scan): boolean => props.scans.includes(scan);
  const [dbRegistry, dbRepository] = databaseOf(props.databases, 'trivy-db');
  const [javaDbRegistry, javaDbRepository] = databaseOf(props.databases, 'trivy-java-db');
  const priorityClassName = priorityClass(environment, 'platform');
  return {
    fullnameOverride: NAME,
    targetNamespaces: (props.namespaces ?? []).join(','),
    rbac: { create: false },
    serviceAccount: { name: NAME, annotations },
    serviceMonitor: { enabled: installed('monitoring') },
    podSecurityContext: podContext(OPERATOR),
    securityContext: RESTRICTED,
    resources: resources('50m', '512Mi'),
    priorityClassName,
    compliance: { specs: [] },
    operator: {
      scannerReportTTL: `${props.everyHours}h`,
      vulnerabilityScannerEnabled: looksFor('vulnerabilities'),
      exposedSecretScannerEnabled: looksFor('secrets'),
      configAuditScannerEnabled: looksFor('configuration'),
      rbacAssessmentScannerEnabled: looksFor('roles'),
      // Nodes and their control plane are the cloud's, and pods that look into nodes would be privileged.
      infraAssessmentScannerEnabled: false,
      clusterComplianceEnabled: false,
      sbomGenerationEnabled: false,
      // One server has the database of vulnerabilities; otherwise each scan would fetch it.
      builtInTrivyServer: true,
      scanJobsConcurrentLimit: props.concurrency,
      accessGlobalSecretsAndServiceAccount: false,
    },
    trivyOperator: {
      scanJobPodTemplatePodSecurityContext: podContext(SCANNER),
      scanJobPodTemplateContainerSecurityContext: RESTRICTED,
      scanJobPodTemplateLabels: Object.entries(podLabels)
        .map(([name, value]) => `${name}=${value}`)
        .join(','),
    },
    trivy: {
      severity: SEVERITIES.slice(SEVERITIES.indexOf(props.severity)).join(','),
      ignoreUnfixed: props.onlyFixed,
      dbRegistry,
      dbRepository,
      javaDbRegistry,
      javaDbRepository,
      resources: resources('100m', '256Mi', { cpu: '1', memory: '1Gi' }),
      // What is lost with the pod is fetched again.
      storageClassEnabled: false,
      podLabels,
      priorityClassName,
      server: {
        resources: resources('100m', '512Mi', { cpu: '1', memory: '1Gi' }),
        podSecurityContext: podContext(SCANNER),
        securityContext: RESTRICTED,
      },
    },
  };
}

export const trivy: Addon<TrivyProps> = {
  ...trivyBase,
  id: NAME,
  title: 'Trivy',
  podSecurity: 'restricted',
  // ServiceMonitors use its CRDs.
  after: ['monitoring'],
  // Scans read images from the registries of the cloud, as nodes do.
  rights: () => [{ cloud: 'images' }],
  rules: [
    namespaceListRule('namespaces', ({ namespaces = [] }) => namespaces),
    {
      code: 'roles-without-configuration',
      property: 'scans',
      check: ({ scans }) =>
        scans.includes('roles') &&
        !scans.includes('configuration') &&
        'must contain configuration, too, because the same part of Trivy looks at roles',
    },
  ],
  traffic: () => [{ metrics: [PORT] }],
  before: ({ namespace, environment: { system } }) => rightsOf(namespace, system),
  releases: (context) => [
    {
      name: NAME,
      chart: {
        repository: 'https://aquasecurity.github.io/helm-charts',
        name: 'trivy-operator',
        version: '0.34.0',
      },
      values: valuesOf(context),
      crdsInFolder: true,
    },
  ],
};
