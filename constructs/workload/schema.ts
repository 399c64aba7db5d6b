/**
 * Workload: a container image that runs in the cluster, and all that it takes to run well: replicas, resources, settings and
 * secrets, probes, rollout, scaling, disruption, spread, rights in the cloud, who may call it, where it is reached, jobs.
 */
import { z } from 'zod';
import { access } from '../workload-identity/schema';
import { amount, bytes, cpu, labels, objectOverrides } from '../../core/kubernetes/words';
import { identifier, portNumber, nonEmpty } from '../../core/words/words';
import { job } from './jobs';
import { peer } from './peers';
import { rollout } from './rollout';
import { autoscaling, queueCacheOf } from './scaling';
import { secretValue, type SecretValue } from './secrets';

const portName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,13}[a-z0-9]$/, { error: 'must be 2–15 lower-case letters, digits and hyphens' });
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of an environment variable' });
const absolutePath = z.string().regex(/^(\/(?!\.{1,2}(\/|$))[^/\0:]+)+$/, {
  error: 'must be an absolute path without colons, "." and "..", that does not end in a slash',
});
const host = z
  .string()
  .regex(/^(\*\.)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, { error: 'must be a DNS name' });

const probe = z.strictObject({
  /**
   * Path asked for over HTTP. @default - a TCP connection is enough, or on a port of gRPC the answer of its health service,
   * unless there is a command
   */
  path: z.string().startsWith('/').optional(),
  /** Command run in the container instead, which succeeds with exit status 0. @default - none */
  command: z.array(nonEmpty).min(1).optional(),
  /** Name of the port. @default - the first port */
  port: portName.optional(),
  /** Seconds before the first probe. @default 0 */
  delaySeconds: z.int().min(0).max(86_400).default(0),
  /** Seconds between probes: 1–300. @default 10 */
  everySeconds: z.int().min(1).max(300).default(10),
  /** Seconds after which no answer is a failure: 1–60. @default 3 */
  timeoutSeconds: z.int().min(1).max(60).default(3),
  /** Failures in a row before it counts: 1–100. @default 3 */
  failures: z.int().min(1).max(100).default(3),
});
export type Probe = z.output<typeof probe>;

