/** Rules of a workload's pods as a whole: where they are, what they are called, what runs in them. */
import { namespaceRule, poolRule } from '../../environment/in-cluster-rules';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { Environment } from '../../environment/schema';
import type { WorkloadProps } from '../schema';
import type { WorkloadContext } from './context';

/** Labels that tell a workload's pods from others. */
const OWN_LABELS = /^app\.kubernetes\.io\/(name|component|part-of|managed-by)$/;

/** Whether an image is always the same: by a digest, or by a tag that is no moving one. */
export const isPinned = (image: string): boolean => {
  const [name, digest] = image.split('@');
  if (digest !== undefined) return /^sha256:[0-9a-f]{64}$/.test(digest);
  const tag = /:([^/:]+)$/.exec(name!)?.[1];
  return tag !== undefined && tag !== 'latest';
};
export const unpinned = (image: string | undefined): string =>
  `must carry a tag other than "latest", or a digest, got ${image}`;

export const podRules: RuleTable<WorkloadProps, WorkloadContext> = [
  {
    code: 'whole',
    property: '',
    check: (_, { environment, id }) =>
      clashes(environment, id).length > 0 &&
      `must have another name: another workload makes ${clashes(environment, id).join(', ')} already`,
  },
  {
    code: 'jobs',
    property: 'jobs',
    check: ({ jobs }) =>
      PARTS.some((part) => part in jobs) &&
      `must have other names than ${PARTS.join(', ')}, got ${PARTS.filter((part) => part in jobs).join(', ')}`,
  },
  namespaceRule(),
  {
    code: 'image',
    property: 'image',
    check: ({ image }) => !isPinned(image) && unpinned(image),
  },
  poolRule(),
  {
    code: 'node-pool',
    property: 'nodePool',
    check: ({ nodePool }, { environment: { cluster } }) =>
      nodePool !== undefined &&
      cluster !== undefined &&
      'existing' in cluster &&
      'must be left out: nodes of a cluster that others made do not carry its label; put their own label into overrides.deployment',
  },
  {
    code: 'labels',
    property: 'labels',
    check: ({ labels }) =>
      Object.keys(labels).some((key) => OWN_LABELS.test(key)) &&
      `must not hold what tells the workload's pods from others, got ${Object.keys(labels)
        .filter((key) => OWN_LABELS.test(key))
        .join(', ')}`,
  },
  {
    code: 'shutdown-delay-seconds',
    property: 'shutdown.delaySeconds',
    check: ({ shutdown }) =>
      shutdown.delaySeconds >= shutdown.graceSeconds &&
      `must be less than shutdown.graceSeconds ${shutdown.graceSeconds}, got ${shutdown.delaySeconds}: the pod would be killed while it waits`,
  },
  {
    code: 'env',
    property: 'env',
    check: ({ env, secretEnv }) =>
      Object.keys(env).some((name) => name in secretEnv) &&
      `must not name what secretEnv names, got ${Object.keys(env)
        .filter((name) => name in secretEnv)
        .join(', ')}`,
  },
  forEach(
    ({ ports }) => Object.entries(ports).map(([name, port]) => [`ports.${name}`, { name, ...port, ports }] as const),
    [
      {
        code: 'port',
        property: 'port',
        check: ({ port }) =>
          port < 1024 &&
          `must be 1024 or higher, which pods may use that do not run as root, got ${port}: give service ${port}`,
      },
      {
        code: 'port-taken',
        property: 'port',
        check: (one) =>
          earlier(one).some(({ port }) => port === one.port) &&
          `must be another port than the others', got ${one.port} twice`,
      },
      {
        code: 'service',
        property: 'service',
        check: (one) =>
          one.service !== false &&
          earlier(one).some((other) => other.port !== one.port && servicePort(other) === servicePort(one)) &&
          `must be another port than the others', got ${servicePort(one)} twice`,
      },
    ],
  ),
];

type Port = WorkloadProps['ports'][string];

const servicePort = ({ port, service }: Port): number | false => service ?? port;

/** The ports before one that are of the same transport. */
const earlier = ({ name, protocol, ports }: Port & { name: string; ports: WorkloadProps['ports'] }): Port[] => {
  const names = Object.keys(ports);
  return names
    .slice(0, names.indexOf(name))
    .map((other) => ports[other]!)
    .filter((other) => (other.protocol === 'udp') === (protocol === 'udp'));
};

/** What a workload calls things beside its jobs. */
const PARTS = ['beside', 'jobs', 'objects', 'secrets'];

/** Names of services and policies, and of jobs, which are things of another kind. */
const namesOf = (id: string, { jobs, rollout }: WorkloadProps): string[] => [
  id,
  ...(Object.keys(jobs).length > 0 ? [`${id}-jobs`] : []),
  ...(rollout.strategy === 'blue-green' ? [`${id}-beside`, `${id}-preview`] : []),
  ...(rollout.strategy === 'canary' ? [`${id}-beside`, `${id}-canary`] : []),
  ...Object.keys(jobs).map((job) => `job ${id}-${job}`),
];

/** Names that a workload makes which comes before it. */
function clashes({ workloads }: Environment, id: string): string[] {
  const others = Object.entries(workloads).filter(([other]) => other < id);
  const made = others.flatMap(([other, workload]) => namesOf(other, workload));
  return namesOf(id, workloads[id]!).filter((name) => made.includes(name));
}
