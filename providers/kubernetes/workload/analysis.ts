/** Analysis: what Argo Rollouts judges a new version by: queries of Prometheus, and jobs that test it. */
import { prometheusUrl } from '../../../constructs/addons/monitoring/monitoring';
import type { Manifest } from '../../../core/kubernetes/manifest';
import type { Rollout } from '../../../constructs/workload/rollout';
import { metadataOf, partName, type Described } from './described';
import { jobsAt, jobSpec } from './jobs';

type Analysis = NonNullable<Exclude<Rollout, { strategy: 'rolling' }>['analysis']>;
type Query = Analysis['queries'][string];

/** What queries may be told: the label of new pods, and of old. */
const VERSIONS = [
  { name: 'new', valueFrom: { podTemplateHashValue: 'Latest' } },
  { name: 'old', valueFrom: { podTemplateHashValue: 'Stable' } },
];

const analysisOf = ({ rollout }: Described['props']): Analysis | undefined =>
  rollout.strategy === 'rolling' ? undefined : rollout.analysis;

const queriesName = (workload: Described): string => partName(workload, 'queries');
const smokeName = (workload: Described, job: string): string => partName(workload, job);

/** How a rollout asks for its queries. */
export const analysisRun = (workload: Described) =>
  analysisOf(workload.props) && { templates: [{ templateName: queriesName(workload) }], args: VERSIONS };

/** How it asks for the jobs that Terraform would otherwise run after it. */
export function smokeTests(workload: Described) {
  const jobs = jobsAt(workload.props, 'after-rollout');
  return jobs.length === 0
    ? undefined
    : { templates: jobs.map(([job]) => ({ templateName: smokeName(workload, job) })) };
}

export const analysisTemplates = (workload: Described): Manifest[] => {
  const analysis = analysisOf(workload.props);
  return [
    ...(analysis
      ? [
          template(
            workload,
            queriesName(workload),
            metricsOf(workload, analysis),
            VERSIONS.map(({ name }) => ({ name })),
          ),
        ]
      : []),
    ...jobsAt(workload.props, 'after-rollout').map(([id, job]) =>
      template(workload, smokeName(workload, id), [
        { name: id, count: 1, provider: { job: { spec: jobSpec(workload, job) } } },
      ]),
    ),
  ];
};

const template = (
  workload: Described,
  name: string,
  metrics: readonly object[],
  args?: readonly object[],
): Manifest => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: metadataOf(workload, name),
  spec: { ...(args && { args }), metrics },
});

const metricsOf = ({ environment }: Described, analysis: Analysis): object[] =>
  Object.entries(analysis.queries).map(([name, query]) => ({
    name,
    interval: `${analysis.everySeconds}s`,
    ...('measurements' in analysis && { count: analysis.measurements }),
    // As many may fail as are one less than too many.
    failureLimit: analysis.failures - 1,
    successCondition: conditionOf(query),
    provider: { prometheus: { address: prometheusUrl(environment), query: query.query } },
  }));

/** Nothing measured, or nothing divided by nothing, is no reason to go back. */
const conditionOf = ({ min, max }: Query): string => {
  const bounds = [
    ...(min === undefined ? [] : [`result[0] >= ${min}`]),
    ...(max === undefined ? [] : [`result[0] <= ${max}`]),
  ];
  return ['len(result) == 0', 'isNaN(result[0])', bounds.length > 1 ? `(${bounds.join(' && ')})` : bounds[0]].join(
    ' || ',
  );
};
