/** Rows of "CI/CD Pipeline". */
import { contains, done, has, notInfrastructure, open, row } from '../../../index';
import { httpRoute } from './values';

const SEVEN = ['discovery', 'conditions', 'auth', 'reliability', 'calendar', 'analytics', 'notification'];

const analysed = (strategy: string): string[] => [`fieldday-${strategy}-queries`];

export const pipeline = [
  row('187', 'lint, test, build', notInfrastructure('steps of the pipeline')),
  row('188', 'scan of dependencies and sources', notInfrastructure('steps of the pipeline')),
  row('188', 'scan of images', open('Registry.scan')),
  row(
    '189',
    'staging is deployed from main',
    done({
      in: 'staging',
      aws: {
        'aws_iam_role.deploy_pipeline_role.assume_role_policy': contains('repo:example/fieldday:ref:refs/heads/main'),
        'aws_eks_access_entry.deploy_pipeline_access_entry.kubernetes_groups': ['triptych:deploy-pipeline'],
      },
      google: {
        'google_iam_workload_identity_pool_provider.deploy_pipeline_provider.attribute_condition':
          "assertion.sub in ['repo:example/fieldday:ref:refs/heads/main']",
        'google_project_iam_member.deploy_pipeline_access.role':
          '${google_project_iam_custom_role.foundation_role_cluster_entry.name}',
      },
      azurerm: {
        'azurerm_federated_identity_credential.*.subject': has('repo:example/fieldday:ref:refs/heads/main'),
        'azurerm_role_assignment.deploy_pipeline_cluster_entry.role_definition_name':
          'Azure Kubernetes Service Cluster User Role',
      },
      cluster: {
        'kubernetes_role_binding_v1.access_deploy_pipeline_staging.role_ref.name': 'edit',
        'kubernetes_role_binding_v1.access_deploy_pipeline_staging.metadata.namespace': 'staging',
      },
    }),
  ),
  row(
    '190',
    'end-to-end tests in staging, which fail the deployment',
    done({
      in: 'staging',
      cluster: {
        'kubernetes_job_v1.api_e2e.wait_for_completion': true,
        'kubernetes_job_v1.api_e2e.spec.[backoff_limit, active_deadline_seconds]': [0, 1800],
        'kubernetes_job_v1.api_e2e.spec.template.spec.container[0].command': ['node', 'dist/e2e.js'],
        "contains(kubernetes_job_v1.api_e2e.depends_on || `[]`, 'helm_release.api_deployment')": true,
      },
    }),
  ),
  row(
    '191',
    'production is deployed after approval',
    done(
      {
        aws: {
          'aws_iam_role.deploy_pipeline_role.assume_role_policy': contains(
            'repo:example/fieldday:environment:production',
          ),
          'aws_eks_access_entry.deploy_pipeline_access_entry.kubernetes_groups': ['triptych:deploy-pipeline'],
        },
        google: {
          'google_iam_workload_identity_pool_provider.deploy_pipeline_provider.attribute_condition':
            "assertion.sub in ['repo:example/fieldday:environment:production']",
          'google_project_iam_member.deploy_pipeline_access.role':
            '${google_project_iam_custom_role.foundation_role_cluster_entry.name}',
        },
        azurerm: {
          'azurerm_federated_identity_credential.*.subject': has('repo:example/fieldday:environment:production'),
          'azurerm_role_assignment.deploy_pipeline_cluster_entry.role_definition_name':
            'Azure Kubernetes Service Cluster User Role',
        },
        cluster: {
          'kubernetes_role_binding_v1.access_deploy_pipeline_production.role_ref.name': 'edit',
          'kubernetes_role_binding_v1.access_deploy_pipeline_production.metadata.namespace': 'production',
        },
      },
      {
        cluster: {
          'charts."github-runners-deploy".values.githubConfigUrl': 'https://github.com/example/fieldday',
          'charts."github-runners-deploy".values.[minRunners, maxRunners]': [0, 2],
          'NetworkPolicy."github-runners-traffic".metadata.namespace': 'github-runners',
        },
      },
    ),
  ),
  row(
    '192',
    'a version that is not healthy goes back by itself',
    done({
      cluster: {
        'AnalysisTemplate."fieldday-api-queries".spec.metrics[].[name, successCondition]': [
          ['errors', 'len(result) == 0 || isNaN(result[0]) || result[0] <= 0.01'],
          ['slowness', 'len(result) == 0 || isNaN(result[0]) || result[0] <= 0.5'],
        ],
        ...Object.fromEntries(
          SEVEN.map((name) => [
            `Rollout."fieldday-${name}".spec.strategy.canary.analysis.templates[].templateName`,
            analysed(name),
          ]),
        ),
        'helm_release.background_jobs_deployment.atomic': true,
      },
    }),
  ),
  row(
    '196',
    'blue-green: payments and float plans',
    done({
      cluster: {
        'Rollout."fieldday-payments".spec.strategy.blueGreen.[activeService, previewService, autoPromotionEnabled]': [
          'fieldday-payments',
          'fieldday-payments-preview',
          true,
        ],
        'Rollout."fieldday-payments".spec.strategy.blueGreen.prePromotionAnalysis.templates[].templateName':
          analysed('payments'),
        'Rollout."fieldday-float-plan".spec.strategy.blueGreen.previewService': 'fieldday-float-plan-preview',
      },
    }),
  ),
  row(
    '197',
    'canary: a growing share of the traffic',
    done({
      cluster: {
        'Rollout."fieldday-api".spec.strategy.canary.steps': [
          { setWeight: 10 },
          { pause: { duration: '300s' } },
          { setWeight: 50 },
          { pause: { duration: '300s' } },
        ],
        [`${httpRoute('api')}.rules[0].backendRefs[].name`]: ['fieldday-api', 'fieldday-api-canary'],
      },
    }),
  ),
  row(
    '198',
    'rolling: one pod after the other, without a gap',
    done(
      {
        cluster: {
          'Deployment."fieldday-background-jobs".spec.strategy.rollingUpdate': { maxSurge: '25%', maxUnavailable: 0 },
        },
      },
      {
        in: 'staging',
        cluster: { 'Deployment."fieldday-api".spec.strategy.rollingUpdate.maxUnavailable': 0 },
      },
    ),
  ),
];
