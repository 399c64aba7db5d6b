/** The workload that exports the metrics of a database or cache to Prometheus. */
import type { z } from 'zod';

import type { Exporter, ServerExporter } from '../../../constructs/addons/monitoring/exporters';
import type { Environment } from '../../../constructs/environment/schema';
import { IMAGES } from '../../../constructs/images';
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { type WorkloadProps, workloadSchema } from '../../../constructs/workload/schema';
import { truncateName } from '../../../core/names';
import { nameInCluster } from '../../../core/names-in-cluster';

/** Labels have at most 63 characters, of which the system's name and a hyphen take up to 31. */
const ID_LENGTH = 32;

/** Id of an exporter in the stack. Its name in the cluster is prefixed with the system. */
export const exporterId = ({ id }: Pick<ServerExporter, 'id'>): string => truncateName(`exporter-${id}`, ID_LENGTH);

/** PromQL matchers that select the metrics of an exporter. */
export const exporterSelector = (environment: Environment, exporter: ServerExporter): string =>
  `namespace="${exporter.namespace}", job="${nameInCluster(environment, exporterId(exporter))}"`;

/** Internal databases of the clouds, whose size other users may not query. */
const CLOUDS_DATABASES = ['rdsadmin', 'cloudsqladmin', 'azure_maintenance', 'azure_sys'];

/**
 * Go trusts the certificates in this directory in addition to those of the image. The exporters' own settings would
 * refuse the empty file that is mounted for servers with publicly trusted certificates.
 */
const CERTIFICATES = '/etc/exporter/certificates';

/** The exporter of a database or cache. */
export function exporterWorkload(exporter: ServerExporter, everySeconds: number): WorkloadProps {
  const { id, namespace } = exporter;
  const props: Input = {
    namespace,
    replicas: 1,
    writable: {},
    metrics: { everySeconds },
    secretFiles: { [`${CERTIFICATES}/ca.pem`]: { from: id, key: 'ca' } },
    // Only Prometheus calls it, and its image has no `sleep` for a delay.
    shutdown: { delaySeconds: 0 },
    ...(exporter.kind === 'database' ? postgresProps(exporter) : redisProps(exporter)),
  };
  return workloadSchema.parse(props);
}

type Input = z.input<typeof workloadSchema>;
type ServerProps = Pick<Input, 'image' | 'resources' | 'ports' | 'env' | 'secretEnv' | 'probes' | 'security'>;

const postgresProps = ({ id, user }: Exporter<ManagedPostgresProps>): ServerProps => ({
  image: IMAGES.postgresExporter,
  resources: { cpu: '10m', memory: '64Mi', cpuLimit: '200m' },
  ports: { metrics: { port: 9187 } },
  env: { SSL_CERT_DIR: CERTIFICATES, PG_EXPORTER_EXCLUDE_DATABASES: CLOUDS_DATABASES.join(',') },
  secretEnv: {
    DATA_SOURCE_USER: { from: id, user, key: 'username' },
    DATA_SOURCE_PASS: { from: id, user, key: 'password' },
    DATA_SOURCE_URI: { from: id, template: '{host}:{port}/{database}?sslmode={sslmode}' },
  },
  probes: { readiness: { path: '/' }, liveness: { delaySeconds: 10 } },
  security: { user: 65_534 },
});

const redisProps = ({ id, user, props: { authentication } }: Exporter<ManagedRedisProps>): ServerProps => ({
  image: IMAGES.redisExporter,
  resources: { cpu: '10m', memory: '32Mi', cpuLimit: '200m' },
  ports: { metrics: { port: 9121 } },
  // The clouds refuse the command CONFIG; INFO holds the needed values, too.
  env: { SSL_CERT_DIR: CERTIFICATES, REDIS_EXPORTER_CONFIG_COMMAND: '-' },
  secretEnv: {
    REDIS_ADDR: { from: id, template: 'rediss://{host}:{port}' },
    ...(authentication !== 'none' && {
      REDIS_USER: { from: id, user, key: 'username' },
      REDIS_PASSWORD: { from: id, user, key: 'password' },
    }),
  },
  probes: { readiness: { path: '/health' }, liveness: { delaySeconds: 10 } },
  security: { user: 59_000 },
});
