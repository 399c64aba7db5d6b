/** Argo CD: its chart, sign-in, repositories and their secrets, applications and their projects, its rules. */
import { resolve } from '../../../../app/plan/resolve';
import { argoCd } from '../../../../constructs/addons/argo-cd/argo-cd';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { problemsOf, saidOf } from '../../../helpers/synth';

const others = {
  gateway: {},
  certManager: { email: 'ops@example.com' },
  loadBalancerController: {},
  externalSecrets: {},
};
const REPOSITORY = 'https://github.com/org/platform-infra.git';
const sso = { issuer: 'https://sso.example.com', clientId: 'argocd', secret: 'sso', admins: ['platform'] };

const withArgoCd = (props: object = {}, more: object = {}) =>
  baseWith({
    secrets: { git: {}, sso: {} },
    namespaces: { 'platform-apps': {} },
    addons: { ...others, argoCd: props },
    ...more,
  });
const full = {
  host: 'argocd.example.com',
  sso: { ...sso, readers: ['engineering'] },
  repositories: { infra: { url: REPOSITORY, secret: 'git' } },
  applications: {
    'platform-apps': {
      repoUrl: REPOSITORY,
      revision: 'main',
      path: 'kubernetes/apps',
      namespace: 'platform-apps',
      project: 'default',
    },
  },
};

describe.each(CLOUDS)('argo-cd on %s', (cloud) => {
  const made = platformOn(cloud, withArgoCd(full));
  const { values, ...chart } = made.charts.argocd!;

  it('creates a restricted namespace, a chart and objects', () => {
    expect(made.addresses.filter((address) => /argo/.test(address))).toEqual([
      'helm_release.argo_cd',
      'helm_release.argo_cd_objects',
      'kubernetes_namespace_v1.namespace_argocd',
      'kubernetes_network_policy_v1.argo_cd_traffic',
      'kubernetes_network_policy_v1.namespace_argocd_allow_dns',
      'kubernetes_network_policy_v1.namespace_argocd_default_deny',
    ]);
    expect(made.manifest('Namespace', 'argocd').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(chart).toMatchObject({
      repository: 'https://argoproj.github.io/argo-helm',
      chart: 'argo-cd',
      version: '10.1.1',
    });
  });

  it('runs its servers twice, with disruption budgets, and moves its cache soon after a node is lost', () => {
    for (const part of ['server', 'repoServer', 'applicationSet']) {
      expect(values[part]).toMatchObject({ replicas: 2, pdb: { enabled: true, minAvailable: 1 } });
    }
    expect(values.redis.tolerations[1]).toEqual({
      key: 'node.kubernetes.io/unreachable',
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 30,
    });
    expect(values.redis).toMatchObject({ readinessProbe: { enabled: true }, livenessProbe: { enabled: true } });
  });

  it('is reachable through the gateway', () => {
    expect(made.manifest('HTTPRoute', 'argocd-server').spec).toMatchObject({
      parentRefs: [{ name: 'public', namespace: 'gateway', sectionName: 'https.argocd.example.com' }],
      hostnames: ['argocd.example.com'],
      rules: [{ backendRefs: [{ name: 'argocd-server', port: 80 }] }],
    });
    expect(values.global.domain).toBe('argocd.example.com');
    expect(values.configs.params).toEqual({ 'server.insecure': true });
  });

  it('lets groups of the provider sign in, and the user admin no longer', () => {
    expect(JSON.parse(values.configs.cm['oidc.config'] as string)).toEqual({
      name: 'SSO',
      issuer: 'https://sso.example.com',
      clientID: 'argocd',
      clientSecret: '$argocd-sso:clientSecret',
      requestedScopes: ['openid', 'profile', 'email', 'groups'],
    });
    expect(values.configs.cm['admin.enabled']).toBe(false);
    expect(values.configs.rbac).toEqual({
      'policy.default': '',
      'policy.csv': 'g, "platform", role:admin\ng, "engineering", role:readonly',
    });
  });

  it('refers to secrets in the store and contains none', () => {
    const signIn = made.manifest('ExternalSecret', 'argocd-sso').spec;
    expect(signIn.target.template.metadata.labels).toEqual({ 'app.kubernetes.io/part-of': 'argocd' });
    expect(signIn.data).toMatchObject([{ secretKey: 'clientSecret', remoteRef: { property: 'password' } }]);
    const repository = made.manifest('ExternalSecret', 'repository-infra').spec;
    expect(repository).toMatchObject({
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'cloud' },
      target: {
        name: 'repository-infra',
        template: {
          mergePolicy: 'Merge',
          metadata: { labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
          data: { type: 'git', url: REPOSITORY },
        },
      },
    });
    expect(repository.dataFrom).toHaveLength(1);
    expect(resolve(environmentSchema.parse(withArgoCd(full)), 'aws').secrets.used).toEqual([
      { secret: 'git' },
      { secret: 'sso' },
    ]);
  });

  it('renders the application of the design exactly', () => {
    expect(made.manifest('Application', 'platform-apps')).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'platform-apps', namespace: 'argocd' },
      spec: {
        project: 'default',
        source: { repoURL: REPOSITORY, targetRevision: 'main', path: 'kubernetes/apps' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'platform-apps' },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    });
    expect(made.manifests.map(({ kind }) => kind)).not.toContain('AppProject');
  });
});

