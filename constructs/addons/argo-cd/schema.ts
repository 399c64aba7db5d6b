/** Properties of Argo CD. */
import { z } from 'zod';

import { type Budget, type Metrics } from '../../../core/kubernetes/chart-values';
import { identifier, nonEmpty } from '../../../core/words/words';
import { hostIn } from '../../dns-zone/host';
import { entryOf } from '../../entry';
import { type AddonBase, addonProps } from '../common';
import { applicationSchema, repositorySchema } from './applications';

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

/** The chart's values that are set here: artifacthub.io/packages/helm/argo/argo-cd */
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
  /**
   * Host of the web interface, inside one of the environment's `dnsZones`: complete, or `{ zone, name }`. Requires the add-on `gateway`.
   * @default - not reachable from outside the cluster
   */
  host: hostIn(z.hostname()).optional(),
  /** Whether the user `admin` may sign in, with a password that Argo CD generates. @default - only without `sso` */
  admin: z.boolean().optional(),
  /** Single sign-on with OpenID Connect. Requires `host`. @default - none */
  sso: z
    .strictObject({
      /** Address of the provider, without `/.well-known/openid-configuration`. */
      issuer: z.url(),
      /** Argo CD's client id at the provider. */
      clientId: nonEmpty,
      /**
       * Client secret: a name in the environment's `secrets`, whose `password` it is. Requires the add-on
       * `externalSecrets`.
       */
      secret: entryOf('secrets'),
      /** OpenID Connect scopes to request. */
      scopes: z.array(nonEmpty).min(1).default(['openid', 'profile', 'email', 'groups']),
      /** Groups with Argo CD's role `admin`, which may do everything. */
      admins: z.array(nonEmpty).min(1),
      /** Groups with Argo CD's role `readonly`, which may see everything. @default - none */
      readers: z.array(nonEmpty).default([]),
    })
    .optional(),
  /** Git repositories that require credentials, by name. Requires the add-on `externalSecrets`. @default - none */
  repositories: z.record(identifier, repositorySchema).default({}),
  /** Applications that Argo CD deploys from Git, by name. @default - none */
  applications: z.record(identifier, applicationSchema).default({}),
});

export type ArgoCdProps = z.output<typeof argoCdSchema>;

export const argoCdBase = { namespace: 'argocd', schema: argoCdSchema } satisfies AddonBase<ArgoCdProps>;
