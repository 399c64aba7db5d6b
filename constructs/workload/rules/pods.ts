/** Rules of a workload's pods: where they run, their names, image, variables and ports. */
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { type InClusterContext, namespaceRule, poolRule } from '../../environment/in-cluster-rules';
import { isManaged } from '../../environment/managed';
import type { Environment } from '../../environment/schema';
import type { WorkloadProps } from '../schema';
import { movingImage, unpinnedImage } from './images';
import { routeWarnings } from './routes';
import { secretWarnings } from './secrets';

/** Labels by which the workload's objects select its pods. */
const OWN_LABELS = /^app\.kubernetes\.io\/(name|component|part-of|managed-by)$/;

/** Ids that the workload's own objects have; jobs have ids of the same kind. */
const OWN_IDS = ['beside', 'jobs', 'objects', 'secrets'];

type Port = WorkloadProps['ports'][string];

const servicePort = ({ port, service }: Port): number | false => service ?? port;

/** The ports before one in the record that have the same transport: TCP and UDP may share numbers. */
function earlierPorts({ ports }: WorkloadProps, name: string): Port[] {
  const isUdp = ports[name]?.protocol === 'udp';
  return Object.entries(ports)
    .slice(0, Object.keys(ports).indexOf(name))
    .map(([, other]) => other)
    .filter(({ protocol }) => (protocol === 'udp') === isUdp);
}

/**
 * Names of a workload's services and policies, and, marked as such because they are objects of another kind, its jobs.
 */
const objectNames = (id: string, { jobs, rollout }: WorkloadProps): string[] => [
  id,
  ...(Object.keys(jobs).length > 0 ? [`${id}-jobs`] : []),
  ...(rollout.strategy === 'blue-green' ? [`${id}-beside`, `${id}-preview`] : []),
  ...(rollout.strategy === 'canary' ? [`${id}-beside`, `${id}-canary`] : []),
  ...Object.keys(jobs).map((job) => `job ${id}-${job}`),
];

/** Object names of a workload that an earlier workload uses already. */
function clashingNames({ workloads }: Environment, id: string, props: WorkloadProps): string[] {
  const earlier = Object.entries(workloads).filter(([other]) => other < id);
  const used = earlier.flatMap(([other, workload]) => objectNames(other, workload));
  return objectNames(id, props).filter((name) => used.includes(name));
}

export const podRules: RuleTable<WorkloadProps, InClusterContext> = [
  {
    code: 'name-taken',
    property: '',
    names: 'both',
    check: (props, { environment, id }) => {
      const names = clashingNames(environment, id, props);
      return (
        names.length > 0 && `must have another name: another workload already has objects named ${names.join(', ')}`
      );
    },
  },
  {
    code: 'job-name-reserved',
    property: 'jobs',
    names: 'both',
    check: ({ jobs }) => {
      const reserved = OWN_IDS.filter((own) => own in jobs);
      return reserved.length > 0 && `must have other names than ${OWN_IDS.join(', ')}, got ${reserved.join(', ')}`;
    },
  },
  namespaceRule(),
  {
    code: 'image-unpinned',
    says: 'must have a tag other than "latest", or a digest, got …',
    property: 'image',
    check: ({ image }) => unpinnedImage(image),
  },
  poolRule(),
  {
    code: 'node-pool-existing-cluster',
    property: 'nodePool',
    check: ({ nodePool }, { environment: { cluster } }) =>
      nodePool !== undefined &&
      cluster !== undefined &&
      !isManaged(cluster) &&
      `is not available in an existing cluster, whose nodes do not have the label of pools, got "${nodePool}": select nodes by their own label in overrides.deployment`,
  },
  {
    code: 'label-reserved',
    property: 'labels',
    check: ({ labels }) => {
      const reserved = Object.keys(labels).filter((key) => OWN_LABELS.test(key));
      return reserved.length > 0 && `must not hold labels that select the workload's pods, got ${reserved.join(', ')}`;
    },
  },
  {
    code: 'shutdown-delay',
    property: 'shutdown.delaySeconds',
    check: ({ shutdown: { delaySeconds, graceSeconds } }) =>
      delaySeconds >= graceSeconds &&
      `must be less than shutdown.graceSeconds ${graceSeconds}, got ${delaySeconds}: the pod would be killed while it waits`,
  },
  {
    code: 'variable-twice',
    property: 'env',
    check: ({ env, secretEnv }) => {
      const both = Object.keys(env).filter((name) => name in secretEnv);
      return both.length > 0 && `must not hold variables that secretEnv holds too, got ${both.join(', ')}`;
    },
  },
  forEach(
    ({ ports }: WorkloadProps) =>
      Object.entries(ports).map(([name, port]) => [`ports.${name}`, { name, ...port }] as const),
    [
      {
        code: 'port-privileged',
        property: 'port',
        check: ({ port }) =>
          port < 1024 &&
          `must be at least 1024, because pods do not run as root, got ${port}: set service: ${port} instead`,
      },
      {
        code: 'port-taken',
        property: 'port',
        check: ({ name, port }, _, props) =>
          earlierPorts(props, name).some((other) => other.port === port) &&
          `must differ from the workload's other ports, got ${port} twice`,
      },
      {
        code: 'service-port-taken',
        property: 'service',
        check: ({ name, ...port }, _, props) => {
          const number = servicePort(port);
          return (
            number !== false &&
            earlierPorts(props, name).some((other) => other.port !== port.port && servicePort(other) === number) &&
            `must differ from the workload's other service ports, got ${number} twice`
          );
        },
      },
    ],
  ),
];

/** Each image with the property that names it. */
const imagesOf = ({ image, jobs }: WorkloadProps) => [
  ['image', image] as const,
  ...Object.entries(jobs).flatMap(([name, job]) =>
    job.image === undefined ? [] : [[`jobs.${name}.image`, job.image] as const],
  ),
];

export const workloadWarnings: RuleTable<WorkloadProps, InClusterContext> = [
  forEach(imagesOf, [
    {
      code: 'image-moves',
      says: 'is "…" of …, a tag that moves to newer images: pods of one version may differ, and going back brings no old image. Name a whole version or, better, a digest',
      property: '',
      check: (image) => movingImage(image),
    },
  ]),
  ...secretWarnings,
  ...routeWarnings,
];
