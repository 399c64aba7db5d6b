/** The Deployment or, for strategies that judge new pods, the Rollout of Argo Rollouts. */
import { TRAFFIC_PLUGIN } from '../../../constructs/addons/argo-rollouts/argo-rollouts';
import type { Rollout } from '../../../constructs/workload/rollout';
import { replicasOf } from '../../../constructs/workload/scaling';
import { type Choice, chosen } from '../../../core/decision';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { analysisRun, testRun } from './analysis';
import { metadataOf, podsOf, type WorkloadContext } from './context';
import { appPods } from './pod';
import { hostsOf, routeName } from './routes';
import { certificateSecret, secretName, secrets } from './secrets';
import { previewName, splitsRequests } from './service';

type RolloutOf<S> = Extract<Rollout, { strategy: S }>;

/** Old versions that are kept for going back. */
const REVISION_HISTORY = 5;
/** The defaults of `rolling`, for canaries without routes. */
const CANARY_SURGE = { maxSurge: '25%', maxUnavailable: 0 };

/** Whether a Deployment creates the pods, rather than a Rollout. */
export const isRolling = ({ props }: WorkloadContext): boolean => props.rollout.strategy === 'rolling';

/** What creates the pods, with the reason. */
export function chooseController(workload: WorkloadContext): Choice<string> {
  return isRolling(workload)
    ? chosen('Deployment', 'replaces pods one after another, as Kubernetes does itself')
    : chosen('Rollout of Argo Rollouts', 'judges new pods, which Kubernetes itself does not');
}

/** Makes Reloader replace pods when their secrets change. Files need no Reloader, because pods carry their hash. */
function reloadAnnotations(workload: WorkloadContext) {
  const watched = [
    ...(secrets(workload) === undefined ? [] : [secretName(workload)]),
    ...(workload.props.certificate?.restart === true ? [certificateSecret(workload)] : []),
  ];
  return workload.environment.addons.reloader !== undefined && watched.length > 0
    ? { annotations: { 'secret.reloader.stakater.com/reload': watched.join(',') } }
    : {};
}

const baseOf = (workload: WorkloadContext) => ({
  metadata: { ...metadataOf(workload), ...reloadAnnotations(workload) },
  spec: {
    revisionHistoryLimit: REVISION_HISTORY,
    progressDeadlineSeconds: workload.props.progressDeadlineSeconds,
    selector: { matchLabels: podsOf(workload.name, 'app') },
    template: appPods(workload),
  },
});

/**
 * With an autoscaler it has no number of pods unless there is one for its creation: the autoscaler raises it from one to the
 * lowest at once, and no version has a number that a failed rollout could go back to.
 */
export function deployment(workload: WorkloadContext): Manifest {
  const { props } = workload;
  const { metadata, spec } = baseOf(workload);
  const { maxSurge, maxUnavailable } = props.rollout as RolloutOf<'rolling'>;
  const isScaled = props.autoscaling !== undefined && props.replicas === undefined;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      ...(!isScaled && { replicas: replicasOf(props) }),
      ...spec,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
    },
  };
}

/**
 * It sets the number of pods even with an autoscaler, which takes none for 0 and would not scale it. The autoscaler's number
 * stays, because Helm only sends the fields of a custom resource that differ between two versions of the chart, and every
 * version has the first number.
 */
export function rollout(workload: WorkloadContext): Manifest {
  const { metadata, spec } = baseOf(workload);
  const { rollout } = workload.props;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata,
    spec: {
      replicas: replicasOf(workload.props),
      ...spec,
      progressDeadlineAbort: true,
      ...(rollout.strategy === 'blue-green' && { minReadySeconds: rollout.previewSeconds }),
      strategy:
        rollout.strategy === 'blue-green'
          ? { blueGreen: blueGreen(workload, rollout) }
          : { canary: canary(workload, rollout as RolloutOf<'canary'>) },
    },
  };
}

function blueGreen(workload: WorkloadContext, { automatic, keepOldSeconds }: RolloutOf<'blue-green'>) {
  const analysis = analysisRun(workload);
  const tests = testRun(workload);
  return {
    activeService: workload.name,
    previewService: previewName(workload),
    autoPromotionEnabled: automatic,
    scaleDownDelaySeconds: keepOldSeconds,
    ...(analysis && { prePromotionAnalysis: analysis }),
    ...(tests && { postPromotionAnalysis: tests }),
  };
}

function canary(workload: WorkloadContext, { steps }: RolloutOf<'canary'>) {
  const analysis = analysisRun(workload);
  const tests = testRun(workload);
  return {
    ...CANARY_SURGE,
    ...(splitsRequests(workload.props) && trafficSplit(workload)),
    ...(analysis && { analysis }),
    steps: [
      ...steps.flatMap(({ percent, seconds }) => [
        { setWeight: percent },
        { pause: seconds === undefined ? {} : { duration: `${seconds}s` } },
      ]),
      // At 100 percent a failed test still goes back to the old pods.
      ...(tests ? [{ setWeight: 100 }, { analysis: tests }] : []),
    ],
  };
}

const trafficSplit = (workload: WorkloadContext) => ({
  stableService: workload.name,
  canaryService: previewName(workload),
  trafficRouting: {
    plugins: {
      [TRAFFIC_PLUGIN]: {
        namespace: workload.props.namespace,
        httpRoutes: hostsOf(workload.props).map((host) => ({ name: routeName(workload, host) })),
      },
    },
  },
});
