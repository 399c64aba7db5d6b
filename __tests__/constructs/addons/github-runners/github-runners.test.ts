/** GitHub runners: their charts, what they may do, and what is refused. */
import { IMAGES } from '../../../../constructs/images';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { problemsOf } from '../../../helpers/synth';

const set = (change: object = {}) => ({
  url: 'https://github.com/acme/shop',
  secret: 'token',
  max: 2,
  resources: { cpu: '1', memory: '2Gi' },
  ...change,
});
const having = (githubRunners: object, change: object = {}) =>
  baseWith({ addons: { externalSecrets: {}, githubRunners }, ...change });
const one = (change: object = {}, more: object = {}) => having({ scaleSets: { deploy: set(change) }, ...more });

describe.each(CLOUDS)('GitHub runners on %s', (cloud) => {
  const made = platformOn(cloud, one());
  const controller = made.charts['github-runners']!;
  const runners = made.charts['github-runners-deploy']!;

  it('pins both charts to one version, in a restricted namespace of their own', () => {
    for (const { repository, version, namespace } of [controller, runners])
      expect([repository, version, namespace]).toEqual([
        'oci://ghcr.io/actions/actions-runner-controller-charts',
        '0.14.2',
        'github-runners',
      ]);
    expect(made.manifest('Namespace', 'github-runners').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(controller.values).toMatchObject({ replicaCount: 2, flags: { watchSingleNamespace: 'github-runners' } });
    const newer = platformOn(cloud, one({}, { version: '0.15.0' })).charts;
    expect([newer['github-runners']!.version, newer['github-runners-deploy']!.version]).toEqual(['0.15.0', '0.15.0']);
  });

  it('signs in as the App, whose key is in no values', () => {
    expect(runners.values).toMatchObject({
      githubConfigUrl: 'https://github.com/acme/shop',
      githubConfigSecret: 'github-runners-deploy',
      runnerScaleSetName: 'acme-test-deploy',
      minRunners: 0,
      maxRunners: 2,
      controllerServiceAccount: { namespace: 'github-runners', name: 'github-runners' },
    });
    expect(made.manifest('ExternalSecret', 'github-runners-deploy').spec.dataFrom).toHaveLength(1);
  });

  it('keeps the key until the sets are gone, which sign off with it', () => {
    expect(made.resource('helm_release.github_runners').depends_on).toContain('helm_release.github_runners_before');
    expect(made.resource('helm_release.github_runners_github_runners_deploy').depends_on).toEqual([
      'helm_release.github_runners',
    ]);
  });

  it('gives runners no rights, and nothing of their node', () => {
    const { spec } = runners.values.template as { spec: Record<string, unknown> };
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1001 },
      containers: [
        {
          image: IMAGES.githubRunner,
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          resources: {
            requests: { cpu: '1', memory: '2Gi', 'ephemeral-storage': '8Gi' },
            limits: { memory: '2Gi', 'ephemeral-storage': '8Gi' },
          },
        },
      ],
    });
    expect(runners.values).not.toHaveProperty('containerMode');
    const policy = JSON.stringify(made.manifest('NetworkPolicy', 'github-runners-traffic').spec);
    expect(policy).toContain('"port":443');
    expect(policy).not.toMatch(/169\.254\.(169\.254|170\.23|169\.252)\/32/);
  });

  it('opens ports of jobs, and of a server of one’s own', () => {
    const own = platformOn(cloud, one({ url: 'https://git.example.com:8443/acme' }, { ports: [5432] }));
    const policy = JSON.stringify(own.manifest('NetworkPolicy', 'github-runners-traffic').spec);
    expect(policy).toMatch(/"port":5432/);
    expect(policy).toMatch(/"port":8443/);
  });

  it('takes what each set wants', () => {
    const { values } = platformOn(
      cloud,
      one({
        label: 'shop',
        group: 'private',
        min: 1,
        values: { template: { spec: { nodeSelector: { pool: 'main' } } } },
      }),
    ).charts['github-runners-deploy']!;
    expect(values).toMatchObject({
      runnerScaleSetName: 'shop',
      runnerGroup: 'private',
      minRunners: 1,
      template: { spec: { nodeSelector: { pool: 'main' }, automountServiceAccountToken: false } },
    });
  });

  it('is watched where there is monitoring', () => {
    const watched = platformOn(
      cloud,
      baseWith({ addons: { externalSecrets: {}, monitoring: {}, githubRunners: { scaleSets: { deploy: set() } } } }),
    );
    expect(watched.charts['github-runners']!.values.metrics).toMatchObject({ listenerEndpoint: '/metrics' });
    expect(watched.manifest('PodMonitor', 'github-runners').spec.selector.matchLabels).toMatchObject({
      'app.kubernetes.io/component': 'controller-manager',
    });
    expect(watched.manifest('PodMonitor', 'github-runners-listeners')).toBeDefined();
    expect(JSON.stringify(watched.manifest('PrometheusRule', 'acme-alerts'))).toMatch(
      /RunnersNotListening.*RunnersFail/,
    );
    expect(controller.values).not.toHaveProperty('metrics');
  });
});

describe('what is refused', () => {
  it.each<[string, ReturnType<typeof one>, RegExp]>([
    ['runners without secrets', baseWith({ addons: { githubRunners: { scaleSets: { deploy: set() } } } }), /requires addons\.externalSecrets/],
    ['an unknown secret', one({ secret: 'app' }), /must name a secret, database or cache of the environment, got "app"/],
    ['a database for a secret', one({ secret: 'postgres' }), /must name one of the environment's secrets \(token\), got "postgres", which is a database or cache/],
    ['no sets', having({ scaleSets: {} }), /scaleSets must name at least one set/],
    ['an address that is none', one({ url: 'acme/shop' }), /url must be the address of a repository or organization/],
    ['more at least than at most', one({ min: 3 }), /scaleSets\.deploy\.min must be at most max 2, got 3/],
    ['the newest image', one({ image: 'ghcr.io/actions/actions-runner:latest' }), /scaleSets\.deploy\.image must have a tag other than "latest"/],
    ['a long label', having({ scaleSets: { [`a${'b'.repeat(29)}`]: set() } }, { environment: 'a-long-environment' }), /scaleSets must have labels of at most 45 characters/],
    ['a label twice', having({ scaleSets: { a: set({ label: 'x' }), b: set({ label: 'x' }) } }), /scaleSets must have a label of its own each, got x twice/],
  ])('%s', (_, input, message) => {
    expect(problemsOf(input).join('\n')).toMatch(message);
  }); // prettier-ignore
});
