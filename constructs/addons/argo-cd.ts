/** Argo CD: what runs in the cluster follows what is written in Git. */
import { z } from 'zod';
import { text, identifier } from '../vocabulary';
import { applicationSchema, objectsOf, repositorySchema, SSO_SECRET } from './argo-cd-objects';
import { argoCdRules } from './argo-cd-rules';
import { common, type Addon, type AddonContext } from './addon';
import { budget, metricsOf, resources, spread, type Budget, type Metrics } from './parts/values';

interface Replicated {
  readonly replicas: number;
  readonly resources: object;
  readonly pdb: Budget;
  readonly metrics: Metrics;
}

interface Probed {
  readonly readinessProbe: { readonly enabled: boolean };
  readonly livenessProbe: { readonly enabled: boolean };
}

/** What is set of the chart's values: artifacthub.io/packages/helm/argo/argo-cd */
export interface ArgoCdValues {
  readonly global: {
    readonly domain?: string;
    readonly networkPolicy: { readonly create: boolean };
    readonly topologySpreadConstraints: readonly object[];
  };
  readonly configs: {
    readonly cm: { readonly 'admin.enabled': boolean; readonly 'oidc.config'?: string };
    readonly params: { readonly 'server.insecure': boolean };
    readonly rbac: { readonly 'policy.default': string; readonly 'policy.csv': string };
  };
  readonly server: Replicated;
  readonly repoServer: Replicated;
  readonly applicationSet: Replicated & Probed;
  readonly controller: { readonly resources: object; readonly metrics: Metrics };
  readonly redis: Probed & {
    readonly resources: object;
    readonly tolerations: readonly object[];
    readonly serviceAccount: { readonly create: boolean };
    readonly automountServiceAccountToken: boolean;
  };
  readonly redisSecretInit: { readonly resources: object };
  readonly dex: { readonly enabled: boolean };
  readonly notifications: { readonly enabled: boolean };
}

export const argoCdSchema = z.strictObject({
  ...common<ArgoCdValues>(),
  /** DNS name of its web interface, inside one of the environment's `dnsZones`. Needs the add-on `gateway`. @default - not reached from outside */
  host: z.hostname().optional(),
  /** Whether the user `admin` may sign in, with a password that Argo CD makes up. @default - only without `sso` */
  admin: z.boolean().optional(),
  /** Who signs people in, by OpenID Connect. @default - nobody */
  sso: z
    .strictObject({
      /** The provider's address, without `/.well-known/openid-configuration`. */
      issuer: z.url(),
      /** What the provider calls Argo CD. */
      clientId: text,
      /** The name in the environment's `secrets` whose `password` is the client's secret. Needs the add-on `externalSecrets`. */
      secret: identifier,
      /** What is asked of the provider. @default ['openid', 'profile', 'email', 'groups'] */
      scopes: z.array(text).min(1).default(['openid', 'profile', 'email', 'groups']),
      /** Groups that may do everything. */
      admins: z.array(text).min(1),
      /** Groups that may look at everything. @default - none */
      readers: z.array(text).default([]),
    })
    .optional(),
  /** Repositories that ask who reads them, by name. Needs the add-on `externalSecrets`. @default - none */
  repositories: z.record(identifier, repositorySchema).default({}),
  /** What Argo CD keeps in the cluster as Git has it, by name. @default - none */
  applications: z.record(identifier, applicationSchema).default({}),
});
export type ArgoCdProps = z.output<typeof argoCdSchema>;

/** Release, and beginning of the chart's names. */
const NAME = 'argocd';

/** The cache is made anew elsewhere soon after its node is lost, not after the five minutes that Kubernetes waits. */
const SOON = ['not-ready', 'unreachable'].map((state) => ({
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

function valuesOf({ props: { host, admin, sso }, replicas, on }: AddonContext<ArgoCdProps>): ArgoCdValues {
  const metrics = metricsOf(on('monitoring'));
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
    // Several would share out clusters, of which there is one.
    controller: { resources: resources('250m', '512Mi', { memory: '2Gi' }), metrics },
    redis: {
      ...PROBED,
      resources: resources('25m', '128Mi'),
      tolerations: SOON,
      serviceAccount: { create: true },
      automountServiceAccountToken: false,
    },
    redisSecretInit: { resources: resources('10m', '128Mi') },
    dex: { enabled: false },
    notifications: { enabled: false },
  };
}

export const argoCd: Addon<ArgoCdProps> = {
  id: 'argo-cd',
  title: 'Argo CD',
  podSecurity: 'restricted',
  needs: ({ host, sso, repositories }) => [
    ...(host === undefined ? [] : (['gateway'] as const)),
    ...(sso || Object.keys(repositories).length > 0 ? (['externalSecrets'] as const) : []),
  ],
  // Its route, its secrets and what Prometheus looks at are objects of theirs.
  after: ['gateway', 'externalSecrets', 'monitoring'],
  secrets: ({ sso, repositories }) => [
    ...(sso ? [sso.secret] : []),
    ...Object.values(repositories).map(({ secret }) => secret),
  ],
  rules: argoCdRules,
  releases: (context) => [
    {
      name: NAME,
      chart: { repository: 'https://argoproj.github.io/argo-helm', name: 'argo-cd', version: '10.1.1' },
      values: valuesOf(context),
    },
  ],
  objects: objectsOf,
};
