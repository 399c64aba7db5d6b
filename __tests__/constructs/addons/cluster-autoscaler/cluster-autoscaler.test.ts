/** Cluster Autoscaler: only on AWS, in the version of the cluster. */
import { resolve } from '../../../../app/plan/resolve';
import { type EnvironmentInput, environmentSchema } from '../../../../constructs/environment/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { warningsOf } from '../../../helpers/synth';
import { problemsOf } from '../../../helpers/synth';

const withAutoscaler = (clusterAutoscaler: object, more: object = {}) =>
  baseWith({ addons: { clusterAutoscaler }, ...more });

it.each(CLOUDS)('is installed on %s only if the cloud does not scale nodes itself', (cloud) => {
  const made = platformOn(cloud, withAutoscaler({}));
  expect(made.addresses.filter((address) => address.includes('autoscaler'))).toEqual(
    cloud === 'aws'
      ? ['helm_release.cluster_autoscaler', 'kubernetes_network_policy_v1.cluster_autoscaler_traffic']
      : [],
  );
});

describe('on aws', () => {
  const { values, version, repository, namespace } = platformOn('aws', withAutoscaler({})).charts[
    'cluster-autoscaler'
  ]!;

  it('pins the chart, with the image for the cluster’s version', () => {
    expect([repository, version, namespace]).toEqual([
      'https://kubernetes.github.io/autoscaler',
      '9.59.0',
      'kube-system',
    ]);
    expect(values.image).toEqual({ tag: 'v1.35.2' });
    const newer = withAutoscaler({}, { cluster: { version: '1.36' } });
    expect(platformOn('aws', newer).charts['cluster-autoscaler']!.values.image).toEqual({ tag: 'v1.36.1' });
  });

  it('finds the cluster’s groups', () => {
    expect(values).toMatchObject({
      cloudProvider: 'aws',
      awsRegion: 'us-east-1',
      autoDiscovery: { clusterName: 'acme-test' },
    });
  });

  it('uses the service account to which the cluster grants the rights', () => {
    expect(values.rbac.serviceAccount.name).toBe('cluster-autoscaler');
    expect(resolve(environmentSchema.parse(withAutoscaler({})), 'aws').identities).not.toHaveProperty(
      'cluster-autoscaler',
    );
  });

  it('runs twice, under the restricted standard', () => {
    expect(values).toMatchObject({
      replicaCount: 2,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containerSecurityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
      resources: { requests: { memory: '600Mi' }, limits: { memory: '600Mi' } },
    });
  });

  it('passes on when a node counts as unneeded', () => {
    const props = { expander: 'most-pods', utilization: 0.7, unneededSeconds: 1200 };
    expect(platformOn('aws', withAutoscaler(props)).charts['cluster-autoscaler']!.values.extraArgs).toMatchObject({
      expander: 'most-pods',
      'scale-down-utilization-threshold': 0.7,
      'scale-down-unneeded-time': '1200s',
      'balance-similar-node-groups': true,
      'skip-nodes-with-local-storage': false,
    });
  });
});

it('refuses a cluster without a scalable pool', () => {
  const cluster = { nodePools: { main: { min: 2, max: 2 } } };
  expect(problemsOf(withAutoscaler({}, { cluster }))).toEqual([
    'acme/test: addons.clusterAutoscaler requires a pool in cluster.nodePools whose max is above its min',
  ]);
});

it('warns where its properties are ignored', () => {
  const input = baseWith({ addons: { clusterAutoscaler: { utilization: 0.4 } } });
  expect(warningsOf(input).filter((warning) => warning.includes('addons.'))).toEqual([
    'acme/test (google): addons.clusterAutoscaler.utilization is ignored here: GKE has it already',
    'acme/test (azurerm): addons.clusterAutoscaler.utilization is ignored here: AKS has it already',
  ]);
});

it('is warned of where the cluster exists, only on the cloud that installs it', () => {
  const existing = {
    aws: { name: 'shared' },
    google: { name: 'shared', location: 'us-central1' },
    azurerm: { name: 'shared', location: 'platform' },
  };
  const rights = (input: EnvironmentInput) => warningsOf(input).filter((warning) => warning.includes('needs rights'));
  expect(rights({ ...withAutoscaler({}), cluster: { existing } })).toEqual([
    expect.stringMatching(
      /^acme\/test \(aws\): addons.clusterAutoscaler needs rights that an existing cluster must grant/,
    ),
  ]);
  expect(rights(withAutoscaler({}))).toEqual([]);
});