describe('argo-cd', () => {
  const made = (props: object, more: object = {}) => platformOn('aws', withArgoCd(props, more));
  const application = { repoUrl: REPOSITORY, path: 'apps', namespace: 'platform-apps' };

  it('needs no other add-on by default, and lets the user admin sign in', () => {
    const plain = platformOn('aws', baseWith({ addons: { argoCd: {} } }));
    const { configs, global } = plain.charts.argocd!.values;
    expect(configs.cm).toEqual({ 'admin.enabled': true });
    expect(configs.params).toEqual({ 'server.insecure': false });
    expect(global).not.toHaveProperty('domain');
    expect(plain.addresses).not.toContain('helm_release.argo_cd_objects');
  });

  it('runs once without high availability', () => {
    const { server } = made({}, { highAvailability: false }).charts.argocd!.values;
    expect(server).toMatchObject({ replicas: 1, pdb: { enabled: false } });
  });

  it('restricts each application to its repository and namespace', () => {
    const { spec } = made({ applications: { shop: application } }).manifest('AppProject', 'shop');
    expect(spec).toEqual({
      sourceRepos: [REPOSITORY],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'platform-apps' }],
    });
  });

  it('restricts applications of one project together', () => {
    const clusterResources = [{ group: '', kind: 'Namespace' }];
    const applications = {
      one: { ...application, project: 'team' },
      two: {
        ...application,
        project: 'team',
        repoUrl: 'git@github.com:org/two.git',
        namespace: 'shop',
        clusterResources,
      },
    };
    const { spec } = made({ applications }, { namespaces: { 'platform-apps': {}, shop: {} } }).manifest(
      'AppProject',
      'team',
    );
    expect(spec.sourceRepos).toEqual([REPOSITORY, 'git@github.com:org/two.git']);
    expect(spec.destinations.map(({ namespace }: { namespace: string }) => namespace)).toEqual([
      'platform-apps',
      'shop',
    ]);
    expect(spec.clusterResourceWhitelist).toEqual(clusterResources);
  });

  it('synchronizes manually or with options', () => {
    const spec = (more: object) =>
      made({ applications: { shop: { ...application, ...more } } }).manifest('Application', 'shop').spec;
    expect(spec({ automated: false })).not.toHaveProperty('syncPolicy');
    expect(spec({ automated: { prune: false }, syncOptions: ['ServerSideApply=true'] }).syncPolicy).toEqual({
      automated: { prune: false, selfHeal: true },
      syncOptions: ['ServerSideApply=true'],
    });
    expect(spec({ source: { helm: { valueFiles: ['values.yaml'] } } }).source).toEqual({
      repoURL: REPOSITORY,
      targetRevision: 'HEAD',
      path: 'apps',
      helm: { valueFiles: ['values.yaml'] },
    });
  });

  it('uses one secret for many repositories', () => {
    const repositories = { org: { url: 'https://github.com/org', secret: 'git', prefix: true } };
    const { spec } = made({ repositories }).manifest('ExternalSecret', 'repository-org');
    expect(spec.target.template.metadata.labels).toEqual({ 'argocd.argoproj.io/secret-type': 'repo-creds' });
  });

  it('is scraped by Prometheus when monitoring is installed', () => {
    const { values } = platformOn(
      'google',
      withArgoCd({}, { addons: { ...others, monitoring: { exporters: false }, argoCd: {} } }),
    ).charts.argocd!;
    expect(values.controller.metrics).toEqual({ enabled: true, serviceMonitor: { enabled: true } });
  });

  it.each([
    [{ admin: false }, 'admin must not be false without sso: nobody could sign in'],
    [{ sso }, 'sso requires host, to which the provider redirects after sign-in'],
    [
      { host: 'argocd.example.com', sso: { ...sso, secret: 'redis' } },
      'sso.secret must name one of the environment\'s secrets (token, git, sso), got "redis", which is a database or cache',
    ],
    [
      { repositories: { infra: { url: REPOSITORY, secret: 'nothing' } } },
      'must name a secret, database or cache of the environment, got "nothing"; there are token, git, sso, postgres, redis',
    ],
    [
      { applications: { shop: { ...application, namespace: 'elsewhere' } } },
      'applications.shop.namespace must name one of the environment\'s namespaces (shop, platform-apps), got "elsewhere"',
    ],
    [
      { applications: { shop: { ...application, project: 'default', clusterResources: [{ group: '', kind: '*' }] } } },
      'applications.shop.clusterResources is not available with the project default, which allows every kind. Name another project',
    ],
  ])('refuses %j', (props, message) => {
    expect(problemsOf(withArgoCd(props))).toContain(saidOf('acme/test: addons.argoCd', message));
  });

  it.each([
    [{ host: 'argocd.example.com' }, 'gateway'],
    [{ host: 'argocd.example.com', sso }, 'externalSecrets'],
    [{ repositories: { infra: { url: REPOSITORY, secret: 'git' } } }, 'externalSecrets'],
  ])('with %j requires %s', (props, needed) => {
    const environment = environmentSchema.parse(withArgoCd(props));
    expect(
      argoCd.needs!(environment.addons.argoCd!, {
        ...resolve(environment, 'aws'),
        environment,
        cloud: 'aws',
      }),
    ).toContain(needed);
  });

  it('refuses an invalid address', () => {
    expect(
      problemsOf(withArgoCd({ applications: { shop: { ...application, repoUrl: 'org/repository' } } }))[0],
    ).toContain('must be the address of a Git repository: https://…, ssh://… or git@host:path');
  });
});
