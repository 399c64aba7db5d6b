/** Workload: a container image in the cluster with everything that it needs to run well. */
import { z } from 'zod';
import { access } from '../workload-identity/schema';
import { amount, bytes, cpu, labels, objectOverrides } from '../../core/kubernetes/words';
import { identifier, portNumber, nonEmpty } from '../../core/words/words';
import { job } from './jobs';
import { peer } from './peers';
import { rollout } from './rollout';
import { autoscaling, queueCacheOf } from './scaling';
import { secretValue, type SecretValue } from './secrets';
import { spread } from './spread';

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
   * HTTP path to request.
   * @default - none: a TCP connection is enough, or on a gRPC port a healthy answer of the health service
   */
  path: z.string().startsWith('/').optional(),
  /** Command to run in the container instead; exit status 0 is a success. @default - none */
  command: z.array(nonEmpty).min(1).optional(),
  /** Name of the port. @default - the first port */
  port: portName.optional(),
  /** Seconds before the first probe. */
  delaySeconds: z.int().min(0).max(86_400).default(0),
  /** Seconds between probes. */
  everySeconds: z.int().min(1).max(300).default(10),
  /** Seconds after which a missing answer is a failure. */
  timeoutSeconds: z.int().min(1).max(60).default(3),
  /** Consecutive failures that make the probe fail. */
  failures: z.int().min(1).max(100).default(3),
});
export type Probe = z.output<typeof probe>;

export const workloadSchema = z.strictObject({
  /** A name in the environment's `namespaces`. */
  namespace: identifier,
  /** Image with a tag or, better, a digest; not `latest`. */
  image: nonEmpty,
  /** The command, instead of the image's entry point. @default - the image's */
  command: z.array(nonEmpty).optional(),
  /** Arguments of the command. @default - the image's */
  args: z.array(nonEmpty).optional(),
  /** Number of pods; with `autoscaling`, the number at creation. @default - 2, or `autoscaling.min` */
  replicas: z.int().min(0).max(1000).optional(),
  /** Requests and limits of each pod. */
  resources: z.strictObject({
    /** CPU request. */
    cpu,
    /** Memory request. */
    memory: bytes,
    /** CPU limit. @default - twice `cpu` */
    cpuLimit: cpu.optional(),
    /** Memory limit. @default - `memory`, because memory above the request is taken from other pods */
    memoryLimit: bytes.optional(),
  }),
  /** Ports by name. @default - none */
  ports: z
    .record(
      portName,
      z.strictObject({
        /** Port that the container listens on, at least 1024 because pods do not run as root. */
        port: portNumber,
        /** Protocol of the port. */
        protocol: z.enum(['http', 'grpc', 'tcp', 'udp']).default('http'),
        /** Port of the Service for callers inside the cluster; false for none. @default - `port` */
        service: z.union([z.literal(false), portNumber]).optional(),
      }),
    )
    .default({}),
  /** Environment variables. @default - none */
  env: z.record(variable, z.string()).default({}),
  /**
   * Environment variables from the cloud's secret store. Requires the add-on `externalSecrets`.
   * @default - none
   * @example
   * secretEnv: {
   *   TOKEN: { from: 'discord', key: 'token' },
   *   DATABASE_URL: {
   *     from: 'postgres',
   *     template: 'postgresql://{username|url}:{password|url}@{host}:{port}/{database}?sslmode=require',
   *   },
   * }
   */
  secretEnv: z.record(variable, secretValue).default({}),
  /** Contents of configuration files by their path. @default - none */
  files: z.record(absolutePath, z.string()).default({}),
  /**
   * Files from the cloud's secret store by their path. Requires the add-on `externalSecrets`.
   * @default - none
   * @example
   * secretFiles: {
   *   '/etc/ssl/postgres.pem': { from: 'postgres', key: 'ca' },
   *   '/etc/app/redis.conf': { from: 'redis', template: 'host {host}\nport {port}\n' },
   * }
   */
  secretFiles: z.record(absolutePath, secretValue).default({}),
  /** Writable directories by path, with their size limit. Their content is lost with the pod. */
  writable: z.record(absolutePath, bytes).default({ '/tmp': '64Mi' }),
  /** Checks of a pod's health. */
  probes: z
    .strictObject({
      /** Whether the pod may get requests. Required where a port has a service. @default - none */
      readiness: probe.optional(),
      /**
       * Whether the container keeps running: it restarts when the probe fails. Must ask for less than `readiness`.
       * @default - none
       */
      liveness: probe.optional(),
      /** Whether the container has started; the other probes begin afterwards. @default - none */
      startup: probe.optional(),
    })
    .default({}),
  /**
   * How a new version replaces the old one.
   * @example
   * rollout: {
   *   strategy: 'canary',
   *   steps: [{ percent: 5, seconds: 300 }, { percent: 50 }],
   *   analysis: {
   *     queries: {
   *       errors: {
   *         query: 'sum(rate(http_requests_total{status=~"5..", rollouts_pod_template_hash="{{args.new}}"}[5m]))',
   *         max: 0.5,
   *       },
   *     },
   *   },
   * }
   */
  rollout: rollout.prefault({ strategy: 'rolling' }),
  /** Seconds without progress after which a rollout has failed. */
  progressDeadlineSeconds: z.int().min(60).max(3600).default(600),
  /**
   * How the number of replicas follows the load.
   * @default - it is fixed
   * @example
   * autoscaling: {
   *   min: 0,
   *   max: 20,
   *   queue: { redis: { cache: 'jobs', list: 'pending', lengthPerReplica: 50 } },
   * }
   */
  autoscaling: autoscaling.optional(),
  /**
   * Number of pods that stay while nodes are drained, less than the lowest number of replicas.
   * @default - 1; where there may be a single pod, pods are evicted one at a time
   */
  minAvailable: z.int().min(1).max(999).optional(),
  /** How pods are spread over zones and nodes. */
  spread,
  /** The cluster's node pool to run on, whose taints are tolerated. @default - any without taints */
  nodePool: nonEmpty.optional(),
  /**
   * Rights of the pods in the cloud.
   * @default - none
   * @example
   * access: [
   *   { objectStore: 'photos', read: true, write: true },
   *   { secret: 'signing-key', read: true },
   * ]
   */
  access: z.array(access).default([]),
  /**
   * Who may call it, in addition to the gateway of its routes, the add-on `monitoring`, its own jobs, and workloads
   * that name it in their `calls`.
   * @default - nobody
   */
  callers: z.array(peer).default([]),
  /**
   * What it may call, in addition to the databases and caches of its secrets, the cloud if it has `access`, and
   * workloads that name it in their `callers`.
   * @default - nothing
   */
  calls: z.array(peer).default([]),
  /**
   * Hosts and paths at which it is called from outside the cluster. Requires the add-on `gateway`.
   * @default - none
   * @example
   * routes: [
   *   { host: 'api.shop.example.com' },
   *   { host: 'shop.example.com', path: '/api', port: 'http', timeoutSeconds: 60 },
   * ]
   */
  routes: z
    .array(
      z.strictObject({
        /** DNS name inside one of the environment's `dnsZones`. */
        host,
        /** Prefix of the path. */
        path: z.string().startsWith('/').default('/'),
        /** Name of the port. @default - the first port */
        port: portName.optional(),
        /** Seconds after which a request without an answer is given up. */
        timeoutSeconds: z.int().min(1).max(3600).default(30),
      }),
    )
    .default([]),
  /** Where Prometheus reads the workload's metrics. Requires the add-on `monitoring`. @default - not read */
  metrics: z
    .strictObject({
      /** Name of the port. @default - the first port */
      port: portName.optional(),
      /** HTTP path of the metrics. */
      path: z.string().startsWith('/').default('/metrics'),
      /** Seconds between readings. */
      everySeconds: z.int().min(5).max(300).default(30),
      /** The counter of requests, by which `autoscaling.requestsPerSecond` scales. */
      requests: z
        .string()
        .regex(/^[A-Za-z_:][A-Za-z0-9_:]*$/, { error: 'must be the name of a metric' })
        .default('http_requests_total'),
    })
    .optional(),
  /** How a pod ends. */
  shutdown: z
    .strictObject({
      /**
       * Seconds that the container still answers after the pod was told to end, so that callers learn of it first.
       * Requires `sleep` in the image unless 0.
       */
      delaySeconds: z.int().min(0).max(60).default(5),
      /** Seconds in total before the container is killed. */
      graceSeconds: z.int().min(1).max(3600).default(30),
    })
    .prefault({}),
  /** What the container may do. */
  security: z
    .strictObject({
      /** Numeric user id in the container, not 0. */
      user: z.int().min(1).max(2_147_483_647).default(10_001),
      /** Whether only the directories in `writable` can be written to. */
      readOnly: z.boolean().default(true),
    })
    .prefault({}),
  /** Jobs with the same image and settings by name: migrations, smoke tests, nightly work. @default - none */
  jobs: z.record(identifier, job).default({}),
  /** Extra labels of pods. @default - none */
  labels: labels.default({}),
  /** Extra annotations of pods. @default - none */
  annotations: z.record(z.string(), z.string()).default({}),
  /**
   * Patches that are merged last into the objects of the workload: `deployment`, `rollout`, `analysis`, `service`,
   * `autoscaler`, `queueSecrets`, `queueAuthentication`, `disruptionBudget`, `networkPolicy`, `serviceAccount`,
   * `configuration`, `secrets`, `route`, `monitor`, `job`.
   * @default - none
   */
  overrides: objectOverrides.optional(),
});
export type WorkloadProps = z.output<typeof workloadSchema>;

