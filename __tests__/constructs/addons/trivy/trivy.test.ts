/** Trivy: its chart, what its scans look for and run as, its rights, and its alert. */
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { type Attributes, problemsOf, saidOf } from '../../../helpers/synth';

const withTrivy = (trivy: object = {}, more: object = {}) => baseWith({ addons: { trivy }, ...more });
const valuesOf = (trivy: object, cloud: (typeof CLOUDS)[number] = 'aws'): Attributes =>
  platformOn(cloud, withTrivy(trivy)).charts.trivy!.values;

const restricted = {
  runAsNonRoot: true,
  readOnlyRootFilesystem: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

describe.each(CLOUDS)('trivy on %s', (cloud) => {
  const made = platformOn(cloud, withTrivy());
  const { values, ...chart } = made.charts.trivy!;

  it('creates a restricted namespace, CRDs by a job, roles and a chart', () => {
    expect(made.addresses.filter((address) => address.includes('trivy'))).toEqual([
      'helm_release.trivy',
      'helm_release.trivy_before',
      'helm_release.trivy_crds',
      'kubernetes_namespace_v1.namespace_trivy',
      'kubernetes_network_policy_v1.namespace_trivy_allow_dns',
      'kubernetes_network_policy_v1.namespace_trivy_default_deny',
      'kubernetes_network_policy_v1.trivy_traffic',
    ]);
    expect(made.manifest('Namespace', 'trivy').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  it('pins the chart, and everything in it meets the restricted standard', () => {
    expect(chart).toMatchObject({
      repository: 'https://aquasecurity.github.io/helm-charts',
      chart: 'trivy-operator',
      version: '0.34.0',
    });
    const { trivyOperator, trivy } = values;
    for (const context of [
      values.securityContext,
      trivyOperator.scanJobPodTemplateContainerSecurityContext,
      trivy.server.securityContext,
    ])
      expect(context).toMatchObject(restricted);
    for (const context of [
      values.podSecurityContext,
      trivyOperator.scanJobPodTemplatePodSecurityContext,
      trivy.server.podSecurityContext,
    ])
      expect(context).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  });

  it('reads images of the cloud as an identity, which its scans have', () => {
    expect(resolve(environmentSchema.parse(withTrivy()), cloud).identities.trivy).toEqual({
      namespace: 'trivy',
      serviceAccount: 'trivy',
      rights: [{ cloud: 'images' }],
    });
    expect(values.serviceAccount.name).toBe('trivy');
    const label = cloud === 'azurerm' ? 'azure.workload.identity/use=true' : '';
    expect(values.trivyOperator.scanJobPodTemplateLabels).toBe(label);
  });

  it('calls registries, and is called by nobody without monitoring', () => {
    const { ingress, egress } = made.manifest('NetworkPolicy', 'trivy-traffic').spec as Attributes;
    expect(ingress).toEqual([{ from: [{ podSelector: { matchLabels: {} } }] }]);
    expect(JSON.stringify(egress)).toContain('"port":443');
  });
});

describe('trivy', () => {
  it('looks for vulnerabilities and configuration, of severity high and more, each day', () => {
    const { operator, trivy, targetNamespaces } = valuesOf({});
    expect(operator).toMatchObject({
      scannerReportTTL: '24h',
      vulnerabilityScannerEnabled: true,
      configAuditScannerEnabled: true,
      exposedSecretScannerEnabled: false,
      rbacAssessmentScannerEnabled: false,
      infraAssessmentScannerEnabled: false,
      scanJobsConcurrentLimit: 3,
    });
    expect(trivy).toMatchObject({
      severity: 'HIGH,CRITICAL',
      ignoreUnfixed: false,
      dbRegistry: 'mirror.gcr.io',
      dbRepository: 'aquasec/trivy-db',
      javaDbRepository: 'aquasec/trivy-java-db',
    });
    expect(targetNamespaces).toBe('');
  });

  it('follows its properties', () => {
    const { operator, trivy, targetNamespaces } = valuesOf({
      scans: ['configuration', 'secrets', 'roles'],
      severity: 'UNKNOWN',
      onlyFixed: true,
      namespaces: ['shop'],
      everyHours: 6,
      concurrency: 9,
      databases: 'registry.example.com/copies/aquasec',
    });
    expect(operator).toMatchObject({
      scannerReportTTL: '6h',
      vulnerabilityScannerEnabled: false,
      exposedSecretScannerEnabled: true,
      rbacAssessmentScannerEnabled: true,
      scanJobsConcurrentLimit: 9,
    });
    expect(trivy).toMatchObject({
      severity: 'UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL',
      ignoreUnfixed: true,
      dbRegistry: 'registry.example.com',
      dbRepository: 'copies/aquasec/trivy-db',
      javaDbRegistry: 'registry.example.com',
    });
    expect(targetNamespaces).toBe('shop');
  });

  it('makes Jobs and reads Secrets in its own namespace alone', () => {
    const made = platformOn('aws', withTrivy());
    const everywhere = made.manifest('ClusterRole', 'trivy') as unknown as { rules: Attributes[] };
    expect(everywhere.rules.flatMap(({ resources }) => resources as string[])).not.toContain('secrets');
    const ofJobs = everywhere.rules.filter(({ resources }) => (resources as string[]).includes('jobs'));
    expect(ofJobs.map(({ verbs }) => verbs as string[])).toEqual([['get', 'list', 'watch']]);
    const inside = made.manifest('Role', 'trivy') as unknown as { rules: Attributes[]; metadata: Attributes };
    expect(inside.metadata.namespace).toBe('trivy');
    expect(inside.rules).toContainEqual({ apiGroups: ['batch'], resources: ['jobs'], verbs: ['create', 'delete'] });
    expect(made.charts.trivy!.values).toMatchObject({
      rbac: { create: false },
      operator: { accessGlobalSecretsAndServiceAccount: false },
    });
  });

  describe('with monitoring', () => {
    const alertsOf = (trivy: object): string =>
      JSON.stringify(
        platformOn(
          'google',
          withTrivy(trivy, { addons: { monitoring: { exporters: false }, trivy } }),
        ).manifests.filter(({ kind }) => kind === 'PrometheusRule'),
      );

    it('tells of images with critical vulnerabilities, and that it is down', () => {
      expect(alertsOf({})).toContain('"alert":"CriticalVulnerability"');
      expect(alertsOf({})).toContain('up{job=~\\"(.+/)?trivy\\"}');
      const { charts } = platformOn('aws', baseWith({ addons: { monitoring: { exporters: false }, trivy: {} } }));
      expect(charts.trivy!.values.serviceMonitor).toEqual({ enabled: true });
    });

    it('tells of none that it does not look for', () => {
      expect(alertsOf({ scans: ['configuration'] })).not.toContain('CriticalVulnerability');
    });
  });

  it.each([
    [{ namespaces: ['data'] }, 'namespaces.0 must name one of the environment\'s namespaces (shop), got "data"'],
    [
      { scans: ['vulnerabilities', 'roles'] },
      'scans must contain configuration, too, because the same part of Trivy looks at roles',
    ],
  ])('refuses %j', (trivy, message) => {
    expect(problemsOf(withTrivy(trivy))).toContain(saidOf('acme/test: addons.trivy', message));
  });

  it.each(['https://registry.example.com/aquasec', 'registry.example.com:5000/aquasec', 'aquasec'])(
    'refuses databases in %s',
    (databases) => {
      expect(problemsOf(withTrivy({ databases })).join()).toContain('must be the host of a registry');
    },
  );
});
