/** GitHub runners: jobs of GitHub Actions in pods, inside the network, by Actions Runner Controller. */
import { resources, RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import { priorityClass } from '../../../core/kubernetes/priority';
import { patch } from '../../../core/patch';
import { forEach } from '../../../core/rules/rule';
import { portsIn } from '../../../core/words/ports';
import { toAnywhere } from '../../cloud-lookup/endpoints';
import { isWatched } from '../../environment/rotation';
import { IMAGES } from '../../images';
import { unpinnedImage } from '../../workload/rules/images';
import type { Addon, AddonContext, ChartRelease } from '../addon';
import { externalSecret } from '../parts/external-secret';
import { secretRule } from '../parts/rules';
import {
  githubRunnersBase,
  type GithubRunnersProps,
  type GithubRunnersValues,
  type ScaleSetProps,
  type ScaleSetValues,
} from './schema';

type Context = AddonContext<GithubRunnersProps>;

/** Name of the release and of its objects. */
const NAME = 'github-runners';
const CHARTS = 'oci://ghcr.io/actions/actions-runner-controller-charts';
const VERSION = '0.14.2';
const METRICS = 8080;
const PROBES = 8081;
/** User ids of the images: of the controller, which is the listener, too, and of the runner. */
const CONTROLLER_USER = 65_532;
const RUNNER_USER = 1001;
const MAX_LABEL = 45;

const podSecurity = (runAsUser: number) => ({
  runAsNonRoot: true,
  runAsUser,
  seccompProfile: RESTRICTED.seccompProfile,
});

const secretName = (set: string): string => `${NAME}-${set}`;

const labelOf = (
  set: string,
  { label }: ScaleSetProps,
  { system, environment }: Pick<Context['environment'], 'system' | 'environment'>,
): string => label ?? `${system}-${environment}-${set}`;

function controllerValues({ environment, namespace, replicas, installed }: Context): GithubRunnersValues {
  return {
    fullnameOverride: NAME,
    replicaCount: replicas,
    serviceAccount: { name: NAME },
    podSecurityContext: podSecurity(CONTROLLER_USER),
    securityContext: RESTRICTED,
    resources: resources('50m', '256Mi'),
    topologySpreadConstraints: spread({ 'app.kubernetes.io/instance': NAME }),
    priorityClassName: priorityClass(environment, 'platform'),
    ...(installed('monitoring') && {
      metrics: {
        controllerManagerAddr: `:${METRICS}`,
        listenerAddr: `:${METRICS}`,
        listenerEndpoint: '/metrics',
      },
    }),
    flags: {
      logLevel: 'info',
      logFormat: 'json',
      // Otherwise it reads pods, roles and service accounts of the whole cluster.
      watchSingleNamespace: namespace,
      healthProbeBindAddress: `:${PROBES}`,
    },
  };
}

function scaleSetValues(set: string, props: ScaleSetProps, context: Context): ScaleSetValues {
  const { environment, namespace } = context;
  const { resources: wanted, group, image = IMAGES.githubRunner } = props;
  const limits = { memory: wanted.memory, 'ephemeral-storage': wanted.disk };
  return {
    githubConfigUrl: props.url,
    githubConfigSecret: secretName(set),
    runnerScaleSetName: labelOf(set, props, environment),
    ...(group !== undefined && { runnerGroup: group }),
    minRunners: props.min,
    maxRunners: props.max,
    controllerServiceAccount: { namespace, name: NAME },
    listenerTemplate: {
      spec: {
        priorityClassName: priorityClass(environment, 'platform'),
        securityContext: podSecurity(CONTROLLER_USER),
        containers: [{ name: 'listener', resources: resources('10m', '64Mi'), securityContext: RESTRICTED }],
      },
    },
    template: {
      spec: {
        // Jobs get rights by the tokens that GitHub gives them, and none by where they run.
        automountServiceAccountToken: false,
        securityContext: { ...podSecurity(RUNNER_USER), fsGroup: RUNNER_USER },
        containers: [
          {
            name: 'runner',
            image,
            command: ['/home/runner/run.sh'],
            resources: { requests: { cpu: wanted.cpu, ...limits }, limits },
            // Jobs write where they like in their own files, which go with them.
            securityContext: { ...RESTRICTED, readOnlyRootFilesystem: false },
          },
        ],
      },
    },
  };
}

const setsOf = ({ scaleSets }: GithubRunnersProps) => Object.entries(scaleSets);

export const githubRunners: Addon<GithubRunnersProps> = {
  ...githubRunnersBase,
  id: NAME,
  title: 'GitHub runners',
  podSecurity: 'restricted',
  needs: () => ['externalSecrets'],
  after: ['externalSecrets'],
  secrets: (props) => setsOf(props).map(([, { secret }]) => secret),
  rules: [
    forEach(
      (props: GithubRunnersProps) => setsOf(props).map(([set, one]) => [`scaleSets.${set}`, one] as const),
      [
        secretRule(),
        {
          code: 'runners-min-max',
          property: 'min',
          check: ({ min, max }) => min > max && `must be at most max ${max}, got ${min}`,
        },
        {
          code: 'runner-unpinned',
          property: 'image',
          says: 'must have a tag other than "latest", or a digest, got …',
          check: ({ image }) => image !== undefined && unpinnedImage(image),
        },
      ],
    ),
    {
      code: 'label-long',
      property: 'scaleSets',
      check: (props, { environment }) => {
        const long = setsOf(props)
          .map(([set, one]) => labelOf(set, one, environment))
          .filter((label) => label.length > MAX_LABEL);
        return (
          long.length > 0 &&
          `must have labels of at most ${MAX_LABEL} characters, got ${long.join(', ')}: set the label of the set`
        );
      },
    },
    {
      code: 'label-twice',
      property: 'scaleSets',
      check: (props, { environment }) => {
        const labels = setsOf(props).map(([set, one]) => labelOf(set, one, environment));
        const twice = labels.filter((label, index) => labels.indexOf(label) < index);
        return twice.length > 0 && `must have a label of its own each, got ${twice.join(', ')} twice`;
      },
    },
  ],
  traffic: ({ props }) => {
    const ports = new Set([...props.ports, ...portsIn(setsOf(props).map(([, { url }]) => url))]);
    return [{ metrics: [METRICS], egress: ports.size > 0 ? [toAnywhere(...ports)] : [] }];
  },
  releases: (context) => {
    const { props } = context;
    const chart = (name: string) => ({ repository: CHARTS, name, version: VERSION });
    return [
      {
        name: NAME,
        chart: chart('gha-runner-scale-set-controller'),
        values: controllerValues(context),
        crdsInFolder: true,
      },
      ...setsOf(props).map(([set, one]): ChartRelease => {
        const values = scaleSetValues(set, one, context);
        return {
          name: `${NAME}-${set}`,
          chart: chart('gha-runner-scale-set'),
          // The controller removes sets of another.
          sameVersion: true,
          values: one.values === undefined ? values : (patch(values, one.values) as object),
        };
      }),
    ];
  },
  // Before the charts, so that they go after them: the controller signs off from GitHub as the App.
  before: ({ props, namespace, environment, cloud }) =>
    setsOf(props).map(([set, { secret }]) =>
      externalSecret({
        metadata: { name: secretName(set), namespace },
        isWatched: isWatched(environment, [{ from: secret }]),
        dataFrom: [{ extract: { key: cloud.credentials(secret) } }],
      }),
    ),
};