export const workloadSchema = z.strictObject({
  /** A name in the environment's `namespaces`. */
  namespace: identifier,
  /** Image with a tag, better a digest; never `latest`. */
  image: nonEmpty,
  /** What runs instead of the image's entry point. @default - the image's own */
  command: z.array(nonEmpty).optional(),
  /** Its arguments. @default - the image's own */
  args: z.array(nonEmpty).optional(),
  /** How many pods; where autoscaling is on, how many at creation: 0–1000. @default - 2, or the fewest of autoscaling */
  replicas: z.int().min(0).max(1000).optional(),
  /** What each pod requests and may use. */
  resources: z.strictObject({
    /** CPU requested. */
    cpu,
    /** Memory requested. */
    memory: bytes,
    /** CPU that may be used. @default - twice what is requested */
    cpuLimit: cpu.optional(),
    /** Memory that may be used. @default - what is requested: more would be taken from others */
    memoryLimit: bytes.optional(),
  }),
  /** Ports by name. @default - none */
  ports: z
    .record(
      portName,
      z.strictObject({
        /** Port that the container listens on; 1024 or higher, for what does not run as root. */
        port: portNumber,
        /** What is spoken on it. @default 'http' */
        protocol: z.enum(['http', 'grpc', 'tcp', 'udp']).default('http'),
        /** Port of the service, by which others in the cluster reach it; false for none. @default - the same */
        service: z.union([z.literal(false), portNumber]).optional(),
      }),
    )
    .default({}),
  /** Environment variables. @default - none */
  env: z.record(variable, z.string()).default({}),
  /** Environment variables out of the cloud's secret store. Needs the add-on `externalSecrets`. @default - none */
  secretEnv: z.record(variable, secretValue).default({}),
  /** Configuration files: what stands in them, by path. @default - none */
  files: z.record(absolutePath, z.string()).default({}),
  /** Files out of the cloud's secret store, by path. Needs the add-on `externalSecrets`. @default - none */
  secretFiles: z.record(absolutePath, secretValue).default({}),
  /** Directories that may be written to, and how much fits in each; lost with the pod. @default { '/tmp': '64Mi' } */
  writable: z.record(absolutePath, bytes).default({ '/tmp': '64Mi' }),
  /** How Kubernetes finds out how a pod is. */
  probes: z
    .strictObject({
      /** Whether the pod may get requests. Required where there is a service. */
      readiness: probe.optional(),
      /** Whether the container must be restarted; must ask for less than readiness. */
      liveness: probe.optional(),
      /** Whether it has started: until then the others wait. @default - none */
      startup: probe.optional(),
    })
    .default({}),
  /** How a new version takes the place of the old. @default - rolling */
  rollout: rollout.prefault({ strategy: 'rolling' }),
  /** Seconds after which a rollout that makes no progress has failed: 60–3600. @default 600 */
  progressDeadlineSeconds: z.int().min(60).max(3600).default(600),
  /** How replicas follow the load. @default - they do not */
  autoscaling: autoscaling.optional(),
  /**
   * How many pods must stay while nodes are drained, less than the fewest replicas.
   * @default - 1; where there may be one pod alone, one pod may go at a time
   */
  minAvailable: z.int().min(1).max(999).optional(),
  spread: z
    .strictObject({
      /** Whether pods must be, or should be, evenly over zones. @default 'preferred' */
      zones: z.enum(['required', 'preferred']).default('preferred'),
      /** Whether no two pods may share a node, or should not. @default 'preferred' */
      nodes: z.enum(['required', 'preferred']).default('preferred'),
    })
    .prefault({}),
  /** The cluster's pool of nodes to run on, whose taints are tolerated. @default - any without taints */
  nodePool: nonEmpty.optional(),
  /** What pods may do in the cloud. @default - nothing */
  access: z.array(access).default([]),
  /**
   * Who may call it, beside the gateway of its routes, the add-on `monitoring`, its own jobs, and workloads that name it among
   * those they call. @default - nobody
   */
  callers: z.array(peer).default([]),
  /**
   * Whom it may call, beside the databases and caches of its secrets, the cloud when it has access, and workloads that name it
   * among their callers. @default - nobody
   */
  calls: z.array(peer).default([]),
  /** Where it is reached from outside. Needs the add-on `gateway`. @default - nowhere */
  routes: z
    .array(
      z.strictObject({
        /** DNS name, inside one of the environment's `dnsZones`. */
        host,
        /** Beginning of the path. @default '/' */
        path: z.string().startsWith('/').default('/'),
        /** Name of the port. @default - the first port */
        port: portName.optional(),
        /** Seconds after which a request is given up: 1–3600. @default 30 */
        timeoutSeconds: z.int().min(1).max(3600).default(30),
      }),
    )
    .default([]),
  /** Where Prometheus finds its metrics. Needs the add-on `monitoring`. @default - nowhere */
  metrics: z
    .strictObject({
      /** Name of the port. @default - the first port */
      port: portName.optional(),
      /** Where on the port. @default '/metrics' */
      path: z.string().startsWith('/').default('/metrics'),
      /** Seconds between readings: 5–300. @default 30 */
      everySeconds: z.int().min(5).max(300).default(30),
      /** Which of them counts requests: what `autoscaling.requestsPerSecond` goes by. @default 'http_requests_total' */
      requests: z
        .string()
        .regex(/^[A-Za-z_:][A-Za-z0-9_:]*$/, { error: 'must be the name of a metric' })
        .default('http_requests_total'),
    })
    .optional(),
  shutdown: z
    .strictObject({
      /** Seconds that a pod still answers after it was told to go, while others learn of it; takes `sleep` in the image: 0–60. @default 5 */
      delaySeconds: z.int().min(0).max(60).default(5),
      /** Seconds that it has in all before it is killed: 1–3600. @default 30 */
      graceSeconds: z.int().min(1).max(3600).default(30),
    })
    .prefault({}),
  security: z
    .strictObject({
      /** The user's number inside the container, not 0. @default 10001 */
      user: z.int().min(1).max(2_147_483_647).default(10_001),
      /** Whether nothing but `writable` can be written to. @default true */
      readOnly: z.boolean().default(true),
    })
    .prefault({}),
  /** Jobs of the same image and settings: migrations, smoke tests, nightly work. @default - none */
  jobs: z.record(identifier, job).default({}),
  /** Further labels of pods. @default - none */
  labels: labels.default({}),
  /** Further annotations of pods. @default - none */
  annotations: z.record(z.string(), z.string()).default({}),
  /**
   * Patches merged last into what is made: `deployment`, `rollout`, `analysis`, `service`, `autoscaler`, `queueSecrets`,
   * `queueAuthentication`, `disruptionBudget`, `networkPolicy`, `serviceAccount`, `configuration`, `secrets`, `route`, `monitor`,
   * `job`. @default - none
   */
  overrides: objectOverrides.optional(),
});
export type WorkloadProps = z.output<typeof workloadSchema>;

/** The port that a name stands for: the first where none is named. */
export function portOf({ ports }: Pick<WorkloadProps, 'ports'>, name?: string) {
  const entry = name === undefined ? Object.entries(ports)[0] : ([name, ports[name]] as const);
  return entry?.[1] && { name: entry[0], ...entry[1], service: entry[1].service ?? entry[1].port };
}

/** What is requested of a container and what it may use, with every default filled in. */
export function resourcesOf({ cpu, memory, cpuLimit, memoryLimit }: WorkloadProps['resources']) {
  return {
    requests: { cpu, memory },
    limits: { cpu: cpuLimit ?? cpuText(2 * amount(cpu)), memory: memoryLimit ?? memory },
  };
}

/** CPU as Kubernetes itself writes it: whole, or thousandths. */
function cpuText(cores: number): string {
  const thousandths = Math.round(cores * 1000);
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}

/** Every value out of the secret store that a workload, or what scales it, uses. */
export const secretValuesOf = (props: WorkloadProps): SecretValue[] => {
  const cache = queueCacheOf(props);
  return [
    ...Object.values(props.secretEnv),
    ...Object.values(props.secretFiles),
    ...(cache === undefined ? [] : [{ from: cache, key: 'password' }]),
  ];
};
