/** Properties of GitHub's runners. */
import { z } from 'zod';

import type { ServiceAccount } from '../../../core/kubernetes/chart-values';
import { bytes, cpu } from '../../../core/kubernetes/words';
import type { DeepPatch } from '../../../core/patch';
import { identifier, nonEmpty, portNumber } from '../../../core/words/words';
import { entryOf } from '../../entry';
import { type AddonBase, addonProps } from '../common';

/** The chart's values that are set here: github.com/actions/actions-runner-controller, charts/gha-runner-scale-set-controller */
export interface GithubRunnersValues {
  readonly fullnameOverride: string;
  readonly replicaCount: number;
  readonly serviceAccount: Pick<ServiceAccount, 'name'>;
  readonly podSecurityContext: object;
  readonly securityContext: object;
  readonly resources: object;
  readonly topologySpreadConstraints: readonly object[];
  readonly priorityClassName: string;
  readonly metrics?: {
    readonly controllerManagerAddr: string;
    readonly listenerAddr: string;
    readonly listenerEndpoint: string;
  };
  readonly flags: {
    readonly logLevel: string;
    readonly logFormat: string;
    readonly watchSingleNamespace: string;
    readonly healthProbeBindAddress: string;
  };
}

/** Values of charts/gha-runner-scale-set that are set here. */
export interface ScaleSetValues {
  readonly githubConfigUrl: string;
  readonly githubConfigSecret: string;
  readonly runnerScaleSetName: string;
  readonly runnerGroup?: string;
  readonly minRunners: number;
  readonly maxRunners: number;
  readonly controllerServiceAccount: { readonly namespace: string; readonly name: string };
  readonly listenerTemplate: object;
  readonly template: object;
}

const scaleSetSchema = z.strictObject({
  /** The repository, organization or enterprise whose jobs it runs: `https://github.com/acme/shop`. */
  url: z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d+)?\/(enterprises\/)?[\w.-]+(\/[\w.-]+)?$/, {
    error: 'must be the address of a repository or organization: https://github.com/acme/shop, https://github.com/acme',
  }),
  /**
   * The GitHub App as which it gets jobs: a name in the environment's `secrets`, which holds `github_app_id`,
   * `github_app_installation_id` and `github_app_private_key`.
   */
  secret: entryOf('secrets'),
  /** Name by which jobs ask for its runners, `runs-on`. @default - `<system>-<environment>-<name>` */
  label: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,43}[a-z0-9])?$/, {
      error: 'must be 1–45 lower-case letters, digits and hyphens, which the chart takes',
    })
    .optional(),
  /** Group of runners of the organization, which says whose jobs it may run. @default - GitHub's default group */
  group: nonEmpty.optional(),
  /** Number of runners that wait for jobs. */
  min: z.int().min(0).max(1000).default(0),
  /** Number of jobs that run at once. */
  max: z.int().min(1).max(1000),
  /** Requests of each runner; the limits of memory and disk are the same, and CPU has none. */
  resources: z.strictObject({
    /** CPU request. */
    cpu,
    /** Memory request and limit. */
    memory: bytes,
    /** Request and limit of the node's disk, for the repository, tools and logs. */
    disk: bytes.default('8Gi'),
  }),
  /**
   * Image of the runner: GitHub's, or one made from it, with the tools that jobs call.
   * @default - GitHub's, in the version that this project was tested with
   */
  image: nonEmpty.optional(),
  /** Values of its chart, merged last. @default - none */
  values: z.custom<DeepPatch<ScaleSetValues>>((value) => typeof value === 'object' && value !== null).optional(),
});

export const githubRunnersSchema = z.strictObject({
  ...addonProps<GithubRunnersValues>(),
  /** Sets of runners, by name. */
  scaleSets: z
    .record(identifier, scaleSetSchema)
    .refine((sets) => Object.keys(sets).length > 0, { error: 'must name at least one set' })
    .meta({ minProperties: 1 }),
  /** Ports that jobs call, besides 443 and those of the addresses above: of a database, or SSH. @default - none */
  ports: z.array(portNumber).default([]),
});

export type GithubRunnersProps = z.output<typeof githubRunnersSchema>;

export type ScaleSetProps = GithubRunnersProps['scaleSets'][string];

export const githubRunnersBase = {
  namespace: 'github-runners',
  schema: githubRunnersSchema,
} satisfies AddonBase<GithubRunnersProps>;
