/** Exporters: the workload that asks a database or cache how it is and tells Prometheus. */
import type { z } from 'zod';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { nameInCluster } from '../../../core/names-in-cluster';
import { truncateName } from '../../../core/names';
import type { Environment } from '../../../constructs/environment/schema';
import { workloadSchema, type WorkloadProps } from '../../../constructs/workload/schema';
import { exportersNamespace, type ServerExporter } from '../../../constructs/addons/monitoring/exporters';

/** Labels end at 63 characters, and a system's name may take 30 of them, with a hyphen. */
const ID_LENGTH = 32;

/** What an exporter is called in the stack; its name in the cluster has the system before it. */
export const exporterId = ({ id }: Pick<ServerExporter, 'id'>): string => truncateName(`exporter-${id}`, ID_LENGTH);

/** Selects what an exporter told. */
export const exporterSelector = (environment: Environment, exporter: ServerExporter): string =>
  `namespace="${exportersNamespace(environment)}", job="${nameInCluster(environment, exporterId(exporter))}"`;

/** github.com/prometheus-community/postgres_exporter/releases */
const POSTGRES_EXPORTER = 'quay.io/prometheuscommunity/postgres-exporter:v0.20.1';
/** github.com/oliver006/redis_exporter/releases */
const REDIS_EXPORTER = 'quay.io/oliver006/redis_exporter:v1.88.0';

/** Databases that are the clouds' own: nobody else may ask for their size. */
const CLOUDS_DATABASES = ['rdsadmin', 'cloudsqladmin', 'azure_maintenance', 'azure_sys'];

/**
 * Go takes the certificates in here beside those of the image. Where the server's are known to everybody, there is an empty
 * file, which the exporters' own settings refuse.
 */
const CERTIFICATES = '/etc/exporter/certificates';

/** The exporter of a server, in a namespace. */
export function exporterWorkload(exporter: ServerExporter, namespace: string, everySeconds: number): WorkloadProps {
  const { id } = exporter;
  const props: Input = {
    namespace,
    replicas: 1,
    writable: {},
    metrics: { everySeconds },
    secretFiles: { [`${CERTIFICATES}/ca.pem`]: { from: id, key: 'ca' } },
    // Nobody but Prometheus calls it, and its image has no `sleep`.
    shutdown: { delaySeconds: 0 },
    ...(exporter.kind === 'database' ? ofPostgres(id) : ofRedis(id, exporter.props)),
  };
  return workloadSchema.parse(props);
}

type Input = z.input<typeof workloadSchema>;
type Own = Pick<Input, 'image' | 'resources' | 'ports' | 'env' | 'secretEnv' | 'probes' | 'security'>;

const ofPostgres = (id: string): Own => ({
  image: POSTGRES_EXPORTER,
  resources: { cpu: '10m', memory: '64Mi', cpuLimit: '200m' },
  ports: { metrics: { port: 9187 } },
  env: { SSL_CERT_DIR: CERTIFICATES, PG_EXPORTER_EXCLUDE_DATABASES: CLOUDS_DATABASES.join(',') },
  secretEnv: {
    DATA_SOURCE_USER: { from: id, key: 'username' },
    DATA_SOURCE_PASS: { from: id, key: 'password' },
    // Google's servers are known by their address, which their certificates do not hold: who signed is checked, and no name.
    DATA_SOURCE_URI: { from: id, template: '{host}:{port}/{database}?sslmode=verify-ca' },
  },
  probes: { readiness: { path: '/' }, liveness: { delaySeconds: 10 } },
  security: { user: 65_534 },
});

const ofRedis = (id: string, { authentication }: ManagedRedisProps): Own => ({
  image: REDIS_EXPORTER,
  resources: { cpu: '10m', memory: '32Mi', cpuLimit: '200m' },
  ports: { metrics: { port: 9121 } },
  // Clouds refuse CONFIG; what is needed of it is in INFO too.
  env: { SSL_CERT_DIR: CERTIFICATES, REDIS_EXPORTER_CONFIG_COMMAND: '-' },
  secretEnv: {
    REDIS_ADDR: { from: id, template: 'rediss://{host}:{port}' },
    ...(authentication === 'token' && {
      REDIS_USER: { from: id, key: 'username' },
      REDIS_PASSWORD: { from: id, key: 'password' },
    }),
  },
  probes: { readiness: { path: '/health' }, liveness: { delaySeconds: 10 } },
  security: { user: 59_000 },
});
