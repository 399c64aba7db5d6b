/** Velero: its chart with the cloud's plugin, schedules, snapshots, its rights and rules. */
import { plan } from '../../../../app/plan/plan';
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { patch } from '../../../../core/patch';
import { providers } from '../../../../providers';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { promqlProblems } from '../../../helpers/promql';
import { type Attributes, problemsOf, saidOf } from '../../../helpers/synth';

const withVelero = (velero: object = {}, more: object = {}) =>
  baseWith({ objectStores: { backups: {} }, addons: { velero: { objectStore: 'backups', ...velero } }, ...more });

const PLUGINS = {
  aws: 'velero-plugin-for-aws',
  google: 'velero-plugin-for-gcp',
  azurerm: 'velero-plugin-for-microsoft-azure',
};

describe.each(CLOUDS)('velero on %s', (cloud) => {
  const made = platformOn(cloud, withVelero());
  const { values, ...chart } = made.charts.velero!;

  it('creates a restricted namespace and a chart', () => {
    expect(made.addresses.filter((address) => address.includes('velero'))).toEqual([
      'helm_release.velero',
      'kubernetes_namespace_v1.namespace_velero',
      'kubernetes_network_policy_v1.namespace_velero_allow_dns',
      'kubernetes_network_policy_v1.namespace_velero_default_deny',
      'kubernetes_network_policy_v1.velero_traffic',
    ]);
    expect(made.manifest('Namespace', 'velero').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  it('pins the chart and meets the restricted standard', () => {
    expect(chart).toMatchObject({
      repository: 'https://vmware-tanzu.github.io/helm-charts',
      chart: 'velero',
      version: '12.1.0',
    });
    const restricted = { runAsNonRoot: true, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false };
    expect(values.containerSecurityContext).toMatchObject(restricted);
    expect(values.podSecurityContext).toMatchObject({ runAsUser: 65_532, seccompProfile: { type: 'RuntimeDefault' } });
    expect(values.initContainers).toMatchObject([
      { name: PLUGINS[cloud], securityContext: restricted, volumeMounts: [{ name: 'plugins', mountPath: '/target' }] },
    ]);
  });

  it('keeps backups in the bucket, and snapshots where the cloud keeps them', () => {
    const { backupStorageLocation, volumeSnapshotLocation } = values.configuration;
    expect(backupStorageLocation).toMatchObject([
      { name: 'default', default: true, bucket: expect.stringContaining('backups') as string },
    ]);
    expect(volumeSnapshotLocation).toMatchObject([{ name: 'default', provider: backupStorageLocation[0].provider }]);
    expect(values.snapshotsEnabled).toBe(true);
  });

  it('holds no key, and uses the identity of its service account', () => {
    expect(JSON.stringify(values)).not.toMatch(/access_key|client_secret|private_key/i);
    expect(values.serviceAccount.server.name).toBe('velero');
    expect(resolve(environmentSchema.parse(withVelero()), cloud).identities.velero).toEqual({
      namespace: 'velero',
      serviceAccount: 'velero',
      rights: [{ objectStore: 'backups', read: true, write: true }, { cloud: 'volume-snapshots' }],
    });
  });

  it('backs up everything each night and keeps it for thirty days', () => {
    expect(values.schedules).toEqual({
      daily: {
        schedule: '0 3 * * *',
        template: { ttl: '720h0m0s', storageLocation: 'default', includedNamespaces: ['*'], snapshotVolumes: true },
      },
    });
  });
});

const copying = (velero: object = {}, more: object = {}) =>
  baseWith(
    patch(
      {
        objectStores: { backups: {} },
        secrets: { copies: {} },
        addons: {
          externalSecrets: {},
          velero: { objectStore: 'backups', volumes: 'copies', repositoryPassword: { from: 'copies' }, ...velero },
        },
      },
      more,
    ) as object,
  );

const DRIVERS = {
  aws: { driver: 'ebs.csi.aws.com', parameters: {} },
  google: { driver: 'pd.csi.storage.gke.io', parameters: { 'storage-locations': 'us-central1' } },
  azurerm: { driver: 'disk.csi.azure.com', parameters: { incremental: 'true' } },
};

describe.each(CLOUDS)('copies of volumes on %s', (cloud) => {
  const made = platformOn(cloud, copying());
  const { values } = made.charts.velero!;

  it('are made of snapshots by the driver of the disks, which are deleted afterwards', () => {
    expect(made.manifest('VolumeSnapshotClass', 'velero')).toMatchObject({
      apiVersion: 'snapshot.storage.k8s.io/v1',
      metadata: { labels: { 'velero.io/csi-volumesnapshot-class': 'true' } },
      deletionPolicy: 'Delete',
      ...DRIVERS[cloud],
    });
    expect(values.configuration).toMatchObject({ features: 'EnableCSI', defaultSnapshotMoveData: true });
    expect(values.snapshotsEnabled).toBe(false);
    expect(values.schedules.daily.template.snapshotVolumes).toBe(true);
  });

  it('go into the bucket by pods that its agents start on any node, without files of the node', () => {
    expect(values.deployNodeAgent).toBe(true);
    expect(values.nodeAgent).toMatchObject({
      disableHostPath: true,
      priorityClassName: 'acme-node',
      tolerations: [{ operator: 'Exists' }],
      podLabels: cloud === 'azurerm' ? { 'azure.workload.identity/use': 'true' } : {},
      extraArgs: ['--node-agent-configmap=velero-node-agent'],
    });
    expect(JSON.parse(values.configMaps['node-agent'].data['config.json'] as string)).toEqual({
      podResources: { cpuRequest: '100m', cpuLimit: '0', memoryRequest: '512Mi', memoryLimit: '4Gi' },
    });
    expect(made.manifest('Namespace', 'velero').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'baseline',
    });
  });

  it('need no right to snapshots in the cloud', () => {
    expect(resolve(environmentSchema.parse(copying()), cloud).identities.velero!.rights).toEqual([
      { objectStore: 'backups', read: true, write: true },
    ]);
  });

  it('are encrypted with a password of the store, which is there before Velero', () => {
    const { spec } = made.manifest('ExternalSecret', 'velero-repo-credentials') as { spec: Attributes };
    expect(spec.refreshPolicy).toBe('OnChange');
    expect(spec.data).toEqual([
      {
        secretKey: 'repository-password',
        remoteRef: { key: expect.stringContaining('copies') as string, property: 'password' },
      },
    ]);
    expect(made.resource('helm_release.velero').depends_on).toContain('helm_release.velero_before');
  });

  it('let the server write what it knows of the bucket, though its root is read-only', () => {
    expect(values.containerSecurityContext.readOnlyRootFilesystem).toBe(true);
    expect(values.extraVolumeMounts).toEqual([
      { name: 'udmrepo', mountPath: '/home/cnb/udmrepo' },
      { name: 'cache', mountPath: '/home/cnb/.cache' },
    ]);
    expect((values.extraVolumes as Attributes[]).map(({ name }) => name as string)).toEqual(['udmrepo', 'cache']);
  });
});

describe('copies of volumes', () => {
  it('are missed, and so is their deletion', () => {
    const schedules = { daily: { cron: '0 3 * * *' }, hourly: { cron: '0 * * * *' }, never: { cron: '0 3 30 2 *' } };
    const { values } = platformOn('google', copying({ schedules }, { addons: { monitoring: { exporters: false } } }))
      .charts.velero!;
    expect(values.metrics.nodeAgentPodMonitor).toEqual({ enabled: true });
    const alerts = values.metrics.prometheusRule.spec as Attributes[];
    expect(alerts.map(({ alert, labels }) => [alert, labels.schedule] as unknown)).toEqual([
      ['VeleroBackupFailed', undefined],
      ['VeleroCopyMissing', 'velero-daily'],
      ['VeleroCopyMissing', 'velero-hourly'],
      ['VeleroDeletionFailed', undefined],
    ]);
    expect(alerts.flatMap(({ alert, expr }) => promqlProblems(alert as string, expr as string, ['velero_']))).toEqual(
      [],
    );
    // A day, or an hour, and half a day on top.
    expect(alerts[1]!.expr).toMatch(
      /^time\(\) - max\(velero_backup_last_successful_timestamp\{schedule="velero-daily"\} .*> 129600$/,
    );
    expect(alerts[2]!.expr).toMatch(/> 46800$/);
  });

  it.each([
    [
      { volumeSnapshots: false },
      {},
      "volumes must not be 'copies' with volumeSnapshots: false, because nothing would be copied",
    ],
    [
      { repositoryPassword: undefined },
      {},
      "repositoryPassword is required with volumes: 'copies', which are encrypted with it: everybody knows the password that Velero takes otherwise",
    ],
    [{ volumes: 'snapshots' }, {}, "repositoryPassword requires volumes: 'copies': nothing else is encrypted with it"],
    [
      {},
      { secrets: { copies: { rotationDays: 90 } } },
      'repositoryPassword.from must name a secret without rotation, because no other password opens copies. Remove secrets.copies.rotationDays',
    ],
    [
      {},
      { objectStores: { backups: { lifecycle: { cold: { transitions: [{ afterDays: 200, to: 'archive' }] } } } } },
      'objectStore must name an object store that neither deletes nor archives objects by their age, because later copies build upon earlier ones, got "backups" with lifecycle.cold',
    ],
    [
      {},
      { objectStores: { backups: { lifecycle: { old: { expireAfterDays: 30 } } } } },
      'objectStore must name an object store that neither deletes nor archives objects by their age, because later copies build upon earlier ones, got "backups" with lifecycle.old',
    ],
    [
      { namespace: 'shop' },
      {},
      'namespace must be a namespace with podSecurity: \'baseline\', because pods that copy volumes run as root, got "shop"',
    ],
  ])('refuse %j with %j', (velero, more, message) => {
    expect(problemsOf(copying(velero, more))).toContain(saidOf('acme/test: addons.velero', message));
  });

  it('require External Secrets', () => {
    expect(problemsOf(copying({}, { addons: { externalSecrets: null } }))).toEqual(
      expect.arrayContaining([expect.stringContaining('addons.externalSecrets')]),
    );
  });

  it('warn of a password that is lost with the region of whose loss the copies are for', () => {
    const warned = (replication: boolean) =>
      plan([copying({}, { objectStores: { backups: { replication } } })], providers).warnings.map(({ code }) => code);
    expect(warned(true)).toContain('velero/repository-password-in-region');
    expect(warned(false)).not.toContain('velero/repository-password-in-region');
  });

  it('may be in a namespace that admits them', () => {
    const made = copying({ namespace: 'shop' }, { namespaces: { shop: { podSecurity: 'baseline' } } });
    expect(problemsOf(made)).toEqual([]);
  });
});

describe('velero', () => {
  it('follows its schedules', () => {
    const schedules = {
      hourly: { cron: '0 * * * *', retentionDays: 2, namespaces: ['shop'] },
      weekly: { cron: '0 4 * * 0', excludeNamespaces: ['monitoring'] },
    };
    const { values } = platformOn('aws', withVelero({ schedules, volumeSnapshots: false })).charts.velero!;
    expect(values.schedules).toMatchObject({
      hourly: { schedule: '0 * * * *', template: { ttl: '48h0m0s', includedNamespaces: ['shop'] } },
      weekly: { template: { ttl: '720h0m0s', includedNamespaces: ['*'], excludedNamespaces: ['monitoring'] } },
    });
    expect(values.snapshotsEnabled).toBe(false);
  });

  it('has no right to snapshots without volumeSnapshots', () => {
    const environment = environmentSchema.parse(withVelero({ volumeSnapshots: false }));
    expect(resolve(environment, 'google').identities.velero!.rights).toEqual([
      { objectStore: 'backups', read: true, write: true },
    ]);
  });

  it('alerts on failed backups when monitoring is installed', () => {
    const addons = { monitoring: { exporters: false }, velero: { objectStore: 'backups' } };
    const { values } = platformOn('azurerm', withVelero({}, { addons })).charts.velero!;
    expect(values.metrics).toMatchObject({
      serviceMonitor: { enabled: true },
      prometheusRule: { enabled: true, spec: [{ alert: 'VeleroBackupFailed', labels: { severity: 'critical' } }] },
    });
    expect(platformOn('aws', withVelero()).charts.velero!.values.metrics.prometheusRule).toEqual({
      enabled: false,
      spec: [],
    });
  });

  it.each([
    [
      { objectStore: 'logs' },
      'objectStore must name one of the environment\'s objectStores (files, backups), got "logs"',
    ],
    [
      { schedules: {} },
      'schedules requires at least one schedule, because nothing would be backed up. Leave it out for a daily one',
    ],
  ])('refuses %j', (velero, message) => {
    expect(problemsOf(withVelero(velero))).toContain(saidOf('acme/test: addons.velero', message));
  });

  it.each([
    ['daily', 'must have the five fields of cron: "0 3 * * *"'],
    ['a b c d e', '"a" is no minute (0–59), "b" is no hour (0–23)'],
    ['99 99 * * *', '"99" is no minute (0–59), "99" is no hour (0–23), got "99 99 * * *"'],
  ])('refuses the schedule %s, by which nothing would be backed up', (cron, message) => {
    const problems = problemsOf(withVelero({ schedules: { daily: { cron } } }));
    expect(problems).toEqual([expect.stringContaining('addons.velero.schedules.daily.cron must have the five fields')]);
    expect(problems[0]).toContain(message);
  });
});
