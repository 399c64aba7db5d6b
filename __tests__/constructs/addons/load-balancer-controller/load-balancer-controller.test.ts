/** AWS Load Balancer Controller: only on AWS, before everything else. */
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, type PlatformOn, platformOn } from '../../../helpers/platform';

const withController = (loadBalancerController: object) =>
  baseWith({ addons: { loadBalancerController, reloader: {} } });

describe.each(CLOUDS)('load-balancer-controller on %s', (cloud) => {
  const input = withController({});

  it('is installed only if the cloud has no such controller', () => {
    const made = platformOn(cloud, input);
    expect(made.addresses.filter((address) => address.includes('load_balancer'))).toEqual(
      cloud === 'aws'
        ? [
            'helm_release.load_balancer_controller',
            'helm_release.load_balancer_controller_crds',
            'kubernetes_network_policy_v1.load_balancer_controller_traffic',
          ]
        : [],
    );
    expect(resolve(environmentSchema.parse(input), cloud).identities['load-balancer-controller']).toEqual(
      cloud === 'aws'
        ? {
            namespace: 'kube-system',
            serviceAccount: 'load-balancer-controller',
            rights: [{ cloud: 'load-balancers' }],
          }
        : undefined,
    );
  });
});

describe('on aws', () => {
  const made = platformOn('aws', withController({}));
  const { values, version, repository } = made.charts['aws-load-balancer-controller']!;

  it('pins the chart, for the cluster', () => {
    expect([repository, version]).toEqual(['https://aws.github.io/eks-charts', '3.5.0']);
    expect(values).toMatchObject({ clusterName: 'acme-test', region: 'us-east-1' });
    expect(values.vpcId).toBeTruthy();
  });

  it('runs twice under the restricted standard, with the service account that has the rights', () => {
    expect(values).toMatchObject({
      replicaCount: 2,
      podDisruptionBudget: { maxUnavailable: 1 },
      serviceAccount: { name: 'load-balancer-controller' },
      podSecurityContext: { fsGroup: 65534, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      keepTLSSecret: true,
    });
  });

  it('ignores Gateways, and services without a class', () => {
    expect(values).toMatchObject({
      enableServiceMutatorWebhook: false,
      controllerConfig: { featureGates: { NLBGatewayAPI: false, ALBGatewayAPI: false } },
    });
    const every = platformOn('aws', withController({ everyService: true })).charts['aws-load-balancer-controller']!;
    expect(every.values.enableServiceMutatorWebhook).toBe(true);
  });

  it('leaves firewalls and Shield alone, to which it has no rights', () => {
    expect(values).toMatchObject({ enableShield: false, enableWaf: false, enableWafv2: false });
  });

  it('is installed before what makes load balancers, and before everything if it intercepts every service', () => {
    const waitsIn = (platform: PlatformOn, address: string) => platform.resource(address).depends_on as string[];
    const reloader = 'kubernetes_namespace_v1.namespace_reloader';
    expect(made.resource(reloader)).not.toHaveProperty('depends_on');
    const every = platformOn('aws', withController({ everyService: true }));
    expect(waitsIn(every, reloader)).toContain('helm_release.load_balancer_controller');
  });
});
