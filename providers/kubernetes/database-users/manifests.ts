/** Objects of the pod that keeps a database's users: what it reads, whom it may call, and itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { PodSpec } from 'kubernetes-types/core/v1';

import type { ServiceAccountMarks } from '../../../constructs/cloud-lookup/contract';
import { TO_APIS, toDns, toIdentity, toManaged } from '../../../constructs/cloud-lookup/endpoints';
import { IMAGES } from '../../../constructs/images';
import type { InCluster } from '../../../constructs/in-cluster';
import { POSTGRES_PORTS } from '../../../constructs/managed-postgres/ports';
import type { DatabaseUserProps, ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import {
  keeperNameOf,
  keeperOf,
  roleOf,
  schemasOf,
  signersOf,
  takesIdentities,
  withPassword,
} from '../../../constructs/managed-postgres/users';
import type { SecretValue } from '../../../constructs/workload/secrets';
import { resources, RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';
import { networkPolicy } from '../../../core/kubernetes/network-policy';
import { shortHash } from '../../../core/names';
import { podsNamed } from '../base/peers';
import { secretWith } from '../base/secret';
import { podSecurity } from '../base/security';

/** A database with users, or with auditing. */
export interface KeptDatabase extends Pick<InCluster, 'environment' | 'cloud'> {
  readonly namespace: string;
  /** Its name in the environment. */
  readonly database: string;
  readonly users: ManagedPostgresProps['users'];
  readonly auditing: ManagedPostgresProps['auditing'];
}

/** The user `postgres` of the image. */
const USER = 70;
/** Seconds in which what is mounted must have been applied, or the rollout has failed. */
export const PROGRESS_SECONDS = 600;

const CONFIGURATION = '/etc/database-users';
const CREDENTIALS = '/run/database-users';
const STATE = '/tmp';

/** The script and the SQL that the pod runs, by file name. */
const FILES = ['keep.sh', 'auditing.sql', 'roles.sql', 'password.sql', 'identities.sql'];
const PROGRAM: Readonly<Record<string, string>> = Object.fromEntries(
  FILES.map((file) => [file, readFileSync(join(__dirname, 'pod', file), 'utf8')]),
);

export function manifestsOf(kept: KeptDatabase) {
  const { environment, namespace, database } = kept;
  const name = keeperNameOf(environment, database);
  const metadata = { name, namespace, labels: labelsOf(name, environment.system) };
  const pods = podsNamed(name);
  const files = { ...PROGRAM, 'wanted.json': wanted(kept) };
  const administrator = administratorOf(kept);
  return {
    serviceAccount: administrator && {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { ...metadata, annotations: administrator.marks.annotations },
      automountServiceAccountToken: false,
    },
    configuration: { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: files } satisfies Manifest,
    credentials: secretWith({ ...kept, id: database }, metadata, credentialsOf(kept)),
    policy: networkPolicy(metadata, {
      pods,
      ingress: [],
      egress: [
        toDns(kept.cloud),
        ...toManaged(kept.cloud, POSTGRES_PORTS),
        ...(administrator ? [TO_APIS, ...toIdentity(kept.cloud)] : []),
      ],
    }),
    deployment: deployment(metadata, pods, files, environmentOf(kept, administrator)),
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
const wanted = (kept: KeptDatabase): string =>
  `${JSON.stringify(
    Object.entries(kept.users).map(([id, user]) => ({
      role: roleOf(id, user),
      rights: user.rights,
      schemas: schemasOf(user),
      ...identitiesOf(kept, id, user),
    })),
    undefined,
    2,
  )}\n`;

function identitiesOf(kept: KeptDatabase, id: string, user: DatabaseUserProps): object {
  const roles = identityRoles(kept, id, user);
  if (!roles) return {};
  return 'group' in roles ? roles : { members: roles.members.map(({ role }) => role) };
}

/** How the server knows the identities that sign in as a user; undefined for one with a password. */
const identityRoles = ({ environment, cloud, database }: KeptDatabase, user: string, { login }: DatabaseUserProps) =>
  login === 'identity' ? cloud.identityRoles({ database, user }, signersOf(environment, database, user)) : undefined;

/** As whom the pod says which identities sign in, where the owner cannot. */
interface Administrator {
  readonly role: string;
  readonly marks: ServiceAccountMarks;
  /** What `identities.sql` makes the identities' roles from. */
  readonly logins: string;
}

function administratorOf(kept: KeptDatabase): Administrator | undefined {
  const identity = keeperOf(kept.database);
  const role = takesIdentities(kept) ? kept.cloud.administratorRole(identity) : undefined;
  if (role === undefined) return undefined;
  const logins = Object.entries(kept.users).flatMap(([id, user]) => {
    const roles = identityRoles(kept, id, user);
    return roles && 'members' in roles ? roles.members : [];
  });
  const once = [...new Map(logins.map((login) => [login.role, login])).values()];
  return { role, marks: kept.cloud.serviceAccount(identity), logins: JSON.stringify(once) };
}

/** Files of the mounted Secret, as `keep.sh` reads them. */
function credentialsOf(kept: KeptDatabase): Record<string, SecretValue> {
  const from = kept.database;
  const connection = ['host', 'port', 'database', 'sslmode', 'ca'].map((key) => [key, { from, key }] as const);
  const passwords = withPassword(kept).map(
    ([user, props]) => [`password.${roleOf(user, props)}`, { from, user, key: 'password' }] as const,
  );
  return {
    ...Object.fromEntries(connection),
    owner: { from, key: 'username' },
    'owner-password': { from, key: 'password' },
    ...Object.fromEntries(passwords),
  };
}

/** Variables that `keep.sh` reads, and who the pod is where that is somebody. */
interface PodEnvironment {
  readonly administrator: Administrator | undefined;
  readonly variables: Readonly<Record<string, string>>;
}

const environmentOf = ({ auditing }: KeptDatabase, administrator: Administrator | undefined): PodEnvironment => ({
  administrator,
  variables: {
    ...{ CONFIGURATION, CREDENTIALS, STATE },
    ...(auditing !== false && { AUDITING: 'on' }),
    ...(administrator && { ADMINISTRATOR: administrator.role, LOGINS: administrator.logins }),
  },
});

function deployment(
  metadata: Manifest['metadata'],
  pods: Readonly<Record<string, string>>,
  files: object,
  given: PodEnvironment,
): Manifest {
  const { administrator } = given;
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
          labels: { ...metadata.labels, ...pods, ...administrator?.marks.podLabels },
          annotations: { 'checksum/files': shortHash(JSON.stringify(files), 16) },
        },
        spec: podSpec(metadata.name, pods, given),
      },
    },
  };
}

const podSpec = (
  podName: string,
  pods: Readonly<Record<string, string>>,
  { administrator, variables }: PodEnvironment,
): PodSpec => ({
  ...(administrator && { serviceAccountName: podName }),
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
      env: Object.entries(variables).map(([name, value]) => ({ name, value })),
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
    { name: 'configuration', configMap: { name: podName } },
    { name: 'credentials', secret: { secretName: podName, defaultMode: 0o440 } },
    { name: 'state', emptyDir: { sizeLimit: '16Mi' } },
  ],
});
