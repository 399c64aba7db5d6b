/** Velero: its chart with the cloud's plugin, schedules, snapshots, its rights and rules. */
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { problemsOf, saidOf } from '../../../helpers/synth';

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
