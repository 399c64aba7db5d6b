/** Properties of Argo CD's repositories and applications. */
import { z } from 'zod';

import { identifier, nonEmpty } from '../../../core/words/words';
import { entry, entryOf, named } from '../../entry';

export const repoUrl = z.string().regex(/^(https:\/\/|ssh:\/\/|[^@\s/]+@[^:\s]+:)\S+$/, {
  error: 'must be the address of a Git repository: https://…, ssh://… or git@host:path',
});

/** A kind of Kubernetes objects, as an AppProject lists it. */
export const kind = z.strictObject({
  /** API group; an empty string is Kubernetes' core group. */
  group: z.string(),
  /** Kind, or `*` for every kind of the group. */
  kind: nonEmpty,
});

export const repositorySchema = z.strictObject({
  ...entry(),
  /** Address of the Git repository. */
  url: repoUrl,
  /**
   * Credentials of the repository: a name in the environment's `secrets`. The secret holds `username` and `password`
   * (or a token), or `sshPrivateKey`, or `githubAppID`, `githubAppInstallationID` and `githubAppPrivateKey`.
   */
  secret: entryOf('secrets'),
  /** Whether the credentials are for every repository whose address begins with `url`. */
  prefix: z.boolean().default(false),
});

export const applicationSchema = z.strictObject({
  ...entry(),
  /** Address of the Git repository. */
  repoUrl,
  /** Branch, tag or commit. */
  revision: nonEmpty.default('HEAD'),
  /** Directory in the repository that holds manifests, a Kustomization or a chart. */
  path: nonEmpty,
  /** Namespace to deploy to: a name in the environment's `namespaces`. */
  namespace: entryOf('namespaces'),
  /**
   * Argo CD project of the application. Applications of one project may use each other's repositories and namespaces,
   * and no others. `default` is Argo CD's own project, which allows everything.
   * @default - a project with the application's name
   */
  project: named((path) => [path.slice(0, 3)], identifier).optional(),
  /** Cluster-scoped kinds of objects that the application may create. @default - none */
  clusterResources: z.array(kind).default([]),
  /** How Argo CD synchronizes automatically; false leaves it to a person. */
  automated: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Whether objects that are removed from Git are deleted from the cluster. */
        prune: z.boolean().default(true),
        /** Whether changes that were made in the cluster are reverted. */
        selfHeal: z.boolean().default(true),
      }),
    ])
    .prefault({}),
  /** Argo CD's sync options, such as `ServerSideApply=true`. @default - none */
  syncOptions: z.array(nonEmpty).default([]),
  /** Further fields of Argo CD's `source`, such as `helm`, `kustomize` or `directory`. @default - none */
  source: z.record(z.string(), z.unknown()).default({}),
});

export type ApplicationProps = z.output<typeof applicationSchema>;
