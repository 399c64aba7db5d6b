/** Properties of Argo CD's applications and projects. */
import { z } from 'zod';
import { identifier, nonEmpty } from '../../../core/words/words';

export const repoUrl = z.string().regex(/^(https:\/\/|ssh:\/\/|[^@\s/]+@[^:\s]+:)\S+$/, {
  error: 'must be the address of a Git repository: https://…, ssh://… or git@host:path',
});

/** A kind of objects, as RBAC names it. */
export const kind = z.strictObject({
  /** API group; empty for Kubernetes' own. */
  group: z.string(),
  /** Kind, or `*` for each of the group. */
  kind: nonEmpty,
});

export const repositorySchema = z.strictObject({
  /** Its address. */
  url: repoUrl,
  /**
   * The name in the environment's `secrets` of what Argo CD shows: `username` and `password` (or a token), or else
   * `sshPrivateKey`, or else `githubAppID`, `githubAppInstallationID` and `githubAppPrivateKey`.
   */
  secret: identifier,
  /** Whether the address is only what those of many repositories begin with. @default false */
  prefix: z.boolean().default(false),
});

export const applicationSchema = z.strictObject({
  /** Address of the Git repository. */
  repoUrl,
  /** Branch, tag or commit. @default 'HEAD' */
  revision: nonEmpty.default('HEAD'),
  /** Directory in the repository with manifests, a Kustomization or a chart. */
  path: nonEmpty,
  /** The namespace that it goes to: a name in the environment's `namespaces`. */
  namespace: identifier,
  /**
   * The project that it is part of. Applications of one project may come out of the repositories and go to the namespaces
   * that any of them names, and nowhere else. `default` is Argo CD's own, which allows everything.
   * @default - one of its own name
   */
  project: identifier.optional(),
  /** Kinds of objects that belong to no namespace and that it may make all the same. @default - none */
  clusterResources: z.array(kind).default([]),
  /** Whether the cluster follows by itself, and how; false when a person starts it. */
  automated: z
    .union([
      z.literal(false),
      z.strictObject({
        /** What is gone from Git goes from the cluster. @default true */
        prune: z.boolean().default(true),
        /** What was changed in the cluster is changed back. @default true */
        selfHeal: z.boolean().default(true),
      }),
    ])
    .prefault({}),
  /** How it is synchronized: `ServerSideApply=true`. @default - as Argo CD does */
  syncOptions: z.array(nonEmpty).default([]),
  /** What else Argo CD is to know of the source: `helm`, `kustomize`, `directory`, in its own words. @default - nothing */
  source: z.record(z.string(), z.unknown()).default({}),
});

export type ApplicationProps = z.output<typeof applicationSchema>;
