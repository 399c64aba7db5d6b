/** Properties of a DeployIdentity: who a pipeline is in the cloud, without a secret that is stored anywhere. */
import { z } from 'zod';

import { byCloud } from '../../core/words/clouds';
import { issuerWord } from '../../core/words/issuers';
import { overridesOf } from '../../core/words/overrides';
import { nonEmpty } from '../../core/words/words';
import { entry, entryOf } from '../entry';
import { ISSUERS } from './issuers';

/** Arguments of an identity's resources that may be overridden; each provider adds its own. */
export interface DeployIdentityOverrides {}

/** Azure takes no more credentials for an identity, and IAM no longer trust. */
const MAX_SUBJECTS = 20;

const exact = z.string().regex(/^[^*?\s]{1,200}$/, {
  error: 'must be one name, without spaces, * and ?: a pipeline is trusted by name',
});

const branch = z.strictObject({
  /** Runs for this branch: `main`. */
  branch: exact,
});

const tag = z.strictObject({
  /** Runs for this tag, or for tags that begin so: `v*`. */
  tag: z.string().regex(/^[^*?\s]{1,200}\*?$/, {
    error: 'must be a tag, or the beginning of one and a * at the end (v*); not * alone, which every tag is',
  }),
});

const githubSubject = z.union([
  branch,
  tag,
  z.strictObject({
    /** Jobs with this `environment`, which GitHub can let people approve: `production`. */
    environment: z.string().regex(/^[^*?]{1,200}$/, { error: 'must be the name of an environment, without * and ?' }),
  }),
  z.strictObject({
    /** Runs for pull requests from branches of the repository, whoever opens them. */
    pullRequests: z.literal(true),
  }),
]);

const subjects = <S extends z.ZodType>(subject: S) => z.array(subject).min(1).max(MAX_SUBJECTS);

const stacks = z.array(z.enum(['account', 'infrastructure', 'platform', 'edge'])).default([]);

export const deployIdentitySchema = z.strictObject({
  ...entry(),
  /** Where the pipeline runs, and which of its runs the cloud trusts: one of the three. */
  from: z
    .strictObject({
      /** GitHub Actions. */
      github: z
        .strictObject({
          /**
           * The repository, `acme/shop`. GitHub puts the numbers of owner and repository into the tokens of repositories that were made
           * or renamed since July 15, 2026, or that ask for it: `acme@123456/shop@456789`.
           */
          repository: z.string().regex(/^[\w.-]+\/[\w.-]+$|^[\w.-]+@\d+\/[\w.-]+@\d+$/, {
            error: 'must be owner/name, or owner@number/name@number for a repository whose tokens have numbers',
          }),
          /** Which runs: of a branch, tags, an environment or pull requests. At most 20. */
          subjects: subjects(githubSubject),
          /** URL of the issuer: another one for an enterprise that has its own. */
          issuer: issuerWord.default(ISSUERS.github),
        })
        .optional(),
      /** GitLab CI. */
      gitlab: z
        .strictObject({
          /** Path of the project with its groups: `acme/shop`. */
          project: z.string().regex(/^[\w.-]+(\/[\w.-]+)+$/, { error: 'must be the path of a project: group/project' }),
          /** Which runs: of a branch or tags. At most 20. GitLab says nothing else of a run in the subject of its tokens. */
          subjects: subjects(z.union([branch, tag])),
          /** URL of GitLab, which the cloud must be able to reach. */
          issuer: issuerWord.default(ISSUERS.gitlab),
        })
        .optional(),
      /** Terraform Cloud, with dynamic credentials. */
      terraformCloud: z
        .strictObject({
          /** The organization. */
          organization: exact,
          /** The project of the workspaces. */
          project: z
            .string()
            .regex(/^[\w-]+( [\w-]+)*$/, { error: 'must be the name of a project: letters, digits, spaces, - and _' })
            .default('Default Project'),
          /** The workspaces: one per stack, named after it. At most 10. */
          workspaces: z
            .array(z.string().regex(/^[\w-]{1,90}$/, { error: 'must be a workspace: 1–90 letters, digits, - and _' }))
            .min(1)
            .max(MAX_SUBJECTS / 2),
          /** Which part of a run. An identity that applies does both, unless another one plans. */
          phases: z
            .array(z.enum(['plan', 'apply']))
            .min(1)
            .max(2)
            .default(['plan', 'apply']),
          /** URL of Terraform Cloud or Enterprise, which the cloud must be able to reach. */
          issuer: issuerWord.default(ISSUERS.terraformCloud),
        })
        .optional(),
    })
    .refine((from) => Object.values(from).filter(Boolean).length === 1, {
      error: 'must have one of github, gitlab and terraformCloud',
    }),
  /**
   * Stacks that it plans: it reads what Terraform reads of them, secrets too, and their state. Reading `account` or `edge`
   * takes `policies`.
   * @default - none
   */
  plan: stacks,
  /**
   * Stacks that it plans and applies. For `platform` it administers the cluster; for `infrastructure` it writes keys and secrets, and
   * the rest takes `policies`, as do `account` and `edge`.
   * @default - none
   */
  apply: stacks,
  /**
   * Rights beyond reading, by what the cloud calls them: ARNs of policies (AWS); roles on the project (Google); names or ids of roles
   * on the subscription (Azure). `triptych rights --for apply` prints what a stack takes.
   * @default - none
   */
  policies: byCloud(z.array(nonEmpty).min(1)).default({}),
  /** Buckets of `objectStores` whose objects it lists, reads, writes and deletes. @default - none */
  upload: z.array(entryOf('objectStores')).default([]),
  /**
   * Namespaces of the environment or its add-ons into which it deploys: it finds the cluster and has Kubernetes' role `edit` there,
   * as by `cluster.access`.
   * @default - none
   */
  deploy: z.array(entryOf('namespaces')).default([]),
  /**
   * Cdns of `cdns` that it tells to drop what they keep, so that a new release is seen at once. On Google it may tell every load
   * balancer of the project.
   * @default - none
   */
  invalidate: z.array(entryOf('cdns')).default([]),
  /** Arguments merged last into this identity's resources. @default - none */
  overrides: overridesOf<DeployIdentityOverrides>().optional(),
});

export type DeployIdentityProps = z.output<typeof deployIdentitySchema>;
