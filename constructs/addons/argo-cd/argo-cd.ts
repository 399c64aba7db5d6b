/** Argo CD keeps the cluster in the state that Git describes. */
import { budget, metricsOf, resources, spread } from '../../../core/kubernetes/chart-values';
import type { Addon, AddonContext } from '../addon';
import { ROUTED_BY } from '../gateway/routes';
import { argoCdObjects, SSO_SECRET } from './objects';
import { argoCdRules } from './rules';
import { argoCdBase, type ArgoCdProps, type ArgoCdValues, type Probed, type Replicated } from './schema';
import { argoCdTraffic } from './traffic';

/** Name of the release, and prefix of the chart's object names. */
const NAME = 'argocd';

/** Moves the cache 30 seconds after its node is lost, instead of the five minutes that Kubernetes waits by default. */
const FAST_FAILOVER = ['not-ready', 'unreachable'].map((state) => ({
  key: `node.kubernetes.io/${state}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 30,
}));

const PROBED: Probed = { readinessProbe: { enabled: true }, livenessProbe: { enabled: true } };

const oidc = ({ issuer, clientId, scopes }: NonNullable<ArgoCdProps['sso']>): string =>
  JSON.stringify({
    name: 'SSO',
    issuer,
    clientID: clientId,
    clientSecret: `$${SSO_SECRET}:clientSecret`,
    requestedScopes: scopes,
  });

const policy = ({ admins, readers }: NonNullable<ArgoCdProps['sso']>): string =>
  [...admins.map((group) => [group, 'admin']), ...readers.map((group) => [group, 'readonly'])]
    .map(([group, role]) => `g, "${group}", role:${role}`)
    .join('\n');

function valuesOf({ props: { host, admin, sso }, replicas, installed }: AddonContext<ArgoCdProps>): ArgoCdValues {
  const metrics = metricsOf(installed('monitoring'));
  const component = (size: object): Replicated => ({
    replicas,
    resources: size,
    pdb: budget(replicas),
    metrics,
  });
  return {
    global: {
      ...(host !== undefined && { domain: host }),
      networkPolicy: { create: true },
      topologySpreadConstraints: spread(),
    },
    configs: {
      cm: { 'admin.enabled': admin ?? sso === undefined, ...(sso && { 'oidc.config': oidc(sso) }) },
      // TLS ends at the gateway.
      params: { 'server.insecure': host !== undefined },
      rbac: { 'policy.default': '', 'policy.csv': sso ? policy(sso) : '' },
    },
    server: component(resources('50m', '256Mi')),
    repoServer: component(resources('50m', '256Mi', { memory: '1Gi' })),
    applicationSet: { ...component(resources('25m', '128Mi')), ...PROBED },
    // One replica: more would only divide clusters among themselves, and there is one cluster.
    controller: { resources: resources('250m', '512Mi', { memory: '2Gi' }), metrics },
    redis: {
      ...PROBED,
      resources: resources('25m', '128Mi'),
      tolerations: FAST_FAILOVER,
      serviceAccount: { create: true },
      automountServiceAccountToken: false,
    },
    redisSecretInit: { resources: resources('10m', '128Mi') },
    dex: { enabled: false },
    notifications: { enabled: false },
  };
}

export const argoCd: Addon<ArgoCdProps> = {
  ...argoCdBase,
  id: 'argo-cd',
  title: 'Argo CD',
  podSecurity: 'restricted',
  needs: ({ host, sso, repositories }) => [
    ...(host === undefined ? [] : (['gateway'] as const)),
    ...(sso || Object.keys(repositories).length > 0 ? (['externalSecrets'] as const) : []),
  ],
  // Its HTTPRoute, ExternalSecrets and ServiceMonitors use their CRDs.
  after: ['gateway', 'externalSecrets', 'monitoring'],
  objectsAfter: ROUTED_BY,
  secrets: ({ sso, repositories }) => [
    ...(sso ? [sso.secret] : []),
    ...Object.values(repositories).map(({ secret }) => secret),
  ],
  rules: argoCdRules,
  traffic: argoCdTraffic,
  releases: (context) => [
    {
      name: NAME,
      chart: { repository: 'https://argoproj.github.io/argo-helm', name: 'argo-cd', version: '10.1.1' },
      values: valuesOf(context),
    },
  ],
  objects: argoCdObjects,
};
