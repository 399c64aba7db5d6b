/** Objects of the pod that keeps a database's users: what it reads, whom it may call, and itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { PodSpec } from 'kubernetes-types/core/v1';

import { toDns } from '../../../constructs/cloud-lookup/endpoints';
import { IMAGES } from '../../../constructs/images';
import type { InCluster } from '../../../constructs/in-cluster';
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { roleOf, schemasOf } from '../../../constructs/managed-postgres/users';
import type { SecretValue } from '../../../constructs/workload/secrets';
import { resources, RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';
import { inRange, networkPolicy, tcp } from '../../../core/kubernetes/network-policy';
import { shortHash, truncateName } from '../../../core/names';
import { nameInCluster } from '../../../core/names-in-cluster';
import { podsNamed } from '../base/peers';
import { secretWith } from '../base/secret';
import { podSecurity } from '../base/security';

/** A database with users. */
export interface KeptDatabase extends Pick<InCluster, 'environment' | 'cloud'> {
  readonly namespace: string;
  /** Its name in the environment. */
  readonly database: string;
  readonly users: ManagedPostgresProps['users'];
}

/** The user `postgres` of the image. */
const USER = 70;
/** Seconds in which what is mounted must have been applied, or the rollout has failed. */
export const PROGRESS_SECONDS = 600;
/** Names and labels have at most 63 characters. */
const NAME_LENGTH = 63;

const POSTGRES = tcp(5432);
const CONFIGURATION = '/etc/database-users';
const CREDENTIALS = '/run/database-users';
const STATE = '/tmp';

/** The script and the SQL that the pod runs, by file name. */
const FILES = ['keep.sh', 'roles.sql', 'password.sql'];
const PROGRAM: Readonly<Record<string, string>> = Object.fromEntries(
  FILES.map((file) => [file, readFileSync(join(__dirname, 'pod', file), 'utf8')]),
);

export function manifestsOf(kept: KeptDatabase) {
  const { environment, namespace, database } = kept;
  const name = truncateName(nameInCluster(environment, `users-${database}`), NAME_LENGTH);
  const metadata = { name, namespace, labels: labelsOf(name, environment.system) };
  const pods = podsNamed(name);
  const files = { ...PROGRAM, 'wanted.json': wanted(kept) };
  return {
    configuration: { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: files } satisfies Manifest,
    credentials: secretWith({ ...kept, id: database }, metadata, credentialsOf(kept)),
    policy: networkPolicy(metadata, { pods, ingress: [], egress: [toDns(kept.cloud), ...toDatabases(kept)] }),
    deployment: deployment(metadata, pods, files),
    budget: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      // A single pod that nothing calls: it may be evicted with its node.
      spec: { maxUnavailable: 1, selector: { matchLabels: pods } },
    } satisfies Manifest,
  };
}

/** What `roles.sql` makes the roles from. */
const wanted = ({ users }: KeptDatabase): string =>
  `${JSON.stringify(
    Object.entries(users).map(([id, user]) => ({
      role: roleOf(id, user),
      rights: user.rights,
      schemas: schemasOf(user),
    })),
    undefined,
    2,
  )}\n`;

/** Files of the mounted Secret, as `keep.sh` reads them. */
function credentialsOf({ database: from, users }: KeptDatabase): Record<string, SecretValue> {
  const connection = ['host', 'port', 'database', 'sslmode', 'ca'].map((key) => [key, { from, key }] as const);
  const passwords = Object.entries(users).map(
    ([user, props]) => [`password.${roleOf(user, props)}`, { from, user, key: 'password' }] as const,
  );
  return {
    ...Object.fromEntries(connection),
    owner: { from, key: 'username' },
    'owner-password': { from, key: 'password' },
    ...Object.fromEntries(passwords),
  };
}

function toDatabases({ cloud: { managedRanges } }: KeptDatabase) {
  // A rule without peers would allow every address.
  return managedRanges.length > 0 ? [{ to: managedRanges.map(inRange), ports: POSTGRES }] : [];
}

function deployment(metadata: Manifest['metadata'], pods: Readonly<Record<string, string>>, files: object): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    // It reads new passwords itself; Terraform would take back what Reloader writes.
    metadata: { ...metadata, annotations: { 'reloader.stakater.com/auto': 'false' } },
    spec: {
      replicas: 1,
      progressDeadlineSeconds: PROGRESS_SECONDS,
      // Never two that would change the same roles.
      strategy: { type: 'Recreate' },
      selector: { matchLabels: pods },
      template: {
        metadata: {
          labels: { ...metadata.labels, ...pods },
          annotations: { 'checksum/files': shortHash(JSON.stringify(files), 16) },
        },
        spec: podSpec(metadata.name, pods),
      },
    },
  };
}

const podSpec = (name: string, pods: Readonly<Record<string, string>>): PodSpec => ({
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: podSecurity(USER),
  terminationGracePeriodSeconds: 30,
  topologySpreadConstraints: spread(pods),
  containers: [
    {
      name: 'app',
      image: IMAGES.postgresClient,
      imagePullPolicy: 'IfNotPresent',
      command: ['sh', `${CONFIGURATION}/keep.sh`],
      env: Object.entries({ CONFIGURATION, CREDENTIALS, STATE }).map(([variable, value]) => ({
        name: variable,
        value,
      })),
      readinessProbe: { exec: { command: ['test', '-f', `${STATE}/ready`] }, periodSeconds: 5 },
      // The script touches the file in each turn, which takes seconds unless the server does not answer.
      livenessProbe: {
        exec: { command: ['sh', '-c', `test -n "$(find ${STATE}/alive -mmin -10)"`] },
        initialDelaySeconds: 600,
        periodSeconds: 60,
      },
      resources: resources('10m', '32Mi', { cpu: '200m', memory: '64Mi' }),
      securityContext: { ...RESTRICTED, capabilities: { drop: [...RESTRICTED.capabilities.drop] } },
      volumeMounts: [
        { name: 'configuration', mountPath: CONFIGURATION, readOnly: true },
        { name: 'credentials', mountPath: CREDENTIALS, readOnly: true },
        { name: 'state', mountPath: STATE },
      ],
    },
  ],
  volumes: [
    { name: 'configuration', configMap: { name } },
    { name: 'credentials', secret: { secretName: name, defaultMode: 0o440 } },
    { name: 'state', emptyDir: { sizeLimit: '16Mi' } },
  ],
});
