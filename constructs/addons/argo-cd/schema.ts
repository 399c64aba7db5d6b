/** Properties of Argo CD. */
import { z } from 'zod';
import { identifier, nonEmpty } from '../../../core/words/words';
import { applicationSchema, repositorySchema } from './applications';
import { addonProps } from '../common';
import { type Budget, type Metrics } from '../../../core/kubernetes/chart-values';

export interface Replicated {
  readonly replicas: number;
  readonly resources: object;
  readonly pdb: Budget;
  readonly metrics: Metrics;
}

export interface Probed {
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
  ...addonProps<ArgoCdValues>(),
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
      clientId: nonEmpty,
      /** The name in the environment's `secrets` whose `password` is the client's secret. Needs the add-on `externalSecrets`. */
      secret: identifier,
      /** What is asked of the provider. @default ['openid', 'profile', 'email', 'groups'] */
      scopes: z.array(nonEmpty).min(1).default(['openid', 'profile', 'email', 'groups']),
      /** Groups that may do everything. */
      admins: z.array(nonEmpty).min(1),
      /** Groups that may look at everything. @default - none */
      readers: z.array(nonEmpty).default([]),
    })
    .optional(),
  /** Repositories that ask who reads them, by name. Needs the add-on `externalSecrets`. @default - none */
  repositories: z.record(identifier, repositorySchema).default({}),
  /** What Argo CD keeps in the cluster as Git has it, by name. @default - none */
  applications: z.record(identifier, applicationSchema).default({}),
});

export type ArgoCdProps = z.output<typeof argoCdSchema>;
