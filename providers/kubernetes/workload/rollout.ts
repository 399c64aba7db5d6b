/** Rollout: how new pods take over: by Kubernetes' own Deployment, or by Argo Rollouts, which judges them meanwhile. */
import { TRAFFIC_PLUGIN } from '../../../constructs/addons/argo-rollouts/argo-rollouts';
import type { Manifest } from '../../../core/kubernetes/manifest';
import type { Rollout } from '../../../constructs/workload/rollout';
import { replicasOf } from '../../../constructs/workload/scaling';
import { analysisRun, smokeTests } from './analysis';
import { metadataOf, podsOf, type Described } from './described';
import { appPods } from './pod';
import { hostsOf, routeName } from './routes';
import { secrets, secretName } from './secrets';
import { besideName, isDivided } from './service';

type Of<S> = Extract<Rollout, { strategy: S }>;

/** Old versions that are kept to go back to. */
const REVISIONS = 5;
/** Where pods alone are counted: as Deployments do by default, without ever being short of one. */
const SURGE = { maxSurge: '25%', maxUnavailable: 0 };

export const isRolling = ({ props }: Described): boolean => props.rollout.strategy === 'rolling';

/** Pods are replaced when their secrets change; of files Reloader is told nothing, since their hash is on pods already. */
const reloaded = (workload: Described) =>
  workload.environment.addons.reloader !== undefined && secrets(workload) !== undefined
    ? { annotations: { 'secret.reloader.stakater.com/reload': secretName(workload) } }
    : {};

const common = (workload: Described) => ({
  metadata: { ...metadataOf(workload), ...reloaded(workload) },
  spec: {
    replicas: replicasOf(workload.props),
    revisionHistoryLimit: REVISIONS,
    progressDeadlineSeconds: workload.props.progressDeadlineSeconds,
    selector: { matchLabels: podsOf(workload.name, 'app') },
    template: appPods(workload),
  },
});

export function deployment(workload: Described): Manifest {
  const { metadata, spec } = common(workload);
  const { maxSurge, maxUnavailable } = workload.props.rollout as Of<'rolling'>;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { ...spec, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } },
  };
}

/**
 * The number of pods is said here too: Helm sends of a custom resource only what changed between two versions of the chart, so
 * that an autoscaler's number stays. Without it there would be one pod at first.
 */
export function rollout(workload: Described): Manifest {
  const { metadata, spec } = common(workload);
  const { rollout } = workload.props;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata,
    spec: {
      ...spec,
      progressDeadlineAbort: true,
      ...(rollout.strategy === 'blue-green' && { minReadySeconds: rollout.previewSeconds }),
      strategy:
        rollout.strategy === 'blue-green'
          ? { blueGreen: blueGreen(workload, rollout) }
          : { canary: canary(workload, rollout as Of<'canary'>) },
    },
  };
}

function blueGreen(workload: Described, { automatic, keepOldSeconds }: Of<'blue-green'>) {
  const judged = analysisRun(workload);
  const tested = smokeTests(workload);
  return {
    activeService: workload.name,
    previewService: besideName(workload),
    autoPromotionEnabled: automatic,
    scaleDownDelaySeconds: keepOldSeconds,
    ...(judged && { prePromotionAnalysis: judged }),
    ...(tested && { postPromotionAnalysis: tested }),
  };
}

function canary(workload: Described, { steps }: Of<'canary'>) {
  const judged = analysisRun(workload);
  const tested = smokeTests(workload);
  return {
    ...SURGE,
    ...(isDivided(workload.props) && byRequests(workload)),
    ...(judged && { analysis: judged }),
    steps: [
      ...steps.flatMap(({ percent, seconds }) => [
        { setWeight: percent },
        { pause: seconds === undefined ? {} : { duration: `${seconds}s` } },
      ]),
      // All of them are new then, and it still goes back when a test fails.
      ...(tested ? [{ setWeight: 100 }, { analysis: tested }] : []),
    ],
  };
}

const byRequests = (workload: Described) => ({
  stableService: workload.name,
  canaryService: besideName(workload),
  trafficRouting: {
    plugins: {
      [TRAFFIC_PLUGIN]: {
        namespace: workload.props.namespace,
        httpRoutes: hostsOf(workload.props).map((host) => ({ name: routeName(workload, host) })),
      },
    },
  },
});