/** The port of a name, or the first port without a name, with its service port filled in. */
export function findPort({ ports }: Pick<WorkloadProps, 'ports'>, name = Object.keys(ports)[0]) {
  const port = name === undefined ? undefined : ports[name];
  return name !== undefined && port ? { name, ...port, service: port.service ?? port.port } : undefined;
}

/** The same for a name that the rules have let through. */
export function portOf(props: Pick<WorkloadProps, 'ports'>, name?: string) {
  const port = findPort(props, name);
  if (!port) throw new Error(`port "${name ?? 'of no name'}" passed the rules and does not exist`);
  return port;
}

/** Requests and limits of a container, with every default filled in. */
export function resourcesOf({ cpu, memory, cpuLimit, memoryLimit }: WorkloadProps['resources']) {
  return {
    requests: { cpu, memory },
    limits: { cpu: cpuLimit ?? cpuText(2 * amount(cpu)), memory: memoryLimit ?? memory },
  };
}

/** CPU as Kubernetes itself writes it: whole cores, or thousandths. */
function cpuText(cores: number): string {
  const thousandths = Math.round(cores * 1000);
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}

/** Every value from the secret store that a workload or its autoscaler uses. */
export const secretValuesOf = (props: WorkloadProps): SecretValue[] => {
  const cache = queueCacheOf(props);
  return [
    ...Object.values(props.secretEnv),
    ...Object.values(props.secretFiles),
    ...(cache === undefined ? [] : [{ from: cache, key: 'password' }]),
  ];
};
