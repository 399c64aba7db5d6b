/** "Container Strategy" and "CI/CD Pipeline" of the design. */
import { contains, done, has, notInfrastructure, open, row, type Trace } from '../../../index';
import { domainsOf } from '../base';

const APPLICATION = 'belongs to the repository of the application';

export const containers: Trace['rows'] = [
  row('95-114, 116-117', 'the Dockerfile', notInfrastructure(`${APPLICATION}; Node 18 has ended, 24 follows`)),
  row(
    '115',
    'port 3000',
    done({
      cluster: {
        'Rollout."dzinza-api".spec.template.spec.containers[0].ports[*].containerPort': [3000],
        'Service."dzinza-api".spec.ports[*].[port, targetPort]': [[3000, 'http']],
      },
    }),
  ),
  row('120', 'multi-stage builds', notInfrastructure(APPLICATION)),
  row('121', 'Alpine images', notInfrastructure(APPLICATION)),
  row('122', 'cached layers', notInfrastructure(APPLICATION)),
  row(
    '123',
    'scanning with Trivy',
    done({
      cluster: {
        'charts.trivy.[chart, namespace]': ['trivy-operator', 'trivy'],
        'charts.trivy.values.[targetNamespaces, trivy.severity]': ['production', 'HIGH,CRITICAL'],
        'charts.trivy.values.operator.[vulnerabilityScannerEnabled, configAuditScannerEnabled]': [true, true],
        'PrometheusRule."dzinza-alerts".spec.groups[].rules[?alert==\'CriticalVulnerability\'].labels.severity[]': [
          'warning',
        ],
      },
    }),
  ),
  row('126', 'ECR', open('Registry')),
  row('127', 'images are scanned', open('Registry.scan')),
  row('128', 'old images are deleted', open('Registry.lifecycle')),
];

const WEB = 'Rollout."dzinza-web".spec.strategy.canary';

export const deployment: Trace['rows'] = [
  row('157-166', 'a workflow on each push to main', notInfrastructure('a pipeline')),
  row(
    '167-172',
    'credentials of the pipeline, without long-lived keys',
    done({
      aws: {
        'aws_iam_role.deploy_pipeline_role.assume_role_policy': contains('repo:example/dzinza:environment:production'),
        'aws_eks_access_entry.deploy_pipeline_access_entry.kubernetes_groups': ['triptych:deploy-pipeline'],
      },
      google: {
        'google_iam_workload_identity_pool_provider.deploy_pipeline_provider.attribute_condition':
          "assertion.sub in ['repo:example/dzinza:environment:production']",
        'google_project_iam_member.deploy_pipeline_access.role':
          '${google_project_iam_custom_role.foundation_role_cluster_entry.name}',
      },
      azurerm: {
        'azurerm_federated_identity_credential.*.subject': has('repo:example/dzinza:environment:production'),
        'azurerm_role_assignment.deploy_pipeline_cluster_entry.role_definition_name':
          'Azure Kubernetes Service Cluster User Role',
      },
      cluster: {
        'kubernetes_role_binding_v1.access_deploy_pipeline_production.role_ref.name': 'edit',
        'kubernetes_role_binding_v1.access_deploy_pipeline_production.metadata.namespace': 'production',
      },
    }),
  ),
  row(
    '174-176',
    'the command for the kubeconfig',
    done({
      aws: {
        'output.cluster_kubeconfig_command.value': (command: string) =>
          /^aws eks update-kubeconfig .*--region us-west-2/.test(command),
      },
      google: {
        'output.cluster_kubeconfig_command.value': (command: string) =>
          command.startsWith('gcloud container clusters get-credentials '),
      },
      azurerm: {
        'output.cluster_kubeconfig_command.value': (command: string) => command.startsWith('az aks get-credentials '),
      },
    }),
  ),
  row(
    '174-177',
    'the pipeline reaches the private API',
    done({
      cluster: {
        'charts."github-runners-deploy".values.githubConfigUrl': 'https://github.com/example/dzinza',
        'charts."github-runners-deploy".values.[minRunners, maxRunners]': [0, 2],
        'NetworkPolicy."github-runners-traffic".metadata.namespace': 'github-runners',
      },
    }),
  ),
  row(
    '181',
    'blue-green deployments without downtime',
    done({
      cluster: {
        'Rollout."dzinza-api".spec.strategy.blueGreen': {
          activeService: 'dzinza-api',
          previewService: 'dzinza-api-preview',
          autoPromotionEnabled: true,
          scaleDownDelaySeconds: 600,
        },
        'charts."argo-rollouts".namespace': 'argo-rollouts',
      },
    }),
  ),
  row(
    '182',
    'canary releases: 10 and 50 % of the visitors, before all of them',
    done({
      cluster: {
        [`${WEB}.steps[?setWeight].setWeight`]: [10, 50],
        [`${WEB}.trafficRouting.plugins."argoproj-labs/gatewayAPI".httpRoutes[*].name`]: ([name]: string[]) =>
          Object.values(domainsOf('production')).some(
            (domain) => name === `dzinza-web-${domain.replaceAll('.', '--')}`,
          ),
      },
    }),
  ),
  row(
    '183',
    'quick rollback: old pods stay for ten minutes, and errors end a canary',
    done({
      cluster: {
        'Rollout."dzinza-api".spec.strategy.blueGreen.scaleDownDelaySeconds': 600,
        [`${WEB}.analysis.templates[*].templateName`]: ['dzinza-web-queries'],
        'AnalysisTemplate."dzinza-web-queries".spec.metrics[*].name': ['errors'],
        'charts.*.atomic': (all: boolean[]) => all.length > 0 && all.every(Boolean),
      },
    }),
  ),
];
