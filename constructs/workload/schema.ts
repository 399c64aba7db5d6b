/** Workload: a container image in the cluster with everything that it needs to run well. */
import { z } from 'zod';

import { amount, bytes, bytesText, cpu, labels, objectOverrides } from '../../core/kubernetes/words';
import { identifier, nonEmpty } from '../../core/words/words';
import { hostIn } from '../dns-zone/host';
import { entry, entryOf, poolName } from '../entry';
import { access } from '../workload-identity/schema';
import { certificate } from './certificate';
import { job } from './jobs';
import { absolutePath } from './paths';
import { peer } from './peers';
import { portName, ports } from './ports';
import { probes } from './probes';
import { rollout } from './rollout';
import { autoscaling, queueCacheOf } from './scaling';
import { type SecretValue, secretValue, variable } from './secrets';
import { spread } from './spread';
import { traces } from './traces';

const host = z
  .string()
  .regex(/^(\*\.)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, { error: 'must be a DNS name' });

export const workloadSchema = z.strictObject({
  ...entry(),
  /** A name in the environment's `namespaces`. */
  namespace: entryOf('namespaces'),
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
    /** Request of the node's disk, for logs, what the container writes to its own files, and `writable`. */
    disk: bytes.default('128Mi'),
    /** Limit of the node's disk: a pod that writes more is evicted. @default - `1Gi`, in addition to the sizes of `writable` */
    diskLimit: bytes.optional(),
  }),
  /** Ports by name. @default - none */
  ports: ports.default({}),
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
   *     user: 'app',
   *     template: 'postgresql://{username|url}:{password|url}@{host}:{port}/{database}?sslmode={sslmode}&sslrootcert=/etc/app/database.pem',
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
  probes: probes.default({}),
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
  nodePool: poolName.optional(),
  /**
   * Rights of the pods in the cloud.
   * @default - none
   * @example
   * access: [
   *   { objectStore: 'photos', read: true, write: true },
   *   { secret: 'signing-key', read: true },
   *   { cache: 'sessions', connect: true },
   * ]
   */
  access: z.array(access).default([]),
  /**
   * Callers that are allowed, in addition to the gateway of its routes, the add-on `monitoring`, its own jobs, and
   * workloads that name it in their `calls`.
   * @default - none
   */
  callers: z.array(peer).default([]),
  /**
   * Destinations that it may call, in addition to the databases and caches of its secrets and its `access`, the cloud if
   * it has `access`, and workloads that name it in their `callers`.
   * @default - none
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
        /**
         * DNS name inside one of the environment's `dnsZones`: complete, or `{ zone: 'main', name: 'api' }`, which follows the zone's
         * domain where clouds have domains of their own.
         */
        host: hostIn(host),
        /** Prefix of the path. */
        path: z.string().startsWith('/').default('/'),
        /** Name of the port. @default - the first port */
        port: portName.optional(),
        /** Seconds after which a request without an answer is given up. */
        timeoutSeconds: z.int().min(1).max(3600).default(30),
        /**
         * Whether the gateway calls the port by TLS, and checks the pods' `certificate`, so that requests are encrypted from
         * end to end. The port's probes and metrics are read by TLS, too.
         */
        tls: z.boolean().default(false),
      }),
    )
    .default([]),
  /**
   * Certificate of the cluster's own authority for the names of its services, which pods answer with where they speak TLS
   * themselves. Requires the add-on `certManager`.
   * @default - none
   * @example
   * certificate: { path: '/etc/api/tls' }
   */
  certificate: certificate.optional(),
  /**
   * Endpoint from which Prometheus reads the workload's metrics. Requires the add-on `monitoring`.
   * @default - not read
   */
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
  /**
   * Traces of requests, sent with OpenTelemetry to the collector of the add-on `telemetry`, or else of `tempo`: pods, those of
   * jobs too, get its standard variables, and may call the collector. The program must have an OpenTelemetry SDK that reads
   * them.
   * @default - none
   * @example
   * traces: { samplePercent: 10 }
   */
  traces: traces.optional(),
  /** How a pod ends. */
  shutdown: z
    .strictObject({
      /**
       * Seconds that the container still answers after the pod was asked to stop, so that callers learn of it first.
       * Requires `sleep` in the image unless 0.
       */
      delaySeconds: z.int().min(0).max(60).default(5),
      /** Seconds in total before the container is killed. */
      graceSeconds: z.int().min(1).max(3600).default(30),
    })
    .prefault({}),
  /** Privileges of the container. */
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
   * `configuration`, `secrets`, `certificate`, `route`, `backendTls`, `monitor`, `job`.
   * @default - none
   */
  overrides: objectOverrides.optional(),
});
export type WorkloadProps = z.output<typeof workloadSchema>;

/** The node's disk for what a container logs and writes to its own files, where no limit is given. */
const OWN_DISK = '1Gi';

type Sized = Pick<WorkloadProps, 'resources' | 'writable'>;

/** Requests and limits of a workload's container, with every default filled in. */
export function containerResourcesOf(props: Sized) {
  const { requests, limits } = resourcesOf(props.resources);
  return { requests: { ...requests, disk: props.resources.disk }, limits: { ...limits, disk: diskLimitOf(props) } };
}

function diskLimitOf({ resources: { disk, diskLimit }, writable }: Sized): string {
  const all = [OWN_DISK, ...Object.values(writable)].reduce((sum, size) => sum + amount(size), 0);
  return diskLimit ?? bytesText(Math.max(all, amount(disk)));
}

/** Requests and limits of CPU and memory, with every default filled in. */
export function resourcesOf({
  cpu,
  memory,
  cpuLimit,
  memoryLimit,
}: Pick<WorkloadProps['resources'], 'cpu' | 'memory' | 'cpuLimit' | 'memoryLimit'>) {
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
    ...Object.values(props.jobs).flatMap(({ secretEnv }) => Object.values(secretEnv)),
    ...(cache === undefined ? [] : [{ from: cache, key: 'password' }]),
  ];
};
