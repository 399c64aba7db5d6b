/** Templates by which Argo Rollouts judges a new version: Prometheus queries, and jobs that test it. */
import { prometheusUrl } from '../../../constructs/addons/monitoring/monitoring';
import type { Analysis } from '../../../constructs/workload/rollout';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { metadataOf, partName, type WorkloadContext } from './context';
import { jobsAt, jobSpec } from './jobs';

type Query = Analysis['queries'][string];

/** Arguments of queries: the version label of new pods, and of old ones. */
const VERSIONS = [
  { name: 'new', valueFrom: { podTemplateHashValue: 'Latest' } },
  { name: 'old', valueFrom: { podTemplateHashValue: 'Stable' } },
];

const analysisOf = ({ rollout }: WorkloadContext['props']): Analysis | undefined =>
  rollout.strategy === 'rolling' ? undefined : rollout.analysis;

const queriesName = (workload: WorkloadContext): string => partName(workload, 'queries');
const testName = (workload: WorkloadContext, job: string): string => partName(workload, job);

/** A rollout's run of its queries. */
export const analysisRun = (workload: WorkloadContext) =>
  analysisOf(workload.props) && { templates: [{ templateName: queriesName(workload) }], args: VERSIONS };

/** A rollout's run of the jobs after it, which Terraform runs after Deployments. */
export function testRun(workload: WorkloadContext) {
  const jobs = jobsAt(workload.props, 'after-rollout');
  if (jobs.length === 0) return undefined;
  return { templates: jobs.map(([job]) => ({ templateName: testName(workload, job) })) };
}

export function analysisTemplates(workload: WorkloadContext): Manifest[] {
  const analysis = analysisOf(workload.props);
  const tests = jobsAt(workload.props, 'after-rollout');
  return [
    ...(analysis ? [queriesTemplate(workload, analysis)] : []),
    ...tests.map(([id, job]) =>
      template(workload, testName(workload, id), {
        metrics: [{ name: id, count: 1, provider: { job: { spec: jobSpec(workload, id, job) } } }],
      }),
    ),
  ];
}

const queriesTemplate = (workload: WorkloadContext, analysis: Analysis): Manifest =>
  template(workload, queriesName(workload), {
    args: VERSIONS.map(({ name }) => ({ name })),
    metrics: metricsOf(workload, analysis),
  });

const template = (workload: WorkloadContext, name: string, spec: object): Manifest => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: metadataOf(workload, name),
  spec,
});

const metricsOf = ({ addonNamespaces }: WorkloadContext, analysis: Analysis): object[] =>
  Object.entries(analysis.queries).map(([name, query]) => ({
    name,
    interval: `${analysis.everySeconds}s`,
    ...('measurements' in analysis && { count: analysis.measurements }),
    // Argo Rollouts takes the number of failures that it still tolerates.
    failureLimit: analysis.failures - 1,
    successCondition: conditionOf(query),
    provider: { prometheus: { address: prometheusUrl(addonNamespaces), query: query.query } },
  }));

/** An empty result, and the NaN of 0/0, count as healthy, because both mean that there was no traffic. */
function conditionOf({ min, max }: Query): string {
  const bounds = [
    ...(min === undefined ? [] : [`result[0] >= ${min}`]),
    ...(max === undefined ? [] : [`result[0] <= ${max}`]),
  ];
  const range = bounds.length > 1 ? `(${bounds.join(' && ')})` : bounds[0];
  return ['len(result) == 0', 'isNaN(result[0])', range].join(' || ');
}
